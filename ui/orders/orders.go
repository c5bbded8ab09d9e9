// Package orders is what can be done to a text besides writing it: its warning, who sees it, its language, files, poll, accounts,
// earlier versions, hour. Each order asks the root a question and changes the post that is on the screen. None lets anything leave.
package orders

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/text/language"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/pane"
	"vocero/ui/pixel"
)

// Hand carries orders out on one post. Its functions are called by the screen's goroutine; lists of the post are copied before they
// change, because commands may hold the old ones.
type Hand struct {
	Desk    draft.Desk
	Now     func() time.Time
	Folder  func(path string) (entries []string, ok bool) // lists a folder
	Sheet   *draft.Sheet
	Open    func() bool                       // tells whether a text is open
	Poll    func() tea.Cmd                    // opens the answers of a poll
	Changed func() tea.Cmd                    // called after every change
	My      func(work func() tea.Msg) tea.Cmd // a command whose outcome counts only while the text is open
	Keeper  func() *draft.Keeper              // stores the open text
	// Edit opens the person's own editor; nil: there is none.
	Edit    func(header, text string, done func(text string, err error) tea.Msg) tea.Cmd
	ToPart  func(i int) tea.Cmd                // goes to a part of the thread, counted from 0
	Picture func(sha256 string) *pixel.Picture // a file of the post made small; nil: it cannot be shown
}

// Hour asks for an hour on the wall of the client's zone.
func (h *Hand) Hour(then func(accounts.When) tea.Cmd) tea.Cmd {
	zone, now := h.Sheet.Facts.Brand.Zone, h.Now
	a := pane.Ask{Title: "At which hour?", Label: "Hour", Help: "2026-12-01 09:00, 9:00, tomorrow 9:00, fri 18:30: on the client's clock. The letter is asked next.",
		Check: func(s string) error {
			_, err := accounts.ParseHour(s, now(), zone)
			return err
		},
		Then: func(s string) tea.Cmd {
			w, err := accounts.ParseHour(s, now(), zone)
			if err != nil {
				return pane.Send(pane.Failed{Doing: "reading the hour", Err: err})
			}
			return then(w)
		}}
	if h.Sheet.Post.When != nil {
		a.Value = h.Sheet.Post.When.Civil
	}
	return pane.Send(a)
}

// Warning asks for the content warning.
func (h *Hand) Warning() tea.Cmd {
	return pane.Send(pane.Ask{Title: "Content warning", Label: "Warning", Help: "Readers see it first and open the text themselves. Empty takes it away.", Value: h.Sheet.Post.CW, Then: func(s string) tea.Cmd {
		h.Sheet.Post.CW = strings.TrimSpace(s)
		return h.Changed()
	}})
}

// Visibility goes to the next narrower one, then to the widest allowed.
func (h *Hand) Visibility() tea.Cmd {
	widest := accounts.Public
	if a := h.Sheet.Post.Answering; a != nil && a.Widest != 0 {
		widest = a.Widest
	}
	for v := h.Sheet.Post.Visibility; ; {
		if v--; v < accounts.Direct || v > widest {
			v = widest
		}
		if v == h.Sheet.Post.Visibility {
			return pane.Send(pane.Toast{Text: "It can be seen by nobody else: a reply is never wider than what it answers."})
		}
		if h.takes(v) {
			h.Sheet.Post.Visibility = v
			return h.Changed()
		}
	}
}

// takes tells whether the servers of all accounts take a visibility.
func (h *Hand) takes(v accounts.Visibility) bool {
	for _, a := range h.Sheet.Facts.Accounts {
		if m := a.Instance.Limits.VisibilityMax; slices.Contains(h.Sheet.Post.Targets, a.ID) && len(m) > 0 && !slices.Contains(m, v) {
			return false
		}
	}
	return true
}

// Language asks in which language the text is.
func (h *Hand) Language() tea.Cmd {
	offers := append(slices.Clone(h.Sheet.Facts.Brand.Languages), "es", "en", "ca", "eu", "gl", "pt", "fr", "it", "de")
	return pane.Send(pane.Ask{Title: "Language", Label: "Language of the text", Help: "A code as es, en or pt-BR. Empty says none.", Value: h.Sheet.Post.Language, Complete: offers,
		Check: func(s string) error {
			if s = strings.TrimSpace(s); s == "" {
				return nil
			}
			_, err := language.Parse(s)
			return err
		},
		Then: func(s string) tea.Cmd {
			h.Sheet.Post.Language = strings.TrimSpace(s)
			return h.Changed()
		}})
}

// Note asks for a note that stays on the desk.
func (h *Hand) Note() tea.Cmd {
	return pane.Send(pane.Ask{Title: "Note", Label: "Note", Help: "For you alone: it never leaves the desk.", Value: h.Sheet.Post.Note, Then: func(s string) tea.Cmd {
		h.Sheet.Post.Note = strings.TrimSpace(s)
		return h.Changed()
	}})
}

// Late lets the post go out late, or not.
func (h *Hand) Late() tea.Cmd {
	h.Sheet.Post.Tolerant = !h.Sheet.Post.Tolerant
	return h.Changed()
}

// unquote lets the post stand by itself.
func (h *Hand) unquote() tea.Cmd {
	h.Sheet.Post.Quoted, h.Sheet.Post.Quotation = "", accounts.Text{}
	return h.Changed()
}

// Targets lists the client's accounts; each choice puts one in or takes it out.
func (h *Hand) Targets() tea.Cmd {
	c := pane.Choose{Title: "From which accounts?"}
	for i, a := range h.Sheet.Facts.Accounts {
		mark := "  "
		if slices.Contains(h.Sheet.Post.Targets, a.ID) {
			mark = "✓ "
		}
		c.Choices = append(c.Choices, pane.Choice{Key: digit(i), Label: mark + a.Handle(), Detail: a.Instance.Software})
	}
	c.Then = func(i int) tea.Cmd {
		id := h.Sheet.Facts.Accounts[i].ID
		ts := slices.DeleteFunc(slices.Clone(h.Sheet.Post.Targets), func(t accounts.ID) bool { return t == id })
		if len(ts) == len(h.Sheet.Post.Targets) {
			ts = append(ts, id)
		}
		if len(ts) > 0 {
			h.Sheet.Post.Targets = ts
			h.Sheet.Post.Versions = slices.DeleteFunc(slices.Clone(h.Sheet.Post.Versions), func(v accounts.Version) bool { return !slices.Contains(ts, v.Account) })
		}
		return tea.Batch(h.Changed(), h.Targets())
	}
	return pane.Send(c)
}

// digit is the key of a line in a list: 1 to 9, then none.
func digit(i int) string {
	if i > 8 {
		return ""
	}
	return string(rune('1' + i))
}
