package widget

import (
	"image/color"
	"strings"
	"sync"

	"charm.land/lipgloss/v2"
)

// look is what a style of a theme consists of.
type look struct {
	fg, bg                              color.Color
	bold, faint, italic, reverse, blink bool
}

// ink is what stands before and behind a text of one look.
type ink struct{ before, behind string }

// inks are the looks that were painted with, a few dozen for each theme.
var inks struct {
	sync.RWMutex
	of map[look]ink
}

// mostInks bounds them.
const mostInks = 512

// Paint is st.Render for one line of text, for a style of nothing but colours and attributes, as all of a theme are; no text stays
// none. Lists are drawn with it, hundreds of parts at a time, for which Render takes most of a frame.
func Paint(st *lipgloss.Style, text string) string {
	switch {
	case text == "":
		return ""
	case st.GetUnderline() || st.GetStrikethrough(): // They may leave spaces out.
		return st.Render(text)
	}
	i := inkOf(st)
	return i.before + text + i.behind
}

// inkOf finds the ink of a style.
func inkOf(st *lipgloss.Style) ink {
	k := look{st.GetForeground(), st.GetBackground(), st.GetBold(), st.GetFaint(), st.GetItalic(), st.GetReverse(), st.GetBlink()}
	inks.RLock()
	i, ok := inks.of[k]
	inks.RUnlock()
	if ok {
		return i
	}
	const probe = "x"
	i.before, i.behind, _ = strings.Cut(st.Render(probe), probe)
	inks.Lock()
	defer inks.Unlock()
	if inks.of == nil || len(inks.of) >= mostInks {
		inks.of = map[look]ink{}
	}
	inks.of[k] = i
	return i
}
