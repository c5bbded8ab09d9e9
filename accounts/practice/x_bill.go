package practice

import (
	"net/http"
	"strings"
)

// xPrices are in microdollars, of 2026-08 (docs.x.com/x-api/getting-started/pricing): a resource that is read, or a request that writes.
var xPrices = struct {
	read, user, owned, mute, post, withURL, summoned, interact, undo, manage, describe, private, unmute, count int64
}{
	read: 5_000, user: 10_000, owned: 1_000, mute: 1_000, post: 15_000, withURL: 200_000, summoned: 10_000, interact: 15_000, undo: 10_000,
	manage: 5_000, describe: 5_000, private: 10_000, unmute: 5_000, count: 5_000,
}

// xAccount is what somebody has spent.
type xAccount struct {
	Spent  int64 // microdollars
	Credit int64 // what may be spent in all; 0 is no bound
	Reads  int   // posts, in the present month
	Cap    int   // of posts in a month; 0 is no bound
	Month  string
	Day    string          // of Seen
	Seen   map[string]bool // what was paid for on that day, UTC, by kind and id
}

// Bill is what an account has spent, in microdollars: every request that X bills, by its prices of 2026-08, the same thing read twice
// on a day of UTC once.
func (s *Server) Bill(a *Account) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if b := s.xs().Bills[a.ID]; b != nil {
		return b.Spent
	}
	return 0
}

// SetCredit lets an account spend so many microdollars in all, including what it has spent; 0 takes the bound away. When they are
// used up, every request that is billed gets a 402.
func (s *Server) SetCredit(a *Account, microdollars int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes++
	s.bill(a.ID).Credit = microdollars
}

// SetCap lets an account read so many posts in a month of UTC; 0 takes the bound away. Then reading gets a 429 of the type usage-capped.
func (s *Server) SetCap(a *Account, posts int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes++
	s.bill(a.ID).Cap = posts
}

func (s *Server) bill(person string) *xAccount {
	x := s.xs()
	if x.Bills[person] == nil {
		x.Bills[person] = &xAccount{}
	}
	b, now := x.Bills[person], s.now()
	if day := now.Format("2006-01-02"); b.Day != day || b.Seen == nil {
		b.Day, b.Seen = day, map[string]bool{}
	}
	if month := now.Format("2006-01"); b.Month != month {
		b.Month, b.Reads = month, 0
	}
	return b
}

// payer is who pays for a request: the account that asks, or the owner of the app that does.
func (c *call) payer() string {
	if c.who != nil {
		return c.who.ID
	}
	if c.tok != nil {
		return c.xs().Owners[c.tok.App]
	}
	return ""
}

// xCharge bills a request that writes; it is refused when the credit does not reach.
func (c *call) xCharge(price int64) *reply {
	b := c.bill(c.payer())
	if b.Credit > 0 && b.Spent+price > b.Credit {
		return c.xBroke()
	}
	c.changes++
	b.Spent += price
	return nil
}

// xPay bills a resource that is read, once a day.
func (c *call) xPay(kind, id string, price int64) {
	b := c.bill(c.payer())
	if b.Seen[kind+" "+id] {
		return
	}
	c.changes++
	b.Seen[kind+" "+id] = true
	b.Spent += price
	if kind == "post" {
		b.Reads++
	}
}

// xAfford refuses what is billed to an account without credit, and reading to one that has reached its cap.
func (c *call) xAfford() *reply {
	if c.v1() {
		return nil
	}
	b := c.bill(c.payer())
	if b.Credit > 0 && b.Spent >= b.Credit {
		return c.xBroke()
	}
	if p := c.r.Pattern; b.Cap > 0 && b.Reads >= b.Cap && (strings.HasPrefix(p, "GET /2/tweets") || strings.HasSuffix(p, "/tweets") || strings.HasSuffix(p, "/mentions")) &&
		c.r.Method == http.MethodGet && !strings.Contains(p, "/usage/") {
		p := give(http.StatusTooManyRequests, object{
			"account_id": c.payer(), "product_name": "pay-per-use", "title": "UsageCapExceeded", "period": "Monthly", "scope": "Product",
			"detail": "Usage cap exceeded: Monthly product cap", "type": xProblems + "usage-capped",
		})
		return &p
	}
	return nil
}

// xBroke is the answer to an account without credit, as it has been seen.
func (c *call) xBroke() *reply {
	id := c.payer()
	p := give(http.StatusPaymentRequired, object{
		"account_id": wireNumber(id), "title": "CreditsDepleted", "type": "https://api.twitter.com/2/problems/credits",
		"detail": "Your enrolled account [" + id + "] does not have any credits to fulfill this request.",
	})
	return &p
}
