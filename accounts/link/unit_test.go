package link

import (
	"context"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"
)

func TestPublicAddresses(t *testing.T) {
	for s, want := range map[string]bool{
		"8.8.8.8": true, "93.184.216.34": true, "2606:2800:220:1::1": true, "64:ff9b::808:808": true, "2002:808:808::1": true,
		"127.0.0.1": false, "127.9.9.9": false, "10.1.2.3": false, "172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false,
		"169.254.169.254": false, "100.64.0.1": false, "100.127.255.255": false, "0.0.0.0": false, "0.1.2.3": false, "224.0.0.1": false,
		"255.255.255.255": false, "240.0.0.1": false, "198.18.0.1": false, "192.0.0.8": false, "203.0.113.9": false,
		"::1": false, "::": false, "fe80::1": false, "fe80::1%eth0": false, "fd00::1": false, "fc00::1": false, "ff02::1": false, "fec0::1": false,
		"::ffff:10.0.0.1": false, "::10.0.0.1": false, "64:ff9b::a00:1": false, "64:ff9b:1::1": false, "2002:7f00:1::": false,
		"2001::1": false, "2001:db8::1": false, "100::1": false,
	} {
		if got := public(netip.MustParseAddr(s)); got != want {
			t.Errorf("%s is public: %v", s, got)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is public")
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for s, want := range map[string]time.Duration{"": 0, "7": 7 * time.Second, "-1": 0, "soon": 0, now.Add(9 * time.Second).Format(http.TimeFormat): 9 * time.Second,
		now.Add(-time.Hour).Format(http.TimeFormat): 0} {
		if got := retryAfter(http.Header{"Retry-After": {s}}, now); got != want {
			t.Errorf("%q is %v, want %v", s, got, want)
		}
	}
}

// TestTurns counts how many are inside at a time.
func TestTurns(t *testing.T) {
	turns := newTurns(3, 2)
	var all, most atomic.Int32
	var mu sync.Mutex
	host := map[string]int{}
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			name := string(rune('a' + i%5))
			leave, err := turns.take(t.Context(), name)
			if err != nil {
				t.Error(err)
				return
			}
			n := all.Add(1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			mu.Lock()
			if host[name]++; host[name] > 2 {
				t.Errorf("%d of one host", host[name])
			}
			mu.Unlock()
			mu.Lock()
			host[name]--
			mu.Unlock()
			all.Add(-1)
			leave()
		})
	}
	wg.Wait()
	if most.Load() > 3 || len(turns.host) != 0 {
		t.Errorf("%d at a time, %d hosts remembered", most.Load(), len(turns.host))
	}
	leave, _ := turns.take(t.Context(), "a")
	more, _ := turns.take(t.Context(), "a")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := turns.take(ctx, "a"); err == nil {
		t.Error("a third one came in")
	}
	leave()
	more()
}

func TestPhrases(t *testing.T) {
	for s, want := range map[string]bool{"Página no encontrada": true, "404 | Luz": true, "Oops! Page Not Found": true, "Modelo 4045": false, "Pan": false} {
		if got := says(flat(s), missing); got != want {
			t.Errorf("%q says that it is missing: %v", s, got)
		}
	}
}

func TestPageKinds(t *testing.T) {
	p := readPage([]byte("<svg><title>icon</title></svg><title> Pan \n de  ma\xc3\xadz </title><meta property=og:description content=rico><h1>Hoy</h1>"+
		"<script>var pan=1</script><p>Ma&ntilde;ana<input type=PASSWORD><meta name=Robots content='NoIndex, nofollow'>"), http.Header{"Content-Type": {"text/html"}})
	if p.title.String() != "Pan de maíz" || p.about.String() != "rico" || !p.noindex || !p.password || strings.Join(p.words, " ") != "hoy manana" {
		t.Errorf("%+v", p)
	}
	if p := readPage([]byte("<title>x</title>"), http.Header{"Content-Type": {"application/pdf"}}); !p.title.IsZero() {
		t.Errorf("a PDF has the title %q", p.title)
	}
	if p := readPage([]byte("<html><meta property=og:title content='De fuera'>"), http.Header{}); p.title.String() != "De fuera" {
		t.Errorf("without a type: %q", p.title)
	}
}

// FuzzPage reads pages from anybody: never a panic, never more than it keeps, never anything that a terminal would obey.
func FuzzPage(f *testing.F) {
	for _, s := range []string{"<title>Pan</title>", "<title>\x1b[2J&#27;]0;x\x07</title><h1>404</h1>", "<meta charset=utf-16><title>\x00p\x00a", "<svg><title>", "<h1><h1><script></h1>",
		"\xff\xfe<\x00t\x00", "<meta http-equiv=content-type content='text/html; charset=iso-2022-jp'>\x1b$B<title>", "<!--", "<title><title></title>"} {
		f.Add([]byte(s), "text/html")
		f.Add([]byte(s), "text/html; charset=iso-8859-15")
	}
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		p := readPage(body, http.Header{"Content-Type": {kind}})
		for _, s := range []string{p.title.String(), p.about.String()} {
			if !utf8.ValidString(s) || len(s) > 4096 || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e }) {
				t.Errorf("shown: %q", s)
			}
		}
		if len(p.words) > maxSeen {
			t.Errorf("%d words of %d bytes", len(p.words), len(body))
		}
	})
}
