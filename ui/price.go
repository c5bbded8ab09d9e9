package ui

import (
	"slices"

	"vocero/accounts"
	"vocero/ui/pane"
)

// priceOf names what something costs before it leaves, with what the client has spent this month; "" where it is free.
func (m *Model) priceOf(r pane.Review) string {
	price, linked := reviewPrice(r)
	said := m.lang.Price(price, linked)
	if said == "" {
		return ""
	}
	spent := m.know.spent[r.Brand].String()
	if limit := m.know.byID[r.Brand].Cap; limit != nil {
		return said + " · " + m.lang.T("this month %s of %s", spent, limit.String())
	}
	return said + " · " + m.lang.T("this month %s", spent)
}

// reviewPrice is the price that the pane names, else that of the operation, or of the text, on each account.
func reviewPrice(r pane.Review) (sum accounts.Micros, linked bool) {
	switch {
	case !slices.ContainsFunc(r.Accounts, accounts.Account.Metered):
		return 0, false
	case r.Price > 0:
		return r.Price, r.Linked
	}
	if r.Op == accounts.OpPost {
		p := accounts.Post{Text: r.Text}
		if r.Reply {
			p.Answering = &accounts.Answering{}
		}
		return accounts.PriceOn(p, r.Accounts)
	}
	for _, a := range r.Accounts {
		if i, ok := a.Act(r.Op); ok {
			sum += i.Price()
		}
	}
	return sum, false
}
