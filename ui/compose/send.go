package compose

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/draft"
	"vocero/ui/pane"
)

// depart stores the text, finds its hour, and asks the guards for one clearance an account. Nothing leaves by that: what is
// cleared is shown with the question for the letter.
func (p *Pane) depart(w draft.Way) tea.Cmd {
	if p.preparing || p.leaving {
		return nil
	}
	p.preparing = true
	k, post, seq, brand, now := p.keep, p.snapshot(), p.seq, p.s.Facts.Brand, p.o.Now
	return p.my(func() tea.Msg { return k.Clear(post, seq, w, brand, now()) })
}

// cleared shows what stands in the way, with the caret on it, or asks for the letter.
func (p *Pane) cleared(x draft.Cleared) tea.Cmd {
	p.preparing = false
	switch {
	case x.NoSlot:
		return pane.Send(pane.Toast{Text: "%s has no free slot: give it an hour with p.", Args: []any{p.s.Facts.Brand.Name}})
	case x.Err != nil:
		return tea.Batch(p.tick(tryAgain), pane.Send(pane.Failed{Doing: "checking before it leaves", Err: x.Err}))
	}
	more := p.stored(stored{Stored: x.Saved})
	p.s.Facts = x.Facts
	if x.Saved.Seq == p.seq {
		p.setFound(x.Found)
	}
	if len(x.Stand) > 0 {
		return tea.Batch(more, p.stopped(x))
	}
	r := pane.Review{Brand: x.Post.Brand, Accounts: p.s.Targets(), Reply: x.Post.Reply(), Visibility: x.Post.Visibility, When: x.Post.When,
		Text: x.Post.Text, Parts: p.s.Parts(), Media: len(x.Post.Media), Findings: x.Found}
	if len(x.Post.Targets) > 0 {
		r.Text = x.Post.TextFor(x.Post.Targets[0])
	}
	if a := x.Post.Answering; a != nil {
		r.Target = a.Author
	}
	if p.s.Mend != nil {
		r.Op, r.Old, r.Reply = accounts.OpEdit, p.s.Old, false
	}
	return tea.Batch(more, pane.Send(pane.Confirm{Review: r, Then: func(accounts.Letter) tea.Cmd { return p.release(x) }}))
}

// stopped says what stands in the way and goes there. What a person may set aside, she may, with a reason.
func (p *Pane) stopped(x draft.Cleared) tea.Cmd {
	p.held = true
	for _, f := range x.Stand {
		if f.End > f.Start && p.s.About(f, p.ed.Text()) {
			p.ed.SetCaret(f.Start)
			break
		}
	}
	may := !slices.ContainsFunc(x.Stand, func(f accounts.Finding) bool { return !guard.CanAcknowledge(f) })
	if !may || len(x.Post.Targets) == 0 {
		return pane.Send(pane.Toast{Text: "Nothing leaves yet: see what stands in the way (✗)."})
	}
	return pane.Send(pane.Ask{Title: "Let it go without a description?", Label: "Reason", Help: "Write why it goes without. Esc goes back; M describes the file.",
		Check: notEmpty, Then: func(s string) tea.Cmd {
			w := x.Way
			w.Reason = s
			return p.depart(w)
		}})
}

// errEmpty is the cause of an answer that is none.
var errEmpty = errors.New("write a few words")

func notEmpty(s string) error {
	if strings.TrimSpace(s) == "" {
		return errEmpty
	}
	return nil
}

// left is what became of a post after its letter.
type left struct {
	post accounts.Post
	now  bool
	err  error
}

// release schedules what was cleared. The letter was given for exactly that: the digest of the clearance holds the store to it.
func (p *Pane) release(x draft.Cleared) tea.Cmd {
	if p.leaving {
		return nil
	}
	p.leaving = true
	p.s.Post.When = x.Post.When
	p.seq++
	k, seq, now := p.keep, p.seq, x.Way.Now || p.s.Mend != nil
	return p.my(func() tea.Msg {
		post, err := k.Release(x, seq)
		return left{post, now, err}
	})
}

// left closes the composer over what is on its way, and names account and hour. After a failure everything stays.
func (p *Pane) left(x left) tea.Cmd {
	p.leaving = false
	if x.err != nil {
		if x.post.ID != "" {
			p.s.Post.ID, p.s.Post.Revision = x.post.ID, x.post.Revision
		}
		return tea.Batch(p.refresh(), pane.Send(pane.Failed{Doing: "letting it go", Err: x.err}))
	}
	who := p.s.Targets()[0].Handle()
	if n := p.Others(); n > 0 {
		who += " +" + string(rune('0'+min(n, 9)))
	}
	say := pane.Toast{Text: "It leaves in 20 seconds as %s; u takes it back.", Args: []any{who}}
	if !x.now {
		say = pane.Toast{Text: "Scheduled as %s: %s (%s).", Args: []any{who, x.post.When.Local().Format("2006-01-02 15:04"), x.post.When.Zone}}
	}
	p.keep, p.s.Mend = nil, nil
	return tea.Sequence(pane.Send(pane.Close{}), pane.Send(say))
}
