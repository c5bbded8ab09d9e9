package today

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/byhand"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// View draws the clients, then the day.
func (p *Pane) View(f pane.Frame) (string, *tea.Cursor) {
	if !p.data.loaded {
		return widget.Fit("", p.w, p.h), nil
	}
	lines := []string{f.Styles.Title.Render(" " + f.Lang.T("Clients") + " ")}
	if stop := f.Lang.Stopped(p.data.watch.Fault); stop != "" {
		lines[0] += "  " + f.Styles.Bad.Render(stop)
	}
	brands := p.brands(f)
	for i, b := range brands {
		if i == p.brandLines()-1 && len(brands) > i+1 {
			lines = append(lines, f.Styles.Dim.Render(f.Lang.T("   and %d more", len(brands)-i)))
			break
		}
		lines = append(lines, p.brandRow(f, b))
	}
	for len(lines) < p.brandLines()+1 {
		lines = append(lines, "")
	}
	lines = append(lines, "", f.Styles.Title.Render(" "+f.Lang.T("The day")+" "))
	if len(p.data.items) == 0 {
		lines = append(lines, "", "   "+f.Styles.Good.Render("✓")+" "+f.Lang.T("Nothing waits for you. c writes a post, 2 shows all mentions."))
	}
	for i := p.top; i < len(p.data.items) && i < p.top+p.rows(); i++ {
		lines = append(lines, p.itemRow(f, p.data.items[i], i == p.sel))
	}
	return widget.FitLines(lines, p.w, p.h), nil
}

// brands are the brands in view, clients first, in the order of their letters.
func (p *Pane) brands(f pane.Frame) []accounts.Brand {
	var out []accounts.Brand
	for _, t := range sorted(f.Brands) {
		if p.scope.Brand == "" || t.ID == p.scope.Brand {
			out = append(out, t)
		}
	}
	return out
}

// brandRow says of one client what it wants: new, failed, the next hour, accounts, pause.
func (p *Pane) brandRow(f pane.Frame, b accounts.Brand) string {
	t, l, st := p.data.tallies[b.ID], f.Lang, f.Styles
	var parts []string
	add := func(s string) { parts = append(parts, s) }
	if t.New > 0 {
		add(l.N(t.New, "%d new//one", "%d new"))
	}
	if t.New+t.Trouble+t.ByHand == 0 && !b.Paused() && p.blocked(b.ID) == "" {
		add(st.Good.Render(l.T("✓ all quiet")))
	}
	if t.Trouble > 0 {
		add(st.Bad.Render(l.N(t.Trouble, "✗ %d failed", "✗ %d failed")))
	}
	if t.ByHand > 0 {
		add(st.Warn.Render(byhand.Sign + " " + l.N(t.ByHand, "%d by hand//one", "%d by hand")))
	}
	if next, ok := p.data.next[b.ID]; ok {
		add(l.T("next %s", when(f, next, b.Zone)))
	} else {
		add(st.Dim.Render(l.T("nothing planned")))
	}
	if bad := p.blocked(b.ID); bad != "" {
		add(st.Bad.Render(l.T("✗ log in again: %s", bad)))
	}
	if b.Paused() {
		add(st.Paused.Render(l.T("PAUSED: %s", accounts.Cells(b.Pause.Reason, false))))
	}
	name := st.Brand(b).Letter.Render(string(b.Letter)) + " " + accounts.Truncate(accounts.Cells(b.Name, false), 22)
	return "  " + widget.FitLine(name, 25) + " " + strings.Join(parts, st.Dim.Render(" · "))
}

// blocked is the first account of a brand that cannot be used, "" when all can.
func (p *Pane) blocked(brand accounts.ID) string {
	for _, a := range p.data.accounts {
		if a.Brand == brand && a.State == accounts.AccountBlocked {
			return a.Handle()
		}
	}
	return ""
}

// account is an account as it was read.
func (p *Pane) account(id accounts.ID) accounts.Account {
	for _, a := range p.data.accounts {
		if a.ID == id {
			return a
		}
	}
	return accounts.Account{}
}

// itemRow is one line of the day.
func (p *Pane) itemRow(f pane.Frame, it item, sel bool) string {
	b, l, st := f.Brands[it.brand], f.Lang, f.Styles
	var sign, head, text string
	style := st.Text
	switch it.kind {
	case trouble:
		sign, style = "✗", st.Bad
		head, text = l.Delivery(it.delivery.State), l.Fault(it.delivery.Fault)
	case hand:
		sign, style = byhand.Sign, st.Warn
		head, text = when(f, it.at, b.Zone), byhand.Row(f, p.account(it.account), "")
	case warned:
		sign, style = "!", st.Warn
		head, text = when(f, it.at, b.Zone), strings.Join(l.Preflight(it.delivery), " · ")
	case answer:
		sign, head = "@", l.Left(it.at.Sub(f.Now))
		if it.at.Before(f.Now) {
			style = st.Warn
			head = l.T("late %s", l.Ago(f.Now.Sub(it.at)))
		}
		text = it.mention.Author.String() + "  " + it.mention.Gist(p.account(it.account))
	case leaving:
		sign, head = "»", when(f, it.at, b.Zone)
		text = p.state(f, it, sel) + "  " + accounts.Cells(it.post.Text, false)
	}
	row := widget.FitLine(sign+" "+head, 16)
	if sel {
		return st.Selected.Render(widget.FitLine("  "+string(b.Letter)+" "+row+" "+text, p.w))
	}
	return "  " + st.Brand(b).Letter.Render(string(b.Letter)) + " " + style.Render(row) + " " + text
}

// state is the state of a post with who carries it, red where nobody does.
func (p *Pane) state(f pane.Frame, it item, sel bool) string {
	s := f.Lang.Post(it.post.State)
	if !p.data.watched {
		return s
	}
	h := p.data.watch.HoldsPost(it.post, p.account(it.account))
	switch word := f.Lang.Holder(h); {
	case h == accounts.HolderNone:
		return s
	case sel: // The bar of the cursor has its own colours.
		return s + " · " + word
	case h == accounts.HolderNobody:
		return s + " · " + f.Styles.Bad.Render(word)
	default:
		return s + " · " + f.Styles.Dim.Render(word)
	}
}

// when is an hour on the wall of the brand's zone; the day is said unless it is today.
func when(f pane.Frame, t time.Time, zone string) string {
	now := f.Now
	if loc, err := accounts.Zone(zone); err == nil {
		t, now = t.In(loc), now.In(loc)
	}
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return f.Lang.Hour(t)
	}
	if t.Sub(now) < 6*24*time.Hour && t.After(now) {
		return f.Lang.ShortDay(t.Weekday()) + " " + f.Lang.Hour(t)
	}
	return f.Lang.DayHour(t)
}
