package compose

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/pane"
)

// Actions are the keys of the mode.
func (p *Pane) Actions() []pane.Action {
	switch p.mode {
	case writing:
		return p.writingActions()
	case polling:
		done := "Takes the answers and asks how long the poll is open."
		return []pane.Action{{Name: "compose.answers", Keys: pane.Press("ctrl+s", "esc"), Label: "answers done", Help: done, Run: p.endPoll, Typing: true, Footer: 1}}
	case reviewing:
		return append(p.departures(), p.reviewActions()...)
	}
	return append(append(p.departures(), p.orderActions()...), p.moreOrders()...)
}

// writingActions are those that run while plain keys are text.
func (p *Pane) writingActions() []pane.Action {
	send := pane.Action{Name: "compose.review", Keys: pane.Press("ctrl+s"), Label: "review", Help: "Shows the post as each network will; a reply goes straight to the letter.", Run: p.review, Typing: true, Footer: 1}
	if p.post.Reply() || p.mend != nil {
		send.Label, send.Letter = "send", true
	}
	return []pane.Action{send,
		{Name: "compose.orders", Keys: pane.Press("esc"), Label: "orders", Help: "From the text to the orders; Esc again leaves, and the draft is kept.", Run: p.toOrders, Typing: true, Footer: 2},
		p.versionAction(1, "tab"), p.versionAction(-1, "shift+tab"),
	}
}

func (p *Pane) versionAction(by int, key string) pane.Action {
	a := pane.Action{Name: "compose.version", Keys: pane.Press(key), Label: "per account", Help: "Goes from the text for all to a text of its own for each account.",
		Run: func() tea.Cmd { return p.turn(by) }, Blocked: p.oneText, Typing: true, Footer: 7}
	if by < 0 {
		a.Name, a.Label, a.Footer = "compose.version.before", "text before", 0
	}
	return a
}

// departures are the ways to leave. Each asks for the letter.
func (p *Pane) departures() []pane.Action {
	return []pane.Action{
		{Name: "compose.schedule", Keys: pane.Press("s"), Label: "schedule", Help: "Schedules it at the hour it has.", Letter: true, Run: func() tea.Cmd { return p.depart(draft.Way{When: p.post.When}) }, Blocked: p.noHour, Footer: p.hourFooter()},
		{Name: "compose.slot", Keys: pane.Press("+"), Label: "next slot", Help: "Schedules it in the client's next free slot.", Letter: true, Run: func() tea.Cmd { return p.depart(draft.Way{Slot: true}) }, Blocked: p.noPlan, Footer: 3},
		{Name: "compose.hour", Keys: pane.Press("p"), Label: "hour", Help: "Schedules it at an hour: 2026-12-01 09:00, tomorrow 9:00, fri 18:30.", Letter: true, Run: p.askHour, Blocked: p.noPlan, Footer: 4},
		{Name: "compose.now", Keys: pane.Press("W"), Label: "send now", Help: "Sends it now, with twenty seconds to take it back.", Letter: true, Run: func() tea.Cmd { return p.depart(draft.Way{Now: true}) }, Blocked: p.closed, Footer: 5},
	}
}

func (p *Pane) hourFooter() int {
	if p.post.When == nil {
		return 0
	}
	return 1
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
	return []pane.Action{
		review,
		{Name: "compose.write", Keys: pane.Press("e", "i"), Label: "text", Help: "Goes back to the text.", Run: p.toText, Blocked: p.shut, Footer: 1},
		{Name: "compose.media", Keys: pane.Press("m"), Label: "file", Help: "Attaches a file and asks for its description.", Run: p.askFile, Blocked: p.onlyText, Footer: 6},
		{Name: "compose.files", Keys: pane.Press("M"), Label: "files", Help: "Lists the files: description, focus, order, removal.", Run: p.listFiles, Blocked: p.noFiles},
		{Name: "compose.warning", Keys: pane.Press("w", "z"), Label: "warning", Help: "Puts a content warning before the text.", Run: p.askWarning, Blocked: p.shut, Footer: 9},
		{Name: "compose.visibility", Keys: pane.Press("v"), Label: "seen by", Help: "Changes who can read it; a reply is never wider than what it answers.", Run: p.nextVisibility, Blocked: p.onlyText, Footer: 10},
		{Name: "compose.language", Keys: pane.Press("a"), Label: "language", Help: "Says in which language it is.", Run: p.askLanguage, Blocked: p.onlyText},
		{Name: "compose.poll", Keys: pane.Press("o"), Label: "poll", Help: "Writes the answers of a poll, one a line; none takes the poll away.", Run: p.beginPoll, Blocked: p.onlyText},
		{Name: "compose.targets", Keys: pane.Press("t"), Label: "accounts", Help: "Chooses from which accounts of the client it leaves.", Run: p.chooseTargets, Blocked: p.fixed, Footer: 11},
		p.versionAction(1, "tab"), p.versionAction(-1, "shift+tab"),
	}
}

// moreOrders are the rarer ones.
func (p *Pane) moreOrders() []pane.Action {
	return []pane.Action{
		{Name: "compose.editor", Keys: pane.Press("E"), Label: "$EDITOR", Help: "Opens the text in your own editor.", Run: p.outside, Blocked: p.noEditor},
		{Name: "compose.revisions", Keys: pane.Press("R"), Label: "earlier", Help: "Lists earlier versions of the text, to go back to one.", Run: p.listRevisions, Blocked: p.noRevisions},
		{Name: "compose.note", Keys: pane.Press(";"), Label: "note", Help: "Keeps a note with the draft; it never leaves.", Run: p.askNote, Blocked: p.onlyText},
		{Name: "compose.tolerant", Keys: pane.Press("T"), Label: "may be late", Help: "Lets it go out up to an hour late instead of asking you.", Run: p.toggleLate, Blocked: p.onlyText},
		{Name: "compose.unschedule", Keys: pane.Press("b"), Label: "back to draft", Help: "Takes a scheduled post back to be written on.", Run: p.unschedule, Blocked: p.notScheduled, Footer: p.lockedFooter()},
		{Name: "compose.remove", Keys: pane.Press("D"), Label: "remove", Help: "Removes the draft, after a question.", Run: p.askRemove, Blocked: p.onlyText},
		{Name: "compose.leave", Keys: pane.Press("esc", "q"), Label: "leave", Help: "Leaves; the draft is kept.", Run: p.close, Footer: 8},
		{Name: "compose.down", Keys: pane.Press("j", "down"), Label: "down", Help: "Scrolls down.", Run: func() tea.Cmd { return p.Wheel(1) }},
		{Name: "compose.up", Keys: pane.Press("k", "up"), Label: "up", Help: "Scrolls up.", Run: func() tea.Cmd { return p.Wheel(-1) }},
	}
}

func (p *Pane) lockedFooter() int {
	if p.locked() {
		return 1
	}
	return 0
}

// shut says why nothing can be changed.
func (p *Pane) shut() (string, []any) {
	switch {
	case p.keep == nil:
		return "No text is open.", nil
	case p.locked():
		return "It is on its way or out: only a draft can be changed.", nil
	}
	return "", nil
}

// closed says why nothing can leave now.
func (p *Pane) closed() (string, []any) {
	if p.mend != nil && p.post.Text == p.old && p.seq == 0 {
		return "Nothing was changed yet.", nil
	}
	return p.shut()
}

// onlyText says that what is out changes in its text alone.
func (p *Pane) onlyText() (string, []any) {
	if p.mend != nil {
		return "Of what is out only text, warning and descriptions can be changed.", nil
	}
	return p.shut()
}

func (p *Pane) noPlan() (string, []any) {
	if p.mend != nil {
		return "What is out cannot be planned: W lets the change go.", nil
	}
	return p.shut()
}

func (p *Pane) noHour() (string, []any) {
	if p.post.When == nil {
		return "It has no hour yet: + takes the next slot, p asks for one.", nil
	}
	return p.noPlan()
}

func (p *Pane) oneText() (string, []any) {
	if len(p.post.Targets) < 2 {
		return "The post is for one account: it has one text.", nil
	}
	return "", nil
}

func (p *Pane) fixed() (string, []any) {
	if p.post.Reply() {
		return "A reply leaves only from the account addressed.", nil
	}
	return p.onlyText()
}

func (p *Pane) noFiles() (string, []any) {
	if len(p.post.Media) == 0 {
		return "There is no file yet: m attaches one.", nil
	}
	return p.shut()
}

func (p *Pane) noEditor() (string, []any) {
	if p.o.Edit == nil {
		return "No other editor can be opened here.", nil
	}
	return p.shut()
}

func (p *Pane) noRevisions() (string, []any) {
	if p.post.ID == "" || p.mend != nil {
		return "There is no earlier version yet.", nil
	}
	return p.shut()
}

func (p *Pane) notScheduled() (string, []any) {
	if p.keep == nil || p.mend != nil || p.post.State.Open() || p.post.State == accounts.PostPublished {
		return "It is not scheduled.", nil
	}
	return "", nil
}
