package link_test

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/link"
	"vocero/accounts/practice"
)

// quick are budgets that wait little between repeats, and leave a busy machine its time.
var quick = link.Budget{Connect: 20 * time.Second, TLS: 20 * time.Second, Headers: 20 * time.Second, Total: time.Minute, Wait: time.Millisecond, Longest: 100 * time.Millisecond}

// web is a practice web with a fetcher that reaches nothing else.
func web(t *testing.T, b link.Budget) (*practice.Web, *link.Checker) {
	t.Helper()
	w, err := practice.StartWeb(practice.WebOptions{Drip: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w, link.New(link.Options{Budget: b, Route: w.Route, Roots: w.Roots()})
}

const trials = "https://pruebas.example"

// classes are all pages of the trials with what is to be said of them.
var classes = []struct {
	url     string
	verdict accounts.Verdict
	reason  string
	signs   []string
}{
	{"https://panaderialuz.example/", accounts.LinkGood, "", nil},
	{"http://panaderialuz.example/horario", accounts.LinkGood, "", []string{accounts.SignHTTPS}},
	{"https://panaderialuz.example/centeno", accounts.LinkBroken, accounts.LinkNotFound, nil},
	{trials + "/bien", accounts.LinkGood, "", nil},
	{"http://pruebas.example/bien", accounts.LinkGood, "", []string{accounts.SignHTTPS}},
	{trials + "/404", accounts.LinkBroken, accounts.LinkNotFound, nil},
	{trials + "/410", accounts.LinkBroken, accounts.LinkGone, nil},
	{trials + "/400", accounts.LinkUnknown, accounts.LinkStatus, nil},
	{trials + "/401", accounts.LinkUnknown, accounts.LinkForbidden, nil},
	{trials + "/403", accounts.LinkUnknown, accounts.LinkForbidden, nil},
	{trials + "/405", accounts.LinkUnknown, accounts.LinkMethod, nil},
	{trials + "/406", accounts.LinkUnknown, accounts.LinkMethod, nil},
	{trials + "/418", accounts.LinkUnknown, accounts.LinkStatus, nil},
	{trials + "/429", accounts.LinkUnknown, accounts.LinkLimit, nil},
	{trials + "/451", accounts.LinkUnknown, accounts.LinkLegal, nil},
	{trials + "/500", accounts.LinkUnknown, accounts.LinkServer, nil},
	{trials + "/999", accounts.LinkUnknown, accounts.LinkKeptOut, nil},
	{trials + "/reto", accounts.LinkUnknown, accounts.LinkChallenge, nil},
	{trials + "/reto-503", accounts.LinkUnknown, accounts.LinkChallenge, nil},
	{trials + "/reto-202", accounts.LinkUnknown, accounts.LinkChallenge, nil},
	{trials + "/un-momento", accounts.LinkUnknown, accounts.LinkChallenge, nil},
	{trials + "/429-una-vez", accounts.LinkGood, "", nil},
	{trials + "/500-una-vez", accounts.LinkGood, "", nil},
	{trials + "/vacia", accounts.LinkBroken, accounts.LinkEmpty, nil},
	{trials + "/sin-rango", accounts.LinkGood, "", nil},
	{trials + "/rango-416", accounts.LinkGood, "", nil},
	{trials + "/rango-501", accounts.LinkGood, "", nil},
	{trials + "/salto/3", accounts.LinkGood, "", nil},
	{trials + "/salto/10", accounts.LinkGood, "", nil},
	{trials + "/salto/11", accounts.LinkBroken, accounts.LinkManyHops, nil},
	{trials + "/bucle", accounts.LinkBroken, accounts.LinkLoop, nil},
	{trials + "/galletas", accounts.LinkUnknown, accounts.LinkCookies, nil},
	{trials + "/privada", accounts.LinkUnknown, accounts.LinkPractice, nil},
	{trials + "/aplicacion", accounts.LinkUnknown, accounts.LinkNotWeb, nil},
	{trials + "/sin-destino", accounts.LinkUnknown, accounts.LinkStatus, nil},
	{trials + "/bajada", accounts.LinkGood, "", []string{accounts.SignDowngrade}},
	{trials + "/otra-casa", accounts.LinkGood, "", []string{accounts.SignOtherHost}},
	{trials + "/a-la-portada", accounts.LinkGood, "", nil},
	{trials + "/portada/vieja", accounts.LinkBroken, accounts.LinkSoft404, nil},
	{trials + "/blando/oferta", accounts.LinkBroken, accounts.LinkSoft404, nil},
	{trials + "/perdida", accounts.LinkGood, "", []string{accounts.SignSuspicious}},
	{trials + "/entrada", accounts.LinkUnknown, accounts.LinkLogin, nil},
	{trials + "/enorme", accounts.LinkGood, "", nil},
	{trials + "/bomba", accounts.LinkGood, "", nil},
	{trials + "/cortada", accounts.LinkUnknown, accounts.LinkCut, nil},
	{trials + "/no-es-gzip", accounts.LinkUnknown, accounts.LinkCut, nil},
	{trials + "/cabeceras", accounts.LinkUnknown, accounts.LinkCut, nil},
	{trials + "/latin-1", accounts.LinkGood, "", nil},
	{trials + "/hostil", accounts.LinkGood, "", nil},
	{trials + "/video.mp4", accounts.LinkGood, "", nil},
	{trials + "/pelicula.mp4", accounts.LinkGood, "", nil},
	{"https://caducado.example/", accounts.LinkBroken, accounts.LinkTLSExpired, nil},
	{"https://otro-nombre.example/", accounts.LinkBroken, accounts.LinkTLSName, nil},
	{"https://desconocido.example/", accounts.LinkUnknown, accounts.LinkTLS, nil},
	{"https://nadie.example/", accounts.LinkBroken, accounts.LinkNoHost, nil},
	{"https://cerrado.example/", accounts.LinkBroken, accounts.LinkRefused, nil},
	{"https://otra-casa.example:8443/", accounts.LinkUnknown, accounts.LinkPractice, nil},
	{"https://luz.invalid/", accounts.LinkUnknown, accounts.LinkPractice, nil},
	{"https://eva:clave@luz.example/", accounts.LinkUnknown, accounts.LinkNotWeb, nil},
	{"ftp://luz.example/", accounts.LinkUnknown, accounts.LinkNotWeb, nil},
}

func TestEveryClassOfVerdict(t *testing.T) {
	w, c := web(t, link.Budget{Connect: 20 * time.Second, TLS: 20 * time.Second, Headers: 20 * time.Second, Total: time.Minute, Wait: time.Millisecond, Longest: time.Second})
	for _, k := range classes {
		t.Run(strings.TrimPrefix(k.url, trials), func(t *testing.T) {
			r := c.Check(t.Context(), k.url)
			if r.Verdict != k.verdict || r.Reason != k.reason || !slices.Equal(r.Signs, k.signs) {
				t.Errorf("%s: %s %q %v, status %d, title %q; want %s %q %v", k.url, r.Verdict, r.Reason, r.Signs, r.Status, r.Title, k.verdict, k.reason, k.signs)
			}
			if r.URL != accounts.NormalLink(k.url) || r.At.IsZero() || r.Until.Sub(r.At) != k.verdict.Lasts() {
				t.Errorf("%s: dated %v to %v, of %q", k.url, r.At, r.Until, r.URL)
			}
		})
	}
	for _, r := range w.Requests() {
		if h := r.Header; h.Get("Cookie") != "" || h.Get("Referer") != "" || h.Get("Authorization") != "" || strings.Contains(h.Get("User-Agent"), "link") {
			t.Errorf("%s %s carried %v", r.Method, r.Path, h)
		}
		if r.Method != "GET" && !strings.HasSuffix(r.Path, ".mp4") {
			t.Errorf("%s %s", r.Method, r.Path)
		}
		if r.Method == "GET" && r.Path == "/bien" && r.Header.Get("Range") != "bytes=0-65535" {
			t.Errorf("the range was %q", r.Header.Get("Range"))
		}
	}
}

func TestWhatIsShownOfAPage(t *testing.T) {
	_, c := web(t, quick)
	for url, want := range map[string]struct{ title, about, final string }{
		trials + "/salto/2":                   {"El final de los saltos", "Aquí termina.", trials + "/salto/0"},
		trials + "/latin-1":                   {"El año del pan de maíz", "", ""},
		trials + "/enorme":                    {"Enorme", "", ""},
		trials + "/bomba":                     {"Bomba", "", ""},
		"http://panaderialuz.example/horario": {"Horario · Panadería Luz", "Una página de la práctica.", "https://panaderialuz.example/horario"},
	} {
		r := c.Check(t.Context(), url)
		if r.Title.String() != want.title || r.About.String() != want.about || r.Final != want.final {
			t.Errorf("%s: %q, %q, %q", url, r.Title, r.About, r.Final)
		}
	}
	r := c.Check(t.Context(), trials+"/hostil")
	for _, s := range []string{r.Title.String(), r.About.String()} {
		if strings.ContainsAny(s, "\x1b\x07\u202e\u2066\u200b\x00\u009b\r\n") || s == "" || len(s) > 4096 {
			t.Errorf("a hostile page shows as %q", s)
		}
	}
	if r := c.Check(t.Context(), trials+"/salto/10"); r.Hops != 10 || r.Status != 200 {
		t.Errorf("ten redirects are %d, status %d", r.Hops, r.Status)
	}
}

// TestBudgets holds what never ends to the budget: a silent server, one byte at a time, a host that does not take the connection.
func TestBudgets(t *testing.T) {
	b := link.Budget{Connect: 300 * time.Millisecond, TLS: 300 * time.Millisecond, Headers: 300 * time.Millisecond, Total: time.Second, Wait: time.Millisecond}
	w, c := web(t, b)
	deaf, err := net.Listen("tcp", "127.0.0.1:0") // It takes connections and never says a word of TLS.
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = deaf.Close() }()
	there, err := netip.ParseAddrPort(deaf.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	d := link.New(link.Options{Budget: b, Route: func(string, string) (netip.AddrPort, error) { return there, nil }})
	for url, c := range map[string]*link.Checker{trials + "/callada": c, trials + "/lenta": c, "https://sorda.example/": d} {
		began := time.Now()
		r := c.Check(t.Context(), url)
		if r.Verdict != accounts.LinkUnknown || r.Reason != accounts.LinkTimeout {
			t.Errorf("%s: %s %q after %v: %+v", url, r.Verdict, r.Reason, time.Since(began), r)
		}
		if took := time.Since(began); took > time.Minute {
			t.Errorf("%s took %v of %v", url, took, b.Total)
		}
	}
	asked := 0
	for _, r := range w.Requests() {
		if r.Path == "/callada" {
			asked++
		}
	}
	if asked > 2 {
		t.Errorf("what timed out was asked %d times, want one repeat at most", asked)
	}
}

func TestOneRepeatAndNoMore(t *testing.T) {
	w, c := web(t, quick)
	c.Check(t.Context(), trials+"/500")
	c.Check(t.Context(), trials+"/429") // Its Retry-After is an hour.
	c.Check(t.Context(), trials+"/404")
	n := map[string]int{}
	for _, r := range w.Requests() {
		n[r.Path]++
	}
	if n["/500"] != 2 || n["/429"] != 1 || n["/404"] != 1 {
		t.Errorf("asked %v", n)
	}
}

// TestStopped is a check that nobody waits for any more.
func TestStopped(t *testing.T) {
	_, c := web(t, link.Budget{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if r := c.Check(ctx, trials+"/bien"); r.Verdict != accounts.LinkUnknown {
		t.Errorf("a stopped check says %s", r.Verdict)
	}
}
