package widget

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Column is a block of text and the cells it gets in Beside.
type Column struct {
	Text string
	W    int
}

// Beside puts blocks next to each other, each exactly its width and all h lines high.
func Beside(h int, cols ...Column) string {
	if h <= 0 {
		return ""
	}
	rest := make([]string, len(cols))
	size := 0
	for i, c := range cols {
		rest[i] = c.Text
		size += len(c.Text) + h*(1+max(0, c.W)/2) // Half of the cells are padding, as a guess.
	}
	var b strings.Builder
	b.Grow(size)
	for y := range h {
		if y > 0 {
			b.WriteByte('\n')
		}
		for i, c := range cols {
			var line string
			line, rest[i], _ = strings.Cut(rest[i], "\n")
			putLine(&b, line, c.W)
		}
	}
	return b.String()
}

// Cell is one part of a Row.
type Cell struct {
	Text  string
	W     int             // cells; 0 takes what is left, shared by all such cells; negative takes the width of the text
	Right bool            // aligned to the right
	Style *lipgloss.Style // nil takes the row's
}

// Row is one line of exactly w cells with a space between its cells. base colours what has no style of its own, gaps and
// padding too, so that a selected row is one bar; nil leaves them plain. When there is no room, the cells at the end go first.
func Row(w int, base *lipgloss.Style, cells ...Cell) string {
	if w <= 0 {
		return ""
	}
	var buf [16]int
	widths := share(buf[:0], w, cells)
	var b strings.Builder
	b.Grow(w * 3)
	used := 0
	for i, c := range cells {
		n := min(widths[i], w-used)
		if n <= 0 {
			continue
		}
		text := FitLine(c.Text, n)
		if c.Right {
			if got, _ := measure(c.Text); got < n {
				text = Pad(n-got) + FitLine(c.Text, got)
			}
		}
		used += n
		if used < w {
			gap := 1
			if i == len(cells)-1 {
				gap = w - used
			}
			used += gap
			if c.Style == nil || c.Style == base {
				text, gap = text+Pad(gap), 0
			}
			paint(&b, c.Style, base, text)
			paint(&b, nil, base, Pad(gap))
			continue
		}
		paint(&b, c.Style, base, text)
	}
	paint(&b, nil, base, Pad(w-used))
	return b.String()
}

// share gives every cell its width: the fixed ones first, what is left to the others.
func share(out []int, w int, cells []Cell) []int {
	left, open := w-max(0, len(cells)-1), 0
	for _, c := range cells {
		n := c.W
		if n < 0 {
			n = Width(c.Text)
		}
		if c.W == 0 {
			open++
		}
		out = append(out, n)
		left -= n
	}
	for i, c := range cells {
		if c.W == 0 {
			out[i] = max(0, left/open)
			left -= out[i]
			open--
		}
	}
	return out
}

// paint writes text in a style, or in base where it has none.
func paint(b *strings.Builder, st, base *lipgloss.Style, text string) {
	if text == "" {
		return
	}
	if st == nil {
		st = base
	}
	if st == nil {
		b.WriteString(text)
		return
	}
	b.WriteString(Paint(st, text))
}

// Overlay draws front over back with its upper left corner at x, y. Both are blocks of lines; back keeps its size.
func Overlay(back, front string, x, y int) string {
	lines := strings.Split(back, "\n")
	for i, f := range strings.Split(front, "\n") {
		at := y + i
		if at < 0 || at >= len(lines) {
			continue
		}
		w, left := Width(lines[at]), max(0, x)
		if left >= w {
			continue
		}
		if fw := Width(f); left+fw > w {
			f = FitLine(f, w-left)
		}
		fw := Width(f)
		lines[at] = FitLine(ansi.Cut(lines[at], 0, left), left) + "\x1b[m" + f + "\x1b[m" + right(lines[at], left+fw, w)
	}
	return strings.Join(lines, "\n")
}

// right is the part of a line from cell from on, exactly w-from cells.
func right(s string, from, w int) string {
	if from >= w {
		return ""
	}
	part := ansi.Cut(s, from, w)
	if got := Width(part); got < w-from { // A wide cluster was cut in two: its half is a space.
		part = Pad(w-from-got) + part
	}
	return FitLine(part, w-from)
}
