package mentions

import (
	"vocero/accounts"
	"vocero/ui/widget"
)

// around is how many posts of a conversation stand beside a mention: the newest ones before it and the first after it.
const around = 3

// excerpt writes the part of the stored conversation around the mention.
func (p *Pane) excerpt(s *sheet) {
	l, st, m, t := s.f.Lang, s.f.Styles, p.side.m, p.side.thread
	if m.StatusID == "" {
		return
	}
	s.gap()
	if !p.side.has || len(t.Said) == 0 {
		s.put(st.Dim, "", l.T("t reads the conversation"))
		return
	}
	s.put(st.Title, "", l.T("Conversation"))
	at := 0
	for i, x := range t.Said {
		if x.RemoteID == m.StatusID {
			at = i
		}
	}
	from, to := max(0, at-around), min(len(t.Said), at+around+1)
	if from > 0 {
		s.put(st.Dim, "  ", l.N(from, "%d more before//one", "%d more before"))
	}
	for _, x := range t.Said[from:to] {
		lead, style := "  ", st.Text
		switch {
		case x.RemoteID == m.StatusID:
			lead = "▸ "
		case x.Own:
			lead, style = "» ", st.Accent
		}
		text := x.Text.String()
		if !x.CW.IsZero() {
			text = l.T("CW") + " " + x.CW.String()
		}
		s.put(style, lead, accounts.Truncate(x.Author.String()+": "+oneLine(text, s.w), 2*(s.w-2)))
	}
	if n := len(t.Said) - to; n > 0 {
		s.put(st.Dim, "  ", l.N(n, "%d more after//one", "%d more after"))
	}
}

// conversation writes the whole conversation as it is stored, with when it was read.
func (p *Pane) conversation(s *sheet) {
	l, st, t, zone := s.f.Lang, s.f.Styles, p.side.thread, p.brand(s.f, p.side.m.Brand).Zone
	if p.side.has {
		s.put(st.Dim, "", l.T("as it was %s ago, %s", l.Ago(s.f.Now.Sub(t.Read)), l.DayHour(local(t.Read, zone))))
	}
	if p.asking() {
		s.put(st.Dim, "", l.T("It is being read anew; what comes is shown by itself."))
	}
	if t.Gone {
		s.put(st.Warn, "✗ ", l.T("It was deleted on the network; this is what was read before."))
	}
	if t.Fault != nil {
		s.put(st.Bad, "✗ ", l.Fault(t.Fault))
	}
	if len(t.Said) == 0 {
		s.gap()
		s.put(st.Text, "", l.T("Only this one is here so far:"))
		s.gap()
		m := p.side.m
		p.said(s, accounts.Said{RemoteID: m.StatusID, Author: m.Author, AuthorName: m.AuthorName, Text: m.Text, CW: m.CW, At: m.At, Media: m.Media, Links: m.Links, Visibility: m.Visibility}, 0)
		return
	}
	depth := map[string]int{}
	for _, x := range t.Said {
		d := 0
		if parent, ok := depth[x.InReplyTo]; ok {
			d = parent + 1
		}
		depth[x.RemoteID] = d
		s.gap()
		p.said(s, x, d)
	}
}

// asking tells whether the conversation was asked for and has not come yet.
func (p *Pane) asking() bool {
	return !p.asked.IsZero() && (!p.side.has || p.side.thread.Read.Before(p.asked))
}

// said writes one post of a conversation, set in by how deep it answers.
func (p *Pane) said(s *sheet, x accounts.Said, depth int) {
	l, st, zone := s.f.Lang, s.f.Styles, p.brand(s.f, p.side.m.Brand).Zone
	in := widget.Pad(2 * min(depth, 4))
	lead, style := "  ", st.Strong
	switch {
	case x.RemoteID == p.side.m.StatusID:
		lead = "▸ "
	case x.Own:
		lead, style = "» ", st.Accent
	}
	who := x.Author.String()
	if n := x.AuthorName.String(); n != "" {
		who = n + " " + who
	}
	who += " · " + l.DayHour(local(x.At, zone))
	if x.Own {
		who += " · " + l.T("us")
	}
	s.put(style, in+lead, who)
	in += "  "
	if !x.CW.IsZero() {
		s.put(st.Warn, in, l.T("CW")+" "+x.CW.String())
	}
	if x.CW.IsZero() || p.open[p.side.m.ID] {
		s.put(st.Text, in, x.Text.String())
	} else {
		s.put(st.Dim, in, l.T("z shows the text"))
	}
	part := sheet{f: s.f, w: max(8, s.w-widget.Width(in))}
	part.attached(x.Media)
	part.links(x.Links)
	for _, line := range part.lines {
		s.lines = append(s.lines, in+line)
	}
}
