package transport

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

func TestBodiesAreBounded(t *testing.T) {
	chunk := strings.Repeat(" ", 1<<16)
	client, url := desk(t, func(w http.ResponseWriter, r *http.Request) {
		out := io.Writer(w)
		if r.URL.Path == "/bomb" {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			defer func() { _ = z.Close() }()
			out = z
		}
		for range 1024 { // 64 MiB
			if _, err := io.WriteString(out, chunk); err != nil {
				return
			}
		}
	})
	for _, c := range []struct{ method, path string }{{"GET", "/"}, {"GET", "/bomb"}, {"POST", "/"}, {"POST", "/bomb"}} {
		r, err := http.NewRequestWithContext(t.Context(), c.method, url+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := client.Do(r, "testing")
		if err != nil {
			t.Fatal(err)
		}
		n, err := io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
		most := int64(maxRead)
		if c.method == "POST" {
			most = maxSent
		}
		if n > most {
			t.Errorf("%s %s: read %d bytes", c.method, c.path, n)
		}
		if n == most && !errors.Is(err, errTooLong) || err == nil && n != most && c.path == "/" {
			t.Errorf("%s %s: %d bytes, %v", c.method, c.path, n, err)
		}
		if err != nil && accounts.AsErr(err).Class != accounts.OutcomeUnknown {
			t.Errorf("%s %s: %v", c.method, c.path, err)
		}
	}
}

func TestABodyOfExactlyTheBoundIsWhole(t *testing.T) {
	client, url := desk(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat("x", maxRead))
	})
	got, e := call(t, client, t.Context(), http.MethodGet, url)
	if e != nil || len(got) != maxRead {
		t.Errorf("%d bytes, %v", len(got), e)
	}
}

func TestHeadersAreBounded(t *testing.T) {
	client, url := desk(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Filler", strings.Repeat("x", maxHeaders+1))
	})
	if _, e := call(t, client, t.Context(), http.MethodPost, url); e == nil || e.Class != accounts.OutcomeUnknown {
		t.Errorf("headers without end: %v", e)
	}
}

func TestRedirectsOfReading(t *testing.T) {
	var other []string
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		other = append(other, r.Header.Get("Authorization"))
		_, _ = io.WriteString(w, "otra casa")
	}))
	t.Cleanup(elsewhere.Close)
	handler := func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/here":
			http.Redirect(w, r, "/there", http.StatusFound)
		case "/away":
			http.Redirect(w, r, elsewhere.URL+"/x?token=1", http.StatusFound)
		case "/plain":
			http.Redirect(w, r, "http://masto.example/", http.StatusFound)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		default:
			_, _ = io.WriteString(w, "aquí")
		}
	}
	client, url := desk(t, handler)
	bare := New(Options{Server: url, Account: t.Name()})
	if got, e := call(t, client, t.Context(), "GET", url+"/here"); e != nil || got != "aquí" {
		t.Errorf("on the same host: %q, %v", got, e)
	}
	if _, e := call(t, client, t.Context(), "GET", url+"/away"); e == nil || e.Class != accounts.OutcomeRefused || len(other) != 0 {
		t.Errorf("to another host with a token: %v, it heard %q", e, other)
	}
	if got, e := call(t, bare, t.Context(), "GET", url+"/away"); e != nil || got != "otra casa" || other[0] != "" {
		t.Errorf("to another host without a token: %q, %v, it heard %q", got, e, other)
	}
	if _, e := call(t, bare, t.Context(), "GET", url+"/plain"); e == nil || e.Class != accounts.OutcomeRefused {
		t.Errorf("down to plain http: %v", e)
	}
	if _, e := call(t, client, t.Context(), "GET", url+"/loop"); e == nil || !errors.Is(e, errHops) {
		t.Errorf("in circles: %v", e)
	}
}

func TestALoopOfOurOwnEndsHere(t *testing.T) {
	hits := 0
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits++ }))
	t.Cleanup(s.Close)
	c := New(Options{Server: s.URL, Account: t.Name(), Now: func() time.Time { return noon }})
	var e *accounts.Err
	for range ownBurst + 5 {
		_, e = call(t, c, t.Context(), "GET", s.URL)
	}
	if e == nil || e.Class != accounts.OutcomeLimit || !e.Until.After(noon) || hits != ownBurst {
		t.Errorf("after %d requests in one instant %d arrived: %v", ownBurst+5, hits, e)
	}
}

func TestProxyIsNeverAskedForThisMachine(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://proxy.example:3128")
	for _, u := range []string{"http://127.0.0.1:4000/", "http://localhost/", "http://[::1]:1/"} {
		r := httptest.NewRequest("GET", u, nil)
		if p, err := proxy(r); p != nil || err != nil {
			t.Errorf("%s goes through %v (%v)", u, p, err)
		}
	}
}

func TestErrorsOfOthersBecomeOurs(t *testing.T) {
	if Error("reading", nil) != nil {
		t.Error("no error became one")
	}
	e := accounts.AsErr(Error("reading", fmt.Errorf("invalid character in https://u:p@h.example/x?token=%s", canary)))
	if e.Doing != "reading" || e.Class != accounts.OutcomeUnknown || e.Code != accounts.CodeNotServer {
		t.Errorf("a decoder's error: %+v", e)
	}
	if strings.Contains(e.Error(), canary) || strings.Contains(e.Error(), "u:p") {
		t.Errorf("it leaks: %v", e)
	}
	inner := &accounts.Err{Doing: "asking", Class: accounts.OutcomeLimit, Code: accounts.CodeLimit}
	if got := accounts.AsErr(Error("reading", fmt.Errorf("wrapped: %w", inner))); got.Doing != "reading" || got.Class != accounts.OutcomeLimit || inner.Doing != "asking" {
		t.Errorf("an error of the chain: %+v, inner %+v", got, inner)
	}
}
