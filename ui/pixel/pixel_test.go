package pixel

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/ui/theme"
)

// halves is a picture that is black on the left and white on the right.
func halves(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{A: 255}
			if x >= w/2 {
				c = color.RGBA{255, 255, 255, 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func TestFormats(t *testing.T) {
	for name, write := range map[string]func(*bytes.Buffer) error{
		"png":  func(b *bytes.Buffer) error { return png.Encode(b, halves(400, 300)) },
		"jpeg": func(b *bytes.Buffer) error { return jpeg.Encode(b, halves(400, 300), nil) },
		"gif":  func(b *bytes.Buffer) error { return gif.Encode(b, halves(400, 300), nil) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		p, err := Decode(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		lines := p.Lines(40, 20, theme.Options{Dark: true})
		if len(lines) != 15 {
			t.Errorf("%s takes %d lines, want 15: its shape is 4 to 3", name, len(lines))
		}
		for _, l := range lines {
			if l != strings.Repeat(" ", 20)+strings.Repeat("█", 20) {
				t.Fatalf("%s is drawn as %q", name, l)
			}
		}
	}
}

func TestLinesKeepTheirShape(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {3, 1000}, {1000, 3}, {640, 480}, {7, 7}} {
		p := shrink(halves(size[0], size[1]))
		for _, box := range [][2]int{{1, 1}, {10, 3}, {48, 12}, {80, 40}} {
			for _, o := range []theme.Options{{Dark: true, Profile: colorprofile.TrueColor}, {Profile: colorprofile.ANSI}, {}} {
				lines := p.Lines(box[0], box[1], o)
				if len(lines) == 0 || len(lines) > box[1] {
					t.Fatalf("%v in %v takes %d lines", size, box, len(lines))
				}
				for _, l := range lines {
					if n := ansi.StringWidth(l); n == 0 || n > box[0] {
						t.Fatalf("%v in %v is %d cells wide", size, box, n)
					}
				}
			}
		}
	}
	if p := shrink(halves(9, 9)); p.Lines(0, 4, theme.Options{}) != nil {
		t.Error("no cells are drawn into")
	}
}

func TestColours(t *testing.T) {
	p := shrink(halves(64, 64))
	l := p.Lines(8, 4, theme.Options{Profile: colorprofile.TrueColor})[0]
	if !strings.Contains(l, "38;2;255;255;255") || !strings.HasSuffix(l, ansi.ResetStyle) {
		t.Errorf("drawn as %q", l)
	}
	if again := p.Lines(8, 4, theme.Options{Profile: colorprofile.TrueColor})[0]; again != l {
		t.Error("the same size is drawn differently")
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	if _, err := Decode(strings.NewReader("no picture")); err == nil {
		t.Error("a text is taken for a picture")
	}
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	huge := b.Bytes()
	copy(huge[16:24], []byte{0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff}) // The size in IHDR.
	if _, err := Decode(bytes.NewReader(huge)); !errors.Is(err, ErrLarge) && err == nil {
		t.Errorf("a picture of four thousand million pixels is decoded: %v", err)
	}
	if _, err := Decode(bytes.NewReader(b.Bytes()[:40])); err == nil {
		t.Error("half a picture is a picture")
	}
}
