package screen

import (
	"fmt"
	"io"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// list is a frame of 120×40 cells as a list of mentions looks: a bar, rows with several styles, a foot.
func list(from, sel int) string {
	lines := []string{"\x1b[97;48;5;166;1m p PANADERÍA LUZ · CLIENT · @panaderialuz@masto.example " + strings.Repeat(" ", 64) + "\x1b[m"}
	for i := range 38 {
		s := fmt.Sprintf("\x1b[1;38;2;213;131;98mp\x1b[m \x1b[38;2;140;140;164m%6d\x1b[m @user%05d \x1b[2m¿Tenéis pan de higos hoy? 👍 Es para llevar y no hay prisa\x1b[m", from+i, (from+i)*7919%100000)
		if i == sel {
			s = fmt.Sprintf("\x1b[7mp %6d @user%05d ¿Tenéis pan de higos hoy? 👍 Es para llevar y no hay prisa\x1b[m", from+i, (from+i)*7919%100000)
		}
		lines = append(lines, s+strings.Repeat(" ", 36))
	}
	return strings.Join(append(lines, fmt.Sprintf("%d of many", from+sel)+strings.Repeat(" ", 100)), "\n")
}

func benchCanvas() *canvas {
	c := newCanvas(xterm, colorprofile.TrueColor)
	c.resize(120, 40)
	c.graphemes()
	c.sync = true
	c.frame(tea.View{Content: list(0, 0)})
	return c
}

// BenchmarkDiffAndWrite is a frame of 120×40 from its text to the bytes that were written: the same again, the selection one row
// further, the list scrolled by one, another page, everything anew.
func BenchmarkDiffAndWrite(b *testing.B) {
	for _, c := range []struct {
		name string
		next func(i int) string
	}{
		{"same", func(int) string { return list(0, 0) }},
		{"two rows", func(i int) string { return list(0, 1+i%30) }},
		{"scrolled", func(i int) string { return list(1+i%1000, 37) }},
		{"page", func(i int) string { return list(38*(1+i%50), 0) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			frames := make([]string, 60)
			for i := range frames {
				frames[i] = c.next(i)
			}
			x := benchCanvas()
			n := 0
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				k, _ := io.Discard.Write(x.frame(tea.View{Content: frames[i%len(frames)]}))
				n += k
			}
			b.ReportMetric(float64(n)/float64(b.N), "B-written/op")
		})
	}
	b.Run("erased", func(b *testing.B) {
		x := benchCanvas()
		s := list(0, 3)
		for b.Loop() {
			x.erase()
			_, _ = io.Discard.Write(x.frame(tea.View{Content: s}))
		}
	})
}
