package cli

import (
	"strings"

	"vocero/accounts"
)

// quotes sets what a post quotes: a mention that everybody may read, said to an account of the same client, or the address of a post.
// An empty --quote takes it away.
func (f *draftFlags) quotes(c *call, b accounts.Brand, p *accounts.Post) error {
	if !c.given("quote") {
		return nil
	}
	if f.quote == "" || strings.HasPrefix(f.quote, "https://") || strings.HasPrefix(f.quote, "at://") {
		p.Quoted, p.Quotation = f.quote, accounts.LineText(f.quote)
		return nil
	}
	m, err := c.mention(f.quote)
	if err != nil {
		return err
	}
	switch {
	case m.Brand != b.ID:
		return refused("brand", c.T("mention %s was said to another client", m.ID.Short()), c.T("nothing was changed"))
	case !m.Quotable():
		return refused("quote", c.T("mention %s was not said to everybody", m.ID.Short()), c.T("only what is public is quoted"))
	}
	v, err := c.d.Store.Account(m.Account)
	if err != nil {
		return err
	}
	if err := c.able(v, accounts.ToQuote); err != nil {
		return err
	}
	p.Quoted, p.Quotation = m.StatusID, m.Quotation()
	if !c.given("account") {
		p.Targets = []accounts.ID{m.Account}
	}
	return nil
}
