// Command floor is a list of a million rows and nothing else: the least that a Bubble Tea program costs. Benchmarks run it
// beside the desk, so that a figure is a ratio of the same minute on the same machine.
package main

import (
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

const rows = 1_000_000

var (
	chosen = lipgloss.NewStyle().Background(lipgloss.Color("#3a3a5a")).Foreground(lipgloss.Color("#ffffff")).Bold(true)
	faint  = lipgloss.NewStyle().Foreground(lipgloss.Color("#888888"))
)

// list is the whole program: a size, a cursor and the first row shown.
type list struct{ w, h, at, top int }

// Init asks for nothing.
func (l list) Init() tea.Cmd { return nil }

// Update moves the cursor.
func (l list) Update(m tea.Msg) (tea.Model, tea.Cmd) {
	switch m := m.(type) {
	case tea.WindowSizeMsg:
		l.w, l.h = m.Width, m.Height
	case tea.KeyPressMsg:
		switch m.String() {
		case "q", "ctrl+c":
			return l, tea.Quit
		case "j", "down":
			l.at++
		case "k", "up":
			l.at--
		case "pgdown":
			l.at += l.h - 2
		case "pgup":
			l.at -= l.h - 2
		case "g":
			l.at = 0
		case "G":
			l.at = rows - 1
		}
	}
	l.at = max(0, min(rows-1, l.at))
	l.top = min(l.top, l.at)
	l.top = max(l.top, l.at-max(1, l.h-2)+1)
	return l, nil
}

// View draws the rows on the screen.
func (l list) View() tea.View {
	var b strings.Builder
	if l.h > 0 {
		b.WriteString(faint.Render("the bare list") + "\n")
		for i := l.top; i < min(rows, l.top+l.h-2); i++ {
			b.WriteString(l.row(i) + "\n")
		}
		b.WriteString(faint.Render(fmt.Sprintf("%d/%d", l.at+1, rows)))
	}
	v := tea.NewView(b.String())
	v.AltScreen = true
	return v
}

// row is one made-up mention, as long as a real one.
func (l list) row(i int) string {
	s := []rune(fmt.Sprintf("%8d  @vecina%05d@masto.example  pregunta número %d: ¿abren el domingo por la mañana, y hay pan de centeno?", i, i*7919%100000, i))
	s = s[:min(len(s), max(0, l.w))]
	if i == l.at {
		return chosen.Width(l.w).Render(string(s))
	}
	return string(s)
}

func main() {
	if _, err := tea.NewProgram(list{}).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
