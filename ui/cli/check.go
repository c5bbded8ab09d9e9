package cli

import (
	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/accounts/guard"
)

func (a *app) checkCommand() *cobra.Command {
	f := &draftFlags{}
	letter := ""
	asReply, asMention := false, false
	cmd := a.leaf("check ["+a.T("ID")+"]", a.T("say what stands against a post; exit 3 when something stops it"), a.args(0, 1), a.atDesk(func(c *call) error {
		p, err := c.toCheck(f, letter)
		if err != nil {
			return err
		}
		if asMention {
			return c.moodOf(p)
		}
		if asReply {
			p = asAnswer(p)
		}
		if err := c.d.LookAtLinks(c.ctx, p); err != nil {
			return err
		}
		facts, err := c.d.Facts(p, p.When == nil)
		if err != nil {
			return err
		}
		fs := guard.Check(p, facts)
		if err := c.findings(p, fs); err != nil {
			return err
		}
		if blocking(fs) {
			c.say(c.T("this cannot leave as it is; nothing was changed"))
			return ended(Refused)
		}
		c.say(c.T("nothing stands in the way"))
		return nil
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client who would say it"))
	cmd.Flags().BoolVar(&asReply, "as-reply", false, a.T("judge it as a reply"))
	cmd.Flags().BoolVar(&asMention, "as-mention", false, a.T("judge it as something said to the client"))
	f.register(a, cmd)
	return cmd
}

// toCheck is the post to check: a stored one, or what the flags say.
func (c *call) toCheck(f *draftFlags, letter string) (accounts.Post, error) {
	if len(c.args) == 1 {
		return c.post(c.args[0])
	}
	if err := c.required("brand", "text"); err != nil {
		return accounts.Post{}, err
	}
	b, err := c.brand(letter)
	if err != nil {
		return accounts.Post{}, err
	}
	p := accounts.Post{Brand: b.ID, State: accounts.Draft, Visibility: accounts.Public, Language: b.Language()}
	if !c.given("account") {
		if p.Targets, err = c.targets(b, nil); err != nil {
			return p, err
		}
	}
	return p, f.apply(c, b, &p)
}
