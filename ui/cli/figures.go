package cli

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

// figuresDoc are the figures of a post on one account, or of an account; null is what was not told: no data, not zero.
type figuresDoc struct {
	Account string            `json:"account"`
	Part    *int              `json:"part"`
	URL     *string           `json:"url"`
	At      *string           `json:"read_at"`
	Values  map[string]*int64 `json:"figures"`
}

// figuresOf are the figures that mean something of a post, and those of an account.
var (
	postFigures    = []accounts.Figure{accounts.Likes, accounts.Boosts, accounts.Replies, accounts.Quotes, accounts.Bookmarks, accounts.Impressions, accounts.Reach, accounts.Clicks, accounts.Visits, accounts.Engagements}
	accountFigures = []accounts.Figure{accounts.FollowersN, accounts.FollowingN, accounts.PostsN, accounts.Impressions, accounts.Reach, accounts.Visits, accounts.Engagements}
)

func (a *app) postFigures() *cobra.Command {
	now := false
	cmd := a.leaf("figures "+a.T("ID"), a.T("what the networks tell of a post that is out: likes, boosts, answers, views"), a.args(1, 1), a.atDesk(func(c *call) error {
		p, err := c.post(c.args[0])
		if err != nil {
			return err
		}
		out, err := c.published(p, "")
		if err != nil {
			return err
		}
		b, err := c.d.Store.Brand(p.Brand)
		if err != nil {
			return err
		}
		if now {
			for _, d := range out {
				if err := c.askFigures(d.Brand, d.Account, d.Receipt.RemoteID); err != nil {
					return err
				}
			}
			if err := c.d.Listener.Answer(c.ctx); err != nil {
				return err
			}
		}
		docs := []figuresDoc{}
		for _, d := range out {
			doc, err := c.figures(b, d.Account, d.Receipt.RemoteID, postFigures)
			if err != nil {
				return err
			}
			part := d.Part + 1
			doc.Part, doc.URL = &part, orNull(d.Receipt.URL)
			docs = append(docs, doc)
		}
		return c.showFigures(map[string]any{"figures": docs}, docs, postFigures)
	}))
	cmd.Flags().BoolVar(&now, "now", false, a.T("read them now; where each piece has its price it costs"))
	return cmd
}

func (a *app) accountFigures() *cobra.Command {
	now := false
	cmd := a.leaf("figures "+a.T("HANDLE"), a.T("what the network tells of an account: followers, posts"), a.args(1, 1), a.atDesk(func(c *call) error {
		v, err := c.account(c.args[0])
		if err != nil {
			return err
		}
		b, err := c.d.Store.Brand(v.Brand)
		if err != nil {
			return err
		}
		if now {
			if err := c.able(v, accounts.ToMeasure); err != nil {
				return err
			}
			if err := c.askFigures(v.Brand, v.ID, ""); err != nil {
				return err
			}
			if err := c.d.Listener.Answer(c.ctx); err != nil {
				return err
			}
		}
		doc, err := c.figures(b, v.ID, "", accountFigures)
		if err != nil {
			return err
		}
		return c.showFigures(doc, []figuresDoc{doc}, accountFigures)
	}))
	cmd.Flags().BoolVar(&now, "now", false, a.T("read them now; where each piece has its price it costs"))
	return cmd
}

func (c *call) askFigures(brand, account accounts.ID, remoteID string) error {
	_, err := c.d.Store.Ask(accounts.Request{Brand: brand, Account: account, What: accounts.RequestFigures, Arg: remoteID, At: c.Now()})
	return err
}

// figures are what was last read; everything is null where nothing was.
func (c *call) figures(b accounts.Brand, account accounts.ID, remoteID string, which []accounts.Figure) (figuresDoc, error) {
	dir, err := c.directory()
	if err != nil {
		return figuresDoc{}, err
	}
	doc := figuresDoc{Account: dir.handle(account), Values: map[string]*int64{}}
	m, err := c.d.Store.Figures(account, remoteID)
	if err != nil && !errors.Is(err, accounts.ErrNotFound) {
		return doc, err
	}
	doc.At = stamp(m.At, zoneOf(b))
	for _, f := range which {
		doc.Values[string(f)] = nil
		if n, told := m.Values[f]; told {
			doc.Values[string(f)] = &n
		}
	}
	return doc, nil
}

func (c *call) showFigures(doc any, docs []figuresDoc, which []accounts.Figure) error {
	return c.show(doc, func(w *page) {
		for _, d := range docs {
			at := c.T("never read")
			if d.At != nil {
				at = *d.At
			}
			w.line("%s  %s", d.Account, at)
			var rows [][]string
			for _, f := range which {
				n := c.T("no data")
				if v := d.Values[string(f)]; v != nil {
					n = strconv.FormatInt(*v, 10)
				}
				rows = append(rows, []string{"  " + c.p.Figure(f), n})
			}
			w.table(rows)
		}
	})
}
