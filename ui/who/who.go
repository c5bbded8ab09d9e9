// Package who is what can be done about who spoke: say that two names are one person, take that back, call and note the person, and
// see everything they said, or everything that was said to a post, on all networks. It shows nothing itself but questions.
package who

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/talk"
)

// Desk is what is known of persons.
type Desk interface {
	Kin(m accounts.Mention) (accounts.Kin, error)
	LikelyPeople(m accounts.Mention) ([]accounts.Likely, error)
	Author(m accounts.Mention) (accounts.Person, error)
	Book
}

// Book is where persons are kept.
type Book interface {
	People(brand accounts.ID, search string) ([]accounts.Person, error)
	JoinPeople(list ...accounts.Person) (accounts.Person, error)
	SplitPerson(id accounts.ID, x accounts.Alias) (accounts.Person, error)
	PutPerson(p accounts.Person) (accounts.Person, error)
}

// On is who is meant: the author of the selected mention.
type On struct {
	Desk    Desk
	Mention func() (accounts.Mention, bool)
}

// Related is what belongs together: what one person said, or what was said to one post. The zero one is everything.
type Related struct {
	Person, Post accounts.ID
	Name         string // of the person, or the beginning of the post; hers or safe already
}

// Zero tells that nothing was asked for.
func (r Related) Zero() bool { return r.Person == "" && r.Post == "" }

// Narrow lets a query find only what belongs together.
func (r Related) Narrow(q accounts.MentionQuery, any bool) accounts.MentionQuery {
	q.Person, q.Post = r.Person, r.Post
	q.Any = q.Any || any && !r.Zero()
	return q
}

// Line says what is shown.
func (r Related) Line(f pane.Frame) string {
	name := accounts.Truncate(accounts.Cells(r.Name, false), 40)
	if r.Post != "" {
		return f.Lang.T("said to the post “%s”, on all its networks · Esc shows all", name)
	}
	return f.Lang.T("said by %s, under all names · Esc shows all", name)
}

// Answers opens the mentions on what was said to a post.
func Answers(p accounts.Post) tea.Cmd {
	return pane.Send(pane.Open{To: pane.Mentions, Arg: About(p)})
}

// About is what was said to a post.
func About(p accounts.Post) Related {
	return Related{Post: p.ID, Name: talk.OneLine(strings.TrimSpace(p.Text), 40)}
}

// Actions are the keys; none where nothing is kept of people.
func (o On) Actions() []pane.Action {
	if o.Desk == nil {
		return nil
	}
	return []pane.Action{
		{Name: "who.join", Keys: pane.Chord("w", "j"), Label: "same person", Help: "Says that the author is somebody known under another name: it offers who it may be.", Run: o.join, Blocked: o.unless(false)},
		{Name: "who.split", Keys: pane.Chord("w", "s"), Label: "other person", Help: "Takes a name from the person again: it is somebody else's.", Run: o.split, Blocked: o.unless(true)},
		{Name: "who.name", Keys: pane.Chord("w", "c"), Label: "call//a person", Help: "Calls the person by another name; texts say it where they have no handle.", Run: o.call, Blocked: o.unless(true)},
		{Name: "who.note", Keys: pane.Chord("w", "n"), Label: "note on the person", Help: "Keeps a note on the person; it never leaves the desk.", Run: o.note, Blocked: o.unless(true)},
		{Name: "who.said", Keys: pane.Chord("w", "w"), Label: "all they said", Help: "Shows everything the person said, on all networks.", Run: o.said, Blocked: o.unless(true)},
		{Name: "who.post", Keys: pane.Chord("w", "p"), Label: "all to this post", Help: "Shows everything that was said to the post of ours that it answers, on all networks.", Run: o.post, Blocked: o.about},
	}
}

// unless blocks an act on rows without an author, and with known on authors whom nobody has joined to a person.
func (o On) unless(known bool) func() (string, []any) {
	return func() (string, []any) {
		m, ok := o.Mention()
		switch {
		case !ok:
			return "There is no mention here.", nil
		case known && m.Person == "":
			return "Nobody has said yet who this is: wj says it.", nil
		case m.Author.IsZero() && m.AuthorID == "":
			return "The network did not say who this is.", nil
		}
		return "", nil
	}
}

func (o On) about() (string, []any) {
	if m, ok := o.Mention(); !ok || m.About == "" {
		return "It answers no post of ours, as far as the desk knows.", nil
	}
	return "", nil
}

// reasons say what two names have in common.
var reasons = [...]string{"", "the same user name", "the same name shown", "the same domain"}

// name is a person with what they are called, for a choice.
func name(p accounts.Person) string {
	var out []string
	for _, x := range p.Aliases {
		out = append(out, accounts.PlaceName(x.Network)+" "+accounts.Cells(x.Written(), false))
	}
	return p.Name.String() + " · " + strings.Join(out, " · ")
}

// join offers who the author may be; one key says it.
func (o On) join() tea.Cmd {
	m, _ := o.Mention()
	return func() tea.Msg {
		likely, err := o.Desk.LikelyPeople(m)
		if err != nil {
			return pane.Failed{Doing: "finding who it may be", Err: err}
		}
		cs := []pane.Choice{}
		for i, l := range likely {
			cs = append(cs, pane.Choice{Key: strconv.Itoa(i + 1), Label: reasons[l.Why], Detail: name(l.Person)})
		}
		cs = append(cs, pane.Choice{Key: "o", Label: "somebody else: name or handle"}, pane.Choice{Key: "k", Label: "leave it as it is"})
		return pane.Choose{Title: "Who is this too?", Choices: cs, Then: func(i int) tea.Cmd {
			switch {
			case i < len(likely):
				return o.one(m, likely[i].Person)
			case i == len(likely):
				return o.ask(m)
			}
			return nil
		}}
	}
}

// one joins the author to a person.
func (o On) one(m accounts.Mention, p accounts.Person) tea.Cmd {
	return func() tea.Msg {
		author, err := o.Desk.Author(m)
		if err == nil {
			if p, err = o.Desk.JoinPeople(author, p); err == nil {
				return pane.Toast{Text: "One person now: %s. u takes it back.", Args: []any{name(p)}}
			}
		}
		return pane.Failed{Doing: "joining two names", Err: err}
	}
}

// ask asks for a person the desk did not think of: one it knows, or a handle.
func (o On) ask(m accounts.Mention) tea.Cmd {
	return pane.Send(pane.Ask{Title: "Who is this too?", Label: "Name or handle", Help: "A person of this client, or a handle as in bluesky=ana.bsky.social, x=ana_x or @ana@masto.example.",
		Then: func(s string) tea.Cmd {
			if s = strings.TrimSpace(s); s == "" {
				return nil
			}
			return func() tea.Msg {
				p, err := o.find(m.Brand, s)
				if err != nil {
					return pane.Failed{Doing: "finding who it may be", Err: err}
				}
				return o.one(m, p)()
			}
		}})
}

// find is a person by handle or name.
func (o On) find(brand accounts.ID, s string) (accounts.Person, error) {
	ps, err := o.Desk.People(brand, "")
	if err != nil {
		return accounts.Person{}, err
	}
	x, bad := accounts.ParseAlias(s)
	i := slices.IndexFunc(ps, func(p accounts.Person) bool {
		return accounts.Fold(p.Name.String()) == accounts.Fold(s) || bad == nil && p.Has(x)
	})
	switch {
	case i >= 0:
		return ps[i], nil
	case bad == nil:
		return accounts.Person{Brand: brand, Name: accounts.LineText(x.Written()), Aliases: []accounts.Alias{x}}, nil
	}
	return accounts.Person{}, bad
}

// split asks which name is somebody else's.
func (o On) split() tea.Cmd {
	return o.with(func(p accounts.Person) tea.Msg {
		cs := make([]pane.Choice, 0, len(p.Aliases)+1)
		for i, x := range p.Aliases {
			c := pane.Choice{Label: accounts.PlaceName(x.Network), Detail: accounts.Cells(x.Written(), false)}
			if i < 9 {
				c.Key = strconv.Itoa(i + 1)
			}
			cs = append(cs, c)
		}
		cs = append(cs, pane.Choice{Key: "k", Label: "leave it as it is"})
		return pane.Choose{Title: "Which name is somebody else's?", Choices: cs, Then: func(i int) tea.Cmd {
			if i >= len(p.Aliases) {
				return nil
			}
			return func() tea.Msg {
				if _, err := o.Desk.SplitPerson(p.ID, p.Aliases[i]); err != nil {
					return pane.Failed{Doing: "parting two names", Err: err}
				}
				return pane.Toast{Text: "%s is somebody else now. u takes it back.", Args: []any{accounts.Cells(p.Aliases[i].Written(), false)}}
			}
		}}
	})
}

// with reads the person of the selected mention first.
func (o On) with(then func(p accounts.Person) tea.Msg) tea.Cmd {
	m, _ := o.Mention()
	return func() tea.Msg {
		p, err := o.Desk.Author(m)
		if err != nil {
			return pane.Failed{Doing: "reading who spoke", Err: err}
		}
		return then(p)
	}
}

// change asks for a line and stores the person with it.
func (o On) change(title, label, help string, get func(p accounts.Person) string, set func(p *accounts.Person, s string)) tea.Cmd {
	return o.with(func(p accounts.Person) tea.Msg {
		return pane.Ask{Title: title, Label: label, Help: help, Value: get(p), Then: func(s string) tea.Cmd {
			set(&p, strings.TrimSpace(s))
			return func() tea.Msg {
				if _, err := o.Desk.PutPerson(p); err != nil {
					return pane.Failed{Doing: "keeping what is known of a person", Err: err}
				}
				return nil
			}
		}}
	})
}

func (o On) call() tea.Cmd {
	return o.change("Call the person", "Name", "Texts say it on networks where no handle of theirs is known.", func(p accounts.Person) string { return p.Name.String() },
		func(p *accounts.Person, s string) { p.Name = accounts.LineText(s) })
}

func (o On) note() tea.Cmd {
	return o.change("Note on the person", "Note", "It never leaves the desk. Empty takes it away.", func(p accounts.Person) string { return p.Note },
		func(p *accounts.Person, s string) { p.Note = s })
}

// said narrows the list to everything the person said.
func (o On) said() tea.Cmd {
	return o.with(func(p accounts.Person) tea.Msg {
		return pane.Open{To: pane.Mentions, Arg: Related{Person: p.ID, Name: p.Name.String()}}
	})
}

// post narrows the list to everything that was said to the post.
func (o On) post() tea.Cmd {
	m, _ := o.Mention()
	return func() tea.Msg {
		k, err := o.Desk.Kin(m)
		if err != nil || k.Post == nil {
			return pane.Failed{Doing: "finding the post it answers", Err: err}
		}
		return pane.Open{To: pane.Mentions, Arg: About(*k.Post)}
	}
}
