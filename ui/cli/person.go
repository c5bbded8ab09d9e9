package cli

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

// aliasDoc is what a person is called on one network; mentions is null where nobody counted.
type aliasDoc struct {
	Network  string  `json:"network"`
	Handle   *string `json:"handle"`
	RemoteID *string `json:"remote_id"`
	Mentions *int    `json:"mentions"`
}

type personDoc struct {
	ID      string     `json:"id"`
	Brand   string     `json:"brand"`
	BrandID string     `json:"brand_id"`
	Name    string     `json:"name"`
	Handles []aliasDoc `json:"handles"`
	Note    *string    `json:"note"`
}

type peopleDoc struct {
	People []personDoc `json:"people"`
}

// personRef is a person in another document.
type personRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (d directory) personDoc(p accounts.Person) personDoc {
	doc := personDoc{ID: string(p.ID), Brand: d.letter(p.Brand), BrandID: string(p.Brand), Name: p.Name.String(), Handles: []aliasDoc{}, Note: orNull(p.Note)}
	for _, x := range p.Aliases {
		a := aliasDoc{Network: string(x.Network), RemoteID: orNull(x.RemoteID)}
		if x.Handle != "" {
			a.Handle = orNull(x.Written())
		}
		doc.Handles = append(doc.Handles, a)
	}
	return doc
}

func (a *app) personTree() *cobra.Command {
	return a.group("person", a.T("who spoke: one person under several names"), a.personList(), a.personShow(), a.personJoin(), a.personSplit(), a.personName(), a.personNote())
}

// knownAs are the names of a person, as in "mastodon @ana@masto.example · x @ana_x".
func (c *call) knownAs(p accounts.Person) string {
	var out []string
	for _, x := range p.Aliases {
		out = append(out, c.T(accounts.PlaceName(x.Network))+" "+accounts.Cells(x.Written(), false))
	}
	return strings.Join(out, " · ")
}

// showPeople lists persons.
func (c *call) showPeople(ps []accounts.Person) error {
	dir, err := c.directory()
	if err != nil {
		return err
	}
	doc := peopleDoc{[]personDoc{}}
	var rows [][]string
	for _, p := range ps {
		doc.People = append(doc.People, dir.personDoc(p))
		rows = append(rows, []string{p.ID.Short(), dir.letter(p.Brand), p.Name.String(), c.knownAs(p), accounts.Cells(p.Note, false)})
	}
	return c.show(doc, func(w *page) { w.table(rows) })
}

func (a *app) peopleList(short string) *cobra.Command {
	letter, search := "", ""
	cmd := a.leaf("list", short, a.args(0, 0), a.atDesk(func(c *call) error {
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		ps, err := c.d.Store.People(b.ID, search)
		if err != nil {
			return err
		}
		return c.showPeople(ps)
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client; all without it"))
	cmd.Flags().StringVar(&search, "search", "", a.T("only those with these `WORDS` in name, handles or note"))
	return cmd
}

func (a *app) personList() *cobra.Command { return a.peopleList(a.T("list persons by name")) }
func (a *app) handleList() *cobra.Command {
	return a.peopleList(a.T("list who is known, with their handles"))
}

// somebody finds a person by id, mention, handle or name; without an ID it is an author, or a handle, whom nobody stored. A handle
// needs the brand.
func (c *call) somebody(ref string, brand accounts.ID) (accounts.Person, error) {
	if x, err := accounts.ParseAlias(ref); err == nil {
		for _, b := range c.scopeOf(brand) {
			p, err := c.d.Store.PersonWith(b, x)
			if err == nil || !errors.Is(err, accounts.ErrNotFound) {
				return p, err
			}
		}
		if brand == "" {
			return accounts.Person{}, &Fail{Failed, "not_found", c.T("nobody is known as %s", ref), c.T("name the client: --brand LETTER")}
		}
		return accounts.Person{Brand: brand, Name: accounts.LineText(x.Written()), Aliases: []accounts.Alias{x}}, nil
	}
	if id, err := c.d.Store.FindPerson(ref); err == nil || errors.Is(err, accounts.ErrAmbiguous) {
		if err != nil {
			return accounts.Person{}, err
		}
		return c.d.Store.Person(id)
	}
	if id, err := c.d.Store.FindMention(ref); err == nil {
		m, err := c.d.Store.Mention(id)
		if err != nil {
			return accounts.Person{}, err
		}
		return c.d.Store.Author(m)
	}
	ps, err := c.d.Store.People(brand, "")
	if err != nil {
		return accounts.Person{}, err
	}
	ps = slices.DeleteFunc(ps, func(p accounts.Person) bool { return accounts.Fold(p.Name.String()) != accounts.Fold(ref) })
	switch len(ps) {
	case 1:
		return ps[0], nil
	case 0:
		return accounts.Person{}, &Fail{Failed, "not_found", c.T("nobody is known as %s", ref), c.T("see: vocero person list")}
	}
	return accounts.Person{}, &Fail{Usage, "ambiguous", c.T("%q is more than one person", ref), c.T("see: vocero person list")}
}

func (c *call) scopeOf(brand accounts.ID) []accounts.ID {
	if brand != "" {
		return []accounts.ID{brand}
	}
	var out []accounts.ID
	bs, _ := c.d.Store.Brands() // What cannot be read is told by the search that follows.
	for _, b := range bs {
		out = append(out, b.ID)
	}
	return out
}

// stored is somebody whom the desk has stored already.
func (c *call) stored(ref string) (accounts.Person, error) {
	p, err := c.somebody(ref, "")
	if err == nil && p.ID == "" {
		err = &Fail{Failed, "not_found", c.T("nobody is known as %s", ref), c.T("join it to another name first: vocero person join A B")}
	}
	return p, err
}

func (a *app) personShow() *cobra.Command {
	return a.leaf("show "+a.T("WHO"), a.T("show a person: id, handle, name, or a mention of theirs"), a.args(1, 1), a.atDesk(func(c *call) error {
		p, err := c.somebody(c.args[0], "")
		if err != nil {
			return err
		}
		dir, err := c.directory()
		if err != nil {
			return err
		}
		doc := dir.personDoc(p)
		k, err := c.d.Store.Kin(accounts.Mention{Brand: p.Brand, Person: p.ID})
		if err != nil {
			return err
		}
		for i, s := range k.Spoke {
			doc.Handles[i].Mentions = &s.Mentions
		}
		return c.show(doc, func(w *page) {
			w.line("%s  %s  %s", p.ID.Short(), dir.letter(p.Brand), p.Name.String())
			for i, x := range p.Aliases {
				n := ""
				if i < len(k.Spoke) {
					n = c.p.N(k.Spoke[i].Mentions, "%d mention", "%d mentions")
				}
				w.line("  %s  %s  %s", c.T(accounts.PlaceName(x.Network)), accounts.Cells(x.Written(), false), n)
			}
			if p.Note != "" {
				w.block("  ; ", p.Note)
			}
		})
	}))
}

func (a *app) personJoin() *cobra.Command {
	letter := ""
	cmd := a.leaf("join "+a.T("A B..."), a.T("say that several names are one person: ids, handles, or mentions"), a.args(2, -1), a.atDesk(func(c *call) error {
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		brand := b.ID
		list := make([]accounts.Person, len(c.args))
		for range 2 { // A handle may lie before what tells the client.
			for i, ref := range c.args {
				if list[i], err = c.somebody(ref, brand); err == nil {
					brand = cmp.Or(brand, list[i].Brand)
				} else if brand == "" {
					continue
				}
			}
		}
		if i := slices.IndexFunc(list, func(p accounts.Person) bool { return p.Brand == "" }); i >= 0 {
			_, err := c.somebody(c.args[i], brand)
			return err
		}
		p, err := c.d.Store.JoinPeople(list...)
		if err != nil {
			return err
		}
		c.say(c.T("one person: %s, known as %s; take it back: vocero undo", p.Name.String(), c.knownAs(p)))
		return c.showPeople([]accounts.Person{p})
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client, where only handles are named"))
	return cmd
}

func (a *app) personSplit() *cobra.Command {
	return a.leaf("split "+a.T("WHO HANDLE"), a.T("say that a handle is not this person's"), a.args(2, 2), a.atDesk(func(c *call) error {
		p, err := c.stored(c.args[0])
		if err != nil {
			return err
		}
		return c.split(p, c.args[1])
	}))
}

// split takes a handle from a person.
func (c *call) split(p accounts.Person, handle string) error {
	want := strings.TrimPrefix(accounts.Fold(handle), "@")
	i := slices.IndexFunc(p.Aliases, func(x accounts.Alias) bool {
		return accounts.Fold(x.Handle) == want || string(x.Network)+"="+accounts.Fold(x.Handle) == strings.ReplaceAll(want, "=@", "=") || x.RemoteID == handle
	})
	if i < 0 {
		return &Fail{Failed, "not_found", c.T("%s is not known as %s", p.Name.String(), handle), c.T("known as: %s", c.knownAs(p))}
	}
	x := p.Aliases[i]
	out, err := c.d.Store.SplitPerson(p.ID, x)
	if err != nil {
		return err
	}
	c.say(c.T("%s is not %s any more; take it back: vocero undo", accounts.Cells(x.Written(), false), p.Name.String()))
	return c.showPeople([]accounts.Person{out})
}

// changePerson stores a change of a person and prints it.
func (a *app) changePerson(use, short string, change func(c *call, p *accounts.Person, s string) error) *cobra.Command {
	return a.leaf(use, short, a.args(2, 2), a.atDesk(func(c *call) error {
		p, err := c.stored(c.args[0])
		if err != nil {
			return err
		}
		if err := change(c, &p, c.args[1]); err != nil {
			return err
		}
		if p, err = c.d.Store.PutPerson(p); err != nil {
			return err
		}
		c.say(c.T("kept: %s; take it back: vocero undo", p.Name.String()))
		return c.showPeople([]accounts.Person{p})
	}))
}

func (a *app) personName() *cobra.Command {
	return a.changePerson("name "+a.T("WHO NAME"), a.T("call a person by another name; texts say it where they have no handle"), func(c *call, p *accounts.Person, s string) error {
		p.Name = accounts.LineText(s)
		return nil
	})
}

func (a *app) personNote() *cobra.Command {
	return a.changePerson("note "+a.T("WHO TEXT"), a.T("write a note on a person; it never leaves the desk, and an empty one takes it away"), func(c *call, p *accounts.Person, s string) (err error) {
		p.Note, err = c.own("note", s)
		return err
	})
}

// kin fills in what a mention has to do with others: who spoke, what of ours it answers, the same words elsewhere.
func (c *call) kin(doc *mentionDoc, m accounts.Mention) {
	doc.About, doc.SameAs = orNull(string(m.About)), []string{}
	if m.Person == "" {
		return
	}
	if p, err := c.d.Store.Person(m.Person); err == nil {
		doc.Person = &personRef{string(p.ID), p.Name.String()}
	}
	same, err := c.d.Store.Echoes(m)
	for _, o := range same {
		if err == nil {
			doc.SameAs = append(doc.SameAs, string(o.Mention.ID))
		}
	}
}

// kinLines say the same to a person.
func (c *call) kinLines(w *page, m accounts.Mention) {
	k, err := c.d.Store.Kin(m)
	if err != nil {
		return
	}
	if k.Person != nil {
		w.line("  = %s: %s", k.Person.Name.String(), c.knownAs(*k.Person))
	}
	for _, o := range k.Same {
		w.line("  ≈ %s", c.T("the same as %s by %s", o.Mention.ID.Short(), o.Mention.Author.String()))
	}
	if k.Post != nil {
		w.line("  ↑ %s", c.T("about the post %s: %s", k.Post.ID.Short(), strconv.Quote(accounts.Truncate(strings.Join(strings.Fields(accounts.Cells(k.Post.Text, false)), " "), 60))))
	}
}
