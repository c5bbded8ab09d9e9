package facebook

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// FuzzDecoders reads anything as every kind of answer: nothing panics, and what comes out may be printed.
func FuzzDecoders(f *testing.F) {
	for _, s := range []string{`{"data":[{"id":"1_2","message":"x","created_time":"2026-11-22T09:00:00+0000","from":{"id":1,"name":"a"},"comments":{"data":[{"id":"2_3"}],"paging":{"cursors":{"after":"a"},"next":"n"}}}]}`,
		`{"data":[],"paging":[]}`, `{"data":{"0":{}}}`, `[]`, `null`, `{"data":[{"attachments":{"data":[{"type":"album","subattachments":{"data":[{"type":"photo","url":"javascript:x"}]}}]},"shares":[]}]}`} {
		f.Add([]byte(s))
	}
	c := &Client{acc: accounts.Account{RemoteID: "1"}, now: time.Now}
	f.Fuzz(func(t *testing.T, b []byte) {
		var posts edge[postNode]
		if json.Unmarshal(b, &posts) != nil {
			return
		}
		r := &reading{c: c, had: map[string]bool{}}
		for _, p := range posts.Data.Get() {
			r.hear(p)
			for _, n := range p.Comments.Get().Data.Get() {
				r.note(p, n)
			}
		}
		for _, h := range r.all {
			m := c.mention(h)
			if _, err := parsePlace("", m.RemoteID); err != nil {
				t.Errorf("an id that cannot be asked for: %q", m.RemoteID)
			}
			for _, s := range []string{m.Text.String(), m.Author.String(), m.AuthorName.String(), m.URL} {
				if again, _ := accounts.SafeBlock(s); again.String() != s || strings.ContainsAny(s, "\x1b\x07") {
					t.Errorf("%q may not be printed", s)
				}
			}
		}
		if text := (cursor{}).after(r.all).String(); text != "" {
			if _, err := parseCursor(text); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	})
}

// FuzzErrors reads anything as an error and as headers of usage: there is always a class and a code.
func FuzzErrors(f *testing.F) {
	f.Add([]byte(`{"error":{"message":"m","code":190,"error_subcode":463,"is_transient":true}}`), `{"1":[{"call_count":99,"estimated_time_to_regain_access":7}]}`, 400)
	f.Add([]byte(`{"error":[]}`), `[]`, 500)
	f.Fuzz(func(t *testing.T, body []byte, header string, status int) {
		e := &accounts.Err{Doing: "x", Class: accounts.OutcomeRefused, Code: accounts.CodeRefused}
		h := http.Header{"X-Business-Use-Case-Usage": {header}}
		now := time.Unix(1_800_000_000, 0)
		explain(e, transport.Answer{Status: status, Header: h, Body: body}, now)
		if e.Class == accounts.OutcomeNone || e.Class == accounts.OutcomeDone || e.Code == "" || e.Until.After(now.Add(waitLongest)) {
			t.Errorf("%+v", e)
		}
		if _, wait := share(h); wait < 0 || wait > waitLongest {
			t.Errorf("a wait of %v", wait)
		}
	})
}

// BenchmarkDecode is the reader's own part of BenchmarkSync: 10,000 comments by the hundred, from the bytes of an answer to mentions.
func BenchmarkDecode(b *testing.B) {
	const many = 10_000
	one := `{"id":"122100_900","message":"Quiero dos, ¿a qué hora?","created_time":"2026-11-22T09:00:00+0000","permalink_url":"https:\/\/www.facebook.com\/1\/posts\/2?comment_id=900",` +
		`"from":{"id":"77","name":"Vecina"}}`
	answer := []byte(`{"data":[` + strings.TrimSuffix(strings.Repeat(one+",", inboxPage), ",") + `],"paging":{"cursors":{"before":"QVFI","after":"QVFJ"},"next":"https://graph.facebook.com/x"}}`)
	c := &Client{acc: accounts.Account{RemoteID: "1"}, now: time.Now}
	post := postNode{ID: "1_122100"}
	b.ReportAllocs()
	for b.Loop() {
		for range many / inboxPage {
			var e edge[noteNode]
			if err := json.Unmarshal(answer, &e); err != nil || len(e.Data.Get()) != inboxPage {
				b.Fatal(err)
			}
			for _, n := range e.Data.Get() {
				if m := c.mention(heard{place: place{string(post.ID), string(n.ID)}, at: n.Created.Time, note: &n}); m.Text.IsZero() {
					b.Fatal("no text")
				}
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*many), "ns/mention")
}
