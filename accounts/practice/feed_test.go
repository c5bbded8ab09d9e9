package practice_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

func TestNewsInThreeFormats(t *testing.T) {
	b := of(t, practice.News)
	b.s.Post(b.ana, practice.Say{Text: "Pan & vino <hoy>\nMás abajo"})
	for path, want := range map[string][]string{
		"/feed":      {"application/rss+xml", "<title>Pan &amp; vino &lt;hoy&gt;</title>", "<dc:creator>Ana Ruiz</dc:creator>", "<![CDATA[<p>Pan &amp; vino"},
		"/atom.xml":  {"application/atom+xml", "<name>Ana Ruiz</name>", "<published>2026-11-20T09:00:00Z</published>", "&lt;p&gt;Pan"},
		"/feed.json": {"application/feed+json", `"title":"Pan & vino <hoy>"`, `"version":"https://jsonfeed.org/version/1.1"`},
		"/":          {"text/html", `href="/feed"`, `href="atom.xml"`, `href="/feed.json"`},
	} {
		a := b.get(path).want(200)
		for _, s := range want[1:] {
			if !strings.Contains(unescape.Replace(a.body), s) {
				t.Errorf("%s: no %q in %s", path, s, a.body)
			}
		}
		if !strings.HasPrefix(a.header.Get("Content-Type"), want[0]) {
			t.Errorf("%s is %s", path, a.header.Get("Content-Type"))
		}
	}
	for path, status := range map[string]int{"/rss.php": 301, "/f": 302} {
		if a := b.get(path).want(status); a.header.Get("Location") != b.s.URL()+"/feed" {
			t.Errorf("%s leads to %s", path, a.header.Get("Location"))
		}
	}
	b.get("/noticia/1").want(404)
	b.get("/api/v1/instance").want(404)
}

// unescape undoes what JSON makes of three signs.
var unescape = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&")

func TestValidatorsOfAFeed(t *testing.T) {
	b := of(t, practice.News)
	b.s.Post(b.ana, practice.Say{Text: "Uno"})
	first := b.get("/feed").want(200)
	etag := first.header.Get("ETag")
	if etag == "" || first.header.Get("Last-Modified") != "Fri, 20 Nov 2026 09:00:00 GMT" {
		t.Errorf("the validators are %v", first.header)
	}
	if a := b.get("/feed", ":If-None-Match", etag).want(304); a.body != "" {
		t.Errorf("with 304 came %q", a.body)
	}
	b.s.Post(b.ana, practice.Say{Text: "Dos"})
	b.get("/feed", ":If-None-Match", etag).want(200).says("Dos")
	b.s.Trouble(practice.FeedTrouble{Frozen: true})
	b.get("/feed", ":If-None-Match", etag).want(304)
	b.s.Trouble(practice.FeedTrouble{NoValidators: true})
	if a := b.get("/feed", ":If-None-Match", etag).want(200); a.header.Get("ETag") != "" {
		t.Errorf("it has validators: %v", a.header)
	}
}

func TestTroubleWithFeeds(t *testing.T) {
	b := of(t, practice.News)
	b.s.Post(b.ana, practice.Say{Text: "La Ñ de ñandú"})
	says := func(name string, o practice.FeedTrouble, fits func(a answer) bool) {
		b.s.Trouble(o)
		if a := b.get("/feed"); !fits(a) {
			t.Errorf("%s: %d, %.300q", name, a.status, a.body)
		}
	}
	says("gone", practice.FeedTrouble{Gone: true}, func(a answer) bool { return a.status == 410 })
	says("moved", practice.FeedTrouble{Moved: "http://127.0.0.1:9/x"}, func(a answer) bool { return a.status == 301 && a.header.Get("Location") == "http://127.0.0.1:9/x" })
	says("a page", practice.FeedTrouble{HTML: true}, func(a answer) bool { return a.status == 200 && strings.HasPrefix(a.body, "<!DOCTYPE html>") })
	says("latin-1", practice.FeedTrouble{Latin1: true}, func(a answer) bool {
		return strings.Contains(a.body, "\xf1and\xfa") && strings.Contains(a.body, `encoding="ISO-8859-1"`)
	})
	says("undeclared", practice.FeedTrouble{Undeclared: true}, func(a answer) bool {
		return strings.HasPrefix(a.body, "<rss") && !strings.Contains(a.header.Get("Content-Type"), "charset")
	})
	says("broken", practice.FeedTrouble{Broken: true}, func(a answer) bool { return !strings.Contains(a.body, "</rss>") })
	says("no dates", practice.FeedTrouble{NoDates: true}, func(a answer) bool { return !strings.Contains(a.body, "<pubDate>") })
	says("another day", practice.FeedTrouble{DateOff: 48 * time.Hour}, func(a answer) bool { return strings.Contains(a.body, "Sun, 22 Nov 2026") })
	says("no guid", practice.FeedTrouble{NoGUID: true}, func(a answer) bool { return !strings.Contains(a.body, "<guid") })
	says("other guids", practice.FeedTrouble{GUIDs: "x:"}, func(a answer) bool { return strings.Contains(a.body, `">x:http`) })
	says("entities", practice.FeedTrouble{Entities: true}, func(a answer) bool {
		return strings.Count(a.body, "<!ENTITY") == 10 && strings.Contains(a.body, "&lol9;")
	})
	says("deep", practice.FeedTrouble{Deep: 50}, func(a answer) bool { return strings.Count(a.body, "<x:y") == 50 })
	says("long", practice.FeedTrouble{Bytes: 1 << 20}, func(a answer) bool { return len(a.body) == 1<<20 })
	for range 5 {
		b.s.Post(b.ana, practice.Say{Text: "Otra"})
	}
	says("short", practice.FeedTrouble{Items: 2}, func(a answer) bool { return strings.Count(a.body, "<item>") == 2 })
	says("mended", practice.FeedTrouble{}, func(a answer) bool { return strings.Count(a.body, "<item>") == 6 })
}

// json sends a JSON body with a log-in of a blog or forum.
func (b *bed) json(method, path, body string, header ...string) answer {
	b.Helper()
	r := b.request(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Del("Authorization")
	if b.s.Model() == practice.Blog {
		r.SetBasicAuth("panaderialuz", b.luz.Token)
	} else {
		r.Header.Set("Api-Key", b.luz.Token)
		r.Header.Set("Api-Username", "panaderialuz")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return b.do(r)
}

func TestABlogAndItsComments(t *testing.T) {
	b := of(t, practice.Blog)
	article := b.s.Post(b.luz, practice.Say{Text: "Pan de centeno\nCómo lo hacemos", At: b.clock.now().Add(-time.Hour)})
	one := b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿Abrís?", InReplyTo: article})
	held := b.s.Mention(b.ana, b.luz, practice.Say{Text: "Oferta", InReplyTo: article, Visibility: "hold"})
	const path = "/wp-json/wp/v2/comments"
	ids := func(query string) []string { return b.json("GET", path+query, "").want(200).list("link") }
	if got := ids(""); len(got) != 1 || !strings.HasSuffix(got[0], "#comment-"+one) {
		t.Errorf("everybody sees %q", got)
	}
	if got := ids("?status=all&order=asc"); len(got) != 2 || !strings.HasSuffix(got[1], held) {
		t.Errorf("a moderator sees %q", got)
	}
	b.json("GET", path+"?per_page=101", "").want(400).says("rest_invalid_param")
	if got := ids("?after=2026-11-20T09:00:00Z"); len(got) != 0 {
		t.Errorf("after the very second there are %q", got)
	}
	if got := ids("?after=2026-11-20T08:59:59Z"); len(got) != 1 {
		t.Errorf("after the second before there are %q", got)
	}
	reply := `{"post":` + article + `,"parent":` + one + `,"content":"S\u00ed &amp; no"}`
	made := b.json("POST", path, reply).want(201)
	if got := b.s.Statuses(b.luz); len(got) != 1 || got[0].InReplyToID != one || got[0].Text != "Sí &amp; no" || made.str("status") != "approved" {
		t.Errorf("arrived is %+v", got)
	}
	b.json("POST", path, reply).want(409).says("comment_duplicate")
	b.json("POST", path, `{"post":5,"content":"x"}`).want(403).says("rest_comment_invalid_post_id")
	b.json("POST", path, `{"post":`+article+`,"parent":5,"content":"x"}`).want(404).says("rest_comment_invalid_parent")
	b.json("POST", path, `{"post":`+article+`,"content":" "}`).want(400).says("rest_comment_content_invalid")
	b.json("POST", path, `{"post":`+article+`,"content":"`+strings.Repeat("a", 65526)+`"}`).want(400).says("comment_content_column_length")
	b.json("POST", path+"/"+one, `{"status":"hold"}`).want(200).says(`"hold"`)
	if got := ids("?search=abr"); len(got) != 0 {
		t.Errorf("hidden, it is seen: %q", got)
	}
	b.json("DELETE", path+"/"+one, "").want(200).says(`"trash"`)
	b.json("DELETE", path+"/"+one, "").want(410).says("rest_already_trashed")
	b.json("GET", path+"/"+article, "").want(404)
	b.json("GET", "/wp-json/wp/v2/posts/"+article, "").want(200).says("Pan de centeno")
	b.json("GET", "/wp-json/wp/v2/posts/"+one, "").want(404)
	b.json("GET", "/comments/feed/", "").want(200)
	b.json("GET", "/feed/", "").want(200).says("Pan de centeno")
}

func TestTheLogInOfABlog(t *testing.T) {
	b := of(t, practice.Blog)
	me := "/wp-json/wp/v2/users/me"
	b.json("GET", me, "").want(200).says(`"slug":"panaderialuz"`)
	b.json("GET", me, "", "Authorization", "").want(401)
	b.json("GET", "/wp-json/", "", "Authorization", "Basic bm9ib2R5Ong=").want(401).says("invalid_username")
	b.json("GET", "/wp-json/wp/v2/comments?context=edit", "", "Authorization", "x").want(401).says("rest_forbidden_context")
	b.s.Suspend(b.luz, true)
	b.json("GET", "/wp-json/wp/v2/comments?context=edit", "").want(403).says("rest_forbidden_context")
	b.s.Suspend(b.luz, false)
	b.s.Revoke(b.luz.Token)
	b.json("GET", me, "").want(401).says("incorrect_password")
}

func TestAForumAndItsTopics(t *testing.T) {
	b := of(t, practice.Forum)
	topic := b.s.Mention(b.ana, b.luz, practice.Say{Text: "Horario\n¿Abrís?"})
	one := b.json("GET", "/posts/"+topic+".json", "").want(200)
	if one.num("post_number") != 1 || one.str("topic_title") != "@panaderialuz Horario" || one.at("reply_to_post_number") != nil {
		t.Error(one.body)
	}
	made := b.json("POST", "/posts.json", `{"raw":"Sí","topic_id":`+topic+`,"reply_to_post_number":1}`).want(200)
	if made.num("post_number") != 2 || made.num("reply_to_post_number") != 1 || made.str("reply_to_user.username") != "ana" {
		t.Error(made.body)
	}
	b.json("POST", "/posts.json", `{"raw":"Sí","topic_id":`+topic+`,"reply_to_post_number":1}`).want(422).says("too similar")
	b.json("POST", "/posts.json", `{"raw":"x","topic_id":5}`).want(404)
	b.json("POST", "/posts.json", `{"raw":"x"}`).want(422).says("Title")
	b.json("POST", "/posts.json", `{"raw":"","title":"x"}`).want(422).says("Body")
	b.json("POST", "/posts.json", `{"raw":"`+strings.Repeat("a", 32001)+`","title":"x"}`).want(422).says("too long")
	b.json("POST", "/posts.json", `{"raw":"Un tema","title":"Un tema","category":7}`).want(200).says(`"category_id":7`)
	b.json("GET", "/posts/by_number/"+topic+"/2.json", "").want(200).says(`"Sí"`)
	b.json("GET", "/posts/by_number/"+topic+"/9.json", "").want(404)
	b.json("GET", "/t/"+topic+"/1.json", "").want(200).says(`"stream"`)
	like := `{"id":` + topic + `,"post_action_type_id":2}`
	b.json("POST", "/post_actions.json", like).want(200).says(`"acted":true`)
	b.json("POST", "/post_actions.json", like).want(403).says("invalid_access")
	b.json("DELETE", "/post_actions/"+topic+".json?post_action_type_id=2", "").want(200)
	b.json("GET", "/search.json?q=abr+order:latest&page=1", "").want(200).says("blurb")
	b.json("GET", "/user_actions.json?username=panaderialuz&filter=4,5", "").want(200).says(`"action_type":5`)
	b.json("DELETE", "/posts/"+topic+".json", "").want(200)
	b.json("GET", "/posts/"+topic+".json", "").want(200).says(`"user_deleted":true`)
	b.json("GET", "/posts.rss", "").want(200).says("Un tema")
}

func TestTheLatestPostsLeadBack(t *testing.T) {
	b := of(t, practice.Forum)
	var first string
	for n := range 120 {
		if id := b.s.Mention(b.ana, b.luz, practice.Say{Text: "Hola"}); n == 69 {
			first = id
		}
	}
	read := func(before string) []any {
		return b.json("GET", "/posts.json?before="+before, "").want(200).at("latest_posts").([]any)
	}
	if n := len(read("")); n != 50 {
		t.Fatalf("a page has %d", n)
	}
	if n := len(read("0")); n != 50 {
		t.Errorf("before nothing there are %d", n)
	}
	if n := len(read(first)); n != 50 {
		t.Errorf("from the seventieth back a page has %d", n)
	}
	if n := len(read("5")); n != 0 {
		t.Errorf("before the first there are %d", n)
	}
}

func TestTheKeyOfAForum(t *testing.T) {
	b := of(t, practice.Forum)
	me := "/session/current.json"
	b.json("GET", me, "").want(200).says(`"admin":true`)
	b.json("GET", me, "", "Api-Key", "").want(404)
	b.json("GET", me, "", "Api-Username", "nadie").want(403).says("API username or key")
	b.json("POST", "/posts.json", "{}", "Api-Key", "").want(403).says("not_logged_in")
	b.s.SetLimit(2, time.Minute)
	b.json("GET", me, "").want(200)
	b.json("GET", me, "").want(200)
	if n := b.json("GET", me, "").want(429).num("extras.wait_seconds"); n < 1 {
		t.Errorf("one waits %d seconds", n)
	}
	b.clock.move(time.Minute)
	b.json("GET", me, "").want(200)
	b.s.Revoke(b.luz.Token)
	b.json("GET", me, "").want(403)
}

func TestBlogAndForumSurviveASnapshot(t *testing.T) {
	for _, m := range []practice.Model{practice.Blog, practice.Forum, practice.News} {
		b := of(t, m)
		id := b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿Abrís?"})
		snap, err := b.s.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		c := of(t, m)
		if err := c.s.Restore(snap); err != nil {
			t.Fatal(err)
		}
		path := map[practice.Model]string{practice.Blog: "/wp-json/wp/v2/comments/" + id, practice.Forum: "/posts/" + id + ".json", practice.News: "/noticia/" + id}[m]
		if a := c.json("GET", path, "", "Authorization", ""); m == practice.News && a.status != http.StatusOK || a.status == http.StatusNotFound {
			t.Errorf("%s: %d %s", m, a.status, a.body)
		}
	}
}
