package widget

import (
	tea "charm.land/bubbletea/v2"
)

// Scroll shows lines that may be more than fit. The lines are wrapped by whoever sets them.
type Scroll struct {
	lines     []string
	w, h, top int
}

// SetSize gives the scroll its cells.
func (s *Scroll) SetSize(w, h int) {
	s.w, s.h = max(0, w), max(0, h)
	s.to(s.top)
}

// SetLines replaces the lines and keeps the place.
func (s *Scroll) SetLines(lines []string) {
	s.lines = lines
	s.to(s.top)
}

// Len is the number of lines.
func (s *Scroll) Len() int { return len(s.lines) }

// Top is the first line shown.
func (s *Scroll) Top() int { return s.top }

// More tells whether there are lines above and below those on the screen.
func (s *Scroll) More() (above, below bool) { return s.top > 0, s.top+s.h < len(s.lines) }

func (s *Scroll) to(top int) { s.top = max(0, min(top, len(s.lines)-s.h)) }

// Move scrolls by lines, positive down.
func (s *Scroll) Move(lines int) { s.to(s.top + lines) }

// Show scrolls as little as possible so that lines [from, to) are on the screen, the first of them in any case.
func (s *Scroll) Show(from, to int) {
	s.to(max(s.top, to-s.h))
	s.to(min(s.top, from))
}

// Press scrolls with a key and tells whether it was one of the scroll's.
func (s *Scroll) Press(k tea.KeyPressMsg) bool {
	switch k.String() {
	case "j", "down":
		s.Move(1)
	case "k", "up":
		s.Move(-1)
	case "pgdown", "space", "ctrl+f":
		s.Move(max(1, s.h-1))
	case "pgup", "ctrl+b":
		s.Move(-max(1, s.h-1))
	case "ctrl+d":
		s.Move(max(1, s.h/2))
	case "ctrl+u":
		s.Move(-max(1, s.h/2))
	case "home":
		s.to(0)
	case "end", "G":
		s.to(len(s.lines))
	default:
		return false
	}
	return true
}

// View draws the lines on the screen, exactly as SetSize said.
func (s *Scroll) View() string {
	return FitLines(s.lines[min(s.top, len(s.lines)):], s.w, s.h)
}
