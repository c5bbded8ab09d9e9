package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

// snippetDoc is a snippet; brand is null where it is for every client.
type snippetDoc struct {
	ID    string  `json:"id"`
	Brand *string `json:"brand"`
	Abbr  string  `json:"abbr"`
	Text  string  `json:"text"`
}

type snippetsDoc struct {
	Snippets []snippetDoc `json:"snippets"`
}

func (d directory) snippetDoc(x accounts.Snippet) snippetDoc {
	doc := snippetDoc{ID: string(x.ID), Abbr: x.Abbr, Text: x.Text}
	if x.Brand != "" {
		doc.Brand = orNull(d.letter(x.Brand))
	}
	return doc
}

func (a *app) snippetTree() *cobra.Command {
	return a.group("snippet", a.T("pieces of text that ,abbr puts into a post"), a.snippetAdd(), a.snippetList(), a.snippetRemove())
}

func (a *app) snippetAdd() *cobra.Command {
	letter, text, replace := "", "", false
	cmd := a.leaf("add "+a.T("ABBR")+" --text T", a.T("keep a snippet; without --brand every client has it"), a.args(1, 1), a.atDesk(func(c *call) error {
		if err := c.required("text"); err != nil {
			return err
		}
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		x := accounts.Snippet{Brand: b.ID, Abbr: strings.TrimPrefix(c.args[0], ",")}
		if x.Text, err = c.own("text", text); err != nil {
			return err
		}
		if replace {
			if old, ok, err := c.snippet(b.ID, x.Abbr); err != nil {
				return err
			} else if ok {
				x.ID = old.ID
			}
		}
		if x, err = c.d.Store.PutSnippet(x); err != nil {
			return err
		}
		dir, err := c.directory()
		if err != nil {
			return err
		}
		c.say(c.T("the snippet ,%s was kept: type it and a space in the composer", x.Abbr))
		return c.show(dir.snippetDoc(x), func(w *page) { w.block("", x.Text) })
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client who has it; all without it"))
	cmd.Flags().StringVar(&text, "text", "", a.T("the `TEXT`, with {name} {handle} {brand} {date} {hour} {link}; - reads it from standard input"))
	cmd.Flags().BoolVar(&replace, "replace", false, a.T("put it in the place of one of that name"))
	return cmd
}

// snippet finds a snippet of a client by its abbreviation; with "" among those for all.
func (c *call) snippet(brand accounts.ID, abbr string) (accounts.Snippet, bool, error) {
	xs, err := c.d.Store.Snippets("")
	for _, x := range xs {
		if x.Brand == brand && accounts.Fold(x.Abbr) == accounts.Fold(abbr) {
			return x, true, err
		}
	}
	return accounts.Snippet{}, false, err
}

func (a *app) snippetList() *cobra.Command {
	letter := ""
	cmd := a.leaf("list", a.T("list snippets: those a client can use, or all"), a.args(0, 0), a.atDesk(func(c *call) error {
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		xs, err := c.d.Store.Snippets(b.ID)
		if err != nil {
			return err
		}
		dir, err := c.directory()
		if err != nil {
			return err
		}
		doc := snippetsDoc{[]snippetDoc{}}
		var rows [][]string
		for _, x := range xs {
			doc.Snippets = append(doc.Snippets, dir.snippetDoc(x))
			who := "*"
			if x.Brand != "" {
				who = dir.letter(x.Brand)
			}
			rows = append(rows, []string{"," + x.Abbr, who, x.Text})
		}
		return c.show(doc, func(w *page) { w.table(rows) })
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client; all without it"))
	return cmd
}

func (a *app) snippetRemove() *cobra.Command {
	letter := ""
	cmd := a.leaf("remove "+a.T("ABBR"), a.T("remove a snippet; undo brings it back"), a.args(1, 1), a.atDesk(func(c *call) error {
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		abbr := strings.TrimPrefix(c.args[0], ",")
		x, ok, err := c.snippet(b.ID, abbr)
		if err != nil {
			return err
		}
		if !ok {
			return usage(c.T("there is no snippet ,%s", abbr), c.T("see: vocero snippet list; one of a client needs its --brand"))
		}
		if err := c.d.Store.RemoveSnippet(x.ID); err != nil {
			return err
		}
		c.say(c.T("the snippet ,%s was removed; vocero undo brings it back", x.Abbr))
		return c.show(map[string]any{"id": string(x.ID), "removed": true}, func(*page) {})
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client; without it, one for all"))
	return cmd
}
