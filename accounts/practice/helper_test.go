package practice_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"vocero/accounts/practice"
)

// clock is a time that stands still until it is moved.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// bed is a server with an account, a stranger and a clock.
type bed struct {
	*testing.T
	s     *practice.Server
	clock *clock
	luz   *practice.Account
	ana   *practice.Account
}

func start(t *testing.T, o practice.Options) *bed {
	t.Helper()
	c := newClock()
	o.Now = c.now
	s, err := practice.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &bed{t, s, c, s.AddAccount("panaderialuz", "Panadería Luz"), s.AddStranger("ana@otro.example", "Ana Ruiz")}
}

func of(t *testing.T, m practice.Model) *bed { return start(t, practice.Options{Model: m}) }

// answer is what came back.
type answer struct {
	*testing.T
	status int
	header http.Header
	body   string
}

// client makes a new connection for every request.
var client = &http.Client{
	Transport:     &http.Transport{DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func (b *bed) request(method, path string, body io.Reader) *http.Request {
	b.Helper()
	r, err := http.NewRequest(method, b.s.URL()+path, body)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("User-Agent", "vocero-test")
	r.Header.Set("Authorization", "Bearer "+b.luz.Token)
	return r
}

func (b *bed) do(r *http.Request) answer {
	b.Helper()
	resp, err := client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		b.Fatal(err)
	}
	return answer{b.T, resp.StatusCode, resp.Header, string(data)}
}

// call sends form fields, as pairs, and headers, as pairs beginning with ":".
func (b *bed) call(method, path string, pairs ...string) answer {
	b.Helper()
	form, header := url.Values{}, http.Header{}
	for i := 0; i < len(pairs); i += 2 {
		if name, isHeader := strings.CutPrefix(pairs[i], ":"); isHeader {
			header.Set(name, pairs[i+1])
			continue
		}
		form.Add(pairs[i], pairs[i+1])
	}
	var body io.Reader
	if method == http.MethodGet || method == http.MethodDelete {
		if len(form) > 0 {
			path += "?" + form.Encode()
		}
	} else {
		body = strings.NewReader(form.Encode())
	}
	r := b.request(method, path, body)
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for k, v := range header {
		r.Header[k] = v
	}
	return b.do(r)
}

func (b *bed) get(path string, pairs ...string) answer {
	b.Helper()
	return b.call(http.MethodGet, path, pairs...)
}

// post publishes a text and returns its id.
func (b *bed) post(text string, pairs ...string) string {
	b.Helper()
	return b.call(http.MethodPost, "/api/v1/statuses", append(pairs, "status", text)...).want(200).str("id")
}

// want fails unless the status is the one expected.
func (a answer) want(status int) answer {
	a.Helper()
	if a.status != status {
		a.Fatalf("status %d, want %d: %s", a.status, status, a.body)
	}
	return a
}

// says fails unless the body holds the text.
func (a answer) says(text string) answer {
	a.Helper()
	if !strings.Contains(a.body, text) {
		a.Fatalf("no %q in %s", text, a.body)
	}
	return a
}

func (a answer) json() any {
	a.Helper()
	var v any
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		a.Fatalf("%v in %s", err, a.body)
	}
	return v
}

// at walks into a JSON value by "a.b.0.c".
func (a answer) at(path string) any {
	a.Helper()
	v := a.json()
	for key := range strings.SplitSeq(path, ".") {
		switch have := v.(type) {
		case map[string]any:
			v = have[key]
		case []any:
			i := 0
			for _, d := range key {
				i = i*10 + int(d-'0')
			}
			if i >= len(have) {
				return nil
			}
			v = have[i]
		default:
			return nil
		}
	}
	return v
}

func (a answer) str(path string) string {
	a.Helper()
	s, isString := a.at(path).(string)
	if !isString {
		a.Fatalf("%s is %v, no string, in %s", path, a.at(path), a.body)
	}
	return s
}

func (a answer) num(path string) int {
	a.Helper()
	n, isNumber := a.at(path).(float64)
	if !isNumber {
		a.Fatalf("%s is %v, no number, in %s", path, a.at(path), a.body)
	}
	return int(n)
}

// list is a JSON list of objects, reduced to one field of each.
func (a answer) list(field string) []string {
	a.Helper()
	v, isList := a.json().([]any)
	if !isList {
		a.Fatalf("no list: %s", a.body)
	}
	out := []string{}
	for _, e := range v {
		s, _ := e.(map[string]any)[field].(string)
		out = append(out, s)
	}
	return out
}
