package status

import (
	"maps"
	"slices"
	"strings"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// paused says who of those in view is paused, since when, and why; "" when nobody is. It takes at most w cells.
func (p *Pane) paused(f pane.Frame, w int) string {
	for _, b := range slices.SortedFunc(maps.Values(f.Brands), func(a, b accounts.Brand) int { return strings.Compare(string(a.Letter), string(b.Letter)) }) {
		if !b.Paused() || p.scope.Brand != "" && p.scope.Brand != b.ID {
			continue
		}
		why := accounts.Cells(b.Pause.Reason, false)
		if why == "" {
			why = f.Lang.T("no reason given")
		}
		s := string(b.Letter) + " " + f.Lang.T("paused since %s: %s", hour(f, b.Pause.Since, b.Zone), why)
		if w < 12 {
			return ""
		}
		return "  " + f.Styles.Paused.Render(accounts.Truncate(s, min(w, widget.Width(s))))
	}
	return ""
}
