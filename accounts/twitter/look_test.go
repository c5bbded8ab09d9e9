package twitter_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/twitter"
)

const (
	media  = "&media.fields=type,url,preview_image_url,alt_text"
	fields = "attachments.media_keys" + media
	people = "&user.fields=name,username"
)

// answer2 is a page of mentions as the API gives it (https://docs.x.com/x-api/users/get-mentions).
const answer2 = `{"data":[
 {"id":"1460323737035677698","text":"@panaderialuz @otra ¿Abrís hoy? https://t.co/abcdefghij &amp; más https://t.co/foto","author_id":"91","created_at":"2026-11-22T11:00:00.000Z","lang":"es",
  "conversation_id":"1460323737035677690","referenced_tweets":[{"type":"replied_to","id":"1460323737035677690"}],"attachments":{"media_keys":["3_1"]},
  "entities":{"mentions":[{"start":0,"end":13,"username":"panaderialuz","id":"2244994945"},{"start":14,"end":19,"username":"otra","id":"92"}],
   "urls":[{"start":32,"end":55,"url":"https://t.co/abcdefghij","expanded_url":"https://luz.example.com/horario","display_url":"luz.example.com/horario"},
    {"start":60,"end":80,"url":"https://t.co/foto","expanded_url":"https://x.com/vecina/status/1460323737035677698/photo/1","display_url":"pic.x.com/foto","media_key":"3_1"}]}},
 {"id":"1460323737035677697","text":"@panaderialuz gracias","author_id":"93","created_at":"2026-11-22T10:00:00.000Z","lang":"und","note_tweet":{"text":"@panaderialuz gracias por todo, de verdad"}}],
 "includes":{"media":[{"media_key":"3_1","type":"photo","url":"https://pbs.example.com/1.jpg","alt_text":"Un cartel"}]},
 "meta":{"newest_id":"1460323737035677698","oldest_id":"1460323737035677697","result_count":2}}`

func TestMentionsAreReadWithTheirAuthorsOnce(t *testing.T) {
	ask := "GET /2/users/2244994945/mentions?expansions=attachments.media_keys&max_results=100" + media + "&%s&tweet.fields=author_id,created_at,lang,entities,referenced_tweets,attachments,note_tweet"
	a, _ := play(t,
		turn{ask: fmt.Sprintf(ask, "start_time=2026-11-15T12:00:00Z"), answer: answer2},
		turn{ask: "GET /2/users?ids=91,93" + people, answer: `{"data":[{"id":"91","name":"Vecina \u202e","username":"vecina"}],"errors":[{"resource_id":"93","title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found"}]}`},
		turn{ask: fmt.Sprintf(ask, "since_id=1460323737035677698"), answer: `{"data":[{"id":"1460323737035677699","text":"RT","author_id":"91","created_at":"2026-11-22T11:30:00.000Z","referenced_tweets":[{"type":"retweeted","id":"5"}]}],"meta":{"result_count":1}}`},
		turn{ask: fmt.Sprintf(ask, "since_id=1460323737035677699"), answer: `{"meta":{"result_count":0}}`},
	)
	c := on(t, a)
	in, err := c.Inbox(t.Context(), "", time.Time{})
	if err != nil || len(in.Mentions) != 2 || in.Cursor != "1460323737035677698" || in.More {
		t.Fatalf("%+v, %v", in, err)
	}
	m := in.Mentions[1]
	same(t, m.Text, nil, "@panaderialuz @otra ¿Abrís hoy? luz.example.com/horario & más")
	same(t, []any{m.Author, m.AuthorName, m.AuthorID, m.Flags, m.Addressed, m.InReplyTo, m.Language, m.URL}, nil,
		"[@vecina@x.com Vecina  91 1 [@otra@x.com] 1460323737035677690 es https://x.com/vecina/status/1460323737035677698]")
	same(t, m.Links, nil, "[{luz.example.com/horario https://luz.example.com/horario luz.example.com 0}]")
	same(t, m.Media, nil, "[{image https://pbs.example.com/1.jpg Un cartel}]")
	m = in.Mentions[0]
	same(t, []any{m.Text, m.Author, m.AuthorID, m.Language, m.URL}, nil, "[@panaderialuz gracias por todo, de verdad  93  https://x.com/i/status/1460323737035677697]")
	in, err = c.Inbox(t.Context(), in.Cursor, time.Time{})
	if err != nil || len(in.Mentions) != 1 || in.Mentions[0].Kind != accounts.Boost || in.Mentions[0].StatusID != "5" {
		t.Errorf("%+v, %v", in, err)
	}
	in, err = c.Inbox(t.Context(), in.Cursor, time.Time{})
	same(t, in, err, "{[] 1460323737035677699 false}")
}

// TestPartialAnswers: a success that holds errors in the place of what was asked for.
func TestPartialAnswers(t *testing.T) {
	problem := func(kind string) string {
		return `{"errors":[{"value":"7","detail":"Sorry","title":"x","resource_type":"tweet","parameter":"id","resource_id":"7","type":"https://api.twitter.com/2/problems/` + kind + `"}]}`
	}
	ask := "GET /2/tweets/7?expansions=" + fields + "&tweet.fields=author_id,created_at,lang,entities,referenced_tweets,attachments,note_tweet,public_metrics"
	for answer, want := range map[string]accounts.Code{
		problem("resource-not-found"):          accounts.CodeNotFound,
		problem("not-authorized-for-resource"): accounts.CodeForbidden,
		`{"data":{"id":"8","text":"otro"}}`:    accounts.CodeNotServer,
		`{"data":null}`:                        accounts.CodeNotServer,
		`{"data":[]}`:                          accounts.CodeNotServer,
		`{}`:                                   accounts.CodeNotServer,
		`null`:                                 accounts.CodeNotServer,
	} {
		a, _ := play(t, turn{ask: ask, answer: answer})
		if _, err := on(t, a).Read(t.Context(), "7"); err == nil || accounts.AsErr(err).Code != want {
			t.Errorf("%s: %v", answer, err)
		}
	}
	// One odd field of one of three posts hides nothing else, and names are read in both spellings.
	a, _ := play(t, turn{ask: ask, answer: `{"data":{"id":7,"text":"Hola","created_at":5,"author_id":2244994945,"entities":[],"attachments":"x","referenced_posts":[null,{"type":"replied_to","id":6}],
		"public_metrics":{"like_count":"3","repost_count":2,"reply_count":null}},"includes":[]}`})
	r, err := on(t, a).Read(t.Context(), "7")
	same(t, []any{r.Text, r.InReplyTo, r.Counts, r.Receipt.URL}, err, "[Hola 6 {3 2 -1} https://x.com/panaderialuz/status/7]")
}

func TestOwnPostsAreFoundByTheirTrueText(t *testing.T) {
	const ask = "GET /2/users/2244994945/tweets?exclude=retweets&max_results=100&%s&tweet.fields=created_at,entities,referenced_tweets,attachments,note_tweet"
	answer := `{"data":[
	 {"id":"30","text":"@vecina Mira https://t.co/abcdefghij &amp; tienda.es","created_at":"2026-11-22T12:00:05.000Z","referenced_tweets":[{"type":"replied_to","id":"7"}],
	  "entities":{"urls":[{"url":"https://t.co/abcdefghij","expanded_url":"https://Luz.example.com/pan%20duro/","display_url":"luz.example.com/pan duro"}]}},
	 {"id":"29","text":"Mira otra cosa","created_at":"2026-11-22T12:00:04.000Z","referenced_tweets":[{"type":"replied_to","id":"7"}]},
	 {"id":"28","text":"Mira https://luz.example.com/pan%20duro & tienda.es","created_at":"2026-11-22T11:00:00.000Z","referenced_tweets":[{"type":"replied_to","id":"7"}]}],"meta":{"result_count":3}}`
	a, _ := play(t, turn{ask: fmt.Sprintf(ask, "start_time=2026-11-22T11:54:00Z"), answer: answer}, turn{ask: fmt.Sprintf(ask, "since_id=30"), answer: `{"meta":{"result_count":0}}`},
		turn{ask: "GET /2/users/2244994945/tweets?max_results=5", answer: answer}, turn{ask: fmt.Sprintf(ask, "since_id=30"), answer: `{"data":[]}`})
	o := out("Mira   https://luz.example.com/pan duro\n& tienda.es")
	o.InReplyTo, o.Text = "7", "Mira\nhttps://luz.example.com/pan%20duro  & tienda.es"
	c := on(t, a)
	found, err := c.Find(t.Context(), o, "")
	same(t, found, err, "[{30 https://x.com/panaderialuz/status/30 2026-11-22 12:00:05 +0000 UTC false false}]")
	found, err = c.Find(t.Context(), o, "30")
	same(t, found, err, "[]")
	newest, err := c.Newest(t.Context())
	same(t, newest, err, "30")
	if found, err = c.Find(t.Context(), o, "30"); err == nil {
		t.Errorf("an answer without a count is not an empty list: %v", found)
	}
}

func TestSearchAndVolume(t *testing.T) {
	a, _ := play(t,
		turn{ask: "GET /2/tweets/search/recent?expansions=attachments.media_keys&max_results=10" + media + "&next_token=b26v&query=(pan OR hogaza) -from:panaderialuz lang:es&start_time=2026-11-15T12:01:00Z&tweet.fields=author_id,created_at,lang,entities,referenced_tweets,attachments,note_tweet",
			answer: `{"data":[{"id":"40","text":"pan","author_id":"2244994945","created_at":"2026-11-22T10:00:00Z"}],"meta":{"result_count":1,"next_token":"c3"}}`},
		turn{ask: "GET /2/users?ids=2244994945" + people, answer: `{"data":[{"id":"2244994945","name":"Luz","username":"panaderialuz"}]}`},
		turn{ask: "POST /oauth2/token", body: "grant_type=client_credentials", answer: `{"token_type":"bearer","access_token":"AAAA%2FAAA%3D"}`},
		turn{ask: "GET /2/tweets/counts/recent?granularity=hour&query=pan&start_time=2026-11-21T12:00:00Z",
			answer: `{"data":[{"start":"2026-11-21T12:00:00.000Z","end":"2026-11-21T13:00:00.000Z","tweet_count":2},{"start":"2026-11-21T13:00:00.000Z","end":"2026-11-21T14:00:00.000Z","post_count":5}],"meta":{"total_tweet_count":7}}`},
		turn{ask: "GET /2/tweets/counts/recent?granularity=day&query=pan", status: 401, answer: `{"title":"Unauthorized","status":401,"type":"about:blank"}`},
		turn{ask: "POST /oauth2/token", body: "grant_type=client_credentials", answer: `{"token_type":"mac","access_token":"AAAA"}`},
	)
	c := on(t, a)
	found, err := c.Search(t.Context(), accounts.Search{Words: " pan OR hogaza ", Language: "es-ES", Since: noon.AddDate(0, -1, 0), Cursor: "b26v"})
	same(t, []any{len(found.Mentions), found.Cursor}, err, "[0 c3]")
	found, err = c.Search(t.Context(), accounts.Search{Words: "pan", Since: noon.Add(time.Second)})
	same(t, len(found.Mentions), err, "0")
	_, err = c.Search(t.Context(), accounts.Search{Words: strings.Repeat("pan ", 200)})
	same(t, nil, err, "searching: too_long: 820 characters are too many for a search, 512 fit; leave words out")
	counts, err := c.Volume(t.Context(), accounts.Search{Words: "pan", Since: noon.Add(-24 * time.Hour)})
	same(t, []any{len(counts), counts[0].Posts, counts[1].Posts, counts[1].From.Hour()}, err, "[2 2 5 13]")
	for range 2 { // A token that is good no more is fetched anew the next time.
		if _, err = c.Volume(t.Context(), accounts.Search{Words: "pan"}); err == nil {
			t.Error("no error")
		}
	}
}

func TestFiguresOfOldPostsAreReadApart(t *testing.T) {
	a, _ := play(t,
		turn{ask: "GET /2/tweets?ids=1,2,3&tweet.fields=public_metrics,non_public_metrics,organic_metrics", answer: `{"data":[{"id":"1","public_metrics":{"retweet_count":1,"reply_count":2,"like_count":3,"quote_count":4,"bookmark_count":5,"impression_count":6},
			"non_public_metrics":{"impression_count":7,"url_link_clicks":8,"user_profile_clicks":9,"engagements":10}}],
			"errors":[{"resource_id":"2","field":"non_public_metrics","title":"Field Authorization Error","type":"https://api.twitter.com/2/problems/not-authorized-for-field"},
			{"resource_id":"3","title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found"}]}`},
		turn{ask: "GET /2/tweets?ids=2&tweet.fields=public_metrics", answer: `{"data":[{"id":"2","public_metrics":{"like_count":30}}]}`},
		turn{ask: "GET /2/users/me?user.fields=public_metrics", answer: `{"data":{"id":"2244994945","username":"panaderialuz","public_metrics":{"followers_count":10,"following_count":2,"tweet_count":300}}}`},
	)
	c := on(t, a)
	got, err := c.Measure(t.Context(), []string{"1", "2", "3"})
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	same(t, got[0].Values, nil, "map[bookmarks:5 boosts:1 clicks:8 engagements:10 impressions:6 likes:3 quotes:4 replies:2 visits:9]")
	same(t, got[1].Values, nil, "map[likes:30]")
	all, err := c.Survey(t.Context(), time.Time{}, time.Time{})
	same(t, all.Values, err, "map[followers:10 following:2 posts:300]")
}

// TestWhatIsOnesOwnIsReadForLess: in the account's own timeline, where the account owns the app.
func TestWhatIsOnesOwnIsReadForLess(t *testing.T) {
	const all = "tweet.fields=public_metrics,non_public_metrics,organic_metrics"
	figures := func(id string) string { return `{"id":"` + id + `","public_metrics":{"like_count":1}}` }
	a, _ := play(t,
		turn{ask: "GET /2/users/2244994945/tweets?exclude=retweets&max_results=5&since_id=10&" + all + "&until_id=15", answer: `{"data":[` + figures("14") + `,` + figures("13") + `],"meta":{"result_count":2,"next_token":"n"}}`},
		turn{ask: "GET /2/users/2244994945/tweets?exclude=retweets&max_results=5&pagination_token=n&since_id=10&" + all + "&until_id=15", answer: `{"data":[` + figures("12") + `],"meta":{"result_count":1}}`},
		turn{ask: "GET /2/tweets?ids=11&" + all, answer: `{"errors":[{"resource_id":"11","title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found"}]}`},
		turn{ask: "GET /2/users/2244994945/tweets?expansions=" + fields[:len(fields)-len(media)] + "&max_results=5" + media + "&since_id=13&tweet.fields=author_id,created_at,lang,entities,referenced_tweets,attachments,note_tweet,public_metrics&until_id=15",
			answer: `{"data":[{"id":"14","text":"Pan","author_id":"2244994945"}],"meta":{"result_count":1}}`},
	)
	c := opened(t, a, accounts.NewSecret(strings.Replace(login.Reveal(), "{", `{"own":true,`, 1)), twitter.Options{Now: func() time.Time { return noon }})
	got, err := c.Measure(t.Context(), []string{"14", "12", "11"})
	same(t, []any{len(got), got[0].RemoteID, got[1].RemoteID}, err, "[2 14 12]")
	r, err := c.Read(t.Context(), "14")
	same(t, r.Text, err, "Pan")
	same(t, c.Charges(), nil, "[{own_read 14} {own_read 13} {own_read 12} {own_read 14}]")
}

func TestAConversationIsReadAroundAPost(t *testing.T) {
	const ask = "tweet.fields=author_id,created_at,lang,entities,referenced_tweets,attachments,note_tweet,conversation_id"
	one := func(id, author, parent string) string {
		return `{"id":"` + id + `","text":"` + id + `","author_id":"` + author + `","created_at":"2026-11-22T10:00:00Z","conversation_id":"10","referenced_tweets":[{"type":"replied_to","id":"` + parent + `"}]}`
	}
	a, _ := play(t,
		turn{ask: "GET /2/tweets/12?expansions=" + fields + "&" + ask, answer: `{"data":` + one("12", "2244994945", "11") + `}`},
		turn{ask: "GET /2/tweets/search/recent?expansions=attachments.media_keys&max_results=100" + media + "&query=conversation_id:10&" + ask, answer: `{"data":[` + one("13", "95", "12") + `,` + one("11", "95", "10") + `],"meta":{"result_count":2}}`},
		turn{ask: "GET /2/tweets/10?expansions=" + fields + "&" + ask, answer: `{"data":` + one("10", "96", "") + `}`},
		turn{ask: "GET /2/users?ids=96,95,2244994945" + people, answer: `{"data":[{"id":"95","username":"b"},{"id":"96","username":"a"},{"id":"2244994945","username":"panaderialuz"}]}`},
	)
	th, err := on(t, a).Thread(t.Context(), "12")
	var said []string
	for _, s := range th.Said {
		said = append(said, fmt.Sprint(s.RemoteID, s.Author, s.Own))
	}
	same(t, said, err, "[10@a@x.com false 11@b@x.com false 12@panaderialuz@x.com true 13@b@x.com false]")
}

func TestLimitsAreOfTheAccount(t *testing.T) {
	ask := turn{ask: "GET /2/users/2244994945/tweets?max_results=5&start_time=2026-11-22T11:54:00Z", answer: `{"meta":{"result_count":0}}`, header: http.Header{"Date": {noon.Add(90 * time.Second).Format(http.TimeFormat)}}}
	a, _ := play(t, ask)
	c := on(t, a)
	in, err := c.Instance(t.Context())
	same(t, []any{in.Software, in.Version, in.Limits.Chars, in.Limits.Media, in.Limits.PollOptions, in.Limits.PollShortest, in.Can.Key, in.Can.Poll, in.Can.Follow}, err, "[x 2 280 4 4 300 false true false]")
	if by, at := c.Skew(); by != 90*time.Second || !at.Equal(noon) {
		t.Errorf("the skew is %v, read at %v", by, at)
	}
}
