// Package able shows what an account can do on its network, what not, and why.
package able

import (
	"strings"

	"charm.land/lipgloss/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// group is what an account answers alike: what it cannot do for one reason, can under one condition, or simply can.
type group struct {
	can   bool
	why   accounts.Why
	words []string
}

// groups puts the abilities of an account together: first what it cannot, then what it can under a condition, then the rest.
func groups(f pane.Frame, a accounts.Account) []group {
	var no, only []group
	all := group{can: true}
	for _, x := range accounts.AllAbilities() {
		able, word := a.Able(x), f.Lang.Ability(x)
		switch {
		case !able.Can:
			no = with(no, false, able.Why, word)
		case able.Why != "":
			only = with(only, true, able.Why, word)
		default:
			all.words = append(all.words, word)
		}
	}
	return append(append(no, only...), all)
}

func with(gs []group, can bool, why accounts.Why, word string) []group {
	for i := range gs {
		if gs[i].why == why {
			gs[i].words = append(gs[i].words, word)
			return gs
		}
	}
	return append(gs, group{can, why, []string{word}})
}

// Lines are what an account can do and what not, and why, at most width cells wide: "✗ poll, edit: the network knows no such thing".
func Lines(f pane.Frame, a accounts.Account, width int) (lines []string) {
	for _, g := range groups(f, a) {
		text, mark, style := strings.Join(g.words, ", "), "✗ ", f.Styles.Dim
		if g.why != "" {
			text += ": " + f.Lang.Why(g.why)
		}
		switch {
		case len(g.words) == 0:
			continue
		case g.can && g.why == "":
			mark, style = "✓ ", f.Styles.Good
		case g.can:
			mark, style = "~ ", f.Styles.Warn
		}
		lines = append(lines, marked(text, mark, style, width)...)
	}
	return lines
}

// marked is a text in lines behind its mark, which alone has the colour.
func marked(text, mark string, style lipgloss.Style, width int) (lines []string) {
	for i, s := range accounts.Wrap(text, max(20, width-2)) {
		if i > 0 {
			mark = "  "
		}
		lines = append(lines, style.Render(mark)+s)
	}
	return lines
}
