package cli

import (
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/ui/diff"
	"vocero/ui/draft"
)

type revisionDoc struct {
	Revision uint64 `json:"revision"`
	State    string `json:"state"`
	At       string `json:"at"`
	Text     string `json:"text"`
}

type revisionsDoc struct {
	ID        string        `json:"id"`
	Brand     string        `json:"brand"`
	Revision  uint64        `json:"revision"` // as it is now
	Revisions []revisionDoc `json:"revisions"`
}

type pieceDoc struct {
	Op   string `json:"op"` // same, gone or new
	Text string `json:"text"`
}

type changeDoc struct {
	Of     string     `json:"of"` // text, warning, the handle of an account, or the name of a file
	Pieces []pieceDoc `json:"pieces"`
}

type diffDoc struct {
	ID      string      `json:"id"`
	Brand   string      `json:"brand"`
	From    uint64      `json:"from"`
	To      uint64      `json:"to"`
	Changes []changeDoc `json:"changes"`
}

func (a *app) draftRevisions() *cobra.Command {
	return a.leaf("revisions "+a.T("ID"), a.T("list earlier versions of a text, the newest first"), a.args(1, 1), a.atDesk(func(c *call) error {
		p, err := c.post(c.args[0])
		if err != nil {
			return err
		}
		rs, err := c.d.Store.Revisions(p.ID)
		if err != nil {
			return err
		}
		dir, err := c.directory()
		if err != nil {
			return err
		}
		doc := revisionsDoc{ID: string(p.ID), Brand: dir.letter(p.Brand), Revision: p.Revision, Revisions: []revisionDoc{}}
		var rows [][]string
		for _, r := range rs {
			at := ""
			if w, err := accounts.WhenAt(r.Updated, dir.zone(p.Brand)); err == nil {
				at = w.Local().Format(time.RFC3339)
			}
			doc.Revisions = append(doc.Revisions, revisionDoc{r.Revision, r.State.String(), at, r.Text})
			rows = append(rows, []string{strconv.FormatUint(r.Revision, 10), c.at(r.Updated, dir.zone(p.Brand)), c.p.Post(r.State), r.Text})
		}
		return c.show(doc, func(w *page) { w.table(rows) })
	}))
}

func (a *app) draftDiff() *cobra.Command {
	return a.leaf("diff "+a.T("ID")+" ["+a.T("REVISION")+"]", a.T("show word by word what has changed since an earlier version: the newest one, a number, or approved"), a.args(1, 2), a.atDesk(func(c *call) error {
		p, err := c.post(c.args[0])
		if err != nil {
			return err
		}
		old, err := c.revision(p)
		if err != nil {
			return err
		}
		dir, err := c.directory()
		if err != nil {
			return err
		}
		doc := diffDoc{ID: string(p.ID), Brand: dir.letter(p.Brand), From: old.Revision, To: p.Revision, Changes: []changeDoc{}}
		fields := diff.Posts(old, p)
		for i, f := range fields {
			if a, ok := dir.accounts[accounts.ID(f.Name)]; ok {
				fields[i].Name = a.Handle()
			}
			if diff.Equal(f.Pieces) {
				continue
			}
			x := changeDoc{Of: fields[i].Name}
			for _, v := range f.Pieces {
				x.Pieces = append(x.Pieces, pieceDoc{v.Op.String(), v.Text})
			}
			doc.Changes = append(doc.Changes, x)
		}
		return c.show(doc, func(w *page) {
			for i, f := range fields {
				if i > 0 {
					w.line("%s:", f.Name)
				}
				w.block("  ", diff.Marked(f.Pieces))
			}
		})
	}))
}

// revision is the earlier version that is named behind the post: a number, "approved", or the newest one that differs.
func (c *call) revision(p accounts.Post) (accounts.Post, error) {
	rs, err := c.d.Store.Revisions(p.ID)
	if err != nil {
		return p, err
	}
	want := ""
	if len(c.args) > 1 {
		want = c.args[1]
	}
	for _, r := range rs {
		if want == "" && r.Text != p.Text || want == strconv.FormatUint(r.Revision, 10) || want == "approved" && r.State == accounts.Approved {
			return r, nil
		}
	}
	if want == "" {
		return p, usage(c.T("the draft %s has no earlier version", p.ID.Short()), c.T("versions are kept a minute or more apart, while the text changes"))
	}
	return p, usage(c.T("the draft %s has no version %q", p.ID.Short(), want), c.T("see: vocero draft revisions %s", p.ID.Short()))
}

func (a *app) draftClone() *cobra.Command {
	return a.leaf("clone "+a.T("ID"), a.T("make a new draft of the same content, without its hour"), a.args(1, 1), a.atDesk(func(c *call) error {
		p, err := c.post(c.args[0])
		if err != nil {
			return err
		}
		if p.Reply() {
			return usage(c.T("%s is a reply: it answers one person and is not copied", p.ID.Short()), c.T("write a new one: vocero draft add"))
		}
		if p, err = c.d.SaveDraft(draft.Clone(p)); err != nil {
			return err
		}
		c.say(c.T("the copy is the draft %s", p.ID.Short()))
		return c.showPost(p)
	}))
}
