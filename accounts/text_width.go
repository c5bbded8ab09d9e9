package accounts

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Width is the number of cells s takes on the screen, by grapheme cluster: the measure by which frames are laid out. Controls
// and newlines take none. For a Text the sum of the widths of its runes is the same number.
func Width(s string) int { return displaywidth.String(s) }

// Truncate cuts s to at most cells columns, between clusters, and ends it in "…" if anything was cut.
func Truncate(s string, cells int) string {
	if len(s) <= cells && ascii(s) || Width(s) <= cells {
		return s
	}
	if cells <= 0 {
		return ""
	}
	w, i := 0, 0
	for i < len(s) {
		n, cw := cluster(s[i:])
		if w+cw > cells-1 {
			break
		}
		w, i = w+cw, i+n
	}
	return s[:i] + "…"
}

// Wrap breaks s into lines of at most cells columns, at spaces where it can and between clusters where it must; newlines are
// kept. The lines are parts of s: nothing is copied. There is always at least one line.
func Wrap(s string, cells int) []string {
	cells = max(cells, 1)
	lines := make([]string, 0, 1+len(s)/cells)
	for {
		line, rest, more := strings.Cut(s, "\n")
		lines = wrapLine(lines, line, cells)
		if !more {
			return lines
		}
		s = rest
	}
}

// wrapLine appends the lines of a paragraph.
func wrapLine(lines []string, s string, cells int) []string {
	if len(s) <= cells && ascii(s) {
		return append(lines, s)
	}
	start, space, w := 0, -1, 0 // of the line, of its last space, its width
	for i := 0; i < len(s); {
		n, cw := cluster(s[i:])
		if s[i] == ' ' {
			if w >= cells { // the space falls on the margin and disappears
				lines = append(lines, strings.TrimRight(s[start:i], " "))
				for i < len(s) && s[i] == ' ' {
					i++
				}
				start, space, w = i, -1, 0
				continue
			}
			space = i
		}
		for w+cw > cells && start < i {
			end, next := i, i
			if space > start && strings.TrimLeft(s[start:space], " ") != "" {
				end, next = space, space+1
			}
			lines = append(lines, strings.TrimRight(s[start:end], " "))
			start, space = next, -1
			w = Width(s[start:i])
		}
		w, i = w+cw, i+n
	}
	if start < len(s) || len(s) == 0 {
		lines = append(lines, s[start:])
	}
	return lines
}

// cluster is the length in bytes and the width in cells of the first grapheme cluster of s.
func cluster(s string) (n, cells int) {
	if s[0] >= ' ' && s[0] < 0x7f && (len(s) == 1 || s[1] < 0x80) {
		return 1, 1
	}
	g := graphemes.FromString(s)
	g.Next()
	v := g.Value()
	return len(v), displaywidth.String(v)
}

// ascii tells whether s is printable ASCII throughout.
func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// Graphemes is the number of user-perceived characters of s (UAX 29 extended grapheme clusters).
func Graphemes(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if c := s[i]; c < 0x80 && c != '\r' && (i+1 == len(s) || s[i+1] < 0x80) {
			n++
			i++
			continue
		}
		c, _ := cluster(s[i:])
		n++
		i += c
	}
	return n
}
