// Package depart is how a text leaves the composer: what stands in the way is shown and, where a person may, set aside with a reason;
// then the client's letter is asked for, and what was cleared goes into the outbox.
package depart

import (
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/draft"
	"vocero/ui/pane"
	"vocero/ui/paper"
)

// Host is the screen that a text leaves. Its functions are called by the screen's goroutine.
type Host struct {
	Sheet   *draft.Sheet
	Now     func() time.Time
	Keeper  func() *draft.Keeper
	Text    func() (post accounts.Post, seq uint64) // the post as it is on the screen, and its number
	Next    func() uint64                           // a number above that
	My      func(work func() tea.Msg) tea.Cmd       // a command whose outcome counts only while the text is open
	Stored  func(s draft.Stored) tea.Cmd            // takes the outcome of a save
	Retry   func() tea.Cmd                          // stores the text again in a while
	Heed    func(fs []accounts.Finding)             // takes what the guards said
	Stopped func()                                  // goes to what stands in the way
	Refresh func() tea.Cmd                          // reads what is stored again
	Gone    func()                                  // nothing is open any more
}

// Desk lets one text leave.
type Desk struct {
	Host
	preparing bool // a departure is being cleared
	leaving   bool // the letter was given
}

// Forget begins with another text.
func (d *Desk) Forget() { d.preparing, d.leaving = false, false }

// Leaving tells whether the letter was given: what is stored is the outbox's now.
func (d *Desk) Leaving() bool { return d.leaving }

// Depart stores the text, finds its hour, and asks the guards for one clearance an account. Nothing leaves by that: what is cleared
// is shown with the question for the letter.
func (d *Desk) Depart(w draft.Way) tea.Cmd {
	if d.preparing || d.leaving {
		return nil
	}
	d.preparing = true
	k, brand, now := d.Keeper(), d.Sheet.Facts.Brand, d.Now
	post, seq := d.Text()
	return d.My(func() tea.Msg { return k.Clear(post, seq, w, brand, now()) })
}

// Cleared shows what stands in the way, or asks for the letter.
func (d *Desk) Cleared(x draft.Cleared) tea.Cmd {
	d.preparing = false
	switch {
	case x.NoSlot:
		return pane.Send(pane.Toast{Text: "%s has no free slot: give it an hour with p.", Args: []any{d.Sheet.Facts.Brand.Name}})
	case x.Err != nil:
		return tea.Batch(d.Retry(), pane.Send(pane.Failed{Doing: "checking before it leaves", Err: x.Err}))
	}
	more := d.Stored(x.Saved)
	d.Sheet.Facts = x.Facts
	if _, seq := d.Text(); x.Saved.Seq == seq {
		d.Heed(x.Found)
	}
	if len(x.Stand) > 0 {
		return tea.Batch(more, d.stopped(x))
	}
	return tea.Batch(more, pane.Send(pane.Confirm{Review: d.review(x), Then: func(accounts.Letter) tea.Cmd { return d.release(x) }}))
}

// review is what the letter's dialog shows.
func (d *Desk) review(x draft.Cleared) pane.Review {
	r := pane.Review{Brand: x.Post.Brand, Accounts: d.Sheet.Targets(), Reply: x.Post.Reply(), Visibility: x.Post.Visibility, When: x.Post.When,
		Text: x.Post.Text, Parts: d.Sheet.Parts(), Media: len(x.Post.Media), Findings: x.Found}
	if len(x.Post.Targets) > 0 {
		r.Text = x.Post.TextFor(x.Post.Targets[0])
	}
	if a := x.Post.Answering; a != nil {
		r.Target = a.Author
	}
	r.Price, r.Linked = accounts.PriceOn(x.Post, r.Accounts)
	if d.Sheet.Mend != nil {
		r.Op, r.Old, r.Reply = accounts.OpEdit, d.Sheet.Old, false
	}
	return r
}

// stopped says what stands in the way and goes there. What a person may set aside, she may, with a reason that the journal keeps.
func (d *Desk) stopped(x draft.Cleared) tea.Cmd {
	d.Stopped()
	may := !slices.ContainsFunc(x.Stand, func(f accounts.Finding) bool { return !guard.CanAcknowledge(f) })
	if !may || len(x.Post.Targets) == 0 {
		return pane.Send(pane.Toast{Text: "Nothing leaves yet: see what stands in the way (✗)."})
	}
	return pane.Send(pane.Ask{Title: "Let it go all the same?", Label: "Reason", Help: "Write why; the journal keeps it. Esc goes back to mend it.",
		Above: func(w int, f pane.Frame) []string { return append(paper.Standing(f, x.Stand, w), "") },
		Check: notEmpty, Then: func(s string) tea.Cmd {
			w := x.Way
			w.Reason = s
			return d.Depart(w)
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

// Left is what became of a post after its letter.
type Left struct {
	post accounts.Post
	now  bool
	err  error

	cools bool // a heated answer: it waits three minutes
}

// release schedules what was cleared. The letter was given for exactly that: the digest of the clearance holds the store to it.
func (d *Desk) release(x draft.Cleared) tea.Cmd {
	if d.leaving {
		return nil
	}
	d.leaving = true
	d.Sheet.Post.When = x.Post.When
	k, seq, now := d.Keeper(), d.Next(), x.Way.Now || d.Sheet.Mend != nil
	cools := d.Sheet.Mend == nil && slices.ContainsFunc(x.Found, guard.Heated)
	return d.My(func() tea.Msg {
		post, err := k.Release(x, seq)
		return Left{post: post, now: now, err: err, cools: cools}
	})
}

// Left closes the composer over what is on its way, and names account and hour. After a failure everything stays.
func (d *Desk) Left(x Left) tea.Cmd {
	d.leaving = false
	if x.err != nil {
		if x.post.ID != "" {
			d.Sheet.Post.ID, d.Sheet.Post.Revision = x.post.ID, x.post.Revision
		}
		return tea.Batch(d.Refresh(), pane.Send(pane.Failed{Doing: "letting it go", Err: x.err}))
	}
	who := d.Sheet.Targets()[0].Handle()
	if n := len(d.Sheet.Post.Targets) - 1; n > 0 {
		who += " +" + string(rune('0'+min(n, 9)))
	}
	say := pane.Toast{Text: "It leaves in %d seconds as %s; u takes it back.", Args: []any{pane.Hold, who}}
	if x.now && x.cools {
		say = pane.Toast{Text: "It sounds heated: it cools three minutes in the outbox of %s; u opens it.", Args: []any{who}}
	}
	if !x.now {
		say = pane.Toast{Text: "Scheduled as %s: %s (%s).", Args: []any{who, x.post.When.Local().Format("2006-01-02 15:04"), x.post.When.Zone}}
	}
	d.Gone()
	return tea.Sequence(pane.Send(pane.Close{}), pane.Send(say))
}
