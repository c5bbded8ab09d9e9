package today

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// Actions are the tab's keys.
func (p *Pane) Actions() []pane.Action {
	move := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			p.step(n)
			return nil
		}
	}
	return []pane.Action{
		{Name: "today.open", Keys: pane.Press("enter"), Label: "go there", Help: "Goes to the mention, the post or the failure of the row.", Run: p.open, Blocked: p.none, Footer: 1},
		{Name: "today.reply", Keys: pane.Press("r"), Label: "reply", Help: "Answers the mention from the account addressed.", Run: p.reply, Blocked: p.noMention, Footer: 2},
		{Name: "today.done", Keys: pane.Press("x"), Label: "done", Help: "Puts the mention away as done.", Run: p.done, Blocked: p.noMention, Footer: 3},
		{Name: "today.down", Keys: pane.Press("j", "down"), Label: "down", Help: "Moves down.", Run: move(1)},
		{Name: "today.up", Keys: pane.Press("k", "up"), Label: "up", Help: "Moves up.", Run: move(-1)},
		{Name: "today.top", Keys: [][]string{{"g", "g"}, {"home"}}, Label: "top", Help: "Goes to the first row.", Run: move(-1 << 20)},
		{Name: "today.end", Keys: pane.Press("G", "end"), Label: "end", Help: "Goes to the last row.", Run: move(1 << 20)},
		{Name: "today.pagedown", Keys: pane.Press("ctrl+d", "pgdown"), Label: "page down", Help: "Moves down by a page.", Run: func() tea.Cmd { return p.Wheel(p.rows()) }},
		{Name: "today.pageup", Keys: pane.Press("ctrl+u", "pgup"), Label: "page up", Help: "Moves up by a page.", Run: func() tea.Cmd { return p.Wheel(-p.rows()) }},
	}
}

func (p *Pane) none() (string, []any) {
	if _, ok := p.selected(); !ok {
		return "There is nothing to do here.", nil
	}
	return "", nil
}

func (p *Pane) noMention() (string, []any) {
	if it, ok := p.selected(); !ok || it.kind != answer {
		return "This row is no mention.", nil
	}
	return "", nil
}

// open goes where the row can be dealt with.
func (p *Pane) open() tea.Cmd {
	it, _ := p.selected()
	switch it.kind {
	case trouble, hand, warned:
		return pane.Send(pane.Open{To: pane.Status, Arg: pane.Look{Record: it.id}})
	case answer:
		return pane.Send(pane.Open{To: pane.Mentions, Arg: pane.Look{Record: it.id}})
	}
	return pane.Send(pane.Open{To: pane.Calendar, Arg: pane.Look{Record: it.id}})
}

func (p *Pane) reply() tea.Cmd {
	it, _ := p.selected()
	return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Mention: it.id}})
}

// done puts the mention away.
func (p *Pane) done() tea.Cmd {
	it, _ := p.selected()
	desk, state := p.desk, accounts.Done
	return func() tea.Msg {
		if err := desk.SetMention([]accounts.ID{it.id}, accounts.MentionUpdate{State: &state}); err != nil {
			return pane.Failed{Doing: "putting the mention away", Err: err}
		}
		return nil
	}
}
