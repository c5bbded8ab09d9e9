package calendar

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/calendar/days"
	"vocero/ui/pane"
	"vocero/ui/plan"
	"vocero/ui/who"
)

// Actions are the tab's keys.
func (p *Pane) Actions() []pane.Action {
	if p.slots != nil {
		return p.slots.Actions()
	}
	as := p.moves()
	if e, ok := p.selected(); ok && e.Free { // Elsewhere c stays the desk's own.
		as = append(as, pane.Action{Name: "calendar.write", Keys: pane.Press("c"), Label: "write", Help: "Writes a post for this free slot.", Run: p.write, Footer: 1})
	}
	return append(append(as, p.acts()...), p.views()...)
}

func run(f func(int) tea.Cmd, n int) func() tea.Cmd { return func() tea.Cmd { return f(n) } }

// moves are the keys of the cursor.
func (p *Pane) moves() []pane.Action {
	return []pane.Action{
		{Name: "calendar.left", Keys: pane.Press("h", "left"), Label: "day before", Help: "Goes to the day before.", Run: run(p.side, -1)},
		{Name: "calendar.right", Keys: pane.Press("l", "right"), Label: "next day", Help: "Goes to the next day.", Run: run(p.side, 1)},
		{Name: "calendar.down", Keys: pane.Press("j", "down"), Label: "down", Help: "Goes to the next entry of the day, then to the next week or day.", Run: run(p.step, 1)},
		{Name: "calendar.up", Keys: pane.Press("k", "up"), Label: "up", Help: "Goes to the entry before, then to the week or day before.", Run: run(p.step, -1)},
		{Name: "calendar.next", Keys: pane.Press(">", "pgdown", "ctrl+right"), Label: "next page", Help: "Goes to the next month, week, day or page.", Run: run(p.turn, 1)},
		{Name: "calendar.previous", Keys: pane.Press("<", "pgup", "ctrl+left"), Label: "page before", Help: "Goes to the month, week, day or page before.", Run: run(p.turn, -1)},
		{Name: "calendar.first", Keys: [][]string{{"g", "g"}, {"home"}}, Label: "top", Help: "Goes to the first day in view.", Run: func() tea.Cmd { return p.ends(false) }},
		{Name: "calendar.last", Keys: pane.Press("G", "end"), Label: "end", Help: "Goes to the last day in view.", Run: func() tea.Cmd { return p.ends(true) }},
		{Name: "calendar.today", Keys: pane.Press("t"), Label: "today", Help: "Goes to today.", Run: p.goToday, Footer: 9},
		{Name: "calendar.problem", Keys: pane.Chord("g", "n"), Label: "next problem", Help: "Goes to the next day without a word, or the next two posts that come too close.", Run: p.problem, Blocked: p.noProblem, Footer: 8},
	}
}

// views are the keys that change how it looks.
func (p *Pane) views() []pane.Action {
	to := func(v days.View) func() tea.Cmd { return func() tea.Cmd { return p.look(v) } }
	return []pane.Action{
		{Name: "calendar.month", Keys: pane.Press("m"), Label: "month", Help: "Shows the month.", Run: to(days.Month)},
		{Name: "calendar.week", Keys: pane.Press("w"), Label: "week", Help: "Shows the week.", Run: to(days.Week), Footer: 10},
		{Name: "calendar.day", Keys: pane.Press("d"), Label: "day", Help: "Shows the day.", Run: to(days.Day)},
		{Name: "calendar.agenda", Keys: pane.Press("a"), Label: "agenda", Help: "Shows the next four weeks as a list.", Run: to(days.Agenda), Footer: 11},
		{Name: "calendar.slots", Keys: pane.Press("="), Label: "slots", Help: "Shows and changes the weekly slots of the client.", Run: p.editSlots, Blocked: p.noBrand, Footer: 7},
	}
}

// acts are what can be done with the selected post.
func (p *Pane) acts() []pane.Action {
	const day, slot = "Moves the post by a day, at the same hour.", "Moves the post to its client's free slot after or before this one."
	return []pane.Action{
		{Name: "calendar.open", Keys: pane.Press("enter", "e"), Label: "open", Help: "Opens the post; one that is out is shown in Status.", Run: p.open, Blocked: p.noPost, Footer: 2},
		{Name: "calendar.dayback", Keys: pane.Press("H"), Label: "a day back", Help: day, Run: p.shift(plan.Days(-1)), Blocked: p.noMove},
		{Name: "calendar.dayon", Keys: pane.Press("L"), Label: "a day on", Help: day, Run: p.shift(plan.Days(1)), Blocked: p.noMove, Footer: 4},
		{Name: "calendar.later", Keys: pane.Press("J"), Label: "later slot", Help: slot, Run: p.shift(plan.Later), Blocked: p.noMove, Footer: 5},
		{Name: "calendar.earlier", Keys: pane.Press("K"), Label: "earlier slot", Help: slot, Run: p.shift(plan.Earlier), Blocked: p.noMove},
		{Name: "calendar.repeat", Keys: pane.Press("."), Label: "again", Help: "Repeats the last move on the selected post.", Run: p.again, Blocked: p.noAgain},
		{Name: "calendar.slot", Keys: pane.Press("+"), Label: "next slot", Help: "Puts the post into the next free slot of its client.", Run: p.put(plan.Next), Blocked: p.noMove, Letter: true},
		{Name: "calendar.hour", Keys: pane.Press("p"), Label: "hour", Help: "Asks for an hour and puts the post there.", Run: p.hour, Blocked: p.noMove, Letter: true, Footer: 3},
		{Name: "calendar.back", Keys: pane.Press("b"), Label: "to draft", Help: "Takes the post back to the drafts.", Run: p.back, Blocked: p.noBack, Footer: 6},
		{Name: "calendar.send", Keys: pane.Press("W"), Label: "send now", Help: "Sends the post now, with twenty seconds to take it back.", Run: p.send, Blocked: p.noMove, Letter: true},
		{Name: "calendar.answers", Keys: pane.Press("A"), Label: "answers//to a post", Help: "Shows what was said to it, on all its networks.", Run: func() tea.Cmd { return who.Answers(p.stay()) }, Blocked: p.noPost},
		{Name: "calendar.delete", Keys: pane.Press("D"), Label: "delete", Help: "Asks, then deletes a post that is not out.", Run: p.remove, Blocked: p.noDrop},
	}
}

func (p *Pane) noPost() (string, []any) {
	if e, ok := p.selected(); !ok || e.Free {
		return "There is no post under the cursor.", nil
	}
	return "", nil
}

// noMove says why the selected post keeps its hour.
func (p *Pane) noMove() (string, []any) {
	if e, ok := p.selected(); ok && !e.Free && !plan.Movable(e.Post.State) {
		return "It cannot be moved any more; Enter shows it in Status.", nil
	}
	return p.noPost()
}

func (p *Pane) noAgain() (string, []any) {
	if p.last == nil {
		return "Nothing was moved yet.", nil
	}
	return p.noMove()
}

func (p *Pane) noBack() (string, []any) {
	if e, ok := p.selected(); ok && !e.Free && e.Post.State.Open() {
		return "It is a draft already.", nil
	}
	return p.noDrop()
}

// noDrop says why the selected post cannot be taken back.
func (p *Pane) noDrop() (string, []any) {
	if e, ok := p.selected(); ok && !e.Free && plan.Loose(e.Post.State) {
		return "", nil
	}
	return p.noMove()
}

func (p *Pane) noProblem() (string, []any) {
	if len(p.data.Problems) == 0 {
		return "No gap and no clash in sight.", nil
	}
	return "", nil
}

func (p *Pane) noBrand() (string, []any) {
	if len(p.data.Brands) == 0 {
		return "There is no brand yet: ga adds one.", nil
	}
	return "", nil
}

// stay keeps the cursor on the post, wherever it goes.
func (p *Pane) stay() accounts.Post {
	e, _ := p.selected()
	p.follow = e.Key()
	return e.Post
}

// shift moves the selected post by an aim, and remembers it for a repetition.
func (p *Pane) shift(a plan.Aim) func() tea.Cmd {
	return func() tea.Cmd {
		p.last = func() tea.Cmd { return p.plan.Shift(p.stay().ID, a) }
		return p.last()
	}
}

// put gives the selected post an hour for good, and remembers it.
func (p *Pane) put(a plan.Aim) func() tea.Cmd {
	return func() tea.Cmd {
		p.last = func() tea.Cmd { return p.plan.Put(p.stay().ID, a) }
		return p.last()
	}
}

func (p *Pane) again() tea.Cmd { return p.last() }

func (p *Pane) hour() tea.Cmd   { return p.plan.AskHour(p.stay()) }
func (p *Pane) back() tea.Cmd   { return p.plan.Back(p.stay().ID) }
func (p *Pane) send() tea.Cmd   { return p.plan.Now(p.stay().ID) }
func (p *Pane) remove() tea.Cmd { return p.plan.Drop(p.stay()) }

// write opens the composer for the free slot under the cursor.
func (p *Pane) write() tea.Cmd {
	e, _ := p.selected()
	return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Brand: e.Brand, When: &e.When}})
}

// open opens what can still be written in the composer, and shows the rest in Status.
func (p *Pane) open() tea.Cmd {
	post := p.stay()
	if plan.Movable(post.State) {
		return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Post: post.ID}})
	}
	desk := p.desk
	return func() tea.Msg {
		ds, _, err := desk.Deliveries(accounts.DeliveryQuery{Brand: post.Brand, Post: post.ID}, "", 1)
		if err != nil {
			return pane.Failed{Doing: "reading the outbox", Err: err}
		}
		if len(ds) == 0 {
			return pane.Open{To: pane.Status}
		}
		return pane.Open{To: pane.Status, Arg: pane.Look{Record: ds[0].ID}}
	}
}
