package screen

import (
	"io"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

func TestTheSecondFrameWaitsForKeysThatComeTogether(t *testing.T) {
	const ms = time.Millisecond
	at := time.Now()
	for _, c := range []struct {
		what               string
		due, last, pressed time.Duration // before now
		want               time.Duration
	}{
		{"after a pause", 900 * ms, 900 * ms, 0, 0},
		{"a key a while ago, its frame too", 2 * ms, 5 * ms, 5 * ms, 0},
		{"keys still come", -1 * ms, 4 * ms, 100 * time.Microsecond, 400 * time.Microsecond},
		{"they have stopped", -1 * ms, 4 * ms, lull, 0},
		{"they do not stop", 0, gap, 0, 0},
		{"the frame before has just gone out", -8 * ms, 1 * ms, 900 * ms, second - ms},
		{"three frames have just gone out", -20 * ms, 3 * ms, 900 * ms, 4 * ms},
	} {
		p := &painter{due: at.Add(-c.due), last: at.Add(-c.last)}
		if got := p.wait(at, at.Add(-c.pressed)); got != c.want {
			t.Errorf("%s: the frame waits %s, want %s", c.what, got, c.want)
		}
	}
}

func TestTheScreenSaysWhenItIsStill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPainter(io.Discard, newCanvas([]string{"TERM=xterm-256color"}, colorprofile.TrueColor), func(error) {}, nil)
		var told atomic.Int64
		p.still, p.ask = func() { told.Add(1) }, func() {}
		p.edit(func(c *canvas) { c.resize(20, 2) })
		p.enter("")
		draw := func(frames int) {
			for range frames {
				time.Sleep(Rest / 2)
				if !p.claim(time.Time{}) {
					t.Fatal("no frame can go out")
				}
				p.show(tea.View{Content: "a"})
				synctest.Wait()
			}
		}
		is := func(n int64, when string) {
			t.Helper()
			if synctest.Wait(); told.Load() != n {
				t.Errorf("%s the screen was still %d times, want %d", when, told.Load(), n)
			}
		}
		draw(5)
		time.Sleep(Rest - time.Millisecond)
		is(0, "while frames come one after the other")
		time.Sleep(time.Millisecond)
		is(1, "after a rest")
		time.Sleep(time.Hour)
		is(1, "an hour later")
		draw(1)
		time.Sleep(Rest)
		is(2, "after one more frame")
		draw(1)
		p.end()
		time.Sleep(time.Hour)
		is(2, "after the end")
	})
}
