package cli

import (
	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/accounts/listen"
)

func (a *app) syncCommand() *cobra.Command {
	letter := ""
	cmd := a.leaf("sync", a.T("ask the networks now what was said"), a.args(0, 0), a.atDesk(func(c *call) error {
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		got, err := c.d.Listener.Once(c.ctx, b.ID)
		if err != nil {
			return err
		}
		return c.synced(got)
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client; all without it"))
	return cmd
}

// synced tells what a poll brought.
func (c *call) synced(got []listen.Synced) error {
	dir, err := c.directory()
	if err != nil {
		return err
	}
	doc := syncDoc{[]syncedDoc{}}
	failed := 0
	for _, s := range got {
		v := syncedDoc{Handle: dir.handle(s.Account), New: s.New}
		if s.Err != nil {
			f := c.failOf(s.Err)
			v.Error = &errorDoc{f.Code, f.Message, f.Remedy}
			failed++
		}
		doc.Accounts = append(doc.Accounts, v)
	}
	switch {
	case len(got) == 0:
		c.say(c.T("there is no account yet; add one: vocero account add mastodon --brand LETTER --server URL"))
	case failed > 0:
		c.say(c.T("%d of %d accounts could not be asked; the others are up to date", failed, len(got)))
	default:
		c.say(c.T("%d accounts are up to date; next: vocero mentions", len(got)))
	}
	err = c.show(doc, func(w *page) {
		for _, v := range doc.Accounts {
			switch {
			case v.Error != nil:
				w.line("%s  %s; %s", v.Handle, v.Error.Message, v.Error.Remedy)
			default:
				w.line("%s  %s", v.Handle, c.p.N(v.New, "%d new", "%d new"))
			}
		}
	})
	if err == nil && failed > 0 {
		return ended(Failed)
	}
	return err
}

func (a *app) pauseCommand() *cobra.Command {
	letter, reason := "", ""
	all := false
	cmd := a.leaf("pause", a.T("hold everything a client would send"), a.args(0, 0), a.atDesk(func(c *call) error {
		if err := c.required("reason"); err != nil {
			return err
		}
		text, err := c.own("reason", reason)
		if err != nil {
			return err
		}
		return c.setPause(letter, all, &accounts.Pause{Since: c.Now().UTC(), Reason: text})
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client"))
	cmd.Flags().BoolVar(&all, "all", false, a.T("all clients"))
	cmd.Flags().StringVar(&reason, "reason", "", a.T("`WHY`, for the journal and for whoever looks"))
	return cmd
}

func (a *app) resumeCommand() *cobra.Command {
	letter := ""
	all := false
	cmd := a.leaf("resume", a.T("let a client's queue go on"), a.args(0, 0), a.atDesk(func(c *call) error {
		return c.setPause(letter, all, nil)
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client"))
	cmd.Flags().BoolVar(&all, "all", false, a.T("all clients"))
	return cmd
}

// setPause holds or frees one client's queue, or all.
func (c *call) setPause(letter string, all bool, p *accounts.Pause) error {
	if all == (letter != "") {
		return usage(c.T("say which client"), c.T("one of: %s", "--brand LETTER, --all"))
	}
	bs, err := c.d.Store.Brands()
	if err != nil {
		return err
	}
	if !all {
		b, err := c.brand(letter)
		if err != nil {
			return err
		}
		bs = []accounts.Brand{b}
	}
	doc := brandsDoc{[]brandDoc{}}
	for _, b := range bs {
		if p != nil || b.Paused() {
			if err := c.d.Store.PauseBrand(b.ID, p); err != nil {
				return err
			}
		}
		if p != nil {
			c.say(c.T("%s is paused: nothing leaves until vocero resume --brand %s", who(b), string(b.Letter)))
		} else {
			c.say(c.T("%s goes on; what was held leaves at its hour", who(b)))
		}
	}
	c.d.Kick()
	dir, err := c.directory()
	if err != nil {
		return err
	}
	for _, b := range bs {
		doc.Brands = append(doc.Brands, dir.brandDoc(dir.brands[b.ID]))
	}
	return c.show(doc, func(*page) {})
}
