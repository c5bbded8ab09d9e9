package deed

import (
	"vocero/accounts"
	"vocero/ui/pane"
)

// Actions are the keys of the deeds, for every pane with such rows. A capital letter in a chord takes back what its small one does.
func (o On) Actions() []pane.Action {
	boost, like, follow, mute := o.able(accounts.OpBoost), o.able(accounts.OpLike), o.able(accounts.OpFollow), o.able(accounts.OpMute)
	block, hide, report := o.able(accounts.OpBlock), o.able(accounts.OpHide), o.able(accounts.OpReport)
	return []pane.Action{
		{Name: "mention.boost", Keys: pane.Press("B"), Label: "boost//verb", Help: "Boosts it from the account addressed, or takes the boost back.", Run: o.boost, Blocked: o.Unless(Silent, o.gone, narrow, boost), Letter: true, Footer: 8},
		{Name: "mention.like", Keys: pane.Press("L"), Label: "like", Help: "Likes it from the account addressed, or takes the like back.", Run: o.like, Blocked: o.Unless(Silent, like), Footer: 7},
		{Name: "mention.follow", Keys: pane.Chord("a", "f"), Label: "follow", Help: "Follows the author from the account addressed.", Run: o.person(accounts.OpFollow, "following"), Blocked: o.Unless(o.gone, Nameless, follow), Letter: true},
		{Name: "mention.unfollow", Keys: pane.Chord("a", "F"), Label: "unfollow", Help: "Stops following the author from the account addressed.", Run: o.person(accounts.OpUnfollow, "unfollowing"), Blocked: o.Unless(o.gone, Nameless, follow), Letter: true},
		{Name: "mention.mute", Keys: pane.Press("M"), Label: "mute", Help: "Mutes the author for the account addressed, or hears them again; it asks first.", Run: o.mute, Blocked: o.Unless(o.gone, Nameless, mute)},
		{Name: "mention.hide", Keys: pane.Chord("a", "h"), Label: "hide", Help: "Hides the answer below our own post from everybody, or shows it again.", Run: o.hide, Blocked: o.Unless(Silent, o.gone, alone, hide), Letter: true},
		{Name: "mention.block", Keys: pane.Chord("a", "b"), Label: "block", Help: "Blocks the author for the account addressed: neither hears the other any more.", Run: o.person(accounts.OpBlock, "blocking"), Blocked: o.Unless(o.gone, Nameless, block), Letter: true},
		{Name: "mention.unblock", Keys: pane.Chord("a", "B"), Label: "unblock", Help: "Unblocks the author for the account addressed.", Run: o.person(accounts.OpUnblock, "unblocking"), Blocked: o.Unless(o.gone, Nameless, block), Letter: true},
		{Name: "mention.quote", Keys: pane.Chord("a", "q"), Label: "quote", Help: "Begins a post of the account addressed that quotes it.", Run: o.quote, Blocked: o.Unless(o.gone, o.Able(accounts.ToQuote), unquotable)},
		{Name: "mention.report", Keys: pane.Chord("a", "r"), Label: "report", Help: "Reports the author and what was said to the network's moderators, with a reason.", Run: o.report, Blocked: o.Unless(o.gone, Nameless, report), Letter: true},
	}
}

// Bar is a reason why something cannot be done about a mention: a text key of ui/lang, "" when nothing stands against it.
type Bar func(m accounts.Mention) (reason string, args []any)

// Unless blocks a deed where there is no mention, or where a bar stands against it.
func (o On) Unless(bars ...Bar) func() (string, []any) {
	return func() (string, []any) {
		m, ok := o.Mention()
		if !ok {
			return "There is no mention here.", nil
		}
		for _, b := range bars {
			if reason, args := b(m); reason != "" {
				return reason, args
			}
		}
		return "", nil
	}
}

// Silent bars what needs words: rows that tell of a like, a boost or a follow.
func Silent(m accounts.Mention) (string, []any) {
	if m.Kind != accounts.Talk || m.StatusID == "" {
		return "Nothing was said here that could be answered or liked.", nil
	}
	return "", nil
}

// Nameless bars what needs to know who it was.
func Nameless(m accounts.Mention) (string, []any) {
	if m.AuthorID == "" {
		return "The network did not say who this is.", nil
	}
	return "", nil
}

func narrow(m accounts.Mention) (string, []any) {
	if m.Visibility == accounts.Direct || m.Visibility == accounts.Followers {
		return "It was not said to everybody: it cannot be boosted.", nil
	}
	return "", nil
}

// unquotable bars what not everybody may read.
func unquotable(m accounts.Mention) (string, []any) {
	if !m.Quotable() {
		return "Only words that everybody may read are quoted.", nil
	}
	return "", nil
}

// alone bars hiding what answers nothing: only an answer to an own post can be hidden below it.
func alone(m accounts.Mention) (string, []any) {
	if m.InReplyTo == "" {
		return "It answers nothing: only answers to our own posts can be hidden.", nil
	}
	return "", nil
}

// gone bars deeds of an account that was removed.
func (o On) gone(m accounts.Mention) (string, []any) {
	if _, ok := o.Account(m.Account); !ok {
		return "The account addressed is not on this desk any more.", nil
	}
	return "", nil
}

// able bars what the network of the account addressed cannot do.
func (o On) able(op accounts.Op) Bar { return o.Able(op.Needs()) }

// Able bars what the network of the account addressed cannot do, and says why not.
func (o On) Able(x accounts.Ability) Bar {
	return func(m accounts.Mention) (string, []any) {
		a, ok := o.Account(m.Account)
		if !ok {
			return "", nil
		}
		return pane.Unable(a, x)
	}
}
