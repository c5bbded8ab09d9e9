package byhand

import (
	"errors"

	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

var errAddress = errors.New("want an address that begins with https://")

// Lines are what a person must know to publish it, in lines of at most width cells: with which keys, and what to mind.
func (w Work) Lines(f pane.Frame, width int) (out []string) {
	l, st := f.Lang, f.Styles
	put := func(style lipgloss.Style, lead, s string) {
		for i, line := range accounts.Wrap(s, max(10, width-2)) {
			if i > 0 {
				lead = "  "
			}
			out = append(out, style.Render(lead+line))
		}
	}
	switch {
	case !w.Hers():
		return nil
	case w.Delivery.ByHand(): // Where stands above it.
	case w.Delivery.State == accounts.Scheduled:
		put(st.Dim, Sign+" ", l.T("at its hour the desk reminds you, and you publish it on %s", l.Network(w.Account)))
	default:
		return nil
	}
	put(st.Strong, "  ", l.T("y copy · f files · o page · p it is out · H later · D drop"))
	for _, m := range w.Minds {
		put(st.Text, "· ", l.Mind(m))
	}
	return out
}

// Row is one line of work: where it is to be published, and the beginning of the text.
func Row(f pane.Frame, a accounts.Account, text string) string {
	s := f.Lang.PublishOn(a)
	if text != "" {
		s += "  " + accounts.Cells(text, false)
	}
	return s
}
