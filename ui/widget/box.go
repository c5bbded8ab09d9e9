package widget

import (
	"strings"

	"charm.land/lipgloss/v2"

	"vocero/ui/theme"
)

// Box draws a frame of exactly w×h cells around a body, with a title in its upper edge. edge colours the frame, nil is the
// theme's. Where there is no room for a frame there is only the body.
func Box(title, body string, w, h int, st *theme.Styles, edge *lipgloss.Style) string {
	iw, ih := w-4, h-2 // Two cells at each side, a line above and below.
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
