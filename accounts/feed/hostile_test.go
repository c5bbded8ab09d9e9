package feed_test

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/feed"
	"vocero/accounts/practice"
)

// corpus reads what strangers write.
func corpus(t *testing.T) map[string]string {
	t.Helper()
	b, err := os.ReadFile("../testdata/hostile.json")
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Cases []struct {
			ID, In, Tail string
			Repeat       int
		}
	}
	if err := json.Unmarshal(b, &v); err != nil || len(v.Cases) < 50 {
		t.Fatalf("%v, %d cases", err, len(v.Cases))
	}
	read := func(s string) string {
		out, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.ReplaceAll(s, `\"`, `"`), `"`, `\"`) + `"`)
		if err != nil {
			t.Fatalf("reading %q: %v", s, err)
		}
		return out
	}
	out := map[string]string{}
	for _, c := range v.Cases {
		out[c.ID] = read(c.In) + strings.Repeat(read(c.Tail), min(c.Repeat, 500))
	}
	return out
}

// unsafe are the runes that no terminal may get from a stranger.
func unsafe(r rune) bool {
	return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == 0x61c || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff
}

// printable asserts that all of a mention may be printed.
func printable(t *testing.T, m accounts.Mention) {
	t.Helper()
	lines := []string{m.Author.String(), m.AuthorName.String(), m.URL, m.Language, m.RemoteID, m.AuthorID}
	for _, l := range m.Links {
		lines = append(lines, l.Label.String(), l.Host.String(), l.URL)
	}
	for _, a := range m.Media {
		lines = append(lines, a.URL, a.Kind, a.Alt.String())
	}
	for _, s := range lines {
		if strings.ContainsFunc(s, unsafe) || strings.Contains(s, "\n") && s != "" {
			t.Errorf("%s: %q may not be printed", m.RemoteID, s)
		}
	}
	if s := m.Text.String(); strings.ContainsFunc(s, unsafe) || len(s) > 70<<10 || strings.Contains(s, "\n\n\n") {
		t.Errorf("%s: the text may not be printed: %q", m.RemoteID, s)
	}
	if m.URL != "" && !strings.HasPrefix(m.URL, "http") {
		t.Errorf("%s: %q is opened", m.RemoteID, m.URL)
	}
}

func TestHostileFeeds(t *testing.T) {
	for _, path := range []string{"/feed", "/atom.xml", "/feed.json"} {
		p := open(t, path, feed.Options{})
		p.Trouble(practice.FeedTrouble{Items: 1000})
		all := corpus(t)
		for id, in := range all {
			p.Post(p.AddStranger("x"+id, in), practice.Say{Text: in + " " + id, HTML: "<p>" + in + `</p><a href="` + in + `">x</a>` + id})
		}
		p.say("Una noticia cualquiera, ñandú")
		in, err := p.client().Inbox(t.Context(), "", time.Time{})
		if err != nil || len(in.Mentions) != len(all)+1 {
			t.Fatalf("%s: %v, %d of %d arrived", path, err, len(in.Mentions), len(all)+1)
		}
		for _, m := range in.Mentions {
			printable(t, m)
		}
		if last := in.Mentions[len(all)].Text.String(); last != "Una noticia cualquiera, ñandú" {
			t.Errorf("%s: what stands beside it is %q", path, last)
		}
		if name, _ := p.client().Who(t.Context()); strings.ContainsFunc(name.Name.String(), unsafe) {
			t.Errorf("%s: the name is %q", path, name.Name)
		}
	}
}

func TestAFeedTakesNothing(t *testing.T) {
	p := open(t, "/feed", feed.Options{})
	p.say("Uno")
	c, had := p.client(), len(p.Requests())
	_, sendErr := c.Send(t.Context(), accounts.Outgoing{Key: "k", Text: "Hola", InReplyTo: "x", Visibility: accounts.Public})
	_, actErr := c.Act(t.Context(), accounts.Outgoing{Op: accounts.OpLike, Target: "x"})
	_, findErr := c.Find(t.Context(), accounts.Outgoing{Text: "Hola"}, "")
	_, readErr := c.Read(t.Context(), "x")
	_, newestErr := c.Newest(t.Context())
	_, threadErr := c.Thread(t.Context(), "x")
	_, searchErr := c.Search(t.Context(), accounts.Search{Words: "pan"})
	for name, err := range map[string]error{"send": sendErr, "act": actErr, "find": findErr, "read": readErr, "newest": newestErr, "thread": threadErr, "search": searchErr} {
		if e := accounts.AsErr(err); err == nil || e.Class != accounts.OutcomeRefused || e.Code != accounts.CodeUnsupported || !strings.Contains(err.Error(), "browser") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(p.Requests()) - had; n != 0 {
		t.Errorf("%d requests left", n)
	}
	for _, bad := range []string{"no", "{", `{"s":"short"}`, `[]`} {
		if _, err := c.Inbox(t.Context(), bad, time.Time{}); err == nil || accounts.AsErr(err).Class != accounts.OutcomeRefused {
			t.Errorf("the cursor %q: %v", bad, err)
		}
	}
	in, err := c.Instance(t.Context())
	if err != nil || in.Software != accounts.SoftwareFeed || p.acc.Able(accounts.ToReply).Can || !p.acc.Able(accounts.ToRead).Can {
		t.Errorf("%v, %+v", err, in)
	}
}

func TestAnAccountThatCannotBeOpened(t *testing.T) {
	good := accounts.Account{Server: "https://blog.example", RemoteID: "https://blog.example/feed"}
	if _, err := feed.New(good, accounts.Secret{}, feed.Options{}); err != nil {
		t.Errorf("without a secret: %v", err)
	}
	for name, c := range map[string]struct {
		a      accounts.Account
		secret string
	}{
		"a damaged secret": {good, "{"}, "plain http": {accounts.Account{Server: "http://blog.example", RemoteID: "https://blog.example/feed"}, "{}"},
		"no feed": {accounts.Account{Server: "https://blog.example"}, "{}"}, "a feed by ftp": {accounts.Account{Server: "https://blog.example", RemoteID: "ftp://x/y"}, ""},
	} {
		if _, err := feed.New(c.a, accounts.NewSecret(c.secret), feed.Options{}); err == nil {
			t.Errorf("%s: it was opened", name)
		}
	}
}

func TestPlacesOfOtherNetworksAreRefused(t *testing.T) {
	for _, m := range []practice.Model{practice.Blog, practice.Forum} {
		c := begin(t, m).open(t, accounts.Secret{})
		for _, bad := range []string{"no", "2026|", "{}", "1|2", "1|2|x", "../x"} {
			if _, err := c.Inbox(t.Context(), bad, time.Time{}); err == nil || accounts.AsErr(err).Class != accounts.OutcomeRefused {
				t.Errorf("%s: the cursor %q: %v", m, bad, err)
			}
		}
	}
}
