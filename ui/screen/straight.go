package screen

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// leastStraight is from how many changed rows on a frame is written straight.
const leastStraight = 8

// slowly is how long a terminal takes over a frame that is far away, or looks at every byte.
const slowly = 25 * time.Millisecond

// straight writes the rows that changed as their text is, and leaves the cells for afterwards: with a page of new rows nearly all
// cells differ, and to find that out takes longer than everything else a key does. It is false where the cells have to decide: few
// rows changed, or most of them only moved, or a row shows what this terminal draws in its own way, or the line is slow: straight
// frames have more bytes.
func (c *canvas) straight(cursor *tea.Cursor) bool {
	if len(c.changed) < leastStraight || c.profile < colorprofile.ANSI256 || !c.again && (c.far || c.slow || c.moves*4 > len(c.changed)*3) {
		return false
	}
	start := c.out.Len()
	c.out.WriteString(ansi.ResetStyle)
	if c.wipe {
		c.out.WriteString(ansi.EraseEntireScreen)
	}
	fresh := c.again
	for i, y := range c.changed {
		row := c.rows[y]
		n, sure := c.reach(row)
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
		if k := stays(c.before[i], row); k > 0 && sure && !fresh && c.fills(c.before[i], n) {
			row = row[:len(row)-k]
		} else if !c.wipe && (n < c.w || !sure) { // What the old row has there goes first, whatever width it has on this terminal.
			c.out.WriteString(ansi.EraseLineRight)
		}
		c.out.WriteString(row)
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

// stays is how many bytes at the end of a row are as they were, styles included: what stands beside a list, usually.
func stays(old, now string) int {
	k := 0
	for k < len(old) && k < len(now) && old[len(old)-1-k] == now[len(now)-1-k] {
		k++
	}
	end := now[len(now)-k:]
	if at := strings.Index(end, ansi.ResetStyle); at >= 0 {
		return len(end) - at - len(ansi.ResetStyle)
	}
	return 0
}

// fills tells whether a row surely takes n cells.
func (c *canvas) fills(row string, n int) bool {
	k, sure := c.reach(row)
	return sure && k == n
}

// reach is the number of cells of a plain row, less than 0 if terminals may differ on it or its colours are not this one's; sure
// tells whether every terminal gives it as many: it has nothing wide and nothing that joins.
func (c *canvas) reach(s string) (n int, sure bool) {
	sure = true
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
			cluster, w := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
			if c.cells.Method != ansi.GraphemeWidth && c.cells.Method.StringWidth(cluster) != w {
				return -1, false
			}
			if r, size := utf8.DecodeRuneInString(cluster); size != len(cluster) || w != 1 || r > 0x2fff {
				sure = false
			}
			i, n = i+len(cluster), n+w
		}
	}
	return n, sure
}

// knows tells whether a style can be written as it is.
func (c *canvas) knows(style string) bool {
	if strings.IndexByte(style, ':') >= 0 {
		return false
	}
	return c.profile == colorprofile.TrueColor || !strings.Contains(style, "8;2;")
}
