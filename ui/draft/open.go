package draft

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/pane"
)

// Opened is a text to write on, with all that is known about it.
type Opened struct {
	Sheet
	Dirty bool // it is not stored yet and holds something of hers
}

// Open finds or begins the text that is asked for: a post, the reply to a mention, an edit of what is out, or a new post of a brand.
// For a reply the conversation is asked for, so that it is known before it leaves whether somebody has answered already.
func Open(desk Desk, w pane.Write, now time.Time) (Opened, error) {
	x, err := open(desk, w)
	if err == nil {
		x.Facts, err = desk.Facts(x.Post, now)
	}
	if err == nil && x.Facts.Brand.ID == "" {
		err = fmt.Errorf("reading the client: %w", accounts.ErrNotFound)
	}
	if err != nil {
		return x, err
	}
	a := x.Post.Answering
	if x.Post.ID == "" && a == nil {
		x.Post.Language = x.Facts.Brand.Language()
		if len(x.Post.Targets) == 0 {
			x.Post.Targets = speaker(x.Facts)
		}
	}
	if a != nil && x.Post.State.Open() && x.Mend == nil {
		_, err = desk.Ask(accounts.Request{Brand: x.Post.Brand, Account: a.Account, What: accounts.RequestThread, Arg: a.RemoteID})
	}
	return x, err
}

// speaker is the account that speaks when none is named.
func speaker(f guard.Facts) []accounts.ID {
	for _, a := range f.Accounts {
		if a.ID == f.Brand.Default || f.Brand.Default == "" {
			return []accounts.ID{a.ID}
		}
	}
	if len(f.Accounts) > 0 {
		return []accounts.ID{f.Accounts[0].ID}
	}
	return nil
}

// open finds or begins the text.
func open(desk Desk, w pane.Write) (Opened, error) {
	switch {
	case w.Mend != "":
		return openMend(desk, w.Mend)
	case w.Mention != "":
		return openReply(desk, w.Mention)
	case w.Quote != "":
		return openQuote(desk, w.Quote)
	case w.Post != "":
		post, err := desk.Post(w.Post)
		return Opened{Sheet: Sheet{Post: post}}, err
	}
	post := accounts.Post{Brand: w.Brand, State: accounts.Draft, Visibility: accounts.Public, When: w.When, Text: w.Text, Caret: len(w.Text)}
	return Opened{Sheet: Sheet{Post: post}, Dirty: w.Text != ""}, nil
}

// openReply goes on with the draft that answers a mention already, or begins one.
func openReply(desk Desk, id accounts.ID) (Opened, error) {
	m, err := desk.Mention(id)
	if err != nil {
		return Opened{}, err
	}
	for at, more := accounts.Cursor(""), true; more; more = at != "" {
		var ps []accounts.Post
		q := accounts.PostQuery{Brand: m.Brand, States: []accounts.PostState{accounts.Idea, accounts.Draft, accounts.InReview, accounts.Approved}}
		if ps, at, err = desk.Posts(q, at, 200); err != nil {
			return Opened{}, err
		}
		for _, post := range ps {
			if post.Answering != nil && post.Answering.Mention == id {
				return Opened{Sheet: Sheet{Post: post}}, nil
			}
		}
	}
	own, err := addressed(desk, m)
	return Opened{Sheet: Sheet{Post: accounts.ReplyTo(m, own)}}, err
}

// openQuote begins a post that quotes a mention.
func openQuote(desk Desk, id accounts.ID) (Opened, error) {
	m, err := desk.Mention(id)
	if err != nil {
		return Opened{}, err
	}
	own, err := addressed(desk, m)
	return Opened{Sheet: Sheet{Post: accounts.Quote(m, own)}}, err
}

// addressed is the account that a mention was said to.
func addressed(desk Desk, m accounts.Mention) (accounts.Account, error) {
	f, err := desk.Facts(accounts.Post{Brand: m.Brand}, m.At)
	if err != nil {
		return accounts.Account{}, err
	}
	i := slices.IndexFunc(f.Accounts, func(a accounts.Account) bool { return a.ID == m.Account })
	if i < 0 {
		return accounts.Account{}, fmt.Errorf("finding the account addressed: %w", accounts.ErrNotFound)
	}
	return f.Accounts[i], nil
}

// openMend makes a text of what a delivery said. It is no draft: saving it would make a second post of it.
func openMend(desk Desk, id accounts.ID) (Opened, error) {
	d, err := desk.Delivery(id)
	if err != nil {
		return Opened{}, err
	}
	if d.State != accounts.Published || d.Op != accounts.OpPost || d.Receipt == nil {
		return Opened{}, fmt.Errorf("editing what is out: it is %s: %w", d.State, accounts.ErrState)
	}
	post, err := desk.Post(d.Post)
	if err != nil {
		return Opened{}, err
	}
	x := Opened{Sheet: Sheet{Mend: &d}}
	if parts := post.Parts(d.Account); d.Part < len(parts) {
		x.Old = parts[d.Part]
	}
	post.Text, post.Versions, post.Namings, post.Targets, post.When = x.Old, nil, nil, []accounts.ID{d.Account}, nil
	if d.Part > 0 {
		post.Media, post.Poll = nil, nil
	}
	post.Caret = len(post.Text)
	x.Post = post
	b, err := desk.State(mendState(d.ID))
	var w wording
	if err == nil && len(b) > 0 && json.Unmarshal(b, &w) == nil {
		x.Post.Text, x.Post.CW, x.Post.Caret = w.Text, w.CW, len(w.Text)
		x.Post.Media = slices.Clone(post.Media)
		for i := range min(len(w.Alts), len(post.Media)) {
			x.Post.Media[i].Alt = w.Alts[i]
		}
	}
	return x, err
}
