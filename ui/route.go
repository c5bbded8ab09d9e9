package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// Update routes classes of message; the panes own the rest.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.now = m.o.Clock.Now()
	switch x := msg.(type) {
	case tea.WindowSizeMsg:
		return m, m.resize(x.Width, x.Height)
	case tea.BackgroundColorMsg:
		if d := x.IsDark(); d != m.dark && !m.o.Fixed {
			m.dark = d
			m.restyle()
		}
		return m, nil
	case tea.ColorProfileMsg:
		m.profile = x.Profile
		m.restyle()
		return m, nil
	case tea.KeyPressMsg:
		return m, m.key(x)
	case tea.PasteMsg:
		return m, m.paste(x)
	case tea.MouseClickMsg:
		return m, m.click(x.Mouse())
	case tea.MouseWheelMsg:
		return m, m.wheel(x.Mouse())
	case accounts.Changed:
		return m, m.changed()
	case known:
		return m, m.knew(x)
	case tickMsg:
		return m, m.ticked(x)
	case pane.Result:
		return m, m.result(x)
	}
	return m, m.asks(msg)
}

// asks carries out what the panes ask of the root; what it does not know goes to the front pane.
func (m *Model) asks(msg tea.Msg) tea.Cmd {
	switch x := msg.(type) {
	case pane.Open:
		return m.open(x)
	case pane.Close:
		return m.close()
	case pane.Confirm:
		return m.push(newLetter(m, x))
	case pane.Ask:
		return m.push(newAsk(x))
	case pane.Choose:
		return m.push(newChoose(x))
	case pane.Page:
		return m.push(newPage(x))
	case pane.Toast:
		return m.toasts.add(m.o.Clock, m.lang.T(x.Text, m.held(x.Args)...), false)
	case pane.Failed:
		return m.failed(x)
	case pane.AskPassphrase:
		return m.askPassphrase()
	case pane.Undo:
		return m.undo()
	case undone:
		return m.undid(x)
	case toastGone:
		m.toasts.drop(x.id)
		return nil
	case dialogMsg:
		return m.toDialog(x)
	case leaveMsg:
		return m.leave(Outcome(x))
	case keptMsg:
		return tea.Sequence(m.save(), tea.Quit)
	}
	return m.front().Update(msg)
}

// result hands an outcome to the pane that asked, unless it has been shown anew since.
func (m *Model) result(r pane.Result) tea.Cmd {
	if r.Gen != m.gens[r.To] {
		return nil
	}
	if p := m.find(r.To); p != nil {
		delete(m.awaits, r.To)
		c := p.Update(r.Msg)
		return tea.Batch(c, m.replay())
	}
	return nil
}

// find is a pane by its name, nil when there is none.
func (m *Model) find(id pane.ID) pane.Pane {
	for _, p := range append(append([]pane.Pane{}, m.o.Tabs...), m.o.Overlays...) {
		if p.ID() == id {
			return p
		}
	}
	return nil
}

// show makes a pane load what it shows; older results of it are dropped from here on.
func (m *Model) show(p pane.Pane, arg any) tea.Cmd {
	id := p.ID()
	m.gens[id]++
	m.stale[id] = false
	m.size(p)
	return p.Show(pane.Scope{Brand: m.scope, Gen: m.gens[id], Arg: arg})
}

// enter is show for a pane that the person goes to: her keys wait until it has read.
func (m *Model) enter(p pane.Pane, arg any) tea.Cmd {
	c := m.show(p, arg)
	m.openedAt = m.now
	if delete(m.awaits, p.ID()); c != nil {
		m.awaits[p.ID()] = true
	}
	return c
}

// changed reads the frame again and has the visible pane read again; the others are read when they are entered.
func (m *Model) changed() tea.Cmd {
	for _, p := range m.o.Tabs {
		m.stale[p.ID()] = true
	}
	cmds := []tea.Cmd{m.read()}
	if n := len(m.overlay); n > 0 {
		cmds = append(cmds, m.show(m.overlay[n-1], nil))
	}
	return tea.Batch(append(cmds, m.show(m.o.Tabs[m.tab], nil))...)
}

// open switches to a tab or puts an overlay on top.
func (m *Model) open(o pane.Open) tea.Cmd {
	if o.Brand != nil && *o.Brand != m.scope {
		m.previous, m.scope = m.scope, *o.Brand
	}
	for i, p := range m.o.Tabs {
		if p.ID() == o.To {
			m.overlay, m.tab = nil, i
			return tea.Batch(m.enter(p, o.Arg), m.save())
		}
	}
	p := m.find(o.To)
	if p == nil {
		return nil
	}
	if m.front() != p {
		m.overlay = append(m.overlay, p)
	}
	return tea.Batch(m.enter(p, o.Arg), m.save())
}

// close leaves the top overlay; what is beneath reads again.
func (m *Model) close() tea.Cmd {
	if n := len(m.overlay); n > 0 {
		m.overlay = m.overlay[:n-1]
	}
	m.ahead = nil
	return tea.Batch(m.enter(m.front(), nil), m.read(), m.save())
}

// save keeps where the desk is.
func (m *Model) save() tea.Cmd {
	if m.o.Save == nil {
		return nil
	}
	return m.o.Save(m.State())
}

// to switches the desk to a brand, or to all with "".
func (m *Model) to(brand accounts.ID) tea.Cmd {
	if brand == m.scope || brand == "" && len(m.know.brands) == 1 {
		return nil
	}
	m.previous, m.scope = m.scope, brand
	return tea.Batch(m.enter(m.o.Tabs[m.tab], nil), m.save())
}

// tickMsg is the frame's own clock: once a minute, once a second while something is about to leave.
type tickMsg struct{ at time.Time }

// tick asks for the next tick. One that comes sooner takes the place of one that was asked for.
func (m *Model) tick() tea.Cmd {
	now := m.o.Clock.Now()
	wait := now.Truncate(time.Minute).Add(time.Minute).Sub(now)
	if m.regrets() {
		wait = time.Second
	}
	at := now.Add(wait)
	if m.tickAt.After(now) && !at.Before(m.tickAt) {
		return nil
	}
	m.tickAt = at
	return m.o.Clock.After(wait, tickMsg{at})
}

// ticked moves the clock on.
func (m *Model) ticked(x tickMsg) tea.Cmd {
	if !x.at.Equal(m.tickAt) {
		return nil
	}
	m.tickAt = time.Time{}
	cmds := []tea.Cmd{m.tick(), m.front().Update(pane.Ticked{Now: m.now})}
	if m.regrets() {
		cmds = append(cmds, m.read())
	}
	return tea.Batch(cmds...)
}

// regrets tells whether the time to take something back is running: the seconds are shown. What waits for the network since does not
// have the desk read every second.
func (m *Model) regrets() bool { return m.leaving() > 0 && m.know.undo.Act == "delivery.cancelled" }

// leaving is how many deliveries can still be taken back.
func (m *Model) leaving() int {
	n := 0
	for _, t := range m.know.tallies {
		n += t.Leaving
	}
	return n
}
