package able_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/ui/able"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

// lines are those of an account, without colour.
func lines(a accounts.Account, tag string, width int) string {
	f := pane.Frame{Lang: lang.New(tag), Styles: theme.New(theme.Options{})}
	return ansi.Strip(strings.Join(able.Lines(f, a, width), "\n"))
}

func TestWhatCannotBeDoneComesFirstWithItsReason(t *testing.T) {
	s := lines(accounts.Account{Network: accounts.X, Instance: accounts.Instance{Software: "x", Version: "2"}}, "en", 100)
	for _, want := range []string{"like", "follow", ": the network gives it to nobody with keys of their own", "~ reply: only to those who named or quoted the account", "✓ thread"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is missing in\n%s", want, s)
		}
	}
	if strings.Index(s, "✗") > strings.Index(s, "~") || strings.Index(s, "~") > strings.Index(s, "✓") {
		t.Errorf("the order is not ✗ ~ ✓:\n%s", s)
	}
}

func TestEveryAbilityIsNamedOnceAndFits(t *testing.T) {
	for _, k := range accounts.Kinds() {
		for _, tag := range []string{"en", "es"} {
			p := lang.New(tag)
			for _, width := range []int{40, 58, 118} {
				s := lines(accounts.Account{Network: k, Instance: accounts.Instance{Software: "s"}}, tag, width)
				flat := strings.Join(strings.Fields(s), " ")
				for _, x := range accounts.AllAbilities() {
					if !strings.Contains(flat, p.Ability(x)) {
						t.Errorf("%s %s %d: %q is missing", k, tag, width, p.Ability(x))
					}
				}
				for _, l := range strings.Split(s, "\n") {
					if n := widget.Width(l); n > width {
						t.Errorf("%s %s: a line of %d cells in %d: %q", k, tag, n, width, l)
					}
				}
			}
		}
	}
}
