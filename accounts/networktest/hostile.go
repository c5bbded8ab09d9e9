package networktest

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

// hostileCase is one string of accounts/testdata/hostile.json.
type hostileCase struct {
	ID     string `json:"id"`
	In     string `json:"in"`
	Tail   string `json:"tail"`
	Repeat int    `json:"repeat"`
}

// corpus reads the strings that strangers send.
func corpus(t *testing.T) map[string]string {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	b, err := os.ReadFile(filepath.Join(filepath.Dir(here), "..", "testdata", "hostile.json"))
	if err != nil {
		t.Fatal(err)
	}
	var v struct{ Cases []hostileCase }
	if err := json.Unmarshal(b, &v); err != nil || len(v.Cases) == 0 {
		t.Fatalf("reading the corpus: %v, %d cases", err, len(v.Cases))
	}
	out := map[string]string{}
	for _, c := range v.Cases {
		out[c.ID] = literal(t, c.In) + strings.Repeat(literal(t, c.Tail), min(c.Repeat, 2000))
	}
	return out
}

var bareQuote = regexp.MustCompile(`\\.|"`)

// literal reads the body of a Go string literal in which quotes need no backslash.
func literal(t *testing.T, body string) string {
	t.Helper()
	quoted := bareQuote.ReplaceAllStringFunc(body, func(s string) string {
		if s == `"` {
			return `\"`
		}
		return s
	})
	s, err := strconv.Unquote(`"` + quoted + `"`)
	if err != nil {
		t.Fatalf("reading %q: %v", body, err)
	}
	return s
}

// testHostile has strangers say the corpus, as text, as mark-up, as content warning, as alt text and as their own name: what
// comes out of the adapter may be printed.
func testHostile(t *testing.T, f Fixture) {
	d := start(t, f)
	want := 0
	for _, in := range corpus(t) {
		d.Say(Words{HTML: "<p>" + in + `</p><a href="` + in + `">x</a>`, CW: in, Alt: in, Name: in, Text: "x"})
		want++
	}
	got := 0
	in := accounts.Inbox{}
	var err error
	for in.More = true; in.More; {
		in, err = d.net.Inbox(d.ctx(), in.Cursor, time.Time{})
		d.must("reading the corpus", err)
		got += len(in.Mentions)
		for _, m := range in.Mentions {
			d.printable(m)
		}
	}
	if got != want {
		t.Errorf("%d of %d arrived", got, want)
	}
}

// printable asserts that nothing of a mention can reach a terminal as it was sent.
func (d *desk) printable(m accounts.Mention) {
	d.t.Helper()
	d.safe(m.RemoteID, m.Text, m.CW, m.Author, m.AuthorName)
	d.safe(m.RemoteID, m.Addressed...)
	addresses := []string{m.URL, m.Language}
	for _, l := range m.Links {
		d.safe(m.RemoteID, l.Label, l.Host)
		addresses = append(addresses, l.URL)
	}
	for _, a := range m.Media {
		d.safe(m.RemoteID, a.Alt)
		addresses = append(addresses, a.URL, a.Kind)
	}
	for _, s := range addresses {
		if strings.ContainsFunc(s, unsafe) || strings.Contains(s, "\n") {
			d.t.Errorf("%s: an address holds what must not be printed: %q", m.RemoteID, s)
		}
	}
	if strings.Contains(m.Author.String()+m.AuthorName.String()+m.CW.String(), "\n") {
		d.t.Errorf("%s: a line holds a line break: %q %q %q", m.RemoteID, m.Author, m.AuthorName, m.CW)
	}
}

// testCancel cancels while a server holds its answer: the call returns, and a post is then of unknown outcome.
func testCancel(t *testing.T, f Fixture) {
	d := start(t, f)
	o := d.outgoing("Ahora no")
	for name, c := range map[string]struct {
		at   Place
		call func(context.Context) error
	}{
		"who":     {OnWho, func(ctx context.Context) error { _, err := d.net.Who(ctx); return err }},
		"inbox":   {OnInbox, func(ctx context.Context) error { _, err := d.net.Inbox(ctx, "", time.Time{}); return err }},
		"posting": {OnSend, func(ctx context.Context) error { _, err := d.net.Send(ctx, o); return err }},
	} {
		release := make(chan struct{})
		mend := d.Break(Fault{At: c.at, Do: Hold, Until: release})
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		err := c.call(ctx)
		cancel()
		close(release)
		mend()
		e := d.fault(err)
		if e == nil || !errors.Is(err, context.DeadlineExceeded) || e.Class != accounts.OutcomeUnknown {
			t.Errorf("%s: %v", name, err)
		}
		ctx, cancel = context.WithCancel(t.Context())
		cancel()
		if e := d.fault(c.call(ctx)); e == nil || e.Class != accounts.OutcomeNotSent {
			t.Errorf("%s, cancelled before: %v", name, e)
		}
	}
}

// testRevoked ends the token: every call says that the account must log in again.
func testRevoked(t *testing.T, f Fixture) {
	d := start(t, f)
	o := d.outgoing("Ya no puedo")
	mend := d.Break(jsonFault(403, `Not with \u001b]52;c;eA==\u0007 `+d.Token.Reveal()+` at https://u:p@otro.example/?access_token=`+d.Token.Reveal()))
	if _, err := d.net.Send(d.ctx(), o); err == nil || !strings.Contains(d.fault(err).Detail.String(), "Not with") {
		t.Errorf("a refusal that repeats the token: %v", err)
	}
	mend()
	d.Revoke()
	_, whoErr := d.net.Who(d.ctx())
	_, sendErr := d.net.Send(d.ctx(), o)
	_, inboxErr := d.net.Inbox(d.ctx(), "", time.Time{})
	_, findErr := d.net.Find(d.ctx(), o, "")
	for name, err := range map[string]error{"who": whoErr, "send": sendErr, "inbox": inboxErr, "find": findErr} {
		if e := d.fault(err); e == nil || e.Class != accounts.OutcomeAuth || e.Code != accounts.CodeAuth {
			t.Errorf("%s with a revoked token: %v", name, err)
		}
	}
}

// testIDs gives ids that would change the path of a request: none leaves.
func testIDs(t *testing.T, f Fixture) {
	d := start(t, f)
	id := d.Say(Words{Text: "Aquí estoy"})
	for _, bad := range []string{"", "..", "../../oauth/revoke", id + "/favourite", id + "?x=1", "%2e%2e", "a b", "a\r\nb", "ñ", strings.Repeat("1", 300)} {
		if _, err := d.net.Read(d.ctx(), bad); err == nil || d.fault(err).Class != accounts.OutcomeRefused {
			t.Errorf("reading %q: %v", bad, err)
		}
		if d.actor() {
			if _, err := d.net.(accounts.Actor).Act(d.ctx(), accounts.Outgoing{Op: accounts.OpLike, Target: bad}); err == nil || d.fault(err).Class != accounts.OutcomeRefused {
				t.Errorf("liking %q: %v", bad, err)
			}
		}
	}
	back, err := d.net.Read(d.ctx(), id)
	d.must("reading", err)
	if back.Counts.Likes > 0 {
		t.Errorf("one of them came through: %+v", back.Counts)
	}
}
