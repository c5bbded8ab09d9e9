package ui

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// known is what a reading of the frame's facts brought.
type known struct {
	know knowledge
	err  error
}

// read reads what every frame shows. Readings do not pile up: one runs, and one more follows when something changed meanwhile.
func (m *Model) read() tea.Cmd {
	if m.reading {
		m.again = true
		return nil
	}
	m.reading = true
	desk := m.o.Desk
	return func() tea.Msg {
		k, err := learn(desk)
		return known{know: k, err: err}
	}
}

// learn reads brands, accounts and counters.
func learn(d Desk) (knowledge, error) {
	k := knowledge{byID: map[accounts.ID]accounts.Brand{}, accounts: map[accounts.ID]accounts.Account{}, first: map[accounts.ID]accounts.ID{},
		tallies: map[accounts.ID]accounts.Tally{}, spent: map[accounts.ID]accounts.Micros{}, loaded: true}
	var err error
	if k.brands, err = d.Brands(); err != nil {
		return k, err
	}
	for _, b := range k.brands {
		k.byID[b.ID] = b
		if b.Default != "" {
			k.first[b.ID] = b.Default
		}
	}
	as, err := d.Accounts("")
	if err != nil {
		return k, err
	}
	for _, a := range as {
		k.accounts[a.ID] = a
		if _, ok := k.first[a.Brand]; !ok {
			k.first[a.Brand] = a.ID
		}
	}
	ts, err := d.Tallies()
	if err != nil {
		return k, err
	}
	for _, t := range ts {
		k.tallies[t.Brand], k.spent[t.Brand] = t, t.Spent
	}
	k.undo, err = d.NextUndo()
	return k, err
}

// knew takes a reading in. The first one shows the first pane, opens the set-up where there is no brand, and the composer
// where it was left.
func (m *Model) knew(x known) tea.Cmd {
	m.reading = false
	var cmds []tea.Cmd
	if m.again {
		m.again = false
		cmds = append(cmds, m.read())
	}
	if x.err != nil {
		return tea.Batch(append(cmds, m.failed(pane.Failed{Doing: "reading the desk", Err: x.err}))...)
	}
	first, due := !m.know.loaded, m.reminders(x.know)
	m.know, m.globals = x.know, [2][]pane.Action{}
	if _, ok := m.know.byID[m.scope]; !ok {
		m.scope = ""
	}
	if _, ok := m.know.byID[m.previous]; !ok {
		m.previous = ""
	}
	alone := m.scope == "" && len(m.know.brands) == 1 // All of one is that one.
	if alone {
		m.scope = m.know.brands[0].ID
	}
	if !first {
		if alone {
			cmds = append(cmds, m.show(m.o.Tabs[m.tab], nil))
		}
		return tea.Batch(append(cmds, due, m.tick())...)
	}
	cmds = append(cmds, m.enter(m.o.Tabs[m.tab], nil), m.tick())
	if m.o.Missed {
		cmds = append(cmds, m.goFailed())
	}
	switch s := m.o.Start; {
	case len(m.know.brands) == 0 || s.Overlay == pane.Setup:
		cmds = append(cmds, m.open(pane.Open{To: pane.Setup}))
	case s.Overlay == pane.Compose && s.Post != "":
		cmds = append(cmds, m.open(pane.Open{To: pane.Compose, Arg: pane.Write{Post: s.Post}}))
	}
	if m.o.Locked != nil && m.o.Locked() {
		cmds = append(cmds, m.askPassphrase())
	}
	return tea.Batch(cmds...)
}

// brandByLetter finds a brand by its letter.
func (k knowledge) brandByLetter(l string) (accounts.Brand, bool) {
	for _, b := range k.brands {
		if string(b.Letter) == l {
			return b, true
		}
	}
	return accounts.Brand{}, false
}

// speaker is who would speak now: brand and account. No account means nobody speaks.
func (m *Model) speaker() (b accounts.Brand, a accounts.Account, more int) {
	if len(m.dialogs) > 0 {
		if d, ok := m.dialogs[len(m.dialogs)-1].(*letterDialog); ok && len(d.review.Accounts) > 0 {
			return m.know.byID[d.review.Brand], d.review.Accounts[0], len(d.review.Accounts) - 1
		}
	}
	p := m.front()
	if s, ok := p.(pane.Speaker); ok {
		brand, account := s.Speaks()
		if t, ok := p.(interface{ Others() int }); ok {
			more = t.Others()
		}
		if brand != "" || m.scope == "" || len(m.overlay) > 0 {
			return m.know.byID[brand], m.know.accounts[account], more
		}
	}
	if m.scope != "" {
		return m.know.byID[m.scope], m.know.accounts[m.know.first[m.scope]], 0
	}
	return accounts.Brand{}, accounts.Account{}, 0
}
