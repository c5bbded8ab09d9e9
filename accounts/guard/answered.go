package guard

import (
	"time"

	"vocero/accounts"
)

// Asked is the same saying of the same person on another account of the brand.
type Asked struct {
	Who      string
	Network  accounts.Kind
	Answered time.Time // when it was answered there; zero: it was not
}

// answered tells before a reply leaves that somebody already replied from that account, that another reply is on its way, or
// that what it answers is gone; and that the same person says the same on another network.
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
	for _, x := range f.Asked {
		say := sayAskedToo
		args := []any{x.Who, accounts.PlaceName(x.Network)}
		if !x.Answered.IsZero() {
			say, args = sayAnsweredToo, append(args, civil(x.Answered, f.Brand.Zone))
		}
		out = append(out, finding("answered", accounts.NoteFinding, r.Account, say, args...))
	}
	return out
}
