package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

// foundDoc is a post that was found on a network; id is what "mention take" wants.
type foundDoc struct {
	ID      string  `json:"id"`
	Author  string  `json:"author"`
	Text    string  `json:"text"`
	URL     *string `json:"url"`
	At      *string `json:"at"`
	Mention *string `json:"mention"` // null: not taken in
}

// volumeDoc is how many posts there were in a span.
type volumeDoc struct {
	From  *string `json:"from"`
	To    *string `json:"to"`
	Posts int     `json:"posts"`
}

// searchDoc is what "search" prints; posts is null where only a count was asked for, volume where it was not.
type searchDoc struct {
	ID      string      `json:"id"`
	Brand   string      `json:"brand"`
	Account string      `json:"account"`
	Words   string      `json:"words"`
	Read    int         `json:"read"` // posts that the network gave
	More    bool        `json:"more"`
	Posts   []foundDoc  `json:"posts"`
	Volume  []volumeDoc `json:"volume"`
}

func (a *app) searchCommand() *cobra.Command {
	letter, handle, language := "", "", ""
	limit, count := accounts.SomeFound, false
	cmd := a.leaf("search "+a.T("WORDS"), a.T("search a network for what anybody says, as one of the client's accounts"), a.args(1, -1), a.atDesk(func(c *call) error {
		if err := c.required("brand"); err != nil {
			return err
		}
		b, err := c.brand(letter)
		if err != nil {
			return err
		}
		i := accounts.Inquiry{Brand: b.ID, Words: strings.Join(c.args, " "), Language: language, Limit: c.atMost(limit), Count: count}
		if i.Account, err = c.searcher(b, handle, i.Needs()); err != nil {
			return err
		}
		if err := c.tellLook(b, i); err != nil {
			return err
		}
		if i, err = c.d.Store.Inquire(i); err != nil {
			return err
		}
		if err := c.d.Listener.Answer(c.ctx); err != nil {
			return err
		}
		if i, err = c.d.Store.Inquiry(i.ID); err != nil {
			return err
		}
		return c.found(b, i)
	}))
	fl := cmd.Flags()
	fl.StringVar(&letter, "brand", "", a.T("`LETTER` of the client"))
	fl.StringVar(&handle, "account", "", a.T("the account `HANDLE` that searches; the first that can without it"))
	fl.StringVar(&language, "language", "", a.T("only posts in a `LANGUAGE`"))
	fl.IntVar(&limit, "limit", accounts.SomeFound, a.T("at most `N`"))
	fl.BoolVar(&count, "count", false, a.T("how much is said, by day, without reading it"))
	return cmd
}

// searcher is the account that searches for a brand: the one that was named, or the first that can.
func (c *call) searcher(b accounts.Brand, handle string, x accounts.Ability) (accounts.ID, error) {
	if handle != "" {
		ids, err := c.targets(b, []string{handle})
		if err != nil {
			return "", err
		}
		v, err := c.d.Store.Account(ids[0])
		if err != nil {
			return "", err
		}
		return v.ID, c.able(v, x)
	}
	first, err := c.speaker(b)
	if err != nil {
		return "", err
	}
	as, err := c.d.Store.Accounts(b.ID)
	if err != nil {
		return "", err
	}
	for _, v := range as {
		if v.Able(x).Can {
			return v.ID, nil
		}
	}
	v, err := c.d.Store.Account(first)
	if err != nil {
		return "", err
	}
	return "", c.able(v, x)
}

// found prints the answer of a search.
func (c *call) found(b accounts.Brand, i accounts.Inquiry) error {
	dir, err := c.directory()
	if err != nil {
		return err
	}
	switch {
	case i.Fault != nil:
		reason, remedy := c.p.Code(i.Fault.Code)
		if d := i.Fault.Detail.String(); d != "" {
			reason += ": " + d
		}
		return &Fail{Failed, string(i.Fault.Code), c.T("%s could not search: %s", dir.handle(i.Account), reason), remedy}
	case i.Waits():
		return &Fail{Failed, "busy", c.T("the search waits for its answer"), c.T("repeat it in a moment")}
	case i.Count:
		c.say(c.p.N(i.Total(), "%d post of the last days", "%d posts of the last days"))
	default:
		c.say(c.T("read as %s: %d; take one in: vocero mention take ID", dir.handle(i.Account), i.Read))
	}
	doc := searchDoc{ID: string(i.ID), Brand: string(b.Letter), Account: dir.handle(i.Account), Words: i.Words, Read: i.Read, More: i.More}
	zone := zoneOf(b)
	if i.Count {
		doc.Volume = []volumeDoc{}
		for _, v := range i.Volume {
			doc.Volume = append(doc.Volume, volumeDoc{stamp(v.From, zone), stamp(v.To, zone), v.Posts})
		}
	} else {
		doc.Posts = []foundDoc{}
		for n, m := range i.Found {
			doc.Posts = append(doc.Posts, foundDoc{ID: i.ID.Short() + "." + strconv.Itoa(n+1), Author: m.Author.String(), Text: m.Text.String(), URL: orNull(m.URL), At: stamp(m.At, zone)})
		}
	}
	return c.show(doc, func(w *page) {
		var rows [][]string
		for n, v := range doc.Posts {
			rows = append(rows, []string{v.ID, c.at(i.Found[n].At, zone), v.Author, v.Text})
		}
		for _, v := range i.Volume {
			rows = append(rows, []string{c.at(v.From, zone), strconv.Itoa(v.Posts)})
		}
		w.table(rows)
		if i.More {
			w.line("%s", c.T("there are more; ask for more with --limit"))
		}
	})
}

func (a *app) mentionTake() *cobra.Command {
	return a.leaf("take "+a.T("FOUND"), a.T("make a post that a search found a mention, to be answered like any other"), a.args(1, 1), a.atDesk(func(c *call) error {
		short, number, _ := strings.Cut(c.args[0], ".")
		n, err := strconv.Atoi(number)
		none := &Fail{Failed, "not_found", c.T("no search found %q", c.args[0]), c.T("see: vocero search WORDS --brand LETTER")}
		if err != nil {
			return none
		}
		all, err := c.d.Store.Inquiries("")
		if err != nil {
			return err
		}
		for _, i := range all {
			if (i.ID.Short() == short || string(i.ID) == short) && n >= 1 && n <= len(i.Found) {
				m, err := c.d.Store.TakeIn(i.ID, i.Found[n-1].RemoteID)
				if err != nil {
					return err
				}
				c.say(c.T("mention %s of %s waits for a verdict; answer it: vocero reply %s", m.ID.Short(), m.Author.String(), m.ID.Short()))
				return c.showMentions([]accounts.ID{m.ID}, false)
			}
		}
		return none
	}))
}
