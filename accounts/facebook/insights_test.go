package facebook_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/facebook"
	"vocero/accounts/practice"
)

const (
	everyones = "id,shares,reactions.limit(0).summary(total_count),comments.filter(stream).limit(0).summary(total_count)"
	insights  = ",insights.metric(post_media_view,post_total_media_view_unique,post_clicks)"
)

func TestVectorsOfFigures(t *testing.T) {
	c := played(t,
		vector{"GET /61550001_1", form("fields", everyones+insights), `{"id":"61550001_1","shares":{"count":2},"reactions":{"summary":{"total_count":30}},"comments":{"summary":{"total_count":4}},
			"insights":{"data":[{"name":"post_media_view","period":"lifetime","values":[{"value":900}]},{"name":"post_total_media_view_unique","values":[{"value":700}]},{"name":"post_clicks","values":[{"value":11}]},
			{"name":"post_of_another_kind","values":[{"value":5}]}]}}`, 0},
		vector{"GET /61550001_2", form("fields", everyones+insights), `{"error":{"message":"(#200) Requires read_insights","code":200}}`, 403},
		vector{"GET /61550001_2", form("fields", everyones), `{"id":"61550001_2","reactions":{"summary":{"total_count":3}}}`, 0},
		vector{"GET /61550001_3", form("fields", everyones+insights), `{"error":{"message":"gone","code":100,"error_subcode":33}}`, 400},
		vector{"GET /1_900", form("fields", "id,like_count,comment_count"), `{"id":"1_900","like_count":5,"comment_count":1}`, 0},
		vector{"GET /61550001", form("fields", "id,followers_count"), `{"id":"61550001","followers_count":1234}`, 0},
		vector{"GET /61550001/insights", form("metric", "page_media_view,page_post_engagements,page_daily_follows,page_views_total", "period", "day", "since", "1763769600", "until", "1763942400", "limit", "50"),
			`{"data":[{"name":"page_media_view","values":[{"value":10},{"value":5}]},{"name":"page_post_engagements","values":[{"value":3},{"value":"x"}]},{"name":"page_daily_follows","values":[{"value":2}]},
			{"name":"page_views_total","values":[{"value":8}]}]}`, 0},
	).client(facebook.Options{})
	list, err := c.Measure(t.Context(), []string{"61550001_1", "61550001_2", "61550001_3", "what is that", "61550001_1/1_900"})
	if err != nil || len(list) != 3 {
		t.Fatalf("%+v, %v", list, err)
	}
	for i, want := range []map[accounts.Figure]int64{
		{accounts.Likes: 30, accounts.Replies: 4, accounts.Boosts: 2, accounts.Impressions: 900, accounts.Reach: 700, accounts.Clicks: 11, accounts.Engagements: 47},
		{accounts.Likes: 3, accounts.Replies: 0, accounts.Boosts: 0, accounts.Engagements: 3},
		{accounts.Likes: 5, accounts.Replies: 1},
	} {
		if !maps.Equal(list[i].Values, want) || list[i].At.IsZero() {
			t.Errorf("%s: %v, want %v", list[i].RemoteID, list[i].Values, want)
		}
	}
	from := time.Unix(1763769600, 0)
	f, err := c.Survey(t.Context(), from, from.AddDate(0, 0, 2))
	want := map[accounts.Figure]int64{accounts.FollowersN: 1234, accounts.Impressions: 15, accounts.Engagements: 3, accounts.Arrivals: 2, accounts.Visits: 8}
	if err != nil || !maps.Equal(f.Values, want) || f.RemoteID != "" {
		t.Errorf("the page: %v, want %v, %v", f.Values, want, err)
	}
}

// TestFiguresOfThePracticeServer asks for a year, which is more than the network tells at once.
func TestFiguresOfThePracticeServer(t *testing.T) {
	d := started(t)
	c := d.open(t, facebook.Options{})
	id := d.GraphID(d.Post(d.own, practice.Say{Text: "Hoy"}))
	who := d.AddStranger("v@otro.example", "V")
	d.Favourite(who, tail(id))
	d.Reblog(who, tail(id))
	d.Mention(who, d.own, practice.Say{Text: "¡Qué rico!", InReplyTo: tail(id)})
	list, err := c.Measure(t.Context(), []string{id})
	if err != nil || len(list) != 1 || list[0].Values[accounts.Likes] != 1 || list[0].Values[accounts.Boosts] != 1 || list[0].Values[accounts.Replies] != 1 || list[0].Values[accounts.Reach] == 0 {
		t.Errorf("%+v, %v", list, err)
	}
	to := time.Now().UTC().Truncate(24 * time.Hour)
	year, err := c.Survey(t.Context(), to.AddDate(-1, 0, 0), to)
	if err != nil || year.Values[accounts.Impressions] == 0 || d.Count("GET", "/"+practice.GraphVersion+"/{id}/insights") != 5 {
		t.Errorf("a year: %v, %v", year.Values, err)
	}
	half, err := c.Survey(t.Context(), to.AddDate(0, 0, -10), to)
	if err != nil || half.Values[accounts.Impressions] >= year.Values[accounts.Impressions] || half.Values[accounts.FollowersN] != year.Values[accounts.FollowersN] {
		t.Errorf("ten days: %v, %v", half.Values, err)
	}
	d.GraphPermit(d.own.Token, "pages_manage_posts", "pages_read_engagement")
	if _, err := c.Survey(t.Context(), to.AddDate(0, 0, -1), to); err == nil || accounts.AsErr(err).Code != accounts.CodeRights {
		t.Errorf("without the permission: %v", err)
	}
}

// TestPhotosTellPostsApart looks for a post with a photo among others with the same words.
func TestPhotosTellPostsApart(t *testing.T) {
	now := time.Now().UTC().Format("2006-01-02T15:04:05+0000")
	post := func(id, files string) string {
		return fmt.Sprintf(`{"id":"61550001_%s","message":"Hoy","created_time":"%s"%s}`, id, now, files)
	}
	answer := `{"data":[` + post("3", `,"attachments":{"data":[{"type":"album","subattachments":{"data":[{"type":"photo","target":{"id":"71"}},{"type":"photo","target":{"id":"72"}}]}}]}`) + `,` +
		post("2", `,"attachments":{"data":[{"type":"photo","target":{"id":"73"}}]}`) + `,` + post("1", "") + `]}`
	for want, media := range map[string][]string{"61550001_3": {"71", "72"}, "61550001_2": {"73"}, "61550001_1": nil} {
		s := played(t, vector{"GET /61550001/published_posts", form("fields", ofPost, "limit", "50"), answer, 0})
		o := outgoing("Hoy")
		o.MediaIDs = media
		if found, err := s.client(facebook.Options{}).Find(t.Context(), o, ""); err != nil || len(found) != 1 || found[0].RemoteID != want {
			t.Errorf("%v: %+v, %v", media, found, err)
		}
	}
}
