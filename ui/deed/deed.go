// Package deed is what can be done on a network about something that was said, beside answering it: boost and like it, follow, mute
// and block who said it, hide it below one's own post, report it, and the way back of each. What a network cannot do bars its key
// and says why.
package deed

import (
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// Outbox takes what shall be done.
type Outbox interface {
	Act(d accounts.Delivery, hold time.Duration) (accounts.Delivery, error)
}

// On is where the deeds come from: the row of a pane.
type On struct {
	Out     Outbox
	Mention func() (accounts.Mention, bool)               // the row; false: there is none
	Account func(id accounts.ID) (accounts.Account, bool) // the account addressed; false: it is not on the desk any more
}

// act puts something into the outbox, from the account addressed.
func (o On) act(m accounts.Mention, op accounts.Op, doing, reason string) tea.Cmd {
	d := accounts.Delivery{Brand: m.Brand, Account: m.Account, Op: op, Mention: m.ID, Target: m.StatusID}
	if op.AtPerson() {
		d.Target = m.AuthorID
	}
	if reason != "" {
		d.Outgoing = &accounts.Outgoing{Op: op, Text: reason}
	}
	return func() tea.Msg {
		if _, err := o.Out.Act(d, 0); err != nil {
			return pane.Failed{Doing: doing, Err: err}
		}
		return pane.Toast{Text: "It is on its way; u takes it back."}
	}
}

// confirm asks the client's letter for an act.
func (o On) confirm(m accounts.Mention, op accounts.Op, about accounts.Text, doing, reason string) tea.Cmd {
	a, _ := o.Account(m.Account)
	r := pane.Review{Brand: m.Brand, Accounts: []accounts.Account{a}, Op: op, Target: about, Text: reason}
	if op == accounts.OpBoost || op == accounts.OpUnboost {
		r.Visibility = m.Visibility
	}
	return pane.Send(pane.Confirm{Review: r, Then: func(accounts.Letter) tea.Cmd { return o.act(m, op, doing, reason) }})
}

// what is the row in a line: who said what.
func what(m accounts.Mention) accounts.Text {
	return accounts.LineText(m.Author.String() + ": " + m.Text.String())
}

// boost asks the letter and boosts, or takes the boost back.
func (o On) boost() tea.Cmd {
	m, _ := o.Mention()
	op := accounts.OpBoost
	if m.Boosted {
		op = accounts.OpUnboost
	}
	return o.confirm(m, op, what(m), "boosting", "")
}

// like likes, or takes the like back. It asks for no letter: it can leave only from the account addressed.
func (o On) like() tea.Cmd {
	m, _ := o.Mention()
	if m.Liked {
		return o.act(m, accounts.OpUnlike, "taking the like back", "")
	}
	return o.act(m, accounts.OpLike, "liking", "")
}

// person asks the letter for what concerns who spoke.
func (o On) person(op accounts.Op, doing string) func() tea.Cmd {
	return func() tea.Cmd {
		m, _ := o.Mention()
		return o.confirm(m, op, m.Author, doing, "")
	}
}

// mute asks once, then mutes the author for the account addressed, or hears them again.
func (o On) mute() tea.Cmd {
	m, _ := o.Mention()
	who := m.Author.String()
	return pane.Send(pane.Choose{Title: "Mute the author?", Choices: []pane.Choice{{Key: "k", Label: "leave it as it is"}, {Key: "m", Label: "mute", Detail: who + o.price(m, accounts.OpMute)}, {Key: "h", Label: "hear them again", Detail: who + o.price(m, accounts.OpUnmute)}},
		Then: func(i int) tea.Cmd {
			switch i {
			case 1:
				return o.act(m, accounts.OpMute, "muting", "")
			case 2:
				return o.act(m, accounts.OpUnmute, "hearing them again", "")
			}
			return nil
		}})
}

// price is what an act without a letter costs, behind the name: what asks the letter says it there. "" where it is free.
func (o On) price(m accounts.Mention, op accounts.Op) string {
	a, _ := o.Account(m.Account)
	item, ok := a.Act(op)
	if !ok || item.Price() == 0 {
		return ""
	}
	return " · " + item.Price().String()
}

// hide asks the letter and hides what was said below our post, or shows it again.
func (o On) hide() tea.Cmd {
	m, _ := o.Mention()
	if m.Hidden {
		return o.confirm(m, accounts.OpUnhide, what(m), "showing it again", "")
	}
	return o.confirm(m, accounts.OpHide, what(m), "hiding", "")
}

var errReason = errors.New("write why: the network reads it")

// report asks for the reason, then the letter.
func (o On) report() tea.Cmd {
	m, _ := o.Mention()
	return pane.Send(pane.Ask{Title: "Report", Label: "Why", Help: "The network's moderators read it; who is reported does not.",
		Check: func(s string) error {
			if strings.TrimSpace(s) == "" {
				return errReason
			}
			return nil
		},
		Then: func(s string) tea.Cmd {
			return o.confirm(m, accounts.OpReport, what(m), "reporting", strings.TrimSpace(s))
		}})
}

// quote opens the composer for a post that quotes the row.
func (o On) quote() tea.Cmd {
	m, _ := o.Mention()
	return pane.Send(pane.Open{To: pane.Compose, Arg: pane.Write{Quote: m.ID}})
}
