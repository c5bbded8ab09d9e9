package publish

import "vocero/accounts"

// Cards are what is known of links: the title of what they lead to, as the guards were told it.
type Cards interface {
	Links(brand accounts.ID, urls []string) (map[string]accounts.LinkReport, error)
}

// card is what the first link of a text leads to, on a network that makes no cards of its own (Bluesky); nil without a link, beside
// files, and where nothing is known of it. It is frozen with the payload, so that every attempt says the same.
func (c *carriage) card(text string, files int) *accounts.Card {
	if c.p.cfg.Cards == nil || c.account.Network != accounts.Bluesky || files > 0 {
		return nil
	}
	one := c.post
	one.Text, one.Versions = text, nil
	urls := accounts.LinksOf(one)
	if len(urls) == 0 {
		return nil
	}
	known, err := c.p.cfg.Cards.Links(c.d.Brand, urls[:1])
	if err != nil {
		c.p.log.Warn("reading what a link leads to", "delivery", c.d.ID, "error", err)
		return nil
	}
	r, ok := known[urls[0]]
	if !ok || r.Verdict == accounts.LinkBroken || r.Title.IsZero() {
		return nil
	}
	return &accounts.Card{URL: urls[0], Title: r.Title.String(), About: r.About.String()}
}
