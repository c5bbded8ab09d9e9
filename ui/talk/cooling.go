package talk

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// Cooling is an answer of ours that sounds heated and waits in the outbox to be read once more.
type Cooling struct {
	Post     accounts.Post
	Delivery accounts.Delivery
}

// Outbox is where answers wait.
type Outbox interface {
	Post(id accounts.ID) (accounts.Post, error)
	DeliveriesOf(post accounts.ID) ([]accounts.Delivery, error)
	SendSooner(delivery accounts.ID) error
}

// ReadCooling finds the answer to a mention that cools; the zero Cooling when there is none.
func ReadCooling(out Outbox, m accounts.Mention, now time.Time) (c Cooling, err error) {
	if m.Reply == "" || m.State != accounts.WaitingReply {
		return c, nil
	}
	ds, err := out.DeliveriesOf(m.Reply)
	for _, d := range ds {
		if d.Cools(now) {
			c.Delivery = d
			c.Post, err = out.Post(d.Post)
			break
		}
	}
	return c, err
}

// Until is when it leaves; the zero time when nothing cools any more.
func (c Cooling) Until(now time.Time) time.Time {
	if !c.Delivery.Cools(now) {
		return time.Time{}
	}
	return c.Delivery.LeavesAt
}

// Sooner asks for the letter once more and lets the answer leave now.
func (c Cooling) Sooner(out Outbox, from accounts.Account) tea.Cmd {
	x, d := c.Post, c.Delivery
	r := pane.Review{Brand: x.Brand, Accounts: []accounts.Account{from}, Op: accounts.OpPost, Reply: true, Visibility: x.Visibility, Text: x.TextFor(d.Account),
		Parts: len(x.Parts(d.Account)), Media: len(x.Media)}
	if x.Answering != nil {
		r.Target = x.Answering.Author
	}
	r.Price, r.Linked = accounts.PriceOn(x, r.Accounts)
	return pane.Send(pane.Confirm{Review: r, Then: func(accounts.Letter) tea.Cmd { return SendSooner(out.SendSooner, d.ID) }})
}

// SendSooner lets a cooling answer leave now; the letter was given.
func SendSooner(send func(accounts.ID) error, delivery accounts.ID) tea.Cmd {
	return func() tea.Msg {
		if err := send(delivery); err != nil {
			return pane.Failed{Doing: "sending it sooner", Err: err}
		}
		return nil
	}
}

// Cools says that our answer cools, when it leaves, and what can be done meanwhile.
func (s *Sheet) Cools(until time.Time) {
	if until.After(s.f.Now) {
		t := Local(until, s.zone)
		s.Put(s.f.Styles.Warn, "~ ", s.f.Lang.T("our answer sounds heated: it cools until %s · u opens it · W sends it now", s.f.Lang.Hour(t)))
	}
}
