package screen

import (
	"bytes"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// canvas turns views into the bytes that make a terminal show them. It remembers what the terminal shows, and looks only at rows
// whose text is another one.
type canvas struct {
	scr     *uv.TerminalRenderer
	cells   uv.ScreenBuffer
	out     bytes.Buffer // what scr flushes into
	b       bytes.Buffer // the bytes of a frame
	w, h    int
	rows    []string // the text of the rows as they were drawn
	again   bool     // every row is to be drawn
	wipe    bool     // and the screen erased before
	wild    bool     // the last frame was no list of plain rows
	behind  bool     // the cells are those before the last frame, which was written straight
	shown   tea.View // what the terminal was told; the zero View hides nothing and has no modes
	profile colorprofile.Profile
	sync    bool // the terminal knows synchronized output
	unicode bool // it counts the cells of a grapheme
	far     bool // it is on another machine: bytes cost more than time
	slow    bool // it took long over the last frame
	moves   int  // how many rows of a frame only moved, for the choice of scrolling
	changed []int
	before  []string // the text of the changed rows until now
	where   map[string]int
}

// newCanvas is a canvas for a terminal of this environment.
func newCanvas(environ []string, profile colorprofile.Profile) *canvas {
	c := &canvas{profile: profile, where: map[string]int{}}
	_, c.far = uv.Environ(environ).LookupEnv("SSH_TTY")
	c.scr = uv.NewTerminalRenderer(&c.out, append([]string{"NO_COLOR=1"}, environ...))
	c.scr.SetColorProfile(profile)
	c.scr.SetFullscreen(true)
	c.scr.SetRelativeCursor(false)
	c.scr.SetTabStops(-1)
	c.forget()
	return c
}

// rehearse draws a frame for nobody, while the program still reads what its first one will show: memory and code are at hand then. It
// counts cells as most terminals say that they do: the other way needs a table of 2 MB, which is made when one does not.
func (c *canvas) rehearse() {
	x := *c
	x.out, x.b, x.where = bytes.Buffer{}, bytes.Buffer{}, map[string]int{}
	x.scr = uv.NewTerminalRenderer(&x.out, []string{"NO_COLOR=1"})
	x.scr.SetColorProfile(c.profile)
	x.scr.SetFullscreen(true)
	x.resize(120, 4)
	x.graphemes()
	x.frame(tea.View{Content: "\x1b[1;38;2;9;8;7;48;5;9mé 👍🏽\x1b[m · ─\n" + strings.Repeat("x", 120)})
}

// forget is called when nobody knows what the terminal shows: the next frame draws everything, and sets all modes.
func (c *canvas) forget() {
	c.shown = tea.View{DisableBracketedPasteMode: true}
	c.erase()
}

// erase has the next frame clear the screen and draw everything.
func (c *canvas) erase() {
	c.settle()
	c.scr.Erase()
	c.scr.Resize(c.w, c.h) // It forgets where the cursor stands, too.
	c.again, c.wipe = true, true
}

// resize is erase with another size, in cells.
func (c *canvas) resize(w, h int) {
	c.settle()
	if w != c.w || h != c.h {
		method := c.cells.Method
		c.w, c.h = w, h
		c.cells = uv.NewScreenBuffer(w, h)
		c.cells.Method = method
		c.rows = make([]string, h)
	}
	c.erase()
}

// colours sets how many colours the terminal has.
func (c *canvas) colours(p colorprofile.Profile) {
	if p != c.profile {
		c.profile = p
		c.scr.SetColorProfile(p)
		c.erase()
	}
}

// graphemes says that the terminal counts cells as Unicode does, and tells it to.
func (c *canvas) graphemes() {
	c.settle()
	if !c.unicode {
		c.unicode, c.again = true, true
		c.cells.Method = ansi.GraphemeWidth
		c.scr.SetGraphemeWidth(true)
		_, _ = c.scr.WriteString(ansi.SetModeUnicodeCore)
	}
}

// frame is what to write for a view, empty when the terminal shows it already. The slice is the canvas's, until the next call.
func (c *canvas) frame(v tea.View) []byte {
	c.settle()
	c.b.Reset()
	c.draw(v)
	change(&c.b, c.shown, v)
	if v.Cursor != nil && !c.behind {
		c.scr.MoveTo(v.Cursor.X, v.Cursor.Y)
	}
	_ = c.scr.Flush() // A buffer takes everything.
	modes := c.b.Len()
	c.b.Write(c.out.Bytes())
	c.out.Reset()
	c.wrap(modes, c.shown.Cursor != nil, v.Cursor != nil)
	v.Content = ""
	c.shown = v
	return c.b.Bytes()
}

// wrap has the terminal show the frame in c.b at once, or at least without a cursor that runs about.
func (c *canvas) wrap(modes int, was, is bool) {
	if c.b.Len() == 0 && was == is {
		return
	}
	body := bytes.Clone(c.b.Bytes())
	c.b.Reset()
	if c.sync && len(body) > 0 {
		c.b.WriteString(ansi.SetModeSynchronizedOutput)
	}
	hide := was && (!is || !c.sync && len(body) > modes)
	if hide {
		c.b.WriteString(ansi.ResetModeTextCursorEnable)
	}
	c.b.Write(body)
	if is && (hide || !was) {
		c.b.WriteString(ansi.SetModeTextCursorEnable)
	}
	if c.sync && len(body) > 0 {
		c.b.WriteString(ansi.ResetModeSynchronizedOutput)
	}
}

// draw has the cells be those of a view, and queues what makes the terminal show them.
func (c *canvas) draw(v tea.View) {
	if c.w < 1 || c.h < 1 {
		return
	}
	if !c.compare(v.Content) {
		c.drawWhole(v.Content)
		return
	}
	if len(c.changed) == 0 && !c.again || c.straight(v.Cursor) {
		return
	}
	if scrolls := c.moves >= leastMoved; scrolls && !c.again {
		// Rows that stand between those that move are drawn too, in case scrolling takes them along.
		c.scr.SetScrollOptim(true)
		for y := range c.h {
			c.cells.TouchLine(0, y, c.w)
		}
	} else {
		c.scr.SetScrollOptim(false)
	}
	for _, y := range c.changed {
		c.row(y)
		if y > 0 && c.blank(y) { // The renderer erases to the end of the screen from the row above.
			c.cells.TouchLine(0, y-1, c.w)
		}
	}
	c.scr.Render(c.cells.RenderBuffer)
	c.again, c.wipe = false, false
}

// leastMoved is from how many rows on scrolling is worth its bytes.
const leastMoved = 3

// row draws the text of a row into its cells.
func (c *canvas) row(y int) {
	uv.NewStyledString(c.rows[y]).Draw(c.cells, uv.Rect(0, y, c.w, 1))
}

// blank tells whether a row has nothing on it.
func (c *canvas) blank(y int) bool {
	for x := range c.w {
		if !c.cells.CellAt(x, y).Equal(&uv.EmptyCell) {
			return false
		}
	}
	return true
}

// compare notes which rows of a text differ from those drawn, and how many of them only moved. It is false when a row cannot be
// drawn by itself: the text has to be drawn as a whole then.
func (c *canvas) compare(content string) bool {
	c.changed, c.before, c.moves = c.changed[:0], c.before[:0], 0
	all := c.again || c.wild
	rest, more := content, true
	for y := range c.h {
		line := ""
		if more {
			line, rest, more = strings.Cut(rest, "\n")
		}
		if all || line != c.rows[y] {
			if !plain(line, c.cells.Method) {
				return false
			}
			c.changed = append(c.changed, y)
		}
	}
	if !all && len(c.changed) >= leastMoved {
		c.count(content)
	}
	rest, more = content, true
	next := 0
	for y := range c.h {
		line := ""
		if more {
			line, rest, more = strings.Cut(rest, "\n")
		}
		if next < len(c.changed) && c.changed[next] == y {
			c.before = append(c.before, c.rows[y])
			c.rows[y] = strings.Clone(line) // So that the cells do not keep the whole frame alive.
			next++
		}
	}
	c.wild = false
	return true
}

// count finds the longest run of rows that stand above each other as before, but elsewhere.
func (c *canvas) count(content string) {
	clear(c.where)
	for y, r := range c.rows {
		c.where[r] = y
	}
	run, shift := 0, 0
	rest, more := content, true
	for y := 0; y < c.h && more; y++ {
		var line string
		line, rest, more = strings.Cut(rest, "\n")
		from, ok := c.where[line]
		switch {
		case !ok || from == y:
			run = 0
		case run > 0 && from-y == shift:
			run++
		default:
			run, shift = 1, from-y
		}
		c.moves = max(c.moves, run)
	}
}

// drawWhole draws a text that is not made of plain rows as Bubble Tea does.
func (c *canvas) drawWhole(content string) {
	c.scr.SetScrollOptim(true)
	c.cells.Clear()
	uv.NewStyledString(content).Draw(c.cells, c.cells.Bounds())
	c.scr.Render(c.cells.RenderBuffer)
	c.again, c.wipe, c.wild = false, false, true
}

// plain tells whether a row can be drawn by itself: nothing but text and styles, and the styles end where it ends.
func plain(s string, m ansi.Method) bool {
	styled, first := false, true
	for i := 0; i < len(s); {
		b := s[i]
		switch {
		case b == ansi.ESC:
			n, reset := sgr(s[i:])
			if n == 0 {
				return false
			}
			styled = !reset
			i += n
			continue
		case b < ' ' || b == 0x7f, b == 0xc2 && i+1 < len(s) && s[i+1] < 0xa0:
			return false
		case first && b >= 0x80: // A mark without a letter would go to the row above.
			if _, w := ansi.FirstGraphemeCluster(s[i:], m); w == 0 {
				return false
			}
		}
		first = false
		i++
	}
	return !styled
}

// sgr is the length of the style sequence that s begins with, 0 for any other; reset tells whether it ends all styles.
func sgr(s string) (n int, reset bool) {
	if len(s) < 3 || s[1] != '[' {
		return 0, false
	}
	for i := 2; i < len(s); i++ {
		switch b := s[i]; {
		case b == 'm':
			return i + 1, i == 2 || i == 3 && s[2] == '0'
		case b < '0' || b > ';':
			return 0, false
		}
	}
	return 0, false
}
