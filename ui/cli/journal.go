package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

func (a *app) journalCommand() *cobra.Command {
	letter, after := "", ""
	limit := 50
	verify := false
	cmd := a.leaf("journal", a.T("who spoke as whom, when and what; the newest first"), a.args(0, 0), a.atDesk(func(c *call) error {
		if verify {
			return c.verifyJournal()
		}
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		es, next, err := c.d.Store.Journal(b.ID, accounts.Cursor(after), c.atMost(limit))
		if err != nil {
			return err
		}
		dir, err := c.directory()
		if err != nil {
			return err
		}
		doc := journalDoc{[]entryDoc{}, orNull(string(next))}
		var rows [][]string
		for _, e := range es {
			d := entryDoc{Seq: e.Seq, At: stamp(e.At, dir.zone(e.Brand)), Act: e.Act, Subject: orNull(string(e.Subject)), Detail: orNull(e.Detail)}
			letter, handle := "-", ""
			if e.Brand != "" {
				letter = dir.letter(e.Brand)
				d.Brand = orNull(letter)
			}
			if e.Account != "" {
				handle = dir.handle(e.Account)
				d.Account = orNull(handle)
			}
			doc.Entries = append(doc.Entries, d)
			rows = append(rows, []string{c.at(e.At, dir.zone(e.Brand)), letter, c.p.Act(e.Act), e.Subject.Short(), handle, c.p.ActDetail(e.Detail)})
		}
		return c.show(doc, func(w *page) { w.table(rows) })
	}))
	fl := cmd.Flags()
	fl.StringVar(&letter, "brand", "", a.T("`LETTER` of the client; all without it"))
	fl.BoolVar(&verify, "verify", false, a.T("prove that no line was changed or taken out"))
	fl.StringVar(&after, "after", "", a.T("go on after `NEXT` of the last list"))
	fl.IntVar(&limit, "limit", 50, a.T("at most `N`"))
	return cmd
}

// verifyJournal recomputes the chain of the journal.
func (c *call) verifyJournal() error {
	if err := c.d.Store.VerifyJournal(); err != nil {
		return err
	}
	c.say(c.T("the journal is whole: every line follows from the one before"))
	return c.show(map[string]bool{"ok": true}, func(*page) {})
}

func (a *app) undoCommand() *cobra.Command {
	return a.leaf("undo", a.T("take back the newest thing: what is about to leave first, then the newest change"), a.args(0, 0), a.atDesk(func(c *call) error {
		u, err := c.d.Store.Undo()
		if errors.Is(err, accounts.ErrNotFound) {
			return &Fail{Failed, "nothing", c.T("there is nothing to take back"), ""}
		}
		if err != nil {
			return err
		}
		c.d.Kick()
		dir, err := c.directory()
		if err != nil {
			return err
		}
		c.say(c.T("taken back: %s %s of %s", c.p.Act(u.Act), u.Subject.Short(), dir.letter(u.Brand)))
		return c.show(map[string]any{"act": u.Act, "id": string(u.Subject), "brand": dir.letter(u.Brand)}, func(*page) {})
	}))
}
