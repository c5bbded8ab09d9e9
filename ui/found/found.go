// Package found is the search of a network on the screen: a person asks for words, a worker asks the network, and what it found is a
// list from which a post is opened in the browser or taken in as a mention, to be answered like any other. It asks through the root's
// dialogs and has no pane of its own. No network is called from here.
package found

import (
	"strconv"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/talk"
)

// Desk is what keeps searches and their answers.
type Desk interface {
	Inquire(i accounts.Inquiry) (accounts.Inquiry, error)
	Inquiry(id accounts.ID) (accounts.Inquiry, error)
	Inquiries(brand accounts.ID) ([]accounts.Inquiry, error)
	TakeIn(inquiry accounts.ID, remoteID string) (accounts.Mention, error)
	Accounts(brand accounts.ID) ([]accounts.Account, error)
}

// Finder searches networks for a person at the desk.
type Finder struct {
	Desk   Desk
	Now    func() time.Time
	Browse func(url string) tea.Cmd // nil: the address is shown instead

	mu      sync.Mutex
	waiting accounts.ID // the search whose answer she is told of
}

const (
	keys    = "abcdefghilmnoprstuvwxyz" // of a list's rows; those that move its bar are left out
	someOld = 8                         // searches that are offered again
)

// Action is the key that searches; of is whose search it would be. Where nothing can be searched (f is nil) it says so.
func (f *Finder) Action(of func() (brand, prefer accounts.ID)) pane.Action {
	return pane.Action{Name: "mention.network", Keys: pane.Chord("a", "s"), Label: "search the network", Help: "Searches the network for what anybody says, or counts it; what is found can be taken in.",
		Run: func() tea.Cmd { return f.Open(of()) }, Blocked: func() (string, []any) {
			if f == nil {
				return "No network can be searched here.", nil
			}
			return "", nil
		}}
}

// Open offers a new search as an account of the brand, and the answers of earlier ones. With no brand it says that one is needed.
func (f *Finder) Open(brand, prefer accounts.ID) tea.Cmd {
	if brand == "" {
		return pane.Send(pane.Toast{Text: "Choose a client first: a search is made as one of its accounts."})
	}
	return func() tea.Msg {
		old, err := f.Desk.Inquiries(brand)
		if err != nil {
			return pane.Failed{Doing: "reading the searches", Err: err}
		}
		old = old[:min(len(old), someOld)]
		if len(old) == 0 {
			return f.who(brand, prefer, false)
		}
		c := pane.Choose{Title: "Search the network", Choices: []pane.Choice{{Key: "n", Label: "new search"}, {Key: "h", Label: "how much is said"}}}
		for n, i := range old {
			label := "search//noun"
			if i.Count {
				label = "count//noun"
			}
			c.Choices = append(c.Choices, pane.Choice{Key: strconv.Itoa(n + 1), Label: label, Detail: f.line(i)})
		}
		c.Then = func(n int) tea.Cmd {
			if n > 1 {
				return f.show(old[n-2])
			}
			return func() tea.Msg { return f.who(brand, prefer, n == 1) }
		}
		return c
	}
}

// line is a search in a list: its words and what came of it.
func (f *Finder) line(i accounts.Inquiry) string {
	s := accounts.LineText(i.Words).String() + " · " + i.Asked.Format("15:04") + " UTC · "
	switch {
	case i.Waits():
		return s + "…"
	case i.Fault != nil:
		return s + "✗ " + string(i.Fault.Code)
	case i.Count:
		return s + strconv.Itoa(i.Total())
	}
	return s + strconv.Itoa(len(i.Found))
}

// who chooses the account that searches: the preferred one, the only one that can, or one of several.
func (f *Finder) who(brand, prefer accounts.ID, count bool) tea.Msg {
	as, err := f.Desk.Accounts(brand)
	if err != nil {
		return pane.Failed{Doing: "reading the accounts", Err: err}
	}
	need := accounts.Inquiry{Count: count}.Needs()
	var able []accounts.Account
	for _, a := range as {
		if a.Able(need).Can {
			able = append(able, a)
		}
	}
	switch {
	case len(as) == 0:
		return pane.Toast{Text: "This client has no account."}
	case len(able) == 0:
		reason, args := pane.Unable(as[0], need)
		return pane.Toast{Text: reason, Args: args}
	case len(able) == 1:
		return f.ask(able[0], count)
	}
	for _, a := range able {
		if a.ID == prefer {
			return f.ask(a, count)
		}
	}
	c := pane.Choose{Title: "Who searches?", Then: func(i int) tea.Cmd { return pane.Send(f.ask(able[i], count)) }}
	for i, a := range able[:min(len(able), len(keys))] {
		c.Choices = append(c.Choices, pane.Choice{Key: string(keys[i]), Label: a.Network.Name(), Detail: a.Handle()})
	}
	return c
}

// ask asks for the words and leaves the rest to a worker.
func (f *Finder) ask(a accounts.Account, count bool) pane.Ask {
	help := "Posts of anybody that hold these words; what is found is shown under the same key."
	if count {
		help = "How many posts hold these words, day by day, without reading them."
	}
	return pane.Ask{Title: "Search the network", Label: "Words//searched", Help: help, Above: priced(a, count), Then: func(s string) tea.Cmd {
		if s = strings.TrimSpace(s); s == "" {
			return nil
		}
		return func() tea.Msg {
			i, err := f.Desk.Inquire(accounts.Inquiry{Brand: a.Brand, Account: a.ID, Words: s, Count: count})
			if err != nil {
				return pane.Failed{Doing: "searching the network", Err: err}
			}
			f.mu.Lock()
			f.waiting = i.ID
			f.mu.Unlock()
			return pane.Toast{Text: "Asked as %s; what is found is told here.", Args: []any{a.Handle()}}
		}
	}}
}

// priced names what a search costs before it is asked; nil where it is free.
func priced(a accounts.Account, count bool) func(int, pane.Frame) []string {
	if !a.Metered() {
		return nil
	}
	return func(_ int, f pane.Frame) []string {
		said := f.Lang.T("price %s at most", accounts.ReadPrice(accounts.SomeFound, false).String())
		if count {
			said = f.Lang.T("price %s", accounts.ItemCount.Price().String())
		}
		return []string{f.Styles.Warn.Render(said + " · " + f.Lang.T("this month %s", f.Spent[a.Brand].String())), ""}
	}
}

// Look tells of the answer that she waits for, once it is there; nil while she waits for none. The pane calls it when the store changed.
func (f *Finder) Look() tea.Cmd {
	if f == nil {
		return nil
	}
	f.mu.Lock()
	id := f.waiting
	f.mu.Unlock()
	if id == "" {
		return nil
	}
	return func() tea.Msg {
		i, err := f.Desk.Inquiry(id)
		if err == nil && i.Waits() {
			return nil
		}
		f.mu.Lock()
		mine := f.waiting == id
		if mine {
			f.waiting = ""
		}
		f.mu.Unlock()
		words := accounts.LineText(i.Words).String()
		switch {
		case err != nil || !mine:
			return nil
		case i.Fault != nil:
			return pane.Toast{Text: "The search for “%s” failed: a s shows why.", Args: []any{words}}
		case i.Count:
			return pane.Toast{Text: "“%s”: %d posts; a s shows the days.", Args: []any{words, i.Total()}}
		}
		return pane.Toast{Text: "“%s”: %d found; a s shows them.", Args: []any{words, len(i.Found)}}
	}
}

// show shows what came of a search.
func (f *Finder) show(i accounts.Inquiry) tea.Cmd {
	switch {
	case i.Waits():
		return pane.Send(pane.Toast{Text: "It is being searched."})
	case i.Fault != nil:
		return pane.Send(pane.Page{Title: "The search failed", Body: func(w int, fr pane.Frame) []string {
			reason, remedy := fr.Lang.Code(i.Fault.Code)
			return accounts.Wrap(reason+" "+i.Fault.Detail.String()+"\n"+remedy, w)
		}})
	case i.Count:
		return pane.Send(pane.Page{Title: "How much was said", Body: days(i)})
	case len(i.Found) == 0:
		return pane.Send(pane.Toast{Text: "Nothing was found for “%s”.", Args: []any{accounts.LineText(i.Words).String()}})
	}
	c := pane.Choose{Title: "Found on the network", Then: func(n int) tea.Cmd { return pane.Send(f.post(i, i.Found[n])) }}
	for n, m := range i.Found[:min(len(i.Found), len(keys))] {
		c.Choices = append(c.Choices, pane.Choice{Key: string(keys[n]), Detail: accounts.LineText(m.Author.String() + ": " + m.Text.String()).String()})
	}
	return pane.Send(c)
}

// days are the counts with a bar each.
func days(i accounts.Inquiry) func(w int, f pane.Frame) []string {
	return func(w int, f pane.Frame) []string {
		most := 1
		for _, v := range i.Volume {
			most = max(most, v.Posts)
		}
		lines := []string{f.Lang.T("“%s”: %d posts", accounts.LineText(i.Words).String(), i.Total()), ""}
		for _, v := range i.Volume {
			lines = append(lines, f.Lang.DayHour(v.From)+"  "+strings.Repeat("▇", v.Posts*max(1, w-34)/most)+" "+strconv.Itoa(v.Posts))
		}
		return lines
	}
}

// post is what can be done with a post that was found.
func (f *Finder) post(i accounts.Inquiry, m accounts.Mention) pane.Choose {
	take := func(then func(accounts.Mention) tea.Msg) tea.Cmd {
		return func() tea.Msg {
			got, err := f.Desk.TakeIn(i.ID, m.RemoteID)
			if err != nil {
				return pane.Failed{Doing: "taking a post in", Err: err}
			}
			return then(got)
		}
	}
	return pane.Choose{Title: "What about this post?", Choices: []pane.Choice{{Key: "w", Label: "read it whole", Detail: m.Author.String()}, {Key: "o", Label: "open in the browser"},
		{Key: "t", Label: "take it in as a mention"}, {Key: "r", Label: "take it in and answer"}, {Key: "b", Label: "back to the list"}}, Then: func(n int) tea.Cmd {
		switch n {
		case 0:
			return pane.Send(pane.Page{Title: "Found on the network", Body: func(w int, _ pane.Frame) []string {
				return accounts.Wrap(m.Author.String()+"\n"+m.URL+"\n\n"+m.Text.String(), w)
			}})
		case 1:
			return talk.Open(m, f.Browse)
		case 2:
			return take(func(got accounts.Mention) tea.Msg {
				return pane.Open{To: pane.Mentions, Arg: pane.Look{Record: got.ID}}
			})
		case 3:
			return take(func(got accounts.Mention) tea.Msg {
				return pane.Open{To: pane.Compose, Arg: pane.Write{Mention: got.ID}}
			})
		}
		return f.show(i)
	}}
}
