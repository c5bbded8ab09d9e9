package widget

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"vocero/ui/theme"
)

func TestBox(t *testing.T) {
	st := theme.New(theme.Options{})
	for _, s := range samples {
		for _, size := range [][2]int{{0, 0}, {1, 1}, {4, 2}, {5, 3}, {6, 3}, {9, 4}, {40, 10}} {
			check(t, Box(s, s, size[0], size[1], st, nil), size[0], size[1])
		}
	}
	want := "╭─ Send ───╮\n│ hola     │\n╰──────────╯"
	if got := ansi.Strip(Box("Send", "hola", 12, 3, st, nil)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestScroll(t *testing.T) {
	var s Scroll
	s.SetSize(10, 4)
	var lines []string
	for i := range 20 {
		lines = append(lines, fmt.Sprintf("line %d", i))
	}
	s.SetLines(lines)
	if up, down := s.More(); up || !down {
		t.Error("at the top there is only more below")
	}
	for _, c := range []struct {
		key string
		top int
	}{{"j", 1}, {"pgdown", 4}, {"ctrl+d", 6}, {"ctrl+u", 4}, {"k", 3}, {"G", 16}, {"j", 16}, {"pgup", 13}, {"home", 0}, {"up", 0}} {
		if !s.Press(press(c.key)) || s.Top() != c.top {
			t.Errorf("%s scrolls to %d, want %d", c.key, s.Top(), c.top)
		}
		check(t, s.View(), 10, 4)
	}
	if s.Press(press("x")) || s.Len() != 20 {
		t.Error("x is taken")
	}
	s.Show(10, 12)
	if s.Top() != 8 {
		t.Errorf("lines 10 and 11 are shown from %d", s.Top())
	}
	s.SetLines(lines[:2])
	if s.Top() != 0 || !strings.HasPrefix(s.View(), "line 0") {
		t.Errorf("fewer lines leave the place at %d", s.Top())
	}
	s.SetSize(0, 0)
	check(t, s.View(), 0, 0)
}
