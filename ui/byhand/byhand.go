// Package byhand is what a person does herself on a channel that no program may publish on: the text to copy, the folder with the files,
// the channel's page, what to mind there, and the address she pastes back. It also takes in what she read there.
package byhand

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// Sign is the glyph of what waits for her hand.
const Sign = "✎"

// Work is one delivery with all that publishing it takes.
type Work struct {
	Delivery accounts.Delivery
	Account  accounts.Account
	Text     string // of this account
	Minds    []accounts.Mind
	Files    int
}

// Of makes the work of a delivery.
func Of(d accounts.Delivery, p accounts.Post, a accounts.Account) Work {
	w := Work{Delivery: d, Account: a, Text: p.PartText(d)}
	if c, ok := accounts.ChannelOf(a.Instance.Software); ok {
		w.Minds = c.Checklist(p, d)
	}
	if d.Part == 0 {
		w.Files = len(p.Media)
	}
	return w
}

// Hers tells whether only a person can publish it.
func (w Work) Hers() bool {
	return w.Account.Network == accounts.Manual && w.Delivery.Op == accounts.OpPost
}

// Open tells whether it is still to be published: its hour has come, or she may do it before.
func (w Work) Open() bool {
	return w.Hers() && (w.Delivery.ByHand() || w.Delivery.State == accounts.Scheduled)
}

// Hands are the acts on the work that a pane has in view.
type Hands struct {
	Row    func() (Work, bool)                          // false: there is no row
	Folder func(delivery accounts.ID) (string, error)   // makes the folder with the files
	Close  func(delivery accounts.ID, url string) error // it is out, at an address
	Open   func(path string) error                      // opens a folder as the desktop does; nil: its path is shown
}

// Actions are the keys for it: copy the text, open the folder. The footer names them where they are of use.
func (h Hands) Actions() []pane.Action {
	copied, opened := 0, 0
	if w, ok := h.Row(); ok && w.Open() {
		copied = 1
		if w.Files > 0 {
			opened = 1
		}
	}
	return []pane.Action{
		{Name: "hand.copy", Keys: pane.Press("y"), Label: "copy text", Help: "Copies the text of a post that you publish by hand.", Run: h.copy, Blocked: h.unless(false), Footer: copied},
		{Name: "hand.folder", Keys: pane.Press("f"), Label: "files//of a post", Help: "Opens the folder with the files of a post that you publish by hand.", Run: h.folder, Blocked: h.unless(true), Footer: opened},
	}
}

// unless blocks an act on rows that nobody publishes by hand, and with files on those that have none.
func (h Hands) unless(files bool) func() (string, []any) {
	return func() (string, []any) {
		w, ok := h.Row()
		switch {
		case !ok || !w.Hers():
			return "This row is not published by hand.", nil
		case files && w.Files == 0:
			return "It has no files.", nil
		case h.held(w):
			return "It is held: nothing of it is to be published now.", nil
		}
		return "", nil
	}
}

// held tells whether a pause or a guard keeps it: then it is not hers to publish.
func (h Hands) held(w Work) bool { return w.Delivery.State == accounts.Held }

// copy puts the text on the clipboard of the terminal, also over ssh (OSC 52).
func (h Hands) copy() tea.Cmd {
	w, _ := h.Row()
	return tea.Batch(tea.SetClipboard(w.Text), pane.Send(pane.Toast{Text: "Copied: the text for %s.", Args: []any{w.Account.Handle()}}))
}

// folder makes the folder and opens it. Where there is no desktop its path is shown, whole.
func (h Hands) folder() tea.Cmd {
	w, _ := h.Row()
	return func() tea.Msg {
		dir, err := h.Folder(w.Delivery.ID)
		switch {
		case err != nil:
			return pane.Failed{Doing: "making the folder", Err: err}
		case h.Open == nil || h.Open(dir) != nil:
			return pane.Page{Title: "The files are here", Body: func(w int, _ pane.Frame) []string { return accounts.Wrap(dir, w) }}
		}
		return nil
	}
}

// Published asks where it is out, and closes the work. An address that is not the channel's own is asked about once more.
func (h Hands) Published(w Work) tea.Cmd {
	help := "Paste the address of the post as the browser shows it."
	if c, _ := accounts.ChannelOf(w.Account.Instance.Software); c.Nowhere {
		help = "Paste its address, if it has one; empty where it has none."
	}
	return pane.Send(pane.Ask{Title: "It is out", Label: "Address", Help: help,
		Check: func(s string) error {
			if ok, _ := w.Account.Published(s); !ok {
				return errAddress
			}
			return nil
		},
		Then: func(s string) tea.Cmd {
			if _, odd := w.Account.Published(s); !odd {
				return h.close(w, s)
			}
			return pane.Send(pane.Choose{Title: "That address is not one of this channel.", Choices: []pane.Choice{{Key: "k", Label: "paste another one"}, {Key: "t", Label: "take it", Detail: s}},
				Then: func(i int) tea.Cmd {
					if i == 0 {
						return h.Published(w)
					}
					return h.close(w, s)
				}})
		}})
}

func (h Hands) close(w Work, url string) tea.Cmd {
	return func() tea.Msg {
		if err := h.Close(w.Delivery.ID, url); err != nil {
			return pane.Failed{Doing: "marking it as published", Err: err}
		}
		return pane.Toast{Text: "Published by hand: %s.", Args: []any{w.Account.Handle()}}
	}
}
