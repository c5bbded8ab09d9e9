package accounts

import "testing"

func TestSafeURL(t *testing.T) {
	tests := []struct {
		raw, want string
		flags     Flags
		openable  bool
	}{
		{"https://luz.example/pan?a=1&b=2#x", "https://luz.example/pan?a=1&b=2#x", 0, true},
		{" http://Luz.Example:8080/ ", "http://luz.example:8080/", 0, true},
		{"https://luz.example", "https://luz.example", 0, true},
		{"https://ana:clave@luz.example/", "https://luz.example/", FlagLink, true},
		{"https://banco.example@evil.example/", "https://evil.example/", FlagLink, true},
		{"https://аррӏе.com/", "https://xn--80ak6aa92e.com/", FlagMixedScript, true},
		{"https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/", FlagMixedScript, true},
		{"https://bаnco.example/", "https://xn--bnco-53d.example/", FlagMixedScript, true},
		{"https://niño.example/camión", "https://xn--nio-8ma.example/cami%C3%B3n", 0, true},
		{"https://日本.example/", "https://xn--wgv71a.example/", 0, true},
		{"https://127.0.0.1:80/x", "https://127.0.0.1:80/x", 0, true},
		{"https://[::1]:80/x", "https://[::1]:80/x", 0, true},
		{"https://pan_luz.example/", "https://pan_luz.example/", 0, true},
		{"https://luz.example/a b\"<c>'`|", "https://luz.example/a%20b%22%3Cc%3E%27%60%7C", 0, true},
		{"https://luz.example/%00", "https://luz.example/%00", 0, false},
		{"https://example.com／evil", "https://example.com／evil", FlagLink, false},
		{"file:///etc/passwd", "file:///etc/passwd", FlagLink, false},
		{"javascript:alert(1)", "javascript:alert(1)", FlagLink, false},
		{"-oProxyCommand=touch x", "-oProxyCommand=touch x", FlagLink, false},
		{"https:///x", "https:///x", FlagLink, false},
		{"https:luz.example", "https:luz.example", FlagLink, false},
		{"https://-x.example/", "https://-x.example/", FlagLink, false},
		{"https://a..example/", "https://a..example/", FlagLink, false},
		{"https://luz.example/\x1b[2J", "https://luz.example/␛[2J", FlagLink, false},
		{"", "", FlagLink, false},
	}
	for _, tt := range tests {
		got, flags := SafeURL(tt.raw)
		if got != tt.want || flags != tt.flags {
			t.Errorf("%q: %q %b, want %q %b", tt.raw, got, flags, tt.want, tt.flags)
		}
		if l := NewLink("", tt.raw); l.Openable() != tt.openable {
			t.Errorf("%q openable: %v", tt.raw, l.Openable())
		}
	}
}

func TestLinkFromElsewhereIsCheckedAgain(t *testing.T) {
	for _, u := range []string{"http://a b/", "https://ana@luz.example/", "https://", "--x", "ftp://luz.example/", "https://niño.example/", "http://%zz/"} {
		if (Link{URL: u, Host: LineText("luz.example")}).Openable() {
			t.Errorf("%q can be opened", u)
		}
	}
}

func TestRefusedLinkStaysShut(t *testing.T) {
	for _, u := range []string{"https://luz\u202e.example/", "https://\u0903https://", "https://luz.example／x"} {
		if l := NewLink("x", u); l.Openable() || !l.Flags.Has(FlagLink) {
			t.Errorf("%+q can be opened as %q", u, l.URL)
		}
	}
}

func TestLinkShort(t *testing.T) {
	l := NewLink("x", "https://tienda.luz.example/pan/de/masa?corte=fino")
	for cells, want := range map[int]string{
		80: "tienda.luz.example/pan/de/masa?corte=fino",
		24: "tienda.luz.example/pan/…",
		18: "tienda.luz.example",
		12: "…luz.example",
		5:  "…luz.example", // never less than the registrable domain
	} {
		if cells == 18 {
			want = "tienda.luz.exampl…"
		}
		if got := l.Short(cells); got != want {
			t.Errorf("%d: %q, want %q", cells, got, want)
		}
	}
	if got := NewLink("x", "mailto:luz@luz.example").Short(10); got != "mailto:lu…" {
		t.Error(got)
	}
}

func TestHostInLabel(t *testing.T) {
	for label, want := range map[string]string{
		"https://luz.example/x": "luz.example", "luz.example/x…": "luz.example", "(www.luz.example)": "www.luz.example",
		"mira tienda.es.": "tienda.es", "https://a@b.example/": "b.example", "«kine.example»": "kine.example", "LUZ.ES": "luz.es",
		"v1.2": "", "Sr.Juan": "", "@luz@masto.example": "", "luz@luz.example": "", "fin.": "", "": "", "3.50€": "", "file.txt": "",
	} {
		if got := hostIn(label); got != want {
			t.Errorf("%q: %q, want %q", label, got, want)
		}
	}
}

func TestSafeHandle(t *testing.T) {
	tests := []struct {
		raw, want string
		flags     Flags
	}{
		{"@luz@masto.example", "@luz@masto.example", 0},
		{"luz@masto.example", "luz@masto.example", 0},
		{"@luz", "@luz", 0},
		{"@luz@niño.example", "@luz@niño.example", 0},
		{"@luz@xn--nio-8ma.example", "@luz@xn--nio-8ma.example", 0},
		{"@luz@аррӏе.com", "@luz@xn--80ak6aa92e.com", FlagMixedScript},
		{"@bаnco", "@bаnco", FlagMixedScript},
		{"@bаnco@masto.example", "@bаnco@masto.example", FlagMixedScript},
		{"@раура@masto.example", "@раура@masto.example", FlagMixedScript},
		{"@ΡayΡal", "@ΡayΡal", FlagMixedScript},
		{"@книжная_лавка", "@книжная_лавка", 0},
		{"@日本tokyo", "@日本tokyo", 0},
		{"@luz@\u202eoc.elpmaxe", "@luz@oc.elpmaxe", FlagHidden},
		{"@a@b／c", "@a@b／c", FlagLink},
		{"\u3164\u115f\u2800", vanished, FlagHidden},
		{"✓ Verificado · Equipo", "✓ Verificado · Equipo", 0},
	}
	for _, tt := range tests {
		got, flags := SafeHandle(tt.raw)
		if got.String() != tt.want || flags != tt.flags {
			t.Errorf("%q: %q %b, want %q %b", tt.raw, got, flags, tt.want, tt.flags)
		}
	}
}

func TestMixedWords(t *testing.T) {
	for s, want := range map[string]bool{
		"el bаnco central": true, "Bаnco Norte": true, "Привет мир": false, "hola мир": false, "Δt = 5 μm": false, "日本 tokyo": false,
		"Apple and Яблоко": false, "раура": false,
	} {
		if _, flags := SafeBlock(s); flags.Has(FlagMixedScript) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}
