package orders

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/diff"
	"vocero/ui/draft"
	"vocero/ui/pane"
)

// Revisions lists what the post was before. One of them is compared with the text as it is now, word by word, or brought back, as a
// change like any other.
func (h *Hand) Revisions() tea.Cmd {
	desk, id := h.Desk, h.Sheet.Post.ID
	return h.My(func() tea.Msg {
		rs, err := desk.Revisions(id)
		if err != nil {
			return pane.Failed{Doing: "reading earlier versions", Err: err}
		}
		if len(rs) == 0 {
			return pane.Toast{Text: "There is no earlier version yet."}
		}
		return Earlier{rs}
	})
}

// Earlier are the earlier versions of the text, the newest first, as the store has them.
type Earlier struct{ Posts []accounts.Post }

// List offers earlier versions; an approved one is named, and what has changed since it was is one key away.
func (h *Hand) List(x Earlier) tea.Cmd {
	rs := x.Posts
	c := pane.Choose{Title: "Which version?"}
	approved := slices.IndexFunc(rs, func(r accounts.Post) bool { return r.State == accounts.Approved })
	for i, r := range rs {
		c.Choices = append(c.Choices, pane.Choice{Key: digit(i), Label: h.civil(r), Detail: accounts.Truncate(strings.Join(strings.Fields(accounts.Cells(r.Text, false)), " "), 50)})
		if i == approved {
			c.Choices[i].Key, c.Choices[i].Detail = "a", "✓ "+c.Choices[i].Detail
		}
	}
	c.Then = func(i int) tea.Cmd {
		if i == approved {
			return h.compare(rs[i])
		}
		return h.onRevision(rs[i])
	}
	return pane.Send(c)
}

// civil is when a version was written, on the client's clock.
func (h *Hand) civil(r accounts.Post) string {
	at, _ := accounts.WhenAt(r.Updated, h.Sheet.Facts.Brand.Zone) // A zone that is none leaves the hour out.
	return at.Civil
}

// onRevision asks what is to be done with an earlier version.
func (h *Hand) onRevision(r accounts.Post) tea.Cmd {
	return pane.Send(pane.Choose{Title: h.civil(r), Choices: []pane.Choice{{Key: "d", Label: "show what has changed since"}, {Key: "r", Label: "bring it back"}}, Then: func(i int) tea.Cmd {
		if i == 1 {
			return h.restore(r)
		}
		return h.compare(r)
	}})
}

// compare shows the difference between an earlier version and the text as it is now.
func (h *Hand) compare(r accounts.Post) tea.Cmd {
	fields, x := diff.Posts(r, h.Sheet.Post), h.Sheet
	title := h.civil(r)
	return pane.Send(pane.Page{Title: title, Body: func(w int, f pane.Frame) []string { return Changes(f, x, fields, w) }})
}

// Changes are the differences between two versions of a post in lines of at most w cells.
func Changes(f pane.Frame, x *draft.Sheet, fields []diff.Field, w int) []string {
	var out []string
	for i, v := range fields {
		if i > 0 {
			name := v.Name
			if a := x.Account(accounts.ID(name)); slices.Contains(x.Post.Targets, a.ID) {
				name = a.Handle()
			} else if name == "warning" {
				name = f.Lang.T("warning")
			}
			out = append(out, "", f.Styles.Title.Render(accounts.Cells(name, false)))
		}
		if diff.Equal(v.Pieces) && i == 0 {
			out = append(out, f.Styles.Dim.Render(f.Lang.T("the text is the same")), "")
		}
		out = append(out, diff.Lines(v.Pieces, f.Styles, w)...)
	}
	return append(out, "", diff.Paint(f.Styles.Struck, f.Lang.T("gone//word"))+"  "+diff.Paint(f.Styles.Added, f.Lang.T("new//word")))
}

// Relation says in what relation the client stands to what the post says.
func (h *Hand) Relation() tea.Cmd {
	c := pane.Choose{Title: "What is behind it?", Choices: []pane.Choice{
		{Key: "o", Label: "its own"}, {Key: "p", Label: "paid for"}, {Key: "g", Label: "a gift or an invitation"}, {Key: "e", Label: "said by an employee"}},
		Then: func(i int) tea.Cmd {
			h.Sheet.Post.Relation = accounts.Relation(i)
			return h.Changed()
		}}
	return pane.Send(c)
}
