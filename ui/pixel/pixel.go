// Package pixel shows pictures in cells: two pixels a cell, as the upper half block in two colours, so that every terminal with colours
// can show a file before it is described and sent. It asks the terminal nothing and leaves nothing behind on the screen.
//
// Protocols that draw real pixels (kitty's, sixel) are left out on purpose: what they draw does not belong to the cells of a frame,
// and a frame that is drawn by its differences cannot take it away again.
package pixel

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif"  // the formats
	_ "image/jpeg" // that the
	_ "image/png"  // library reads
	"io"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/ui/theme"
)

// Bounds of a picture: pixels that are decoded, and pixels that are kept of it in each direction.
const (
	mostPixels = 40_000_000
	kept       = 160
)

// ErrLarge is the cause of a picture that is not decoded because it has too many pixels.
var ErrLarge = errors.New("the picture is too large to be shown here")

// Picture is a picture made small. It does not change; Lines keeps its newest drawing and belongs to one goroutine.
type Picture struct {
	w, h  int
	px    []color.RGBA
	key   drawKey
	lines []string
}

type drawKey struct {
	w, h int
	o    theme.Options
}

// Decode reads a PNG, JPEG or GIF (its first frame) and makes it small. It takes its time: never on the screen's goroutine.
func Decode(r io.ReadSeeker) (*Picture, error) {
	c, _, err := image.DecodeConfig(r)
	if err != nil {
		return nil, fmt.Errorf("reading the picture: %w", err)
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width*c.Height > mostPixels {
		return nil, fmt.Errorf("reading the picture: %w", ErrLarge)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	img, _, err := image.Decode(r)
	if err != nil {
		return nil, fmt.Errorf("reading the picture: %w", err)
	}
	return shrink(img), nil
}

// shrink averages boxes of pixels, so that nothing is larger than kept.
func shrink(img image.Image) *Picture {
	b := img.Bounds()
	w, h := fit(b.Dx(), b.Dy(), kept, kept)
	p := &Picture{w: w, h: h, px: make([]color.RGBA, w*h)}
	for y := range h {
		for x := range w {
			p.px[y*w+x] = mean(img, image.Rect(b.Min.X+x*b.Dx()/w, b.Min.Y+y*b.Dy()/h, b.Min.X+(x+1)*b.Dx()/w, b.Min.Y+(y+1)*b.Dy()/h))
		}
	}
	return p
}

// samples is how many pixels of a box are looked at in each direction.
const samples = 4

// mean is the mean colour of a box, of a few of its pixels; what is transparent lets a middle grey through.
func mean(img image.Image, box image.Rectangle) color.RGBA {
	var r, g, b, n uint32
	dx, dy := max(1, box.Dx()/samples), max(1, box.Dy()/samples)
	for y := box.Min.Y; y < max(box.Max.Y, box.Min.Y+1); y += dy {
		for x := box.Min.X; x < max(box.Max.X, box.Min.X+1); x += dx {
			cr, cg, cb, ca := img.At(x, y).RGBA()
			rest := (0xffff - ca) / 2
			r, g, b, n = r+(cr+rest)>>8, g+(cg+rest)>>8, b+(cb+rest)>>8, n+1
		}
	}
	return color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 0xff}
}

// fit is the largest size of a picture's shape inside a box, at least one pixel.
func fit(w, h, boxw, boxh int) (int, int) {
	if w <= boxw && h <= boxh {
		return w, h
	}
	if w*boxh > h*boxw {
		return boxw, max(1, h*boxw/w)
	}
	return max(1, w*boxh/h), boxh
}

// Lines draws the picture in at most w×h cells, in its own shape. It is drawn anew only for another size or terminal.
func (p *Picture) Lines(w, h int, o theme.Options) []string {
	if w <= 0 || h <= 0 {
		return nil
	}
	k := drawKey{w, h, o}
	if p.key != k || p.lines == nil {
		p.key, p.lines = k, p.draw(w, h, o)
	}
	return p.lines
}

// at is the colour of a pixel of the picture stretched to w×h.
func (p *Picture) at(x, y, w, h int) color.RGBA {
	return p.px[min(p.h-1, y*p.h/h)*p.w+min(p.w-1, x*p.w/w)]
}

// shades are what stands for brightness without colours.
const shades = " ░▒▓█"

func (p *Picture) draw(w, h int, o theme.Options) []string {
	gw, gh := fit(p.w*boxScale, p.h*boxScale, w, 2*h)
	rows := (gh + 1) / 2
	out := make([]string, rows)
	for y := range out {
		var b strings.Builder
		var last [2]color.RGBA
		for x := range gw {
			up, low := p.at(x, 2*y, gw, gh), p.at(x, min(2*y+1, gh-1), gw, gh)
			if o.Profile <= colorprofile.ASCII {
				b.WriteRune(shade(up, low, o.Dark))
				continue
			}
			if now := [2]color.RGBA{up, low}; x == 0 || now != last {
				last = now
				b.WriteString(ansi.Style{}.ForegroundColor(o.Profile.Convert(up)).BackgroundColor(o.Profile.Convert(low)).String())
			}
			b.WriteString("▀")
		}
		if o.Profile > colorprofile.ASCII {
			b.WriteString(ansi.ResetStyle)
		}
		out[y] = b.String()
	}
	return out
}

// boxScale makes small pictures fill the box, too.
const boxScale = 1 << 10

// shade is how bright two pixels are together.
func shade(a, b color.RGBA, dark bool) rune {
	light := (299*(int(a.R)+int(b.R)) + 587*(int(a.G)+int(b.G)) + 114*(int(a.B)+int(b.B))) / 2000
	s := []rune(shades)
	i := light * len(s) / 256
	if !dark {
		i = len(s) - 1 - i
	}
	return s[i]
}
