package mentions

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/talk"
	"vocero/ui/who"
	"vocero/ui/widget"
)

// filter says which mentions are in the list.
type filter uint8

const (
	fresh   filter = iota // talk that waits for a verdict
	waiting               // a reply is on its way
	snoozed
	done
	folded // likes, boosts, follows and the like
	any_   // every talk; only while searching
	filters
)

var filterNames = [...]string{"New//mentions", "Waiting//mentions", "Snoozed//mentions", "Done//mentions", "Folded//mentions", "All//mentions"}

// filterOf is the filter under which a mention stands.
func filterOf(m accounts.Mention) filter {
	if m.Kind != accounts.Talk {
		return folded
	}
	return filter(min(m.State, accounts.Done))
}

// queryFor is a filter as the store reads it. A search finds folded ones in every state.
func queryFor(f filter, brand accounts.ID, search string) accounts.MentionQuery {
	q := accounts.MentionQuery{Brand: brand, Search: search}
	switch f {
	case any_:
		q.Any = true
	case folded:
		q.Folded, q.Any = true, search != ""
	default:
		q.State = accounts.MentionState(f)
	}
	return q
}

func (p *Pane) query() accounts.MentionQuery {
	return p.rel.Narrow(queryFor(p.filter, p.scope.Brand, p.search), p.filter == folded)
}

// relate shows what belongs together, in every state; the zero Related shows everything again.
func (p *Pane) relate(r who.Related) tea.Cmd {
	switch {
	case r.Zero() && !p.rel.Zero():
		p.filter = p.before
	case p.rel.Zero() && p.search == "":
		p.before = p.filter
	}
	if !r.Zero() {
		p.filter = any_
	}
	p.rel, p.search, p.only, p.mode, p.side = r, "", "", list, side{}
	return tea.Batch(p.restart(), p.learn())
}

// facts are what the pane knows besides the list: who the brands and accounts are, how many mentions each filter has.
type facts struct {
	no       int // grows with every reading
	brands   map[accounts.ID]accounts.Brand
	accounts map[accounts.ID]accounts.Account
	counts   [any_]int
	found    string // how many a search found; "" where that is not counted
	tags     []string
}

// learn reads the facts.
func (p *Pane) learn() tea.Cmd {
	desk, q, no := p.desk, p.query(), p.know.no+1
	return p.scope.For(pane.Mentions, func() tea.Msg {
		k, err := readFacts(desk, q)
		if err != nil {
			return pane.Failed{Doing: "reading the mentions", Err: err}
		}
		k.no = no
		return k
	})
}

func readFacts(desk Desk, q accounts.MentionQuery) (k facts, err error) {
	k = facts{brands: map[accounts.ID]accounts.Brand{}, accounts: map[accounts.ID]accounts.Account{}}
	bs, err := desk.Brands()
	if err != nil {
		return k, err
	}
	for _, b := range bs {
		k.brands[b.ID] = b
	}
	as, err := desk.Accounts("")
	if err != nil {
		return k, err
	}
	for _, a := range as {
		k.accounts[a.ID] = a
	}
	for f := range any_ {
		if k.counts[f], _, err = desk.CountMentions(queryFor(f, q.Brand, "")); err != nil {
			return k, err
		}
	}
	if q.Search != "" && !strings.Contains(q.Search, "~") { // A part of a word is found by reading everything: not only to count.
		n, exact, err := desk.CountMentions(q)
		k.found = fmt.Sprint(n)
		if !exact {
			k.found += "+"
		}
		return k, err
	}
	return k, nil
}

// remember keeps tags for completion.
func (k *facts) remember(tags []string) { k.tags = talk.Remember(k.tags, tags) }

// next shows the next filter.
func (p *Pane) next() tea.Cmd {
	n := any_
	if p.search != "" || !p.rel.Zero() {
		n = filters
	}
	p.filter, p.only = (p.filter+1)%n, ""
	return tea.Batch(p.restart(), p.learn())
}

// ask asks what to search for.
func (p *Pane) ask() tea.Cmd {
	return pane.Send(pane.Ask{Title: "Search", Label: "Words", Help: "Words or their beginnings, in text, warning, name and handle; ~part finds a part of a word. Empty shows all.",
		Value: p.search, Then: p.find})
}

// find shows what a search finds; an empty one ends it.
func (p *Pane) find(s string) tea.Cmd {
	s = strings.Join(strings.Fields(s), " ")
	switch {
	case s == "" && p.search == "":
		return nil
	case s == "":
		p.filter = p.before
	case p.search == "":
		p.before, p.filter = p.filter, any_
		if p.before == folded {
			p.filter = folded
		}
	}
	p.search, p.only, p.mode = s, "", list
	p.know.found = ""
	return tea.Batch(p.restart(), p.learn())
}

// header draws the filters with their counts, the one in view in brackets.
func (p *Pane) header(f pane.Frame, w int) string {
	tabs := make([]talk.Tab, 0, filters)
	for i, name := range filterNames {
		if filter(i) == any_ {
			if p.search != "" || !p.rel.Zero() {
				tabs = append(tabs, talk.Tab{Name: f.Lang.T(name), Count: -1})
			}
			continue
		}
		tabs = append(tabs, talk.Tab{Name: f.Lang.T(name), Count: p.know.counts[i]})
	}
	return talk.DrawTabs(f, w, tabs, int(p.filter))
}

// statusLine says what is searched and what is marked.
func (p *Pane) statusLine(f pane.Frame, w int) string {
	l, st := f.Lang, f.Styles
	var parts []string
	if p.only != "" {
		parts = append(parts, l.T("one mention · Esc shows the list"))
	}
	if !p.rel.Zero() {
		parts = append(parts, st.Strong.Render("= ")+p.rel.Line(f))
	}
	if p.search != "" {
		s := st.Strong.Render("/"+accounts.Truncate(accounts.Cells(p.search, false), max(8, w/2))) + "  "
		if p.know.found != "" {
			s += l.T("%s found", p.know.found) + " · "
		}
		parts = append(parts, s+l.T("newest first · Esc ends it"))
	}
	switch {
	case p.all:
		parts = append(parts, st.Marked.Render(l.T("• all of this list is marked · Esc unmarks")))
	case p.win.Marked() > 0:
		parts = append(parts, st.Marked.Render(l.N(p.win.Marked(), "• %d marked · Esc unmarks//one", "• %d marked · Esc unmarks")))
	}
	return widget.FitLine(" "+strings.Join(parts, "  "), w)
}

// marked tells whether an act concerns marked rows instead of the one under the cursor.
func (p *Pane) marked() bool { return p.all || p.win.Marked() > 0 }
