package practice_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

// roundTripTo sends every request to another server before it is signed.
func roundTripTo(address string, base http.RoundTripper) http.RoundTripper {
	to, _ := url.Parse(address)
	return roundTrip(func(r *http.Request) (*http.Response, error) {
		r = r.Clone(r.Context())
		r.URL.Scheme, r.URL.Host, r.Host = to.Scheme, to.Host, ""
		return base.RoundTrip(r)
	})
}

func TestXSnapshot(t *testing.T) {
	b := onX(t)
	b.s.SetV1(true)
	b.s.SetChars(b.luz, 4000)
	own := b.tweet("Hoy hay pan en tienda.es")
	rude := b.s.Post(b.ana, practice.Say{Text: "caro", InReplyTo: own})
	quote := b.s.Quote(b.ana, own, practice.Say{Text: "mirad"})
	b.put("PUT", "/2/tweets/"+rude+"/hidden", fields{"hidden": true}).want(200)
	before := b.get("/2/tweets", "ids", own+","+rude+","+quote, "tweet.fields", "entities,referenced_tweets,conversation_id").want(200).body
	bill := b.s.Bill(b.luz)
	shot, err := b.s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	c := onX(t)
	if err := c.s.Restore(shot); err != nil {
		t.Fatal(err)
	}
	c.luz = c.s.Accounts()[0]
	key, secret, token, tokenSecret := b.s.Keys(b.luz)
	if k, s, o, os := c.s.Keys(c.luz); k != key || s != secret || o != token || os != tokenSecret {
		t.Error("the keys have changed")
	}
	c.http = signing(c.s, c.luz)
	after := c.get("/2/tweets", "ids", own+","+rude+","+quote, "tweet.fields", "entities,referenced_tweets,conversation_id").want(200).body
	if before != after {
		t.Errorf("%s\n%s", before, after)
	}
	if c.s.Bill(c.luz) != bill || !c.s.IsHidden(rude) {
		t.Errorf("%d, want %d", c.s.Bill(c.luz), bill)
	}
	c.form("/1.1/statuses/update.json", "status", strings.Repeat("pan ", 100)).want(200)
	for _, part := range []string{"Extra", "Bills", "Asked", "Files"} {
		bad := strings.Replace(string(shot), `"`+part+`":{`, `"`+part+`":{"x":null,`, 1)
		if bad == string(shot) || c.s.Restore([]byte(strings.Replace(bad, `,}`, `}`, 1))) == nil {
			t.Errorf("an empty entry in %s is no damage", part)
		}
	}
}

func TestXMeetsFaults(t *testing.T) {
	b := onX(t)
	cut := func(do practice.Action) *http.Response {
		t.Helper()
		remove := b.s.Fault(practice.Fault{Path: "/2/tweets", Exact: true, Account: "panaderialuz", Do: do})
		defer remove()
		r := b.ask("POST", "/2/tweets", "application/json", []byte(`{"text":"`+string(do)+`"}`))
		resp, err := b.http.Do(r)
		if err != nil {
			return nil
		}
		_ = resp.Body.Close()
		return resp
	}
	if cut(practice.StoreCut) != nil || cut(practice.CutBefore) != nil {
		t.Error("an answer came through a cut")
	}
	if got := cut(practice.Answer); got == nil || got.StatusCode != 500 {
		t.Error(got)
	}
	if list := b.s.Statuses(b.luz); len(list) != 1 || list[0].Text != "store-cut" {
		t.Errorf("%+v", list)
	}
	remove := b.s.Fault(practice.Fault{Path: "/2/tweets", Do: practice.NoID})
	if got := b.put("POST", "/2/tweets", fields{"text": "sin id"}).want(201); got.at("data.id") != nil || got.str("data.text") != "sin id" {
		t.Error(got.body)
	}
	remove()
	if n := b.s.Count("POST", "/2/tweets"); n != 4 {
		t.Errorf("%d requests", n)
	}
}

func TestXPublicAnswers(t *testing.T) {
	b := onX(t)
	b.s.Answer(true, func() time.Duration { return time.Minute })
	b.s.Chatter("es", func() time.Duration { return time.Hour })
	b.tweet("Hoy hay pan de centeno para todos")
	b.clock.move(90 * time.Minute)
	got := b.get("/2/users/"+b.luz.ID+"/mentions", "expansions", "author_id", "tweet.fields", "entities").want(200)
	if got.num("meta.result_count") < 2 {
		t.Fatal(got.body)
	}
	for _, u := range got.at("includes.users").([]any) {
		if name := u.(fields)["username"].(string); strings.ContainsAny(name, "@.-") || len(name) > 15 {
			t.Errorf("%q is no name on X", name)
		}
	}
	for text := range strings.SplitSeq(got.listed("text"), "|") {
		if !strings.Contains(text, "@panaderialuz") {
			t.Errorf("%q names nobody", text)
		}
	}
	id := got.str("data.0.id")
	b.put("POST", "/2/tweets", fields{"text": "¡Gracias!", "reply": fields{"in_reply_to_tweet_id": id}}).want(201)
}

func TestXHostileText(t *testing.T) {
	b := onX(t)
	id := b.s.Mention(b.ana, b.luz, practice.Say{HTML: "\x1b[31m@panaderialuz <b>hola</b>\u202e"})
	got := b.get("/2/tweets/" + id).want(200)
	if got.str("data.text") != "\x1b[31m@panaderialuz &lt;b&gt;hola&lt;/b&gt;\u202e" {
		t.Errorf("%q", got.str("data.text"))
	}
}
