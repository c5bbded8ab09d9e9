package screen

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
)

// gap is the time between two frames when there is something to draw all the time: twice as often as a screen of 60 Hz shows one.
const gap = 8 * time.Millisecond

// burst is how many frames need not wait for a gap after a pause: what a key moves, what keys move that came with it, and what is read
// because of them.
const burst = 3

// second is the time between two frames at least, also after a pause.
const second = 1500 * time.Microsecond

// lull is how long no key has come when those that came together are all there: until then the second frame waits, at most for a
// gap. Else it shows half of them, and the other half a gap later.
const lull = 500 * time.Microsecond

// glance is what counts instead of gap for a frame that turned out to be the one that is shown already.
const glance = 2 * time.Millisecond

// Rest is how long nothing is drawn until the screen counts as still: the fingers have stopped for a moment.
const Rest = 300 * time.Millisecond

// piece is how many bytes are written at a time: when the terminal is wanted for something else, a frame is given up between two.
const piece = 2048

// errOutput is part of the error of a terminal that cannot be written to.
var errOutput = errors.New("writing to the terminal")

// place is where the program is: on the terminal, off it, or on its way out.
type place uint8

const (
	off place = iota
	on
	leaving
)

// painter writes to the terminal, in a goroutine of its own, which is the only one that does.
type painter struct {
	out    io.Writer
	fail   context.CancelCauseFunc // is told when the terminal cannot be written to
	ask    func()                  // asks the loop for a frame; may block
	canvas *canvas                 // the goroutine's
	shown  func()                  // is told of the first frame; may be nil
	still  func()                  // is told when nothing was drawn for Rest; may be nil
	rest   *time.Timer             // until then
	wake   chan struct{}           // there is something to do
	ended  chan struct{}

	mu    sync.Mutex
	place place
	view  *tea.View // the frame to write
	said  []byte    // what goes out before it
	edits []func(c *canvas)
	busy  bool      // a frame was claimed and is not written yet
	owed  bool      // the loop wants to draw and could not
	armed bool      // it will be asked
	due   time.Time // when the next frame would be due if they came one gap after the other
	last  time.Time // when the last frame was handed over
	left  chan struct{}
	dead  bool // the terminal cannot be written to
}

func newPainter(out io.Writer, c *canvas, fail context.CancelCauseFunc, shown func()) *painter {
	p := &painter{out: out, canvas: c, fail: fail, shown: shown, wake: make(chan struct{}, 1), ended: make(chan struct{})}
	go p.run()
	return p
}

// run carries out what there is to do, until the end.
func (p *painter) run() {
	p.canvas.rehearse()
	for {
		select {
		case <-p.ended:
			return
		case <-p.wake:
			for p.turn() {
			}
		}
	}
}

// end ends the goroutine, once it does not hang in a write.
func (p *painter) end() {
	close(p.ended)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.still = nil
	if p.rest != nil {
		p.rest.Stop()
	}
}

// nudge wakes the goroutine. It never blocks.
func (p *painter) nudge() {
	select {
	case p.wake <- struct{}{}:
	default: // It is awake.
	}
}

// claim asks for the right to draw a frame now; pressed is when the newest key came. When it is false, the loop is asked to draw as
// soon as a frame can go out.
func (p *painter) claim(pressed time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	switch wait := p.wait(now, pressed); {
	case p.busy || p.place != on:
		p.owed = true
		return false
	case p.armed:
		return false
	case wait > 0:
		p.arm(wait)
		return false
	}
	p.busy = true
	if p.due.Before(now) {
		p.due = now
	}
	p.due = p.due.Add(gap)
	return true
}

// wait is how long no frame may go out. The lock is held.
func (p *painter) wait(now, pressed time.Time) time.Duration {
	wait := max(0, p.due.Add(-(burst-1)*gap).Sub(now), p.last.Add(second).Sub(now))
	if wait == 0 && now.Before(p.last.Add(gap)) {
		wait = max(0, pressed.Add(lull).Sub(now))
	}
	return wait
}

// arm has the loop asked after a while. The lock is held.
func (p *painter) arm(wait time.Duration) {
	p.armed = true
	time.AfterFunc(wait, func() {
		p.mu.Lock()
		p.armed = false
		p.mu.Unlock()
		p.ask()
	})
}

// waive gives a claim back: the frame is the same as the one before.
func (p *painter) waive() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy, p.due = false, p.due.Add(glance-gap)
}

// show hands over the frame that was claimed.
func (p *painter) show(v tea.View) {
	p.mu.Lock()
	p.view, p.last = &v, time.Now()
	p.mu.Unlock()
	p.nudge()
}

// say has bytes go out before the next frame.
func (p *painter) say(seq string) {
	p.mu.Lock()
	p.said = append(p.said, seq...)
	p.mu.Unlock()
	p.nudge()
}

// edit changes the canvas before the next frame.
func (p *painter) edit(f func(c *canvas)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.edits = append(p.edits, f)
}

// enter takes the screen, and says something more.
func (p *painter) enter(more string) {
	p.mu.Lock()
	p.place = on
	p.edits = append(p.edits, func(c *canvas) {
		c.forget()
		enter(&c.b, c.unicode)
		c.b.WriteString(more)
	})
	p.said, p.owed = nil, false
	p.mu.Unlock()
	p.nudge()
}

// leave gives the screen back and waits until it is done, or the context ends. What was being written is given up.
func (p *painter) leave(ctx context.Context) {
	p.mu.Lock()
	switch p.place {
	case off:
		p.mu.Unlock()
		return
	case on:
		p.place, p.left = leaving, make(chan struct{})
	}
	left := p.left
	p.mu.Unlock()
	p.nudge()
	select {
	case <-left:
	case <-ctx.Done():
	}
}

// turn does what is to be done next; false means nothing.
func (p *painter) turn() bool {
	p.mu.Lock()
	view, said, edits, where := p.view, p.said, p.edits, p.place
	if where == off || where == on && view == nil && len(said) == 0 && len(edits) == 0 {
		p.mu.Unlock()
		return false
	}
	p.view, p.said, p.edits = nil, nil, nil
	p.mu.Unlock()

	c := p.canvas
	if where == leaving {
		c.b.Reset()
		depart(&c.b, c.shown, c.unicode)
		p.write(c.b.Bytes(), true)
		c.forget()
		p.mu.Lock()
		defer p.mu.Unlock()
		p.place, p.busy = off, false
		p.edits = append(edits, p.edits...)
		close(p.left)
		return true
	}
	c.b.Reset()
	for _, f := range edits {
		f(c)
	}
	head := append(bytes.Clone(c.b.Bytes()), said...)
	if len(head) > 0 {
		p.write(head, false)
	}
	if view != nil {
		b := c.frame(*view)
		began := time.Now()
		p.write(b, false)
		c.slow = time.Since(began) > slowly
		p.done()
		c.settle()
		if p.shown != nil {
			go p.shown()
			p.shown = nil
		}
	}
	return true
}

// done says that a frame was written.
func (p *painter) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy = false
	if p.owed && p.place == on {
		p.owed = false
		p.arm(p.wait(time.Now(), time.Time{}))
	}
	switch {
	case p.still == nil:
	case p.rest == nil:
		p.rest = time.AfterFunc(Rest, p.still)
	default:
		p.rest.Reset(Rest)
	}
}

// write writes in pieces. It gives up when the screen is being left, unless these are the last words.
func (p *painter) write(b []byte, last bool) {
	for len(b) > 0 && !p.broken() {
		n, err := p.out.Write(b[:min(piece, len(b))])
		b = b[n:]
		switch {
		case errors.Is(err, syscall.EAGAIN): // Somebody who shares the terminal made it so.
			time.Sleep(time.Millisecond)
		case err != nil:
			p.mu.Lock()
			p.dead = true
			p.mu.Unlock()
			p.fail(fmt.Errorf("%w: %w", errOutput, err))
		}
		if len(b) > 0 && !last && p.isLeaving() {
			_, _ = io.WriteString(p.out, torn) // What fails here fails in the next words.
			return
		}
	}
}

func (p *painter) broken() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.dead
}

func (p *painter) isLeaving() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.place == leaving
}
