package accounts

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestHTMLText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"paragraphs", "<p>Hola</p><p>adi&oacute;s</p>", "Hola\n\nadiós"},
		{"break", "uno<br>dos<br/>tres", "uno\ndos\ntres"},
		{"white space", " <p>  uno \n dos\t<b>tres</b> cuatro</p> \n", "uno dos tres cuatro"},
		{"no space between", "<b>pan</b><i>es</i>", "panes"},
		{"short URL", `<p>mira <a href="https://luz.example/pan/de/masa-madre" rel="nofollow"><span class="invisible">https://</span>` +
			`<span class="ellipsis">luz.example/pan/de/ma</span><span class="invisible">sa-madre</span></a>!</p>`,
			"mira luz.example/pan/de/ma…!"},
		{"mention", `<p><span class="h-card"><a href="https://masto.example/@luz" class="u-url mention">@<span>luz</span></a></span> hola</p>`,
			"@luz hola"},
		{"hashtag", `<a href="https://masto.example/tags/pan" class="mention hashtag" rel="tag">#<span>pan</span></a>`, "#pan"},
		{"list", "<p>Hoy:</p><ul><li>pan</li><li>café</li></ul><p>fin</p>", "Hoy:\n\n• pan\n• café\n\nfin"},
		{"numbers", "<ol><li>pan</li><li>café</li></ol>", "1. pan\n2. café"},
		{"nested", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n• b\n2. c"},
		{"quote", "<blockquote><p>uno</p><p>dos</p></blockquote><p>sí</p>", "> uno\n\n> dos\n\nsí"},
		{"code", "usa <code>ls -l</code> y <pre>a\n  b\n</pre>fin", "usa `ls -l` y\n\na\n  b\n\nfin"},
		{"emoji alt", `<p>ok <img src="https://x.example/a.png" alt=":gato:"></p>`, "ok :gato:"},
		{"once", "<p>&amp;lt;b&amp;gt;</p>", "&lt;b&gt;"},
		{"script", "<p>a</p><script>alert(1)</script><style>p{}</style><!-- no -->b", "a\n\nb"},
		{"only script", "<script>alert(1)</script>", vanished},
		{"only invisible", `<span class="invisible">secreto</span>`, vanished},
		{"only mark-up", "<p></p><br>", ""},
		{"unclosed", "<p>uno<p>dos<b>tres", "uno\n\ndostres"},
		{"closed twice", "</a></p></span>x</pre></blockquote>", "x"},
		{"plain", "a < b & c", "a < b & c"},
		{"newline flood", strings.Repeat("<br>", 50) + "pie", "pie"},
		{"escapes", "&#27;[2J<b>&#x202e;x</b>", "␛[2Jx"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _, _ := HTMLText(tt.in)
			if got.String() != tt.want {
				t.Errorf("got  %q\nwant %q", got.String(), tt.want)
			}
		})
	}
}

func TestHTMLLinks(t *testing.T) {
	tests := []struct {
		name, in, text, url, host string
		flags                     Flags
	}{
		{"honest", `<a href="https://luz.example/pan">nuestra carta</a>`, "nuestra carta", "https://luz.example/pan", "luz.example", 0},
		{"own name", `<a href="https://www.luz.example/pan">luz.example</a>`, "luz.example", "https://www.luz.example/pan", "www.luz.example", 0},
		{"other host", `<a href="https://evil.example/"><span class="invisible">https://</span>banco.example</a>`,
			"banco.example [→ evil.example]", "https://evil.example/", "evil.example", FlagLink},
		{"name inside words", `<a href="https://evil.example/">entra en banco.example ya</a>`,
			"entra en banco.example ya [→ evil.example]", "https://evil.example/", "evil.example", FlagLink},
		{"user name", `<a href="https://banco.example@evil.example/">aquí</a>`, "aquí [→ evil.example]", "https://evil.example/", "evil.example", FlagLink},
		{"script", `<a href="javascript:alert(1)">aquí</a>`, "aquí", "javascript:alert(1)", "", FlagLink},
		{"cyrillic", `<a href="https://аррӏе.com/">manzana</a>`, "manzana", "https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com", FlagMixedScript},
		{"accent", `<a href="https://niño.example/ñ?q=á#é">x</a>`, "x", "https://xn--nio-8ma.example/%C3%B1?q=%C3%A1#%C3%A9", "niño.example", 0},
		{"false mention", `<a class="mention" href="https://evil.example/">banco.example</a>`,
			"banco.example [→ evil.example]", "https://evil.example/", "evil.example", FlagLink},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, links, flags := HTMLText(tt.in)
			if len(links) != 1 {
				t.Fatalf("%d links", len(links))
			}
			l := links[0]
			got := []any{text.String(), l.URL, l.Host.String(), l.Flags, flags}
			if d := cmp.Diff([]any{tt.text, tt.url, tt.host, tt.flags, tt.flags}, got); d != "" {
				t.Error(d)
			}
			if want := strings.HasPrefix(tt.url, "https:"); l.Openable() != want {
				t.Errorf("openable: %v", !want)
			}
		})
	}
}

func TestHTMLHasBounds(t *testing.T) {
	deep := strings.Repeat("<blockquote><ul><li>", 50_000) + "x"
	if text, _, _ := HTMLText(deep); !strings.HasSuffix(text.String(), "x") && !strings.HasSuffix(text.String(), "…") {
		t.Errorf("deep: %d bytes", len(text.String()))
	}
	_, links, _ := HTMLText(strings.Repeat(`<a href="https://luz.example/">x</a>`, 1000))
	if len(links) != maxLinks {
		t.Errorf("%d links", len(links))
	}
	if text, _, _ := HTMLText("<b " + strings.Repeat("a", 2<<20)); len(text.String()) > 10 {
		t.Errorf("endless tag: %q", text)
	}
}

func TestHiddenWordsAreFlagged(t *testing.T) {
	for source, want := range map[string]bool{
		`a <span class="invisible">oculto</span>`:                                                                                     true,
		`<a href="https://luz.example/">pan <span class="invisible">oculto</span></a>`:                                                true,
		`<a href="https://luz.example/pan"><span class="invisible">https://</span>luz.example/<span class="invisible">pan</span></a>`: false,
		`<span>visible</span>`: false,
		`&#8203;x`:             true,
	} {
		if _, _, flags := HTMLText(source); flags.Has(FlagHidden) != want {
			t.Errorf("%s: %v", source, !want)
		}
	}
}

// checkHTML asserts what holds for any source.
func checkHTML(t fatalf, source string) {
	t.Helper()
	text, links, _ := HTMLText(source)
	checkSafe(t, text.String(), false)
	for _, l := range links {
		checkSafe(t, l.Label.String(), true)
		checkSafe(t, l.Host.String(), true)
		checkSafe(t, l.URL, true)
		if l.Openable() && !ascii(l.URL) {
			t.Fatalf("openable: %q", l.URL)
		}
	}
}

func TestAnyHTMLIsSafe(t *testing.T) {
	piece := rapid.OneOf(strangeText(), rapid.SampledFrom([]string{"<p>", "</p>", "<br>", "<a href=\"", "\">", "</a>", "<span class=invisible>",
		"</span>", "<pre>", "</pre>", "<li>", "<ol>", "<blockquote>", "</blockquote>", "&#27;", "&#x202e;", "<script>", "https://", "<!--", "<code>"}))
	rapid.Check(t, func(t *rapid.T) {
		checkHTML(t, strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "source"), ""))
	})
}

func FuzzHTMLText(f *testing.F) {
	f.Add(`<p>hola <a href="https://luz.example/x"><span class="invisible">https://</span>luz.example</a></p>`)
	f.Add("<ol><li>a<pre>\n\n\n</pre><blockquote>&#27;]52;c;?&#7;")
	f.Fuzz(func(t *testing.T, source string) { checkHTML(t, source) })
}

func BenchmarkHTMLText(b *testing.B) {
	in := `<p><span class="h-card"><a href="https://masto.example/@luz" class="u-url mention">@<span>luz</span></a></span> ¿tenéis pan sin gluten ` +
		`mañana? <a href="https://luz.example/carta"><span class="invisible">https://</span>luz.example/carta</a></p>`
	b.ReportAllocs()
	for b.Loop() {
		HTMLText(in)
	}
}
