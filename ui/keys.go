package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// key routes one press: dialog, quit, typing, the pane's actions, the global ones.
func (m *Model) key(k tea.KeyPressMsg) tea.Cmd {
	before := m.lastByte
	m.lastByte = m.now
	m.toasts.seen()
	if n := len(m.dialogs); n > 0 {
		return m.dialogKey(m.dialogs[n-1], k, before)
	}
	s := k.String()
	if s == "ctrl+c" {
		return m.askQuit()
	}
	if m.small() {
		return nil
	}
	if len(m.ahead) > 0 && !m.replaying {
		return m.after(k)
	}
	if m.waits(k) {
		return nil
	}
	typing := m.typing()
	if typing && plain(k) && m.chord == "" {
		return m.do(m.front().Update(k))
	}
	if s == "esc" && m.chord != "" {
		m.chord = ""
		return nil
	}
	chord := m.chord + s
	if m.chord != "" {
		chord = m.chord + " " + s
	}
	m.chord = ""
	own := m.front().Actions()
	if c, found := m.press(own, chord, typing); found {
		return c
	}
	if c, found := m.press(m.beyond(own), chord, typing); found {
		return c
	}
	if m.chord == "" && typing {
		return m.do(m.front().Update(k))
	}
	return nil
}

// press runs the action that a chord names, and notes when others begin with it.
func (m *Model) press(as []pane.Action, chord string, typing bool) (tea.Cmd, bool) {
	for _, a := range as {
		if typing && !a.Typing {
			continue
		}
		for _, ks := range m.keysOf(a) {
			full := strings.Join(ks, " ")
			if full == chord {
				return m.run(a), true
			}
			if strings.HasPrefix(full, chord+" ") {
				m.chord = chord
			}
		}
	}
	return nil, false
}

// plain tells whether a press is text while typing: it has no ctrl or alt, and is no Esc, Tab or function key.
func plain(k tea.KeyPressMsg) bool {
	if k.Mod&(tea.ModCtrl|tea.ModAlt|tea.ModMeta|tea.ModSuper) != 0 {
		return false
	}
	if k.Code >= tea.KeyF1 && k.Code <= tea.KeyF20 {
		return false
	}
	return k.Code != tea.KeyEscape && k.Code != tea.KeyTab
}

// typing tells whether the front pane takes plain keys as text.
func (m *Model) typing() bool {
	t, ok := m.front().(pane.Typist)
	return ok && t.Typing()
}

// actions are what can be done now, innermost first.
func (m *Model) actions() []pane.Action {
	own := m.front().Actions()
	return append(own, m.beyond(own)...)
}

// beyond are the actions besides the pane's own. Where the pane makes its own thing with c, the desk's c is left out. The slice is
// not the caller's.
func (m *Model) beyond(own []pane.Action) []pane.Action {
	c := func(a pane.Action) bool {
		return slices.ContainsFunc(m.keysOf(a), func(ks []string) bool { return len(ks) == 1 && ks[0] == "c" })
	}
	if !slices.ContainsFunc(own, c) {
		return m.global()
	}
	return slices.DeleteFunc(slices.Clone(m.global()), func(a pane.Action) bool { return a.Name == "write" && c(a) })
}

// keysOf are an action's keys: those of config.toml, else its own.
func (m *Model) keysOf(a pane.Action) [][]string {
	if ks, ok := m.keys[a.Name]; ok {
		return ks
	}
	return a.Keys
}

// keyText is the first way to press an action, as people read it.
func (m *Model) keyText(a pane.Action) string {
	a.Keys = m.keysOf(a)
	return a.Key()
}

// run runs an action, or says why it cannot run now.
func (m *Model) run(a pane.Action) tea.Cmd {
	if why, args := a.Why(); why != "" {
		return m.toasts.add(m.o.Clock, m.lang.T(why, args...), false)
	}
	if a.Run == nil {
		return nil
	}
	return m.do(a.Run())
}

// mostAhead bounds what is typed ahead, in keys and pastes.
const mostAhead = 4096

// openTime is how long keys wait at most for what a pane was opened with: a disk that hangs must not hold them for ever.
const openTime = time.Second

// opening tells whether the front pane still waits for what it was opened with.
func (m *Model) opening() bool {
	if m.now.Sub(m.openedAt) > openTime {
		return false
	}
	if !m.know.loaded || m.awaits[m.front().ID()] {
		return true
	}
	o, ok := m.front().(pane.Opener)
	return ok && o.Opening()
}

// Starting tells the screen that the first frame would say little yet.
func (m *Model) Starting() bool { return m.opening() }

// waits keeps a key or a paste for a pane that is still opening.
func (m *Model) waits(msg tea.Msg) bool {
	if !m.opening() {
		return false
	}
	if len(m.ahead) < mostAhead {
		m.ahead = append(m.ahead, msg)
	}
	return true
}

// replay hands over what was typed ahead, once the pane is open.
func (m *Model) replay() tea.Cmd {
	if m.replaying {
		return nil
	}
	m.replaying = true
	defer func() { m.replaying = false }()
	var cmds []tea.Cmd
	for len(m.ahead) > 0 && !m.opening() { // One of them may open the next pane: the rest waits for that.
		msg := m.ahead[0]
		m.ahead = m.ahead[1:]
		_, c := m.Update(msg)
		cmds = append(cmds, c)
	}
	return tea.Batch(cmds...)
}

// after puts a key behind what waits already, and lets all go that can.
func (m *Model) after(k tea.KeyPressMsg) tea.Cmd {
	m.ahead = append(m.ahead, k)
	return m.replay()
}

// do takes what a command asks of the root at once; every other command is left to the program.
func (m *Model) do(c tea.Cmd) tea.Cmd {
	if msg, ok := pane.Sent(c); ok {
		_, c = m.Update(msg)
	}
	return c
}

// parseKeys reads the keys of config.toml: "x", "g f", "ctrl+s".
func parseKeys(ks []string) [][]string {
	out := make([][]string, 0, len(ks))
	for _, k := range ks {
		if f := strings.Fields(k); len(f) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// paste gives pasted text to who is typing; it is never an action.
func (m *Model) paste(p tea.PasteMsg) tea.Cmd {
	m.lastByte = m.now
	if n := len(m.dialogs); n > 0 {
		return m.dialogs[n-1].paste(m, p.Content)
	}
	if m.waits(p) {
		return nil
	}
	if m.typing() {
		return m.front().Update(p)
	}
	return m.toasts.add(m.o.Clock, m.lang.T("Pasted text goes into the composer: c writes a new post."), false)
}

// click selects in the pane or the tab under the mouse; it confirms nothing.
func (m *Model) click(e tea.Mouse) tea.Cmd {
	m.lastByte = m.now
	if len(m.dialogs) > 0 {
		m.jostle()
		return nil
	}
	if m.small() {
		return nil
	}
	if e.Y == 1 && len(m.overlay) == 0 {
		if i, ok := m.tabAt(e.X); ok {
			return m.open(pane.Open{To: m.o.Tabs[i].ID()})
		}
		return nil
	}
	b := m.layout().body
	if c, ok := m.front().(pane.Clicker); ok && e.Y >= b.y && e.Y < b.y+b.h && e.X >= b.x && e.X < b.x+b.w {
		return c.Click(e.X-b.x, e.Y-b.y)
	}
	return nil
}

// jostle drops a letter that is about to count: the mouse is a byte as any other.
func (m *Model) jostle() {
	if n := len(m.dialogs); n > 0 {
		if d, ok := m.dialogs[n-1].(*letterDialog); ok {
			_ = d.paste(m, "")
		}
	}
}

// wheel scrolls what is under the mouse.
func (m *Model) wheel(e tea.Mouse) tea.Cmd {
	m.lastByte = m.now
	m.jostle()
	n := 3
	if e.Button == tea.MouseWheelUp {
		n = -3
	}
	if k := len(m.dialogs); k > 0 {
		if p, ok := m.dialogs[k-1].(*pageDialog); ok {
			p.scroll(n)
		}
		return nil
	}
	if c, ok := m.front().(pane.Clicker); ok && !m.small() {
		return c.Wheel(n)
	}
	return nil
}

// global are the actions of every screen. They are made anew only when the brands were read; the slice is not the caller's.
func (m *Model) global() []pane.Action {
	i := min(1, len(m.overlay))
	if m.globals[i] == nil {
		m.globals[i] = m.everywhere()
	}
	return m.globals[i]
}

func (m *Model) everywhere() []pane.Action {
	as := []pane.Action{
		{Name: "undo", Keys: pane.Press("u", "f9"), Label: "take back", Help: "Takes back the newest thing: what is about to leave first, then the newest change here.", Run: m.undo, Blocked: m.noUndo, Typing: true},
		{Name: "palette", Keys: pane.Press(":"), Label: "command", Help: "Finds any action by its name.", Run: m.palette},
		{Name: "help", Keys: pane.Press("?", "f1"), Label: "help", Help: "Shows every key of this screen.", Run: m.help, Typing: true},
		{Name: "failed", Keys: pane.Chord("g", "f"), Label: "failed", Help: "Goes to what failed or wants a decision.", Run: m.goFailed, Blocked: m.noFailed},
		{Name: "pause", Keys: [][]string{{"!", "!"}, {"f8"}}, Label: "pause", Help: "Holds everything a client would send, or all clients; again resumes.", Run: m.pause, Typing: true},
		{Name: "write", Keys: pane.Press("c"), Label: "write", Help: "Writes a new post.", Run: m.write, Footer: 90},
		{Name: "next.tab", Keys: pane.Press("tab"), Label: "next tab", Help: "Goes to the next tab.", Run: func() tea.Cmd { return m.stepTab(1) }},
		{Name: "previous.tab", Keys: pane.Press("shift+tab"), Label: "previous tab", Help: "Goes to the tab before.", Run: func() tea.Cmd { return m.stepTab(-1) }},
		{Name: "brand.previous", Keys: pane.Chord("'", "'"), Label: "client before", Help: "Goes back to the client before.", Run: func() tea.Cmd { return m.to(m.previous) }},
		{Name: "brand.all", Keys: pane.Chord("'", "*"), Label: "all clients", Help: "Shows all clients at once; each act leaves from the account of its row.", Run: func() tea.Cmd { return m.to("") }},
		{Name: "suspend", Keys: pane.Press("ctrl+z"), Label: "suspend", Help: "Gives the desk up and stops the program until fg.", Run: func() tea.Cmd { return m.leaveAs(Suspended) }, Typing: true},
		{Name: "setup", Keys: pane.Chord("g", "a"), Label: "set up", Help: "Adds a brand or an account.", Run: func() tea.Cmd { return pane.Send(pane.Open{To: pane.Setup}) }},
		{Name: "rules", Keys: pane.Chord("g", "r"), Label: "client's rules", Help: "Writes the style guide of a client, and switches its checks off and on.", Run: m.rules},
		{Name: "quit", Keys: pane.Press("q"), Label: "quit", Help: "Leaves the desk; everything typed is kept.", Run: m.askQuit},
	}
	for _, b := range m.know.brands {
		id := b.ID
		as = append(as, pane.Action{Name: "brand." + string(b.Letter), Keys: pane.Chord("'", string(b.Letter)), Label: b.Name, Help: "Switches to this client.",
			Run: func() tea.Cmd { return m.to(id) }})
	}
	for i, p := range m.o.Tabs {
		id := p.ID()
		as = append(as, pane.Action{Name: "tab." + string(id), Keys: pane.Press(m.digit(i)), Label: tabNames[id].full, Help: "Goes to this tab.",
			Run: func() tea.Cmd { return pane.Send(pane.Open{To: id}) }})
	}
	if len(m.overlay) > 0 {
		as = overlayed(as)
	}
	return as
}

// overlayed leaves out what would move the desk away under an open overlay.
func overlayed(as []pane.Action) []pane.Action {
	out := as[:0]
	for _, a := range as {
		if a.Name == "write" || a.Name == "quit" || a.Name == "setup" || a.Name == "failed" || strings.HasPrefix(a.Name, "brand.") || strings.HasPrefix(a.Name, "tab.") || strings.HasSuffix(a.Name, ".tab") {
			continue
		}
		out = append(out, a)
	}
	return out
}

// digits of the tabs; Status is 0.
func (m *Model) digit(i int) string {
	if d, ok := tabNames[m.o.Tabs[i].ID()]; ok {
		return d.digit
	}
	return string(rune('1' + i))
}

// stepTab goes n tabs on.
func (m *Model) stepTab(n int) tea.Cmd {
	k := len(m.o.Tabs)
	return m.open(pane.Open{To: m.o.Tabs[(m.tab+n+k)%k].ID()})
}

// write opens the composer for the brand in view, or asks for the client first.
func (m *Model) write() tea.Cmd {
	if m.scope != "" {
		return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Brand: m.scope}})
	}
	return m.askBrand(m.lang.T("Who is to speak?"), func(b accounts.Brand) tea.Cmd {
		return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Brand: b.ID}})
	})
}
