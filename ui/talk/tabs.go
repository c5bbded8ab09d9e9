package talk

import (
	"fmt"
	"strings"

	"vocero/ui/pane"
	"vocero/ui/widget"
)

// Tab is one of the filters of a list, with how many records it has; -1 shows none.
type Tab struct {
	Name  string
	Count int
}

// DrawTabs draws filters in one line of w cells, the one in view in brackets. Where room is short only that one keeps its count.
func DrawTabs(f pane.Frame, w int, tabs []Tab, at int) string {
	s := tabLine(f, tabs, at, true)
	if widget.Width(s) > w {
		s = tabLine(f, tabs, at, false)
	}
	return widget.FitLine(s, w)
}

func tabLine(f pane.Frame, tabs []Tab, at int, all bool) string {
	var b strings.Builder
	for i, t := range tabs {
		s := t.Name
		if t.Count >= 0 && (all || i == at) {
			s += "·" + short(t.Count)
		}
		if i == at {
			b.WriteString(f.Styles.TabActive.Render("[" + s + "]"))
		} else {
			b.WriteString(f.Styles.Tab.Render(" " + s + " "))
		}
	}
	return b.String()
}

// short is a count in at most four cells.
func short(n int) string {
	switch {
	case n < 10_000:
		return fmt.Sprint(n)
	case n < 1_000_000:
		return fmt.Sprintf("%dk", n/1000)
	}
	return fmt.Sprintf("%dM", n/1_000_000)
}
