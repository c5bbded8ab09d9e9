package drafts

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/figure"
	"vocero/ui/pane"
	"vocero/ui/plan"
	"vocero/ui/who"
	"vocero/ui/widget"
)

// Actions are the tab's keys.
func (p *Pane) Actions() []pane.Action {
	as := append(p.acts(), p.moves()...)
	if p.search != "" || p.list.Marked() > 0 {
		as = append(as, pane.Action{Name: "drafts.clear", Keys: pane.Press("esc"), Label: "clear", Help: "Clears the marks, then the search.", Run: p.clear, Footer: 1})
	}
	return as
}

// moves are the keys of the cursor, the filter and the search.
func (p *Pane) moves() []pane.Action {
	goes := func(f func(*widget.Window[accounts.Post]) widget.Need) func() tea.Cmd {
		return func() tea.Cmd { return tea.Batch(p.fetch(f(p.list)), p.rest()) }
	}
	type window = widget.Window[accounts.Post]
	return []pane.Action{
		{Name: "drafts.down", Keys: pane.Press("j", "down"), Label: "down", Help: "Moves down.", Run: goes((*window).Down)},
		{Name: "drafts.up", Keys: pane.Press("k", "up"), Label: "up", Help: "Moves up.", Run: goes((*window).Up)},
		{Name: "drafts.pagedown", Keys: pane.Press("ctrl+d", "pgdown"), Label: "page down", Help: "Moves down by a page.", Run: goes((*window).PageDown)},
		{Name: "drafts.pageup", Keys: pane.Press("ctrl+u", "pgup"), Label: "page up", Help: "Moves up by a page.", Run: goes((*window).PageUp)},
		{Name: "drafts.top", Keys: [][]string{{"g", "g"}, {"home"}}, Label: "top", Help: "Goes to the first row.", Run: goes((*window).Top)},
		{Name: "drafts.end", Keys: pane.Press("G", "end"), Label: "end", Help: "Goes to the last row.", Run: goes((*window).Bottom)},
		{Name: "drafts.filter", Keys: pane.Press("<", "l", "right"), Label: "filter", Help: "Shows what is open, planned, out, in trouble, or all.", Run: func() tea.Cmd { return p.turn(1) }, Footer: 7},
		{Name: "drafts.filterback", Keys: pane.Press("h", "left"), Label: "filter before", Help: "Goes to the filter before.", Run: func() tea.Cmd { return p.turn(-1) }},
		{Name: "drafts.search", Keys: pane.Press("/"), Label: "find", Help: "Finds words in all posts and drafts; Esc clears it.", Run: p.ask, Footer: 6},
		{Name: "drafts.match", Keys: pane.Press("n"), Label: "next match", Help: "Goes to the next post that was found.", Run: goes((*window).Down), Blocked: p.noSearch},
		{Name: "drafts.matchback", Keys: pane.Press("N"), Label: "match before", Help: "Goes to the post found before.", Run: goes((*window).Up), Blocked: p.noSearch},
		{Name: "drafts.mark", Keys: pane.Press("space"), Label: "mark", Help: "Marks the post; + then puts all marked ones into free slots.", Run: p.mark, Blocked: p.none},
	}
}

// acts are what can be done with the selected post.
func (p *Pane) acts() []pane.Action {
	loose := p.not(func(x accounts.Post) bool { return plan.Loose(x.State) }, "It is on its way or out already.")
	movable := p.not(func(x accounts.Post) bool { return plan.Movable(x.State) }, "It is on its way or out already.")
	published := p.not(func(x accounts.Post) bool { return !x.State.Open() && x.State != accounts.PostScheduled }, "Nothing of it is out.")
	return []pane.Action{
		{Name: "drafts.open", Keys: pane.Press("enter", "e"), Label: "open", Help: "Opens it in the composer.", Run: p.open, Blocked: p.none, Footer: 2},
		{Name: "drafts.slot", Keys: pane.Press("+"), Label: "next slot", Help: "Puts it, or what is marked, into the next free slot of its client.", Run: p.slot, Blocked: p.noSlot, Letter: true, Footer: 3},
		{Name: "drafts.hour", Keys: pane.Press("p"), Label: "hour", Help: "Asks for an hour and puts it there.", Run: p.with(p.o.Planner.AskHour), Blocked: movable, Letter: true, Footer: 4},
		{Name: "drafts.send", Keys: pane.Press("W"), Label: "send now", Help: "Sends it now, with twenty seconds to take it back.", Run: p.with(func(x accounts.Post) tea.Cmd { return p.o.Planner.Now(x.ID) }), Blocked: movable, Letter: true, Footer: 5},
		{Name: "drafts.back", Keys: pane.Press("b"), Label: "to draft", Help: "Takes it out of the calendar; the text stays.", Run: p.with(func(x accounts.Post) tea.Cmd { return p.o.Planner.Back(x.ID) }), Blocked: p.not(func(x accounts.Post) bool { return plan.Loose(x.State) && !x.State.Open() }, "It is not in the calendar.")},
		{Name: "drafts.clone", Keys: pane.Press("C"), Label: "copy", Help: "Makes a new draft with the same text, files and accounts.", Run: p.with(p.clone), Blocked: p.not(func(x accounts.Post) bool { return x.ID != "" && !x.Reply() }, "A reply is not copied: answer again from the mention.")},
		{Name: "drafts.idea", Keys: pane.Press("i"), Label: "idea", Help: "Makes a draft an idea, and an idea a draft.", Run: p.with(p.idea), Blocked: p.not(func(x accounts.Post) bool { return x.State == accounts.Idea || x.State == accounts.Draft }, "Only a draft can become an idea.")},
		{Name: "drafts.versions", Keys: pane.Press("v"), Label: "older texts", Help: "Shows what it said before.", Run: p.with(p.versions), Blocked: p.none},
		{Name: "drafts.browse", Keys: pane.Press("o"), Label: "browser", Help: "Opens what is out in the browser.", Run: p.with(p.browse), Blocked: published},
		{Name: "drafts.figures", Keys: pane.Press("F"), Label: "figures", Help: "Reads anew what the networks tell of what is out: likes, boosts, answers, views.", Run: func() tea.Cmd { return figure.Ask(p.o.Figures, p.carded()) }, Blocked: p.noFigures},
		{Name: "drafts.answers", Keys: pane.Press("A"), Label: "answers//to a post", Help: "Shows what was said to it, on all its networks.", Run: p.with(who.Answers), Blocked: published},
		{Name: "drafts.mend", Keys: pane.Press("E"), Label: "mend", Help: "Edits what is out, on the network.", Run: p.with(p.mend), Blocked: published, Letter: true},
		{Name: "drafts.unpublish", Keys: pane.Press("x"), Label: "delete on the network", Help: "Deletes what is out, on the network; the text stays here.", Run: p.with(p.unpublish), Blocked: published, Letter: true},
		{Name: "drafts.delete", Keys: pane.Press("D"), Label: "delete", Help: "Asks, then deletes it here; nothing of it may be out.", Run: p.with(p.o.Planner.Drop), Blocked: loose},
	}
}

// with runs something on the selected post.
func (p *Pane) with(f func(accounts.Post) tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		x, _ := p.list.Selected()
		return f(x)
	}
}

func (p *Pane) none() (string, []any) {
	if _, ok := p.list.Selected(); !ok {
		return "There is no post under the cursor.", nil
	}
	return "", nil
}

func (p *Pane) noSearch() (string, []any) {
	if p.search == "" {
		return "Nothing is searched for: / finds words.", nil
	}
	return "", nil
}

func (p *Pane) noSlot() (string, []any) {
	if p.list.Marked() > 0 {
		return "", nil
	}
	return p.not(func(x accounts.Post) bool { return plan.Movable(x.State) }, "It is on its way or out already.")()
}

// not blocks an action on posts that do not fit.
func (p *Pane) not(fits func(accounts.Post) bool, why string) func() (string, []any) {
	return func() (string, []any) {
		x, ok := p.list.Selected()
		switch {
		case !ok:
			return "There is no post under the cursor.", nil
		case !fits(x):
			return why, nil
		}
		return "", nil
	}
}

// open opens the composer; what is out is mended there.
func (p *Pane) open() tea.Cmd {
	x, _ := p.list.Selected()
	if plan.Loose(x.State) {
		return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Post: x.ID}})
	}
	if x.State == accounts.PostPublished {
		return p.mend(x)
	}
	return p.pick(x, "Which one?", func(d accounts.Delivery, _ accounts.Account) tea.Msg {
		return pane.Open{To: pane.Status, Arg: pane.Look{Record: d.ID}}
	}, func(accounts.Delivery) bool { return true })
}

// slot puts the marked posts, or the selected one, into free slots.
func (p *Pane) slot() tea.Cmd {
	ids := p.list.Targets()
	if p.list.Marked() == 0 {
		return p.o.Planner.Put(ids[0], plan.Next)
	}
	p.list.ClearMarks()
	return p.o.Planner.Fill(ids)
}

func (p *Pane) mark() tea.Cmd {
	p.list.ToggleMark()
	return tea.Batch(p.fetch(p.list.Down()), p.rest())
}

// turn goes to another filter.
func (p *Pane) turn(n int) tea.Cmd {
	p.search = ""
	p.filter = (p.filter + filters + filter(n)) % filters
	return p.load(true)
}

// ask asks for the words to find, in everything that was written.
func (p *Pane) ask() tea.Cmd {
	return pane.Send(pane.Ask{Title: "Find in posts and drafts", Label: "Words", Help: "All words must be in the text, the warning or the note; accents do not matter.", Value: p.search, Then: func(s string) tea.Cmd {
		if p.search == "" {
			p.before = p.filter
		}
		if p.search = strings.TrimSpace(s); p.search == "" {
			p.filter = p.before
		} else {
			p.filter = all
		}
		return p.load(true)
	}})
}

// clear takes the marks away, then the search.
func (p *Pane) clear() tea.Cmd {
	if p.list.Marked() > 0 {
		p.list.ClearMarks()
		return nil
	}
	p.search, p.filter = "", p.before
	return p.load(true)
}
