package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

// blueskyServer is where most accounts live; others name their own server.
const blueskyServer = "https://bsky.social"

func (a *app) accountAddBluesky() *cobra.Command {
	letter, server, handle, stdin := "", blueskyServer, "", false
	cmd := a.leaf("bluesky --brand L --handle H", a.T("log in to Bluesky with an app password"), a.args(0, 0), nil)
	store := a.atDesk(func(c *call) error {
		b, err := c.brand(letter)
		if err != nil {
			return err
		}
		s, err := c.token(accounts.Bluesky)
		if err != nil {
			return err
		}
		v, err := c.d.AddAccount(c.ctx, b, accounts.Account{Network: accounts.Bluesky, Server: server, User: handle}, s)
		if err != nil {
			return err
		}
		c.say(c.T("%s speaks for %s now; next: vocero sync --brand %s", v.Handle(), who(b), string(b.Letter)))
		return c.showAccount(v)
	})
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		c := &call{app: a, ctx: cmd.Context(), cmd: cmd, args: args}
		if err := c.required("brand", "handle"); err != nil {
			return err
		}
		base, err := accounts.CheckServer(server)
		if err != nil {
			message, remedy := splitRemedy(err.Error())
			return usage(message, remedy)
		}
		if server, handle = base, strings.Trim(handle, "@ "); !strings.Contains(handle, ".") {
			return usage(c.T("%q is no handle of Bluesky", handle), c.T("give it whole, as in luz.bsky.social"))
		}
		if stdin || a.d != nil {
			return store(cmd, args)
		}
		return c.appPassword("account", "add", "bluesky", "--brand", letter, "--server", server, "--handle", handle, "--token-stdin")
	}
	f := cmd.Flags()
	f.StringVar(&letter, "brand", "", a.T("`LETTER` of the client"))
	f.StringVar(&handle, "handle", "", a.T("`HANDLE` of the account, as in luz.bsky.social"))
	f.StringVar(&server, "server", blueskyServer, a.T("`ADDRESS` of the server that keeps the account"))
	f.BoolVar(&stdin, "token-stdin", false, a.T("read the app password from standard input"))
	return cmd
}
