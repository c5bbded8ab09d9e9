package cli

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

func (a *app) mentionsCommand() *cobra.Command {
	letter, state, after, mood, person, post := "", "", "", "", "", ""
	limit := 50
	q := accounts.MentionQuery{}
	cmd := a.leaf("mentions", a.T("list what was said, the most urgent first"), a.args(0, 0), a.atDesk(func(c *call) error {
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		q.Brand = b.ID
		if state == "all" {
			q.Any = true
		} else if q.State, err = accounts.ParseMentionState(state); err != nil {
			return usage(c.T("%q is no state of a mention", state), c.T("one of: %s", "new, waiting, snoozed, done, all"))
		}
		if mood != "" {
			if q.Mood, err = c.mood(mood); err != nil {
				return err
			}
		}
		if err := c.related(&q, person, post); err != nil {
			return err
		}
		dir, err := c.directory()
		if err != nil {
			return err
		}
		page, err := c.d.Store.MentionPage(q, accounts.Cursor(after), c.atMost(limit))
		if err != nil {
			return err
		}
		doc := mentionsDoc{Mentions: []mentionDoc{}, Next: orNull(string(page.After))}
		for _, m := range page.Items {
			doc.Mentions = append(doc.Mentions, c.mentionDoc(dir, m))
		}
		return c.show(doc, c.mentionRows(dir, page))
	}))
	fl := cmd.Flags()
	fl.StringVar(&letter, "brand", "", a.T("`LETTER` of the client; all without it"))
	fl.StringVar(&state, "state", "new", a.T("`STATE`: new, waiting, snoozed, done or all"))
	fl.StringVar(&q.Search, "search", "", a.T("`WORDS` or their beginnings; ~part looks inside words"))
	fl.StringVar(&q.Tag, "tag", "", a.T("only those with a `TAG`"))
	fl.StringVar(&mood, "mood", "", a.T("only those of one `MOOD`: praise, neutral, question or complaint"))
	fl.StringVar(&person, "person", "", a.T("only what one person said, under all names: `WHO`, an id, a handle or a name"))
	fl.StringVar(&post, "post", "", a.T("only what was said to one of our posts, on all its networks: `ID`"))
	fl.BoolVar(&q.Folded, "folded", false, a.T("likes, boosts and follows instead of talk"))
	fl.StringVar(&after, "after", "", a.T("go on after `NEXT` of the last list"))
	fl.IntVar(&limit, "limit", 50, a.T("at most `N`"))
	return cmd
}

// related narrows a list to what one person said, or to what was said to one post; of every state, unless one was asked for.
func (c *call) related(q *accounts.MentionQuery, person, post string) error {
	if person != "" {
		p, err := c.stored(person)
		if err != nil {
			return err
		}
		q.Person, q.Brand = p.ID, p.Brand
	}
	if post != "" {
		p, err := c.post(post)
		if err != nil {
			return err
		}
		q.Post, q.Brand = p.ID, p.Brand
	}
	if (person != "" || post != "") && !c.cmd.Flags().Changed("state") {
		q.Any = true
	}
	return nil
}

// mentionRows lists mentions with the letter of the client each was said to.
func (c *call) mentionRows(dir directory, p accounts.MentionPage) func(w *page) {
	return func(w *page) {
		var rows [][]string
		for _, m := range p.Items {
			text := m.Text.String()
			if m.Kind != accounts.Talk {
				text = c.p.Kind(m.Kind) + " " + text
			}
			if m.Flags != 0 {
				text = "⚠ " + text
			}
			rows = append(rows, []string{m.ID.Short(), dir.letter(m.Brand), c.p.Mention(m.State), c.at(m.At, dir.zone(m.Brand)), c.p.Mood(m.Mood), m.Author.String(), text})
		}
		w.table(rows)
		if p.After != "" {
			w.line("%s", c.T("more: --after %s", string(p.After)))
		}
	}
}

func (a *app) mentionTree() *cobra.Command {
	g := a.group("mention", a.T("deal with one thing that was said"), a.mentionShow(), a.mentionAdd(),
		a.mentionState("done", a.T("nothing more to do about it"), accounts.Done),
		a.mentionState("new", a.T("it waits for a verdict again"), accounts.New),
		a.mentionMood(), a.mentionSnooze(), a.mentionTag(), a.mentionNote())
	g.AddCommand(a.mentionTake())
	g.AddCommand(a.deeds()...)
	return g
}

func (a *app) mentionShow() *cobra.Command {
	return a.leaf("show "+a.T("ID"), a.T("show a mention in full"), a.args(1, 1), a.atDesk(func(c *call) error {
		m, err := c.mention(c.args[0])
		if err != nil {
			return err
		}
		return c.showMentions([]accounts.ID{m.ID}, false)
	}))
}

// several finds all mentions that were named, before anything is changed.
func (c *call) several(prefixes []string) ([]accounts.ID, error) {
	var out []accounts.ID
	for _, p := range prefixes {
		m, err := c.mention(p)
		if err != nil {
			return nil, err
		}
		out = append(out, m.ID)
	}
	return out, nil
}

// change updates mentions and prints them.
func (c *call) change(prefixes []string, u accounts.MentionUpdate) error {
	ids, err := c.several(prefixes)
	if err != nil {
		return err
	}
	if err := c.d.Store.SetMention(ids, u); err != nil {
		return err
	}
	return c.showMentions(ids, true)
}

// showMentions prints mentions as they are stored now; changed says on standard error what became of each.
func (c *call) showMentions(ids []accounts.ID, changed bool) error {
	dir, err := c.directory()
	if err != nil {
		return err
	}
	doc := mentionsDoc{Mentions: []mentionDoc{}}
	var ms []accounts.Mention
	for _, id := range ids {
		m, err := c.d.Store.Mention(id)
		if err != nil {
			return err
		}
		ms = append(ms, m)
		doc.Mentions = append(doc.Mentions, c.mentionDoc(dir, m))
		if changed {
			c.say(c.T("mention %s of %s to %s: %s; take it back: vocero undo", id.Short(), m.Author.String(), dir.handle(m.Account), c.p.Mention(m.State)))
		}
	}
	return c.show(doc, func(w *page) {
		for _, m := range ms {
			w.line("%s  %s  %s  %s  %s", m.ID.Short(), dir.letter(m.Brand), c.p.Mention(m.State), m.Author.String(), c.at(m.At, dir.zone(m.Brand)))
			w.line("  → %s", dir.handle(m.Account))
			if !m.CW.IsZero() {
				w.line("  CW: %s", m.CW.String())
			}
			w.block("  | ", m.Text.String())
			for _, n := range m.Notes {
				w.line("  ; %s", n.Text)
			}
			c.kinLines(w, m)
			if m.URL != "" {
				w.line("  %s", m.URL)
			}
		}
	})
}

func (a *app) mentionState(use, short string, s accounts.MentionState) *cobra.Command {
	return a.leaf(use+" "+a.T("ID..."), short, a.args(1, -1), a.atDesk(func(c *call) error {
		return c.change(c.args, accounts.MentionUpdate{State: &s})
	}))
}

func (a *app) mentionSnooze() *cobra.Command {
	until, span := "", time.Duration(0)
	cmd := a.leaf("snooze "+a.T("ID..."), a.T("put a mention off; until tomorrow without flags"), a.args(1, -1), a.atDesk(func(c *call) error {
		at, err := c.snoozeUntil(until, span)
		if err != nil {
			return err
		}
		s := accounts.Snoozed
		return c.change(c.args, accounts.MentionUpdate{State: &s, Until: at})
	}))
	cmd.Flags().StringVar(&until, "until", "", a.T("`HOUR` on the client's own clock, as in \"2026-12-01 09:00\""))
	cmd.Flags().DurationVar(&span, "for", 0, a.T("`TIME` from now, as in 3h"))
	return cmd
}

// snoozeUntil is when a mention comes back: the hour asked for, the span from now, or nine o'clock tomorrow on the client's wall.
func (c *call) snoozeUntil(until string, span time.Duration) (time.Time, error) {
	m, err := c.mention(c.args[0])
	if err != nil {
		return time.Time{}, err
	}
	b, err := c.d.Store.Brand(m.Brand)
	if err != nil {
		return time.Time{}, err
	}
	now := c.Now()
	at := now.Add(span)
	switch {
	case until != "":
		w, err := accounts.ParseWhen(until, zoneOf(b))
		if errors.Is(err, accounts.ErrHour) {
			return at, usage(c.T("%q is no hour", until), c.T("write a date and a time, as in \"2026-12-01 09:00\""))
		}
		if err != nil {
			return at, err
		}
		at = w.UTC
	case span == 0:
		loc, err := time.LoadLocation(zoneOf(b))
		if err != nil {
			return at, err
		}
		l := now.In(loc)
		w, err := accounts.NewWhen(l.Year(), l.Month(), l.Day()+1, 9, 0, zoneOf(b))
		if err != nil {
			return at, err
		}
		at = w.UTC
	}
	if !at.After(now) {
		return at, usage(c.T("%s has passed", c.at(at, zoneOf(b))), c.T("name an hour to come"))
	}
	return at, nil
}

func (a *app) mentionTag() *cobra.Command {
	drop := false
	cmd := a.leaf("tag "+a.T("ID TAG..."), a.T("put tags on a mention"), a.args(2, -1), a.atDesk(func(c *call) error {
		u := accounts.MentionUpdate{AddTags: c.args[1:]}
		if drop {
			u = accounts.MentionUpdate{DropTags: c.args[1:]}
		}
		return c.change(c.args[:1], u)
	}))
	cmd.Flags().BoolVar(&drop, "remove", false, a.T("take the tags away"))
	return cmd
}

func (a *app) mentionNote() *cobra.Command {
	return a.leaf("note "+a.T("ID TEXT"), a.T("write a note on a mention; it never leaves the desk"), a.args(2, 2), a.atDesk(func(c *call) error {
		text, err := c.own("note", c.args[1])
		if err != nil {
			return err
		}
		if text == "" {
			return usage(c.T("the note is empty"), c.T("nothing was changed"))
		}
		return c.change(c.args[:1], accounts.MentionUpdate{Note: text})
	}))
}
