package draft

import (
	"slices"

	"vocero/accounts"
	"vocero/ui/widget"
)

// mostPasts is how many texts that were closed can still be undone when they are opened again.
const mostPasts = 24

// Pasts are what can be undone: in the versions of the open text, and in those of texts that were open before in this session. The
// zero Pasts hold nothing.
type Pasts struct {
	now    map[accounts.ID]widget.Past // by account; "" is the text for all
	closed map[accounts.ID]map[accounts.ID]widget.Past
	order  []accounts.ID // of closed, the newest last
}

// Open begins with a text, with what was done to it before; post "" is a text that was never open.
func (x *Pasts) Open(post accounts.ID) {
	if x.now = x.closed[post]; x.now == nil || post == "" {
		x.now = map[accounts.ID]widget.Past{}
	}
}

// Note keeps the history of the version that goes out of view.
func (x *Pasts) Note(version accounts.ID, e *widget.Editor) {
	if x.now != nil && (e.CanUndo() || e.CanRedo()) {
		x.now[version] = e.Past()
	}
}

// Resume goes on with the history of the version that has come into view; the caret stays.
func (x *Pasts) Resume(version accounts.ID, e *widget.Editor) {
	if past, ok := x.now[version]; ok {
		at := e.Caret()
		e.Resume(past)
		e.SetCaret(at)
	}
}

// Close puts the open text's histories away, for when it is opened again; with post "" they are forgotten. The editor is empty then.
func (x *Pasts) Close(post, version accounts.ID, e *widget.Editor) {
	x.Note(version, e)
	if post != "" && len(x.now) > 0 {
		if x.closed == nil {
			x.closed = map[accounts.ID]map[accounts.ID]widget.Past{}
		}
		x.closed[post] = x.now
		x.order = append(slices.DeleteFunc(x.order, func(o accounts.ID) bool { return o == post }), post)
		if len(x.order) > mostPasts {
			delete(x.closed, x.order[0])
			x.order = x.order[1:]
		}
	}
	x.now = nil
	e.SetText("")
}
