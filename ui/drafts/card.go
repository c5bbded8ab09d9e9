package drafts

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/byhand"
	"vocero/ui/figure"
	"vocero/ui/pane"
)

// cardKey names what a card was read for.
type cardKey struct {
	id       accounts.ID
	revision uint64
}

// card is what is known of the selected post besides itself.
type card struct {
	key        cardKey
	deliveries []accounts.Delivery
	figures    figure.Sheet
}

// rested says that the keys have been quiet on a post for a moment.
type rested struct{ key cardKey }

func (p *Pane) key() cardKey {
	x, _ := p.list.Selected()
	return cardKey{x.ID, x.Revision}
}

// rest reads the card of the selected post when the keys have rested.
func (p *Pane) rest() tea.Cmd {
	k := p.key()
	if k.id == "" || k == p.card.key || k == p.wanted {
		return nil
	}
	p.wanted = k
	return p.o.After(settle, rested{k})
}

// most is how many deliveries of a post a card shows: every part on every account.
const most = 60

// read reads the card.
func (p *Pane) read() tea.Cmd {
	x, ok := p.list.Selected()
	if !ok {
		return nil
	}
	p.wanted = p.key()
	desk, figures, k := p.o.Desk, p.o.Figures, p.wanted
	return p.scope.For(pane.Drafts, func() tea.Msg {
		ds, _, err := desk.Deliveries(accounts.DeliveryQuery{Brand: x.Brand, Post: x.ID}, "", most)
		if err != nil {
			return pane.Failed{Doing: "reading the outbox", Err: err}
		}
		return card{key: k, deliveries: ds, figures: figure.OfPosts(figures, ds)}
	})
}

// carded are the deliveries of the selected post, once its card was read.
func (p *Pane) carded() []accounts.Delivery {
	if p.card.key != p.key() {
		return nil
	}
	return p.card.deliveries
}

// noFigures says why no figures of the selected post can be read.
func (p *Pane) noFigures() (string, []any) {
	if p.o.Figures == nil {
		return "Nothing of it is out: there are no figures.", nil
	}
	return figure.Why(p.carded(), func(id accounts.ID) accounts.Account { return p.accounts[id] })
}

// detail is everything about the selected post.
func (p *Pane) detail(f pane.Frame, x accounts.Post, w int) []string {
	l, st := f.Lang, f.Styles
	b := f.Brands[x.Brand]
	head := p.standing(f, x)
	lines := []string{stateStyle(f, x.State).Render(head) + " · " + st.Brand(b).Letter.Render(string(b.Letter)) + " " + accounts.Cells(b.Name, false) + " · " + p.hour(f, x)}
	if p.card.key == p.key() {
		lines = append(lines, p.outcome(f, b, w)...)
	}
	about := l.Visibility(x.Visibility)
	if p.card.key != p.key() || len(p.card.deliveries) == 0 { // The outcome names them.
		for i := len(x.Targets) - 1; i >= 0; i-- {
			about = p.handle(x.Targets[i]) + " · " + about
		}
	}
	if x.Language != "" {
		about += " · " + x.Language
	}
	if n := len(partsOf(x)); n > 1 {
		about += " · " + l.T("a thread of %d", n)
	}
	lines = append(lines, wrapped(st.Dim, about, true, w)...)
	lines = append(lines, wrapped(st.Dim, l.T("CW: %s", accounts.Cells(x.CW, false)), x.CW != "", w)...)
	if a := x.Answering; a != nil {
		lines = append(lines, wrapped(st.Quote, "> "+a.Author.String()+" "+a.Excerpt.String(), true, w)...)
	}
	lines = append(lines, wrapped(st.Text, accounts.Cells(x.Text, true), true, w)...)
	for _, m := range x.Media {
		alt := l.T("✗ no description")
		if m.Alt != "" {
			alt = "✓ " + accounts.Cells(m.Alt, false)
		}
		lines = append(lines, wrapped(st.Text, "▣ "+accounts.Cells(m.Name, false)+" · "+l.Bytes(m.Bytes)+" · "+alt, true, w)...)
	}
	if x.Poll != nil {
		for _, o := range x.Poll.Options {
			lines = append(lines, "☐ "+accounts.Cells(o, false))
		}
	}
	for _, v := range x.Versions {
		lines = append(lines, "", st.Dim.Render(l.T("on %s:", p.handle(v.Account))))
		lines = append(lines, wrapped(st.Text, accounts.Cells(v.Text, true), true, w)...)
	}
	return append(lines, wrapped(st.Dim, "; "+accounts.Cells(x.Note, false), x.Note != "", w)...)
}

// wrapped is a text over w cells in one style, nothing when it is not there.
func wrapped(st lipgloss.Style, s string, there bool, w int) []string {
	if !there {
		return nil
	}
	out := accounts.Wrap(s, max(10, w))
	for i := range out {
		out[i] = st.Render(out[i])
	}
	return out
}

// outcome says of each delivery where it stands: state, tries, address, read-back, and what to do when it failed.
func (p *Pane) outcome(f pane.Frame, b accounts.Brand, w int) []string {
	l, st := f.Lang, f.Styles
	var lines []string
	for _, d := range p.card.deliveries {
		if d.State == accounts.Cancelled {
			continue
		}
		s := sign(d) + " " + l.Delivery(d.State)
		if !d.Verified.IsZero() {
			s = sign(d) + " " + l.T("verified") + " " + local(f, d.Verified, b.Zone)
		}
		if d.Op != accounts.OpPost {
			s = l.Op(d.Op) + ": " + s
		}
		if d.Parts > 1 {
			s += fmt.Sprintf(" %d/%d", d.Part+1, d.Parts)
		}
		s += " · " + p.handle(d.Account)
		if n := len(d.Attempts); n > 1 {
			s += " · " + l.N(n, "%d try", "%d tries")
		}
		style := st.Text
		if d.Trouble() {
			style = st.Bad
		}
		lines = append(lines, wrapped(style, s, true, w)...)
		if d.ByHand() {
			lines = append(lines, wrapped(st.Accent, "  "+l.T("0 has its text, its files and what to mind"), true, w)...)
		} else if d.Fault != nil && d.State != accounts.Published {
			lines = append(lines, wrapped(st.Bad, "  "+l.Fault(d.Fault), true, w)...)
		}
		if d.Receipt != nil && d.Receipt.URL != "" && d.Op == accounts.OpPost {
			lines = append(lines, st.Accent.Render("  "+accounts.Cells(d.Receipt.URL, false)))
			s := p.card.figures.Line(f, d.Account, d.Receipt.RemoteID, b.Zone)
			lines = append(lines, wrapped(st.Dim, "  "+s, s != "", w)...)
		}
	}
	return lines
}

// sign is the glyph of a delivery.
func sign(d accounts.Delivery) string {
	switch {
	case d.State == accounts.Published && !d.Verified.IsZero():
		return "✓"
	case d.State == accounts.Published:
		return "○"
	case d.ByHand():
		return byhand.Sign
	case d.State.Trouble():
		return "✗"
	case d.State == accounts.Unconfirmed:
		return "?"
	case d.State == accounts.Held:
		return "="
	}
	return "»"
}

// handle is an account's name in full.
func (p *Pane) handle(id accounts.ID) string {
	if a, ok := p.accounts[id]; ok {
		return a.Handle()
	}
	return "—"
}
