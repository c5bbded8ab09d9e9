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
	allowed := func(server string) (n int, last error) {
		now := noon
		c := New(Options{Server: server, Account: t.Name() + server, Now: func() time.Time { return now }}).chain
		r := httptest.NewRequest("GET", server+"/x?token=1", nil)
		for last = nil; last == nil; n++ {
			last = c.admit(r)
		}
		now = now.Add(time.Minute)
		if err := c.admit(r); err != nil {
			t.Errorf("a minute later: %v", err)
		}
		return n - 1, last
	}
	n, err := allowed("https://masto.example")
	if e := asErr(t, err); n != ownBurst || e.Class != accounts.OutcomeLimit || !e.Until.After(noon) {
		t.Errorf("%d requests in one instant: %v", n, err)
	}
	if n, _ := allowed("http://127.0.0.1:9"); n != ownBurst*nearby {
		t.Errorf("on this machine %d", n)
	}
}

func TestWhereARequestMayGo(t *testing.T) {
	token := New(Options{Server: "https://masto.example", Account: t.Name(), Token: accounts.NewSecret(canary)}).chain
	bare := New(Options{Server: "https://masto.example", Account: t.Name()}).chain
	for _, c := range []struct {
		chain    *chain
		to       string
		redirect bool
		ok       bool
	}{
		{token, "https://masto.example/x", false, true}, {token, "https://MASTO.example/x", true, true},
		{token, "https://otro.example/x", true, false}, {token, "https://masto.example:444/x", true, false}, {token, "https://sub.masto.example/x", true, false},
		{token, "http://masto.example/x", true, false}, {bare, "https://otro.example/x", true, true},
		{bare, "http://otro.example/x", true, false}, {bare, "http://127.0.0.1:22/", true, false}, {bare, "https://localhost/", true, false},
		{bare, "http://[::1]:1/", true, false}, {bare, "ftp://masto.example/", true, false}, {bare, "http://127.0.0.1.otro.example/", false, false},
	} {
		r := httptest.NewRequest("GET", c.to, nil)
		if c.redirect {
			r.Response = &http.Response{}
		}
		if err := c.chain.admit(r); (err == nil) != c.ok {
			t.Errorf("%s, redirect %v: %v", c.to, c.redirect, err)
		}
	}
	for in, want := range map[string]string{"masto.example": "masto.example", "masto.example:444": "masto.example", "[::1]:80": "::1", "": ""} {
		if got := hostname(in); got != want {
			t.Errorf("the host of %q is %q", in, got)
		}
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
