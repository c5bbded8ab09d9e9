package cli

import (
	"cmp"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

// moneyDoc is an amount: of dollars as people write them, and exact.
type moneyDoc struct {
	USD    string `json:"usd"`
	Micros int64  `json:"microdollars"`
}

func money(m accounts.Micros) moneyDoc { return moneyDoc{m.Decimal(), int64(m)} }

// costsDoc are the sums of a month by client, account and item.
type costsDoc struct {
	Prices string     `json:"prices_of"` // the day of the table
	Brands []spentDoc `json:"brands"`
	Sum    moneyDoc   `json:"sum"`
}

type spentDoc struct {
	Brand    string       `json:"brand"`
	BrandID  string       `json:"brand_id"`
	Name     string       `json:"name"`
	Month    string       `json:"month"`
	Sum      moneyDoc     `json:"sum"`
	Cap      *moneyDoc    `json:"cap"`     // null: none
	Stopped  bool         `json:"stopped"` // nothing is read until the month ends or the cap is raised
	Until    *string      `json:"until"`   // when the month ends
	Accounts []accountSum `json:"accounts"`
	Entries  []entrySum   `json:"entries,omitempty"` // with --entries: the lines of the ledger, oldest first
}

type entrySum struct {
	At       *string  `json:"at"`
	Account  string   `json:"account"`
	Item     string   `json:"item"`
	N        int      `json:"n"`
	Sum      moneyDoc `json:"sum"`
	Delivery *string  `json:"delivery"` // what was paid; null for what was read

	kind accounts.Item
}

type accountSum struct {
	Account string    `json:"account"`
	Network string    `json:"network"`
	Sum     moneyDoc  `json:"sum"`
	Items   []itemSum `json:"items"`
}

type itemSum struct {
	Item  string   `json:"item"`
	N     int      `json:"n"`
	Price moneyDoc `json:"price"` // of one
	Sum   moneyDoc `json:"sum"`

	kind accounts.Item
}

// costsCommand lists what networks charged, and sets the cap of a client.
func (a *app) costsCommand() *cobra.Command {
	letter, month, entries := "", "", false
	use := "costs [cap " + a.T("AMOUNT") + "|off]"
	cmd := a.leaf(use, a.T("what networks charged, by client, account and kind; the monthly cap at which reading stops"), a.args(0, 2), a.atDesk(func(c *call) error {
		if len(c.args) > 0 {
			return c.setCap(letter)
		}
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		if month != "" {
			if err := accounts.CheckMonth(month); err != nil {
				return usage(c.T("%q is no month", month), c.T("write one as in 2026-11"))
			}
		}
		return c.showCosts(b, month, entries)
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client; all without it"))
	cmd.Flags().StringVar(&month, "month", "", a.T("`MONTH` on the client's wall, as in 2026-11; this one without it"))
	cmd.Flags().BoolVar(&entries, "entries", false, a.T("also every line of the ledger"))
	return cmd
}

// setCap sets or takes away the monthly cap of a client.
func (c *call) setCap(letter string) error {
	if c.args[0] != "cap" || len(c.args) != 2 {
		return usage(c.T("say what to do with the costs"), c.T("one of: %s", "costs [--brand L] [--month M], costs cap --brand L 20, costs cap --brand L off"))
	}
	if err := c.required("brand"); err != nil {
		return err
	}
	b, err := c.brand(letter)
	if err != nil {
		return err
	}
	var limit *accounts.Micros
	if c.args[1] != "off" {
		m, err := accounts.ParseMicros(c.args[1])
		if err != nil {
			return usage(c.T("%q is no amount of dollars", c.args[1]), c.T("write dollars and cents, as in 12.50, or off"))
		}
		limit = &m
	}
	if b, err = c.d.Store.SetCap(b.ID, limit); err != nil {
		return err
	}
	c.d.Kick()
	if b.Cap == nil {
		c.say(c.T("no cap: what %s reads is limited by nothing but its networks", who(b)))
	} else {
		c.say(c.T("at %s in a month nothing more is read for %s; replies and posts leave all the same", b.Cap.String(), who(b)))
	}
	return c.showCosts(b, "", false)
}

// showCosts prints the sums of a month.
func (c *call) showCosts(b accounts.Brand, month string, entries bool) error {
	dir, err := c.directory()
	if err != nil {
		return err
	}
	bs, err := c.d.Store.Brands()
	if err != nil {
		return err
	}
	doc := costsDoc{Prices: accounts.PricesOf, Brands: []spentDoc{}}
	var sum accounts.Micros
	for _, x := range bs {
		if b.ID != "" && x.ID != b.ID {
			continue
		}
		rows, err := c.d.Store.Spent(x.ID, month)
		if err != nil {
			return err
		}
		sum += accounts.SumOf(rows)
		d := c.spentDoc(dir, x, cmp.Or(month, x.MonthOf(c.Now())), rows)
		if entries {
			lines, err := c.d.Store.Costs(x.ID, d.Month)
			if err != nil {
				return err
			}
			for _, v := range lines {
				d.Entries = append(d.Entries, entrySum{stamp(v.At, x.Zone), v.Handle, v.Item.String(), v.N, money(v.Sum), orNull(string(v.Delivery)), v.Item})
			}
		}
		doc.Brands = append(doc.Brands, d)
	}
	doc.Sum = money(sum)
	return c.show(doc, func(w *page) { c.costRows(w, doc, sum) })
}

// spentDoc are the sums of one client.
func (c *call) spentDoc(dir directory, b accounts.Brand, month string, rows []accounts.Spent) spentDoc {
	sum := accounts.SumOf(rows)
	doc := spentDoc{Brand: string(b.Letter), BrandID: string(b.ID), Name: b.Name, Month: month, Sum: money(sum), Accounts: []accountSum{}}
	if b.Cap != nil {
		m := money(*b.Cap)
		doc.Cap = &m
	}
	if month == b.MonthOf(c.Now()) {
		doc.Stopped = accounts.Budget{Spent: sum, Cap: b.Cap}.Stopped()
		doc.Until = stamp(b.NextMonth(c.Now()), b.Zone)
	}
	sums := map[accounts.ID]accounts.Micros{}
	last := accounts.ID("")
	for _, r := range rows {
		if r.Account != last {
			last = r.Account
			doc.Accounts = append(doc.Accounts, accountSum{Account: r.Handle, Network: string(cmp.Or(dir.accounts[r.Account].Network, accounts.X))})
		}
		at := &doc.Accounts[len(doc.Accounts)-1]
		sums[r.Account] += r.Sum
		at.Sum = money(sums[r.Account])
		at.Items = append(at.Items, itemSum{r.Item.String(), r.N, money(r.Item.Price()), money(r.Sum), r.Item})
	}
	return doc
}

// costRows is the list for people.
func (c *call) costRows(w *page, doc costsDoc, sum accounts.Micros) {
	for _, b := range doc.Brands {
		line := fmt.Sprintf("%s  %s  %s  %s", b.Brand, b.Name, b.Month, accounts.Micros(b.Sum.Micros))
		if b.Cap != nil {
			line += "  " + c.T("of at most %s", accounts.Micros(b.Cap.Micros).String())
		}
		w.line("%s", line)
		if b.Stopped {
			until, _ := time.Parse(time.RFC3339, *b.Until)
			w.line("    %s", c.T("the cap is reached: nothing is read until %s; raise it: vocero costs cap --brand %s AMOUNT", until.Format(time.DateOnly), b.Brand))
		}
		for _, a := range b.Accounts {
			w.line("    %s  %s", a.Account, accounts.Micros(a.Sum.Micros))
			var rows [][]string
			for _, i := range a.Items {
				rows = append(rows, []string{"       ", c.p.Item(i.kind), fmt.Sprintf("%d × %s", i.N, accounts.Micros(i.Price.Micros)), accounts.Micros(i.Sum.Micros).String()})
			}
			w.table(rows)
		}
		var rows [][]string
		for _, e := range b.Entries {
			rows = append(rows, []string{"   ", *e.At, e.Account, c.p.Item(e.kind), fmt.Sprint(e.N), accounts.Micros(e.Sum.Micros).String()})
		}
		w.table(rows)
	}
	if len(doc.Brands) > 1 {
		w.line("%s", c.T("together: %s", sum.String()))
	}
	c.say(c.T("prices of X as of %s", doc.Prices))
}

// priceOf is what a post costs on all its accounts; nil where it is free.
func (c *call) priceOf(dir directory, p accounts.Post) *moneyDoc {
	var sum accounts.Micros
	paid := false
	for _, id := range p.Targets {
		a := dir.accounts[id]
		m, _ := a.PostPrice(p)
		sum, paid = sum+m, paid || a.Metered()
	}
	if !paid {
		return nil
	}
	m := money(sum)
	return &m
}

// priceOfDelivery is what a delivery costs; nil where it is free.
func (c *call) priceOfDelivery(a accounts.Account, d accounts.Delivery) *moneyDoc {
	if !a.Metered() {
		return nil
	}
	var p accounts.Post
	if d.Op == accounts.OpPost && d.Outgoing == nil {
		p, _ = c.d.Store.Post(d.Post) // One that is gone costs what an empty one does.
	}
	item, ok := a.Cost(d, p)
	if !ok {
		return nil
	}
	m := money(item.Price())
	return &m
}

// tellPrice names the price before something leaves, and what the client has spent this month.
func (c *call) tellPrice(b accounts.Brand, p accounts.Post) error {
	dir, err := c.directory()
	if err != nil {
		return err
	}
	if m := c.priceOf(dir, p); m != nil {
		return c.sayPrice(b, "price %s; %s spent %s this month", accounts.Micros(m.Micros))
	}
	return nil
}

// tellActs names the price of an act on some accounts before it leaves.
func (c *call) tellActs(b accounts.Brand, op accounts.Op, on ...accounts.ID) error {
	var sum accounts.Micros
	for _, id := range on {
		a, err := c.d.Store.Account(id)
		if err != nil {
			return err
		}
		if item, ok := a.Act(op); ok {
			sum += item.Price()
		}
	}
	return c.sayPrice(b, "price %s; %s spent %s this month", sum)
}

// tellLook names what a search will cost at most, and a count.
func (c *call) tellLook(b accounts.Brand, i accounts.Inquiry) error {
	a, err := c.d.Store.Account(i.Account)
	switch {
	case err != nil:
		return err
	case !a.Metered():
		return nil
	case i.Count:
		return c.sayPrice(b, "price %s; %s spent %s this month", accounts.ItemCount.Price())
	}
	return c.sayPrice(b, "price %s at most, and that of people who are new; %s spent %s this month", accounts.ReadPrice(i.Limit, false))
}

// sayPrice says a price on standard error with what the client has spent this month; nothing of what is free.
func (c *call) sayPrice(b accounts.Brand, text string, m accounts.Micros) error {
	if m == 0 {
		return nil
	}
	budget, err := c.d.Store.Budget(b.ID)
	if err == nil {
		c.say(c.T(text, m.String(), who(b), budget.Spent.String()))
	}
	return err
}
