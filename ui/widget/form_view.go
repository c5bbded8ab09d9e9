package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/theme"
)

// fieldLines is how many lines a question takes: label and answer, then two for its help or what is wrong.
const fieldLines = 3

// View draws the form over exactly w×h cells, scrolled so that the field with the focus is seen, and says where the cursor is;
// nil when the field takes no text.
func (f *Form) View(w, h int, st *theme.Styles) (string, *tea.Cursor) {
	if w <= 0 || h <= 0 {
		return "", nil
	}
	label := 0
	for _, n := range f.fields {
		if !f.skipped(n) {
			label = max(label, Width(n.Label))
		}
	}
	label = min(label, max(1, w/3))
	var lines []string
	var cursor *tea.Cursor
	from := 0
	for i, n := range f.fields {
		if f.skipped(n) {
			continue
		}
		focused := i == f.at
		answer, x := n.draw(max(1, w-label-3), focused, st)
		if focused {
			from = len(lines)
			if x >= 0 && label+3+x < w {
				cursor = tea.NewCursor(label+3+x, 0)
			}
		}
		lines = append(lines, n.question(w, label, focused, answer, st)...)
	}
	f.scroll.SetLines(lines)
	f.scroll.SetSize(w, h)
	f.scroll.Show(from, from+fieldLines)
	if cursor != nil {
		if cursor.Y = from - f.scroll.Top(); cursor.Y < 0 || cursor.Y >= h {
			cursor = nil
		}
	}
	return f.scroll.View(), cursor
}

// question is the lines of a field.
func (n *field) question(w, label int, focused bool, answer string, st *theme.Styles) []string {
	name, sign := &st.Dim, " "
	if focused {
		name, sign = &st.Strong, "▸"
	}
	first := st.Marked.Render(sign) + name.Render(FitLine(n.Label, label)) + "  " + answer
	out := []string{FitLine(first, w), Pad(w), Pad(w)}
	room := max(1, w-label-3)
	var below []string
	style := &st.Dim
	switch {
	case n.fault != "":
		below, style = accounts.Wrap("✗ "+accounts.Cells(n.fault, false), room), &st.Bad
	case focused && n.Help != "":
		below = accounts.Wrap(n.Help, room)
	}
	if len(below) > 2 {
		below = []string{below[0], strings.Join(below[1:], " ")}
	}
	for i, l := range below {
		out[i+1] = FitLine(Pad(label+3)+style.Render(FitLine(l, room)), w)
	}
	return out
}

// draw is the answer over w cells, and the cell of the caret, -1 for none.
func (n *field) draw(w int, focused bool, st *theme.Styles) (string, int) {
	if n.Kind == ChoiceField {
		return n.drawChoice(w, st), -1
	}
	n.line.SetWidth(w)
	text, x := n.line.View(st)
	if !focused {
		return text, -1
	}
	return text, x
}

// drawChoice shows all options with the chosen one marked, or only that one with arrows where there is no room.
func (n *field) drawChoice(w int, st *theme.Styles) string {
	var b strings.Builder
	for i, o := range n.Options {
		if i > 0 {
			b.WriteString("  ")
		}
		if i == n.choice {
			b.WriteString(st.Strong.Render("(•) " + o.Label))
		} else {
			b.WriteString(st.Dim.Render("( ) " + o.Label))
		}
	}
	all := b.String()
	if Width(all) > w && n.choice < len(n.Options) {
		return st.Strong.Render(FitLine("‹ "+n.Options[n.choice].Label+" ›", w))
	}
	return FitLine(all, w)
}
