package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vocero/accounts"
)

// shelf is a store's list: sorted ids, read by cursor.
type shelf struct {
	ids    []string
	oneWay bool
	reads  int
}

func newShelf(n int) *shelf {
	s := &shelf{}
	for i := range n {
		s.ids = append(s.ids, fmt.Sprintf("m%07d", i*10))
	}
	return s
}

func (s *shelf) read(n Need) Page[string] {
	s.reads++
	from, to := 0, len(s.ids)
	if n.N > 0 {
		if n.At != "" {
			from, _ = slices.BinarySearch(s.ids, string(n.At)+"\x00")
		}
		to = min(len(s.ids), from+n.N)
	} else {
		if n.At != "" {
			to, _ = slices.BinarySearch(s.ids, string(n.At))
		}
		from = max(0, to+n.N)
	}
	p := Page[string]{Items: slices.Clone(s.ids[from:to])}
	if from > 0 && !s.oneWay && from < to {
		p.Before = accounts.Cursor(s.ids[from])
	}
	if to < len(s.ids) && from < to {
		p.After = accounts.Cursor(s.ids[to-1])
	}
	return p
}

// serve answers needs until there are none, as the commands of a pane do.
func (s *shelf) serve(w *Window[string], n Need) {
	for !n.None() {
		n = w.Feed(n, s.read(n))
	}
}

func newTestWindow(s *shelf, h int) *Window[string] {
	w := NewWindow(WindowOptions[string]{ID: func(s string) accounts.ID { return accounts.ID(s) }, OneWay: s.oneWay})
	s.serve(w, w.SetSize(20, h))
	s.serve(w, w.Start())
	return w
}

func TestWindowFollowsAModel(t *testing.T) {
	for _, oneWay := range []bool{false, true} {
		rapid.Check(t, func(t *rapid.T) {
			s := newShelf(rapid.SampledFrom([]int{0, 1, 2, 7, 49, 50, 51, 300, 2000}).Draw(t, "n"))
			s.oneWay = oneWay
			h := rapid.SampledFrom([]int{1, 2, 5, 24, 60}).Draw(t, "h")
			w := newTestWindow(s, h)
			at := 0
			for range rapid.IntRange(1, 60).Draw(t, "steps") {
				n, to := windowStep(rapid.SampledFrom(windowMoves).Draw(t, "move"), w, at, len(s.ids))
				at = max(0, min(to, len(s.ids)-1))
				s.serve(w, n)
				checkWindow(t, w, s, at, h)
			}
		})
	}
}

var windowMoves = []string{"down", "up", "pgdown", "pgup", "half down", "half up", "top", "bottom", "wheel", "reload"}

func windowStep(name string, w *Window[string], at, n int) (Need, int) {
	switch name {
	case "down":
		return w.Down(), at + 1
	case "up":
		return w.Up(), at - 1
	case "pgdown":
		return w.PageDown(), at + w.Rows()
	case "pgup":
		return w.PageUp(), at - w.Rows()
	case "half down":
		return w.HalfDown(), at + max(1, w.Rows()/2)
	case "half up":
		return w.HalfUp(), at - max(1, w.Rows()/2)
	case "top":
		return w.Top(), 0
	case "bottom":
		return w.Bottom(), n - 1
	case "wheel":
		return w.Wheel(3), at + 3
	}
	return w.Reload(), at
}

func checkWindow(t *rapid.T, w *Window[string], s *shelf, at, h int) {
	t.Helper()
	if len(s.ids) == 0 {
		if _, ok := w.Selected(); ok || w.Len() != 0 || !w.Loaded() {
			t.Fatal("an empty list has something selected, or does not know that it is empty")
		}
		return
	}
	if got, _ := w.Selected(); got != s.ids[at] {
		t.Fatalf("selected %q, want %q", got, s.ids[at])
	}
	if got, want := len(w.Visible()), min(h, len(s.ids)); got != want {
		t.Fatalf("%d rows are filled, want %d", got, want)
	}
	if i := slices.Index(s.ids, w.Visible()[0]); !slices.Equal(s.ids[i:i+len(w.Visible())], w.Visible()) {
		t.Fatal("the rows on the screen are not a piece of the list")
	}
	if w.Len() > max(maxItems, 8*h)+w.page() {
		t.Fatalf("the window holds %d items", w.Len())
	}
}

func TestReloadKeepsTheSelection(t *testing.T) {
	for _, oneWay := range []bool{false, true} {
		rapid.Check(t, func(t *rapid.T) {
			s := newShelf(rapid.SampledFrom([]int{1, 3, 60, 700}).Draw(t, "n"))
			s.oneWay = oneWay
			w := newTestWindow(s, 10)
			for range rapid.IntRange(0, 30).Draw(t, "pages") {
				s.serve(w, w.PageDown())
			}
			for range rapid.IntRange(1, 8).Draw(t, "changes") {
				old, id := slices.Clone(s.ids), string(w.SelectedID())
				change(t, s, id)
				s.serve(w, w.Reload())
				want := heir(old, s.ids, id)
				if got := string(w.SelectedID()); got != want {
					t.Fatalf("after the change %q is selected, want %q (was %q)", got, want, id)
				}
				if got := len(w.Visible()); got != min(10, len(s.ids)) {
					t.Fatalf("%d rows are filled of %d", got, len(s.ids))
				}
			}
		})
	}
}

// change takes the selected record out, or another, or puts one in.
func change(t *rapid.T, s *shelf, selected string) {
	switch i := rapid.IntRange(0, 2).Draw(t, "kind"); {
	case i == 0 && selected != "":
		s.ids = slices.DeleteFunc(s.ids, func(id string) bool { return id == selected })
	case i == 1 && len(s.ids) > 0:
		at := rapid.IntRange(0, len(s.ids)-1).Draw(t, "gone")
		s.ids = slices.Delete(s.ids, at, at+1)
	default:
		id := fmt.Sprintf("m%07d", rapid.IntRange(0, 7000).Draw(t, "new"))
		if at, ok := slices.BinarySearch(s.ids, id); !ok {
			s.ids = slices.Insert(s.ids, at, id)
		}
	}
}

// heir is who should be selected: the record itself, the next that is left, the one before.
func heir(old, now []string, id string) string {
	at := slices.Index(old, id)
	if at < 0 {
		if len(now) > 0 {
			return now[0]
		}
		return ""
	}
	for _, c := range slices.Concat(old[at:], reversed(old[:at])) {
		if slices.Contains(now, c) {
			return c
		}
	}
	if len(now) > 0 {
		return now[0]
	}
	return ""
}

func reversed(s []string) []string {
	s = slices.Clone(s)
	slices.Reverse(s)
	return s
}

func TestPageDownHasItsRowsFilled(t *testing.T) {
	s := newShelf(5000)
	w := newTestWindow(s, 24)
	var out Need
	for range 100 {
		n := w.PageDown()
		if got := len(w.Visible()); got != 24 {
			t.Fatalf("%d rows are filled before the page came", got)
		}
		if !n.None() {
			out = n
		}
		out = w.Feed(out, s.read(out)) // The page comes after the frame.
	}
	if s.reads > 120 {
		t.Errorf("100 screens took %d reads", s.reads)
	}
}

func TestStalePagesAreDropped(t *testing.T) {
	s := newShelf(500)
	w := newTestWindow(s, 10)
	old := w.Reload()
	again := w.Reload()
	s.ids = s.ids[5:]
	if n := w.Feed(old, Page[string]{Items: []string{"stale"}}); !n.None() || w.SelectedID() == "stale" {
		t.Error("a page that was superseded was shown")
	}
	s.serve(w, again)
	if got := w.SelectedID(); got != "m0000050" {
		t.Errorf("selected %q", got)
	}
	w.Failed(again)
	n := w.Reload()
	w.Failed(n)
	if got := len(w.Visible()); got != 10 {
		t.Errorf("a failed reload took the rows away: %d", got)
	}
	if n := w.Feed(n, s.read(n)); !n.None() {
		t.Error("a failed page was fed")
	}
	if n := w.Feed(Need{}, Page[string]{Items: []string{"x"}}); !n.None() {
		t.Error("a page that nobody asked for was taken")
	}
}

func TestWantAndSelect(t *testing.T) {
	s := newShelf(200)
	w := newTestWindow(s, 10)
	w.Want("m0000300")
	if w.SelectedID() != "m0000300" {
		t.Errorf("a record on hand is selected at once, not %q", w.SelectedID())
	}
	s.ids = slices.Insert(s.ids, 3, "m0000025")
	w.Want("m0000025")
	s.serve(w, w.Reload())
	if w.SelectedID() != "m0000025" {
		t.Errorf("a record that came with the reload is selected, not %q", w.SelectedID())
	}
	if w.Select("nobody") {
		t.Error("a record that is not there was selected")
	}
	if !w.Click(2) || w.Click(10) || w.Click(-1) {
		t.Error("a click selects the row under it, and nothing outside")
	}
}

func TestMarks(t *testing.T) {
	s := newShelf(3000)
	w := newTestWindow(s, 10)
	if got := w.Targets(); len(got) != 1 || got[0] != "m0000000" {
		t.Errorf("without marks the target is %q", got)
	}
	w.ToggleMark()
	w.Down()
	w.Down()
	w.MarkRange()
	w.Down()
	w.MarkRange()
	if got := w.Targets(); !slices.Equal(got, []accounts.ID{"m0000000", "m0000020", "m0000030"}) {
		t.Errorf("marked %q", got)
	}
	w.ToggleMark()
	s.serve(w, w.Bottom())
	if got := w.Targets(); w.Marked() != 2 || !slices.Equal(got, []accounts.ID{"m0000000", "m0000020"}) {
		t.Errorf("marks of items that were let go: %q", got)
	}
	w.ClearMarks()
	if w.Marked() != 0 || w.IsMarked("m0000000") {
		t.Error("marks are left")
	}
	empty := newTestWindow(newShelf(0), 10)
	empty.ToggleMark()
	empty.MarkRange()
	if empty.Marked() != 0 || empty.Targets() != nil {
		t.Error("nothing was marked, and yet there are marks")
	}
}

func TestWindowView(t *testing.T) {
	drawn := 0
	draw := func(s string, w int, st RowState) string {
		drawn++
		if st.Selected {
			return ">" + s + "\nsecond"
		}
		return " " + s + "\nsecond"
	}
	for _, lines := range []int{1, 2} {
		for _, size := range [][2]int{{0, 0}, {1, 1}, {20, 3}, {80, 24}} {
			for _, n := range []int{0, 1, 500} {
				s := newShelf(n)
				w := NewWindow(WindowOptions[string]{ID: func(s string) accounts.ID { return accounts.ID(s) }, Version: func(string) uint64 { return 1 }, Lines: lines})
				w.SetSize(size[0], size[1])
				s.serve(w, w.Start())
				check(t, w.View(1, true, draw), size[0], size[1])
				drawn = 0
				w.View(1, true, draw)
				if drawn != 0 {
					t.Errorf("%d rows were drawn again though nothing changed", drawn)
				}
				w.Down()
				w.View(1, true, draw)
				if drawn > 3 {
					t.Errorf("one step drew %d rows", drawn)
				}
			}
		}
	}
	s := newShelf(50)
	w := newTestWindow(s, 3)
	if got := w.View(1, true, draw); !strings.HasPrefix(got, ">m0000000") || strings.Count(got, ">") != 1 {
		t.Errorf("the selected row is not drawn as such:\n%s", got)
	}
	if up, down := w.More(); up || !down {
		t.Errorf("at the top there is more above %v, below %v", up, down)
	}
}

func BenchmarkWindowDown(b *testing.B) {
	s := newShelf(100_000)
	w := newTestWindow(s, 38)
	draw := func(s string, w int, _ RowState) string {
		return Row(w, nil, Cell{Text: s, W: 10}, Cell{Text: "¿abren el domingo por la mañana?"})
	}
	b.ReportAllocs()
	for b.Loop() {
		n := w.Down()
		w.View(1, true, draw)
		s.serve(w, n)
	}
}
