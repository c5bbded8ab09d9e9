package cli

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"vocero/ui"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/uitest"
)

// moment is a state of the desk in which keys mean something: a screen, or one mode of it.
type moment struct {
	screen string // under which it stands in the README
	own    []pane.Action
	all    []pane.Action // with those of every screen
}

// moments walks over the desk and notes every set of keys.
func moments(t testing.TB) []moment {
	t.Helper()
	x := newTheatre(t, "en", 80, 24)
	var out []moment
	note := func(screen string) {
		m := moment{screen: screen, all: x.root.Here()}
		everywhere := x.root.Global()
		for _, a := range m.all {
			if !slices.ContainsFunc(everywhere, func(g pane.Action) bool { return g.Name == a.Name }) {
				m.own = append(m.own, a)
			}
		}
		out = append(out, m)
	}
	x.do("1")
	note("Today")
	out[0].screen, out[0].own = "Everywhere", x.root.Global()
	note("Today")
	x.do("2")
	note("Mentions")
	x.do("3")
	note("Replies")
	x.do("4")
	note("Calendar")
	for range 60 { // To a free slot, on which c means something of its own.
		if slices.ContainsFunc(x.root.Here(), func(a pane.Action) bool { return a.Name == "calendar.write" }) {
			break
		}
		x.do("l")
	}
	note("Calendar")
	x.do("'", "p", "=")
	note("Slots of a client (Calendar, `=`)")
	x.do("esc", "'", "*", "5")
	note("Drafts")
	x.do("space")
	note("Drafts")
	x.do("esc", "0")
	note("Status, the outbox")
	x.do("l")
	note("Status, the accounts")
	x.do("l")
	note("Status, the journal")
	writing(x, note)
	y := emptyTheatre(t, "en")
	out = append(out, moment{screen: "Set-up", own: y.root.Here()[:2], all: y.root.Here()})
	return out
}

// writing walks through the composer, and ends in the set-up.
func writing(x *theatre, note func(screen string)) {
	x.do("'", "p", "c")
	x.write("Rye.")
	note("Composer, writing")
	x.write(" Recieve @pan")
	note("Composer, the list of a completion")
	x.do("esc")
	x.Advance(time.Second)
	x.settle()
	x.do("f7")
	note("Composer, the spelling")
	x.do("esc", "ctrl+s")
	note("Composer, the review")
	x.do("esc")
	note("Composer, orders")
	x.do("o")
	note("Composer, the answers of a poll")
	x.do("esc", "esc", "esc", "'", "*", "g", "a")
	note("Set-up")
}

// keyTable is the README's part: a table for each screen, in the order of the walk.
func keyTable(ms []moment) string {
	var screens []string
	rows := map[string][]string{}
	for _, m := range ms {
		if !slices.Contains(screens, m.screen) {
			screens = append(screens, m.screen)
		}
		for i, r := range ui.Reference(m.own) {
			keys, name, help := r[0], r[1], lang.New("en").T(r[3])
			switch {
			case strings.HasPrefix(name, "brand.") && utf8.RuneCountInString(name) == len("brand.")+1:
				if name != "brand.p" {
					continue // One line for all clients.
				}
				keys, name, help = "'LETTER", "brand.LETTER", "Switches to the client with this letter."
			case strings.HasPrefix(name, "tab."):
				help = "Goes to " + lang.New("en").T(m.own[i].Label) + "."
			}
			if m.own[i].Letter {
				help += " Asks the letter."
			}
			row := fmt.Sprintf("| `%s` | %s | %s |", strings.ReplaceAll(keys, " ", "` `"), name, help)
			if !slices.Contains(rows[m.screen], row) {
				rows[m.screen] = append(rows[m.screen], row)
			}
		}
	}
	var b strings.Builder
	for _, s := range screens {
		if len(rows[s]) > 0 {
			fmt.Fprintf(&b, "\n### %s\n\n| key | name | what it does |\n| --- | --- | --- |\n%s\n", s, strings.Join(rows[s], "\n"))
		}
	}
	return b.String() + "\n"
}

// The README's marks around the table of keys.
const (
	keysBegin = "<!-- keys: made by `go test ./ui/cli -run Readme -update` -->\n"
	keysEnd   = "<!-- /keys -->"
)

func TestReadmeHasTheKeys(t *testing.T) {
	const path = "../../README.md"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), keysBegin)
	have, after, ok2 := strings.Cut(rest, keysEnd)
	if !ok || !ok2 {
		t.Fatalf("README.md lacks the marks %q and %q", strings.TrimSpace(keysBegin), keysEnd)
	}
	want := keyTable(moments(t))
	if have == want {
		return
	}
	if flag.Lookup("update").Value.String() != "true" {
		t.Fatal("the table of keys in README.md is stale; write it anew: go test ./ui/cli -run Readme -update")
	}
	if err := os.WriteFile(path, []byte(before+keysBegin+want+keysEnd+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestAKeyMeansOneThing(t *testing.T) {
	for _, m := range moments(t) {
		by := map[string]string{}
		names := map[string]bool{}
		for _, a := range m.all {
			if names[a.Name] {
				t.Errorf("%s: two actions are called %s", m.screen, a.Name)
			}
			names[a.Name] = true
			for _, ks := range a.Keys {
				key := strings.Join(ks, " ")
				if other, taken := by[key]; taken {
					t.Errorf("%s: %s means %s and %s", m.screen, key, other, a.Name)
				}
				by[key] = a.Name
			}
		}
		for key, name := range by {
			for longer, other := range by {
				if strings.HasPrefix(longer, key+" ") {
					t.Errorf("%s: %s (%s) is the beginning of %s (%s)", m.screen, key, name, longer, other)
				}
			}
		}
	}
}

// spanish are the characters that a Spanish keyboard types with one key and at most Shift: none with AltGr, none of its dead keys.
const spanish = "abcdefghijklmnñopqrstuvwxyzçABCDEFGHIJKLMNÑOPQRSTUVWXYZÇ0123456789ºª!\"·$%&/()=?¿'¡;,:._-<>+*"

func TestEveryKeyIsOnASpanishKeyboard(t *testing.T) {
	for _, m := range moments(t) {
		for _, a := range m.all {
			for _, ks := range a.Keys {
				if len(ks) == 0 || len(ks) > 2 {
					t.Errorf("%s: %s has a chord of %d presses", m.screen, a.Name, len(ks))
				}
				for _, k := range ks {
					if _, err := uitest.Key(k); err != nil {
						t.Errorf("%s: %s: %v", m.screen, a.Name, err)
					}
					last := k[strings.LastIndex(k[:len(k)-1], "+")+1:]
					if utf8.RuneCountInString(last) == 1 && !strings.Contains(spanish, last) {
						t.Errorf("%s: %s wants %s: that takes AltGr or a dead key", m.screen, a.Name, k)
					}
				}
			}
		}
	}
}

func TestEveryActionHasItsWords(t *testing.T) {
	for _, m := range moments(t) {
		for _, a := range m.all {
			if a.Label == "" || a.Help == "" || !lang.Known(a.Help) {
				t.Errorf("%s: %s lacks words, or their Spanish: %q, %q", m.screen, a.Name, a.Label, a.Help)
			}
			if !lang.Known(a.Label) && !strings.HasPrefix(a.Name, "brand.") {
				t.Errorf("%s: the label of %s has no Spanish: %q", m.screen, a.Name, a.Label)
			}
			if a.Typing && (m.screen == "Composer, writing") {
				for _, ks := range a.Keys {
					if k := ks[0]; len(ks) == 1 && utf8.RuneCountInString(k) == 1 && a.Name != "undo" && a.Name != "help" {
						t.Errorf("%s: %s would take %q out of the text", m.screen, a.Name, k)
					}
				}
			}
		}
	}
}
