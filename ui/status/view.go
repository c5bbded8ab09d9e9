package status

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/able"
	"vocero/ui/byhand"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

// entryID makes the window's key of a journal entry.
func entryID(e accounts.Entry) accounts.ID { return accounts.ID(fmt.Sprintf("%020d", e.Seq)) }

// View draws the names of the lists, the list in view, and the selected record.
func (p *Pane) View(f pane.Frame) (string, *tea.Cursor) {
	head := p.heads(f)
	if p.part == journal {
		if p.es.Loaded() && p.es.Len() == 0 {
			return p.empty(f, head, "Nothing was done yet: what leaves, and what you decide, stands here."), nil
		}
		return widget.Fit(head+"\n"+p.es.View(stampOf(f), f.Focused, p.entryRow(f)), p.w, p.h), nil
	}
	list, detail, empty := "", []string{}, false
	if p.part == logins {
		list, empty = p.as.View(stampOf(f), f.Focused, p.accountRow(f)), p.as.Loaded() && p.as.Len() == 0
		if a, ok := p.as.Selected(); ok {
			detail = p.accountDetail(f, a)
		}
	} else {
		list, empty = p.ds.View(stampOf(f), f.Focused, p.deliveryRow(f)), p.ds.Loaded() && p.ds.Len() == 0
		if r, ok := p.ds.Selected(); ok {
			detail = p.deliveryDetail(f, r)
		}
	}
	if empty {
		return p.empty(f, head, p.emptyText()), nil
	}
	if p.wide() {
		side := widget.FitLines(detail, p.w-p.listWidth()-2, p.h-1)
		return widget.Fit(head+"\n"+widget.Beside(p.h-1, widget.Column{Text: list, W: p.listWidth()}, widget.Column{Text: "", W: 2}, widget.Column{Text: side, W: p.w - p.listWidth() - 2}), p.w, p.h), nil
	}
	rule := f.Styles.Border.Render(strings.Repeat("─", p.w))
	return widget.Fit(head+"\n"+list+"\n"+rule+"\n"+widget.FitLines(detail, p.w, p.below(p.part)-1), p.w, p.h), nil
}

// detailWidth is how wide the selected record is drawn, in cells.
func (p *Pane) detailWidth() int {
	if p.wide() {
		return p.w - p.listWidth() - 2
	}
	return p.w
}

// empty is a list without rows: one sentence that says what to do next.
func (p *Pane) empty(f pane.Frame, head, key string) string {
	return widget.Fit(head+"\n\n   "+strings.Join(accounts.Wrap(f.Lang.T(key), max(1, p.w-6)), "\n   "), p.w, p.h)
}

func (p *Pane) emptyText() string {
	switch {
	case p.part == logins:
		return emptyTexts[0]
	case p.trouble:
		return emptyTexts[1]
	}
	return emptyTexts[2]
}

var emptyTexts = [...]string{"There is no account yet: ga adds one.", "✓ Nothing failed. < shows the whole outbox.",
	"The outbox is empty: what you schedule or send stands here until it is verified."}

// heads are the names of the three lists; the one in view is marked.
func (p *Pane) heads(f pane.Frame) string {
	var b strings.Builder
	for i, n := range partWords {
		name := " " + f.Lang.T(n) + " "
		if part(i) == outbox && p.trouble {
			name = " " + f.Lang.T(n) + " · " + f.Lang.T("only trouble") + " "
		}
		if part(i) == p.part {
			b.WriteString(f.Styles.Title.Render("▸" + name))
		} else {
			b.WriteString(f.Styles.Dim.Render(" " + name))
		}
	}
	if stop := f.Lang.Stopped(p.watch.Fault); stop != "" {
		return b.String() + "  " + f.Styles.Bad.Render(stop)
	}
	if said := p.paused(f, p.w-widget.Width(b.String())-2); said != "" {
		return b.String() + said
	}
	if p.machine.Where != nil {
		word := f.Lang.T("vault open")
		if p.machine.Locked != nil && p.machine.Locked() {
			word = f.Lang.T("vault LOCKED (v)")
		}
		for _, said := range []string{"  " + word + " · " + f.Lang.T(whereWords[p.machine.Where()]), "  " + word} {
			if widget.Width(b.String()+said) <= p.w {
				return b.String() + f.Styles.Dim.Render(said)
			}
		}
	}
	return b.String()
}

// whereWords name the places of the vault.
var whereWords = map[string]string{"keyring": "keyring", "file": "encrypted file", "practice": "for practice"}

// sign is the glyph of a delivery's state; the word stands beside it.
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
	case d.Warned(), d.Leaving():
		return "!"
	case d.State == accounts.Held || d.State == accounts.Cancelled:
		return "="
	}
	return "»"
}

// stateText is the state in words, with the seconds left while it can still be taken back.
func stateText(f pane.Frame, d accounts.Delivery) string {
	s := f.Lang.Delivery(d.State)
	switch {
	case d.ByHand():
		s = f.Lang.T("by hand, now")
	case d.State == accounts.Published && !d.Verified.IsZero():
		s = f.Lang.T("verified")
	case d.Leaving():
		s = f.Lang.T("being taken back")
	case d.Cools(f.Now):
		s = f.Lang.T("cools//a heated answer waits") + " " + f.Lang.Hour(wall(d.LeavesAt, f.Brands[d.Brand].Zone))
	case d.State == accounts.Scheduled && d.Now && d.LeavesAt.After(f.Now):
		s = f.Lang.T("in %s s", fmt.Sprint(int(d.LeavesAt.Sub(f.Now).Seconds()+0.999)))
	}
	return s
}

func (p *Pane) deliveryRow(f pane.Frame) func(row, int, widget.RowState) string {
	return func(r row, w int, st widget.RowState) string {
		b := f.Brands[r.Brand]
		style := f.Styles.Text
		switch {
		case r.Trouble():
			style = f.Styles.Bad
		case r.Warned(), r.Leaving(), r.ByHand():
			style = f.Styles.Warn
		}
		held := f.Styles.Dim
		if r.holder == accounts.HolderNobody {
			held = f.Styles.Bad
		}
		base := base(f, st)
		if st.Selected {
			style, held = *base, *base
		}
		letter := f.Styles.Brand(b).Letter
		return widget.Row(w, base, widget.Cell{Text: " " + string(b.Letter), W: 2, Style: &letter}, widget.Cell{Text: sign(r.Delivery) + " " + stateText(f, r.Delivery), W: 17, Style: &style},
			widget.Cell{Text: hour(f, r.Due, b.Zone), W: 16}, widget.Cell{Text: f.Lang.Holder(r.holder), W: 7, Style: &held}, widget.Cell{Text: what(f, r), W: 0})
	}
}

// what is the operation, unless it is a post, and the text.
func what(f pane.Frame, r row) string {
	s := accounts.Cells(r.text, false)
	if r.Op != accounts.OpPost {
		s = f.Lang.Op(r.Op) + " " + s
	} else if r.Mention != "" {
		s = f.Lang.T("reply") + ": " + s
	}
	if r.Parts > 1 {
		s = fmt.Sprintf("%d/%d %s", r.Part+1, r.Parts, s)
	}
	return s
}

// hour is an instant on the wall of the brand's zone.
func hour(f pane.Frame, t time.Time, zone string) string {
	if t.IsZero() {
		return "—"
	}
	return f.Lang.DayHour(wall(t, zone))
}

// wall is an instant in a zone; as it is where the zone is unknown here.
func wall(t time.Time, zone string) time.Time {
	if loc, err := accounts.Zone(zone); err == nil {
		return t.In(loc)
	}
	return t
}

// deliveryDetail is everything that is known of a delivery: who, when, each attempt, the receipt, cause and remedy.
func (p *Pane) deliveryDetail(f pane.Frame, r row) []string {
	l, st, zone := f.Lang, f.Styles, f.Brands[r.Brand].Zone
	width := p.w - 2
	if p.wide() {
		width = p.w - p.listWidth() - 2
	}
	lines := []string{st.Strong.Render(sign(r.Delivery) + " " + stateText(f, r.Delivery) + " · " + r.account.Handle())}
	lines = append(lines, r.hand.Lines(f, width)...)
	if r.Fault != nil && !r.ByHand() {
		for _, s := range accounts.Wrap(l.Fault(r.Fault), max(20, width)) {
			lines = append(lines, st.Bad.Render(s))
		}
	}
	for _, s := range l.Preflight(r.Delivery) {
		for _, line := range accounts.Wrap(s, max(20, width)) {
			lines = append(lines, st.Warn.Render(line))
		}
	}
	lines = append(lines, handLines(f, r, width)...)
	if !r.hand.Open() {
		lines = append(lines, p.heldLines(f, r, width)...)
	}
	if r.Receipt != nil {
		how := l.T("published %s", hour(f, r.Receipt.At, zone))
		if r.Late {
			how += " · " + l.T("late//after its hour")
		}
		if r.Receipt.Recovered {
			how += " · " + l.T("found by looking it up")
		}
		if r.Receipt.ByHand {
			how += " · " + l.T("by your word")
		}
		lines = append(lines, how, st.Accent.Render(r.Receipt.URL))
	}
	if r.Double {
		lines = append(lines, st.Bad.Render(l.T("It may be out twice: look at the account.")))
	}
	if !r.Verified.IsZero() {
		lines = append(lines, st.Good.Render(l.T("✓ read back %s", hour(f, r.Verified, zone))))
	}
	for _, a := range r.Attempts {
		s := l.T("sent %s: %s", hour(f, a.Started, zone), l.T(outcomeWord(a.Outcome)))
		if a.Status != 0 {
			s += fmt.Sprintf(" (HTTP %d)", a.Status)
		}
		lines = append(lines, st.Dim.Render(s))
	}
	if r.State == accounts.Missed {
		lines = append(lines, l.T("W publish now · H another hour · D drop it"))
	}
	if r.State == accounts.NeedsYou && !r.ByHand() {
		lines = append(lines, l.T("p it is there · W send again (may double it) · D drop it · o look"))
	}
	lines = append(lines, "")
	return append(lines, accounts.Wrap(accounts.Cells(r.text, true), max(20, width))...)
}

// heldLines say who carries the delivery, red where nobody does.
func (p *Pane) heldLines(f pane.Frame, r row, width int) (out []string) {
	style := f.Styles.Dim
	if r.holder == accounts.HolderNobody {
		style = f.Styles.Bad
	}
	for _, s := range accounts.Wrap(f.Lang.Held(r.holder, p.watch), max(20, width)) {
		if s != "" {
			out = append(out, style.Render(s))
		}
	}
	return out
}

var outcomeWords = [...]string{"no answer yet", "nothing left this machine", "refused", "log-in refused", "asked to wait", "accepted", "no clear answer"}

var partWords = []string{"Outbox", "Accounts", "Journal"}

// outcomeWord is the text key of what became of an attempt.
func outcomeWord(o accounts.Outcome) string {
	return outcomeWords[min(int(o), len(outcomeWords)-1)]
}

func (p *Pane) accountRow(f pane.Frame) func(accounts.Account, int, widget.RowState) string {
	return func(a accounts.Account, w int, st widget.RowState) string {
		b := f.Brands[a.Brand]
		letter, style := f.Styles.Brand(b).Letter, f.Styles.Good
		state := "✓ " + f.Lang.T("ready")
		if a.State == accounts.AccountBlocked {
			state, style = "✗ "+f.Lang.T("log in again"), f.Styles.Bad
		} else if a.Fault != nil && a.Fault.Code == accounts.CodeCap {
			state, style = "! "+f.Lang.T("cap reached"), f.Styles.Warn
		} else if a.Fault != nil {
			state, style = "! "+f.Lang.T("not reached"), f.Styles.Warn
		}
		base := base(f, st)
		if st.Selected {
			style = *base
		}
		sync := f.Lang.T("never fetched")
		if a.Network == accounts.Manual {
			sync = f.Lang.T("by hand")
		}
		if !a.SyncedAt.IsZero() {
			sync = f.Lang.T("fetched %s", f.Lang.Since(f.Now.Sub(a.SyncedAt)))
		}
		cells := []widget.Cell{{Text: " " + string(b.Letter), W: 2, Style: &letter}, {Text: state, W: 19, Style: &style}, {Text: a.Handle(), W: 0}}
		if by := scheduledBy(f, a); by != "" && w >= 72 {
			cells = append(cells, widget.Cell{Text: by, W: 18})
		}
		return widget.Row(w, base, append(cells, widget.Cell{Text: sync, W: 20})...)
	}
}

// called is the server of an account: its software where the network has several kinds, else the network.
func called(f pane.Frame, a accounts.Account) string {
	if a.Network == accounts.Mastodon {
		return a.Instance.Software
	}
	return f.Lang.Network(a)
}

// accountDetail says what the server is and what it can do, and why not.
func (p *Pane) accountDetail(f pane.Frame, a accounts.Account) []string {
	l, st, in := f.Lang, f.Styles, a.Instance
	lines := []string{st.Strong.Render(a.Handle()) + " " + st.Dim.Render(a.Server), l.T("%s %s", called(f, a), in.Version) + " · " + l.T("%d characters, %d files a post", in.Limits.Chars, in.Limits.Media)}
	if a.Fault != nil {
		lines = append(lines, st.Bad.Render(l.Fault(a.Fault)))
	}
	lines = append(lines, moneyLines(f, a, p.detailWidth())...)
	if s := p.figures.Line(f, a.ID, "", f.Brands[a.Brand].Zone); s != "" {
		lines = append(lines, s)
	}
	if a.ByNetwork {
		lines = append(lines, st.Accent.Render(l.T("What has an hour is published by the network's own scheduler.")))
	}
	return append(lines, able.Lines(f, a, p.detailWidth())...)
}

func (p *Pane) entryRow(f pane.Frame) func(accounts.Entry, int, widget.RowState) string {
	return func(e accounts.Entry, w int, st widget.RowState) string {
		b := f.Brands[e.Brand]
		letter := f.Styles.Brand(b).Letter
		return widget.Row(w, base(f, st), widget.Cell{Text: " " + string(b.Letter), W: 2, Style: &letter}, widget.Cell{Text: hour(f, e.At, b.Zone), W: 17}, widget.Cell{Text: f.Lang.Act(e.Act), W: 26},
			widget.Cell{Text: e.Subject.Short(), W: 9}, widget.Cell{Text: accounts.Cells(f.Lang.ActDetail(e.Detail), false), W: 0})
	}
}

// stamp changes with everything that rows show besides their record: styles, language, and the second that counts down.
type stamp struct {
	styles *theme.Styles
	lang   *lang.Printer
	second int64
}

func stampOf(f pane.Frame) stamp { return stamp{f.Styles, f.Lang, f.Now.Unix()} }

// base is the style that a whole row is drawn in: the bar of the cursor, or none.
func base(f pane.Frame, st widget.RowState) *lipgloss.Style {
	switch {
	case st.Selected && st.Focused:
		return &f.Styles.Selected
	case st.Selected:
		return &f.Styles.SelectedDim
	}
	return nil
}
