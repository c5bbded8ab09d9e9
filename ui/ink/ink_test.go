package ink

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/draft"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

// noon is a Monday.
var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

// desk is a store in memory, as far as a pen needs one.
type desk struct {
	brand    accounts.Brand
	mentions []accounts.Mention
	posts    []accounts.Post
	snippets []accounts.Snippet
	err      error
}

func (d *desk) MentionPage(accounts.MentionQuery, accounts.Cursor, int) (accounts.MentionPage, error) {
	return accounts.MentionPage{Items: d.mentions}, d.err
}
func (d *desk) Posts(accounts.PostQuery, accounts.Cursor, int) ([]accounts.Post, accounts.Cursor, error) {
	return d.posts, "", d.err
}
func (d *desk) Snippets(accounts.ID) ([]accounts.Snippet, error) { return d.snippets, d.err }
func (d *desk) Brand(accounts.ID) (accounts.Brand, error)        { return d.brand, d.err }
func (d *desk) PutBrand(b accounts.Brand) (accounts.Brand, error) {
	d.brand = b
	return b, d.err
}
func (d *desk) PutSnippet(x accounts.Snippet) (accounts.Snippet, error) {
	x.ID = accounts.ID(x.Abbr)
	d.snippets = append(d.snippets, x)
	return x, d.err
}
func (d *desk) RemoveSnippet(id accounts.ID) error {
	d.snippets = slices.DeleteFunc(d.snippets, func(x accounts.Snippet) bool { return x.ID == id })
	return d.err
}

// page is a text with a scribe over it; what was said is kept.
type page struct {
	*Scribe
	mender *Mender
	desk   *desk
	said   []pane.Toast
	t      *testing.T
}

func newPage(t *testing.T) *page {
	t.Helper()
	d := &desk{brand: accounts.Brand{ID: "luz", Name: "Panadería Luz", Zone: "Europe/Madrid", Style: &accounts.Style{Hashtags: []string{"#PanDeVerdad"}}},
		mentions: []accounts.Mention{{Author: accounts.LineText("@eva@otro.example"), AuthorName: accounts.LineText("Eva Ríos"), Addressed: []accounts.Text{accounts.LineText("@leo@otro.example")}}, {Author: accounts.LineText("@eva@otro.example")},
			{Author: accounts.LineText("@pan_amigo@masto.example"), AuthorName: accounts.LineText("✨ Íñigo")}},
		posts:    []accounts.Post{{Text: "Hoy #Centeno y #pan", Versions: []accounts.Version{{Text: "#solo_aquí"}}}, {Text: "#centeno otra vez"}},
		snippets: []accounts.Snippet{{ID: "s1", Brand: "luz", Abbr: "hola", Text: "¡Hola, {name}! Soy de {brand}."}, {ID: "s2", Abbr: "hora", Text: "a las {hour} del {date}"}, {ID: "s3", Abbr: "tags", Text: "#pan #masamadre\n"}}}
	x := &draft.Sheet{Post: accounts.Post{Brand: "luz", Language: "es", Targets: []accounts.ID{"a1"}}, Facts: guard.Facts{Brand: d.brand,
		Accounts: []accounts.Account{{ID: "a1", User: "panaderialuz", Host: "masto.example", URL: "https://masto.example/@panaderialuz"}}}}
	p := &page{desk: d, t: t}
	h := Host{Desk: d, Sheet: x, Editor: widget.NewEditor(), My: func(work func() tea.Msg) tea.Cmd { return work }, Say: func(m pane.Toast) { p.said = append(p.said, m) }, Moved: func() {}}
	h.Typed = func(uint64) tea.Cmd {
		x.Write(h.Editor.Text())
		return nil
	}
	h.Editor.SetSize(60, 10)
	p.Scribe = NewScribe(h, draft.Filler{Sheet: x, Now: func() time.Time { return noon }})
	p.mender = &Mender{Host: h}
	p.mender.Forget()
	p.Keep(p.Scribe.Read()().(Shelved))
	return p
}

// keys types text, or presses a key in <angles>.
func (p *page) keys(s string) *page {
	p.t.Helper()
	for s != "" {
		if end := strings.IndexByte(s, '>'); s[0] == '<' && end > 0 {
			code := map[string]rune{"down": tea.KeyDown, "up": tea.KeyUp, "enter": tea.KeyEnter, "left": tea.KeyLeft, "back": tea.KeyBackspace}[s[1:end]]
			p.Scribe.Key(tea.KeyPressMsg{Code: code})
			s = s[end+1:]
			continue
		}
		r := []rune(s)[0]
		p.Scribe.Key(tea.KeyPressMsg{Code: r, Text: string(r)})
		s = s[len(string(r)):]
	}
	return p
}

// offered is what the list offers.
func (p *page) offered() string {
	var out []string
	list, at := p.List()
	for i, o := range list {
		s := o.Text
		if i == at {
			s = ">" + s
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func (p *page) has(text string) {
	p.t.Helper()
	if got := p.Editor.Text(); got != text || p.Sheet.Post.Text != text {
		p.t.Errorf("the text is %q, the post %q, want %q", got, p.Sheet.Post.Text, text)
	}
}

func TestOffers(t *testing.T) {
	for typed, want := range map[string]string{
		"@e":            "@eva@otro.example",
		"gracias @EVA":  "@eva@otro.example",
		"(@eva@ot":      "@eva@otro.example",
		"@inig":         "@pan_amigo@masto.example", // By her name.
		"@rios":         "@eva@otro.example",
		"@pan":          "@panaderialuz@masto.example @pan_amigo@masto.example",
		"#":             "",
		"#p":            "#PanDeVerdad #pan",
		"hoy #cent":     "#Centeno",
		"#solo":         "#solo_aquí",
		"x@e":           "", // An address.
		"https://a/#p":  "",
		":pan":          "🧇 🥞 🥓 🍝", // none is exactly pan: replaced below
		":p":            "",
		"a las 10:30":   "",
		":)":            "",
		",ho":           "¡Hola, {name}! Soy de {brand}. a las {hour} del {date}",
		"pan,ho":        "",
		"pan, ho":       "",
		"#pan":          "#PanDeVerdad #pan",
		"#centeno":      "#Centeno",
		"#Centeno":      "", // It is written already.
		"@nadie":        "",
		"@eva@otro.exa": "@eva@otro.example",
	} {
		p := newPage(t).keys(typed)
		if typed == ":pan" {
			if !strings.Contains(newPage(t).keys(":bread").offered(), "🍞") || p.offered() == "" {
				t.Errorf("%q offers %q", typed, p.offered())
			}
			continue
		}
		if got := p.offered(); got != want {
			t.Errorf("%q offers %q, want %q", typed, got, want)
		}
	}
}

func TestEmojiInBothLanguages(t *testing.T) {
	for piece, want := range map[string]string{"pan": "🥞", "cafe": "☕", "coffee": "☕", "corazon": "❤️", "heart": "❤️", "cañas": "🍻", "canas": "🍻", "fiesta:": "🥳", "españa": "🇪🇸"} {
		if got := emojiFor(accounts.Fold(piece)); len(got) == 0 || got[0].Text != want && piece != "pan" {
			t.Errorf(":%s offers %+v, want %s", piece, got, want)
		}
	}
	if n := len(glyphs()); n < 200 {
		t.Errorf("only %d emoji", n)
	}
	for _, g := range glyphs() {
		if n := accounts.Graphemes(g.text); n != 1 {
			t.Errorf("%q is %d graphemes", g.text, n)
		}
	}
}

func TestTheListIsNeverInTheWay(t *testing.T) {
	p := newPage(t).keys("#p<enter>")
	p.has("#p\n") // Enter is a line break until an arrow has gone into the list.
	p = newPage(t).keys("#p<down><enter>")
	p.has("#PanDeVerdad ")
	p = newPage(t).keys("#p<down><down><enter>")
	p.has("#pan ")
	p = newPage(t).keys("#p<up><enter>")
	p.has("#pan ")
	p = newPage(t).keys("#p")
	p.Drop()
	p.keys("a")
	if p.Open() {
		t.Error("a list that was sent away comes back while the same word is typed")
	}
	p.keys(" #p")
	if !p.Open() {
		t.Error("no list opens for the next word")
	}
	p.keys("<left>")
	if p.Open() {
		t.Error("the list stays when the caret goes elsewhere")
	}
	p = newPage(t).keys("#c")
	p.Grab()
	p.has("#Centeno ")
	p.Editor.Undo()
	if got := p.Editor.Text(); got != "#c" {
		t.Errorf("one undo leaves %q", got)
	}
}

func TestWhatFollowsAWordThatWasTaken(t *testing.T) {
	for typed, want := range map[string]string{" y": "#Centeno y", ", y": "#Centeno, y", "y": "#Centeno y", "\n": "#Centeno \n", "!!": "#Centeno!!", "<left>.": "#Centeno. "} {
		p := newPage(t).keys("#c")
		p.Grab()
		p.keys(strings.ReplaceAll(typed, "\n", "<enter>"))
		p.has(want)
	}
}

func TestAbbreviations(t *testing.T) {
	p := newPage(t).keys("Bien, ,hora y")
	p.has("Bien, a las 12:00 del lunes 23 de noviembre y")
	p = newPage(t).keys(",tags x")
	p.has("#pan #masamadre\nx") // The line is ended already: no space behind it.
	p = newPage(t).keys(",hola ")
	p.has("¡Hola, {name}! Soy de Panadería Luz.")
	if c := p.Editor.Caret(); !strings.HasPrefix(p.Editor.Text()[c:], "{name}") || len(p.said) != 1 {
		t.Errorf("the caret is at %d, it says %+v", c, p.said)
	}
	p = newPage(t)
	p.Sheet.Post.Answering = &accounts.Answering{Author: accounts.LineText("@eva@otro.example")}
	p.Sheet.Facts.Mention = &accounts.Mention{AuthorName: accounts.LineText("✨Eva Ríos")}
	p.keys(",HOLA si")
	p.has("¡Hola, Eva! Soy de Panadería Luz. si")
	p = newPage(t).keys(",nada ")
	p.has(",nada ")
}

func TestVariables(t *testing.T) {
	p := newPage(t)
	p.Sheet.Post.Text = "mira https://pan.example/x?a=1."
	for in, want := range map[string]string{"{link}": "https://pan.example/x?a=1", "{handle}": "{handle}", "{nada} {": "{nada} {", "{brand}{brand}": "Panadería LuzPanadería Luz", "": ""} {
		if got, _, _ := p.Fill.Text(in); got != want {
			t.Errorf("%q is filled as %q, want %q", in, got, want)
		}
	}
	p.Sheet.Post.Text = ""
	if got, _, _ := p.Fill.Text("{link}"); got != "https://masto.example/@panaderialuz" {
		t.Errorf("without a link it is %q", got)
	}
	if _, open, at := p.Fill.Text("a {handle} {name}"); len(open) != 2 || at != 2 {
		t.Errorf("left open: %v at %d", open, at)
	}
}

func TestDrawing(t *testing.T) {
	f := pane.Frame{Styles: theme.New(theme.Options{}), Lang: lang.New("es")}
	p := newPage(t).keys(",h")
	lines, w := p.Draw(f, 60)
	text := strings.Join(lines, "\n")
	if len(lines) != 4 || !strings.Contains(text, ",hola") || !strings.Contains(text, "Tab lo pone") {
		t.Errorf("drawn as\n%s", text)
	}
	for _, l := range lines {
		if ansi.StringWidth(l) != w {
			t.Errorf("%d cells, want %d: %q", ansi.StringWidth(l), w, l)
		}
	}
	screen := strings.TrimSuffix(strings.Repeat(strings.Repeat(".", 60)+"\n", 8), "\n")
	for _, y := range []int{0, 3, 6, 7} {
		rows := strings.Split(Over(screen, lines, w, 50, y, 0, 8, 60), "\n")
		if len(rows) != 8 || !strings.Contains(strings.Join(rows, ""), ",hola") || strings.Contains(rows[y], ",hola") {
			t.Errorf("over line %d:\n%s", y, strings.Join(rows, "\n"))
		}
	}
}
