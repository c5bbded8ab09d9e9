package ink

import (
	"strings"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// widest is how wide the list becomes, in cells.
const widest = 56

// Draw is the list in a box: its lines, and its width in cells. It is at most w cells wide.
func (p *Pen) Draw(f pane.Frame, w int) (lines []string, width int) {
	inner := 0
	rows := make([]string, len(p.list))
	for i, o := range p.list {
		s := accounts.Truncate(strings.Join(strings.Fields(accounts.Cells(o.Text, false)), " "), 40)
		if o.snippet {
			s, o.Note = o.Note, s
		}
		if o.Note != "" {
			s += "  " + accounts.Cells(o.Note, false)
		}
		rows[i] = s
		inner = max(inner, widget.Width(s))
	}
	title := f.Lang.T("Tab takes · Esc drops")
	inner = min(max(inner, widget.Width(title)+4), widest, w-4)
	return box(f, title, rows, p.at, inner), inner + 4
}

// box draws lines in a frame, the chosen one bright.
func box(f pane.Frame, title string, rows []string, at, inner int) []string {
	for i, r := range rows {
		r = widget.FitLine(r, inner)
		if i == at {
			r = f.Styles.Selected.Render(r)
		}
		rows[i] = r
	}
	return strings.Split(widget.Box(title, strings.Join(rows, "\n"), inner+4, len(rows)+2, f.Styles, &f.Styles.Accent), "\n")
}

// Draw is what can be done with a misspelt place, in a box: its lines, and its width in cells.
func (x Fix) Draw(f pane.Frame, w int) (lines []string, width int) {
	var rows []string
	for i, b := range x.Better {
		rows = append(rows, string(rune('1'+i))+"  "+accounts.Cells(strings.ReplaceAll(b, "\n", " "), false))
	}
	if x.Found.Rule == "spelling" {
		rows = append(rows, "a  "+f.Lang.T("it is a word of %s", accounts.Cells(x.brand, false)), "i  "+f.Lang.T("let it stand in this text"))
	}
	if len(rows) == 0 {
		rows = []string{f.Lang.T("nothing is known that would be better")}
	}
	inner := 0
	for _, r := range rows {
		inner = max(inner, widget.Width(r))
	}
	title := accounts.Truncate(accounts.Cells(strings.TrimSpace(x.Word), false), 24)
	inner = min(max(inner, widget.Width(title)+4), widest, w-4)
	return box(f, title, rows, -1, inner), inner + 4
}

// Over lays a box over a screen below a place of it, or above where there is no room below. y is the line of the place; the box keeps
// to the lines from top to bottom, exclusive, and to w cells.
func Over(screen string, lines []string, width, x, y, top, bottom, w int) string {
	if y+1+len(lines) <= bottom {
		y++
	} else {
		y = max(top, y-len(lines))
	}
	return widget.Overlay(screen, strings.Join(lines[:min(len(lines), max(0, bottom-y))], "\n"), max(0, min(x, w-width)), y)
}
