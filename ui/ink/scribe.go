package ink

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/pane"
)

// Scribe holds the pen over the text of a host: the keys of the list, abbreviations, snippets, and the shelves of the brands.
type Scribe struct {
	Host
	Pen
	shelves map[accounts.ID]*Shelf
}

// NewScribe is a scribe with a pen.
func NewScribe(h Host, fill draft.Filler) *Scribe {
	s := &Scribe{Host: h, Pen: *NewPen(), shelves: map[accounts.ID]*Shelf{}}
	s.Fill = fill
	return s
}

// Shelved is what texts of a brand can be completed with, as it was read.
type Shelved struct {
	brand accounts.ID
	shelf *Shelf
}

// Read reads the shelf of the open text's brand; until it is there the one of the last time serves.
func (s *Scribe) Read() tea.Cmd {
	desk, b, as := s.Desk, s.Sheet.Facts.Brand, s.Sheet.Facts.Accounts
	s.Shelf = s.shelves[b.ID]
	return s.My(func() tea.Msg {
		shelf, err := Read(desk, b, as)
		if err != nil {
			return pane.Failed{Doing: "reading what was said before", Err: err}
		}
		return Shelved{b.ID, shelf}
	})
}

// Keep keeps a shelf that was read.
func (s *Scribe) Keep(x Shelved) { s.shelves[x.brand], s.Shelf = x.shelf, x.shelf }

// Key is a key of a text in writing: one that an open list takes, a space behind an abbreviation, or one of the editor's.
func (s *Scribe) Key(k tea.KeyPressMsg) tea.Cmd {
	before := s.Editor.Version()
	if swallow, back := s.Follows(s.Editor, k.Text); swallow {
		return nil
	} else if back {
		s.Editor.Backspace()
	}
	switch name := k.String(); {
	case name == "space" || name == " ":
		if c, done := s.expand(before); done {
			return c
		}
	case !s.Open():
	case name == "down":
		s.Move(1)
		return nil
	case name == "up":
		s.Move(-1)
		return nil
	case name == "enter" && s.Chosen():
		return s.Grab()
	}
	s.Editor.Press(k)
	if s.Editor.Version() == before {
		s.Close()
	} else {
		s.Look(s.Editor)
	}
	return s.Typed(before)
}

// expand puts a snippet in the place of its abbreviation before the caret; the space goes behind it where it is whole.
func (s *Scribe) expand(before uint64) (tea.Cmd, bool) {
	open, ok := s.Expand(s.Editor)
	if !ok {
		return nil, false
	}
	if len(open) == 0 && !strings.HasSuffix(s.Editor.Text()[:s.Editor.Caret()], "\n") {
		s.Editor.Insert(" ")
	}
	return s.wrote(before, open), true
}

// Grab takes the line of the list that is chosen.
func (s *Scribe) Grab() tea.Cmd {
	before := s.Editor.Version()
	open, _ := s.Take(s.Editor)
	return s.wrote(before, open)
}

// Put writes a snippet at the caret.
func (s *Scribe) Put(x accounts.Snippet) tea.Cmd {
	before := s.Editor.Version()
	open, _ := s.Insert(s.Editor, x)
	return s.wrote(before, open)
}

// wrote takes over what the pen has written, and says what is left to fill in.
func (s *Scribe) wrote(before uint64, open []string) tea.Cmd {
	c := s.Typed(before)
	if len(open) > 0 {
		s.Say(pane.Toast{Text: "Fill in yourself: %s", Args: []any{strings.Join(open, " ")}})
	}
	return c
}

// Stored says what became of a snippet that was to be stored or removed, and reads the shelf again.
func (s *Scribe) Stored(x Stored) tea.Cmd {
	if x.Err != nil {
		return pane.Send(pane.Failed{Doing: "storing the snippet", Err: x.Err})
	}
	say := pane.Toast{Text: "Kept: type ,%s and a space.", Args: []any{x.Snippet.Abbr}}
	if x.Removed {
		say = pane.Toast{Text: "The snippet ,%s was removed; u brings it back.", Args: []any{x.Snippet.Abbr}}
	}
	return tea.Batch(s.Read(), pane.Send(say))
}

// Actions are the keys of the open list.
func (s *Scribe) Actions() []pane.Action {
	return []pane.Action{
		{Name: "compose.take", Keys: pane.Press("tab"), Label: "take", Help: "Takes what the list offers; the arrows choose.", Run: s.Grab, Typing: true, Footer: 2},
		{Name: "compose.drop", Keys: pane.Press("esc"), Label: "drop", Help: "Sends the list away.", Typing: true, Footer: 3, Run: func() tea.Cmd {
			s.Drop()
			return nil
		}},
	}
}
