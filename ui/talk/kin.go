package talk

import (
	"strings"

	"vocero/accounts"
)

// Kin writes what a mention has to do with others: who spoke and under which names, the same words elsewhere, our post that it answers.
func (s *Sheet) Kin(x Said) {
	k := x.Kin
	if k == nil {
		return
	}
	l, st := s.f.Lang, s.f.Styles
	if p := k.Person; p != nil {
		s.Put(st.Strong, "= ", accounts.Cells(p.Name.String(), false))
		for _, a := range k.Spoke {
			n := l.T("not heard yet")
			if a.Mentions > 0 {
				n = l.N(a.Mentions, "%d mention", "%d mentions")
			}
			lead := l.T("also")
			if a.Alias.Same(k.Here) {
				lead = l.T("here")
			}
			s.Put(st.Text, "  ", lead+" "+accounts.Cells(a.Alias.Written(), false)+" · "+l.T(accounts.PlaceName(a.Alias.Network))+" · "+n)
		}
		if p.Note != "" {
			s.Put(st.Text, "  ; ", accounts.Cells(p.Note, false))
		}
	}
	for _, o := range k.Same {
		where, at := l.T(accounts.PlaceName(o.Network)), s.Hour(o.Mention.At)
		text := l.T("the same on %s, %s: nobody has answered there yet", where, at)
		if !o.Answered.IsZero() {
			text = l.T("the same on %s, %s; answered there %s", where, at, s.Hour(o.Answered))
		}
		s.Put(st.Warn, "≈ ", text)
	}
	if k.Post != nil {
		s.Put(st.Dim, "↑ ", l.T("about our post “%s” · wp shows all that was said to it", OneLine(strings.TrimSpace(accounts.Cells(k.Post.Text, false)), 12)))
	}
}
