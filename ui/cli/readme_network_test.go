package cli

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"vocero/accounts"
	"vocero/ui/lang"
)

// The README's marks around the table of networks.
const (
	networksBegin = "<!-- networks: made by `go test ./ui/cli -run Readme -update` -->\n"
	networksEnd   = "<!-- /networks -->"
)

// column is an account as each network's best server has it, and what the table calls it.
type column struct {
	name    string
	account accounts.Account
}

// columns are the networks of the table, those that vocero speaks.
func columns() (out []column) {
	all := accounts.Instance{Software: "mastodon", Can: accounts.Abilities{Key: true, Edit: true, Poll: true, Focus: true, Schedule: true, Boost: true, Follow: true, Search: true, CW: true, Language: true}}
	for _, c := range []column{
		{"Mastodon", accounts.Account{Network: accounts.Mastodon, Instance: all}},
		{"X", accounts.Account{Network: accounts.X}},
		{"X 1.1", accounts.Account{Network: accounts.X, Instance: accounts.Instance{Version: accounts.APIv1}}},
		{"Bluesky", accounts.Account{Network: accounts.Bluesky}},
		{"Facebook", accounts.Account{Network: accounts.Facebook}},
		{"feed", accounts.Account{Network: accounts.Feed, Instance: accounts.Instance{Software: accounts.SoftwareFeed}}},
		{"WordPress", accounts.Account{Network: accounts.Feed, Instance: accounts.Instance{Software: accounts.SoftwareWordPress}}},
		{"Discourse", accounts.Account{Network: accounts.Feed, Instance: accounts.Instance{Software: accounts.SoftwareDiscourse}}},
		{"by hand", accounts.Account{Network: accounts.Manual}},
	} {
		if adapterOf(c.account.Network) != nil {
			out = append(out, c)
		}
	}
	return out
}

// networkTable is the README's table: an ability a row, a network a column, and under it what the letters stand for.
func networkTable() string {
	p, cs := lang.New("en"), columns()
	var b strings.Builder
	b.WriteString("\n| |")
	for _, c := range cs {
		b.WriteString(" " + c.name + " |")
	}
	b.WriteString("\n| --- |" + strings.Repeat(" :-: |", len(cs)) + "\n")
	var whys []accounts.Why
	for _, x := range accounts.AllAbilities() {
		b.WriteString("| " + p.Ability(x) + " |")
		for _, c := range cs {
			able := c.account.Able(x)
			mark := map[bool]string{true: "✓", false: "–"}[able.Can]
			if able.Why != "" && able.Why != accounts.WhyNetwork {
				if !slices.Contains(whys, able.Why) {
					whys = append(whys, able.Why)
				}
				mark += fmt.Sprintf(" %c", 'a'+slices.Index(whys, able.Why))
			}
			b.WriteString(" " + mark + " |")
		}
		b.WriteString("\n")
	}
	b.WriteString("\n")
	for i, w := range whys {
		fmt.Fprintf(&b, "%c: %s. ", 'a'+i, p.Why(w))
	}
	return strings.TrimRight(b.String(), " ") + "\n\n"
}

func TestReadmeHasTheNetworks(t *testing.T) {
	const path = "../../README.md"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), networksBegin)
	have, after, ok2 := strings.Cut(rest, networksEnd)
	if !ok || !ok2 {
		t.Fatalf("README.md lacks the marks %q and %q", strings.TrimSpace(networksBegin), networksEnd)
	}
	want := networkTable()
	if have == want {
		return
	}
	if flag.Lookup("update").Value.String() != "true" {
		t.Fatal("the table of networks in README.md is stale; write it anew: go test ./ui/cli -run Readme -update")
	}
	if err := os.WriteFile(path, []byte(before+networksBegin+want+networksEnd+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestEveryAbilityIsAnsweredForEveryNetwork(t *testing.T) {
	p := lang.New("es")
	for _, c := range columns() {
		can := 0
		for _, x := range accounts.AllAbilities() {
			able := c.account.Able(x)
			switch {
			case able.Can:
				can++
			case able.Why == "" || p.Why(able.Why) == "":
				t.Errorf("%s: why it cannot %s is not said", c.name, x)
			}
		}
		if can == 0 {
			t.Errorf("%s can do nothing", c.name)
		}
	}
}
