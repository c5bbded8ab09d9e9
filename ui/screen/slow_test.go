package screen_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/ui/uitest"
)

// counter shows a number that keys raise, on rows that are long enough to fill a terminal that takes nothing.
type counter struct {
	n, views atomic.Int64
	w, h     int
}

func (c *counter) Init() tea.Cmd { return nil }

func (c *counter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch x := msg.(type) {
	case tea.WindowSizeMsg:
		c.w, c.h = x.Width, x.Height
	case tea.KeyPressMsg:
		if x.String() == "q" {
			return c, tea.Quit
		}
		c.n.Add(1)
	}
	return c, nil
}

func (c *counter) View() tea.View {
	c.views.Add(1)
	n := c.n.Load()
	lines := make([]string, c.h)
	for y := range lines {
		lines[y] = strings.Repeat(fmt.Sprintf("%d·%d ", y, n), 200)
	}
	return tea.NewView(strings.Join(lines, "\n"))
}

func TestATerminalThatTakesNothingHoldsNoKeyUp(t *testing.T) {
	c := &counter{}
	s := open(t, uitest.Kinds[1], c)
	s.says("9·0 ")
	s.Resize(200, 60)
	s.send(tea.WindowSizeMsg{Width: 200, Height: 60})
	s.says("59·0 ")
	release := s.Hold()
	views := c.views.Load()
	for range 3000 {
		s.send(tea.KeyPressMsg{Code: 'j', Text: "j"}) // It returns once the loop has taken it.
	}
	s.Until("all keys", func() bool { return c.n.Load() == 3000 })
	if n := c.views.Load() - views; n > 3 {
		t.Errorf("%d frames were composed for a terminal that takes nothing", n)
	}
	release()
	s.says("59·3000 ")
	if out := string(s.Output()); strings.Contains(out, "·1500 ") {
		t.Error("a frame was drawn that was old already")
	}
	s.Send("q")
	if err := s.end(); err != nil {
		t.Error(err)
	}
}

func TestABurstOfKeysIsDrawnAFewTimes(t *testing.T) {
	c := &counter{}
	s := open(t, uitest.Kinds[1], c)
	s.says("9·0 ")
	began, views := time.Now(), c.views.Load()
	for range 500 {
		s.send(tea.KeyPressMsg{Code: 'j', Text: "j"})
	}
	s.says("9·500 ")
	if n, most := c.views.Load()-views, 4+time.Since(began).Milliseconds()/8; n > most {
		t.Errorf("%d frames in %v", n, time.Since(began))
	}
	s.Send("q")
	if err := s.end(); err != nil {
		t.Error(err)
	}
}

func TestAClosedTerminalEndsTheProgram(t *testing.T) {
	c := &counter{}
	s := open(t, uitest.Kinds[1], c)
	s.says("9·0 ")
	s.HangUp()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); {
		s.send(tea.KeyPressMsg{Code: 'j', Text: "j"})
		select {
		case err := <-s.ended:
			if err == nil {
				t.Error("a terminal that is gone is no error")
			}
			return
		case <-time.After(time.Millisecond): // The next frame finds it gone.
		}
	}
	t.Fatal("it does not end")
}

func TestResizedFasterThanItIsDrawn(t *testing.T) {
	c := &counter{}
	s := open(t, uitest.Kinds[0], c)
	s.says("9·0 ")
	for i := range 200 {
		w, h := 1+i*37%200, 1+i*23%60
		s.Resize(w, h)
		s.send(tea.WindowSizeMsg{Width: w, Height: h})
	}
	s.Resize(80, 24)
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.Until("the last size", func() bool {
		lines := s.Grid().Lines()
		for y, l := range lines {
			if !strings.HasPrefix(l, fmt.Sprintf("%d·0 %d·0 ", y, y)) {
				return false
			}
		}
		return len(lines) == 24
	})
	s.Send("q")
	if err := s.end(); err != nil {
		t.Error(err)
	}
	s.back()
}

// TestWithoutATerminalBubbleTeaDraws shows a page on a pipe.
func TestWithoutATerminalBubbleTeaDraws(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	out := &safeBuffer{}
	in, done := piped(t)
	p := &page{updates: func(msg tea.Msg) tea.Cmd {
		if _, ok := msg.(tea.EnvMsg); ok {
			return tea.Quit
		}
		return nil
	}}
	if err := run(ctx, p, in, out); err != nil {
		t.Fatal(err)
	}
	done()
	if !strings.Contains(out.String(), "\x1b[?1049h") {
		t.Errorf("it drew %q", out.String())
	}
}
