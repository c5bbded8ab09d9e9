package byhand

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// Heard takes in what somebody said on a channel that only a person reads.
type Heard struct {
	Channels func() []accounts.Account // by hand, of what is in view
	Add      func(account accounts.ID, m accounts.Mention) (accounts.Mention, error)
}

// Keys are those of a pane of mentions: one, with which what was said on one of the channels is typed in.
func Keys(add func(account accounts.ID, m accounts.Mention) (accounts.Mention, error), channels func() []accounts.Account) []pane.Action {
	return []pane.Action{Heard{Channels: channels, Add: add}.Action()}
}

// Channels are those among the accounts of a brand, "" for all, on which a person publishes, oldest first.
func Channels(of map[accounts.ID]accounts.Account, brand accounts.ID) (out []accounts.Account) {
	for _, a := range of {
		if a.Network == accounts.Manual && (brand == "" || a.Brand == brand) {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b accounts.Account) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}

// Action is the key for it.
func (h Heard) Action() pane.Action {
	return pane.Action{Name: "mention.add", Keys: pane.Press("A"), Label: "type in", Help: "Types in what somebody said on a channel by hand; it is answered like any other.", Run: h.begin, Blocked: h.none}
}

func (h Heard) none() (string, []any) {
	if h.Add == nil || len(h.Channels()) == 0 {
		return "No client has a channel by hand: ga adds one.", nil
	}
	return "", nil
}

// begin asks to which channel it was said, where there are several.
func (h Heard) begin() tea.Cmd {
	as := h.Channels()
	if len(as) == 1 {
		return h.author(as[0])
	}
	var cs []pane.Choice
	for i, a := range as {
		key := ""
		if i < len(keys) {
			key = keys[i : i+1]
		}
		cs = append(cs, pane.Choice{Key: key, Label: a.Handle()})
	}
	return pane.Send(pane.Choose{Title: "To whom was it said?", Choices: cs, Then: func(i int) tea.Cmd { return h.author(as[i]) }})
}

// keys are those of a list of channels.
const keys = "123456789"

var (
	errNobody  = errors.New("nobody said it: type a name")
	errNothing = errors.New("it says nothing: type or paste a text")
)

// want demands that something was typed.
func want(empty error) func(string) error {
	return func(s string) error {
		if strings.TrimSpace(s) == "" {
			return empty
		}
		return nil
	}
}

func (h Heard) author(a accounts.Account) tea.Cmd {
	return pane.Send(pane.Ask{Title: "What was said?", Label: "Who said it", Help: "The name or handle as it stands there.", Check: want(errNobody),
		Then: func(author string) tea.Cmd { return h.text(a, author) }})
}

func (h Heard) text(a accounts.Account, author string) tea.Cmd {
	return pane.Send(pane.Ask{Title: "What was said?", Label: "Text", Help: "Type it or paste it.", Check: want(errNothing),
		Then: func(text string) tea.Cmd { return h.address(a, author, text) }})
}

func (h Heard) address(a accounts.Account, author, text string) tea.Cmd {
	return pane.Send(pane.Ask{Title: "What was said?", Label: "Address", Help: "Where it stands; may stay empty.",
		Check: func(s string) error {
			if s != "" && !accounts.WebAddress(s) {
				return errAddress
			}
			return nil
		},
		Then: func(url string) tea.Cmd {
			return func() tea.Msg {
				if _, err := h.Add(a.ID, accounts.Mention{Author: accounts.LineText(author), Text: accounts.BlockText(text), URL: url}); err != nil {
					return pane.Failed{Doing: "taking it in", Err: err}
				}
				return pane.Toast{Text: "Taken in: r answers it."}
			}
		}})
}
