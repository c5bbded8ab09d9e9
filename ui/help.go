package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/ui/pane"
)

// help shows the real keys of this screen, also the remapped ones.
func (m *Model) help() tea.Cmd {
	front := m.front().Actions()
	global := m.actions()[len(front):]
	return m.push(newPage(pane.Page{Title: m.lang.T("Keys"), Body: func(w int, _ pane.Frame) []string {
		lines := m.helpPart(m.lang.T("Here"), front, w)
		return append(append(lines, ""), m.helpPart(m.lang.T("Everywhere"), global, w)...)
	}}))
}

// helpPart is one table of keys.
func (m *Model) helpPart(title string, as []pane.Action, w int) []string {
	lines := []string{m.styles.Title.Render(title)}
	for _, a := range as {
		var keys []string
		for _, ks := range m.keysOf(a) {
			keys = append(keys, strings.Join(ks, ""))
		}
		if len(keys) == 0 {
			continue
		}
		text := m.lang.T(a.Help)
		if a.Letter {
			text += " " + m.lang.T("Asks the letter.")
		}
		name := m.styles.Key.Render(pad(strings.Join(keys, " "), 10)) + " " + pad(ansi.Truncate(m.lang.T(a.Label), 15, "…"), 16)
		for i, l := range accounts.Wrap(text, max(10, w-28)) {
			if i > 0 {
				name = strings.Repeat(" ", 27)
			}
			lines = append(lines, name+m.styles.Dim.Render(l))
		}
	}
	return lines
}

// Reference is the table of all actions of a pane, for the README and its staleness test: key, name, label, help.
func Reference(as []pane.Action) [][4]string {
	var out [][4]string
	for _, a := range as {
		var keys []string
		for _, ks := range a.Keys {
			keys = append(keys, strings.Join(ks, ""))
		}
		out = append(out, [4]string{strings.Join(keys, " "), a.Name, a.Label, a.Help})
	}
	return out
}

// Global are the actions of every screen, for the README.
func (m *Model) Global() []pane.Action { return slices.Clone(m.global()) }

// Here are all actions of this moment, those of the pane in front first: for the README, and for tests that press everything.
func (m *Model) Here() []pane.Action { return m.actions() }

// palette finds any action by its name.
func (m *Model) palette() tea.Cmd {
	as := slices.DeleteFunc(m.actions(), func(a pane.Action) bool { return a.Name == "palette" || a.Run == nil })
	return m.push(newPalette(m, as))
}
