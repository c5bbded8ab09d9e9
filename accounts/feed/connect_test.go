package feed_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"vocero/accounts"
	"vocero/accounts/feed"
	"vocero/accounts/practice"
)

const small = `<rss version="2.0"><channel><title>%s</title><link>/blog/</link><item><title>Uno</title><link>/uno</link></item></channel></rss>`

// web serves documents by path; one that begins with "->" is a redirect.
func web(t *testing.T, pages map[string]string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, there := pages[r.URL.Path]
		if to, is := strings.CutPrefix(text, "->"); is {
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
		if !there {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(text))
	}))
	t.Cleanup(s.Close)
	return s
}

func logIn(t *testing.T, in accounts.Answers) (accounts.Account, error) {
	t.Helper()
	a, _, err := feed.LogIn(t.Context(), accounts.Account{}, in, feed.Options{})
	return a, err
}

func TestWhichFeedOfAPage(t *testing.T) {
	link := func(kind, href, title string) string {
		return fmt.Sprintf(`<link rel="alternate" type="%s" href="%s" title="%s">`, kind, href, title)
	}
	rss, atom, js := "application/rss+xml", "application/atom+xml; charset=utf-8", "application/feed+json"
	for name, c := range map[string]struct{ head, want string }{
		"the only one":                     {link(rss, "/a.xml", ""), "/a.xml"},
		"the first of two":                 {link(atom, "b.xml", "") + link(rss, "/a.xml", ""), "/dir/b.xml"},
		"comments come last":               {link(rss, "/c.xml", "Blog » Comentarios") + link(rss, "/a.xml", "Blog » Feed"), "/a.xml"},
		"comments by their path":           {link(rss, "/comments/feed", "") + link(rss, "/a.xml", ""), "/a.xml"},
		"comments where there is no other": {link(rss, "/c.xml", "Comments"), "/c.xml"},
		"json":                             {link(js, "/j.json", ""), "/j.json"},
		"a base":                           {`<base href="/other/">` + link(rss, "x.xml", ""), "/other/x.xml"},
		"one that is dead":                 {link(rss, "/dead", "") + link(rss, "/a.xml", ""), "/a.xml"},
		"one that is no address":           {link(rss, "javascript:alert(1)", "") + link(rss, "http://otro.example/x", "") + link(rss, "/a.xml", ""), "/a.xml"},
		"an alternate of another kind":     {`<link rel="alternate" hreflang="en" href="/en">` + link("text/html", "/m", "") + link(rss, "/a.xml", ""), "/a.xml"},
		"several words in rel":             {`<LINK REL="Alternate home" TYPE="application/RSS+XML" HREF=/a.xml>`, "/a.xml"},
	} {
		feeds := map[string]string{"/dir/page": "<!-- x --><!DOCTYPE html><html><head><title>t</title>" + c.head + "</head><body>x"}
		for _, p := range []string{"/a.xml", "/dir/b.xml", "/c.xml", "/comments/feed", "/other/x.xml"} {
			feeds[p] = fmt.Sprintf(small, "Pan &amp; vino")
		}
		feeds["/j.json"] = `{"version":"https://jsonfeed.org/version/1","title":"Pan & vino","items":[]}`
		s := web(t, feeds)
		a, err := logIn(t, accounts.Answers{}.With("url", s.URL+"/dir/page"))
		if err != nil || a.RemoteID != s.URL+c.want || a.Name.String() != "Pan & vino" || a.User != "pan-vino" {
			t.Errorf("%s: %v, %s, %+v", name, err, a.RemoteID, a)
		}
	}
}

func TestWhatCannotBeHeard(t *testing.T) {
	s := web(t, map[string]string{"/none": "<html><head></head><body>nothing", "/text": "hola", "/empty": "", "/svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "/json": `{"a":1}`, "/list": `[1]`,
		"/loop": "->/loop", "/feed": fmt.Sprintf(small, ""), "/cut": "<rss><channel><item>"})
	for url, says := range map[string]string{
		"": "empty", "   ": "empty", "ht tp://x": "no web address", "ftp://blog.example/x": "TLS", "http://blog.example/feed": "TLS", "https://": "no web address",
		"https://ana:secreto@blog.example/": "give them apart", s.URL + "/none": "no feed", s.URL + "/text": "no feed", s.URL + "/empty": "no feed", s.URL + "/svg": "no feed",
		s.URL + "/json": "no feed", s.URL + "/list": "no feed", s.URL + "/loop": "circles", s.URL + "/absent": "404", s.URL + "/cut": "broken", "javascript:alert(1)": "",
	} {
		_, err := logIn(t, accounts.Answers{}.With("url", url))
		if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "secreto") {
			t.Errorf("%q: %v, want %q", url, err, says)
		}
	}
	if check := feed.Prompts()[0].Check; check("http://blog.example") == nil || check("blog.example/feed") != nil || check("feed:https://blog.example/x") != nil {
		t.Error("the address is not checked as it is typed")
	}
	a, err := logIn(t, accounts.Answers{}.With("url", s.URL+"/feed"))
	if err != nil || a.Name.String() != "127.0.0.1" || a.User != "127-0-0-1" || a.URL != s.URL+"/blog/" {
		t.Errorf("a feed without a title: %v, %+v", err, a)
	}
}

func TestALogInGoesOnlyWhereItBelongs(t *testing.T) {
	blog, forum := begin(t, practice.Blog), begin(t, practice.Forum)
	for _, d := range []*desk{blog, forum} {
		for name, c := range map[string]struct{ user, password string }{
			"no password": {d.own.Username, ""}, "no user": {"", d.own.Token}, "a wrong password": {d.own.Username, "CANARY_wrong"}, "another user": {"vecina", d.own.Token},
		} {
			_, err := logIn(t, answers(d.URL(), c.user, c.password))
			if err == nil || accounts.AsErr(err).Class != accounts.OutcomeAuth || strings.Contains(err.Error(), "CANARY") {
				t.Errorf("%s on %s: %v", name, d.Model(), err)
			}
		}
	}
	elsewhere, heard := elsewhere(t)
	host := strings.TrimSuffix(elsewhere, "/posts.json")
	evil := web(t, map[string]string{"/": `<link rel="https://api.w.org/" href="` + host + `/wp-json/">`, "/away": "->" + host + "/x", "/query": `<link rel="https://api.w.org/" href="/?rest_route=/">`,
		"/plain": "<p>x", "/feed": fmt.Sprintf(small, "")})
	for path, says := range map[string]string{"/": "must not go", "/away": "must not go", "/query": "permalinks", "/plain": "neither", "/feed": "neither"} {
		_, err := logIn(t, answers(evil.URL+path, "ana", "CANARY_evil_0123"))
		if err == nil || !strings.Contains(err.Error(), says) || accounts.AsErr(err).Code != accounts.CodeNotServer {
			t.Errorf("%s: %v, want %q", path, err, says)
		}
	}
	for _, h := range heard() {
		if strings.Contains(h, " ") {
			t.Errorf("the log-in was shown elsewhere: %s", h)
		}
	}
	blog.Suspend(blog.own, true)
	if _, err := logIn(t, answers(blog.URL(), blog.own.Username, blog.own.Token)); err == nil || accounts.AsErr(err).Code != accounts.CodeRights {
		t.Errorf("somebody who may not moderate: %v", err)
	}
}

func TestTheSoftwareIsFoundFromAnyOfItsAddresses(t *testing.T) {
	blog, forum := begin(t, practice.Blog), begin(t, practice.Forum)
	ana := forum.AddAccount("ana", "Ana")
	for _, c := range []struct {
		d          *desk
		path, page string
		who        *practice.Account
	}{
		{blog, "/", "/author/panaderialuz/", blog.own}, {blog, "/feed/", "/author/panaderialuz/", blog.own}, {blog, "/comments/feed/", "/author/panaderialuz/", blog.own},
		{forum, "/", "/latest", forum.own}, {forum, "/latest.rss", "/latest", forum.own}, {forum, "/c/pan/7", "/c/pan/7", forum.own}, {forum, "/", "/u/ana", ana},
	} {
		a, err := logIn(t, answers(c.d.URL()+c.path, "@"+c.who.Username, c.who.Token))
		if err != nil || a.URL != c.d.URL()+c.page || a.User != c.who.Username || a.RemoteID != c.who.ID || a.Server != c.d.URL() || a.Name.String() != c.who.DisplayName {
			t.Errorf("%s: %v, %+v", c.path, err, a)
		}
	}
	a, err := logIn(t, accounts.Answers{}.With("url", forum.URL()+"/latest.rss"))
	if err != nil || a.Instance.Software != accounts.SoftwareFeed {
		t.Errorf("without a key: %v, %+v", err, a)
	}
}
