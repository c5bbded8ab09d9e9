package cli

import (
	"context"

	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/accounts/guard"
)

func (a *app) linkTree() *cobra.Command {
	return a.group("link", a.T("what the links of a post lead to"), a.linkCheck())
}

func (a *app) linkCheck() *cobra.Command {
	letter, post := "", ""
	cmd := a.leaf("check URL... | --post "+a.T("ID"), a.T("fetch links now and say what is behind them; exit 3 when one is broken"), a.args(0, -1), a.atDesk(func(c *call) error {
		if (len(c.args) == 0) == (post == "") {
			return usage(c.T("say which links"), c.T("one of: %s", "URL..., --post ID"))
		}
		urls, brand, err := c.linksToCheck(letter, post)
		if err != nil {
			return err
		}
		return c.checkLinks(urls, brand)
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client under whom it is remembered"))
	cmd.Flags().StringVar(&post, "post", "", a.T("`ID` of a post whose links are meant"))
	return cmd
}

// linksToCheck are the links that were named, and the brand under which the reports are kept; "" keeps none.
func (c *call) linksToCheck(letter, post string) (urls []string, brand accounts.ID, err error) {
	if post != "" {
		p, err := c.post(post)
		if err != nil {
			return nil, "", err
		}
		return accounts.LinksOf(p), p.Brand, nil
	}
	if letter != "" {
		b, err := c.brand(letter)
		if err != nil {
			return nil, "", err
		}
		brand = b.ID
	}
	for _, u := range c.args {
		urls = append(urls, accounts.NormalLink(u))
	}
	return urls, brand, nil
}

// checkLinks fetches links and prints what is behind each.
func (c *call) checkLinks(urls []string, brand accounts.ID) error {
	ctx, cancel := context.WithTimeout(c.ctx, 2*linkTime)
	defer cancel()
	got := c.d.Listener.FetchLinks(ctx, brand, urls)
	known := map[string]accounts.LinkReport{}
	for _, r := range got {
		known[r.URL] = r
	}
	doc := linksDoc{[]linkDoc{}}
	broken, unsure := 0, 0
	for _, u := range urls {
		doc.Links = append(doc.Links, c.linkDoc(u, known))
		switch known[u].Verdict {
		case accounts.LinkBroken:
			broken++
		case accounts.LinkUnknown:
			unsure++
		}
	}
	switch {
	case len(urls) == 0:
		c.say(c.T("there is no link in it"))
	case broken > 0:
		c.say(c.T("broken links: %d of %d; nothing was changed", broken, len(urls)))
	case unsure > 0:
		c.say(c.T("no link is broken, as far as can be told: of %d it cannot", unsure))
	default:
		c.say(c.T("no link is broken"))
	}
	err := c.show(doc, func(w *page) {
		for _, v := range doc.Links {
			w.line("%-8s %s", c.T(verdictWords[v.Verdict]), v.URL)
			for _, s := range v.Says {
				w.line("         %s", s)
			}
		}
	})
	if err == nil && broken > 0 {
		return ended(Refused)
	}
	return err
}

// verdictWords are the verdicts for people.
var verdictWords = map[string]string{"good": "good", "broken": "broken", "unknown": "unsure"}

// linksDoc is what "link check" prints.
type linksDoc struct {
	Links []linkDoc `json:"links"`
}

// linkDoc is what is known of a link; null: not known.
type linkDoc struct {
	URL      string   `json:"url"`
	Verdict  string   `json:"verdict"` // good, broken, unknown
	Reason   *string  `json:"reason"`
	Status   *int     `json:"status"`
	Final    *string  `json:"final"`
	Title    *string  `json:"title"`
	About    *string  `json:"about"`
	Hops     int      `json:"redirects"`
	Signs    []string `json:"signs"`
	Checked  *string  `json:"checked_at"`
	GoodTill *string  `json:"fresh_until"`
	Says     []string `json:"says"`
}

// linkDoc is a report as a document, with the sentences of the guard.
func (c *call) linkDoc(url string, known map[string]accounts.LinkReport) linkDoc {
	r := known[url]
	doc := linkDoc{URL: url, Verdict: r.Verdict.String(), Reason: orNull(r.Reason), Status: number(r.Status), Final: orNull(r.Final), Title: orNull(r.Title.String()),
		About: orNull(r.About.String()), Hops: r.Hops, Signs: list(r.Signs), Checked: stamp(r.At, "UTC"), GoodTill: stamp(r.Until, "UTC"), Says: []string{}}
	for _, f := range guard.OfLink(url, known, c.Now()) {
		reason, _ := guard.Sentences(f, c.T)
		doc.Says = append(doc.Says, reason)
	}
	return doc
}

// linkDocs are the reports on the links of a post.
func (c *call) linkDocs(p accounts.Post) ([]linkDoc, error) {
	out := []linkDoc{}
	urls := accounts.LinksOf(p)
	known, err := c.d.Store.Links(p.Brand, urls)
	for _, u := range urls {
		out = append(out, c.linkDoc(u, known))
	}
	return out, err
}

// mendLinks changes the links of a draft: trackers go, then what the client wants on its links comes. Nothing is overwritten.
func (c *call) mendLinks(b accounts.Brand, p *accounts.Post, utm, clean bool) error {
	if clean {
		n := 0
		*p, n = accounts.CleanLinks(*p)
		c.say(c.p.N(n, "%d parameter was taken out of its links", "%d parameters were taken out of its links"))
	}
	if !utm {
		return nil
	}
	if b.UTM == "" {
		return usage(c.T("%s has no template for its links", who(b)), c.T("give it one: vocero brand edit %s --utm \"utm_source={network}&utm_medium=social\"", string(b.Letter)))
	}
	as, err := c.d.Store.Accounts(b.ID)
	if err != nil {
		return err
	}
	n := 0
	*p, n = accounts.TagLinks(*p, b, as)
	c.say(c.p.N(n, "%d parameter was added to its links", "%d parameters were added to its links"))
	return nil
}
