package ui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// foot draws the last line: a toast, the continuations of a chord, or all clients' counters, the outbox, failures and keys.
func (m *Model) foot(w int) string {
	if t, bad := m.toasts.text(); t != "" {
		st := m.styles.Strong
		if bad {
			st = m.styles.Bad
		}
		return bar(st, " "+t, "", w)
	}
	if m.chord != "" {
		return bar(m.styles.Text, " "+m.continuations(), m.styles.Dim.Render(m.lang.T("Esc drops it")+" "), w)
	}
	left := " " + m.counters(w)
	hints := m.hints(w - widget.Width(left) - 2)
	return widget.FitLine(widget.FitLine(left, max(0, w-widget.Width(hints)))+hints, w)
}

// counters are every client's new mentions, what is leaving, and what failed; the keys for that are never cut.
func (m *Model) counters(w int) string {
	var parts []string
	leaving, trouble, hand := 0, 0, 0
	for _, b := range m.know.brands {
		t := m.know.tallies[b.ID]
		leaving, trouble, hand = leaving+t.Leaving, trouble+t.Trouble, hand+t.ByHand
		s := string(b.Letter) + m.lang.T("%d", t.New)
		if b.Paused() {
			s += "="
		}
		if t.Trouble > 0 {
			s += "!"
		}
		parts = append(parts, m.styles.Brand(b).Letter.Render(s))
	}
	out, short := strings.Join(parts, " "), strings.Join(parts, " ")
	if leaving > 0 {
		out += "  " + m.styles.Warn.Render(m.lang.N(leaving, "%d leaving (u takes it back)", "%d leaving (u takes back)"))
		short += "  " + m.styles.Warn.Render(m.lang.T("%d leaving (u)", leaving))
	}
	if s := m.cooling(); s != "" {
		out, short = strings.Join(parts, " ")+"  "+s, strings.Join(parts, " ")+"  "+s
	}
	if trouble > 0 {
		out += "  " + m.styles.Bad.Render(m.lang.N(trouble, "✗%d failed (gf)", "✗%d failed (gf)"))
		short += "  " + m.styles.Bad.Render(m.lang.T("✗%d (gf)", trouble))
	}
	if hand > 0 {
		out += "  " + m.styles.Warn.Render(m.lang.N(hand, "✎%d by hand (gf)", "✎%d by hand (gf)"))
		short += "  " + m.styles.Warn.Render(m.lang.T("✎%d (gf)", hand))
	}
	if widget.Width(out)+12 > w {
		return short
	}
	return out
}

// cooling says until when a heated answer waits, when it is what u would take back.
func (m *Model) cooling() string {
	u := m.know.undo
	if !u.Cools.After(m.o.Clock.Now()) {
		return ""
	}
	at := u.Cools
	if loc, err := accounts.Zone(m.know.byID[u.Brand].Zone); err == nil {
		at = at.In(loc)
	}
	return m.styles.Warn.Render(m.lang.T("~ cools until %s (u opens it)", m.lang.Hour(at)))
}

// hints are the footer's keys, as many as fit; help always stands last.
func (m *Model) hints(w int) string {
	as := slices.DeleteFunc(m.actions(), func(a pane.Action) bool { return a.Footer == 0 || (m.typing() && !a.Typing) })
	slices.SortStableFunc(as, func(a, b pane.Action) int { return a.Footer - b.Footer })
	key := "?"
	if m.typing() {
		key = "f1"
	}
	help := m.ink(&m.styles.Key, key) + " " + m.ink(&m.styles.Dim, m.lang.T("help")) + " "
	var out strings.Builder
	left := w - widget.Width(help)
	for _, a := range as {
		st := &m.styles.Text
		if why, _ := a.Why(); why != "" {
			st = &m.styles.Dim
		}
		s := m.ink(&m.styles.Key, m.keyText(a)) + " " + m.ink(st, m.lang.T(a.Label)) + "  "
		if left -= widget.Width(s); left < 0 {
			break
		}
		out.WriteString(s)
	}
	return out.String() + help
}

// inkKey is a text in one of the root's styles.
type inkKey struct {
	style *lipgloss.Style
	text  string
}

// mostInks bounds how many painted texts are kept.
const mostInks = 512

// ink paints a text. Frames say the same words again and again, so that they are kept; styles is one of m.styles.
func (m *Model) ink(style *lipgloss.Style, text string) string {
	k := inkKey{style, text}
	s, ok := m.inks[k]
	if !ok {
		if len(m.inks) >= mostInks {
			clear(m.inks)
		}
		s = style.Render(text)
		m.inks[k] = s
	}
	return s
}

// continuations are what can follow the pending chord.
func (m *Model) continuations() string {
	var parts []string
	for _, a := range m.actions() {
		for _, ks := range m.keysOf(a) {
			if len(ks) > 1 && strings.Join(ks[:len(ks)-1], " ") == m.chord {
				parts = append(parts, m.styles.Key.Render(ks[len(ks)-1])+" "+m.lang.T(a.Label))
			}
		}
	}
	return m.styles.Strong.Render(m.chord) + "  " + strings.Join(parts, "  ")
}
