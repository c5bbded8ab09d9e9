package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// bell is what makes a terminal ring, or flash where its person wants that.
const bell = "\a"

// reminders says aloud whose turn it is to publish by hand, when another hour of theirs has come since the last reading: a line, and the
// bell of the terminal. What waited already when the desk was opened stands in the footer.
func (m *Model) reminders(now knowledge) tea.Cmd {
	if !m.know.loaded {
		return nil
	}
	var names []string
	for _, b := range now.brands {
		if now.tallies[b.ID].ByHand > m.know.tallies[b.ID].ByHand {
			names = append(names, b.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return tea.Batch(tea.Raw(bell), m.toasts.add(m.o.Clock, m.lang.T("It is time to publish by hand: %s (gf)", strings.Join(names, ", ")), false))
}
