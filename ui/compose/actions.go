package compose

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// Actions are the keys of the mode.
func (p *Pane) Actions() []pane.Action {
	switch p.mode {
	case writing:
		return p.writingActions()
	case polling:
		done := "Takes the answers and asks how long the poll is open."
		return []pane.Action{{Name: "compose.answers", Keys: pane.Press("ctrl+s", "esc"), Label: "answers done", Help: done, Run: p.endPoll, Typing: true, Footer: 1}}
	case snipping:
		return []pane.Action{{Name: "compose.snippet.done", Keys: pane.Press("ctrl+s", "esc"), Label: "keep the snippet", Help: "Keeps the snippet; without text it is none.", Run: p.endSnippet, Typing: true, Footer: 1}}
	case fixing:
		return p.mender.Actions()
	case reviewing:
		return append(p.departures(), p.reviewActions()...)
	}
	return append(append(p.departures(), p.orderActions()...), p.moreOrders()...)
}

// writingActions are those that run while plain keys are text.
func (p *Pane) writingActions() []pane.Action {
	send := pane.Action{Name: "compose.review", Keys: pane.Press("ctrl+s"), Label: "review", Help: "Shows the post as each network will; a reply goes straight to the letter.", Run: p.toReview, Typing: true, Footer: 1}
	if p.s.Post.Reply() || p.s.Mend != nil {
		send.Label, send.Letter = "send", true
	}
	as := append(make([]pane.Action, 0, 16), send)
	if p.scribe.Open() {
		as = append(as, p.scribe.Actions()...)
	} else {
		as = append(as, pane.Action{Name: "compose.orders", Keys: pane.Press("esc"), Label: "orders", Help: "From the text to the orders; Esc again leaves, and the draft is kept.", Run: p.toOrders, Typing: true, Footer: 2},
			p.versionAction(1, "tab"), p.versionAction(-1, "shift+tab"))
	}
	return append(as, p.textActions()...)
}

// textActions are those that run in the text and among the orders alike.
func (p *Pane) textActions() []pane.Action {
	return []pane.Action{
		{Name: "compose.fix", Keys: pane.Press("f7"), Label: "spelling", Help: "Goes to the next misspelt word and offers what it might have to be.", Run: p.beginFix, Blocked: p.noFix, Typing: true, Footer: p.whenFixes()},
		{Name: "compose.finding", Keys: pane.Press("f6"), Label: "next finding", Help: "Goes to the next thing that was found, also in another account's text.", Run: p.goFinding(1), Blocked: p.noFinding, Typing: true},
		{Name: "compose.finding.before", Keys: pane.Press("shift+f6"), Label: "finding before", Help: "Goes to the thing found before.", Run: p.goFinding(-1), Blocked: p.noFinding, Typing: true},
		{Name: "compose.guide", Keys: pane.Press("f2"), Label: "style guide", Help: "Shows how the client speaks.", Run: p.hand.Guide, Blocked: p.hand.NoGuide, Typing: true},
		{Name: "compose.part.next", Keys: pane.Press("ctrl+down"), Label: "next part", Help: "Goes to the next part of a thread.", Run: p.toPart(1), Blocked: p.hand.NoParts, Typing: true},
		{Name: "compose.part.before", Keys: pane.Press("ctrl+up"), Label: "part before", Help: "Goes to the part before.", Run: p.toPart(-1), Blocked: p.hand.NoParts, Typing: true},
		{Name: "compose.undo", Keys: pane.Press("alt+z", "ctrl+_", "ctrl+/"), Label: "undo", Help: "Takes back what was typed last, also after the text was closed and opened again.", Run: p.step((*widget.Editor).Undo), Blocked: p.noUndo, Typing: true},
		{Name: "compose.redo", Keys: pane.Press("ctrl+r", "alt+y"), Label: "redo", Help: "Does again what was taken back.", Run: p.step((*widget.Editor).Redo), Blocked: p.noRedo, Typing: true},
	}
}

// whenFixes puts the spelling into the footer while there is something to mend.
func (p *Pane) whenFixes() int {
	for _, f := range p.s.Found {
		if f.Rule == "spelling" {
			return 3
		}
	}
	return 0
}

func (p *Pane) versionAction(by int, key string) pane.Action {
	a := pane.Action{Name: "compose.version", Keys: pane.Press(key), Label: "per account", Help: "Goes from the text for all to a text of its own for each account.",
		Run: func() tea.Cmd { return p.turn(by) }, Blocked: p.oneText, Typing: true, Footer: 7}
	if by < 0 {
		a.Name, a.Label = "compose.version.before", "text before"
	}
	if by < 0 || len(p.s.Post.Targets) < 2 {
		a.Footer = 0
	}
	return a
}

// departures are the ways to leave. Each asks for the letter.
func (p *Pane) departures() []pane.Action {
	return []pane.Action{
		{Name: "compose.schedule", Keys: pane.Press("s"), Label: "schedule", Help: "Schedules it at the hour it has.", Letter: true, Run: func() tea.Cmd { return p.gate.Depart(draft.Way{When: p.s.Post.When}) }, Blocked: p.noHour, Footer: first(p.s.Post.When != nil)},
		{Name: "compose.slot", Keys: pane.Press("+"), Label: "next slot", Help: "Schedules it in the client's next free slot.", Letter: true, Run: func() tea.Cmd { return p.gate.Depart(draft.Way{Slot: true}) }, Blocked: p.noPlan, Footer: 3},
		{Name: "compose.hour", Keys: pane.Press("p"), Label: "hour", Help: "Schedules it at an hour: 2026-12-01 09:00, tomorrow 9:00, fri 18:30.", Letter: true, Run: func() tea.Cmd {
			return p.hand.Hour(func(w accounts.When) tea.Cmd { return p.gate.Depart(draft.Way{When: &w}) })
		}, Blocked: p.noPlan, Footer: 4},
		{Name: "compose.now", Keys: pane.Press("W"), Label: "send now", Help: "Sends it now, with twenty seconds to take it back.", Letter: true, Run: func() tea.Cmd { return p.gate.Depart(draft.Way{Now: true}) }, Blocked: p.closed, Footer: 5},
	}
}

// first puts an action first in the footer, or leaves it out.
func first(shown bool) int {
	if shown {
		return 1
	}
	return 0
}

// reviewActions are those of the review besides the departures.
func (p *Pane) reviewActions() []pane.Action {
	return []pane.Action{
		{Name: "compose.write", Keys: pane.Press("e", "i"), Label: "text", Help: "Goes back to the text.", Run: p.toText, Footer: 6},
		{Name: "compose.back", Keys: pane.Press("esc", "q"), Label: "orders", Help: "From the review to the orders; nothing leaves.", Run: p.toOrders, Footer: 8},
		{Name: "compose.down", Keys: pane.Press("j", "down", "pgdown"), Label: "down", Help: "Scrolls down.", Run: func() tea.Cmd { return p.Wheel(p.h / 2) }},
		{Name: "compose.up", Keys: pane.Press("k", "up", "pgup"), Label: "up", Help: "Scrolls up.", Run: func() tea.Cmd { return p.Wheel(-p.h / 2) }},
	}
}

// orderActions are what is ordered most.
func (p *Pane) orderActions() []pane.Action {
	review := p.writingActions()[0]
	review.Blocked, review.Footer = p.closed, 2
	text := p.textActions()
	for i, key := range map[int]string{0: "f", 1: "n", 2: "N", 3: "S"} { // What F-keys do in the text, plain keys do here, too.
		text[i].Keys = append(pane.Press(key), text[i].Keys...)
	}
	return append([]pane.Action{
		review,
		{Name: "compose.write", Keys: pane.Press("e", "i"), Label: "text", Help: "Goes back to the text.", Run: p.toText, Blocked: p.hand.Shut, Footer: 1},
		p.versionAction(1, "tab"), p.versionAction(-1, "shift+tab"),
	}, append(p.hand.Actions(), text...)...)
}

// moreOrders are the rarer ones.
func (p *Pane) moreOrders() []pane.Action {
	return []pane.Action{
		{Name: "compose.snippets", Keys: pane.Press(","), Label: "snippets", Help: "Lists snippets and groups of hashtags: into the text, new, change, remove.", Run: p.menu.List, Blocked: p.hand.NoText},
		{Name: "compose.editor", Keys: pane.Press("E"), Label: "$EDITOR", Help: "Opens the text in your own editor.", Run: p.outside, Blocked: p.hand.NoEditor},
		{Name: "compose.unschedule", Keys: pane.Press("b"), Label: "back to draft", Help: "Takes a scheduled post back to be written on.", Run: p.hand.Unschedule, Blocked: p.hand.NotScheduled, Footer: first(p.s.Locked())},
		{Name: "compose.remove", Keys: pane.Press("D"), Label: "remove", Help: "Removes the draft, after a question.", Run: p.askRemove, Blocked: p.hand.OnlyText},
		{Name: "compose.leave", Keys: pane.Press("esc", "q"), Label: "leave", Help: "Leaves; the draft is kept.", Run: p.close, Footer: 8},
		{Name: "compose.down", Keys: pane.Press("j", "down"), Label: "down", Help: "Scrolls down.", Run: func() tea.Cmd { return p.Wheel(1) }},
		{Name: "compose.up", Keys: pane.Press("k", "up"), Label: "up", Help: "Scrolls up.", Run: func() tea.Cmd { return p.Wheel(-1) }},
	}
}

// closed says why nothing can leave now.
func (p *Pane) closed() (string, []any) {
	if p.s.Mend != nil && p.s.Post.Text == p.s.Old && p.seq == 0 {
		return "Nothing was changed yet.", nil
	}
	return p.hand.Shut()
}

func (p *Pane) noPlan() (string, []any) {
	if p.s.Mend != nil {
		return "What is out cannot be planned: W lets the change go.", nil
	}
	return p.hand.Shut()
}

func (p *Pane) noHour() (string, []any) {
	if p.s.Post.When == nil {
		return "It has no hour yet: + takes the next slot, p asks for one.", nil
	}
	return p.noPlan()
}

func (p *Pane) oneText() (string, []any) {
	if len(p.s.Post.Targets) < 2 {
		return "The post is for one account: it has one text.", nil
	}
	return "", nil
}
