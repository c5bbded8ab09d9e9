package ui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// TestThePriceStandsBeforeTheLetter: what X charges is named before it leaves, with the month so far; what is free says nothing.
func TestThePriceStandsBeforeTheLetter(t *testing.T) {
	limit := 5 * accounts.Dollar
	for _, c := range []struct {
		what   string
		review pane.Review
		spent  accounts.Micros
		limit  *accounts.Micros
		says   []string
	}{
		{"a post", pane.Review{Text: "Hoy abrimos a las 9"}, 0, nil, []string{"$0.015 · this month $0.00"}},
		{"with a link", pane.Review{Text: "Mira panaderialuz.es"}, 1_250_000, nil, []string{"$0.20 (with a link) · this month $1.25"}},
		{"with a cap", pane.Review{Text: "Hola"}, 1_250_000, &limit, []string{"$0.015 · this month $1.25 of $5.00"}},
		{"a reply", pane.Review{Text: "Gracias", Reply: true}, 0, nil, []string{"$0.01 · this month"}},
		{"what the pane worked out", pane.Review{Text: "Hola", Price: 215_000, Linked: true}, 0, nil, []string{"$0.215 (with a link)"}},
		{"a deletion", pane.Review{Op: accounts.OpDelete, Text: "Hola luz.es"}, 0, nil, []string{"$0.005 · this month"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := newStage(t, nil)
			b := s.books.brands[0]
			s.books.brands[0].Cap = c.limit
			s.books.tallies = []accounts.Tally{{Brand: b.ID, Spent: c.spent}}
			s.Msg(accounts.Changed{})
			r := c.review
			r.Brand, r.Accounts = b.ID, []accounts.Account{s.books.accounts[0]}
			s.Msg(pane.Confirm{Review: r, Then: func(accounts.Letter) tea.Cmd { return nil }})
			s.Says("Who speaks?").SaysNot("price").Press("esc")
			r.Accounts[0].Network, r.Accounts[0].Host = accounts.X, "x.com"
			s.Msg(pane.Confirm{Review: r, Then: func(accounts.Letter) tea.Cmd { return nil }})
			s.Says("price").Says(c.says...).Press("esc")
		})
	}
}
