package paper

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/draft"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
)

var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

func facts() guard.Facts {
	in := accounts.Instance{Software: "mastodon", Limits: accounts.Limits{Chars: 20, Media: 4, AltChars: 100, TextOnly: true}, Can: accounts.Abilities{CW: true, Language: true, Poll: true}}
	as := []accounts.Account{{ID: "a1", Brand: "luz", Network: accounts.Mastodon, User: "panaderialuz", Host: "masto.example", Instance: in}, {ID: "a2", Brand: "luz", Network: accounts.Mastodon, User: "luz", Host: "otra.example", Instance: in}}
	return guard.Facts{Now: noon, Accounts: as, Brand: accounts.Brand{ID: "luz", Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid", Languages: []string{"es"}}}
}

func TestDrawing(t *testing.T) {
	f := pane.Frame{Now: noon, Styles: theme.New(theme.Options{Dark: true, Profile: colorprofile.TrueColor}), Lang: lang.New("en")}
	x := &draft.Sheet{Post: accounts.Post{Brand: "luz", Text: "uno\n---\n" + strings.Repeat("a", 30), CW: "pan", Targets: []accounts.ID{"a1"}, Visibility: accounts.Public,
		Media: []accounts.Media{{Name: "a\x1b[2J.png", Bytes: 2000}}, Poll: &accounts.Poll{Options: []string{"sí", "no"}}}, Facts: facts()}
	x.Facts.Now = noon
	x.Found = guard.Check(x.Post, x.Facts)
	x.Measure()
	text := ansi.Strip(strings.Join(append(new(Review).Rows(f, x, 1, 1, 80, nil), append(new(Side).Lines(f, x, 1, 40, 30), From(x, f), With(x, f), CountText(x, f))...), "\n"))
	for _, want := range []string{"part 1 of 2", "part 2 of 2", "✗ 30/20 (-10)", "warning: pan", "no description", "○ sí", "2 KB", "thread of 2: 3·30", "(1 not described)", "poll of 2", "PANADERÍA LUZ"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if strings.ContainsRune(text, '\x1b') {
		t.Errorf("a file's name reaches the terminal: %q", text)
	}
	if got := Tally(x.Found); !strings.HasPrefix(got, "✗") {
		t.Errorf("tally %q", got)
	}
	if ls := Lines(f.Styles.Text, strings.Repeat("palabra ", 40), 30, 2); len(ls) != 2 || !strings.HasSuffix(ansi.Strip(ls[1]), "…") {
		t.Errorf("cut to %q", ls)
	}
}
