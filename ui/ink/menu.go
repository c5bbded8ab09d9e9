package ink

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/pane"
)

// Menu lists snippets, puts them into the text, and makes, changes and removes them. Its functions are called by the screen's
// goroutine.
type Menu struct {
	Desk   Book
	Sheet  *draft.Sheet
	Pen    *Pen
	My     func(work func() tea.Msg) tea.Cmd // a command whose outcome counts only while the text is open
	Write  func(s accounts.Snippet) tea.Cmd  // opens the text of a snippet
	Put    func(s accounts.Snippet) tea.Cmd  // puts it into the text
	Locked func() bool                       // the text is only shown
}

// Stored is what became of a snippet that was to be stored or removed.
type Stored struct {
	Snippet accounts.Snippet
	Removed bool
	Err     error
}

// all are the snippets on the shelf.
func (m *Menu) all() []accounts.Snippet {
	if m.Pen.Shelf == nil {
		return nil
	}
	return m.Pen.Shelf.Snippets
}

// choices are the snippets as lines of a list.
func (m *Menu) choices() []pane.Choice {
	var out []pane.Choice
	for i, s := range m.all() {
		key := ""
		if i < 9 {
			key = string(rune('1' + i))
		}
		detail := strings.Join(strings.Fields(accounts.Cells(s.Text, false)), " ")
		if s.Brand == "" {
			detail = "* " + detail
		}
		out = append(out, pane.Choice{Key: key, Label: "," + s.Abbr, Detail: accounts.Truncate(detail, 50)})
	}
	return out
}

// List offers the snippets, and what can be done with them. A star marks those that every client has.
func (m *Menu) List() tea.Cmd {
	c := pane.Choose{Title: "Snippets"}
	n := 0
	if !m.Locked() {
		c.Choices = m.choices()
		n = len(c.Choices)
	}
	c.Choices = append(c.Choices, pane.Choice{Key: "n", Label: "new, of this client"}, pane.Choice{Key: "a", Label: "new, for all clients"})
	if len(m.all()) > 0 {
		c.Choices = append(c.Choices, pane.Choice{Key: "e", Label: "change one"}, pane.Choice{Key: "D", Label: "remove one"})
	}
	c.Then = func(i int) tea.Cmd {
		switch i - n {
		case 0:
			return m.ask(accounts.Snippet{Brand: m.Sheet.Post.Brand})
		case 1:
			return m.ask(accounts.Snippet{})
		case 2:
			return m.pick("Which snippet is to be changed?", m.Write)
		case 3:
			return m.pick("Which snippet is to be removed?", m.remove)
		}
		return m.Put(m.all()[i])
	}
	return pane.Send(c)
}

// pick asks for a snippet.
func (m *Menu) pick(title string, then func(accounts.Snippet) tea.Cmd) tea.Cmd {
	all := m.all()
	return pane.Send(pane.Choose{Title: title, Choices: m.choices(), Then: func(i int) tea.Cmd { return then(all[i]) }})
}

// errName is the cause of an abbreviation that cannot be typed behind a comma, errUsed that of one that is used already.
var (
	errName = errors.New("use up to 20 letters and digits, without spaces")
	errUsed = errors.New("there is a snippet of that name; choose another")
)

// named checks an abbreviation for a snippet of a brand, "" for all.
func (m *Menu) named(s, brand string) error {
	s = strings.TrimPrefix(strings.TrimSpace(s), ",")
	if s == "" || len([]rune(s)) > 20 {
		return errName
	}
	for _, r := range s {
		if !tagRune(r) && r != '-' {
			return errName
		}
	}
	for _, x := range m.all() {
		if accounts.Fold(x.Abbr) == accounts.Fold(s) && string(x.Brand) == brand {
			return errUsed
		}
	}
	return nil
}

// ask asks for the abbreviation of a new snippet, then for its text.
func (m *Menu) ask(x accounts.Snippet) tea.Cmd {
	return pane.Send(pane.Ask{Title: "New snippet", Label: "Abbreviation", Help: "What you type after a comma: with hola, \",hola\" and a space put its text in. Its text is written next.",
		Check: func(s string) error { return m.named(s, string(x.Brand)) },
		Then: func(s string) tea.Cmd {
			x.Abbr = strings.TrimPrefix(strings.TrimSpace(s), ",")
			return m.Write(x)
		}})
}

// Store stores a snippet; Stored tells what became of it.
func (m *Menu) Store(x accounts.Snippet) tea.Cmd {
	desk := m.Desk
	return m.My(func() tea.Msg {
		s, err := desk.PutSnippet(x)
		if err != nil {
			s = x
		}
		return Stored{Snippet: s, Err: err}
	})
}

func (m *Menu) remove(x accounts.Snippet) tea.Cmd {
	desk := m.Desk
	return m.My(func() tea.Msg { return Stored{Snippet: x, Removed: true, Err: desk.RemoveSnippet(x.ID)} })
}
