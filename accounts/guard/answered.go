package guard

import "vocero/accounts"

// answered tells before a reply leaves that somebody already replied from that account, that another reply is on its way, or
// that what it answers is gone.
func answered(p accounts.Post, f Facts) []accounts.Finding {
	r := p.Answering
	if r == nil {
		return nil
	}
	var out []accounts.Finding
	warn := func(say saying, args ...any) {
		out = append(out, finding("answered", accounts.Warn, r.Account, say, args...))
	}
	if t := f.Thread; t != nil && (t.Account == "" || t.Account == r.Account) {
		if s, ok := t.AnsweredElsewhere(r.RemoteID); ok {
			warn(sayAnswered, excerpt(s.Text.String()), civil(s.At, f.Brand.Zone))
		}
		if t.Gone {
			warn(sayGone, r.Author.String())
		}
	}
	if m := f.Mention; m != nil && m.ID == r.Mention && m.Reply != "" && m.Reply != p.ID {
		warn(sayOtherReply, m.Reply.Short())
	}
	return out
}
