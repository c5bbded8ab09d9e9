package practice_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

// graph is a Facebook server with the keys of its page.
type graph struct {
	*bed
	keys practice.GraphKeys
}

func graphOf(t *testing.T) graph {
	t.Helper()
	b := start(t, practice.Options{Model: practice.Facebook, Host: "facebook.com"})
	return graph{b, b.s.GraphKeys(b.luz)}
}

func (g graph) proof(token string) string {
	mac := hmac.New(sha256.New, []byte(g.keys.AppSecret))
	mac.Write([]byte(token))
	return hex.EncodeToString(mac.Sum(nil))
}

// ask makes a call as the page, with its proof.
func (g graph) ask(method, path string, pairs ...string) answer {
	g.Helper()
	return g.as(g.luz.Token, method, path, pairs...)
}

func (g graph) as(token, method, path string, pairs ...string) answer {
	g.Helper()
	pairs = append(pairs, ":Authorization", "Bearer "+token, "appsecret_proof", g.proof(token))
	return g.call(method, "/"+practice.GraphVersion+path, pairs...)
}

// fails demands an error of the network.
func (a answer) fails(code int) answer {
	a.Helper()
	if a.status < 400 || a.num("error.code") != code || a.str("error.type") != "OAuthException" || a.str("error.fbtrace_id") == "" {
		a.Errorf("%d %s, want code %v", a.status, a.body, code)
	}
	return a
}

func TestGraphWantsTheProofAndTheHeader(t *testing.T) {
	g := graphOf(t)
	me := "/" + practice.GraphVersion + "/me"
	g.ask("GET", "/me").want(200).says(g.luz.ID)
	g.get(me).fails(100).says("appsecret_proof")
	g.get(me, "appsecret_proof", g.proof("another")).fails(100)
	g.call("GET", me, "access_token", g.luz.Token, "appsecret_proof", g.proof(g.luz.Token)).fails(190).says("header")
	g.call("POST", "/"+practice.GraphVersion+"/"+g.luz.ID+"/feed", "message", "x", "access_token", g.luz.Token, "appsecret_proof", g.proof(g.luz.Token)).fails(190)
	g.as("nobody", "GET", "/me").fails(190)
	if n := len(g.s.Statuses(g.luz)); n != 0 {
		t.Errorf("%d posts", n)
	}
	leaks := 0
	for _, r := range g.s.Requests() {
		if strings.Contains(r.Query, "access_token=") {
			leaks++
		}
	}
	if leaks != 1 {
		t.Errorf("%d of the calls with a token in the address are in the log, want 1", leaks)
	}
	g.s.Suspend(g.luz, true)
	g.ask("GET", "/me").fails(368)
}

func TestGraphTokens(t *testing.T) {
	g := graphOf(t)
	app := g.keys.AppID + "|" + g.keys.AppSecret
	debug := func(token string) answer { return g.as(app, "GET", "/debug_token", "input_token", token).want(200) }
	if a := debug(g.keys.UserToken); a.str("data.type") != "USER" || a.num("data.expires_at") != int(g.clock.now().Add(time.Hour).Unix()) {
		t.Error(a.body)
	}
	if a := debug(g.luz.Token); a.str("data.type") != "PAGE" || a.str("data.profile_id") != g.luz.ID || a.num("data.expires_at") != 0 {
		t.Error(a.body)
	}
	g.as(g.luz.Token, "GET", "/debug_token", "input_token", "x").fails(190)
	swap := func(secret, token string) answer {
		return g.call("POST", "/"+practice.GraphVersion+"/oauth/access_token", "grant_type", "fb_exchange_token", "client_id", g.keys.AppID, "client_secret", secret, "fb_exchange_token", token)
	}
	swap("wrong", g.keys.UserToken).fails(1)
	swap(g.keys.AppSecret, g.luz.Token).fails(190)
	long := swap(g.keys.AppSecret, g.keys.UserToken).want(200).str("access_token")
	g.as(g.luz.Token, "GET", "/me/accounts").fails(102)
	page := g.as(long, "GET", "/me/accounts").want(200).str("data.0.access_token")
	if page == long || debug(page).str("data.profile_id") != g.luz.ID {
		t.Error("the page's token is no page's")
	}
	g.as(g.keys.UserToken, "GET", "/"+g.luz.ID+"/feed").fails(210)
	g.clock.move(2 * time.Hour)
	g.as(g.keys.UserToken, "GET", "/me").fails(190).says("463")
	g.as(long, "GET", "/me").want(200)
	g.as(page, "GET", "/me").want(200).says(g.luz.ID)
}

func TestGraphPosts(t *testing.T) {
	g := graphOf(t)
	feed := "/" + g.luz.ID + "/feed"
	id := g.ask("POST", feed, "message", "Hoy hay roscón", "link", "https://luz.example/").want(200).str("id")
	if !strings.HasPrefix(id, g.luz.ID+"_") {
		t.Errorf("the id is %q", id)
	}
	g.ask("POST", feed, "message", "Hoy hay roscón", "link", "https://luz.example/").fails(506)
	g.ask("POST", feed, "message", "Otra cosa").want(200)
	g.ask("POST", feed, "message", "Hoy hay roscón").want(200)
	g.ask("POST", feed, "message", " ").fails(100)
	g.ask("POST", feed, "message", strings.Repeat("🥐", 63206/2+1)).fails(100).says("too long")
	g.ask("POST", feed, "message", "x", "attached_media[0]", `{"media_fbid":"1"}`).fails(100)
	g.ask("GET", "/"+id, "fields", "id,message,like_count").fails(100).says("like_count")
	g.ask("GET", "/"+id, "fields", "attachments{url}").want(200).says("https://luz.example/")
	g.ask("POST", "/"+id, "message", "Mañana").want(200)
	g.ask("GET", "/"+id).want(200).says("Mañana")
	g.ask("POST", "/"+id, "is_hidden", "true").fails(100)
	g.ask("DELETE", "/"+id).want(200)
	if a := g.ask("GET", "/"+id).fails(100); a.num("error.error_subcode") != 33 {
		t.Error(a.body)
	}
	g.s.GraphPermit(g.luz.Token, "pages_read_engagement")
	g.ask("POST", feed, "message", "x").fails(200).says("pages_manage_posts")
	g.ask("GET", "/"+g.luz.ID+"/tagged").fails(200).says("pages_read_user_content")
}

func TestGraphComments(t *testing.T) {
	g := graphOf(t)
	post := g.s.Post(g.luz, practice.Say{Text: "Hoy"})
	var last string
	for i := range 30 {
		g.clock.move(time.Second)
		last = g.s.Mention(g.ana, g.luz, practice.Say{Text: fmt.Sprint("nota ", i), InReplyTo: post})
	}
	g.s.Post(g.ana, practice.Say{Text: "y otra", InReplyTo: last})
	at := "/" + g.s.GraphID(post) + "/comments"
	seen, after := 0, ""
	for range 5 {
		a := g.ask("GET", at, "limit", "12", "filter", "stream", "order", "reverse_chronological", "after", after).want(200)
		for _, one := range a.at("data").([]any) {
			text := one.(map[string]any)["message"].(string)
			if seen == 0 && text != "y otra" || seen == 1 && !strings.HasSuffix(text, "nota 29") {
				t.Errorf("entry %d is %q", seen, text)
			}
			seen++
		}
		if after = a.str("paging.cursors.after"); !strings.Contains(a.body, `"next"`) {
			break
		}
	}
	if seen != 31 {
		t.Errorf("%d comments", seen)
	}
	if a := g.ask("GET", at, "limit", "100").want(200); len(a.at("data").([]any)) != 30 {
		t.Error("answers to comments stand among those of the post without filter=stream")
	}
	_, note, _ := strings.Cut(g.s.GraphID(last), "/")
	g.ask("POST", "/"+note, "is_hidden", "true").want(200)
	g.ask("GET", "/"+note, "fields", "is_hidden").want(200).says(`"is_hidden":true`)
	g.ask("POST", "/"+note, "message", "suyo").fails(200)
	for range 2 {
		g.ask("POST", "/"+note+"/likes").want(200)
	}
	g.ask("GET", "/"+note, "fields", "like_count,user_likes").want(200).says(`"like_count":1`).says(`"user_likes":true`)
	g.ask("DELETE", "/"+note+"/likes").want(200)
	g.ask("DELETE", "/"+note).want(200)
	g.ask("GET", "/"+note).fails(100)
	if s, err := g.s.Snapshot(); err != nil || !strings.Contains(string(s), `"Hidden":true`) {
		t.Errorf("what was hidden is not in the snapshot: %v", err)
	}
}

func TestGraphPhotosAndFigures(t *testing.T) {
	g := graphOf(t)
	r := g.request(http.MethodPost, "/"+practice.GraphVersion+"/"+g.luz.ID+"/photos", strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"appsecret_proof\"\r\n\r\n"+g.proof(g.luz.Token)+
		"\r\n--b\r\nContent-Disposition: form-data; name=\"published\"\r\n\r\nfalse\r\n--b\r\nContent-Disposition: form-data; name=\"alt_text_custom\"\r\n\r\nUn punto\r\n"+
		"--b\r\nContent-Disposition: form-data; name=\"source\"; filename=\"photo.png\"\r\nContent-Type: image/png\r\n\r\n"+string(dot())+"\r\n--b--\r\n"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	id := g.do(r).want(200).str("id")
	g.ask("GET", "/"+id, "fields", "alt_text_custom").want(200).says("Un punto")
	attach := `{"media_fbid":"` + id + `"}`
	g.ask("POST", "/"+g.luz.ID+"/feed", "message", "uno", "attached_media[0]", attach).want(200)
	g.ask("POST", "/"+g.luz.ID+"/feed", "message", "dos", "attached_media[0]", attach).fails(100)
	day := g.clock.now().Unix()
	figures := func(metric string, days int64) answer {
		return g.ask("GET", "/"+g.luz.ID+"/insights", "metric", metric, "period", "day", "since", fmt.Sprint(day-days*86400), "until", fmt.Sprint(day))
	}
	if a := figures("page_media_view,page_daily_follows", 3).want(200); len(a.at("data").([]any)) != 2 || len(a.at("data.0.values").([]any)) != 3 {
		t.Error(a.body)
	}
	figures("page_impressions", 3).fails(100).says("valid insights metric")
	figures("page_media_view", 91).fails(100).says("90 days")
}

func TestGraphUsage(t *testing.T) {
	g := graphOf(t)
	g.s.SetLimit(4, 30*time.Minute)
	for i := 1; i <= 4; i++ {
		a := g.ask("GET", "/me").want(200)
		if want := fmt.Sprintf(`"call_count":%d`, i*25); !strings.Contains(a.header.Get("X-Business-Use-Case-Usage"), want) {
			t.Errorf("%s, want %s", a.header.Get("X-Business-Use-Case-Usage"), want)
		}
	}
	if a := g.ask("GET", "/me").fails(32); !strings.Contains(a.header.Get("X-Business-Use-Case-Usage"), `"estimated_time_to_regain_access":30`) {
		t.Errorf("%v", a.header)
	}
	g.clock.move(31 * time.Minute)
	g.ask("GET", "/me").want(200)
}
