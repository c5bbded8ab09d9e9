package cli

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"vocero/accounts"
)

func (a *app) draftTree() *cobra.Command {
	return a.group("draft", a.T("what is being written"),
		a.draftAdd(), a.draftList(), a.draftShow(), a.draftEdit(), a.draftRemove(), a.draftRecover(), a.draftRevisions(), a.draftDiff(), a.draftClone())
}

func (a *app) draftAdd() *cobra.Command {
	f := &draftFlags{}
	letter := ""
	cmd := a.leaf("add --brand L --text T", a.T("write a draft"), a.args(0, 0), a.atDesk(func(c *call) error {
		if err := c.required("brand"); err != nil {
			return err
		}
		b, err := c.brand(letter)
		if err != nil {
			return err
		}
		p := accounts.Post{Brand: b.ID, State: accounts.Draft, Visibility: accounts.Public, Language: b.Language()}
		if f.idea {
			p.State = accounts.Idea
		}
		if !c.given("account") {
			if p.Targets, err = c.targets(b, nil); err != nil {
				return err
			}
		}
		if err := f.apply(c, b, &p); err != nil {
			return err
		}
		if p.Empty() {
			return usage(c.T("there is nothing to say"), c.T("give --text, --media or --poll"))
		}
		if p, err = c.d.SaveDraft(p); err != nil {
			return err
		}
		c.say(c.T("draft %s of %s was saved; next: vocero schedule %s --at \"2026-12-01 09:00\" --as %s", p.ID.Short(), who(b), p.ID.Short(), string(b.Letter)))
		return c.showPost(p)
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client who says it"))
	cmd.Flags().BoolVar(&f.idea, "idea", false, a.T("it is only an idea yet"))
	f.register(a, cmd)
	return cmd
}

// showPost prints one post with its deliveries.
func (c *call) showPost(p accounts.Post) error {
	dir, err := c.directory()
	if err != nil {
		return err
	}
	ds, err := c.d.Store.DeliveriesOf(p.ID)
	if err != nil {
		return err
	}
	doc := c.draftDoc(dir, p, ds)
	return c.show(doc, func(w *page) {
		w.line("%s  %s  %s  %s", p.ID.Short(), doc.Brand, c.p.Post(p.State), p.Visibility)
		for _, h := range doc.Accounts {
			w.line("  %s", h)
		}
		if p.When != nil {
			w.line("  %s", c.hour(*p.When))
		}
		if p.CW != "" {
			w.line("  CW: %s", p.CW)
		}
		w.block("  | ", p.Text)
		for _, id := range p.Targets {
			if s := p.TextFor(id); s != p.Text { // What leaves there is another text: a version, or people by other names.
				w.line("  %s:", dir.handle(id))
				w.block("  | ", s)
			}
		}
		for _, m := range p.Media {
			w.line("  [%s] %s", m.Name, m.Alt)
		}
		c.deliveryRows(w, dir, ds)
	})
}

// hour is a post's hour with its zone, and what the clock's change did to it.
func (a *app) hour(w accounts.When) string {
	s := a.p.DayHour(w.Local()) + " " + w.Zone
	switch w.Rule {
	case accounts.Gap:
		return s + " (" + a.T("%s does not exist that day; it was moved to the first hour after it", w.Civil[11:]) + ")"
	case accounts.Overlap:
		return s + " (" + a.T("this hour comes twice that day; the first one counts") + ")"
	}
	return s
}

func (a *app) draftList() *cobra.Command {
	letter, state, search, after, limit := "", "", "", "", 50
	cmd := a.leaf("list", a.T("list posts: drafts, planned and published ones"), a.args(0, 0), a.atDesk(func(c *call) error {
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		q := accounts.PostQuery{Brand: b.ID, Search: search}
		if q.States, err = c.states(state); err != nil {
			return err
		}
		dir, err := c.directory()
		if err != nil {
			return err
		}
		ps, next, err := c.d.Store.Posts(q, accounts.Cursor(after), c.atMost(limit))
		if err != nil {
			return err
		}
		doc := draftsDoc{[]draftDoc{}, orNull(string(next))}
		var rows [][]string
		for _, p := range ps {
			ds, err := c.d.Store.DeliveriesOf(p.ID)
			if err != nil {
				return err
			}
			doc.Drafts = append(doc.Drafts, c.draftDoc(dir, p, ds))
			hour := "-"
			if p.When != nil {
				hour = c.at(p.When.UTC, dir.zone(p.Brand))
			}
			rows = append(rows, []string{p.ID.Short(), dir.letter(p.Brand), c.p.Post(p.State), hour, p.Text})
		}
		return c.show(doc, func(w *page) { w.table(rows) })
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client; all without it"))
	cmd.Flags().StringVar(&state, "state", "open", a.T("`STATE`: open, all, or one as in scheduled"))
	cmd.Flags().StringVar(&search, "search", "", a.T("`WORDS` in the text"))
	cmd.Flags().StringVar(&after, "after", "", a.T("go on after `NEXT` of the last list"))
	cmd.Flags().IntVar(&limit, "limit", 50, a.T("at most `N`"))
	return cmd
}

// atMost keeps a page within reason.
func (c *call) atMost(n int) int { return min(max(n, 1), 1000) }

// states reads a --state of posts.
func (c *call) states(s string) ([]accounts.PostState, error) {
	switch s {
	case "all", "":
		return nil, nil
	case "open":
		return []accounts.PostState{accounts.Idea, accounts.Draft, accounts.InReview, accounts.Approved}, nil
	}
	v, err := accounts.ParsePostState(s)
	if err != nil {
		return nil, usage(c.T("%q is no state of a post", s), c.T("one of: %s", "open, all, idea, draft, in_review, approved, scheduled, sending, published, held, failed, unconfirmed, missed, by_hand"))
	}
	return []accounts.PostState{v}, nil
}

func (a *app) draftShow() *cobra.Command {
	return a.leaf("show "+a.T("ID"), a.T("show a post with its deliveries"), a.args(1, 1), a.atDesk(func(c *call) error {
		p, err := c.post(c.args[0])
		if err != nil {
			return err
		}
		return c.showPost(p)
	}))
}

func (a *app) draftEdit() *cobra.Command {
	f := &draftFlags{}
	revision, utm, clean := uint64(0), false, false
	cmd := a.leaf("edit "+a.T("ID"), a.T("change a draft; without flags in your editor"), a.args(1, 1), nil)
	change := a.atDesk(func(c *call) error {
		p, err := c.post(c.args[0])
		if err != nil {
			return err
		}
		b, err := c.d.Store.Brand(p.Brand)
		if err != nil {
			return err
		}
		if c.given("revision") && revision != p.Revision {
			return accounts.ErrStale
		}
		if err := f.apply(c, b, &p); err != nil {
			return err
		}
		if err := c.mendLinks(b, &p, utm, clean); err != nil {
			return err
		}
		if p, err = c.d.SaveDraft(p); err != nil {
			return err
		}
		c.say(c.T("draft %s of %s was saved", p.ID.Short(), who(b)))
		return c.showPost(p)
	})
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if a.d == nil && !ownFlags(cmd) {
			return a.here(editText)(cmd, args)
		}
		return change(cmd, args)
	}
	f.register(a, cmd)
	cmd.Flags().BoolVar(&f.noMedia, "no-media", false, a.T("take the files away first"))
	cmd.Flags().BoolVar(&utm, "utm", false, a.T("add to its links what the client wants there; nothing is overwritten"))
	cmd.Flags().BoolVar(&clean, "clean-links", false, a.T("take trackers out of its links"))
	cmd.Flags().Uint64Var(&revision, "revision", 0, a.T("refuse when the draft is no longer at `N`"))
	return cmd
}

// ownFlags tells whether a flag other than the global ones was typed.
func ownFlags(cmd *cobra.Command) (typed bool) {
	global := cmd.Root().PersistentFlags()
	cmd.Flags().Visit(func(f *pflag.Flag) { typed = typed || global.Lookup(f.Name) == nil })
	return typed
}

func (a *app) draftRemove() *cobra.Command {
	return a.leaf("remove "+a.T("ID"), a.T("remove a draft; undo brings it back"), a.args(1, 1), a.atDesk(func(c *call) error {
		p, err := c.post(c.args[0])
		if err != nil {
			return err
		}
		if err := c.d.Store.RemovePost(p.ID); err != nil {
			return err
		}
		c.say(c.T("draft %s was removed; vocero undo brings it back", p.ID.Short()))
		return c.show(map[string]any{"id": string(p.ID), "removed": true}, func(*page) {})
	}))
}
