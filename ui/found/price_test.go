package found_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
)

// TestASearchOnXNamesItsPrice: reading is paid for by the piece, so the dialog says how much before she asks.
func TestASearchOnXNamesItsPrice(t *testing.T) {
	f := pane.Frame{Lang: lang.New("en"), Styles: theme.New(theme.Options{Profile: colorprofile.ASCII}), Spent: map[accounts.ID]accounts.Micros{"b1": accounts.Dollar}}
	for _, c := range []struct {
		network accounts.Kind
		want    string
	}{{accounts.X, "price $0.125 at most · this month $1.00"}, {accounts.Bluesky, ""}} {
		_, find := newFinder(accounts.Account{ID: "a1", Brand: "b1", Network: c.network, User: "luz", Host: "x.com"})
		ask, ok := run(find.Open("b1", "")).(pane.Ask)
		if !ok {
			t.Fatalf("%s: no words are asked for", c.network)
		}
		got := ""
		if ask.Above != nil {
			got = ansi.Strip(strings.Join(ask.Above(70, f), ""))
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.network, got, c.want)
		}
	}
}
