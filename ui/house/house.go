// Package house is where a client's own rules are changed on the screen: its style guide, in the person's editor, and the checks that
// it can do without. It asks through the root's dialogs and has no pane of its own.
package house

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/lang"
	"vocero/ui/pane"
)

// Desk is what changes a client's rules.
type Desk interface {
	Brand(id accounts.ID) (accounts.Brand, error)
	PutBrand(b accounts.Brand) (accounts.Brand, error)
	SwitchRule(brand accounts.ID, rule string, off bool, reason, who string) (accounts.Brand, error)
}

// Rules asks for and changes the rules of clients.
type Rules struct {
	Desk Desk
	Lang *lang.Printer
	Who  string                                                                       // who sits at the desk, for the journal
	Edit func(header, text string, done func(text string, err error) tea.Msg) tea.Cmd // opens the person's own editor; nil: there is none
}

// keys choose a check; those that move the bar in a list are left out.
const keys = "abcdefghilmnoprstuvwxyz"

// ruleNames say what each check looks at, as the command line does.
var ruleNames = map[string]string{
	"alt": "descriptions of files", "tone": "the tone of replies", "identity": "other clients and handles", "links": "where links lead", "tracking": "templates and trackers of links",
	"honesty": "what is paid or given says so", "style": "the style guide", "spelling": "spelling", "hour": "business hours, holidays, distance between posts",
	"privacy": "somebody's phones, addresses, numbers", "hygiene": "hashtags, warnings, odd letters", "sameness": "the same text again", "thread": "very long threads",
}

// Open asks which of a client's rules are meant: the guide, or the checks.
func (r Rules) Open(brand accounts.ID) tea.Cmd {
	return func() tea.Msg {
		b, err := r.Desk.Brand(brand)
		if err != nil {
			return pane.Failed{Doing: "reading the client's rules", Err: err}
		}
		return pane.Choose{Title: r.Lang.T("Rules of %s", b.Name), Choices: []pane.Choice{{Key: "e", Label: "write the style guide in your editor"},
			{Key: "s", Label: "show the style guide"}, {Key: "c", Label: "switch checks off and on"}}, Then: func(i int) tea.Cmd {
			switch i {
			case 0:
				return r.write(b, styleOf(b).Text())
			case 1:
				return pane.Send(r.page(b))
			}
			return pane.Send(r.list(b))
		}}
	}
}

// list is the dialog of a client's checks.
func (r Rules) list(b accounts.Brand) pane.Choose {
	c := pane.Choose{Title: r.Lang.T("Checks of %s", b.Name)}
	rules := guard.Switches()
	for i, rule := range rules {
		state := r.Lang.T("on")
		if b.Without(rule) {
			state = r.Lang.T("OFF")
		}
		c.Choices = append(c.Choices, pane.Choice{Key: string(keys[i]), Label: r.Lang.T(ruleNames[rule]), Detail: state})
	}
	c.Then = func(i int) tea.Cmd { return r.turn(b, rules[i]) }
	return c
}

func styleOf(b accounts.Brand) accounts.Style {
	if b.Style == nil {
		return accounts.Style{}
	}
	return *b.Style
}

// page shows the guide as it is written.
func (r Rules) page(b accounts.Brand) pane.Page {
	text := styleOf(b).Text()
	return pane.Page{Title: r.Lang.T("The style guide of %s.", b.Name), Body: func(w int, _ pane.Frame) []string {
		return accounts.Wrap(accounts.Cells(text, true), w)
	}}
}

// turn switches a check: off with a reason, on at once.
func (r Rules) turn(b accounts.Brand, rule string) tea.Cmd {
	if b.Without(rule) {
		return r.put(b, rule, false, "")
	}
	return pane.Send(pane.Ask{Title: r.Lang.T("Without a check of %s: %s", b.Name, r.Lang.T(ruleNames[rule])), Label: "Reason", Help: "Why this client needs no such check; it stands in the journal. Esc keeps it.",
		Then: func(reason string) tea.Cmd { return r.put(b, rule, true, reason) }})
}

// put stores a switch and shows the list again.
func (r Rules) put(b accounts.Brand, rule string, off bool, reason string) tea.Cmd {
	return func() tea.Msg {
		now, err := r.Desk.SwitchRule(b.ID, rule, off, reason, r.Who)
		if err != nil {
			return pane.Failed{Doing: "switching a check", Err: err}
		}
		return r.list(now)
	}
}

// write opens the guide in the person's editor.
func (r Rules) write(b accounts.Brand, text string) tea.Cmd {
	if r.Edit == nil {
		return pane.Send(pane.Toast{Text: "No other editor can be opened here."})
	}
	header := "# " + r.Lang.T("The style guide of %s.", b.Name) + "\n# " + r.Lang.T("What is forbidden, preferred and counted is checked in every post; mood and guide stand beside the text.")
	return r.Edit(header, text, func(now string, err error) tea.Msg {
		switch {
		case err != nil:
			return pane.Failed{Doing: "editing outside", Err: err}
		case strings.TrimSpace(now) == strings.TrimSpace(text) && text == styleOf(b).Text():
			return pane.Toast{Text: "Nothing was changed."}
		}
		return r.keep(b.ID, now)
	})
}

// keep stores what came back; where it cannot be read it says where, and nothing that was typed is lost.
func (r Rules) keep(brand accounts.ID, text string) tea.Msg {
	b, err := r.Desk.Brand(brand)
	if err != nil {
		return pane.Failed{Doing: "reading the client's rules", Err: err}
	}
	s, err := accounts.ParseStyle(text)
	if err != nil {
		return pane.Choose{Title: err.Error(), Choices: []pane.Choice{{Key: "e", Label: "go on writing"}, {Key: "k", Label: "leave the guide as it was"}}, Then: func(i int) tea.Cmd {
			if i == 0 {
				return r.write(b, text)
			}
			return nil
		}}
	}
	if b.Style = &s; s.Empty() {
		b.Style = nil
	}
	if b, err = r.Desk.PutBrand(b); err != nil {
		return pane.Failed{Doing: "storing the style guide", Err: err}
	}
	return pane.Toast{Text: "The style guide of %s was changed.", Args: []any{b.Name}}
}
