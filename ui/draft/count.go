package draft

import (
	"slices"

	"vocero/accounts"
)

// Count is how long the post is on an account, part by part, in the units of its server, and what it costs there.
type Count struct {
	Account accounts.ID
	Parts   []int
	Limit   int // 0: the server names none
	Price   accounts.Micros
	Linked  bool // the price is that of a link
}

// Worst is the longest part.
func (c Count) Worst() int { return slices.Max(c.Parts) }

// CountOn measures the post on an account by its server's rule.
func CountOn(post accounts.Post, a accounts.Account) Count {
	c := Count{Account: a.ID, Limit: a.Instance.Limits.Chars}
	for _, part := range post.Parts(a.ID) {
		c.Parts = append(c.Parts, a.Instance.Limits.Count.Count(part, post.CW))
	}
	c.Price, c.Linked = a.PostPrice(post)
	return c
}

// CountAll measures the post on each account.
func CountAll(post accounts.Post, as []accounts.Account) []Count {
	out := make([]Count, len(as))
	for i, a := range as {
		out[i] = CountOn(post, a)
	}
	return out
}
