package cli

import (
	"github.com/spf13/cobra"

	"vocero/accounts"
)

func (a *app) postTree() *cobra.Command {
	return a.group("post", a.T("mend what is out, and act on what others said"),
		a.postEdit(), a.postDelete(),
		a.postAct("boost", a.T("boost what was said in a mention"), accounts.OpBoost, accounts.OpUnboost),
		a.postAct("like", a.T("like what was said in a mention; from the account addressed"), accounts.OpLike, accounts.OpUnlike),
		a.postAct("follow", a.T("follow who spoke in a mention"), accounts.OpFollow, accounts.OpUnfollow),
		a.postMute(), a.postFigures())
}

// published are the deliveries of a post that are out, of one account when it is named.
func (c *call) published(p accounts.Post, handle string) ([]accounts.Delivery, error) {
	only := accounts.ID("")
	if handle != "" {
		v, err := c.account(handle)
		if err != nil {
			return nil, err
		}
		only = v.ID
	}
	ds, err := c.d.Store.DeliveriesOf(p.ID)
	if err != nil {
		return nil, err
	}
	var out []accounts.Delivery
	for _, d := range ds {
		if d.Op == accounts.OpPost && d.State == accounts.Published && d.Receipt != nil && (only == "" || d.Account == only) {
			out = append(out, d)
		}
	}
	if len(out) == 0 {
		return nil, &Fail{Failed, "state", c.T("post %s is not out on any account", p.ID.Short()), c.T("see: vocero draft show %s", p.ID.Short())}
	}
	return out, nil
}

func (a *app) postEdit() *cobra.Command {
	s := &sendFlags{}
	text, cw, handle := "", "", ""
	cmd := a.leaf("edit "+a.T("ID"), a.T("change the text of a post that is out"), a.args(1, 1), a.atDesk(func(c *call) error {
		if err := c.required("text"); err != nil {
			return err
		}
		text, err := c.own("text", text)
		if err != nil {
			return err
		}
		return c.mend(s, handle, accounts.OpEdit, func(p accounts.Post, d accounts.Delivery) *accounts.Outgoing {
			o := accounts.Outgoing{Op: accounts.OpEdit, CW: p.CW, Visibility: p.Visibility, Language: p.Language}
			if d.Outgoing != nil {
				o = *d.Outgoing
				o.Op, o.Key = accounts.OpEdit, ""
			}
			o.Text, o.Target = text, d.Receipt.RemoteID
			if c.given("cw") {
				o.CW = cw
			}
			return &o
		})
	}))
	s.register(a, cmd)
	cmd.Flags().StringVar(&text, "text", "", a.T("the new `TEXT`; - reads it from standard input"))
	cmd.Flags().StringVar(&cw, "cw", "", a.T("the new content `WARNING`"))
	cmd.Flags().StringVar(&handle, "account", "", a.T("only on the account `HANDLE`"))
	return cmd
}

func (a *app) postDelete() *cobra.Command {
	s := &sendFlags{}
	handle := ""
	cmd := a.leaf("delete "+a.T("ID"), a.T("delete a post that is out"), a.args(1, 1), a.atDesk(func(c *call) error {
		return c.mend(s, handle, accounts.OpDelete, func(accounts.Post, accounts.Delivery) *accounts.Outgoing { return nil })
	}))
	s.register(a, cmd)
	cmd.Flags().StringVar(&handle, "account", "", a.T("only on the account `HANDLE`"))
	return cmd
}

// mend edits or deletes what is out of a post: one act for each delivery.
func (c *call) mend(s *sendFlags, handle string, op accounts.Op, payload func(accounts.Post, accounts.Delivery) *accounts.Outgoing) error {
	p, err := c.post(c.args[0])
	if err != nil {
		return err
	}
	b, err := c.d.Store.Brand(p.Brand)
	if err != nil {
		return err
	}
	if err := c.confirm(s.as, b); err != nil {
		return err
	}
	out, err := c.published(p, handle)
	if err != nil {
		return err
	}
	if op == accounts.OpEdit && len(out) > 1 && out[0].Parts > 1 {
		return usage(c.T("post %s is a thread of %d parts", p.ID.Short(), out[0].Parts), c.T("edit it in the desk, part by part"))
	}
	var on []accounts.ID
	for _, d := range out {
		on = append(on, d.Account)
	}
	if err := c.tellActs(b, op, on...); err != nil {
		return err
	}
	var ds []accounts.Delivery
	for _, d := range out {
		act, err := c.d.Store.Act(accounts.Delivery{Brand: p.Brand, Account: d.Account, Op: op, Post: p.ID, Part: d.Part, Target: d.Receipt.RemoteID,
			Outgoing: payload(p, d)}, s.holding(c))
		if err != nil {
			return err
		}
		ds = append(ds, act)
	}
	return c.carry(p.ID, b, ds, s.wait)
}

// postAct is an act on a mention, or its undoing.
func (a *app) postAct(use, short string, do, undo accounts.Op) *cobra.Command {
	s := &sendFlags{}
	off := false
	cmd := a.leaf(use+" "+a.T("MENTION"), short, a.args(1, 1), a.atDesk(func(c *call) error {
		op := do
		if off {
			op = undo
		}
		return c.actOn(s, op, "")
	}))
	s.register(a, cmd)
	cmd.Flags().BoolVar(&off, "undo", false, a.T("take it back"))
	return cmd
}

func (a *app) postMute() *cobra.Command {
	s := &sendFlags{}
	cmd := a.leaf("mute "+a.T("MENTION"), a.T("mute who spoke in a mention; from the account addressed"), a.args(1, 1), a.atDesk(func(c *call) error {
		return c.actOn(s, accounts.OpMute, "")
	}))
	s.register(a, cmd)
	return cmd
}

// deeds are the acts on who spoke in a mention and on what was said, and their opposites.
func (a *app) deeds() []*cobra.Command {
	var out []*cobra.Command
	for _, d := range []struct {
		op    accounts.Op
		short string
	}{
		{accounts.OpMute, a.T("mute who spoke in a mention; from the account addressed")}, {accounts.OpUnmute, a.T("hear who spoke in a mention again")},
		{accounts.OpHide, a.T("hide an answer below the client's own post")}, {accounts.OpUnhide, a.T("show a hidden answer again")},
		{accounts.OpBlock, a.T("block who spoke in a mention")}, {accounts.OpUnblock, a.T("unblock who spoke in a mention")},
	} {
		s := &sendFlags{}
		cmd := a.leaf(d.op.String()+" "+a.T("MENTION"), d.short, a.args(1, 1), a.atDesk(func(c *call) error { return c.actOn(s, d.op, "") }))
		s.register(a, cmd)
		out = append(out, cmd)
	}
	return append(out, a.mentionReport())
}

func (a *app) mentionReport() *cobra.Command {
	s := &sendFlags{}
	cmd := a.leaf("report "+a.T("MENTION REASON"), a.T("report who spoke and what was said to the network's moderators"), a.args(2, 2), a.atDesk(func(c *call) error {
		reason, err := c.own("reason", c.args[1])
		if err != nil {
			return err
		}
		if reason == "" {
			return usage(c.T("a report says why"), c.T("nothing was sent"))
		}
		return c.actOn(s, accounts.OpReport, reason)
	}))
	s.register(a, cmd)
	return cmd
}

// able refuses what the network of an account cannot do, and says why not.
func (c *call) able(a accounts.Account, x accounts.Ability) error {
	able := a.Able(x)
	if able.Can {
		return nil
	}
	return &Fail{Failed, "unsupported", c.T("%s cannot: %s.", a.Handle(), able.Why), c.T("see: vocero account list")}
}

// actOn puts one act on a mention into the outbox, from the account addressed.
func (c *call) actOn(s *sendFlags, op accounts.Op, reason string) error {
	m, err := c.mention(c.args[0])
	if err != nil {
		return err
	}
	v, err := c.d.Store.Account(m.Account)
	if err != nil {
		return err
	}
	if err := c.able(v, op.Needs()); err != nil {
		return err
	}
	b, err := c.d.Store.Brand(m.Brand)
	if err != nil {
		return err
	}
	if op.NeedsLetter() || s.as != "" {
		if err := c.confirm(s.as, b); err != nil {
			return err
		}
	}
	if b.Paused() {
		return refused("paused", c.T("%s is paused", who(b)), c.T("resume the client first: vocero resume --brand %s", string(b.Letter)))
	}
	if err := c.tellActs(b, op, m.Account); err != nil {
		return err
	}
	act := accounts.Delivery{Brand: m.Brand, Account: m.Account, Op: op, Mention: m.ID}
	if reason != "" {
		act.Outgoing = &accounts.Outgoing{Op: op, Text: reason}
	}
	d, err := c.d.Store.Act(act, s.holding(c))
	if err != nil {
		return err
	}
	return c.carry("", b, []accounts.Delivery{d}, s.wait)
}
