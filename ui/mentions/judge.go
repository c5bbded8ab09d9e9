package mentions

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/talk"
	"vocero/ui/who"
)

// atOnce bounds how many mentions one act on a whole list changes, so that it stays one step that can be taken back.
const atOnce = 2000

// targets finds the mentions an act concerns; it reads the store, so it runs in a command.
type targets func() ([]accounts.ID, error)

// targets are, as they stand when a key is pressed, the marked mentions, or the one under the cursor.
func (p *Pane) targets() targets {
	if !p.all {
		ids := p.win.Targets()
		return func() ([]accounts.ID, error) { return ids, nil }
	}
	desk, q := p.desk, p.query()
	return func() (ids []accounts.ID, err error) {
		at := accounts.Cursor("")
		for len(ids) < atOnce {
			got, err := desk.MentionPage(q, at, 200)
			if err != nil {
				return nil, err
			}
			for _, m := range got.Items {
				ids = append(ids, m.ID)
			}
			if at = got.After; at == "" {
				break
			}
		}
		return ids[:min(len(ids), atOnce)], nil
	}
}

// change stores one change to what it concerns. With on, the cursor goes to the next row at once, so that the next key is for that
// one. Marks are taken away: they were for this.
func (p *Pane) change(ids targets, doing string, u accounts.MentionUpdate, on bool) tea.Cmd {
	desk := p.desk
	return tea.Batch(p.acted(on), func() tea.Msg {
		list, err := ids()
		if err == nil && len(list) > 0 {
			err = desk.SetMention(list, u)
		}
		return outcome(doing, len(list), err)
	})
}

// acted takes the marks away, or moves the cursor on where nothing was marked.
func (p *Pane) acted(on bool) tea.Cmd {
	if p.marked() {
		p.unmark()
		return nil
	}
	if on && p.only == "" {
		return p.moved(p.win.Down())
	}
	return nil
}

// outcome says what became of a change; one mention alone needs no words, the list shows it.
func outcome(doing string, n int, err error) tea.Msg {
	switch {
	case err != nil:
		return pane.Failed{Doing: doing, Err: err}
	case n >= atOnce:
		return pane.Toast{Text: "%d mentions changed; there may be more: V and the key again.", Args: []any{n}}
	case n > 1:
		return pane.Toast{Text: "%d mentions changed; u takes it back.", Args: []any{n}}
	}
	return nil
}

func (p *Pane) done() tea.Cmd {
	state := accounts.Done
	return p.change(p.targets(), "putting the mention away", accounts.MentionUpdate{State: &state}, true)
}

func (p *Pane) renew() tea.Cmd {
	state := accounts.New
	return p.change(p.targets(), "making the mention new again", accounts.MentionUpdate{State: &state}, true)
}

// feel corrects the mood: the next of praise, neutral, question and complaint.
func (p *Pane) feel() tea.Cmd {
	m, _ := p.win.Selected()
	mood := m.Mood%accounts.Complaint + 1
	return p.change(p.targets(), "correcting the mood", accounts.MentionUpdate{Mood: &mood}, false)
}

// sooner asks the letter once more and sends the answer that cools.
func (p *Pane) sooner() tea.Cmd { return p.side.cool.Sooner(p.talk, p.know.accounts[p.side.m.Account]) }

// warm tells why there is nothing to send sooner.
func (p *Pane) warm() bar {
	return bar{Reason: "No heated answer of ours cools here.", on: func(m accounts.Mention) bool { return m.ID != p.side.m.ID || p.side.cool.Until(p.o.Now()).IsZero() }}
}

// snooze puts mentions off, each to the hour on the wall of its own client.
func (p *Pane) snooze(when accounts.Snooze) func() tea.Cmd {
	return func() tea.Cmd {
		desk, ids, now, know := p.desk, p.targets(), p.o.Now(), p.know
		return tea.Batch(p.acted(true), func() tea.Msg {
			list, err := ids()
			if err == nil {
				err = talk.PutOff(desk, list, know.brands, now, when)
			}
			return outcome("putting the mention off", len(list), err)
		})
	}
}

// tag asks for tags.
func (p *Pane) tag() tea.Cmd {
	m, _ := p.win.Selected()
	ids, known := p.targets(), slices.Clone(p.know.tags)
	for _, t := range m.Tags {
		known = append(known, "-"+t)
	}
	return pane.Send(pane.Ask{Title: "Tag", Label: "Tags", Help: "Several with spaces between; a leading - takes one away. Tab completes.", Complete: known, Check: talk.CheckTags, Then: func(s string) tea.Cmd {
		add, drop := talk.ParseTags(s)
		if len(add)+len(drop) == 0 {
			return nil
		}
		p.know.remember(add)
		return p.change(ids, "tagging the mention", accounts.MentionUpdate{AddTags: add, DropTags: drop}, false)
	}})
}

// note asks for a note.
func (p *Pane) note() tea.Cmd {
	ids := p.targets()
	return pane.Send(pane.Ask{Title: "Note", Label: "Note", Help: "It stays on this desk: nobody else reads it.", Then: func(s string) tea.Cmd {
		if strings.TrimSpace(s) == "" {
			return nil
		}
		return p.change(ids, "keeping the note", accounts.MentionUpdate{Note: s}, false)
	}})
}

// mark marks the row and goes on, or ends the marking of all.
func (p *Pane) mark() tea.Cmd {
	if p.all {
		p.unmark()
		return nil
	}
	p.win.ToggleMark()
	p.resize()
	return p.moved(p.win.Down())
}

func (p *Pane) rangeOf() tea.Cmd {
	p.all = false
	p.win.MarkRange()
	p.resize()
	return nil
}

func (p *Pane) markAll() tea.Cmd {
	p.all = !p.all
	p.resize()
	return nil
}

// unmark takes all marks away.
func (p *Pane) unmark() {
	p.all = false
	p.win.ClearMarks()
	p.resize()
}

// back leaves one thing: the text, the marks, the one mention, the search.
func (p *Pane) back() tea.Cmd {
	p.top = 0
	switch {
	case p.mode == talking:
		p.mode = p.from
		return p.load()
	case p.mode == reading:
		p.mode = list
	case p.marked():
		p.unmark()
	case p.only != "":
		p.only = ""
		return p.restart()
	case p.search == "" && !p.rel.Zero():
		return p.relate(who.Related{})
	default:
		return p.find("")
	}
	return nil
}
