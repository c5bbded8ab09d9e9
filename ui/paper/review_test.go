package paper

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
)

func frame() pane.Frame {
	return pane.Frame{Now: noon, Styles: theme.New(theme.Options{}), Lang: lang.New("en")}
}

// sheet is a post of two accounts with a version of its own for the second.
func sheet() *draft.Sheet {
	x := &draft.Sheet{Post: accounts.Post{Brand: "luz", Text: "Rye: https://www.pan.example/rye-with-walnuts-and-more/today?x=1, thanks @eva@otro.example! #PanDeVerdad", Targets: []accounts.ID{"a1", "a2"},
		Versions: []accounts.Version{{Account: "a2", Text: "Only here"}}, Visibility: accounts.Public, Language: "en"}, Facts: facts()}
	for i := range x.Facts.Accounts {
		x.Facts.Accounts[i].Instance.Limits.Chars, x.Facts.Accounts[i].Instance.Limits.Count.URLWeight = 500, 23
	}
	x.Measure()
	return x
}

func TestTheReviewShowsWhatReadersSee(t *testing.T) {
	x := sheet()
	x.Facts.Links = map[string]accounts.LinkReport{accounts.NormalLink("https://www.pan.example/rye-with-walnuts-and-more/today?x=1"): {URL: "https://www.pan.example/rye", Verdict: accounts.LinkGood, Title: accounts.LineText("Rye with walnuts"), Final: "https://otra.example/rye"}}
	for _, w := range []int{60, 80, 120} {
		var r Review
		rows := r.Rows(frame(), x, 1, uint64(w), w, func(string, int, int) []string { return []string{"PICTURE"} })
		text := ansi.Strip(strings.Join(rows, "\n"))
		for _, want := range []string{"pan.example/rye-with-walnuts-a…,", "thanks @eva!", "a link counts 23", "Only here", "▤ Rye with walnuts · www.pan.example", "PANADERÍA LUZ"} {
			if !strings.Contains(strings.Join(strings.Fields(text), " "), want) && !strings.Contains(strings.ReplaceAll(text, "\n", ""), want) && (w > 60 || !strings.Contains(want, "pan.example") && want != "thanks @eva!") {
				t.Errorf("%d cells: %q is missing in\n%s", w, want, text)
			}
		}
		if strings.Contains(text, "https://www.") {
			t.Errorf("the link is not shortened:\n%s", text)
		}
		if w == 120 && !strings.Contains(text, "✓ www.pan.example → otra.example") {
			t.Errorf("where the link leads is missing:\n%s", text)
		}
		view := strings.Split(r.View(frame(), w, 10, 3), "\n")
		if len(view) != 10 || r.Len() != len(rows) || !strings.Contains(view[9], "more lines") {
			t.Errorf("ten rows of it are\n%s", strings.Join(view, "\n"))
		}
	}
	x.Post.CW = "bread"
	x.Post.Media = []accounts.Media{{SHA256: "1", Name: "pan.png", Alt: "A loaf"}}
	var r Review
	text := ansi.Strip(strings.Join(r.Rows(frame(), x, 2, 1, 100, func(string, int, int) []string { return []string{"PICTURE"} }), "\n"))
	if !strings.Contains(text, "warning: bread  [folded: readers open it]") || !strings.Contains(text, "— A loaf") || strings.Contains(text, "PICTURE") {
		t.Errorf("behind a warning it is\n%s", text)
	}
}

func TestLinksAsNetworksShowThem(t *testing.T) {
	long := "https://www.pan.example/a/very/long/way/to/the/bread"
	for kind, want := range map[accounts.Kind]string{accounts.Mastodon: "pan.example/a/very/long/way/to…", "bluesky": "pan.example/a/very/long/way…", "feed": long} {
		if got := showings[kind].shortLink(long); got != want {
			t.Errorf("%s shows %q, want %q", kind, got, want)
		}
	}
	if got := showings[accounts.Mastodon].shortLink("https://pan.example/"); got != "pan.example" {
		t.Errorf("a short one is %q", got)
	}
}

func TestWhereAFindingLies(t *testing.T) {
	x, f := sheet(), frame()
	v := accounts.Finding{Rule: "length", Severity: accounts.Block, Account: "a2", Reason: "too long"}
	x.Found = []accounts.Finding{v, {Rule: "spelling", Severity: accounts.Warn, Start: 0, End: 3, Reason: "a slip"}}
	below := func() string { return ansi.Strip(strings.Join(Below(f, x, Status{}, 90, 2), " ")) }
	if s := below(); !strings.Contains(s, "✗1 !1 on @luz@otra.example (F6 goes there): ✗ too long") {
		t.Errorf("below it says %q", s)
	}
	x.Version = 2
	if s := below(); strings.Contains(s, "goes there") {
		t.Errorf("in its own version it says %q", s)
	}
	for range 2 {
		if !x.Go(1) {
			t.Fatal("there is nothing to go to")
		}
	}
	if s := below(); !strings.Contains(s, "in the text for all (F6 goes there): ! a slip") {
		t.Errorf("for the second it says %q", s)
	}
	if s := ansi.Strip(strings.Join(Accounts(f, x), "\n")); !strings.Contains(s, "@luz@otra.example  9/500  its own text  ✗1") {
		t.Errorf("the accounts are\n%s", s)
	}
	var side Side
	for _, h := range []int{5, 12, 30} {
		if lines := side.Lines(f, x, 1, 40, h); len(lines) > h {
			t.Errorf("%d lines in %d", len(lines), h)
		}
	}
	x.Found = nil
	if s := below(); !strings.Contains(s, "nothing stands against it") || x.Go(1) {
		t.Errorf("without findings it says %q", s)
	}
}

func TestManyFindingsKeepTheOneInView(t *testing.T) {
	x, f := sheet(), frame()
	for i := range 40 {
		x.Found = append(x.Found, accounts.Finding{Rule: "spelling", Severity: accounts.Warn, Start: i, End: i + 1, Reason: "slip number " + string(rune('A'+i))})
	}
	for range 18 {
		x.Go(1)
	}
	lines := Findings(f, x, 50, 8)
	if s := strings.Join(lines, "\n"); len(lines) != 8 || !strings.Contains(s, "▸! slip number R") || !strings.Contains(s, "40 in all") {
		t.Errorf("of forty there are\n%s", s)
	}
}

func TestTheStyleGuide(t *testing.T) {
	two, none := 2, 0
	s := &accounts.Style{Mood: "Cercana", Address: accounts.Vos, Words: []accounts.WordStyle{{Avoid: "barato", Use: "a buen precio"}, {Avoid: "caro"}}, Emoji: &none, TagsMost: &two, Hashtags: []string{"#Pan"}, Signature: "— Luz", Guide: "Nada de\x1b[2J descuentos"}
	text := strings.Join(Guide(frame(), s, 30), "\n")
	for _, want := range []string{"Cercana", "says vos", "not barato but a buen precio", "never: caro", "emoji: at most 0", "hashtags: at most 2", "#Pan", "ends with: — Luz", "Nada de"} {
		if !strings.Contains(ansi.Strip(text), want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if strings.Contains(text, "\x1b[2J") || Guide(frame(), nil, 30) != nil {
		t.Error("a guide reaches the terminal, or one that is none is drawn")
	}
}

func TestToneAndKept(t *testing.T) {
	x, f := sheet(), frame()
	if Tone(f, x) != "" {
		t.Error("a post that is no reply has a tone")
	}
	x.Post.Answering = &accounts.Answering{Account: "a1"}
	for heat, want := range []string{"calm", "tone: check", "tone: heated"} {
		if x.Heat = heat; Tone(f, x) == "" || !strings.Contains(ansi.Strip(Rule(f, x, KeptAll, 80)), want+" ") {
			t.Errorf("heat %d: %s", heat, Rule(f, x, KeptAll, 80))
		}
	}
	for k, want := range []string{"nothing to keep yet", "✓ kept", "keeping…", "✗ not on disk"} {
		for _, w := range []int{40, 80, 120} {
			if s := ansi.Strip(Rule(f, x, Kept(k), w)); !strings.Contains(s, want) {
				t.Errorf("%d cells: %q", w, s)
			}
		}
	}
	labels, begins := Parts(&draft.Sheet{Post: accounts.Post{Text: "uno\n---\ndos\x1b[2J"}})
	if len(labels) != 2 || begins[0] != "uno" || strings.Contains(begins[1], "\x1b") {
		t.Errorf("parts %q %q", labels, begins)
	}
}

func TestTheReviewNamesPeopleAsEachNetworkKnowsThem(t *testing.T) {
	f := frame()
	fs := facts()
	fs.Accounts[1].Network = accounts.X
	x := &draft.Sheet{Post: accounts.Post{Brand: "luz", Text: "Hoy, @ana@masto.example", Targets: []accounts.ID{"a1", "a2"}, Visibility: accounts.Public}, Facts: fs}
	x.Measure()
	if x.CountFor(1).Worst() != 23 {
		t.Errorf("counted before anybody is known: %+v", x.Counts())
	}
	stored := x.Post
	stored.Namings = []accounts.Naming{{Account: "a2", Handle: "@ana@masto.example", As: "@ana_x", Person: "p"}}
	if !x.Learn(stored) || x.Learn(stored) || x.CountFor(1).Worst() != 11 || x.CountFor(0).Worst() != 23 {
		t.Errorf("counted as written, not as it leaves: %+v", x.Counts())
	}
	text := ansi.Strip(strings.Join(append(new(Review).Rows(f, x, 1, 1, 80, nil), Accounts(f, x)...), "\n"))
	for _, want := range []string{"┃ Hoy, @ana\n", "┃ Hoy, @ana_x", "11/20  other names", "$0.015  other names"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if x.Text() != x.Post.Text || Whose(f, &draft.Sheet{Post: x.Post, Facts: fs, Version: 2}) != "as for all, on @luz@otra.example" {
		t.Error("the text in hand is not what was written")
	}
}
