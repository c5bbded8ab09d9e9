package widget

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// ellipsis ends a line that was cut.
const ellipsis = "…"

// blank is cut for padding, so that it is not made again for every cell.
var blank = strings.Repeat(" ", 512)

// Pad is w spaces; none when w is negative.
func Pad(w int) string {
	if w <= 0 {
		return ""
	}
	if w <= len(blank) {
		return blank[:w]
	}
	return strings.Repeat(" ", w)
}

// Width is the number of cells of one line, escape sequences not counted.
func Width(s string) int {
	w, _ := measure(s)
	return w
}

// measure is the width of s and whether it can be printed as it is: no control characters besides escape sequences, no broken
// UTF-8. What stands for itself in one cell is counted here; all else by the cluster.
func measure(s string) (w int, clean bool) {
	clean = true
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= ' ' && c < 0x7f && (i+1 == len(s) || s[i+1] < 0x80):
			i, w = i+1, w+1
		case c == ansi.ESC:
			n := escape(s[i:])
			if n == 0 {
				n, w, clean = 1, w+1, false
			}
			i += n
		case c < ' ' || c == 0x7f:
			i, w, clean = i+1, w+1, false
		default:
			if n := single(s[i:]); n > 0 {
				i, w = i+n, w+1
				continue
			}
			cluster, cw := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
			if strange(cluster) {
				clean, cw = false, 1
			}
			i, w = i+len(cluster), w+cw
		}
	}
	return w, clean
}

// single is the length of the rune at the start of s if it surely is a cluster of its own that takes one cell: Latin letters,
// dashes, quotes and lines, followed by another such or by ASCII. 0 sends the caller to the tables.
func single(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if !narrow(r) {
		return 0
	}
	if n < len(s) && s[n] >= 0x80 {
		if next, _ := utf8.DecodeRuneInString(s[n:]); !narrow(next) {
			return 0
		}
	}
	return n
}

// narrow tells whether a rune takes one cell by itself and never joins one before it.
func narrow(r rune) bool {
	switch {
	case r < 0xc0:
		return r > ' ' && r < 0x7f || r == '·' || r == '¿' || r == '¡' || r == 'º' || r == 'ª' || r == '«' || r == '»'
	case r < 0x250:
		return true
	}
	return r >= 0x2010 && r <= 0x2027 || r >= 0x2500 && r <= 0x259f
}

// strange tells whether a cluster must not reach the terminal: broken UTF-8, C1 controls, invisible format characters, marks
// without a letter, and what would swallow the space or the ellipsis behind it.
func strange(cluster string) bool {
	r, n := utf8.DecodeRuneInString(cluster)
	if alone(r) && n == len(cluster) {
		return false
	}
	if !utf8.ValidString(cluster) || r >= 0x80 && r < 0xa0 || joining(r) || unicode.In(r, unicode.Cf, unicode.M) {
		return true
	}
	r, _ = utf8.DecodeLastRuneInString(cluster)
	return r >= prepended[0] && slices.Contains(prepended[:], r)
}

// joining tells whether a rune that is no mark joins the one before it (Unicode, GraphemeBreakProperty: Extend, SpacingMark).
func joining(r rune) bool {
	return r == 0x0e33 || r == 0x0eb3 || r == 0xff9e || r == 0xff9f || r >= 0x1f3fb && r <= 0x1f3ff
}

// prepended are the other characters that join what follows them (Unicode, GraphemeBreakProperty: Prepend).
var prepended = [...]rune{0x0d4e, 0x111c2, 0x111c3, 0x113d1, 0x1193f, 0x11941, 0x11a3a, 0x11a84, 0x11a85, 0x11a86, 0x11a87, 0x11a88,
	0x11a89, 0x11d46, 0x11f02}

// escape is the length of the escape sequence at the start of s, 0 if it does not end.
func escape(s string) int {
	if len(s) < 2 {
		return 0
	}
	switch s[1] {
	case '[':
		for i := 2; i < len(s); i++ {
			if s[i] >= 0x40 && s[i] <= 0x7e {
				return i + 1
			}
			if s[i] < 0x20 || s[i] > 0x3f {
				return 0
			}
		}
		return 0
	case ']', 'P', 'X', '^', '_':
		for i := 2; i < len(s); i++ {
			if s[i] == ansi.BEL {
				return i + 1
			}
			if s[i] == ansi.ESC && i+1 < len(s) && s[i+1] == '\\' {
				return i + 2
			}
			if s[i] < ' ' || s[i] >= 0x7f {
				return 0
			}
		}
		return 0
	}
	for i := 1; i < len(s); i++ {
		if s[i] >= 0x30 && s[i] <= 0x7e {
			return i + 1
		}
		if s[i] < 0x20 || s[i] > 0x7e {
			return 0
		}
	}
	return 0
}

// FitLine makes s exactly w cells: cut with an ellipsis, or padded with spaces. Styles in s stay and end where s ends them;
// newlines and tabs become spaces, other controls and what is invisible U+FFFD.
func FitLine(s string, w int) string {
	if w <= 0 {
		return ""
	}
	got, clean := measure(s)
	if clean && got <= w {
		if got == w {
			return s
		}
		return s + Pad(w-got)
	}
	return cut(s, w, got > w)
}

// putLine writes FitLine of s, without a string of its own where nothing is cut.
func putLine(b *strings.Builder, s string, w int) {
	if w <= 0 {
		return
	}
	got, clean := measure(s)
	if clean && got <= w {
		b.WriteString(s)
		b.WriteString(Pad(w - got))
		return
	}
	b.WriteString(cut(s, w, got > w))
}

// cut writes the part of s that fits and pads it to w cells. Escape sequences behind the cut stay, so that styles end.
func cut(s string, w int, over bool) string {
	var b strings.Builder
	b.Grow(len(s) + w)
	room, full := w, false
	if over {
		room-- // for the ellipsis
	}
	used := 0
	put := func(part string, cells int) {
		if full || used+cells > room {
			if !full && over {
				b.WriteString(ellipsis)
				used++
			}
			full = true
			return
		}
		b.WriteString(part)
		used += cells
	}
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ansi.ESC && escape(s[i:]) > 0:
			n := escape(s[i:])
			b.WriteString(s[i : i+n])
			i += n
		case c == '\t' || c == '\n':
			put(" ", 1)
			i++
		case c < ' ' || c == 0x7f: // An ESC of a sequence that never ends too: it would swallow the frame.
			put("\uFFFD", 1)
			i++
		default:
			cluster, cw := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
			i += len(cluster)
			if strange(cluster) {
				cluster, cw = "\uFFFD", 1
			}
			put(cluster, cw)
		}
	}
	b.WriteString(Pad(w - used))
	return b.String()
}

// Fit makes s exactly w×h cells: lines are cut or padded, and there are h of them.
func Fit(s string, w, h int) string {
	if w <= 0 || h <= 0 {
		return ""
	}
	var b strings.Builder
	b.Grow(len(s) + h)
	for y := range h {
		if y > 0 {
			b.WriteByte('\n')
		}
		line, rest, _ := strings.Cut(s, "\n")
		putLine(&b, line, w)
		s = rest
	}
	return b.String()
}

// FitLines is Fit for a list of lines.
func FitLines(lines []string, w, h int) string {
	if w <= 0 || h <= 0 {
		return ""
	}
	out := make([]string, h)
	for y := range out {
		if y < len(lines) {
			out[y] = FitLine(lines[y], w)
		} else {
			out[y] = Pad(w)
		}
	}
	return strings.Join(out, "\n")
}
