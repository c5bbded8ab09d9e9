package cli

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

func (a *app) handleTree() *cobra.Command {
	return a.group("handle", a.T("what people and organisations are called on each network, for texts that name them"), a.handleAdd(), a.handleList(), a.handleRemove())
}

func (a *app) handleAdd() *cobra.Command {
	letter := ""
	cmd := a.leaf("add "+a.T("NAME NETWORK=HANDLE..."), a.T("keep what somebody is called: mastodon=@x@host bluesky=y.example x=z"), a.args(2, -1), a.atDesk(func(c *call) error {
		if err := c.required("brand"); err != nil {
			return err
		}
		b, err := c.brand(letter)
		if err != nil {
			return err
		}
		p, err := c.somebody(c.args[0], b.ID)
		var f *Fail
		if errors.As(err, &f) && f.Code == "not_found" {
			p, err = accounts.Person{Brand: b.ID, Name: accounts.LineText(c.args[0])}, nil
		}
		if err != nil {
			return err
		}
		if p.Brand != b.ID {
			return refused("brand", c.T("%s is known to another client", p.Name.String()), c.T("what one client knows of people is no other's"))
		}
		for _, s := range c.args[1:] {
			x, err := accounts.ParseAlias(s)
			if err != nil {
				return usage(c.T("%q is no handle", s), c.T("write network=handle, as in mastodon=@ana@masto.example, bluesky=ana.bsky.social or x=ana_x"))
			}
			if !p.Has(x) {
				p.Aliases = append(slices.Clone(p.Aliases), x)
			}
		}
		if p, err = c.d.Store.PutPerson(p); err != nil {
			return err
		}
		c.say(c.T("%s is known as %s: texts name them so on each network", p.Name.String(), c.knownAs(p)))
		return c.showPeople([]accounts.Person{p})
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client"))
	return cmd
}

func (a *app) handleRemove() *cobra.Command {
	letter := ""
	cmd := a.leaf("remove "+a.T("NAME [NETWORK=HANDLE...]"), a.T("forget handles of somebody, or somebody whole; undo brings it back"), a.args(1, -1), a.atDesk(func(c *call) error {
		if err := c.required("brand"); err != nil {
			return err
		}
		b, err := c.brand(letter)
		if err != nil {
			return err
		}
		p, err := c.somebody(c.args[0], b.ID)
		if err != nil {
			return err
		}
		if p.ID == "" {
			return &Fail{Failed, "not_found", c.T("nobody is known as %s", c.args[0]), c.T("see: vocero person list")}
		}
		if len(c.args) > 1 {
			for _, h := range c.args[1:] {
				if err := c.split(p, h); err != nil {
					return err
				}
			}
			return nil
		}
		if err := c.d.Store.RemovePerson(p.ID); err != nil {
			return err
		}
		c.say(c.T("%s was forgotten; what they said stays. Take it back: vocero undo", p.Name.String()))
		return c.show(map[string]any{"id": string(p.ID), "removed": true}, func(*page) {})
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client"))
	return cmd
}
