package ui

import (
	tea "charm.land/bubbletea/v2"

	"vocero/ui/pane"
)

// The smallest screen on which anything can be done. Below it one sentence is shown and sending is off.
const (
	minWidth  = 60
	minHeight = 20
)

// rect is a part of the screen in cells.
type rect struct{ x, y, w, h int }

// places are the parts of the frame.
type places struct{ speaker, tabs, body, foot rect }

// arrange cuts the screen: two lines on top, one below, the body between. It is pure, and tested with drawings.
func arrange(w, h int) places {
	return places{
		speaker: rect{0, 0, w, min(1, h)},
		tabs:    rect{0, 1, w, min(1, max(0, h-1))},
		body:    rect{0, 2, w, max(0, h-3)},
		foot:    rect{0, h - 1, w, min(1, max(0, h-2))},
	}
}

func (m *Model) layout() places { return arrange(m.w, m.h) }

// small tells whether the screen is too small to work on.
func (m *Model) small() bool { return m.w < minWidth || m.h < minHeight }

// resize keeps the new size; sizes below one cell come from some terminals and mean nothing.
func (m *Model) resize(w, h int) tea.Cmd {
	if w < 1 || h < 1 || (w == m.w && h == m.h) {
		return nil
	}
	m.w, m.h = w, h
	m.size(m.o.Tabs[m.tab])
	for _, p := range m.overlay {
		m.size(p)
	}
	for _, d := range m.dialogs {
		if l, ok := d.(interface{ resized(*Model) }); ok {
			l.resized(m)
		}
	}
	return nil
}

// size tells a pane its cells, once per size.
func (m *Model) size(p pane.Pane) {
	b := m.layout().body
	if now := [2]int{b.w, b.h}; m.sized[p.ID()] != now && m.w > 0 {
		m.sized[p.ID()] = now
		p.SetSize(b.w, b.h)
	}
}
