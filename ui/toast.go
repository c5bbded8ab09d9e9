package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/ui/pane"
)

// toastFor is how long a toast stays.
const toastFor = 4 * time.Second

// toasts is what the last line says for a while. An error stays until a key was pressed after it was shown.
type toasts struct {
	next int
	all  []toast
}

type toast struct {
	id   int
	text string
	bad  bool
	read bool
}

// toastGone removes one toast by its id, so that it never clears a newer one.
type toastGone struct{ id int }

// add shows a text.
func (t *toasts) add(c Clock, text string, bad bool) tea.Cmd {
	t.next++
	t.all = append(t.all, toast{id: t.next, text: text, bad: bad})
	if bad {
		return nil
	}
	return c.After(toastFor, toastGone{t.next})
}

// drop removes a toast.
func (t *toasts) drop(id int) {
	for i, x := range t.all {
		if x.id == id {
			t.all = append(t.all[:i:i], t.all[i+1:]...)
			return
		}
	}
}

// seen is called on every key: an error that was on the screen goes with the second key after it.
func (t *toasts) seen() {
	keep := t.all[:0]
	for _, x := range t.all {
		if x.bad && x.read {
			continue
		}
		x.read = true
		keep = append(keep, x)
	}
	t.all = keep
}

// text is what the last line says, "" when nothing.
func (t *toasts) text() (string, bool) {
	if len(t.all) == 0 {
		return "", false
	}
	x := t.all[len(t.all)-1]
	return x.text, x.bad
}

// failed shows an error: what was being done, why, and what to do.
func (m *Model) failed(f pane.Failed) tea.Cmd {
	return m.toasts.add(m.o.Clock, m.lang.Error(f.Doing, f.Err), true)
}
