package twitter_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/twitter"
)

// oldStatus is a status of version 1.1 (https://developer.x.com/en/docs/x-api/v1/data-dictionary/object-model/tweet).
func oldStatus(id, text, more string) string {
	return `{"created_at":"Sun Nov 22 12:00:05 +0000 2026","id":` + id + `,"id_str":"` + id + `","full_text":"` + text + `","truncated":false,"user":{"id":2244994945,"id_str":"2244994945","name":"Luz","screen_name":"panaderialuz"},
		"retweet_count":1,"favorite_count":2,"lang":"es"` + more + `}`
}

func onOld(t *testing.T, a accounts.Account) *twitter.Client {
	t.Helper()
	old := accounts.NewSecret(strings.Replace(login.Reveal(), `"api":"2"`, `"api":"1.1"`, 1))
	return opened(t, a, old, twitter.Options{Now: func() time.Time { return noon }})
}

// TestOldCallsAreThoseOfTheOldAPI: paths, forms and their signature, which holds the fields of the form.
func TestOldCallsAreThoseOfTheOldAPI(t *testing.T) {
	parent := oldStatus("7", "¿Abrís?", "")
	mention := `{"created_at":"Sun Nov 22 11:00:00 +0000 2026","id":8,"full_text":"@panaderialuz mira https://t.co/a &amp; https://t.co/f","user":{"id":91,"name":"Vecina","screen_name":"vecina"},"in_reply_to_status_id":7,
		"entities":{"urls":[{"url":"https://t.co/a","expanded_url":"https://luz.example.com/x","display_url":"luz.example.com/x","indices":[19,33]}],"user_mentions":[{"screen_name":"panaderialuz"},{"screen_name":"otra"}]},
		"extended_entities":{"media":[{"id_str":"3","type":"animated_gif","media_url_https":"https://pbs.example.com/1.jpg","url":"https://t.co/f","expanded_url":"https://x.com/1"}]}}`
	a, _ := play(t,
		turn{ask: "GET /1.1/account/verify_credentials.json?include_entities=false&skip_status=true", answer: `{"id":2244994945,"name":"Luz","screen_name":"panaderialuz","followers_count":3}`},
		turn{ask: "GET /1.1/statuses/show.json?id=7&tweet_mode=extended", answer: parent},
		turn{ask: "POST /1.1/statuses/update.json", body: "auto_populate_reply_metadata=true&in_reply_to_status_id=7&status=%40vecina+S%C3%AD+%26+%3Cno%3E%2C++a+%2B+b&tweet_mode=extended", answer: oldStatus("9", "Sí", "")},
		turn{ask: "GET /1.1/statuses/mentions_timeline.json?count=200&since_id=6&tweet_mode=extended", answer: `[` + mention + `]`},
		turn{ask: "GET /1.1/statuses/mentions_timeline.json?count=200&max_id=7&since_id=6&tweet_mode=extended", answer: `[]`},
		turn{ask: "GET /1.1/statuses/user_timeline.json?count=200&include_rts=false&since_id=8&tweet_mode=extended&user_id=2244994945", answer: `[` + oldStatus("9", "@vecina Sí", `,"in_reply_to_status_id_str":"7"`) + `]`},
		turn{ask: "GET /1.1/statuses/user_timeline.json?count=200&include_rts=false&max_id=8&since_id=8&tweet_mode=extended&user_id=2244994945", answer: `[]`},
		turn{ask: "GET /1.1/search/tweets.json?count=10&lang=es&q=pan&result_type=recent&tweet_mode=extended", answer: `{"statuses":[` + mention + `],"search_metadata":{"count":1}}`},
		turn{ask: "POST /1.1/favorites/create.json?id=8", answer: mention},
		turn{ask: "POST /1.1/favorites/create.json?id=8", status: 403, answer: `{"errors":[{"code":139,"message":"You have already favorited this status."}]}`},
		turn{ask: "POST /1.1/statuses/unretweet/8.json", body: "id=8", status: 404, answer: `{"errors":[{"code":144,"message":"No status found with that ID."}]}`},
		turn{ask: "POST /1.1/friendships/create.json?user_id=91", answer: `{"id":91}`},
		turn{ask: "POST /1.1/statuses/destroy/9.json", body: "id=9", answer: oldStatus("9", "Sí", "")},
	)
	c := onOld(t, a)
	who, err := c.Who(t.Context())
	same(t, []any{who.RemoteID, who.User, who.Host}, err, "[2244994945 panaderialuz x.com]")
	o := out("@vecina@x.com Sí & <no>,  a + b")
	o.InReplyTo = "7"
	r, err := c.Send(t.Context(), o)
	same(t, r, err, "{9 https://x.com/panaderialuz/status/9 2026-11-22 12:00:05 +0000 UTC false false}")
	in, err := c.Inbox(t.Context(), "6", time.Time{})
	if err != nil || len(in.Mentions) != 1 || in.Cursor != "8" {
		t.Fatalf("%+v, %v", in, err)
	}
	m := in.Mentions[0]
	same(t, []any{m.Text, m.Author, m.InReplyTo, m.Addressed, m.Links[0].URL, m.Media}, nil,
		"[@panaderialuz mira luz.example.com/x & @vecina@x.com 7 [@otra@x.com] https://luz.example.com/x [{gifv https://pbs.example.com/1.jpg }]]")
	o.Text = "Sí"
	found, err := c.Find(t.Context(), o, "8")
	same(t, len(found), err, "1")
	got, err := c.Search(t.Context(), accounts.Search{Words: "pan", Language: "es-ES"})
	same(t, []any{len(got.Mentions), got.Cursor}, err, "[1 ]")
	for _, x := range []accounts.Outgoing{{Op: accounts.OpLike, Target: "8"}, {Op: accounts.OpLike, Target: "8"}, {Op: accounts.OpUnboost, Target: "8"}, {Op: accounts.OpFollow, Target: "91"}, {Op: accounts.OpDelete, Target: "9"}} {
		if _, err := c.Act(t.Context(), x); err != nil {
			t.Errorf("%s: %v", x.Op, err)
		}
	}
	if len(c.Charges()) > 0 {
		t.Error("the old API is free")
	}
}

// TestTheLibraryTakesNothingForASuccess: the answers of which go-twitter says that nothing went wrong.
func TestTheLibraryTakesNothingForASuccess(t *testing.T) {
	const ask, form = "POST /1.1/statuses/update.json", "status=Hola&tweet_mode=extended"
	for name, c := range map[string]struct {
		turn  turn
		class accounts.Outcome
		code  accounts.Code
	}{
		"a problem of version 2": {turn{status: 403, answer: `{"title":"Forbidden","detail":"You are not allowed to create a Tweet with duplicate content.","status":403}`}, accounts.OutcomeUnknown, accounts.CodeDuplicate},
		"an empty 503":           {turn{status: 503}, accounts.OutcomeUnknown, accounts.CodeUnknown},
		"a page of 503":          {turn{status: 503, answer: "<html>Over capacity</html>"}, accounts.OutcomeUnknown, accounts.CodeUnknown},
		"204":                    {turn{status: 204}, accounts.OutcomeUnknown, accounts.CodeUnknown},
		"an empty 200":           {turn{}, accounts.OutcomeUnknown, accounts.CodeUnknown},
		"another object":         {turn{answer: `{"hash":"x"}`}, accounts.OutcomeUnknown, accounts.CodeUnknown},
		"an error in a 200":      {turn{answer: `{"errors":[{"code":187,"message":"x"}]}`}, accounts.OutcomeUnknown, accounts.CodeUnknown},
		"an old error":           {turn{status: 403, answer: `{"errors":[{"code":186,"message":"Tweet needs to be a bit shorter."}]}`}, accounts.OutcomeRefused, accounts.CodeTooLong},
		"an old token":           {turn{status: 401, answer: `{"errors":[{"code":89,"message":"Invalid or expired token."}]}`}, accounts.OutcomeAuth, accounts.CodeAuth},
		"a limit":                {turn{status: 429, answer: `{"errors":[{"code":88,"message":"Rate limit exceeded"}]}`}, accounts.OutcomeLimit, accounts.CodeLimit},
		"a day's limit":          {turn{status: 403, answer: `{"errors":[{"code":185,"message":"User is over daily status update limit."}]}`}, accounts.OutcomeLimit, accounts.CodeLimit},
	} {
		c.turn.ask, c.turn.body = ask, form
		a, _ := play(t, c.turn)
		r, err := onOld(t, a).Send(t.Context(), out("Hola"))
		if e := accounts.AsErr(err); err == nil || e.Class != c.class || e.Code != c.code {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	for name, answer := range map[string]string{"nothing": "", "a page": "<html>", "an object": `{"id":1}`, "half": `[{"id":1`} {
		a, _ := play(t, turn{ask: "GET /1.1/statuses/mentions_timeline.json?count=200&since_id=6&tweet_mode=extended", answer: answer})
		if in, err := onOld(t, a).Inbox(t.Context(), "6", time.Time{}); err == nil || accounts.AsErr(err).Class != accounts.OutcomeUnknown {
			t.Errorf("%s: %+v, %v", name, in, err)
		}
	}
}

// TestWhatTheOldAPIHasNot is refused before anything leaves.
func TestWhatTheOldAPIHasNot(t *testing.T) {
	a, _ := play(t)
	c := onOld(t, a)
	_, upload := c.Upload(t.Context(), accounts.Media{Type: "image/png", Bytes: 1}, strings.NewReader("x"))
	_, volume := c.Volume(t.Context(), accounts.Search{Words: "pan"})
	_, measure := c.Measure(t.Context(), []string{"1"})
	withPoll, withFile := out("x"), out("x")
	withPoll.Poll, withFile.MediaIDs = &accounts.Poll{Options: []string{"a", "b"}}, []string{"1"}
	_, poll := c.Send(t.Context(), withPoll)
	_, file := c.Send(t.Context(), withFile)
	_, hide := c.Act(t.Context(), accounts.Outgoing{Op: accounts.OpHide, Target: "1"})
	for name, err := range map[string]error{"upload": upload, "volume": volume, "measure": measure, "poll": poll, "file": file, "hide": hide} {
		if e := accounts.AsErr(err); err == nil || e.Class != accounts.OutcomeRefused || e.Code != accounts.CodeUnsupported {
			t.Errorf("%s: %v", name, err)
		}
	}
}
