package ink

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
)

// slip is a finding of the spelling.
func slip(text, word string, better ...string) accounts.Finding {
	i := strings.Index(text, word)
	return accounts.Finding{Rule: "spelling", Severity: accounts.Warn, Start: i, End: i + len(word), Args: []any{word, strings.Join(better, ", "), "p", better}}
}

// misspelt is a page with three slips.
func misspelt(t *testing.T) *page {
	p := newPage(t)
	text := "Ola, oy ay pan de kinoa"
	p.Editor.SetText(text)
	p.Sheet.Write(text)
	p.mender.Heed([]accounts.Finding{slip(text, "kinoa"), slip(text, "oy", "hoy", "voy"), slip(text, "Ola", "Hola"), {Rule: "length", Start: 0, End: 3}})
	p.Editor.SetCaret(0)
	return p
}

// act runs an action of the open place by its key.
func act(t *testing.T, m *Mender, key string) tea.Msg {
	t.Helper()
	for _, a := range m.Actions() {
		for _, k := range a.Keys {
			if k[0] == key {
				if why, _ := a.Why(); why != "" {
					return pane.Toast{Text: why}
				}
				if c := a.Run(); c != nil {
					return c()
				}
				return nil
			}
		}
	}
	t.Fatalf("no action has the key %s", key)
	return nil
}

func TestSlipsAreMendedOneAfterAnother(t *testing.T) {
	p := misspelt(t)
	ended := 0
	p.mender.Begin(func() { ended++ })
	if p.mender.Fix.Word != "Ola" {
		t.Fatalf("it begins at %q", p.mender.Fix.Word)
	}
	act(t, p.mender, "1")
	if p.mender.Fix.Word != "oy" || p.Editor.Caret() != p.mender.Fix.Found.Start {
		t.Fatalf("then it is at %q, the caret at %d", p.mender.Fix.Word, p.Editor.Caret())
	}
	if m := act(t, p.mender, "3"); m == nil || m.(pane.Toast).Text != "There is no such suggestion." {
		t.Errorf("a suggestion that is none gives %v", m)
	}
	act(t, p.mender, "2")
	p.has("Hola, voy ay pan de kinoa")
	if p.mender.home != 0 {
		t.Errorf("it goes back to %d", p.mender.home)
	}
	act(t, p.mender, "i")
	if p.mender.Open() || ended != 1 || len(p.said) != 1 {
		t.Errorf("open %t, ended %d times, said %v", p.mender.Open(), ended, p.said)
	}
	p.Editor.Undo()
	p.Editor.Undo()
	p.Sheet.Write(p.Editor.Text())
	if got := p.Editor.Text(); got != "Ola, oy ay pan de kinoa" {
		t.Errorf("two undos leave %q", got)
	}
	p.mender.Heed([]accounts.Finding{slip(p.Editor.Text(), "kinoa")})
	if len(p.Sheet.Found) != 0 {
		t.Errorf("what she lets stand is found again: %+v", p.Sheet.Found)
	}
}

func TestGoingFromSlipToSlip(t *testing.T) {
	p := misspelt(t)
	p.mender.Begin(func() {})
	var got []string
	for _, k := range []string{"n", "n", "n", "N", "N", "up"} {
		act(t, p.mender, k)
		got = append(got, p.mender.Fix.Word)
	}
	if s := strings.Join(got, " "); s != "oy kinoa Ola kinoa oy Ola" {
		t.Errorf("it goes %s", s)
	}
	act(t, p.mender, "esc")
	if p.Editor.Caret() != 0 {
		t.Errorf("the caret does not go back, it is at %d", p.Editor.Caret())
	}
	if p.mender.Open() {
		t.Error("it stays")
	}
	p.Sheet.Found = nil
	if why, _ := p.mender.None(); why == "" {
		t.Error("there is nothing to mend and it does not say so")
	}
	if p.mender.Begin(nil); p.mender.Open() {
		t.Error("it begins with nothing")
	}
}

func TestAWordBecomesTheClients(t *testing.T) {
	p := misspelt(t)
	p.Editor.SetCaret(15)
	p.mender.Begin(func() {})
	if m, ok := act(t, p.mender, "a").(pane.Toast); !ok || m.Args[0] != "kinoa" {
		t.Errorf("it says %v", m)
	}
	if len(p.desk.brand.Words) != 1 || p.desk.brand.Words[0] != "kinoa" {
		t.Errorf("the words are %v", p.desk.brand.Words)
	}
	if known, err := Learn(p.desk, "luz", "kinoa"); !known || err != nil {
		t.Errorf("a second time: %t, %v", known, err)
	}
	p = misspelt(t)
	p.desk.err = errors.New("broken")
	p.mender.Begin(func() {})
	if _, ok := act(t, p.mender, "a").(pane.Failed); !ok {
		t.Error("a word that could not be kept is not said")
	}
}

func TestABoxFollowsTheGuards(t *testing.T) {
	p := misspelt(t)
	p.mender.Begin(func() {})
	text := p.Editor.Text()
	p.mender.Heed([]accounts.Finding{slip(text, "Ola", "Hola", "Olla"), slip(text, "kinoa")})
	if len(p.mender.Fix.Better) != 2 {
		t.Errorf("the box offers %v", p.mender.Fix.Better)
	}
	p.mender.Heed([]accounts.Finding{slip(text, "kinoa")})
	if p.mender.Fix.Word != "kinoa" {
		t.Errorf("the box is at %q, where nothing is wrong", p.mender.Fix.Word)
	}
	p.mender.Heed(nil)
	if p.mender.Open() {
		t.Error("the box stays over a text without slips")
	}
	f := pane.Frame{Styles: theme.New(theme.Options{}), Lang: lang.New("en")}
	lines, _ := Fix{Found: slip("Ola", "Ola", "Hola"), Word: "Ola", Better: []string{"Hola"}, brand: "Panadería Luz"}.Draw(f, 60)
	if s := strings.Join(lines, "\n"); !strings.Contains(s, "1  Hola") || !strings.Contains(s, "a  it is a word of Panadería Luz") {
		t.Errorf("drawn as\n%s", s)
	}
}

func TestSnippetsByTheMenu(t *testing.T) {
	p := newPage(t)
	var wrote, put []accounts.Snippet
	m := &Menu{Desk: p.desk, Sheet: p.Sheet, Pen: &p.Pen, My: p.My, Locked: func() bool { return false },
		Write: func(s accounts.Snippet) tea.Cmd { wrote = append(wrote, s); return nil }, Put: func(s accounts.Snippet) tea.Cmd { put = append(put, s); return nil }}
	list := m.List()().(pane.Choose)
	if n := len(list.Choices); n != 7 || list.Choices[0].Label != ",hola" || !strings.HasPrefix(list.Choices[1].Detail, "* ") {
		t.Fatalf("listed as %+v", list.Choices)
	}
	list.Then(1)
	if len(put) != 1 || put[0].Abbr != "hora" {
		t.Errorf("put %+v", put)
	}
	ask := list.Then(3)().(pane.Ask)
	for name, want := range map[string]error{"hola": errUsed, ",HOLA": errUsed, "dos palabras": errName, "": errName, "hora": nil, ",nueva": nil} {
		if got := ask.Check(name); !errors.Is(got, want) {
			t.Errorf("the name %q gives %v, want %v", name, got, want)
		}
	}
	ask.Then(",nueva")
	list.Then(4)().(pane.Ask).Then("general")
	list.Then(5)().(pane.Choose).Then(0)
	if len(wrote) != 3 || wrote[0] != (accounts.Snippet{Brand: "luz", Abbr: "nueva"}) || wrote[1].Brand != "" || wrote[2].ID != "s1" {
		t.Errorf("written: %+v", wrote)
	}
	if x := list.Then(6)().(pane.Choose).Then(2)().(Stored); !x.Removed || len(p.desk.snippets) != 2 {
		t.Errorf("removed: %+v", x)
	}
	if x := m.Store(accounts.Snippet{Abbr: "x", Text: "y"})().(Stored); x.Err != nil || x.Snippet.ID == "" {
		t.Errorf("stored: %+v", x)
	}
	m.Locked = func() bool { return true }
	if l := m.List()().(pane.Choose); len(l.Choices) != 4 {
		t.Errorf("on a text that is out: %+v", l.Choices)
	}
}
