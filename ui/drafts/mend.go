package drafts

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// cloned says that a copy was made.
type cloned struct{ id accounts.ID }

// clone makes a new draft of a post: its words and files, not its hour.
func (p *Pane) clone(x accounts.Post) tea.Cmd {
	desk := p.o.Outbox
	c := accounts.Post{Brand: x.Brand, State: accounts.Draft, Text: x.Text, CW: x.CW, Visibility: x.Visibility, Language: x.Language, Media: x.Media, Poll: x.Poll,
		Targets: x.Targets, Versions: x.Versions, Relation: x.Relation, Tolerant: x.Tolerant, Caret: x.Caret, Note: x.Note}
	return func() tea.Msg {
		c, err := desk.SavePost(c)
		if err != nil {
			return pane.Failed{Doing: "copying the post", Err: err}
		}
		return cloned{c.ID}
	}
}

// idea makes a draft an idea, and an idea a draft.
func (p *Pane) idea(x accounts.Post) tea.Cmd {
	desk := p.o.Outbox
	if x.State == accounts.Idea {
		x.State = accounts.Draft
	} else {
		x.State = accounts.Idea
	}
	return func() tea.Msg {
		if _, err := desk.SavePost(x); err != nil {
			return pane.Failed{Doing: "saving the draft", Err: err}
		}
		return nil
	}
}

// versions shows what a post said before, the newest first.
func (p *Pane) versions(x accounts.Post) tea.Cmd {
	desk := p.o.Desk
	return func() tea.Msg {
		old, err := desk.Revisions(x.ID)
		if err != nil {
			return pane.Failed{Doing: "reading older texts", Err: err}
		}
		if len(old) == 0 {
			return pane.Toast{Text: "It never said anything else."}
		}
		return pane.Page{Title: "Older texts", Body: func(w int, f pane.Frame) []string {
			var lines []string
			for _, o := range old {
				lines = append(lines, f.Styles.Strong.Render(local(f, o.Updated, f.Brands[o.Brand].Zone)))
				for _, s := range accounts.Wrap(accounts.Cells(o.Text, true), max(10, w-2)) {
					lines = append(lines, f.Styles.Quote.Render("│ ")+s)
				}
				lines = append(lines, "")
			}
			return lines
		}}
	}
}

// pick finds a delivery of a post, asks which where there are several, and goes on with it.
func (p *Pane) pick(x accounts.Post, title string, then func(accounts.Delivery, accounts.Account) tea.Msg, fits func(accounts.Delivery) bool) tea.Cmd {
	desk, as := p.o.Desk, p.accounts
	return func() tea.Msg {
		all, _, err := desk.Deliveries(accounts.DeliveryQuery{Brand: x.Brand, Post: x.ID}, "", most)
		if err != nil {
			return pane.Failed{Doing: "reading the outbox", Err: err}
		}
		var ds []accounts.Delivery
		for i := len(all) - 1; i >= 0; i-- { // The first part first.
			if fits(all[i]) {
				ds = append(ds, all[i])
			}
		}
		if len(ds) == 0 {
			return pane.Toast{Text: "Nothing of it is out."}
		}
		if len(ds) == 1 {
			return then(ds[0], as[ds[0].Account])
		}
		cs := make([]pane.Choice, len(ds))
		for i, d := range ds {
			cs[i] = pane.Choice{Key: string(rune('1' + i%9)), Label: as[d.Account].Handle()}
			if d.Parts > 1 {
				cs[i].Detail = fmt.Sprintf("%d/%d", d.Part+1, d.Parts)
			}
		}
		return pane.Choose{Title: title, Choices: cs, Then: func(i int) tea.Cmd { return pane.Send(then(ds[i], as[ds[i].Account])) }}
	}
}

// isOut tells whether a delivery put a text on the network.
func isOut(d accounts.Delivery) bool {
	return d.Op == accounts.OpPost && d.State == accounts.Published && d.Receipt != nil
}

// mend opens the composer on what is out.
func (p *Pane) mend(x accounts.Post) tea.Cmd {
	return p.pick(x, "Mend which one?", func(d accounts.Delivery, _ accounts.Account) tea.Msg {
		return pane.Open{To: pane.Compose, Arg: pane.Write{Mend: d.ID}}
	}, isOut)
}

// browse opens what is out in the browser; without one it says the address.
func (p *Pane) browse(x accounts.Post) tea.Cmd {
	show := p.o.Browse
	return p.pick(x, "Open which one?", func(d accounts.Delivery, _ accounts.Account) tea.Msg {
		if show == nil {
			return pane.Toast{Text: "%s", Args: []any{accounts.Cells(d.Receipt.URL, false)}}
		}
		if c := show(d.Receipt.URL); c != nil {
			return c()
		}
		return nil
	}, func(d accounts.Delivery) bool { return isOut(d) && d.Receipt.URL != "" })
}

// unpublish deletes what is out on the network: it asks which where there are several, and the letter each time.
func (p *Pane) unpublish(x accounts.Post) tea.Cmd {
	desk := p.o.Outbox
	return p.pick(x, "Delete which one on the network?", func(d accounts.Delivery, a accounts.Account) tea.Msg {
		text := strings.TrimSpace(x.TextFor(d.Account))
		if ps := x.Parts(d.Account); d.Part < len(ps) {
			text = ps[d.Part]
		}
		return pane.Confirm{Review: pane.Review{Brand: x.Brand, Accounts: []accounts.Account{a}, Op: accounts.OpDelete, Visibility: x.Visibility, Text: text, Target: accounts.LineText(d.Receipt.URL)}, Then: func(accounts.Letter) tea.Cmd {
			return func() tea.Msg {
				act := accounts.Delivery{Brand: x.Brand, Post: x.ID, Account: d.Account, Op: accounts.OpDelete, Part: d.Part, Target: d.Receipt.RemoteID}
				if _, err := desk.Act(act, 0); err != nil {
					return pane.Failed{Doing: "deleting it on the network", Err: err}
				}
				return pane.Toast{Text: "It is deleted on the network in %d seconds; u takes it back.", Args: []any{pane.Hold}}
			}
		}}
	}, isOut)
}
