package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vocero/accounts"
)

const canary = "CANARY_transport_6f1c2d"

// desk is a server and a client that talks to it.
func desk(t *testing.T, h http.HandlerFunc) (*Client, string) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return New(Options{Server: s.URL, Account: t.Name(), Token: accounts.NewSecret(canary)}), s.URL
}

// call makes one request and returns what was read.
func call(t *testing.T, c *Client, ctx context.Context, method, url string) (string, *accounts.Err) {
	t.Helper()
	var in io.Reader
	if method != http.MethodGet {
		in = strings.NewReader("status=hola")
	}
	r, err := http.NewRequestWithContext(ctx, method, url, in)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := c.Do(r, "testing")
	if err != nil {
		return "", asErr(t, err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return "", asErr(t, err)
	}
	return string(b), nil
}

func asErr(t *testing.T, err error) *accounts.Err {
	t.Helper()
	var e *accounts.Err
	if !errors.As(err, &e) {
		t.Fatalf("%v is no *accounts.Err", err)
	}
	for _, s := range []string{e.Error(), fmt.Sprintf("%v %+v", err, e.Cause), e.Fault(noon).Detail.String()} {
		if strings.Contains(s, canary) || strings.Contains(s, "?") {
			t.Errorf("the error leaks: %q", s)
		}
	}
	return e
}

func TestClassesOfAnswers(t *testing.T) {
	type want struct {
		class accounts.Outcome
		code  accounts.Code
	}
	const refusal = `{"error":"Validation failed: no"}`
	for _, c := range []struct {
		status    int
		body      string
		post, get want
	}{
		{400, refusal, want{accounts.OutcomeRefused, accounts.CodeRefused}, want{accounts.OutcomeRefused, accounts.CodeRefused}},
		{401, "", want{accounts.OutcomeAuth, accounts.CodeAuth}, want{accounts.OutcomeAuth, accounts.CodeAuth}},
		{403, refusal, want{accounts.OutcomeRefused, accounts.CodeForbidden}, want{accounts.OutcomeRefused, accounts.CodeForbidden}},
		{403, `{"error":"Your login is currently disabled"}`, want{accounts.OutcomeAuth, accounts.CodeForbidden}, want{accounts.OutcomeAuth, accounts.CodeForbidden}},
		{404, refusal, want{accounts.OutcomeRefused, accounts.CodeNotFound}, want{accounts.OutcomeRefused, accounts.CodeNotFound}},
		{404, "<html>", want{accounts.OutcomeUnknown, accounts.CodeUnknown}, want{accounts.OutcomeRefused, accounts.CodeNotFound}},
		{408, refusal, want{accounts.OutcomeUnknown, accounts.CodeUnknown}, want{accounts.OutcomeUnknown, accounts.CodeUnknown}},
		{410, refusal, want{accounts.OutcomeRefused, accounts.CodeNotFound}, want{accounts.OutcomeRefused, accounts.CodeNotFound}},
		{413, "<html>", want{accounts.OutcomeRefused, accounts.CodeMedia}, want{accounts.OutcomeRefused, accounts.CodeMedia}},
		{422, `{"error":"Validation failed: Text character limit of 500 exceeded"}`, want{accounts.OutcomeRefused, accounts.CodeTooLong}, want{accounts.OutcomeRefused, accounts.CodeTooLong}},
		{422, `{"error":"Cannot attach more than 4 files"}`, want{accounts.OutcomeRefused, accounts.CodeMedia}, want{accounts.OutcomeRefused, accounts.CodeMedia}},
		{400, `{"error":"Duplicate idempotency key."}`, want{accounts.OutcomeUnknown, accounts.CodeDuplicate}, want{accounts.OutcomeRefused, accounts.CodeDuplicate}},
		{400, `{"error":"invalid_grant","error_description":"The code is invalid"}`, want{accounts.OutcomeAuth, accounts.CodeRefused}, want{accounts.OutcomeAuth, accounts.CodeRefused}},
		{429, refusal, want{accounts.OutcomeLimit, accounts.CodeLimit}, want{accounts.OutcomeLimit, accounts.CodeLimit}},
		{500, refusal, want{accounts.OutcomeUnknown, accounts.CodeUnknown}, want{accounts.OutcomeUnknown, accounts.CodeUnknown}},
		{502, "<html>", want{accounts.OutcomeUnknown, accounts.CodeUnknown}, want{accounts.OutcomeUnknown, accounts.CodeUnknown}},
		{503, refusal, want{accounts.OutcomeUnknown, accounts.CodeUnknown}, want{accounts.OutcomeLimit, accounts.CodeLimit}},
		{302, "", want{accounts.OutcomeUnknown, accounts.CodeUnknown}, want{accounts.OutcomeUnknown, accounts.CodeNotServer}},
		{307, "", want{accounts.OutcomeRefused, accounts.CodeNotServer}, want{accounts.OutcomeUnknown, accounts.CodeNotServer}},
	} {
		client, url := desk(t, func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.body)
		})
		_, e := call(t, client, WithKey(t.Context(), "k1"), http.MethodPost, url+"/api/v1/statuses?x=1")
		if e == nil || (want{e.Class, e.Code}) != c.post {
			t.Errorf("POST %d %s: %v, want %v", c.status, c.body, e, c.post)
		}
		_, e = call(t, client, t.Context(), http.MethodGet, url+"/api/v1/statuses/1?x=1")
		if e == nil || (want{e.Class, e.Code}) != c.get {
			t.Errorf("GET %d %s: %+v, want %v", c.status, c.body, e, c.get)
		}
	}
}

func TestHeadersThatLeave(t *testing.T) {
	var got []http.Header
	client, url := desk(t, func(w http.ResponseWriter, r *http.Request) { got = append(got, r.Header.Clone()) })
	if _, e := call(t, client, WithKey(t.Context(), "clave-1"), http.MethodPost, url); e != nil {
		t.Fatal(e)
	}
	if _, e := call(t, client, WithKey(t.Context(), "clave-1"), http.MethodGet, url); e != nil {
		t.Fatal(e)
	}
	if ua := got[0].Get("User-Agent"); !strings.HasPrefix(ua, "vocero/") || !strings.HasSuffix(ua, " (+https://vocero.example)") {
		t.Errorf("User-Agent %q", ua)
	}
	if got[0].Get("Idempotency-Key") != "clave-1" || got[1].Get("Idempotency-Key") != "" {
		t.Errorf("keys: POST %q, GET %q", got[0].Get("Idempotency-Key"), got[1].Get("Idempotency-Key"))
	}
	if a := got[0].Get("Authorization"); a != "Bearer "+canary {
		t.Errorf("Authorization %q", a)
	}
}

func TestPostLeavesOnceOnItsOwnConnection(t *testing.T) {
	var posts, conns atomic.Int32
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && posts.Add(1) > 1 {
			conn, _, _ := http.NewResponseController(w).Hijack()
			_ = conn.Close()
		}
	}))
	s.Config.ConnState = func(_ net.Conn, st http.ConnState) {
		if st == http.StateNew {
			conns.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	c := New(Options{Server: s.URL, Account: t.Name()})
	ctx := WithKey(t.Context(), "k")
	if _, e := call(t, c, ctx, http.MethodPost, s.URL); e != nil {
		t.Fatal(e)
	}
	_, e := call(t, c, ctx, http.MethodPost, s.URL)
	if e == nil || e.Class != accounts.OutcomeUnknown {
		t.Errorf("a cut POST: %v", e)
	}
	if posts.Load() != 2 || conns.Load() != 2 {
		t.Errorf("2 calls made %d POSTs on %d connections", posts.Load(), conns.Load())
	}
}

func TestProofThatNothingLeft(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := "http://" + l.Addr().String()
	_ = l.Close()
	c := New(Options{Server: gone, Account: t.Name(), Token: accounts.NewSecret(canary)})
	for _, m := range []string{http.MethodPost, http.MethodGet} {
		if _, e := call(t, c, t.Context(), m, gone+"/x?q=1"); e == nil || e.Class != accounts.OutcomeNotSent || e.Code != accounts.CodeOffline {
			t.Errorf("%s to a closed port: %v", m, e)
		}
	}
	client, url := desk(t, func(http.ResponseWriter, *http.Request) {})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, e := call(t, client, ctx, http.MethodPost, url); e == nil || e.Class != accounts.OutcomeNotSent || !errors.Is(e, context.Canceled) {
		t.Errorf("cancelled before: %v", e)
	}
}

func TestTLSOnlyAndBadCertificate(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	c := New(Options{Server: s.URL, Account: t.Name(), Token: accounts.NewSecret(canary)})
	if _, e := call(t, c, t.Context(), http.MethodPost, s.URL); e == nil || e.Class != accounts.OutcomeNotSent {
		t.Errorf("a certificate of nobody: %v", e)
	}
	c = New(Options{Server: "http://masto.example", Account: t.Name()})
	if _, e := call(t, c, t.Context(), http.MethodGet, "http://masto.example/"); e == nil || e.Class != accounts.OutcomeRefused || !strings.Contains(e.Error(), "TLS") {
		t.Errorf("plain http to another machine: %v", e)
	}
}

func TestCancelledWhileWaitingIsUnknownAndPrompt(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	client, url := desk(t, func(w http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-release
	})
	defer close(release)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-arrived
		cancel()
	}()
	_, e := call(t, client, ctx, http.MethodPost, url)
	if e == nil || e.Class != accounts.OutcomeUnknown || !errors.Is(e, context.Canceled) {
		t.Errorf("cancelled while waiting: %v", e)
	}
}

func TestTimeoutOfARequest(t *testing.T) {
	release := make(chan struct{})
	client, url := desk(t, func(w http.ResponseWriter, r *http.Request) { <-release })
	defer close(release)
	_, e := call(t, client, WithTimeout(t.Context(), 50*time.Millisecond), http.MethodPost, url)
	if e == nil || e.Class != accounts.OutcomeUnknown || !errors.Is(e, context.DeadlineExceeded) {
		t.Errorf("a server that never answers: %v", e)
	}
}
