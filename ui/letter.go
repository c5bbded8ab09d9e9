package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/pane"
)

// The letter counts from letterGrace after the dialog was drawn, and only when no other byte came within letterQuiet before or
// after it: what was typed ahead, and a paste without brackets, confirm nothing.
const (
	letterGrace = 250 * time.Millisecond
	letterQuiet = 50 * time.Millisecond
)

// letterDialog asks for the client's letter before something leaves. Its other key is Esc.
type letterDialog struct {
	review pane.Review
	then   func(accounts.Letter) tea.Cmd
	other  func() tea.Cmd
	ready  time.Time // from when on the letter counts; zero: not drawn yet
	cand   string    // a letter that waits for letterQuiet
	candNo int
}

type (
	letterDrawn   struct{}
	letterSettled struct{ no int }
)

func newLetter(m *Model, c pane.Confirm) *letterDialog {
	return &letterDialog{review: c.Review, then: c.Then, other: c.Else}
}

// opened waits for one frame, so that the grace starts when the dialog can be seen.
func (d *letterDialog) opened(m *Model) tea.Cmd {
	return m.o.Clock.After(17*time.Millisecond, dialogMsg{d, letterDrawn{}})
}

func (d *letterDialog) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch x := msg.(type) {
	case letterDrawn:
		d.ready = m.now.Add(letterGrace)
	case letterSettled:
		if x.no == d.candNo && d.cand != "" {
			return d.decide(m)
		}
	}
	return nil
}

func (d *letterDialog) key(m *Model, k tea.KeyPressMsg, quiet time.Duration) tea.Cmd {
	s := k.String()
	d.candNo++
	clash := d.cand != ""
	d.cand = ""
	if s == "esc" || s == "ctrl+c" {
		return d.cancel(m)
	}
	early := d.ready.IsZero() || m.now.Before(d.ready) || quiet < letterQuiet || clash
	if early || k.IsRepeat || !isLetter(s) {
		return nil
	}
	d.cand = s
	return m.o.Clock.After(letterQuiet, dialogMsg{d, letterSettled{d.candNo}})
}

// paste drops pasted text, and with it a letter that was about to count.
func (d *letterDialog) paste(*Model, string) tea.Cmd {
	d.candNo++
	d.cand = ""
	return nil
}

// isLetter tells whether a key could be a brand's letter.
func isLetter(s string) bool {
	return s == string(accounts.PersonalLetter) || len(s) == 1 && s[0] >= 'a' && s[0] <= 'z' && s != "y"
}

// decide compares the letter. A wrong one sends nothing.
func (d *letterDialog) decide(m *Model) tea.Cmd {
	b := m.know.byID[d.review.Brand]
	if d.cand == string(b.Letter) && b.ID != "" {
		m.pop(d)
		return m.do(d.then(b.Letter))
	}
	said := m.lang.T("That is not %s's letter. Nothing is sent; what you wrote is kept.", b.Name)
	if o, ok := m.know.brandByLetter(d.cand); ok {
		said = m.lang.T("That is %s's letter. Nothing is sent; what you wrote is kept.", o.Name)
	}
	return tea.Batch(d.cancel(m), m.toasts.add(m.o.Clock, said, true))
}

func (d *letterDialog) cancel(m *Model) tea.Cmd {
	m.pop(d)
	if d.other == nil {
		return nil
	}
	return m.do(d.other())
}

// draw names network, handle, client, visibility, hour and what leaves.
func (d *letterDialog) draw(m *Model, w, h int) (string, []string, *tea.Cursor) {
	r, b := d.review, m.know.byID[d.review.Brand]
	st, l := m.styles, m.lang
	field := func(k, v string) string {
		return st.Dim.Render(pad(l.T(k), 12)) + ansi.Truncate(v, max(1, w-12), "…")
	}
	lines := []string{d.headline(m)}
	for i, a := range r.Accounts {
		if i == 3 {
			lines = append(lines, field("", l.T("and %d more", len(r.Accounts)-3)))
			break
		}
		lines = append(lines, field(map[bool]string{true: "from", false: ""}[i == 0], st.Strong.Render(a.Handle())+" ("+l.Network(a)+")"))
	}
	lines = append(lines, field("client", accounts.Cells(b.Name, false)+" · "+l.T(kindWord(b.Kind))))
	if t := r.Target.String(); t != "" {
		lines = append(lines, field("to", t))
	}
	if r.Visibility != 0 {
		lines = append(lines, field("seen by", l.Visibility(r.Visibility)))
	}
	lines = append(lines, field("hour", m.hourOf(r)))
	if s := m.priceOf(r); s != "" {
		lines = append(lines, field("price", s))
	}
	if s := extras(m, r); s != "" {
		lines = append(lines, field("with", s))
	}
	ask := accounts.Wrap(l.T("Press the client's letter to let it go; Esc keeps it here."), w)
	lines = append(lines, findings(m, r.Findings, w, h-len(lines)-len(ask)-3)...)
	lines = append(lines, "")
	if r.Text != "" {
		lines = append(append(lines, quoted(m, r, w, max(1, h-len(lines)-len(ask)-1))...), "")
	}
	for _, line := range ask {
		lines = append(lines, st.Strong.Render(line))
	}
	return l.T("Who speaks?"), lines, nil
}

// findings are what the checks say, in at most n lines: two for each where there is room, and the number of those left out.
func findings(m *Model, fs []accounts.Finding, w, n int) []string {
	each := 2
	if len(fs)*2 > n {
		each = 1
	}
	var lines []string
	for i, f := range fs {
		if each == 1 && len(lines) >= n-1 && i < len(fs)-1 {
			return append(lines, m.styles.Warn.Render(m.lang.T("and %d more", len(fs)-i)))
		}
		reason, remedy := m.lang.Finding(f)
		if remedy != "" {
			reason += " — " + remedy
		}
		ls := accounts.Wrap("! "+reason, w)
		if len(ls) > each {
			ls = append(ls[:each-1], accounts.Truncate(strings.Join(ls[each-1:], " "), w))
		}
		for _, l := range ls {
			lines = append(lines, m.styles.Warn.Render(l))
		}
	}
	return lines
}

// headline says what would happen.
func (d *letterDialog) headline(m *Model) string {
	op := m.lang.Op(d.review.Op)
	switch {
	case d.review.Reply:
		op = m.lang.T("reply")
	case d.review.Op == accounts.OpPost && d.review.When != nil:
		op = m.lang.T("schedule//verb")
	}
	return m.styles.Title.Render(" " + op + " ")
}

// hourOf is when it leaves, on the wall of the client's zone.
func (m *Model) hourOf(r pane.Review) string {
	if r.When == nil {
		if slices.ContainsFunc(r.Findings, guard.Heated) {
			return m.lang.T("in three minutes: it sounds heated")
		}
		if m.o.Hold < 0 {
			return m.lang.T("now, at once")
		}
		return m.lang.T("now; %d seconds to take it back", int(m.hold()))
	}
	s := m.lang.DayHour(r.When.Local()) + " " + r.When.Zone
	switch r.When.Rule {
	case accounts.Gap:
		return s + " " + m.lang.T("(%s does not exist that day)", r.When.Civil[11:])
	case accounts.Overlap:
		return s + " " + m.lang.T("(the first of two)")
	}
	return s
}

// extras are what goes along with the text.
func extras(m *Model, r pane.Review) string {
	var parts []string
	if r.Posts > 1 {
		parts = append(parts, m.lang.T("%d posts", r.Posts))
	}
	if r.Parts > 1 {
		parts = append(parts, m.lang.T("a thread of %d", r.Parts))
	}
	if r.Media > 0 {
		parts = append(parts, m.lang.N(r.Media, "%d file", "%d files"))
	}
	return strings.Join(parts, ", ")
}

// quoted is the beginning of the text; of an edit what was there before, too.
func quoted(m *Model, r pane.Review, w, room int) []string {
	var lines []string
	if r.Old != "" {
		lines = append(lines, m.styles.Dim.Render(m.lang.T("until now:")))
		lines = append(lines, block(m, r.Old, w, max(1, room/3))...)
		lines = append(lines, m.styles.Dim.Render(m.lang.T("from now on:")))
	}
	return append(lines, block(m, r.Text, w, max(1, room-len(lines)))...)
}

// block wraps her text to at most n lines with a bar before each.
func block(m *Model, s string, w, n int) []string {
	ls := accounts.Wrap(accounts.Cells(s, true), max(1, w-2))
	if len(ls) > n {
		ls = ls[:max(1, n)]
		ls[len(ls)-1] = accounts.Truncate(ls[len(ls)-1]+"…", max(1, w-2))
	}
	for i := range ls {
		ls[i] = m.styles.Quote.Render("│ ") + ls[i]
	}
	return ls
}
