package accounts

import (
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestHTMLOfServers has the shapes that the servers of the Mastodon family give to the same post.
func TestHTMLOfServers(t *testing.T) {
	tests := []struct{ server, in, want string }{
		{"Mastodon", `<p><span class="h-card" translate="no"><a href="https://masto.example/@luz" class="u-url mention">@<span>luz</span></a></span> ` +
			`¿abrís el <a href="https://masto.example/tags/domingo" class="mention hashtag" rel="tag">#<span>domingo</span></a>?<br />Gracias</p>`,
			"@luz ¿abrís el #domingo?\nGracias"},
		{"GoToSocial", `<p><span class="h-card"><a href="https://social.example/@luz" class="u-url mention" rel="nofollow noreferrer noopener" ` +
			`target="_blank">@<span>luz</span></a></span> ¿abrís el <strong>domingo</strong>?</p><ul><li>pan</li><li>tarta</li></ul>`,
			"@luz ¿abrís el domingo?\n\n• pan\n• tarta"},
		{"Pleroma", `<span class="h-card"><a class="u-url mention" data-user="A1" href="https://pleroma.example/luz" rel="ugc">@<span>luz</span></a></span> ` +
			"¿abrís?<br><blockquote>Cerrado<br>hasta las 9</blockquote>",
			"@luz ¿abrís?\n\n\n> Cerrado\n> hasta las 9"},
		{"Friendica", `@<a href="https://friendica.example/profile/luz" class="u-url mention" title="Luz"><span>luz</span></a> ¿abrís?<br>` +
			`<a href="https://friendica.example/photo/1"><img src="https://friendica.example/1.jpg" alt="Una barra de pan" title=""></a>`,
			"@luz ¿abrís?\nUna barra de pan"},
		{"Pixelfed", `¿abrís? <a href="https://pixelfed.example/discover/tags/pan?src=hash" title="#pan" class="u-url hashtag" ` +
			`rel="external nofollow noopener">#pan</a>`, "¿abrís? #pan"},
		{"plain", "¿abrís el domingo & el lunes?\n\nGracias", "¿abrís el domingo & el lunes? Gracias"},
	}
	for _, tt := range tests {
		t.Run(tt.server, func(t *testing.T) {
			text, links, flags := HTMLText(tt.in)
			want := BlockText(tt.want)
			if text != want || flags != 0 {
				t.Errorf("got  %q flags %b\nwant %q", text.String(), flags, want.String())
			}
			for _, l := range links {
				if !l.Openable() || l.Host.IsZero() {
					t.Errorf("link %+v", l)
				}
			}
		})
	}
}

func TestLinkIsStored(t *testing.T) {
	in := NewLink("banco.example", "https://evil.example/ñ")
	b, err := cbor.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var out Link
	if err := cbor.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(in, out, cmp.Comparer(func(a, b Text) bool { return a == b })); d != "" {
		t.Error(d)
	}
}

// TestNamesAreStable holds that what was made safe once, as a handle, host or URL, stays what it is when it comes in again from
// a store or an export.
func TestNamesAreStable(t *testing.T) {
	piece := rapid.OneOf(strangeText(), rapid.SampledFrom([]string{"@", "luz", "masto.example", "niño.example", "аррӏе.com", "xn--nio-8ma.example",
		"https://", "/", ":80", "?q=", "#", "a:b@", "%2e", "[::1]"}))
	rapid.Check(t, func(t *rapid.T) {
		raw := ""
		for range rapid.IntRange(1, 4).Draw(t, "n") {
			raw += piece.Draw(t, "piece")
		}
		if h, _ := SafeHandle(raw); raw != "" {
			if again, _ := SafeHandle(h.String()); again != h {
				t.Fatalf("handle %q became %q", h.String(), again.String())
			}
			if again, _ := SafeLine(h.String()); again != h {
				t.Fatalf("handle %q is the line %q", h.String(), again.String())
			}
		}
		l := NewLink(raw, "https://"+raw)
		if l.Openable() {
			if again, _ := SafeURL(l.URL); again != l.URL {
				t.Fatalf("%+q: URL %q became %q", raw, l.URL, again)
			}
		}
		if shown, _, _, ok := displayHost(raw); ok {
			if again, _, _, ok := displayHost(shown); !ok || again != shown {
				t.Fatalf("host %q became %q (%v)", shown, again, ok)
			}
		}
	})
}
