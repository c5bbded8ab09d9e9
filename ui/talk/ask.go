package talk

import (
	"errors"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

var errTag = errors.New("a tag has at most 60 bytes")

// CheckTags refuses what the store would refuse.
func CheckTags(s string) error {
	add, _ := ParseTags(s)
	for _, t := range add {
		if len(t) > 60 {
			return errTag
		}
	}
	return nil
}

// ParseTags reads "urgent #order -late": tags to add and to take away.
func ParseTags(s string) (add, drop []string) {
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		name, minus := strings.CutPrefix(f, "-")
		name = strings.TrimLeft(name, "#")
		switch {
		case name == "":
		case minus:
			drop = append(drop, name)
		default:
			add = append(add, name)
		}
	}
	return add, drop
}

// Links are the addresses of a mention that may be opened: the post itself first.
func Links(m accounts.Mention) []accounts.Link {
	var out []accounts.Link
	if l := accounts.NewLink("", m.URL); m.URL != "" && l.Openable() {
		out = append(out, l)
	}
	for _, l := range m.Links {
		if l.Openable() {
			out = append(out, l)
		}
	}
	return out
}

// Open opens the only address of a mention, or asks which of them, each with its real host.
func Open(m accounts.Mention, browse func(url string) tea.Cmd) tea.Cmd {
	ls := Links(m)
	if len(ls) == 1 {
		return Visit(ls[0].URL, browse)
	}
	cs := make([]pane.Choice, 0, len(ls))
	for i, l := range ls {
		c := pane.Choice{Label: "link//noun", Detail: l.Short(60)}
		if i < 9 {
			c.Key = strconv.Itoa(i + 1)
		}
		if i == 0 && l.URL == accounts.NewLink("", m.URL).URL {
			c.Label = "the post itself"
		}
		cs = append(cs, c)
	}
	return pane.Send(pane.Choose{Title: "Open what?", Choices: cs, Then: func(i int) tea.Cmd { return Visit(ls[i].URL, browse) }})
}

// Visit opens an address, or shows it where there is no browser.
func Visit(url string, browse func(url string) tea.Cmd) tea.Cmd {
	if browse == nil {
		return pane.Send(pane.Toast{Text: "Open it yourself: %s", Args: []any{url}})
	}
	return browse(url)
}
