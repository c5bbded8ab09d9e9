package cli

import (
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/store"
)

// typedDoc is one draft as the journal of drafts has it.
type typedDoc struct {
	At     time.Time `json:"at"`
	ID     string    `json:"id"`
	Brand  string    `json:"brand"`
	Text   string    `json:"text"`
	CW     string    `json:"cw,omitempty"`
	Answer string    `json:"reply_to,omitempty"`
}

func typedOf(t store.Typed) typedDoc {
	d := typedDoc{At: t.At, ID: string(t.Post.ID), Brand: string(t.Post.Brand), Text: t.Post.Text, CW: t.Post.CW}
	if t.Post.Answering != nil {
		d.Answer = t.Post.Answering.Author.String()
	}
	return d
}

func (a *app) draftRecover() *cobra.Command {
	return a.leaf("recover ["+a.T("ID")+"]", a.T("show what was typed, from the file beside the database; works when the desk does not"), a.args(0, 1), a.here(func(c *call) error {
		kept, err := store.RecoverDrafts(c.home)
		if err != nil {
			return err
		}
		all := make([]typedDoc, len(kept))
		for i, t := range kept {
			all[i] = typedOf(t)
		}
		if len(c.args) == 0 {
			var rows [][]string
			for _, l := range all {
				rows = append(rows, []string{accounts.ID(l.ID).Short(), c.at(l.At, c.zone()), l.Text})
			}
			return c.show(map[string]any{"drafts": all}, func(w *page) { w.table(rows) })
		}
		for _, l := range all {
			if id := accounts.ID(l.ID); l.ID == c.args[0] || id.Short() == c.args[0] {
				return c.show(l, func(w *page) { w.block("", l.Text) })
			}
		}
		return &Fail{Failed, "not_found", c.T("no post has the id %q", c.args[0]), c.T("see: vocero draft recover")}
	}))
}
