package mastodon

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

// odd is a client for tests that make no request.
func odd() *Client {
	return newClient(accounts.Account{Network: accounts.Mastodon, Server: "http://127.0.0.1:1", Host: "masto.example", RemoteID: "1"}, accounts.Secret{},
		Options{Now: func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }})
}

// TestOddFieldsLoseThemselvesAlone reads what the library's structs fail on: ids as numbers, arrays for objects, wrong types.
func TestOddFieldsLoseThemselvesAlone(t *testing.T) {
	const answer = `[
		{"id":7,"type":"mention","created_at":"ayer","account":{"id":3,"acct":"vecina","display_name":null},
		 "status":{"id":9007199254740993,"content":"<p>Hola</p>","visibility":7,"media_attachments":{},"mentions":null,"url":[],
		 "in_reply_to_id":12,"replies_count":"3","card":[],"application":[],"language":5}},
		{"id":"6","type":"pleroma:emoji_reaction","account":[],"status":[]},
		{"id":"5","type":{"x":1}},
		{"type":"mention"}, 17, "x", null, []
	]`
	var got page[notification]
	if err := json.Unmarshal([]byte(answer), &got); err != nil {
		t.Fatal(err)
	}
	in := odd().inbox(got, "", false)
	var seen []string
	for _, m := range in.Mentions {
		if m.RemoteID != "" {
			seen = append(seen, m.RemoteID)
		}
	}
	if strings.Join(seen, " ") != "5 6 7" || in.Cursor != "7" {
		t.Fatalf("read %q, cursor %q", seen, in.Cursor)
	}
	m := in.Mentions[len(in.Mentions)-1]
	if m.Text.String() != "Hola" || m.Author.String() != "@vecina@masto.example" || m.StatusID != "9007199254740993" || m.InReplyTo != "12" ||
		m.Visibility != accounts.Direct || m.At.IsZero() || m.Language != "" {
		t.Errorf("the odd mention is %+v", m)
	}
	if in.Mentions[len(in.Mentions)-2].Kind != accounts.OtherKind {
		t.Errorf("an unknown type is %v", in.Mentions[len(in.Mentions)-2].Kind)
	}
	for _, bad := range []string{`{"error":"x"}`, `"x"`, `7`, ``, `[`} {
		if json.Unmarshal([]byte(bad), &got) == nil {
			t.Errorf("%q was taken for a page", bad)
		}
	}
}

func TestVisibilityIsNeverWiderThanItWas(t *testing.T) {
	for in, want := range map[str]accounts.Visibility{
		"public": accounts.Public, "unlisted": accounts.Unlisted, "private": accounts.Followers, "direct": accounts.Direct,
		"local": accounts.Followers, "mutuals_only": accounts.Followers, "list": accounts.Direct, "": accounts.Direct, "todos": accounts.Direct,
	} {
		if got := visibility(in); got != want {
			t.Errorf("%q is %v, want %v", in, got, want)
		}
	}
}

func FuzzNotifications(f *testing.F) {
	f.Add(`[{"id":"1","type":"mention","account":{"id":"2","acct":"a@b.example"},"status":{"id":"3","content":"<p>x</p>","mentions":[{"acct":"c"}]}}]`)
	f.Add(`[{"id":1,"status":[]},null]`)
	f.Add(`[{"id":"\u001b[2J","account":{"acct":"\u202e@x","display_name":"\u009b31m"},"status":{"url":"https://a\u0000b","spoiler_text":"\r"}}]`)
	c := odd()
	f.Fuzz(func(t *testing.T, answer string) {
		var got page[notification]
		if json.Unmarshal([]byte(answer), &got) != nil {
			return
		}
		in := c.inbox(got, "", false)
		for _, m := range in.Mentions {
			texts := append([]accounts.Text{m.Text, m.CW, m.Author, m.AuthorName}, m.Addressed...)
			for _, x := range texts {
				if again, _ := accounts.SafeBlock(x.String()); again != x {
					t.Errorf("%q is not safe", x.String())
				}
			}
			if strings.ContainsFunc(m.URL+m.Language, func(r rune) bool { return r < ' ' || r > '~' }) {
				t.Errorf("an address may not be printed: %q %q", m.URL, m.Language)
			}
			if m.Visibility < accounts.Direct && m.StatusID != "" || m.Visibility > accounts.Public {
				t.Errorf("visibility %d", m.Visibility)
			}
		}
	})
}

func FuzzInstance(f *testing.F) {
	f.Add(`{"domain":"masto.example","version":"4.6.0","configuration":{"statuses":{"max_characters":500},"polls":{"max_options":4}}}`)
	f.Add(`{"uri":"https://p.example","version":"2.7.2 (compatible; Pleroma 2.9.1)","max_toot_chars":5000,"poll_limits":{"max_options":20},"pleroma":{"metadata":{"features":["editing"]}}}`)
	f.Add(`{"uri":"\u001b]0;x\u0007","version":"\u202e(compatible; x\u0000y 1)","configuration":[],"title":"\r\n"}`)
	f.Fuzz(func(t *testing.T, answer string) {
		var d document
		if json.Unmarshal([]byte(answer), &d) != nil {
			return
		}
		for _, name := range []string{"mastodon", "gotosocial", "pleroma", "pixelfed", "friendica", "snac", "otro"} {
			s := software{name: name, version: safeVersion(string(d.Version)), confirmed: true}
			can := s.abilities(d)
			l := s.limits(d, can)
			if l.Chars < 0 || l.Media < 0 || l.AltChars < 0 || l.ImageBytes < 0 || l.VideoBytes < 0 || l.PollOptions < 0 || l.PollLongest < 0 || l.Count.URLWeight < 0 {
				t.Errorf("%s: a limit below zero: %+v", name, l)
			}
			if strings.ContainsFunc(s.version+strings.Join(l.MediaTypes, ""), func(r rune) bool { return r < ' ' || r == 0x7f }) {
				t.Errorf("%s: %q, %q", name, s.version, l.MediaTypes)
			}
		}
		if h := d.host("https://luz.example"); !hostName().MatchString(h) {
			t.Errorf("the host is %q", h)
		}
	})
}
