package twitter

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

func desk() *modern {
	return &modern{peer{acc: accounts.Account{ID: "A", Server: "https://api.x.example", RemoteID: "1", User: "luz", Host: Host}, now: time.Now}}
}

// FuzzAnswers reads anything as an answer of each kind: nothing panics, and what comes out may be printed.
func FuzzAnswers(f *testing.F) {
	for _, s := range []string{
		`{"data":[{"id":"2","text":"a &amp; b https://t.co/x","author_id":"3","created_at":"2026-11-22T10:00:00Z","entities":{"urls":[{"url":"https://t.co/x","expanded_url":"javascript:x","display_url":"\u202ex"},{"url":""}]}}],"meta":{"result_count":1}}`,
		`{"data":{"id":7,"note_post":{"text":"\u001b]52;c;eA==\u0007"},"attachments":{"media_keys":[null,"3_1"],"poll_ids":[1]}},"includes":{"media":[{"media_key":"3_1","type":"photo","url":"http://u:p@x/\n"}]}}`,
		`{"errors":[{"code":"88","message":["x"],"errors":[{"errors":[{}]}]}],"title":5,"type":"/","status":"x"}`,
		`{"data":[[],{},null,{"id":{}}],"includes":[],"meta":[]}`, `{"data":{"urls":{}}}`, `[]`, `null`, ``, "\xef\xbb\xbf{}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m := desk()
		var list page
		if json.Unmarshal(b, &list) == nil {
			for _, p := range list.Data.Get() {
				look(t, m, p, list)
			}
		}
		var one struct {
			Data     post
			Includes includes
		}
		if json.Unmarshal(b, &one) == nil {
			look(t, m, one.Data, list)
		}
		if p, ok := readProblem(b); ok {
			if v := judge(p, 403); v.class == accounts.OutcomeNone || v.code == "" {
				t.Errorf("a problem without a meaning: %s", b)
			}
			_ = partial("reading", p.all())
		}
	})
}

func look(t *testing.T, m *modern, p post, list page) {
	got := m.mention(p, list.Includes.Get().media(), m.learn("3", "vecina", string(p.Text)))
	said := m.said(p, list.Includes.Get().media(), somebody{})
	for _, s := range []accounts.Text{got.Text, got.AuthorName, said.Text} {
		if again, _ := accounts.SafeBlock(s.String()); again != s {
			t.Errorf("%q may not be printed", s)
		}
	}
	for _, l := range got.Links {
		if l.Openable() && !strings.HasPrefix(l.URL, "http") {
			t.Errorf("%+v can be opened", l)
		}
	}
	o := accounts.Outgoing{Text: string(p.Text), InReplyTo: p.ref("replied_to"), Visibility: accounts.Public}
	_ = m.matches(p, o, "")
	_ = values(p)
}

func TestShortHandles(t *testing.T) {
	p := desk()
	for in, want := range map[string]string{
		"@vecina@x.com hola": "@vecina hola", "@a@x.com @b@x.com": "@a @b", "(@a@x.com)": "(@a)", "@a@x.com.": "@a.", "@a@x.com, y": "@a, y",
		"@a@x.com.mx": "@a@x.com.mx", "@a@x.community": "@a@x.community", "a@x.com": "a@x.com", "@x.com": "@x.com", "@a@otro.example": "@a@otro.example", "": "",
		"correo: luz@x.com": "correo: luz@x.com", "@ñ@x.com": "@ñ@x.com", "@a@x.com/b": "@a/b",
	} {
		if got := p.shortHandles(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

// tenThousand are pages of a hundred mentions each, as the API gives them.
func tenThousand() [][]byte {
	var pages [][]byte
	for page := range 100 {
		var list []string
		for i := range 100 {
			id := 1460323737035600000 + page*100 + i
			list = append(list, fmt.Sprintf(`{"id":"%d","text":"@luz ¿Tenéis pan de centeno mañana? Lo vi en https://t.co/abc%d &amp; me gustó","author_id":"%d","created_at":"2026-11-22T10:00:00.000Z","lang":"es",
				"conversation_id":"%d","edit_history_tweet_ids":["%d"],"entities":{"mentions":[{"start":0,"end":4,"username":"luz","id":"1"}],
				"urls":[{"start":49,"end":72,"url":"https://t.co/abc%d","expanded_url":"https://luz.example.com/pan","display_url":"luz.example.com/pan"}]}}`, id, i, 100+i%50, id, id, i))
		}
		pages = append(pages, []byte(`{"data":[`+strings.Join(list, ",")+`],"meta":{"result_count":100}}`))
	}
	return pages
}

// BenchmarkSync10000 decodes ten thousand mentions and makes their texts safe. The figure of one mention is a ten-thousandth.
func BenchmarkSync10000(b *testing.B) {
	pages, m := tenThousand(), desk()
	from := m.learn("100", "vecina", "Vecina")
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, raw := range pages {
			var p page
			if err := json.Unmarshal(raw, &p); err != nil {
				b.Fatal(err)
			}
			by := p.Includes.Get().media()
			for _, x := range p.Data.Get() {
				if got := m.mention(x, by, from); got.Text.IsZero() {
					b.Fatal("an empty text")
				}
				n++
			}
		}
		if n != 10_000 {
			b.Fatalf("%d mentions", n)
		}
	}
}
