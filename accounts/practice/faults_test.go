package practice_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

// attempt posts a text and returns what the client got, an error too.
func (b *bed) attempt(pairs ...string) (answer, error) {
	b.Helper()
	r := b.request("POST", "/api/v1/statuses", strings.NewReader("status=hola"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(pairs); i += 2 {
		r.Header.Set(pairs[i], pairs[i+1])
	}
	resp, err := client.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(io.LimitReader(resp.Body, 8<<20))
	return answer{b.T, resp.StatusCode, resp.Header, string(data)}, err
}

// eventually waits for something that real time brings about.
func eventually(t *testing.T, what string, good func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if good() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

func TestFaultsThatCut(t *testing.T) {
	for do, stored := range map[practice.Action]int{
		practice.CutBefore: 0, practice.CutAfter: 0, practice.StoreCut: 1, practice.HalfAnswer: 1, practice.WrongLength: 1,
	} {
		t.Run(string(do), func(t *testing.T) {
			b := of(t, practice.Mastodon)
			b.s.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Do: do, Count: 1})
			if got, err := b.attempt(); err == nil {
				t.Errorf("an answer: %+v", got)
			}
			if n := len(b.s.Statuses(b.luz)); n != stored {
				t.Errorf("%d posts, want %d", n, stored)
			}
			b.post("después")
			log := b.s.Requests()
			if log[0].Fault != do || log[0].Account != "panaderialuz" || log[1].Fault != "" || log[1].Status != 200 || !log[1].Done {
				t.Errorf("%+v", log)
			}
		})
	}
}

func TestFaultsThatAnswer(t *testing.T) {
	for _, c := range []struct {
		fault  practice.Fault
		status int
		body   string
		stored int
	}{
		{practice.Fault{Do: practice.Answer, Status: 429, Header: http.Header{"Retry-After": {"7"}}, Body: `{"error":"despacio"}`}, 429, "despacio", 0},
		{practice.Fault{Do: practice.Answer}, 500, "Internal Server Error", 0},
		{practice.Fault{Do: practice.StoreAnswer}, 500, "error", 1},
		{practice.Fault{Do: practice.StoreAnswer, Status: 504, Body: "tarde"}, 504, "tarde", 1},
		{practice.Fault{Do: practice.HTMLPage}, 502, "<!DOCTYPE html>", 0},
		{practice.Fault{Do: practice.Redirect, Location: "https://ladron.example/"}, 307, "", 0},
		{practice.Fault{Do: practice.BadJSON}, 200, `{"id":"1"`, 1},
		{practice.Fault{Do: practice.EmptyAnswer}, 200, "", 1},
		{practice.Fault{Do: practice.WrongCharset}, 200, "\xef\xbb\xbf{", 1},
		{practice.Fault{Do: practice.DeepJSON}, 200, "[[[[", 1},
		{practice.Fault{Do: practice.Delay, Delay: time.Millisecond}, 200, "hola", 1},
		{practice.Fault{Do: practice.StoreDelay, Delay: time.Millisecond}, 200, "hola", 1},
		{practice.Fault{Do: practice.Trickle, Delay: time.Microsecond}, 200, "hola", 1},
		{practice.Fault{Do: practice.CloseSilent}, 200, "hola", 1},
	} {
		t.Run(string(c.fault.Do), func(t *testing.T) {
			b := of(t, practice.Mastodon)
			b.s.Fault(c.fault)
			got, err := b.attempt()
			if err != nil {
				t.Fatal(err)
			}
			got.want(c.status).says(c.body)
			for k := range c.fault.Header {
				if got.header.Get(k) != c.fault.Header.Get(k) {
					t.Errorf("header %s is %q", k, got.header.Get(k))
				}
			}
			if c.fault.Location != "" && got.header.Get("Location") != c.fault.Location {
				t.Error(got.header)
			}
			if n := len(b.s.Statuses(b.luz)); n != c.stored {
				t.Errorf("%d posts, want %d", n, c.stored)
			}
		})
	}
}

func TestFaultWithoutID(t *testing.T) {
	b := of(t, practice.Mastodon)
	b.s.Fault(practice.Fault{Do: practice.NoID})
	got, err := b.attempt()
	if err != nil {
		t.Fatal(err)
	}
	if _, has := got.want(200).json().(map[string]any)["id"]; has || got.str("content") != "<p>hola</p>" {
		t.Error(got.body)
	}
	for _, one := range b.get("/api/v1/accounts/" + b.luz.ID + "/statuses").list("id") {
		if one != "" {
			t.Error("a list with ids")
		}
	}
}

func TestFaultsWithoutEnd(t *testing.T) {
	b := of(t, practice.Mastodon)
	b.s.Fault(practice.Fault{Do: practice.Endless, Count: 1})
	got, err := b.attempt()
	if err != nil || len(got.body) != 8<<20 {
		t.Errorf("%d bytes, %v", len(got.body), err)
	}
	b.s.Fault(practice.Fault{Do: practice.GzipBomb, Count: 1})
	got, err = b.attempt("Accept-Encoding", "gzip")
	if err != nil || len(got.body) > 4<<20 {
		t.Fatalf("%d bytes on the wire, %v", len(got.body), err)
	}
	z, err := gzip.NewReader(bytes.NewReader([]byte(got.body)))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.CopyN(io.Discard, z, 200<<20); err != nil || n != 200<<20 {
		t.Errorf("%d bytes unpacked: %v", n, err)
	}
	b.s.Fault(practice.Fault{Do: practice.HugeHeader, Count: 1})
	if _, err = b.attempt(); err == nil || !strings.Contains(err.Error(), "header") {
		t.Error(err)
	}
	if n := len(b.s.Statuses(b.luz)); n != 3 {
		t.Errorf("%d posts", n)
	}
}

func TestSlowCommitStoresLater(t *testing.T) {
	b := of(t, practice.Mastodon)
	hold := make(chan struct{})
	b.s.Fault(practice.Fault{Method: "POST", Do: practice.SlowCommit, Status: 504, Hold: hold, Count: 1})
	got, err := b.attempt("Idempotency-Key", "k")
	if err != nil {
		t.Fatal(err)
	}
	got.want(504)
	if n := len(b.s.Statuses(b.luz)); n != 0 {
		t.Fatalf("%d posts too early", n)
	}
	// The key of the slow request protects nothing yet: a hasty second one doubles the post.
	if _, err := b.attempt("Idempotency-Key", "k"); err != nil {
		t.Fatal(err)
	}
	close(hold)
	eventually(t, "the slow post", func() bool { return len(b.s.Statuses(b.luz)) == 2 })
	b.s.Fault(practice.Fault{Method: "POST", Do: practice.SlowCommit, Delay: time.Millisecond, Count: 1})
	if _, err := b.attempt(); err == nil {
		t.Error("an answer to a slow commit that cuts")
	}
	eventually(t, "the second slow post", func() bool { return len(b.s.Statuses(b.luz)) == 3 })
}

func TestFaultsChooseTheirRequests(t *testing.T) {
	b := of(t, practice.Mastodon)
	bar := b.s.AddAccount("barnorte", "Bar Norte")
	remove := b.s.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Account: "barnorte", Skip: 1, Count: 1, Do: practice.Answer, Status: 503})
	as := []string{":Authorization", "Bearer " + bar.Token}
	send := func(status int, pairs ...string) {
		t.Helper()
		b.call("POST", "/api/v1/statuses", append(pairs, "status", "x")...).want(status)
	}
	send(200)
	send(200, as...)
	b.get("/api/v1/statuses", as...).want(200)
	send(503, as...)
	send(200, as...)
	remove()
	b.s.Fault(practice.Fault{Path: "/api", Do: practice.Answer, Status: 502})
	send(502)
	b.s.ClearFaults()
	send(200)
	if n := b.s.Count("POST", "/api/v1/statuses"); n != 6 {
		t.Errorf("%d posts counted", n)
	}
}

// The standard client repeats a POST by itself when it has an Idempotency-Key
// and a kept connection dies (net/http, Request.isReplayable).
func TestKeptConnectionThatDies(t *testing.T) {
	b := of(t, practice.GoToSocial)
	kept := &http.Client{Transport: &http.Transport{}}
	defer kept.CloseIdleConnections()
	b.s.Fault(practice.Fault{Reused: true, Do: practice.StoreCut, Count: 1})
	for range 2 {
		r := b.request("POST", "/api/v1/statuses", strings.NewReader("status=hola"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Idempotency-Key", "k")
		resp, err := kept.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
	}
	log := b.s.Requests()
	if len(log) != 3 || log[0].Reused || !log[1].Reused || log[1].Fault != practice.StoreCut || log[2].Reused {
		t.Errorf("%+v", log)
	}
}

func TestClosingFreesWhatAFaultHolds(t *testing.T) {
	b := of(t, practice.Mastodon)
	b.s.Fault(practice.Fault{Do: practice.Delay, Hold: make(chan struct{})})
	done := make(chan error, 1)
	go func() {
		_, err := b.attempt()
		done <- err
	}()
	eventually(t, "the request", func() bool { return len(b.s.Requests()) == 1 })
	if err := b.s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err == nil {
		t.Error("an answer from a closed server")
	}
	if err := b.s.Close(); err != nil {
		t.Error("closing twice:", err)
	}
	if _, err := b.attempt(); err == nil {
		t.Error("it still listens")
	}
}

func TestRateLimit(t *testing.T) {
	b := of(t, practice.Mastodon)
	calm := b.get("/api/v1/instance").want(200)
	if calm.header.Get("X-RateLimit-Limit") != "300" || calm.header.Get("X-RateLimit-Reset") != "2026-11-20T09:05:00.000000Z" {
		t.Error(calm.header)
	}
	b.s.SetLimit(2, time.Minute)
	b.get("/api/v1/notifications").want(200)
	if left := b.get("/api/v1/notifications").want(200).header.Get("X-RateLimit-Remaining"); left != "0" {
		t.Errorf("%s left", left)
	}
	over := b.get("/api/v1/notifications").want(429).says("Too many requests")
	if over.header.Get("X-RateLimit-Reset") != "2026-11-20T09:01:00.000000Z" {
		t.Error(over.header)
	}
	b.clock.move(time.Minute)
	b.get("/api/v1/notifications").want(200)
	b.s.SetLimit(300, 5*time.Minute)
	for i := range 31 {
		b.upload("/api/v1/media", "a.png", dot()).want(map[bool]int{true: 200, false: 429}[i < 30])
	}
	quiet := of(t, practice.Pleroma)
	if h := quiet.get("/api/v1/instance").header.Get("X-RateLimit-Limit"); h != "" {
		t.Errorf("Pleroma states a limit of %s", h)
	}
}

func TestLogIsARing(t *testing.T) {
	b := of(t, practice.Mastodon)
	kept := &http.Client{}
	defer kept.CloseIdleConnections()
	n := 10_050
	for range n {
		resp, err := kept.Do(b.request("GET", "/nodeinfo/2.0", nil))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
	}
	log := b.s.Requests()
	if len(log) != 10_000 || log[0].Seq != 51 || log[9999].Seq != uint64(n) || b.s.Count("GET", "/nodeinfo/2.0") != n {
		t.Errorf("%d entries from %d to %d", len(log), log[0].Seq, log[len(log)-1].Seq)
	}
	b.call("BREW", "/cafe").want(404)
	if b.s.Counts()["OTHER "] != 1 {
		t.Error(b.s.Counts())
	}
}

func TestWireIsValidJSON(t *testing.T) {
	b := of(t, practice.Mastodon)
	b.s.AddStranger("raro@otro.example", "\"comillas\" \\ \x00\x1f </script>")
	got := b.get("/api/v1/accounts/lookup", "acct", "raro@otro.example").want(200)
	if !json.Valid([]byte(got.body)) || got.str("display_name") != "\"comillas\" \\ \x00\x1f </script>" {
		t.Errorf("%q", got.body)
	}
	var syntax *json.SyntaxError
	b.s.Fault(practice.Fault{Do: practice.BadJSON})
	if err := json.Unmarshal([]byte(b.get("/api/v1/instance").body), new(any)); !errors.As(err, &syntax) {
		t.Error(err)
	}
}
