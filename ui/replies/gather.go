package replies

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"time"

	"vocero/accounts"
)

// part is a section of the list.
type part uint8

const (
	writing part = iota // hers to write
	leaving             // scheduled or being sent
	theirs              // out: they have the word
	failed              // wants a person
)

var partNames = [...]string{"Writing//replies", "Leaving//replies", "Waiting for them//replies", "Failed//replies"}

// item is one reply with what it answers and what became of it.
type item struct {
	part
	post    accounts.Post
	mention accounts.Mention // zero when it is not stored
	ds      []accounts.Delivery
	account accounts.Account
}

// recent is how long a reply that is out stands in the list; most bounds each section.
const (
	recent = 7 * 24 * time.Hour
	most   = 200
)

// sections are the states of the posts of each section but theirs.
var sections = []struct {
	part
	states []accounts.PostState
}{
	{writing, []accounts.PostState{accounts.Idea, accounts.Draft, accounts.InReview, accounts.Approved}},
	{leaving, []accounts.PostState{accounts.PostScheduled, accounts.PostSending, accounts.PostByHand}},
	{failed, []accounts.PostState{accounts.PostHeld, accounts.PostFailed, accounts.PostUnconfirmed, accounts.PostMissed}},
}

// gather reads all replies of a brand, or of all, section by section.
func gather(desk Desk, brand accounts.ID, now time.Time) ([]item, error) {
	as, err := desk.Accounts("")
	if err != nil {
		return nil, err
	}
	known := map[accounts.ID]accounts.Account{}
	for _, a := range as {
		known[a.ID] = a
	}
	var items []item
	for _, s := range sections {
		posts, err := repliesIn(desk, accounts.PostQuery{Brand: brand, States: s.states})
		if err != nil {
			return nil, err
		}
		for _, x := range posts {
			items = append(items, item{part: s.part, post: x})
		}
	}
	out, err := published(desk, brand, now)
	if err != nil {
		return nil, err
	}
	items = append(items, out...)
	for i := range items {
		if err := items[i].complete(desk, known); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(items, func(a, b item) int { return cmp.Or(cmp.Compare(a.part, b.part), a.order(b)) })
	return items, nil
}

// repliesIn are the replies among the posts of a query.
func repliesIn(desk Desk, q accounts.PostQuery) (out []accounts.Post, err error) {
	at := accounts.Cursor("")
	for len(out) < most {
		posts, next, err := desk.Posts(q, at, 200)
		if err != nil {
			return nil, err
		}
		for _, x := range posts {
			if x.Reply() && len(out) < most {
				out = append(out, x)
			}
		}
		if at = next; at == "" {
			break
		}
	}
	return out, nil
}

// published are the replies that went out lately, newest first.
func published(desk Desk, brand accounts.ID, now time.Time) (out []item, err error) {
	at, seen := accounts.Cursor(""), map[accounts.ID]bool{}
	for len(out) < most {
		ds, next, err := desk.Deliveries(accounts.DeliveryQuery{Brand: brand, States: []accounts.DeliveryState{accounts.Published}}, at, 100)
		if err != nil {
			return nil, err
		}
		for _, d := range ds {
			if now.Sub(d.Created) > recent {
				return out, nil
			}
			if d.Op != accounts.OpPost || d.Target == "" || d.Post == "" || seen[d.Post] {
				continue
			}
			seen[d.Post] = true
			x, err := desk.Post(d.Post)
			if errors.Is(err, accounts.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			if x.Reply() && x.State == accounts.PostPublished {
				out = append(out, item{part: theirs, post: x})
			}
		}
		if at = next; at == "" {
			break
		}
	}
	return out, nil
}

// complete reads what a reply answers, and what became of it.
func (it *item) complete(desk Desk, known map[accounts.ID]accounts.Account) (err error) {
	it.account = known[it.post.Answering.Account]
	if id := it.post.Answering.Mention; id != "" {
		if it.mention, err = desk.Mention(id); err != nil && !errors.Is(err, accounts.ErrNotFound) {
			return err
		}
	}
	if it.part != writing {
		it.ds, err = desk.DeliveriesOf(it.post.ID)
		return err
	}
	return nil
}

// moment is the time by which a section is sorted: when it leaves, else when it was touched last.
func (it item) moment() time.Time {
	switch it.part {
	case leaving:
		var first time.Time
		for _, d := range it.ds {
			if !d.State.Final() && (first.IsZero() || d.LeavesAt.Before(first)) {
				first = d.LeavesAt
			}
		}
		return first
	case theirs:
		for _, d := range it.ds {
			if d.Receipt != nil {
				return d.Receipt.At
			}
		}
	}
	return it.post.Updated
}

// order sorts within a section: what leaves first on top, else the newest.
func (it item) order(other item) int {
	if it.part == leaving {
		return it.moment().Compare(other.moment())
	}
	return other.moment().Compare(it.moment())
}

// again are the deliveries that can be sent once more.
func (it item) again() []accounts.ID {
	var out []accounts.ID
	for _, d := range it.ds {
		switch d.State {
		case accounts.Failed, accounts.Missed, accounts.Blocked, accounts.Held:
			out = append(out, d.ID)
		}
	}
	return out
}

// cools is the delivery of a heated answer that waits to be read once more; "" when none does.
func (it item) cools(now time.Time) accounts.ID {
	for _, d := range it.ds {
		if d.Cools(now) {
			return d.ID
		}
	}
	return ""
}

// unsure tells whether something of it may be out without a receipt.
func (it item) unsure() bool {
	return slices.ContainsFunc(it.ds, func(d accounts.Delivery) bool {
		return d.State == accounts.NeedsYou && !d.ByHand() || d.State == accounts.Unconfirmed
	})
}

// seconds is a span in whole seconds, rounded up: it never shows none while there is time.
func seconds(d time.Duration) string {
	return strconv.Itoa(int((d + time.Second - 1) / time.Second))
}
