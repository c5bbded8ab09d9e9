package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

// mentionAdd takes in what a person read on a channel that no program reads.
func (a *app) mentionAdd() *cobra.Command {
	letter, handle, author, text, url, at := "", "", "", "", "", ""
	cmd := a.leaf("add", a.T("type in what was said on a channel by hand"), a.args(0, 0), a.atDesk(func(c *call) error {
		if err := c.required("account", "author", "text"); err != nil {
			return err
		}
		v, err := c.account(handle)
		if err != nil {
			return err
		}
		b, err := c.d.Store.Brand(v.Brand)
		if err != nil {
			return err
		}
		if letter != "" && letter != string(b.Letter) {
			return refused("brand", c.T("%s is %s's, not %s's", v.Handle(), who(b), letter), c.T("name an account of the same client"))
		}
		if v.Network != accounts.Manual {
			return refused("not_by_hand", c.T("what is said to %s comes by itself", v.Handle()), c.T("ask for it now: vocero sync --brand %s", string(b.Letter)))
		}
		m := accounts.Mention{URL: url}
		if text, err = c.own("text", text); err != nil {
			return err
		}
		m.Author, m.Text = accounts.LineText(author), accounts.BlockText(text)
		if strings.TrimSpace(m.Author.String()) == "" || strings.TrimSpace(m.Text.String()) == "" {
			return usage(c.T("it says nothing, or nobody says it"), c.T("give --author and --text; --text - reads it from standard input"))
		}
		if url != "" && !accounts.WebAddress(url) {
			return usage(c.T("%q is no web address", url), c.T("paste the address as the browser shows it, or leave --url out"))
		}
		if at != "" {
			if err := c.saidAt(&m, at, zoneOf(b)); err != nil {
				return err
			}
		}
		if m, err = c.d.Store.AddMention(v.ID, m); err != nil {
			return err
		}
		c.say(c.T("taken in for %s; next: vocero reply %s --as %s", who(b), m.ID.Short(), string(b.Letter)))
		return c.showMentions([]accounts.ID{m.ID}, false)
	}))
	fl := cmd.Flags()
	fl.StringVar(&letter, "brand", "", a.T("`LETTER` of the client, to be sure whose account it is"))
	fl.StringVar(&handle, "account", "", a.T("`HANDLE` of the account it was said to"))
	fl.StringVar(&author, "author", "", a.T("`NAME` of who said it, as it stands there"))
	fl.StringVar(&text, "text", "", a.T("the `TEXT`; - reads it from standard input"))
	fl.StringVar(&url, "url", "", a.T("`URL` where it stands"))
	fl.StringVar(&at, "at", "", a.T("`HOUR` at which it was said, on the client's own clock; now without it"))
	return cmd
}

// saidAt reads when something was said; it cannot have been said in the future.
func (c *call) saidAt(m *accounts.Mention, at, zone string) error {
	w, err := accounts.ParseWhen(at, zone)
	if errors.Is(err, accounts.ErrHour) {
		return usage(c.T("%q is no hour", at), c.T("write a date and a time, as in \"2026-12-01 09:00\""))
	}
	if err == nil && w.UTC.After(c.Now()) {
		return usage(c.T("%s is still to come", c.at(w.UTC, zone)), c.T("write when it was said, or leave --at out"))
	}
	m.At = w.UTC
	return err
}
