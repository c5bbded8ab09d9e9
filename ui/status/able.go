package status

import (
	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// abilityCells is the width of one ability in the matrix.
const abilityCells = 26

// abilityLines are what an account can do and what it cannot, in columns, then the reasons: "the network knows no such thing: poll".
func abilityLines(f pane.Frame, a accounts.Account, width int) (lines []string) {
	l, st := f.Lang, f.Styles
	columns := max(1, (width-2)/abilityCells)
	line := ""
	by, whys := map[accounts.Why][]string{}, []accounts.Why(nil)
	for i, x := range accounts.AllAbilities() {
		able, word := a.Able(x), l.Ability(x)
		switch {
		case able.Can && able.Why == "":
			line += widget.FitLine(st.Good.Render("✓ ")+word, abilityCells)
		case able.Can:
			line += widget.FitLine(st.Warn.Render("~ ")+word, abilityCells)
		default:
			line += widget.FitLine(st.Dim.Render("✗ "+word), abilityCells)
		}
		if (i+1)%columns == 0 {
			lines, line = append(lines, line), ""
		}
		if able.Why == "" || able.Why == accounts.WhyNetwork {
			continue
		}
		if by[able.Why] == nil {
			whys = append(whys, able.Why)
		}
		by[able.Why] = append(by[able.Why], word)
	}
	if line != "" {
		lines = append(lines, line)
	}
	for _, w := range whys {
		text := l.Why(w) + ": "
		for i, word := range by[w] {
			text += map[bool]string{true: ", ", false: ""}[i > 0] + word
		}
		for _, s := range accounts.Wrap(text, max(20, width-2)) {
			lines = append(lines, st.Dim.Render(s))
		}
	}
	return lines
}
