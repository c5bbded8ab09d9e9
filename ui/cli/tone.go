package cli

import (
	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// asAnswer makes a text the answer of the first account it aims at, to be judged as one.
func asAnswer(p accounts.Post) accounts.Post {
	if p.Answering != nil {
		return p
	}
	a := accounts.Answering{Widest: p.Visibility}
	if len(p.Targets) > 0 {
		a.Account, p.Targets = p.Targets[0], p.Targets[:1]
	}
	p.Answering = &a
	return p
}

// toneOf is how a reply sounds; null for what is none.
func toneOf(p accounts.Post) *string {
	if p.Answering == nil {
		return nil
	}
	return orNull(guard.Tone(p.TextFor(p.Answering.Account), p.Language).String())
}

// moodOf prints the mood of a text as something said to a client. It is nobody's post: no rule stands against it.
func (c *call) moodOf(p accounts.Post) error {
	m := accounts.Mention{Text: accounts.BlockText(p.Text), Language: p.Language}
	doc := checkDoc{Findings: []findingDoc{}, Mood: orNull(guard.MoodOf(&m).String())}
	return c.show(doc, func(w *page) { w.line("%s", c.p.Mood(guard.MoodOf(&m))) })
}

func (a *app) mentionMood() *cobra.Command {
	return a.leaf("mood "+a.T("ID... MOOD"), a.T("say what a mention is: praise, neutral, question or complaint"), a.args(2, -1), a.atDesk(func(c *call) error {
		last := len(c.args) - 1
		mood, err := c.mood(c.args[last])
		if err != nil {
			return err
		}
		return c.change(c.args[:last], accounts.MentionUpdate{Mood: &mood})
	}))
}

// mood reads the name of a mood.
func (c *call) mood(name string) (accounts.Mood, error) {
	m, err := accounts.ParseMood(name)
	if err != nil {
		return m, usage(c.T("%q is no mood of a mention", name), c.T("one of: %s", "praise, neutral, question, complaint"))
	}
	return m, nil
}

func (a *app) outboxSend() *cobra.Command {
	s := &sendFlags{}
	cmd := a.leaf("send "+a.T("ID")+" --as L", a.T("send a heated answer now that cools in the outbox"), a.args(1, 1), a.atDesk(func(c *call) error {
		d, b, err := c.ofBrand()
		if err != nil {
			return err
		}
		if err := c.confirm(s.as, b); err != nil {
			return err
		}
		if err := c.d.Store.SendSooner(d.ID); err != nil {
			return err
		}
		return c.carry(d.Post, b, []accounts.Delivery{d}, s.wait)
	}))
	cmd.Flags().StringVar(&s.as, "as", "", a.T("the client's `LETTER`, to confirm"))
	cmd.Flags().BoolVar(&s.wait, "wait", false, a.T("wait until it is out and was read back, or needs you"))
	return cmd
}

// foretell says before a long wait that an answer cools, and until when.
func (c *call) foretell(b accounts.Brand, ds []accounts.Delivery) error {
	dir, err := c.directory()
	for _, d := range ds {
		if err == nil && d.Cools(c.Now()) {
			c.sayCooling(dir, b, d)
		}
	}
	return err
}

// sayCooling says that an answer sounds heated, when it leaves, and what can be done meanwhile.
func (c *call) sayCooling(dir directory, b accounts.Brand, d accounts.Delivery) {
	c.say(c.T("it sounds heated: it cools in the outbox of %s and leaves from %s at %s; read it again; take it back: vocero undo; now: vocero outbox send %s --as %s",
		who(b), dir.handle(d.Account), c.clockAt(d.LeavesAt, zoneOf(b)), d.ID.Short(), string(b.Letter)))
}
