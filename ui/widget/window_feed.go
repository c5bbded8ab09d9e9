package widget

import (
	"slices"

	"vocero/accounts"
)

// Start forgets everything and asks for the first page: another brand, another query.
func (w *Window[T]) Start() Need {
	w.items, w.spans, w.starts = nil, nil, nil
	w.sel, w.top, w.owed, w.toEnd, w.up, w.loaded = 0, 0, 0, false, false, false
	w.ClearMarks()
	w.cache.clear()
	return w.begin(Need{N: w.page()}, keep, w.Rows())
}

// Reload asks for what is on the screen again because stored state moved. What is shown stays until the new is there.
func (w *Window[T]) Reload() Need {
	if !w.loaded || len(w.spans) == 0 {
		return w.begin(Need{N: w.page()}, keep, w.Rows())
	}
	i, from := 0, 0
	for i < len(w.spans)-1 && from+w.spans[i].n <= w.top {
		from += w.spans[i].n
		i++
	}
	s := w.spans[i]
	n := max(s.n, w.page())
	if s.back {
		n = -n
	}
	starts := w.starts
	if w.o.OneWay {
		for _, p := range w.spans[:i] {
			starts = append(slices.Clip(starts), p)
		}
	}
	need := w.begin(Need{At: s.at, N: n}, keep, w.top-from+2*w.Rows())
	w.draft.starts = starts
	return need
}

// begin starts a new beginning; whatever is on its way is dropped when it comes.
func (w *Window[T]) begin(n Need, g goal, rows int) Need {
	w.draft, w.bridge = &draft[T]{goal: g, rows: rows}, nil
	return w.ask(n, fill)
}

// ask sends a Need out; there is one at a time.
func (w *Window[T]) ask(n Need, y why) Need {
	w.seq++
	n.seq, n.why = w.seq, y
	w.busy = true
	return n
}

// Failed says that a page could not be read. What is shown stays; the next move asks again.
func (w *Window[T]) Failed(n Need) {
	if n.seq == w.seq {
		w.seq++ // The page may still come; it is too late then.
		w.busy, w.draft, w.bridge, w.owed, w.toEnd = false, nil, nil, 0, false
	}
}

// Feed puts a page in and says what is missing next. A page that was superseded is dropped.
func (w *Window[T]) Feed(n Need, p Page[T]) Need {
	if n.None() || n.seq != w.seq {
		return Need{}
	}
	w.busy = false
	if w.o.Version == nil {
		w.cache.clear()
	}
	switch n.why {
	case after:
		w.feedAfter(n, p)
	case before:
		if more := w.feedBefore(n, p); !more.None() {
			return more
		}
	default:
		if more := w.feedDraft(n, p); !more.None() {
			return more
		}
	}
	w.settle()
	return w.wants()
}

// settle moves the rows that are owed, now that there are more items.
func (w *Window[T]) settle() {
	if w.toEnd {
		w.sel, w.toEnd = max(0, len(w.items)-1), w.hasAfter()
	} else if by := w.owed; by != 0 {
		w.owed = 0
		w.step(by, by)
	}
	w.show()
}

// wants asks for the side that runs short: less than two screens beyond the rows shown.
func (w *Window[T]) wants() Need {
	if w.busy || !w.loaded {
		return Need{}
	}
	rows := w.Rows()
	below := w.hasAfter() && len(w.items)-(w.top+rows) < 2*rows
	above := w.hasBefore() && w.top < 2*rows
	if above && (w.up && !w.toEnd || !below) {
		return w.ask(w.needBefore(), before)
	}
	if below {
		return w.ask(Need{At: w.spans[len(w.spans)-1].after, N: w.page()}, after)
	}
	return Need{}
}

func (w *Window[T]) needBefore() Need {
	if w.o.OneWay {
		s := w.starts[len(w.starts)-1]
		return Need{At: s.at, N: max(1, s.n)}
	}
	return Need{At: w.spans[0].before, N: -w.page()}
}

func spanOf[T any](n Need, p Page[T]) span {
	return span{n: len(p.Items), at: n.At, back: n.N < 0, before: p.Before, after: p.After}
}

// fresh are the items of a page that the window does not hold: a record that moved meanwhile must not be there twice.
func (w *Window[T]) fresh(items, held []T) []T {
	ids := make(map[accounts.ID]struct{}, len(held))
	for _, it := range held {
		ids[w.o.ID(it)] = struct{}{}
	}
	return slices.DeleteFunc(slices.Clone(items), func(it T) bool {
		id := w.o.ID(it)
		_, ok := ids[id]
		ids[id] = struct{}{}
		return ok
	})
}

func (w *Window[T]) feedAfter(n Need, p Page[T]) {
	p.Items = w.fresh(p.Items, w.items)
	w.items = append(w.items, p.Items...)
	w.spans = append(w.spans, spanOf(n, p))
	for len(w.spans) > 1 && len(w.items) > w.limit() && w.spans[0].n <= w.top-2*w.Rows() {
		s := w.spans[0]
		w.items = slices.Delete(w.items, 0, s.n)
		w.spans = slices.Delete(w.spans, 0, 1)
		w.sel, w.top = w.sel-s.n, w.top-s.n
		if w.o.OneWay {
			w.starts = append(w.starts, s)
		}
	}
}

func (w *Window[T]) feedBefore(n Need, p Page[T]) Need {
	sp := spanOf(n, p)
	if w.o.OneWay {
		front := w.spans[0].at
		all := len(w.fresh(p.Items, w.items)) == len(p.Items)
		w.bridge = append(w.bridge, p.Items...)
		if all && p.After != "" && p.After != front {
			return w.ask(Need{At: p.After, N: w.page()}, before) // Something was put in meanwhile: go on to the front.
		}
		p.Items, w.bridge = w.bridge, nil
		sp.at, sp.after = w.starts[len(w.starts)-1].at, front
		w.starts = w.starts[:len(w.starts)-1]
	}
	p.Items = w.fresh(p.Items, w.items)
	sp.n = len(p.Items)
	w.items = slices.Insert(w.items, 0, p.Items...)
	w.spans = slices.Insert(w.spans, 0, sp)
	w.sel, w.top = w.sel+sp.n, w.top+sp.n
	w.dropBack()
	return Need{}
}

// dropBack lets pages far below the screen go.
func (w *Window[T]) dropBack() {
	for len(w.spans) > 1 && len(w.items) > w.limit() {
		n := w.spans[len(w.spans)-1].n
		if len(w.items)-n < w.top+3*w.Rows() {
			break
		}
		w.items = slices.Delete(w.items, len(w.items)-n, len(w.items))
		w.spans = w.spans[:len(w.spans)-1]
	}
}

func (w *Window[T]) limit() int { return max(maxItems, 8*w.Rows()) }

// feedDraft adds to the new beginning, and shows it when it covers the screen or nothing more comes.
func (w *Window[T]) feedDraft(n Need, p Page[T]) Need {
	d := w.draft
	if len(d.spans) == 0 && len(p.Items) == 0 && p.After == "" && n.At != "" && !d.retry {
		return w.startOver()
	}
	p.Items = w.fresh(p.Items, d.items)
	d.items = append(d.items, p.Items...)
	d.spans = append(d.spans, spanOf(n, p))
	if len(d.items) < d.rows && p.After != "" {
		return w.ask(Need{At: p.After, N: w.page()}, fill)
	}
	w.swap(d)
	return Need{}
}

// startOver asks for the end of a list of which nothing is left at the old place.
func (w *Window[T]) startOver() Need {
	n := Need{N: -w.page()}
	if w.o.OneWay {
		n.N = w.page()
	}
	w.draft = &draft[T]{goal: last, rows: w.Rows(), retry: true}
	return w.ask(n, fill)
}

// swap shows the new beginning and finds the selection in it.
func (w *Window[T]) swap(d *draft[T]) {
	heirs := w.heirs()
	row := w.sel - w.top
	w.items, w.spans, w.starts, w.draft = d.items, d.spans, d.starts, nil
	fresh := !w.loaded
	w.loaded, w.owed, w.toEnd = true, 0, false
	switch {
	case d.goal == first:
		w.sel, w.top = 0, 0
	case d.goal == last:
		w.sel, w.toEnd = max(0, len(w.items)-1), w.o.OneWay && w.hasAfter()
	case fresh:
		w.sel, w.top = 0, 0
	default:
		w.sel = w.inherit(heirs)
		if w.top > 0 { // At the top of the list what is new above is shown.
			w.top = w.sel - row
		}
	}
	if id := w.want; id != "" {
		w.want = ""
		w.Select(id)
	}
	w.show()
}

// heirs are the records the selection goes to, in this order: itself, what followed it, what stood before it.
func (w *Window[T]) heirs() []accounts.ID {
	if w.sel >= len(w.items) {
		return nil
	}
	out := make([]accounts.ID, 0, len(w.items))
	for _, it := range w.items[w.sel:] {
		out = append(out, w.o.ID(it))
	}
	for i := w.sel - 1; i >= 0; i-- {
		out = append(out, w.o.ID(w.items[i]))
	}
	return out
}

// inherit is the index of the first heir that still exists.
func (w *Window[T]) inherit(heirs []accounts.ID) int {
	at := make(map[accounts.ID]int, len(w.items))
	for i, it := range w.items {
		at[w.o.ID(it)] = i
	}
	for _, id := range heirs {
		if i, ok := at[id]; ok {
			return i
		}
	}
	return 0
}

// unseen are the marks of items the window has let go, oldest first.
func unseen(marks, seen map[accounts.ID]struct{}) []accounts.ID {
	var out []accounts.ID
	for id := range marks {
		if _, ok := seen[id]; !ok {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
