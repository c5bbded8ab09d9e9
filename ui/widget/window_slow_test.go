package widget

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vocero/accounts"
)

// pending is a page on its way: read at once or only when it arrives, as the store's goroutine has it.
type pending struct {
	need Need
	page *Page[string]
}

// slow is a window whose pages come late, out of order, or not at all, over a list that changes meanwhile.
type slow struct {
	s   *shelf
	w   *Window[string]
	out []pending
}

func (x *slow) send(t *rapid.T, n Need) {
	if n.None() {
		return
	}
	p := pending{need: n}
	if rapid.Bool().Draw(t, "early") {
		page := x.s.read(n)
		p.page = &page
	}
	x.out = append(x.out, p)
}

func (x *slow) arrive(t *rapid.T) {
	if len(x.out) == 0 {
		return
	}
	i := rapid.IntRange(0, len(x.out)-1).Draw(t, "which")
	p := x.out[i]
	x.out = slices.Delete(x.out, i, i+1)
	if rapid.IntRange(0, 9).Draw(t, "luck") == 0 {
		x.w.Failed(p.need)
		return
	}
	if p.page == nil {
		page := x.s.read(p.need)
		p.page = &page
	}
	x.send(t, x.w.Feed(p.need, *p.page))
}

func (x *slow) act(t *rapid.T) {
	switch rapid.IntRange(0, 9).Draw(t, "act") {
	case 0, 1, 2, 3:
		x.arrive(t)
	case 4:
		change(t, x.s, string(x.w.SelectedID()))
		x.send(t, x.w.Reload())
	case 5:
		x.send(t, x.w.SetSize(20, rapid.IntRange(0, 40).Draw(t, "h")))
	default:
		n, _ := windowStep(rapid.SampledFrom(windowMoves).Draw(t, "move"), x.w, 0, 0)
		x.send(t, n)
	}
}

// steady fails when the window contradicts itself; that may never be, whatever is on its way.
func (x *slow) steady(t *rapid.T) {
	t.Helper()
	w := x.w
	n := 0
	for _, s := range w.spans {
		n += s.n
	}
	if n != len(w.items) {
		t.Fatalf("the pages hold %d items, the window %d", n, len(w.items))
	}
	if w.sel < 0 || w.sel > max(0, len(w.items)-1) || w.top < 0 || w.top > w.sel || w.sel >= w.top+w.Rows() {
		t.Fatalf("the selection %d is not on the screen from %d of %d items", w.sel, w.top, len(w.items))
	}
	seen := map[string]bool{}
	for _, id := range w.items {
		if seen[id] {
			t.Fatalf("%q is there twice", id)
		}
		seen[id] = true
	}
}

func TestWindowSurvivesSlowPages(t *testing.T) {
	for _, oneWay := range []bool{false, true} {
		rapid.Check(t, func(t *rapid.T) {
			x := &slow{s: newShelf(rapid.SampledFrom([]int{0, 1, 30, 120, 1500}).Draw(t, "n"))}
			x.s.oneWay = oneWay
			x.w = NewWindow(WindowOptions[string]{ID: func(s string) accounts.ID { return accounts.ID(s) }, OneWay: oneWay})
			x.w.SetSize(20, 12)
			x.send(t, x.w.Start())
			for range rapid.IntRange(1, 80).Draw(t, "acts") {
				x.act(t)
				x.steady(t)
			}
			// When everything has arrived and was read again, the screen shows a piece of the list as it is now.
			x.w.SetSize(20, 12)
			x.s.serve(x.w, x.w.Reload())
			x.steady(t)
			if got, want := len(x.w.Visible()), min(12, len(x.s.ids)); got != want {
				t.Fatalf("%d rows are filled, want %d", got, want)
			}
			for i, id := range x.w.Visible() {
				if at := slices.Index(x.s.ids, id); at < 0 || i > 0 && x.s.ids[at-1] != x.w.Visible()[i-1] {
					t.Fatalf("row %d shows %q, which is not what follows in the list", i, id)
				}
			}
		})
	}
}

func TestOwedRowsAreMovedWhenThePageComes(t *testing.T) {
	s := newShelf(1000)
	w := NewWindow(WindowOptions[string]{ID: func(s string) accounts.ID { return accounts.ID(s) }})
	w.SetSize(20, 100) // a page of 200, two screens of it are wanted ahead
	n := w.Start()
	n = w.Feed(n, s.read(n))
	w.PageDown()
	w.PageDown()
	w.PageDown() // 300: the window holds 200
	if w.sel != 199 || w.owed != 101 {
		t.Fatalf("the cursor is at %d and owes %d", w.sel, w.owed)
	}
	s.serve(w, n)
	if got := w.SelectedID(); got != "m0003000" {
		t.Errorf("selected %q", got)
	}
}

func TestOneWayEndIsReached(t *testing.T) {
	s := newShelf(5000)
	s.oneWay = true
	w := newTestWindow(s, 20)
	s.serve(w, w.Bottom())
	if got := w.SelectedID(); got != "m0049990" {
		t.Fatalf("the end is %q", got)
	}
	if w.Len() > maxItems+w.page() {
		t.Errorf("on the way the window grew to %d items", w.Len())
	}
	for range 4999 {
		s.serve(w, w.Up())
	}
	if got := w.SelectedID(); got != "m0000000" || len(w.starts) != 0 {
		t.Errorf("back at the start %q is selected, %d pages are left out", got, len(w.starts))
	}
}

func TestStartForgets(t *testing.T) {
	s := newShelf(300)
	w := newTestWindow(s, 10)
	s.serve(w, w.Bottom())
	w.ToggleMark()
	n := w.Start()
	if w.Len() != 0 || w.Loaded() || w.Marked() != 0 || w.SelectedID() != "" {
		t.Error("rows of another query are left on the screen")
	}
	s.serve(w, n)
	if w.SelectedID() != "m0000000" {
		t.Errorf("a new beginning selects %q", w.SelectedID())
	}
}
