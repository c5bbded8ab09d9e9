package talk

import (
	"fmt"

	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// around is how many posts of a conversation stand on each side of a mention.
const around = 3

// place says which part of a text is in view.
func place(top, room, all int) string { return fmt.Sprintf("%d-%d/%d", top+1, min(all, top+room), all) }

// Excerpt writes the part of the stored conversation around the mention.
func (s *Sheet) Excerpt(x Said) {
	l, st := s.f.Lang, s.f.Styles
	if x.Mention.StatusID == "" {
		return
	}
	s.Gap()
	if x.Thread == nil || len(x.Thread.Said) == 0 {
		s.Put(st.Dim, "", l.T("t reads the conversation"))
		return
	}
	s.Put(st.Title, "", l.T("Conversation"))
	all, at := x.Thread.Said, 0
	for i := range all {
		if all[i].RemoteID == x.Mention.StatusID {
			at = i
		}
	}
	from, to := max(0, at-around), min(len(all), at+around+1)
	if from > 0 {
		s.Put(st.Dim, "  ", l.N(from, "%d more before//one", "%d more before"))
	}
	for _, one := range all[from:to] {
		lead, style := s.sign(one, x, st.Text)
		text := one.Text.String()
		if !one.CW.IsZero() {
			text = l.T("CW") + " " + one.CW.String()
		}
		s.Put(style, lead, accounts.Truncate(one.Author.String()+": "+OneLine(text, s.w), 2*(s.w-2)))
	}
	if n := len(all) - to; n > 0 {
		s.Put(st.Dim, "  ", l.N(n, "%d more after//one", "%d more after"))
	}
}

// sign tells the mention itself and what our account said from the rest.
func (s *Sheet) sign(one accounts.Said, x Said, plain lipgloss.Style) (string, lipgloss.Style) {
	switch {
	case one.RemoteID == x.Mention.StatusID:
		return "▸ ", plain
	case one.Own:
		return "» ", s.f.Styles.Accent
	}
	return "  ", plain
}

// DrawConversation writes the whole conversation as it is stored, with when it was read, in lines of at most w cells.
func DrawConversation(f pane.Frame, w int, x Said) []string {
	s, l, st, m := NewSheet(f, w, x.Brand), f.Lang, f.Styles, x.Mention
	t := accounts.Thread{}
	if x.Thread != nil {
		t = *x.Thread
		s.Put(st.Dim, "", l.T("as it was %s, %s", l.Since(f.Now.Sub(t.Read)), s.Hour(t.Read)))
	}
	if x.Asking {
		s.Put(st.Dim, "", l.T("It is being read anew; what comes is shown by itself."))
	}
	if t.Gone {
		s.Put(st.Warn, "✗ ", l.T("It was deleted on the network; this is what was read before."))
	}
	if t.Fault != nil {
		s.Put(st.Bad, "✗ ", l.Fault(t.Fault))
	}
	if len(t.Said) == 0 {
		s.Gap()
		s.Put(st.Text, "", l.T("Only this one is here so far:"))
		t.Said = []accounts.Said{{RemoteID: m.StatusID, Author: m.Author, AuthorName: m.AuthorName, Text: m.Text, CW: m.CW, At: m.At, Media: m.Media, Links: m.Links}}
	}
	depth := map[string]int{}
	for _, one := range t.Said {
		if d, ok := depth[one.InReplyTo]; ok && one.InReplyTo != "" {
			depth[one.RemoteID] = d + 1
		} else {
			depth[one.RemoteID] = 0
		}
		s.Gap()
		s.said(one, x, depth[one.RemoteID])
	}
	return s.Lines()
}

// said writes one post of a conversation, set in by how deep it answers.
func (s *Sheet) said(one accounts.Said, x Said, depth int) {
	l := s.f.Lang
	lead, style := s.sign(one, x, s.f.Styles.Strong)
	in := widget.Pad(2 * min(depth, 4))
	who := one.Author.String()
	if n := one.AuthorName.String(); n != "" {
		who = n + " " + who
	}
	who += " · " + s.Hour(one.At)
	if one.Own {
		who += " · " + l.T("us")
	}
	s.Put(style, in+lead, who)
	in += "  "
	part := Sheet{f: s.f, w: max(8, s.w-widget.Width(in)), zone: s.zone}
	part.Text(one.CW, one.Text, x.Open)
	part.Attached(one.Media)
	part.Links(one.Links)
	for _, line := range part.lines {
		s.lines = append(s.lines, in+line)
	}
}
