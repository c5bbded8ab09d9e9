package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// undone is what a take-back brought.
type undone struct {
	what accounts.Undone
	err  error
}

// noUndo says why nothing can be taken back.
func (m *Model) noUndo() (string, []any) {
	if m.know.undo.Act == "" {
		return "There is nothing to take back.", nil
	}
	return "", nil
}

// undo takes back the newest thing.
func (m *Model) undo() tea.Cmd {
	desk := m.o.Desk
	return func() tea.Msg {
		u, err := desk.Undo()
		return undone{u, err}
	}
}

// undid says what was taken back.
func (m *Model) undid(x undone) tea.Cmd {
	if errors.Is(x.err, accounts.ErrNotFound) {
		return m.toasts.add(m.o.Clock, m.lang.T("There is nothing to take back."), false)
	}
	if x.err != nil {
		return m.failed(pane.Failed{Doing: "taking back", Err: x.err})
	}
	said := m.toasts.add(m.o.Clock, m.lang.T("Taken back: %s", m.lang.T(undoName(x.what.Act))), false)
	if !x.what.Cools.IsZero() && len(m.overlay) == 0 { // A heated answer: she reads it again.
		return tea.Batch(said, pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Post: x.what.Subject}}))
	}
	return said
}

// undoName is the text key of an act that can be taken back.
func undoName(act string) string {
	if k, ok := undoNames[act]; ok {
		return k
	}
	return act
}

var undoNames = map[string]string{
	"delivery.cancelled": "what was about to leave", "mention.new": "a mention back among the new", "mention.waiting": "a mention set to waiting", "mention.done": "a mention put away", "mention.snoozed": "a snooze",
	"mention.tagged": "a tag", "mention.noted": "a note", "mention.changed": "a change to a mention", "mention.mood": "a mood", "post.added": "a new draft", "post.saved": "a change to a draft", "post.removed": "a removed draft",
	"post.moved": "a moved post", "post.scheduled": "a scheduled post", "brand.changed": "a change to a brand",
	"snippet.added": "a new snippet", "snippet.changed": "a change to a snippet", "snippet.removed": "a removed snippet",
}

// noFailed says that all is well.
func (m *Model) noFailed() (string, []any) {
	for _, t := range m.know.tallies {
		if t.Trouble+t.ByHand > 0 {
			return "", nil
		}
	}
	return "Nothing has failed.", nil
}

// goFailed goes to the outbox in Status, which lists trouble first.
func (m *Model) goFailed() tea.Cmd {
	all := accounts.ID("")
	return pane.Send(pane.Open{To: pane.Status, Arg: pane.Trouble{}, Brand: &all})
}

// pause holds or resumes: one client with its letter, or all with *.
func (m *Model) pause() tea.Cmd {
	var cs []pane.Choice
	var ids []accounts.ID
	for _, b := range m.know.brands {
		word := m.lang.T("pause %s", b.Name)
		if b.Paused() {
			word = m.lang.T("resume %s", b.Name)
		}
		cs, ids = append(cs, pane.Choice{Key: string(b.Letter), Label: word}), append(ids, b.ID)
	}
	cs = append(cs, pane.Choice{Key: "*", Label: m.lang.T("pause all")})
	return m.push(newChoose(pane.Choose{Title: m.lang.T("Whose queue is to stop?"), Choices: cs, Then: func(i int) tea.Cmd {
		if i == len(ids) {
			return m.askReason(ids)
		}
		if m.know.byID[ids[i]].Paused() {
			return m.setPause(ids[i:i+1], nil)
		}
		return m.askReason(ids[i : i+1])
	}}))
}

// askReason asks why the queue stops: it stands in the frame and in the journal.
func (m *Model) askReason(ids []accounts.ID) tea.Cmd {
	return pane.Send(pane.Ask{Title: m.lang.T("Pause"), Label: m.lang.T("Reason"), Help: m.lang.T("Enter pauses at once; nothing leaves until you resume."),
		Then: func(s string) tea.Cmd { return m.setPause(ids, &accounts.Pause{Since: m.o.Clock.Now(), Reason: s}) }})
}

// setPause stores the switch for each brand.
func (m *Model) setPause(ids []accounts.ID, p *accounts.Pause) tea.Cmd {
	desk := m.o.Desk
	return func() tea.Msg {
		for _, id := range ids {
			if err := desk.PauseBrand(id, p); err != nil {
				return pane.Failed{Doing: "pausing", Err: err}
			}
		}
		if p == nil {
			return pane.Toast{Text: "Resumed. What was held leaves at its hour; what is late is asked about."}
		}
		return pane.Toast{Text: "Paused: nothing leaves. !! resumes."}
	}
}

// askBrand asks for a brand by its letter.
func (m *Model) askBrand(title string, then func(accounts.Brand) tea.Cmd) tea.Cmd {
	bs := m.know.brands
	cs := make([]pane.Choice, len(bs))
	for i, b := range bs {
		cs[i] = pane.Choice{Key: string(b.Letter), Label: b.Name, Detail: m.lang.T(kindWord(b.Kind))}
	}
	if len(bs) == 0 {
		return pane.Send(pane.Open{To: pane.Setup})
	}
	return m.push(newChoose(pane.Choose{Title: title, Choices: cs, Then: func(i int) tea.Cmd { return then(bs[i]) }}))
}

// askPassphrase opens the vault after the first frame.
func (m *Model) askPassphrase() tea.Cmd {
	unlock := m.o.Unlock
	return m.push(newSecret(m.lang.T("The vault is locked"), m.lang.T("Passphrase"),
		m.lang.T("Esc works on without it: everything but sending and fetching."), func(s string) tea.Cmd {
			return func() tea.Msg {
				if err := unlock(accounts.NewSecret(s)); err != nil {
					return pane.Failed{Doing: "opening the vault", Err: err}
				}
				return pane.Toast{Text: "The vault is open."}
			}
		}))
}

// leaveMsg ends the program with an outcome.
type leaveMsg Outcome

// leaveAs leaves without a question.
func (m *Model) leaveAs(o Outcome) tea.Cmd { return pane.Send(leaveMsg(o)) }

// leave lets the front pane store what is typed, keeps the place, and ends the program.
func (m *Model) leave(o Outcome) tea.Cmd {
	m.quit = o
	var keep tea.Cmd
	if s, ok := m.front().(pane.Stayer); ok {
		keep = s.Leave()
	}
	return tea.Sequence(keep, pane.Send(keptMsg{}))
}

// keptMsg says that what was typed is stored: a new draft has its name now, and the place can be kept with it.
type keptMsg struct{}

// askQuit leaves; while something can still be taken back it asks what becomes of it.
func (m *Model) askQuit() tea.Cmd {
	n := m.leaving()
	if n == 0 || m.asked {
		return m.leaveAs(Quit)
	}
	return m.push(newChoose(pane.Choose{Title: m.lang.N(n, "%d thing is about to leave", "%d things are about to leave"), Choices: []pane.Choice{
		{Key: "w", Label: m.lang.T("wait here until it is out")},
		{Key: "r", Label: m.lang.T("leave it"), Detail: m.lang.T("vocero run, or the next desk, sends it")},
		{Key: "u", Label: m.lang.T("take it back and quit")},
	}, Then: func(i int) tea.Cmd {
		switch i {
		case 1:
			return m.leaveAs(Quit)
		case 2:
			m.asked = true
			return tea.Sequence(m.undoAll(n), m.leaveAs(Quit))
		}
		return nil
	}}))
}

// undoAll takes back what is about to leave.
func (m *Model) undoAll(n int) tea.Cmd {
	desk := m.o.Desk
	return func() tea.Msg {
		for range n {
			next, err := desk.NextUndo()
			if err != nil || next.Act != "delivery.cancelled" {
				return nil
			}
			if _, err := desk.Undo(); err != nil {
				return pane.Failed{Doing: "taking back", Err: err}
			}
		}
		return nil
	}
}
