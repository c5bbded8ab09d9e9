package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

func (a *app) replyCommand() *cobra.Command {
	f, s := &draftFlags{}, &sendFlags{}
	again := false
	cmd := a.leaf("reply "+a.T("MENTION")+" --text T --as L", a.T("answer a mention from the account addressed"), a.args(1, 1), a.atDesk(func(c *call) error {
		if err := c.required("text"); err != nil {
			return err
		}
		m, err := c.mention(c.args[0])
		if err != nil {
			return err
		}
		b, err := c.d.Store.Brand(m.Brand)
		if err != nil {
			return err
		}
		p, err := c.replyDraft(f, b, m)
		if err != nil {
			return err
		}
		if err := c.confirm(s.as, b); err != nil {
			c.say(c.T("the text is kept as draft %s", p.ID.Short()))
			return err
		}
		if s.sooner != "" {
			if err := c.confirm(s.sooner, b); err != nil {
				c.say(c.T("the text is kept as draft %s", p.ID.Short()))
				return err
			}
		}
		c.d.freshThread(c.ctx, p)
		if !again {
			if stop, err := c.alreadyAnswered(p, b); stop || err != nil {
				return err
			}
		}
		return c.send(p, b, s)
	}))
	f.registerReply(a, cmd)
	s.register(a, cmd)
	cmd.Flags().StringVar(&s.sooner, "sooner", "", a.T("the client's `LETTER` once more: a heated answer does not wait its three minutes"))
	cmd.Flags().BoolVar(&again, "again", false, a.T("answer although somebody answered already"))
	return cmd
}

func (f *draftFlags) registerReply(a *app, cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.text, "text", "", a.T("the `TEXT`; - reads it from standard input"))
	fl.StringVar(&f.cw, "cw", "", a.T("content `WARNING`; that of the mention without it"))
	fl.StringVar(&f.visibility, "visibility", "", a.T("`WHO` can read it; never more than the mention, as the mention without it"))
	fl.StringVar(&f.language, "language", "", a.T("`LANGUAGE` of the text; that of the mention without it"))
	fl.Var(mediaValue{&f.media}, "media", a.T("`FILE` to attach; repeat for several"))
	fl.Var(altValue{&f.media}, "alt", a.T("`TEXT` that describes the file before it"))
}

// replyDraft stores the answer as a draft before anything else is looked at: what was typed is kept. The same text to the same
// mention is one draft, however often the command is repeated.
func (c *call) replyDraft(f *draftFlags, b accounts.Brand, m accounts.Mention) (accounts.Post, error) {
	own, err := c.d.Store.Account(m.Account)
	if err != nil {
		return accounts.Post{}, err
	}
	p := accounts.ReplyTo(m, own)
	if p.Language == "" {
		p.Language = b.Language()
	}
	intro := p.Text
	if c.given("visibility") {
		v, err := accounts.ParseVisibility(f.visibility)
		if err != nil {
			return p, usage(c.T("%q is no visibility", f.visibility), c.T("one of: %s", "public, unlisted, private, direct"))
		}
		if v > p.Answering.Widest {
			return p, refused("visibility", c.T("the reply would be more public than what it answers (%s)", p.Answering.Widest.String()), c.T("leave --visibility out, or choose a narrower one"))
		}
	}
	if err := f.apply(c, b, &p); err != nil {
		return p, err
	}
	if p.Text == "" && len(p.Media) == 0 {
		return p, usage(c.T("there is nothing to say"), c.T("give --text"))
	}
	if !strings.HasPrefix(accounts.Fold(p.Text), accounts.Fold(strings.TrimSpace(intro))) {
		p.Text = intro + p.Text
	}
	old, _, err := c.d.Store.Posts(accounts.PostQuery{Brand: b.ID, States: []accounts.PostState{accounts.Draft}}, "", 100)
	if err != nil {
		return p, err
	}
	for _, o := range old {
		if o.Answering != nil && o.Answering.Mention == m.ID && o.Text == p.Text {
			p.ID, p.Revision, p.Created = o.ID, o.Revision, o.Created
		}
	}
	return c.d.SaveDraft(p)
}

// threadTime is how long a reply waits to learn whether somebody answered meanwhile.
const threadTime = 5 * time.Second

// freshThread reads the conversation once more, so that an answer from the phone is seen. Offline it goes on with what is stored:
// the same question is asked again right before the reply leaves.
func (d *Desk) freshThread(ctx context.Context, p accounts.Post) {
	ctx, cancel := context.WithTimeout(ctx, threadTime)
	defer cancel()
	a, err := d.Store.Account(p.Answering.Account)
	if err != nil {
		return
	}
	if b, err := d.Store.Budget(a.Brand); err != nil || a.Metered() && b.Stopped() {
		return // The cap stops reading, never a reply.
	}
	n, err := d.Networks.Open(a)
	if err != nil {
		return
	}
	talker, ok := n.(accounts.Talker)
	if !ok {
		return
	}
	t, err := talker.Thread(ctx, p.Answering.RemoteID)
	paid := accounts.ChargesOf(n)
	if err != nil {
		_ = d.Store.Spend(a.ID, paid) // The reply leaves whatever the ledger says.
		return
	}
	t.Account, t.Root, t.Read = a.ID, p.Answering.RemoteID, d.Now()
	_ = d.Store.PutThread(t, paid...) // It is only a copy of what the network has.
}

// alreadyAnswered stops a reply when somebody answered from that account, or another reply is on its way.
func (c *call) alreadyAnswered(p accounts.Post, b accounts.Brand) (bool, error) {
	_, fs, err := c.d.Clear(p, true, "")
	if err != nil || !slices.ContainsFunc(fs, func(f accounts.Finding) bool { return f.Rule == "answered" }) {
		return false, err
	}
	return true, c.standInTheWay(p, fs, c.T("not sent: look at what was answered already; the text is kept as draft %s, --again sends it all the same (%s)", p.ID.Short(), who(b)))
}
