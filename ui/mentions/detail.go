package mentions

import (
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// sheetKey is everything a text depends on.
type sheetKey struct {
	id      accounts.ID
	version uint64
	read    time.Time
	asked   time.Time
	w       int
	mode    mode
	stamp   stamp
}

// sheet is a text that is being written, or the one drawn last.
type sheet struct {
	key   sheetKey
	f     pane.Frame
	w     int
	lines []string
}

// put adds text in a style, wrapped; lead stands before its first line and as much room before the others.
func (s *sheet) put(st lipgloss.Style, lead, text string) {
	room := max(8, s.w-widget.Width(lead))
	for i, l := range wrap(text, room) {
		if i > 0 {
			lead = widget.Pad(widget.Width(lead))
		}
		s.lines = append(s.lines, st.Render(lead+l))
	}
}

// gap adds an empty line, never two.
func (s *sheet) gap() {
	if n := len(s.lines); n > 0 && s.lines[n-1] != "" {
		s.lines = append(s.lines, "")
	}
}

// wrap breaks a text into lines.
func wrap(s string, w int) []string { return accounts.Wrap(s, max(1, w)) }

// place says which part of a text is in view.
func place(top, room, all int) string { return fmt.Sprintf("%d-%d/%d", top+1, min(all, top+room), all) }

// text is the mention or its conversation in lines of at most w cells. It is written anew only when something of it changed.
func (p *Pane) text(f pane.Frame, w int) []string {
	m := p.side.m
	if m.ID == "" {
		return nil
	}
	k := sheetKey{id: m.ID, version: version(m), read: p.side.thread.Read, asked: p.asked, w: w, mode: p.mode, stamp: p.stamp(f)}
	if k != p.drawn.key {
		p.drawn = sheet{key: k, f: f, w: w}
		if p.mode == talking {
			p.conversation(&p.drawn)
		} else {
			p.mention(&p.drawn, m)
		}
	}
	return p.drawn.lines
}

// mention writes one mention: to whom, by whom, when, what is odd about it, what was said, where its links go.
func (p *Pane) mention(s *sheet, m accounts.Mention) {
	l, st, b := s.f.Lang, s.f.Styles, p.brand(s.f, m.Brand)
	to := l.T("an account that is gone")
	if a, ok := p.know.accounts[m.Account]; ok {
		to = a.Handle()
	}
	s.put(st.Brand(b).Letter, string(b.Letter)+" ", accounts.Cells(b.Name, false)+" · "+l.T("to %s", to))
	s.put(st.Strong, "", strings.TrimSpace(m.AuthorName.String()+" "+m.Author.String()))
	s.put(st.Dim, "", p.when(s.f, m, b.Zone))
	s.put(st.Dim, "", strings.Join(nonEmpty(l.Mention(m.State), l.Mood(m.Mood), visibility(s.f, m), m.Language, given(l.T("liked"), m.Liked), given(l.T("boosted"), m.Boosted)), " · "))
	for _, w := range warnings(m.Flags) {
		s.put(st.Warn, "⚠ ", l.T(w))
	}
	p.elsewhere(s, m, b.Zone)
	s.gap()
	if !m.CW.IsZero() {
		s.put(st.Warn, l.T("CW")+" ", m.CW.String())
	}
	if m.CW.IsZero() || p.open[m.ID] {
		s.put(st.Text, "", m.Text.String())
	} else {
		s.put(st.Dim, "", l.T("z shows the text"))
	}
	s.attached(m.Media)
	s.links(m.Links)
	p.kept(s, m, b.Zone)
	p.excerpt(s)
}

// when is when it was said, and when it should be answered or comes back.
func (p *Pane) when(f pane.Frame, m accounts.Mention, zone string) string {
	l := f.Lang
	said := l.T("%s, %s ago", l.DayHour(local(m.At, zone)), l.Ago(f.Now.Sub(m.At)))
	hour := l.DayHour(local(m.Deadline, zone))
	switch left := m.Deadline.Sub(f.Now); {
	case m.Kind != accounts.Talk || m.State == accounts.Done || m.State == accounts.WaitingReply || m.Deadline.IsZero():
		return said
	case m.State == accounts.Snoozed:
		return said + " · " + l.T("comes back %s", hour)
	case left < 0:
		return said + " · " + l.T("✗ late %s (due %s)", l.Ago(-left), hour)
	default:
		return said + " · " + l.T("%s left (due %s)", l.Ago(left), hour)
	}
}

// visibility names who could read it, "" when the network did not say.
func visibility(f pane.Frame, m accounts.Mention) string {
	switch m.Visibility {
	case accounts.Direct, accounts.Followers:
		return "✉ " + f.Lang.Visibility(m.Visibility)
	}
	return f.Lang.Visibility(m.Visibility)
}

func given(s string, on bool) string {
	if on {
		return s
	}
	return ""
}

func nonEmpty(in ...string) []string {
	var out []string
	for _, s := range in {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

var warningTexts = [...]string{"invisible or direction-changing characters were taken out", "letters of several scripts are mixed: look twice who this is", "a link goes elsewhere than it says"}

// warnings are the text keys of what is odd about a text.
func warnings(f accounts.Flags) []string {
	var out []string
	for i, flag := range []accounts.Flags{accounts.FlagHidden, accounts.FlagMixedScript, accounts.FlagLink} {
		if f.Has(flag) {
			out = append(out, warningTexts[i])
		}
	}
	return out
}

// elsewhere says that somebody answered from this account already, not through this desk.
func (p *Pane) elsewhere(s *sheet, m accounts.Mention, zone string) {
	if !p.side.has || m.Reply != "" {
		return
	}
	if a, ok := p.side.thread.AnsweredElsewhere(m.StatusID); ok {
		s.put(s.f.Styles.Warn, "⚠ ", s.f.Lang.T("answered already from this account, %s: %s", s.f.Lang.DayHour(local(a.At, zone)), oneLine(a.Text.String(), 30)))
	}
}

// attached names the files: kind and description. They are not fetched.
func (s *sheet) attached(files []accounts.Attached) {
	l, st := s.f.Lang, s.f.Styles
	for _, a := range files {
		if a.Alt.IsZero() {
			s.put(st.Dim, "▣ ", kindOf(s.f, a.Kind)+": "+l.T("no description"))
		} else {
			s.put(st.Text, "▣ ", kindOf(s.f, a.Kind)+": "+a.Alt.String())
		}
	}
}

var fileNames = map[string]string{"image": "picture", "video": "video", "audio": "sound", "gifv": "moving picture"}

// kindOf names a kind of file.
func kindOf(f pane.Frame, kind string) string {
	if k, ok := fileNames[kind]; ok {
		return f.Lang.T(k)
	}
	return f.Lang.T("file")
}

// links names where the links really go.
func (s *sheet) links(ls []accounts.Link) {
	l, st := s.f.Lang, s.f.Styles
	for _, k := range ls {
		style, lead, text := st.Accent, "→ ", k.Short(max(10, s.w-2))
		if k.Flags != 0 {
			style, lead = st.Warn, "⚠ "
			text += "  " + l.T("written as %s", k.Label.String())
		}
		if !k.Openable() {
			text += "  " + l.T("(is not opened)")
		}
		s.put(style, lead, text)
	}
}

// kept are her own tags and notes.
func (p *Pane) kept(s *sheet, m accounts.Mention, zone string) {
	if len(m.Tags)+len(m.Notes) > 0 {
		s.gap()
	}
	if len(m.Tags) > 0 {
		s.put(s.f.Styles.Tag, "", tagText(m.Tags))
	}
	for _, n := range m.Notes {
		s.put(s.f.Styles.Text, "; ", s.f.Lang.DayHour(local(n.At, zone))+" "+accounts.Cells(n.Text, false))
	}
}
