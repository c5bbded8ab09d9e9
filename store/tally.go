package store

import (
	A "vocero/accounts"
)

// counts are the counters of a brand: mentions by shelf, posts by state, deliveries by what the frame shows of them.
type counts [26]int64

// The places of the counters.
const (
	countMentions = 0 // 8, by shelf
	countPosts    = 8 // 11, by state
	countReplying = 19
	countLeaving  = 20
	countTrouble  = 21
	countPending  = 22
	countDocs     = 23 // mentions in the search text
	countByHand   = 24
)

func countMention(m *A.Mention, c *counts, sign int64) {
	c[countMentions+int(shelf(m.Kind != A.Talk, m.State))] += sign
}

func countPost(p *A.Post, c *counts, sign int64) {
	if int(p.State) < countReplying-countPosts {
		c[countPosts+int(p.State)] += sign
	}
	if p.Reply() && p.State != A.PostPublished {
		c[countReplying] += sign
	}
}

func countDelivery(d *A.Delivery, c *counts, sign int64) {
	switch {
	case d.State == A.Scheduled && d.Now && len(d.Attempts) == 0:
		c[countLeaving] += sign
	case d.ByHand():
		c[countByHand] += sign
	case d.State.Trouble():
		c[countTrouble] += sign
	case d.State == A.Sending, d.State == A.Waiting, d.State == A.Unconfirmed, d.State == A.Scheduled && len(d.Attempts) > 0:
		c[countPending] += sign
	}
}

// countsOf are the changes of a brand's counters in this transaction.
func (t *txn) countsOf(brand A.ID) *counts {
	if t.counts[brand] == nil {
		t.counts[brand] = new(counts)
	}
	return t.counts[brand]
}

var countsKey = []byte("all")

// readCounts reads the stored counters of a brand.
func (t *txn) readCounts(brand A.ID) (c counts, err error) {
	b, err := t.bucket(brand, countsName)
	if b == nil || err != nil {
		return c, err
	}
	raw := b.Get(countsKey)
	if raw == nil {
		return c, nil
	}
	var list []int64
	if err := decode(raw, &list); err != nil {
		return c, err
	}
	copy(c[:], list)
	return c, nil
}

// flushCounts adds the changes of a transaction to the stored counters.
func (t *txn) flushCounts() error {
	for brand, d := range t.counts {
		if *d == (counts{}) || brand == desk {
			continue
		}
		sum, err := t.readCounts(brand)
		if err != nil {
			return err
		}
		for i := range sum {
			sum[i] += d[i]
		}
		b, err := t.bucket(brand, countsName)
		if err != nil {
			return err
		}
		raw, err := encode(sum[:])
		if err != nil {
			return err
		}
		if err := b.Put(countsKey, raw); err != nil {
			return err
		}
	}
	return nil
}

func (c counts) mentions(folded bool, s A.MentionState) int {
	return int(c[countMentions+int(shelf(folded, s))])
}

func (c counts) posts(states ...A.PostState) (n int) {
	for _, s := range states {
		n += int(c[countPosts+int(s)])
	}
	return n
}

func (c counts) tally(brand A.ID) A.Tally {
	return A.Tally{
		Brand: brand,
		New:   c.mentions(false, A.New), Waiting: c.mentions(false, A.WaitingReply), Snoozed: c.mentions(false, A.Snoozed),
		Folded: c.mentions(true, A.New),
		Drafts: c.posts(A.Idea, A.Draft, A.InReview, A.Approved), Planned: c.posts(A.PostScheduled),
		Leaving: int(c[countLeaving]), Trouble: int(c[countTrouble]), ByHand: int(c[countByHand]), Pending: int(c[countPending]),
		Replying: int(c[countReplying]),
	}
}

// Tallies are the counters of every brand, oldest brand first, with what it spent this month.
func (s *Store) Tallies() (out []A.Tally, err error) {
	err = s.view(func(t *txn) error {
		for _, brand := range t.brandIDs() {
			c, err := t.readCounts(brand)
			if err != nil {
				return err
			}
			tally := c.tally(brand)
			if tally.Spent, err = t.spentNow(brand); err != nil {
				return err
			}
			out = append(out, tally)
		}
		return nil
	})
	return out, err
}
