package feed_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/feed"
	"vocero/accounts/practice"
)

// portal is a practice portal with an account that follows its feed.
type portal struct {
	*practice.Server
	t    *testing.T
	eva  *practice.Account
	acc  accounts.Account
	opt  feed.Options
	last string // cursor
}

func open(t *testing.T, path string, o feed.Options) *portal {
	t.Helper()
	s, err := practice.Start(practice.Options{Model: practice.News, Host: "diario.example", Title: "Diario del Barrio", Now: o.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	p := &portal{Server: s, t: t, eva: s.AddStranger("eva@diario.example", "Eva Ruiz"), opt: o}
	p.acc, _, err = feed.LogIn(t.Context(), accounts.Account{ID: "01J0000000000000000000LUZ0"}, accounts.Answers{}.With("url", s.URL()+path), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *portal) client() *feed.Client {
	p.t.Helper()
	c, err := feed.New(p.acc, accounts.NewSecret("{}"), p.opt)
	if err != nil {
		p.t.Fatal(err)
	}
	return c
}

func (p *portal) say(text string) { p.Post(p.eva, practice.Say{Text: text}) }

// hear reads on and returns the first lines of what is new.
func (p *portal) hear() []string {
	p.t.Helper()
	in, err := p.client().Inbox(p.t.Context(), p.last, time.Time{})
	if err != nil {
		p.t.Fatal(err)
	}
	p.last = in.Cursor
	var out []string
	for _, m := range in.Mentions {
		line, _, _ := strings.Cut(m.Text.String(), "\n")
		out = append(out, line)
	}
	return out
}

func (p *portal) want(doing string, want ...string) {
	p.t.Helper()
	if got := p.hear(); strings.Join(got, "|") != strings.Join(want, "|") {
		p.t.Errorf("%s: %q, want %q", doing, got, want)
	}
}

func TestAFeedIsFoundAndHeard(t *testing.T) {
	for _, path := range []string{"/", "/feed", "/atom.xml", "/feed.json", "/f", "/rss.php"} {
		t.Run(path, func(t *testing.T) {
			p := open(t, path, feed.Options{})
			if p.acc.User != "diario-del-barrio" || p.acc.Host != "127.0.0.1" || p.acc.Name.String() != "Diario del Barrio" || p.acc.Instance.Software != accounts.SoftwareFeed ||
				p.acc.URL != p.URL()+"/" || p.acc.Network != accounts.Feed {
				t.Errorf("the account is %+v", p.acc)
			}
			want := map[string]string{"/": "/feed", "/rss.php": "/feed"}[path]
			if want == "" {
				want = path
			}
			if p.acc.RemoteID != p.URL()+want {
				t.Errorf("the feed is %s, want %s", p.acc.RemoteID, want)
			}
			p.Post(p.eva, practice.Say{Text: "Muy viejo", At: time.Now().Add(-10 * 24 * time.Hour)})
			p.Post(p.eva, practice.Say{Text: "Pan & vino en la plaza\nMás en https://luz.example/carta", At: time.Now().Add(-time.Hour)})
			in, err := p.client().Inbox(t.Context(), "", time.Time{})
			if err != nil || len(in.Mentions) != 1 {
				t.Fatalf("%v: %+v", err, in)
			}
			m := in.Mentions[0]
			if !strings.HasPrefix(m.Text.String(), "Pan & vino en la plaza") || strings.Count(m.Text.String(), "Pan & vino") != 1 || m.Kind != accounts.Talk || m.Author.String() != "@eva-ruiz@127.0.0.1" ||
				m.AuthorName.String() != "Eva Ruiz" || !strings.HasPrefix(m.URL, p.URL()+"/noticia/") || len(m.Links) != 1 || m.Account != p.acc.ID || time.Since(m.At).Abs() > 2*time.Hour {
				t.Errorf("the mention is %+v", m)
			}
			p.last = in.Cursor
			p.want("nothing new")
			p.say("Otra")
			p.want("one more", "Otra")
			p.want("nothing new again")
		})
	}
}
