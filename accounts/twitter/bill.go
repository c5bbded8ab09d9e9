package twitter

import (
	"sync"

	"vocero/accounts"
)

// bill is what X charged for besides what a delivery itself costs: what was read, and the descriptions of files
// (https://docs.x.com/x-api/getting-started/pricing). It is what the answers held, repeats too.
type bill struct {
	mu   sync.Mutex
	list []accounts.Charge
}

func (b *bill) add(item accounts.Item, id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.list = append(b.list, accounts.Charge{Item: item, ID: id})
}

// posts adds a page of posts. Own are those of the account's own timelines, which cost less where the account owns the app.
func (m *modern) posts(ps []post, own bool) {
	item := accounts.ItemRead
	if own && m.login.Own {
		item = accounts.ItemOwnRead
	}
	for _, p := range ps {
		m.bill.add(item, string(p.ID))
	}
}

// users adds profiles.
func (m *modern) users(us ...user) {
	for _, u := range us {
		if u.ID != "" {
			m.bill.add(accounts.ItemUser, string(u.ID))
		}
	}
}

// Charges are what X charged since they were asked for last, without what a delivery itself costs; the old API is free.
func (c *Client) Charges() []accounts.Charge {
	b := c.now2.bill
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.list
	b.list = nil
	return out
}
