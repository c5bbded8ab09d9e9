package compose

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/pane"
)

// stored is what became of a save, and what follows from it.
type stored struct {
	draft.Stored
	then func() tea.Cmd
}

type tickMsg struct{}

// dirty tells whether something on the screen is not on disk.
func (p *Pane) dirty() bool {
	return p.seq != p.saved || p.s.Post.ID != "" && p.s.Version == 0 && p.s.Post.State.Open() && p.s.Post.Caret != p.ed.Caret()
}

// snapshot is the post as it is on the screen, with the place in the text.
func (p *Pane) snapshot() accounts.Post {
	if p.s.Version == 0 {
		p.s.Post.Caret = p.ed.Caret()
	}
	return p.s.Post
}

// save stores what is on the screen; then follows when it is on disk.
func (p *Pane) save(then func() tea.Cmd) tea.Cmd {
	k, post, seq := p.keep, p.snapshot(), p.seq
	return p.my(func() tea.Msg {
		return stored{k.Save(post, seq), then}
	})
}

// flush does something when all that was typed is on disk.
func (p *Pane) flush(then func() tea.Cmd) tea.Cmd {
	if !p.dirty() {
		return then()
	}
	return p.save(then)
}

// tick asks for the next save, once.
func (p *Pane) tick(after time.Duration) tea.Cmd {
	if p.ticking {
		return nil
	}
	p.ticking = true
	return p.o.After(after, mine{p.keep, tickMsg{}})
}

// stored takes the outcome of a save. After a failure the text stays and it is tried again; the person hears of it once.
func (p *Pane) stored(x stored) tea.Cmd {
	if x.Err != nil {
		first := p.failed == nil
		p.failed = x.Err
		if first {
			return tea.Batch(p.tick(tryAgain), pane.Send(pane.Failed{Doing: "saving the draft", Err: x.Err}))
		}
		return p.tick(tryAgain)
	}
	var cmds []tea.Cmd
	p.failed = nil
	if p.saved = max(p.saved, x.Seq); p.seq != p.saved {
		cmds = append(cmds, p.tick(saveEvery))
	}
	fresh := p.s.Mend == nil && p.s.Post.ID != x.Post.ID
	if fresh || x.Post.Revision >= p.s.Post.Revision {
		p.s.Post.ID, p.s.Post.Revision, p.s.Post.State, p.s.Post.Created, p.s.Post.Updated = x.Post.ID, x.Post.Revision, x.Post.State, x.Post.Created, x.Post.Updated
	}
	if p.s.Learn(x.Post) {
		cmds = append(cmds, p.lookSoon())
	}
	if x.Copy {
		p.s.Post.When = nil
		p.said = pane.Toast{Text: "It was on its way already: what you write now is a new draft."}
	}
	if x.then != nil {
		return tea.Batch(append(cmds, x.then())...)
	}
	if fresh { // The root keeps which post is open, so that it opens again after a crash.
		cmds = append(cmds, pane.Send(pane.Open{To: pane.Compose}))
	}
	return tea.Batch(cmds...)
}
