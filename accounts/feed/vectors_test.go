package feed_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/feed"
)

// exchange is a request as it has to leave, and the answer to it. The query is compared by its values, the body as JSON.
type exchange struct {
	method, path, query, body string
	answer                    string
	status                    int
}

// recorded serves exchanges in order and holds every request to its line.
func recorded(t *testing.T, software, page string, list []exchange) (*feed.Client, func()) {
	t.Helper()
	at := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if at >= len(list) {
			t.Errorf("one request more: %s %s", r.Method, r.URL)
			return
		}
		x := list[at]
		at++
		b, _ := io.ReadAll(r.Body)
		want, _ := url.ParseQuery(x.query)
		if r.Method != x.method || r.URL.Path != x.path || !reflect.DeepEqual(r.URL.Query(), want) {
			t.Errorf("request %d is %s %s, want %s %s?%s", at, r.Method, r.URL, x.method, x.path, x.query)
		}
		if !sameJSON(b, x.body) {
			t.Errorf("the body of request %d is %s, want %s", at, b, x.body)
		}
		if x.body != "" && r.Header.Get("Content-Type") != "application/json" || r.Header.Get("Accept") != "application/json" || !strings.HasPrefix(r.Header.Get("User-Agent"), "vocero/") {
			t.Errorf("the headers of request %d are %v", at, r.Header)
		}
		checkLogIn(t, software, r.Header)
		if x.status == 0 {
			x.status = http.StatusOK
		}
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		w.WriteHeader(x.status)
		_, _ = io.WriteString(w, x.answer)
	}))
	t.Cleanup(s.Close)
	a := accounts.Account{ID: "01J0000000000000000000LUZ0", Network: accounts.Feed, Server: s.URL, Host: "luz.example", RemoteID: "3", User: "luz", URL: s.URL + page}
	a.Instance.Software = software
	c, err := feed.New(a, accounts.NewSecret(`{"user":"luz","password":"abcd EFGH 1234"}`), feed.Options{Now: func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	return c, func() {
		if at != len(list) {
			t.Errorf("%d of %d requests were made", at, len(list))
		}
	}
}

func checkLogIn(t *testing.T, software string, h http.Header) {
	t.Helper()
	if software == accounts.SoftwareWordPress && h.Get("Authorization") != "Basic bHV6OmFiY2QgRUZHSCAxMjM0" {
		t.Errorf("the log-in is %q", h.Get("Authorization"))
	}
	if software == accounts.SoftwareDiscourse && (h.Get("Api-Key") != "abcd EFGH 1234" || h.Get("Api-Username") != "luz" || h.Get("Authorization") != "") {
		t.Errorf("the log-in is %v", h)
	}
}

func sameJSON(got []byte, want string) bool {
	if want == "" {
		return len(got) == 0
	}
	var a, b any
	if json.NewDecoder(bytes.NewReader(got)).Decode(&a) != nil || json.Unmarshal([]byte(want), &b) != nil {
		return false
	}
	return reflect.DeepEqual(a, b)
}

// vector is one call with everything that it says and hears.
type vector struct {
	name string
	list []exchange
	call func(ctx context.Context, c *feed.Client) (any, error)
	want func(got any, err error) bool
}

func replay(t *testing.T, software, page string, vectors []vector) {
	for _, v := range vectors {
		t.Run(v.name, func(t *testing.T) {
			c, done := recorded(t, software, page, v.list)
			got, err := v.call(t.Context(), c)
			done()
			if !v.want(got, err) {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

func act(op accounts.Op, target, text string) func(context.Context, *feed.Client) (any, error) {
	return func(ctx context.Context, c *feed.Client) (any, error) {
		return c.Act(ctx, accounts.Outgoing{Op: op, Target: target, Text: text})
	}
}

func send(to, text string) func(context.Context, *feed.Client) (any, error) {
	return func(ctx context.Context, c *feed.Client) (any, error) {
		return c.Send(ctx, accounts.Outgoing{Key: "k1", Text: text, InReplyTo: to, Visibility: accounts.Public, CreatedAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)})
	}
}

func fine(_ any, err error) bool { return err == nil }

// failed demands a class and a code.
func failed(class accounts.Outcome, code accounts.Code) func(any, error) bool {
	return func(_ any, err error) bool {
		return err != nil && accounts.AsErr(err).Class == class && accounts.AsErr(err).Code == code
	}
}
