package ui

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
)

// rules asks for the rules of the client in view, or for the client first.
func (m *Model) rules() tea.Cmd {
	switch {
	case m.o.Rules == nil:
		return nil
	case m.scope != "":
		return m.o.Rules(m.scope)
	}
	return m.askBrand(m.lang.T("Whose rules?"), func(b accounts.Brand) tea.Cmd { return m.o.Rules(b.ID) })
}
