package twitter_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

func out(text string) accounts.Outgoing {
	return accounts.Outgoing{Key: "K", Text: text, Visibility: accounts.Public, CreatedAt: noon}
}

// TestPostIsWrittenAsTheAPIWantsIt: https://docs.x.com/x-api/posts/create-post.
func TestPostIsWrittenAsTheAPIWantsIt(t *testing.T) {
	answer := `{"data":{"id":"1445880548472328192","text":"Hola","edit_history_tweet_ids":["1445880548472328192"]}}`
	reply, media, poll, paid := out("@vecina@x.com @otra@masto.example Sí"), out("Con foto"), out("¿Qué?"), out("Con Harinas Sol, buen pan")
	reply.InReplyTo = "1455953449422516226"
	media.MediaIDs = []string{"1455952740635586573", "1455952740635586574"}
	poll.Poll = &accounts.Poll{Options: []string{"Pan", "Bollos"}, Open: 90*time.Second + 5*time.Minute}
	paid.Paid = true
	for _, c := range []struct {
		o    accounts.Outgoing
		body string
	}{
		{out("Hola & <adiós>"), `{"text":"Hola \u0026 \u003cadiós\u003e"}`},
		{reply, `{"text":"@vecina @otra@masto.example Sí","reply":{"in_reply_to_tweet_id":"1455953449422516226"}}`},
		{media, `{"text":"Con foto","media":{"media_ids":["1455952740635586573","1455952740635586574"]}}`},
		{poll, `{"text":"¿Qué?","poll":{"options":["Pan","Bollos"],"duration_minutes":7}}`},
		{paid, `{"text":"Con Harinas Sol, buen pan","paid_partnership":true}`},
	} {
		a, _ := play(t, turn{ask: "POST /2/tweets", body: c.body, status: 201, answer: answer})
		r, err := on(t, a).Send(t.Context(), c.o)
		same(t, r, err, "{1445880548472328192 https://x.com/panaderialuz/status/1445880548472328192 2026-11-22 12:00:00 +0000 UTC false false}")
	}
}

// TestRefusalsOfPosts: the table of docs.x.com/x-api/fundamentals/response-codes-and-errors, in both shapes.
func TestRefusalsOfPosts(t *testing.T) {
	const problems = `https://api.twitter.com/2/problems/`
	problem := func(kind, title, detail string) string {
		return `{"title":"` + title + `","detail":"` + detail + `","type":"` + kind + `","status":403}`
	}
	reset := http.Header{"x-rate-limit-reset": {"1795350000"}}
	day := http.Header{"X-Rate-Limit-Reset": {"1795350000"}, "X-User-Limit-24hour-Remaining": {"0"}, "X-User-Limit-24hour-Reset": {"1795370000"}}
	for name, c := range map[string]struct {
		status int
		header http.Header
		body   string
		reply  bool
		class  accounts.Outcome
		code   accounts.Code
		until  int64
	}{
		"duplicate":        {403, nil, problem("about:blank", "Forbidden", "You are not allowed to create a Tweet with duplicate content."), false, accounts.OutcomeUnknown, accounts.CodeDuplicate, 0},
		"old duplicate":    {403, nil, `{"errors":[{"code":187,"message":"Status is a duplicate."}]}`, false, accounts.OutcomeUnknown, accounts.CodeDuplicate, 0},
		"unsummoned":       {403, nil, problem("about:blank", "Forbidden", "Reply to this conversation is not allowed because you have not been mentioned."), true, accounts.OutcomeRefused, accounts.CodeUnsummoned, 0},
		"no reason, reply": {403, nil, problem("about:blank", "Forbidden", "You are not permitted to perform this action."), true, accounts.OutcomeRefused, accounts.CodeUnsummoned, 0},
		"no reason, post":  {403, nil, problem("about:blank", "Forbidden", "You are not permitted to perform this action."), false, accounts.OutcomeRefused, accounts.CodeForbidden, 0},
		"parent gone":      {403, nil, problem("about:blank", "Forbidden", "You attempted to reply to a Tweet that is deleted or not visible to you."), true, accounts.OutcomeRefused, accounts.CodeNotFound, 0},
		"read only":        {403, nil, problem(problems+"oauth1-permissions", "Forbidden", "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint."), false, accounts.OutcomeAuth, accounts.CodeRights, 0},
		"no project":       {403, nil, problem(problems+"client-forbidden", "Client Forbidden", "When authenticating requests you must use keys from an App that is attached to a Project."), false, accounts.OutcomeRefused, accounts.CodeRights, 0},
		"app token":        {403, nil, problem(problems+"unsupported-authentication", "Unsupported Authentication", "Application-Only is forbidden for this endpoint."), false, accounts.OutcomeAuth, accounts.CodeAuth, 0},
		"old API":          {403, nil, `{"errors":[{"message":"You currently have access to a subset of X API V2 endpoints","code":453}]}`, false, accounts.OutcomeRefused, accounts.CodeRights, 0},
		"suspended":        {403, nil, problem("about:blank", "Forbidden", "Your account is suspended and is not permitted to access this feature."), false, accounts.OutcomeAuth, accounts.CodeAuth, 0},
		"token":            {401, nil, `{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}`, false, accounts.OutcomeAuth, accounts.CodeAuth, 0},
		"clock":            {401, nil, `{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Timestamp out of bounds."}`, false, accounts.OutcomeNotSent, accounts.CodeClock, 0},
		"credit":           {402, nil, `{"title":"CreditsDepleted","detail":"Your enrolled account does not have any credits to fulfill this request.","type":"` + problems + `credits"}`, false, accounts.OutcomeLimit, accounts.CodeCredit, 0},
		"402 of nobody":    {402, nil, `Payment Required`, false, accounts.OutcomeLimit, accounts.CodeCredit, 0},
		"cap":              {429, nil, `{"title":"UsageCapExceeded","detail":"Usage cap exceeded: Monthly product cap","type":"` + problems + `usage-capped","period":"Monthly"}`, false, accounts.OutcomeLimit, accounts.CodeCredit, 0},
		"window":           {429, reset, `{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}`, false, accounts.OutcomeLimit, accounts.CodeLimit, 1795350000},
		"day":              {429, day, `{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}`, false, accounts.OutcomeLimit, accounts.CodeLimit, 1795370000},
		"old rate":         {429, nil, `{"errors":[{"code":88,"message":"Rate limit exceeded"}]}`, false, accounts.OutcomeLimit, accounts.CodeLimit, 0},
		"too long":         {400, nil, `{"errors":[{"parameters":{"text":["…"]},"message":"Your Tweet text is too long."}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid.","type":"` + problems + `invalid-request"}`, false, accounts.OutcomeRefused, accounts.CodeTooLong, 0},
		"old upload":       {400, nil, `{"errors":[{"parameters":{"media.media_ids":["1"]},"message":"Your media IDs are invalid."}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid.","type":"` + problems + `invalid-request"}`, false, accounts.OutcomeRefused, accounts.CodeMedia, 0},
		"over capacity":    {503, nil, `<html><body>Over capacity</body></html>`, false, accounts.OutcomeUnknown, accounts.CodeUnknown, 0},
		"problem of 500":   {500, nil, problem("about:blank", "Internal Server Error", "Something is broken"), false, accounts.OutcomeUnknown, accounts.CodeUnknown, 0},
		"a proxy":          {403, nil, `<html>blocked by policy</html>`, false, accounts.OutcomeUnknown, accounts.CodeUnknown, 0},
		"no id":            {201, nil, `{"data":{"text":"Hola"}}`, false, accounts.OutcomeUnknown, accounts.CodeUnknown, 0},
		"errors alone":     {200, nil, `{"errors":[{"title":"x","detail":"y","type":"z"}]}`, false, accounts.OutcomeUnknown, accounts.CodeUnknown, 0},
	} {
		o, body := out("Hola"), `{"text":"Hola"}`
		if c.reply {
			o.InReplyTo, body = "7", `{"text":"Hola","reply":{"in_reply_to_tweet_id":"7"}}`
		}
		a, _ := play(t, turn{ask: "POST /2/tweets", body: body, status: c.status, header: c.header, answer: c.body})
		_, err := on(t, a).Send(t.Context(), o)
		e := accounts.AsErr(err)
		if err == nil || e.Class != c.class || e.Code != c.code || c.until == 0 && !e.Until.IsZero() || c.until > 0 && e.Until.Unix() != c.until {
			t.Errorf("%s: %v, class %v, until %v", name, err, e.Class, e.Until)
		}
	}
}

// TestTooLongSaysSo: the network gives no reason of its own for it.
func TestTooLongSaysSo(t *testing.T) {
	text := strings.Repeat("ñ", 281)
	a, _ := play(t, turn{ask: "POST /2/tweets", body: `{"text":"` + text + `"}`, status: 403, answer: `{"title":"Forbidden","detail":"You are not permitted to perform this action.","type":"about:blank"}`})
	if _, err := on(t, a).Send(t.Context(), out(text)); accounts.AsErr(err).Code != accounts.CodeTooLong {
		t.Error(err)
	}
}

// TestFilesGoUpInOneOrInSegments: https://docs.x.com/x-api/media/quickstart/media-upload-chunked.
func TestFilesGoUpInOneOrInSegments(t *testing.T) {
	a, _ := play(t,
		turn{ask: "POST /2/media/upload", body: "media_category=tweet_image media=media.png:image/png:3", answer: `{"data":{"id":"1146654567674912769","media_key":"3_1146654567674912769","size":3}}`},
		turn{ask: "POST /2/media/metadata", body: `{"id":"1146654567674912769","metadata":{"alt_text":{"text":"Una hogaza"}}}`, answer: `{"data":{"id":"1146654567674912769"}}`},
		turn{ask: "POST /2/media/upload/initialize", body: `{"media_category":"tweet_video","media_type":"video/mp4","total_bytes":4194305}`, answer: `{"data":{"id":"12","media_key":"13_12"}}`},
		turn{ask: "POST /2/media/upload/12/append", body: "segment_index=0 media=media.mp4:video/mp4:4194304", answer: `{"data":{"expires_at":1795350000}}`},
		turn{ask: "POST /2/media/upload/12/append", body: "segment_index=1 media=media.mp4:video/mp4:1", status: 204},
		turn{ask: "POST /2/media/upload/12/finalize", answer: `{"data":{"id":"12","media_key":"13_12","processing_info":{"state":"pending","check_after_secs":0}}}`},
		turn{ask: "GET /2/media/upload?command=STATUS&media_id=12", answer: `{"data":{"id":"12","processing_info":{"state":"succeeded","progress_percent":100}}}`},
		turn{ask: "POST /2/media/upload/initialize", body: `{"media_category":"tweet_gif","media_type":"image/gif","total_bytes":2}`, answer: `{"data":{"id":"14"}}`},
		turn{ask: "POST /2/media/upload/14/append", body: "segment_index=0 media=media.gif:image/gif:2", answer: `{"data":{}}`},
		turn{ask: "POST /2/media/upload/14/finalize", answer: `{"data":{"id":"14","processing_info":{"state":"failed","error":{"code":1,"name":"InvalidMedia","message":"file is broken"}}}}`},
	)
	c := on(t, a)
	id, err := c.Upload(t.Context(), accounts.Media{Name: "/home/ana/secreto.png", Type: "image/png", Bytes: 3, Alt: "Una hogaza"}, strings.NewReader("png"))
	same(t, id, err, "1146654567674912769")
	id, err = c.Upload(t.Context(), accounts.Media{Type: "video/mp4", Bytes: 4<<20 + 1}, bytes.NewReader(make([]byte, 4<<20+1)))
	same(t, id, err, "12")
	_, err = c.Upload(t.Context(), accounts.Media{Type: "image/gif", Bytes: 2}, strings.NewReader("gi"))
	same(t, nil, err, "uploading media: media: file is broken")
	_, err = c.Upload(t.Context(), accounts.Media{Type: "image/jpeg", Bytes: 6 << 20}, strings.NewReader(""))
	same(t, nil, err, "uploading media: media: 6291456 bytes are more than the 5242880 that X takes of image/jpeg")
}

// TestActsAreOneRequestEach: the paths of docs.x.com/x-api.
func TestActsAreOneRequestEach(t *testing.T) {
	const me = "/2/users/2244994945"
	gone := `{"title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found","detail":"Could not find tweet with id: [7]."}`
	for _, c := range []struct {
		op   accounts.Op
		turn turn
		code accounts.Code
	}{
		{accounts.OpDelete, turn{ask: "DELETE /2/tweets/7", answer: `{"data":{"deleted":true}}`}, ""},
		{accounts.OpDelete, turn{ask: "DELETE /2/tweets/7", status: 404, answer: gone}, ""},
		{accounts.OpDelete, turn{ask: "DELETE /2/tweets/7", status: 403, answer: `{"title":"Forbidden","detail":"You are not authorized to delete this Tweet.","type":"about:blank"}`}, accounts.CodeForbidden},
		{accounts.OpBoost, turn{ask: "POST " + me + "/retweets", body: `{"tweet_id":"7"}`, answer: `{"data":{"rest_id":"7","retweeted":true}}`}, ""},
		{accounts.OpBoost, turn{ask: "POST " + me + "/retweets", body: `{"tweet_id":"7"}`, status: 403, answer: `{"detail":"You have already retweeted this Tweet.","title":"Forbidden"}`}, ""},
		{accounts.OpBoost, turn{ask: "POST " + me + "/retweets", body: `{"tweet_id":"7"}`, status: 404, answer: gone}, accounts.CodeNotFound},
		{accounts.OpUnboost, turn{ask: "DELETE " + me + "/retweets/7", answer: `{"data":{"retweeted":false}}`}, ""},
		{accounts.OpMute, turn{ask: "POST " + me + "/muting", body: `{"target_user_id":"7"}`, answer: `{"data":{"muting":true}}`}, ""},
		{accounts.OpUnmute, turn{ask: "DELETE " + me + "/muting/7", status: 204}, ""},
		{accounts.OpHide, turn{ask: "PUT /2/tweets/7/hidden", body: `{"hidden":true}`, answer: `{"data":{"hidden":true}}`}, ""},
		{accounts.OpUnhide, turn{ask: "PUT /2/tweets/7/hidden", body: `{"hidden":false}`, answer: `{"data":{"hidden":false}}`}, ""},
	} {
		a, _ := play(t, c.turn)
		r, err := on(t, a).Act(t.Context(), accounts.Outgoing{Op: c.op, Target: "7"})
		if c.code == "" && (err != nil || r.RemoteID != "7" || r.At.IsZero()) || c.code != "" && (err == nil || accounts.AsErr(err).Code != c.code) {
			t.Errorf("%s: %+v, %v", c.op, r, err)
		}
	}
}
