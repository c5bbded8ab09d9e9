// Package compose is the overlay in which posts and replies are written, reviewed, and from which they leave.
//
// It holds the keys and what they act on; what they do lies in rooms beside it: ui/draft keeps and clears the text, ui/orders changes
// what goes along with it, ui/ink completes and mends it, ui/paper draws it.
//
// It has two modes, as vim has: writing, in which every plain key is text, and orders, which Esc goes to. What is typed is on disk
// within a second: in the journal of drafts, then in the store. Whatever leaves passes guard.Clear and the root's letter dialog;
// without both nothing here calls Schedule or Act.
package compose

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/depart"
	"vocero/ui/draft"
	"vocero/ui/ink"
	"vocero/ui/orders"
	"vocero/ui/pane"
	"vocero/ui/paper"
	"vocero/ui/widget"
)

// Desk is what texts, and what helps to write them, are read from and written to: the store.
type Desk interface {
	draft.Desk
	ink.Desk
}

// Options are what the pane needs besides the desk.
type Options struct {
	Now     func() time.Time
	After   func(d time.Duration, m tea.Msg) tea.Cmd // m after d
	Journal draft.Journal                            // nil keeps none
	// Edit opens the person's own editor; widget.Outside makes one. nil: there is none.
	Edit   func(header, text string, done func(text string, err error) tea.Msg) tea.Cmd
	Folder func(path string) (entries []string, ok bool) // lists a folder for the path of a file; nil is widget.Folder
}

// mode is what the keys mean now.
type mode uint8

const (
	ordering  mode = iota
	writing        // plain keys are text
	polling        // plain keys are the answers of a poll, one a line
	snipping       // plain keys are the text of a snippet
	fixing         // a misspelt place is being mended
	reviewing      // the post as the networks will show it
)

// The pauses: how often typing is stored, and how long after a failure to store it is tried again.
const (
	saveEvery = 800 * time.Millisecond
	tryAgain  = 2 * time.Second
)

// Pane is the composer. One text is open at a time.
type Pane struct {
	desk  Desk
	o     Options
	scope pane.Scope
	w, h  int

	want    *pane.Write // what is being loaded
	hand    *orders.Hand
	menu    *ink.Menu
	scribe  *ink.Scribe
	mender  *ink.Mender
	gate    *depart.Desk
	keep    *draft.Keeper // stores the open text; nil: nothing is open
	s       draft.Sheet
	onView  accounts.ID // whose text is in view; "": the one for all
	mode    mode
	ed      *widget.Editor
	answers *widget.Editor // of a poll, and the text of a snippet
	past    draft.Pasts    // what can be undone, of texts that were open before too
	pics    orders.Gallery
	snippet accounts.Snippet // that is being written

	seq, saved uint64 // of the text on the screen, and of the newest one on disk
	ticking    bool
	look       draft.Lookout
	marks      uint64 // grows with every set of findings, facts and pictures
	marked     draft.Marked
	failed     error // why the newest save failed
	held       bool  // the findings are those that stopped a departure
	said       pane.Toast
	top        int // first line of the review
	review     paper.Review
	side       paper.Side
}

// New makes the composer.
func New(desk Desk, o Options) *Pane {
	if o.Folder == nil {
		o.Folder = widget.Folder
	}
	p := &Pane{desk: desk, o: o, ed: widget.NewEditor(), answers: widget.NewEditor()}
	p.hand = &orders.Hand{Desk: desk, Now: o.Now, Folder: o.Folder, Sheet: &p.s, Open: func() bool { return p.keep != nil }, Poll: p.beginPoll,
		Changed: p.changed, My: p.my, Keeper: func() *draft.Keeper { return p.keep }, Edit: o.Edit, Picture: p.pics.Of, ToPart: p.partChosen}
	host := ink.Host{Desk: desk, Sheet: &p.s, Editor: p.ed, My: p.my, Typed: p.typed, Say: func(t pane.Toast) { p.said = t }, Moved: func() { p.marks++ }}
	p.scribe = ink.NewScribe(host, draft.Filler{Sheet: &p.s, Now: o.Now})
	p.mender = &ink.Mender{Host: host}
	p.gate = &depart.Desk{Host: depart.Host{Sheet: &p.s, Now: o.Now, Keeper: func() *draft.Keeper { return p.keep }, My: p.my, Heed: p.heed, Stopped: p.stopped, Refresh: p.refresh,
		Text:   func() (accounts.Post, uint64) { return p.snapshot(), p.seq },
		Next:   func() uint64 { p.seq++; return p.seq },
		Stored: func(s draft.Stored) tea.Cmd { return p.stored(stored{Stored: s}) },
		Retry:  func() tea.Cmd { return p.tick(tryAgain) },
		Gone:   func() { p.keep, p.s.Mend = nil, nil }}}
	p.menu = &ink.Menu{Desk: desk, Sheet: &p.s, Pen: &p.scribe.Pen, My: p.my, Write: p.beginSnippet, Put: p.putSnippet, Locked: p.s.Locked}
	return p
}

// ID is pane.Compose.
func (p *Pane) ID() pane.ID { return pane.Compose }

// Show opens what the argument names. Without one something has changed in the store: what is typed stays, the facts are read again.
func (p *Pane) Show(s pane.Scope) tea.Cmd {
	p.scope = s
	if w, ok := s.Arg.(pane.Write); ok {
		before := p.Leave()
		p.past.Close(p.Writing(), p.onView, p.ed)
		p.want, p.keep = &w, nil
		return tea.Batch(before, p.load())
	}
	if p.want != nil {
		return p.load()
	}
	return p.refresh()
}

// Opening tells whether the text is still being read.
func (p *Pane) Opening() bool { return p.want != nil }

// Typing tells whether plain keys are text.
func (p *Pane) Typing() bool {
	return p.keep != nil && (p.mode == writing || p.mode == polling || p.mode == snipping)
}

// Writing is the post that is being written, "" when none is stored yet: the desk opens it again after a crash.
func (p *Pane) Writing() accounts.ID {
	if p.keep == nil || p.s.Mend != nil {
		return ""
	}
	return p.s.Post.ID
}

// Speaks is who speaks in the text in view.
func (p *Pane) Speaks() (brand, account accounts.ID) {
	if p.keep == nil || len(p.s.Post.Targets) == 0 {
		return p.s.Post.Brand, ""
	}
	return p.s.Post.Brand, p.s.Post.Targets[max(0, p.s.Version-1)]
}

// Others is how many more accounts the post is for.
func (p *Pane) Others() int { return max(0, len(p.s.Post.Targets)-1) }

// Leave stores what is not on disk yet.
func (p *Pane) Leave() tea.Cmd {
	if p.keep == nil || !p.dirty() {
		return nil
	}
	return p.save(nil)
}

// SetSize gives the pane its cells.
func (p *Pane) SetSize(w, h int) {
	p.w, p.h = w, h
	p.resize()
}

// Click puts the caret where the mouse is.
func (p *Pane) Click(x, y int) tea.Cmd {
	if y -= p.headLines(); p.keep != nil && p.mode != reviewing && x < p.textWidth() && y >= 0 && y < p.h-p.headLines()-p.footLines() {
		p.editor().Click(x, y)
		p.scribe.Close()
	}
	return nil
}

// Wheel scrolls.
func (p *Pane) Wheel(n int) tea.Cmd {
	if p.mode == reviewing {
		p.top = max(0, min(p.top+n, p.review.Len()-p.h))
	} else {
		p.editor().Wheel(n)
	}
	return nil
}

// editor is the one whose text is in view.
func (p *Pane) editor() *widget.Editor {
	if p.mode == polling || p.mode == snipping {
		return p.answers
	}
	return p.ed
}

// Update takes keys while typing, pastes, and what commands bring. Its own messages are not addressed by generation, because a
// save must be heard of although the store has changed since; each names the text it belongs to.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch x := msg.(type) {
	case tea.KeyPressMsg:
		return p.key(x)
	case tea.PasteMsg:
		return p.paste(x.Content)
	case draft.Opened:
		return p.begin(x)
	case refreshed:
		return p.refreshedWith(x)
	case chosen:
		return p.chooseBrand(x)
	case pane.Failed:
		p.want = nil
		return tea.Batch(pane.Send(x), pane.Send(pane.Close{}))
	case mine:
		if x.keep == p.keep && p.keep != nil {
			return p.own(x.msg)
		}
		if s, ok := x.msg.(stored); ok && s.Err != nil { // The text before; the journal has it.
			return pane.Send(pane.Failed{Doing: "saving the draft", Err: s.Err})
		}
	}
	return nil
}

// mine is a message about the text that was open when it was asked for.
type mine struct {
	keep *draft.Keeper
	msg  tea.Msg
}

// my wraps work for the open text.
func (p *Pane) my(work func() tea.Msg) tea.Cmd {
	k := p.keep
	return func() tea.Msg {
		switch m := work().(type) {
		case nil:
			return nil
		case pane.Failed, pane.Toast, pane.Ask, pane.Choose: // The root's own.
			return m
		default:
			return mine{k, m}
		}
	}
}

// own takes a message about the open text.
func (p *Pane) own(msg tea.Msg) tea.Cmd {
	switch x := msg.(type) {
	case tickMsg:
		p.ticking = false
		return p.Leave()
	case stored:
		return p.stored(x)
	case checkMsg:
		return p.due()
	case draft.Checked:
		return p.checked(x)
	case draft.LinksMsg:
		if x.Seq == p.seq {
			return p.hand.AskLinks(x.Links)
		}
	case draft.Cleared:
		return p.gate.Cleared(x)
	case depart.Left:
		return p.gate.Left(x)
	case orders.Attached:
		p.pics.Put(orders.Looked{x.Media.SHA256: x.Picture})
		return p.hand.Attach(x)
	case orders.Earlier:
		return p.hand.List(x)
	case orders.Looked:
		p.pics.Put(x)
		p.marks++
	case orders.Cloned:
		return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Post: x.Post}})
	case ink.Shelved:
		p.scribe.Keep(x)
	case orders.Edited:
		return p.edited(x)
	case ink.Stored:
		return p.snippetStored(x)
	case pane.Failed:
		return pane.Send(x)
	case orders.Taken:
		p.view(x.Post, 0)
		then := p.lookSoon
		if x.Dirty {
			then = p.changed
		}
		c := then()
		p.said = x.Say
		return c
	}
	return nil
}

// key edits; what is no key of an editor is nothing. An open list takes the arrows, and Enter once one of them went into it.
func (p *Pane) key(k tea.KeyPressMsg) tea.Cmd {
	if !p.Typing() {
		return nil
	}
	if p.mode == writing {
		return p.scribe.Key(k)
	}
	before := p.editor().Version()
	p.editor().Press(k)
	return p.typed(before)
}

// paste puts text in and says what was left out of it.
func (p *Pane) paste(s string) tea.Cmd {
	if !p.Typing() {
		return nil
	}
	before := p.editor().Version()
	say := ink.Paste(p.editor(), s)
	return tea.Batch(p.typed(before), say)
}

// typed takes the editor's text over when it has changed.
func (p *Pane) typed(before uint64) tea.Cmd {
	e := p.editor()
	if e.Version() == before {
		return nil
	}
	switch p.mode {
	case snipping:
		return nil // Kept when it is done.
	case polling:
		p.hand.Answers(p.answers.Text())
	default:
		p.s.Write(p.ed.Text())
	}
	return p.changed()
}

// changed notes that the text is not on disk yet, counts it, and has the guards look when the fingers rest.
func (p *Pane) changed() tea.Cmd {
	p.seq++
	p.said, p.held = pane.Toast{}, false
	if v := p.s.Version; v > 0 && (v > len(p.s.Post.Targets) || p.s.Post.Targets[v-1] != p.onView) {
		p.view(p.s.Post, 0) // Its account is no target any more.
	}
	return tea.Batch(p.tick(saveEvery), p.lookSoon())
}
