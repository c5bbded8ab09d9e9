package ink

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// Mender goes from one misspelt place of the text to the next, and mends each with one key.
type Mender struct {
	Host
	Fix     Fix
	ignored map[string]bool // words she lets stand in this text
	open    bool
	home    int // where the caret goes back to, bytes of the text
	end     func()
}

// Open tells whether a place is being mended: then plain keys are those of Actions.
func (m *Mender) Open() bool { return m.open }

// Forget begins with another text.
func (m *Mender) Forget() { m.open, m.ignored = false, map[string]bool{} }

// Heed leaves out of new findings what she lets stand, and holds the open place against the rest.
func (m *Mender) Heed(fs []accounts.Finding) {
	m.Sheet.Found = Ignored(fs, m.Sheet, m.ignored)
	m.Moved()
	if !m.open {
		return
	}
	for _, f := range m.fixes() {
		if f.Found.Start == m.Fix.Found.Start && f.Word == m.Fix.Word {
			m.Fix = f
			return
		}
	}
	m.next()
}

func (m *Mender) fixes() []Fix { return Fixes(m.Sheet, m.Editor.Text()) }

// Begin goes to the next place behind the caret; end is called when she is done.
func (m *Mender) Begin(end func()) tea.Cmd {
	f, ok := Next(m.fixes(), m.Editor.Caret())
	if ok {
		m.open, m.end, m.home = true, end, m.Editor.Caret()
		m.to(f)
	}
	return nil
}

func (m *Mender) to(f Fix) {
	m.Fix = f
	m.Editor.SetCaret(f.Found.Start)
}

// None says that there is nothing to mend.
func (m *Mender) None() (string, []any) {
	if len(m.fixes()) == 0 {
		return "Nothing is misspelt here.", nil
	}
	return "", nil
}

// done goes back to the text, with the caret where it was.
func (m *Mender) done() tea.Cmd {
	m.open = false
	m.Editor.SetCaret(m.home)
	m.end()
	return nil
}

// step goes to the next place or the one before.
func (m *Mender) step(by int) tea.Cmd {
	f, ok := Next(m.fixes(), m.Fix.Found.Start+1)
	if by < 0 {
		f, ok = Before(m.fixes(), m.Fix.Found.Start)
	}
	if !ok {
		return m.done()
	}
	m.to(f)
	return nil
}

// mend puts suggestion i in its place and goes on to the next.
func (m *Mender) mend(i int) tea.Cmd {
	before, was := m.Editor.Version(), m.Fix
	if !was.Mend(m.Editor, i) {
		return nil
	}
	m.drop(was.Found)
	c := m.Typed(before)
	if by := len(was.Better[i]) - len(was.Word); was.Found.End <= m.home {
		m.home += by
	}
	m.shift(was.Found.End, len(was.Better[i])-len(was.Word))
	m.next()
	return c
}

// drop takes a finding that is dealt with out of the list, until the guards have looked again.
func (m *Mender) drop(f accounts.Finding) {
	m.Sheet.Found = slices.DeleteFunc(slices.Clone(m.Sheet.Found), func(o accounts.Finding) bool {
		return o.Start == f.Start && o.End == f.End && o.Rule == f.Rule && o.Account == f.Account
	})
	m.Moved()
}

// shift moves the findings of the text in view that lie behind a change, so that the next one is right before the guards have looked
// again. The list is its own since drop.
func (m *Mender) shift(behind, by int) {
	for i, f := range m.Sheet.Found {
		if f.Start >= behind && f.End > f.Start && m.Sheet.VersionOf(f) == m.Sheet.Version {
			m.Sheet.Found[i].Start, m.Sheet.Found[i].End = f.Start+by, f.End+by
		}
	}
}

// next goes on, or back to the text when all is mended.
func (m *Mender) next() {
	f, ok := Next(m.fixes(), m.Fix.Found.Start)
	if !ok {
		m.Say(pane.Toast{Text: "That was the last one."})
		m.done()
		return
	}
	m.to(f)
}

// ignore lets a word stand in this text.
func (m *Mender) ignore() tea.Cmd {
	m.ignored[m.Fix.Word] = true
	m.Sheet.Found = Ignored(m.Sheet.Found, m.Sheet, m.ignored)
	m.Moved()
	m.next()
	return nil
}

// learn adds the word to those of the brand.
func (m *Mender) learn() tea.Cmd {
	desk, brand, word := m.Desk, m.Sheet.Facts.Brand, m.Fix.Word
	m.ignore()
	return m.My(func() tea.Msg {
		if _, err := Learn(desk, brand.ID, word); err != nil {
			return pane.Failed{Doing: "keeping the word", Err: err}
		}
		return pane.Toast{Text: "%s is a word of %s now; u takes it back.", Args: []any{word, brand.Name}}
	})
}

func (m *Mender) noWord() (string, []any) {
	if m.Fix.Found.Rule != "spelling" {
		return "That is no matter of spelling.", nil
	}
	return "", nil
}

func (m *Mender) noSuggestion(i int) (string, []any) {
	if i >= len(m.Fix.Better) {
		return "There is no such suggestion.", nil
	}
	return "", nil
}

// Actions are what can be done with the open place.
func (m *Mender) Actions() []pane.Action {
	as := []pane.Action{
		{Name: "compose.fix.learn", Keys: pane.Press("a"), Label: "it is a word", Help: "Adds it to the client's words: it is right everywhere the client writes.", Run: m.learn, Blocked: m.noWord, Footer: 2},
		{Name: "compose.fix.ignore", Keys: pane.Press("i"), Label: "let it stand", Help: "Lets it stand in this text.", Run: m.ignore, Blocked: m.noWord, Footer: 3},
		{Name: "compose.fix.next", Keys: pane.Press("n", "f7", "down", "tab"), Label: "next", Help: "Goes to the next place.", Run: func() tea.Cmd { return m.step(1) }, Footer: 4},
		{Name: "compose.fix.before", Keys: pane.Press("N", "up", "shift+tab"), Label: "before", Help: "Goes to the place before.", Run: func() tea.Cmd { return m.step(-1) }},
		{Name: "compose.fix.done", Keys: pane.Press("esc", "q", "e"), Label: "done", Help: "Leaves the spelling.", Run: m.done, Footer: 5},
	}
	for i := range mostFixes {
		n := string(rune('1' + i))
		a := pane.Action{Name: "compose.fix." + n, Keys: pane.Press(n), Label: "suggestion", Help: "Puts this suggestion in the place of the word.",
			Run: func() tea.Cmd { return m.mend(i) }, Blocked: func() (string, []any) { return m.noSuggestion(i) }}
		if i == 0 {
			a.Keys, a.Footer = pane.Press("1", "enter"), 1
		}
		as = append(as, a)
	}
	return as
}
