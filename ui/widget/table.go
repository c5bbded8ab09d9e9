package widget

import (
	"strings"

	"charm.land/lipgloss/v2"

	"vocero/ui/theme"
)

// TableColumn is a column: its heading and its cells as in Row.
type TableColumn struct {
	Title string
	W     int // cells; 0 shares what is left, negative: as wide as its widest text
	Right bool
}

// Table shows a few rows that are all in memory: accounts, limits, attempts. Long lists are a Window's.
type Table struct {
	Columns []TableColumn
	Rows    [][]string
	Style   func(row, col int) *lipgloss.Style // may be nil; it may return nil
	sel     int
	top     int
}

// Selected is the row under the cursor, -1 when there is none.
func (t *Table) Selected() int {
	if len(t.Rows) == 0 {
		return -1
	}
	return min(t.sel, len(t.Rows)-1)
}

// Select puts the cursor on a row.
func (t *Table) Select(i int) { t.sel = max(0, min(i, len(t.Rows)-1)) }

// Move moves the cursor by rows.
func (t *Table) Move(by int) { t.Select(t.Selected() + by) }

// Click puts the cursor on the row at line y of the table; false when there is none.
func (t *Table) Click(y int) bool {
	i := t.top + y - 1
	if y < 1 || i >= len(t.Rows) {
		return false
	}
	t.sel = i
	return true
}

// View draws heading and rows over exactly w×h cells. The selected row is a bar; without the focus a faint one.
func (t *Table) View(w, h int, st *theme.Styles, focused bool) string {
	if w <= 0 || h <= 0 {
		return ""
	}
	widths := t.widths()
	lines := make([]string, 0, h)
	lines = append(lines, t.line(w, widths, -1, &st.Dim))
	room := max(1, h-1)
	sel := t.Selected()
	t.top = max(0, min(t.top, sel, len(t.Rows)-room))
	t.top = max(t.top, sel-room+1)
	for i := t.top; i < len(t.Rows) && len(lines) < h; i++ {
		var base *lipgloss.Style
		if i == sel {
			if base = &st.SelectedDim; focused {
				base = &st.Selected
			}
		}
		lines = append(lines, t.line(w, widths, i, base))
	}
	return FitLines(lines, w, h)
}

// widths are the columns' widths, the natural ones measured over heading and rows.
func (t *Table) widths() []int {
	out := make([]int, len(t.Columns))
	for c, col := range t.Columns {
		if out[c] = col.W; col.W < 0 {
			out[c] = Width(col.Title)
			for _, r := range t.Rows {
				if c < len(r) {
					out[c] = max(out[c], Width(r[c]))
				}
			}
			out[c] = max(1, out[c])
		}
	}
	return out
}

// line is a row, or the heading when i is negative.
func (t *Table) line(w int, widths []int, i int, base *lipgloss.Style) string {
	cells := make([]Cell, len(t.Columns))
	for c, col := range t.Columns {
		cells[c] = Cell{W: widths[c], Right: col.Right, Text: col.Title}
		if i < 0 {
			continue
		}
		cells[c].Text = ""
		if c < len(t.Rows[i]) {
			cells[c].Text = t.Rows[i][c]
		}
		if t.Style != nil && base == nil {
			cells[c].Style = t.Style(i, c)
		}
	}
	return Row(w, base, cells...)
}

// Columns lays plain pairs out as a column of names and one of values, one line each, w cells wide: the facts of a record.
func Columns(pairs [][2]string, w int, st *theme.Styles) string {
	name := 0
	for _, p := range pairs {
		name = max(name, Width(p[0]))
	}
	name = min(name, w/2)
	lines := make([]string, len(pairs))
	for i, p := range pairs {
		lines[i] = Row(w, nil, Cell{Text: p[0], W: max(1, name), Style: &st.Dim}, Cell{Text: p[1]})
	}
	return strings.Join(lines, "\n")
}
