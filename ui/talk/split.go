package talk

import (
	"strings"
	"time"

	"vocero/ui/pane"
	"vocero/ui/widget"
)

// Settle is how long after the last key a side pane follows the selection.
const Settle = 150 * time.Millisecond

// wide is the width from which a side pane stands beside a list, in cells.
const wide = 110

// Split is the width of a list, and of the side pane beside it; 0 where there is no room for one.
func Split(w int) (listW, sideW int) {
	if w < wide {
		return w, 0
	}
	sideW = min(72, max(46, w*9/20))
	return w - sideW - 2, sideW
}

// DrawBeside draws a list and the text beside it, divided by a line, over w×h cells; w is what Split was given.
func DrawBeside(f pane.Frame, w, h int, rows string, text []string) string {
	listW, sideW := Split(w)
	rule := strings.Repeat(f.Styles.Border.Render("│")+"\n", h)
	return widget.Beside(h, widget.Column{Text: rows, W: listW + 1}, widget.Column{Text: rule, W: 2}, widget.Column{Text: strings.Join(text, "\n"), W: sideW - 1})
}
