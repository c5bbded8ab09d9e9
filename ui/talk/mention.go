package talk

import (
	"strings"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// DrawMention writes one mention in full, in lines of at most w cells: to whom, by whom, when, what is odd about it, what was said,
// where its links go, her notes, and the part of the conversation around it.
func DrawMention(f pane.Frame, w int, x Said) []string {
	s, m, l, st := NewSheet(f, w, x.Brand), x.Mention, f.Lang, f.Styles
	to := x.To
	if to == "" {
		to = l.T("an account that is gone")
	}
	s.Put(st.Brand(x.Brand).Letter, string(x.Brand.Letter)+" ", accounts.Cells(x.Brand.Name, false)+" · "+l.T("to %s", to))
	s.Put(st.Strong, "", strings.TrimSpace(m.AuthorName.String()+" "+m.Author.String()))
	s.Put(st.Dim, "", s.when(m))
	s.Put(st.Dim, "", marks(f, m))
	for i, flag := range []accounts.Flags{accounts.FlagHidden, accounts.FlagMixedScript, accounts.FlagLink} {
		if m.Flags.Has(flag) {
			s.Put(st.Warn, "⚠ ", l.T(warningTexts[i]))
		}
	}
	s.Cools(x.Cools)
	s.Elsewhere(x)
	s.Kin(x)
	s.Gap()
	s.Text(m.CW, m.Text, x.Open)
	s.Attached(m.Media)
	s.Links(m.Links)
	s.kept(m)
	s.Excerpt(x)
	return s.Lines()
}

var warningTexts = [...]string{"invisible or direction-changing characters were taken out", "letters of several scripts are mixed: look twice who this is", "a link goes elsewhere than it says"}

// when is when it was said, and when it should be answered or comes back.
func (s *Sheet) when(m accounts.Mention) string {
	l, now := s.f.Lang, s.f.Now
	said := l.T("%s, %s ago", s.Hour(m.At), l.Ago(now.Sub(m.At)))
	hour := s.Hour(m.Deadline)
	switch left := m.Deadline.Sub(now); {
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

// marks are its state, mood, readers and language, and what was done to it.
func marks(f pane.Frame, m accounts.Mention) string {
	l := f.Lang
	parts := []string{l.Mention(m.State)}
	add := func(s string, on bool) {
		if on && s != "" {
			parts = append(parts, s)
		}
	}
	add(l.Mood(m.Mood), true)
	seen := l.Visibility(m.Visibility)
	if m.Visibility == accounts.Direct || m.Visibility == accounts.Followers {
		seen = "✉ " + seen
	}
	add(seen, true)
	add(accounts.LineText(m.Language).String(), true)
	add(l.T("liked"), m.Liked)
	add(l.T("boosted"), m.Boosted)
	add(l.T("hidden//by us"), m.Hidden)
	return strings.Join(parts, " · ")
}

// Text writes what was said; behind a content warning only the warning, unless it is open.
func (s *Sheet) Text(cw, text accounts.Text, open bool) {
	l, st := s.f.Lang, s.f.Styles
	if !cw.IsZero() {
		s.Put(st.Warn, l.T("CW")+" ", cw.String())
	}
	if cw.IsZero() || open {
		s.Put(st.Text, "", text.String())
	} else {
		s.Put(st.Dim, "", l.T("z shows the text"))
	}
}

// Elsewhere says that somebody answered from this account already, not through this desk.
func (s *Sheet) Elsewhere(x Said) {
	if x.Thread == nil || x.Mention.Reply != "" {
		return
	}
	if a, ok := x.Thread.AnsweredElsewhere(x.Mention.StatusID); ok {
		s.Put(s.f.Styles.Warn, "⚠ ", s.f.Lang.T("answered already from this account, %s: %s", s.Hour(a.At), OneLine(a.Text.String(), 30)))
	}
}

var fileNames = map[string]string{"image": "picture", "video": "video", "audio": "sound", "gifv": "moving picture"}

// Attached names the files: kind and description. They are not fetched.
func (s *Sheet) Attached(files []accounts.Attached) {
	l, st := s.f.Lang, s.f.Styles
	for _, a := range files {
		kind := l.T("file")
		if k, ok := fileNames[a.Kind]; ok {
			kind = l.T(k)
		}
		if a.Alt.IsZero() {
			s.Put(st.Dim, "▣ ", kind+": "+l.T("no description"))
		} else {
			s.Put(st.Text, "▣ ", kind+": "+a.Alt.String())
		}
	}
}

// Links names where links really go.
func (s *Sheet) Links(ls []accounts.Link) {
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
		s.Put(style, lead, text)
	}
}

// kept are her own tags and notes.
func (s *Sheet) kept(m accounts.Mention) {
	if len(m.Tags)+len(m.Notes) > 0 {
		s.Gap()
	}
	if len(m.Tags) > 0 {
		s.Put(s.f.Styles.Tag, "", Tags(m.Tags))
	}
	for _, n := range m.Notes {
		s.Put(s.f.Styles.Text, "; ", s.Hour(n.At)+" "+accounts.Cells(n.Text, false))
	}
}

// DrawPage lays lines over a whole pane of w×h cells under a title, from line top on.
func DrawPage(f pane.Frame, title string, lines []string, top, w, h int) string {
	room := max(1, h-1)
	top = max(0, min(top, len(lines)-room))
	hint := f.Lang.T("Esc goes back")
	if len(lines) > room {
		hint = f.Lang.T("j k scroll · Esc goes back · %s", place(top, room, len(lines)))
	}
	out := []string{f.Styles.Title.Render(" "+title+" ") + " " + f.Styles.Dim.Render(hint)}
	for _, s := range lines[top:min(len(lines), top+room)] {
		out = append(out, "  "+s)
	}
	return widget.FitLines(out, w, h)
}
