// Package plan is how a post gets its hour from the screen: calendar and drafts ask it, and only here a key becomes a check of the
// guards, the dialog of the client's letter, and a place in the outbox. It reads the post anew at every step, so that a screen
// that is a moment old never moves something else.
package plan

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/pane"
)

// Desk is what is read.
type Desk interface {
	Post(id accounts.ID) (accounts.Post, error)
	Brand(id accounts.ID) (accounts.Brand, error)
	Posts(q accounts.PostQuery, at accounts.Cursor, n int) ([]accounts.Post, accounts.Cursor, error)
	Facts(p accounts.Post, now time.Time) (guard.Facts, error)
}

// Outbox is what is written.
type Outbox interface {
	SavePost(p accounts.Post) (accounts.Post, error)
	Schedule(post accounts.ID, revision uint64, c []guard.Clearance, o accounts.ScheduleOptions) (accounts.Post, []accounts.Delivery, error)
	Move(post accounts.ID, when accounts.When, c []guard.Clearance) (accounts.Post, error)
	Unschedule(post accounts.ID) (accounts.Post, error)
	RemovePost(id accounts.ID) error
}

// Planner gives posts their hour.
type Planner struct {
	desk Desk
	out  Outbox
	now  func() time.Time
}

// New makes a planner.
func New(desk Desk, out Outbox, now func() time.Time) *Planner { return &Planner{desk, out, now} }

// soon is how near its hour a moved post must come for the letter to be asked again.
const soon = 10 * time.Minute

// Put gives a post an hour: one that is still written is scheduled, with the client's letter; a planned one is moved.
func (p *Planner) Put(id accounts.ID, aim Aim) tea.Cmd {
	return func() tea.Msg { return p.put(id, aim, "", true) }
}

// Shift moves a post: a planned one with a new check, and with the letter only when it would leave within ten minutes; one that is
// still written just gets the hour.
func (p *Planner) Shift(id accounts.ID, aim Aim) tea.Cmd {
	return func() tea.Msg { return p.put(id, aim, "", false) }
}

func (p *Planner) put(id accounts.ID, aim Aim, reason string, schedule bool) tea.Msg {
	c, err := p.study(id, nil)
	if err != nil {
		return pane.Failed{Doing: "reading the post", Err: err}
	}
	w, err := aim(c)
	switch {
	case errors.Is(err, accounts.ErrNoSlot):
		return pane.Toast{Text: "%s has no free slot there; = in the calendar adds slots.", Args: []any{accounts.Cells(c.Brand.Name, false)}}
	case err != nil:
		return pane.Failed{Doing: "finding the hour", Err: err}
	case !w.UTC.After(c.Now):
		return pane.Toast{Text: "%s has passed.", Args: []any{w.Civil}}
	}
	open := c.Post.State.Open()
	c.Post.When = &w
	if open && !schedule {
		return p.keep(c.Post)
	}
	k, err := p.check(c.Post, false, reason)
	if err != nil {
		return pane.Failed{Doing: "checking the post", Err: err}
	}
	if len(k.stand) > 0 {
		return k.refused(reason, func(why string) tea.Msg { return p.put(id, At(w), why, schedule) })
	}
	commit := func() tea.Msg { return p.commit(c.Post, reason) }
	if !open && reason == "" && w.UTC.Sub(c.Now) > soon {
		return commit()
	}
	return pane.Confirm{Review: k.review(&w), Then: func(accounts.Letter) tea.Cmd { return commit }}
}

// keep stores the hour of a post that is still written.
func (p *Planner) keep(post accounts.Post) tea.Msg {
	if _, err := p.out.SavePost(post); err != nil {
		return pane.Failed{Doing: "keeping the hour", Err: err}
	}
	return said(*post.When, "The draft stands at %s; + or p lets it go.")
}

// commit checks once more, at the moment of the letter, and stores what was decided.
func (p *Planner) commit(post accounts.Post, reason string) tea.Msg {
	open := post.State.Open()
	if open {
		saved, err := p.out.SavePost(post)
		if err != nil {
			return pane.Failed{Doing: "scheduling", Err: err}
		}
		post = saved
	}
	k, err := p.check(post, false, reason)
	if err != nil {
		return pane.Failed{Doing: "scheduling", Err: err}
	}
	if len(k.stand) > 0 {
		return refusal(k.stand)
	}
	if open {
		_, _, err = p.out.Schedule(post.ID, post.Revision, k.clear, accounts.ScheduleOptions{})
	} else {
		_, err = p.out.Move(post.ID, *post.When, k.clear)
	}
	if err != nil {
		return pane.Failed{Doing: "scheduling", Err: err}
	}
	return said(*post.When, "It leaves %s.")
}

// said tells the hour, and what the clock did to it.
func said(w accounts.When, text string) tea.Msg {
	at := w.Local().Format("2006-01-02 15:04")
	switch w.Rule {
	case accounts.Gap:
		return pane.Toast{Text: "%s does not exist that day: the clock goes forward; it leaves %s.", Args: []any{w.Civil, at}}
	case accounts.Overlap:
		return pane.Toast{Text: "%s comes twice that day; it leaves at the first.", Args: []any{w.Civil}}
	}
	return pane.Toast{Text: text, Args: []any{at}}
}

// Now sends a post at once, with the letter and twenty seconds to take it back.
func (p *Planner) Now(id accounts.ID) tea.Cmd {
	return func() tea.Msg { return p.send(id, "") }
}

func (p *Planner) send(id accounts.ID, reason string) tea.Msg {
	post, err := p.desk.Post(id)
	if err != nil {
		return pane.Failed{Doing: "reading the post", Err: err}
	}
	k, err := p.check(post, true, reason)
	if err != nil {
		return pane.Failed{Doing: "checking the post", Err: err}
	}
	if len(k.stand) > 0 {
		return k.refused(reason, func(why string) tea.Msg { return p.send(id, why) })
	}
	return pane.Confirm{Review: k.review(nil), Then: func(accounts.Letter) tea.Cmd {
		return func() tea.Msg { return p.leave(post, reason) }
	}}
}

// leave puts a post into the outbox for now; one that waits for its hour is taken out of the calendar first.
func (p *Planner) leave(post accounts.Post, reason string) tea.Msg {
	if !post.State.Open() {
		back, err := p.out.Unschedule(post.ID)
		if err != nil {
			return pane.Failed{Doing: "sending it now", Err: err}
		}
		post = back
	}
	k, err := p.check(post, true, reason)
	if err != nil {
		return pane.Failed{Doing: "sending it now", Err: err}
	}
	if len(k.stand) > 0 {
		return refusal(k.stand)
	}
	_, _, err = p.out.Schedule(post.ID, post.Revision, k.clear, accounts.ScheduleOptions{Now: true})
	if err != nil {
		return pane.Failed{Doing: "sending it now", Err: err}
	}
	return pane.Toast{Text: "It leaves in %d seconds; u takes it back.", Args: []any{pane.Hold}}
}

// Back takes a planned post back to where it is written.
func (p *Planner) Back(id accounts.ID) tea.Cmd {
	return func() tea.Msg {
		if _, err := p.out.Unschedule(id); err != nil {
			return pane.Failed{Doing: "taking it back to the drafts", Err: err}
		}
		return pane.Toast{Text: "It is a draft again; its hour is kept as a note."}
	}
}

// Drop asks, then removes a post that is not out; a planned one is taken out of the calendar first.
func (p *Planner) Drop(post accounts.Post) tea.Cmd {
	begin := accounts.Truncate(accounts.Cells(post.Text, false), 40)
	return pane.Send(pane.Choose{Title: "Delete it?", Choices: []pane.Choice{{Key: "k", Label: "keep it", Detail: begin}, {Key: "d", Label: "delete it here; nothing of it is out"}}, Then: func(i int) tea.Cmd {
		if i != 1 {
			return nil
		}
		return func() tea.Msg {
			if !post.State.Open() {
				if _, err := p.out.Unschedule(post.ID); err != nil {
					return pane.Failed{Doing: "deleting the post", Err: err}
				}
			}
			if err := p.out.RemovePost(post.ID); err != nil {
				return pane.Failed{Doing: "deleting the post", Err: err}
			}
			return pane.Toast{Text: "Deleted; u brings it back."}
		}
	}})
}

// AskHour asks for an hour in words, on the wall of the post's client, and puts the post there.
func (p *Planner) AskHour(post accounts.Post) tea.Cmd {
	return func() tea.Msg {
		b, err := p.desk.Brand(post.Brand)
		if err != nil {
			return pane.Failed{Doing: "finding the hour", Err: err}
		}
		value := ""
		if post.When != nil {
			value = post.When.Civil
		}
		read := func(s string) (accounts.When, error) { return accounts.ParseHour(s, p.now(), b.Zone) }
		return pane.Ask{Title: "Which hour?", Label: "Hour", Help: "As in 2026-12-01 09:00, fri 18:30, tomorrow 9:00, 9:00 or +2h, on the client's own clock.", Value: value,
			Check: func(s string) error {
				_, err := read(s)
				return err
			},
			Then: func(s string) tea.Cmd {
				w, err := read(s)
				if err != nil {
					return pane.Send(pane.Failed{Doing: "finding the hour", Err: err})
				}
				return p.Put(post.ID, At(w))
			}}
	}
}

// Movable tells whether a post may still get another hour.
func Movable(s accounts.PostState) bool {
	return s.Open() || s == accounts.PostScheduled || s == accounts.PostHeld || s == accounts.PostMissed || s == accounts.PostByHand
}

// Loose tells whether a post may still be taken back: nothing of it is out, or on the wire.
func Loose(s accounts.PostState) bool { return Movable(s) || s == accounts.PostFailed }
