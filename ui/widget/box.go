package widget

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"vocero/ui/theme"
)

// BoxInner is the room inside a box of w×h cells: its frame takes a line above and below, and two cells at each side.
func BoxInner(w, h int) (int, int) { return max(0, w-4), max(0, h-2) }

// Box draws a frame of exactly w×h cells around a body, with a title in its upper edge. edge colours the frame, nil is the
// theme's. Where there is no room for a frame there is only the body.
func Box(title, body string, w, h int, st *theme.Styles, edge *lipgloss.Style) string {
	iw, ih := BoxInner(w, h)
	if iw < 1 || ih < 1 {
		return Fit(body, w, h)
	}
	if edge == nil {
		edge = &st.Border
	}
	var b strings.Builder
	b.Grow((w + 16) * h)
	rule := w - 2
	b.WriteString(edge.Render("╭"))
	if title != "" && rule > 4 {
		n := min(Width(title), rule-4)
		b.WriteString(edge.Render("─") + " " + st.Title.Render(FitLine(title, n)) + " ")
		rule -= n + 3
	}
	b.WriteString(edge.Render(strings.Repeat("─", rule) + "╮"))
	left, right := edge.Render("│")+" ", " "+edge.Render("│")
	for line := range strings.SplitSeq(Fit(body, iw, ih), "\n") {
		b.WriteString("\n" + left + line + right)
	}
	b.WriteString("\n" + edge.Render("╰"+strings.Repeat("─", w-2)+"╯"))
	return b.String()
}

// Middle is where a box of bw×bh cells stands in the middle of a screen of w×h.
func Middle(w, h, bw, bh int) (x, y int) { return max(0, (w-bw)/2), max(0, (h-bh)/2) }

// Meter shows how much of a limit is used, over exactly w cells: a bar and the numbers. What is over the limit is negative and
// marked with a sign, so that it is seen without colour. Without a limit there are only the numbers.
func Meter(n, limit, w int, st *theme.Styles) string {
	if w <= 0 {
		return ""
	}
	text, style := strconv.Itoa(n)+"/"+strconv.Itoa(limit), &st.Good
	switch {
	case limit <= 0:
		text, style = strconv.Itoa(n), &st.Dim
	case n > limit:
		text, style = "✗ "+strconv.Itoa(limit-n), &st.Bad
	case n*10 >= limit*9:
		style = &st.Warn
	}
	room := w - Width(text) - 1
	if limit <= 0 || room < 3 {
		return style.Render(FitLine(text, w))
	}
	room = min(room, 24)
	full := min(room, n*room/limit)
	bar := strings.Repeat("█", max(0, full)) + strings.Repeat("░", room-max(0, full))
	return style.Render(bar+" "+text) + Pad(w-room-1-Width(text))
}

// HelpEntry is a line of the help: a key and what it does. Without a key it is a heading.
type HelpEntry struct{ Key, Text string }

// HelpColumns lays the keys of a screen out in as many columns as fit into w cells, each section read downwards. It returns all
// lines; a Scroll shows them.
func HelpColumns(entries []HelpEntry, w int, st *theme.Styles) []string {
	keyw, textw := 3, 12
	for _, e := range entries {
		if e.Key != "" {
			keyw, textw = max(keyw, min(14, Width(e.Key))), max(textw, Width(e.Text))
		}
	}
	cols := max(1, w/(keyw+textw+3))
	colw := max(1, w/cols)
	var out []string
	for len(entries) > 0 {
		if entries[0].Key == "" {
			if len(out) > 0 {
				out = append(out, Pad(w))
			}
			out = append(out, st.Title.Render(FitLine(entries[0].Text, w)))
			entries = entries[1:]
			continue
		}
		n := 0
		for n < len(entries) && entries[n].Key != "" {
			n++
		}
		out = append(out, helpSection(entries[:n], cols, colw, keyw, w, st)...)
		entries = entries[n:]
	}
	return out
}

// helpSection is one section in columns of equal length.
func helpSection(entries []HelpEntry, cols, colw, keyw, w int, st *theme.Styles) []string {
	rows := (len(entries) + cols - 1) / cols
	out := make([]string, rows)
	for y := range out {
		var b strings.Builder
		for x := range cols {
			i := x*rows + y
			if i >= len(entries) {
				break
			}
			e := entries[i]
			b.WriteString(Row(colw, nil, Cell{Text: e.Key, W: keyw, Style: &st.Key}, Cell{Text: e.Text}))
		}
		out[y] = FitLine(b.String(), w)
	}
	return out
}
