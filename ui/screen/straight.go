package screen

import (
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// leastStraight is from how many changed rows on a frame is written straight.
const leastStraight = 8

// straight writes the rows that changed as their text is, and leaves the cells for afterwards: with a page of new rows nearly all
// cells differ, and to find that out takes longer than everything else a key does. It is false where the cells have to decide: few
// rows changed, or most of them only moved, or a row shows what this terminal draws in its own way.
func (c *canvas) straight(cursor *tea.Cursor) bool {
	if len(c.changed) < leastStraight || !c.again && c.moves*4 > len(c.changed)*3 || c.profile < colorprofile.ANSI256 {
		return false
	}
	start := c.out.Len()
	c.out.WriteString(ansi.ResetStyle)
	if c.wipe {
		c.out.WriteString(ansi.EraseEntireScreen)
	}
	for _, y := range c.changed {
		n, ascii := c.reach(c.rows[y])
		if n < 0 || n > c.w {
			c.out.Truncate(start)
			return false
		}
		if c.wipe && n == 0 {
			continue
		}
		c.out.WriteString("\x1b[")
		c.out.Write(strconv.AppendInt(c.out.AvailableBuffer(), int64(y+1), 10))
		c.out.WriteByte('H')
		if !c.wipe && (n < c.w || !ascii) { // What the old row has there goes first, whatever width it has on this terminal.
			c.out.WriteString(ansi.EraseLineRight)
		}
		c.out.WriteString(c.rows[y])
	}
	x, y := 0, 0
	if cursor != nil {
		x, y = min(cursor.X, c.w-1), min(cursor.Y, c.h-1)
	}
	c.out.WriteString(ansi.CursorPosition(x+1, y+1))
	c.scr.SetPosition(x, y)
	c.again, c.wipe, c.behind = false, false, true
	return true
}

// settle has the cells be those that the terminal shows since a frame was written straight.
func (c *canvas) settle() {
	if !c.behind {
		return
	}
	c.behind = false
	x, y := c.scr.Position()
	for _, row := range c.changed {
		c.row(row)
	}
	c.scr.SetScrollOptim(false)
	c.scr.Render(c.cells.RenderBuffer)
	_ = c.scr.Flush() // A buffer takes everything.
	c.out.Reset()
	c.scr.SetPosition(x, y)
}

// reach is the number of cells of a plain row, less than 0 if terminals may differ on it or its colours are not this one's; ascii
// tells whether it is made of nothing else.
func (c *canvas) reach(s string) (n int, ascii bool) {
	ascii = true
	for i := 0; i < len(s); {
		switch b := s[i]; {
		case b == ansi.ESC:
			k, _ := sgr(s[i:])
			if k == 0 || !c.knows(s[i:i+k]) {
				return -1, false
			}
			i += k
		case b < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf):
			i, n = i+1, n+1
		default:
			ascii = false
			cluster, w := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
			if c.cells.Method != ansi.GraphemeWidth && c.cells.Method.StringWidth(cluster) != w {
				return -1, false
			}
			i, n = i+len(cluster), n+w
		}
	}
	return n, ascii
}

// knows tells whether a style can be written as it is.
func (c *canvas) knows(style string) bool {
	if strings.IndexByte(style, ':') >= 0 {
		return false
	}
	return c.profile == colorprofile.TrueColor || !strings.Contains(style, "8;2;")
}
