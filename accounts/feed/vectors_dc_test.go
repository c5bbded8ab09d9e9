package feed_test

import (
	"context"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/feed"
)

// The answers have the fields of https://docs.discourse.org.
const (
	dcAsked = `{"id":918,"name":"Eva Ruiz","username":"eva","avatar_template":"/user_avatar/x/{size}/1.png","created_at":"2026-11-22T08:30:05.123Z","cooked":"<p><a class=\"mention\" href=\"/u/luz\">@luz</a> \u00bfabr\u00eds? <a href=\"/c/pan/7\">aqu\u00ed</a></p>",
"raw":"@luz \u00bfabr\u00eds? [aqu\u00ed](/c/pan/7)","post_number":1,"post_type":1,"updated_at":"2026-11-22T08:30:05.123Z","reply_count":1,"reply_to_post_number":null,"topic_id":77,"topic_slug":"horario","topic_title":"Horario <de> lunes","category_id":7,
"display_username":"Eva Ruiz","version":1,"can_edit":false,"actions_summary":[{"id":2,"count":3,"acted":false,"can_act":true}],"moderator":false,"admin":false,"staff":false,"user_id":12,"hidden":false,"trust_level":1,"deleted_at":null,"user_deleted":false}`
	dcOwn = `{"id":919,"name":"Luz","username":"Luz","created_at":"2026-11-22T09:00:01.000Z","cooked":"<p>S\u00ed</p>","raw":"S\u00ed","post_number":2,"post_type":1,"reply_count":0,"reply_to_post_number":1,"reply_to_user":{"username":"eva","name":"Eva Ruiz"},
"topic_id":77,"topic_slug":"horario","category_id":7,"user_id":3,"deleted_at":null,"user_deleted":false,"actions_summary":[]}`
	dcLiked = `{"id":918,"username":"eva","created_at":"2026-11-22T08:30:05.123Z","post_number":1,"topic_id":77,"user_id":12,"actions_summary":[{"id":2,"count":4,"acted":true,"can_undo":true}]}`
	dcRaw   = "include_raw=true"
)

func TestDiscourseVectors(t *testing.T) {
	replay(t, accounts.SoftwareDiscourse, "/latest", []vector{
		{"who", []exchange{{"GET", "/session/current.json", "", "", `{"current_user":{"id":3,"username":"luz","name":"Panader\u00eda Luz","admin":true,"moderator":false,"unread_notifications":1}}`, 0}},
			func(ctx context.Context, c *feed.Client) (any, error) { return c.Who(ctx) },
			func(got any, err error) bool {
				p := got.(accounts.Profile)
				return err == nil && p.RemoteID == "3" && p.User == "luz" && p.Name.String() == "Panadería Luz"
			}},
		{"instance", []exchange{{"GET", "/about.json", "", "", `{"users":[],"about":{"stats":{"topic_count":1},"description":"","title":"Foro de Luz","locale":"es","version":"3.6.0"}}`, 0}},
			func(ctx context.Context, c *feed.Client) (any, error) { return c.Instance(ctx) },
			func(got any, err error) bool {
				in := got.(accounts.Instance)
				return err == nil && in.Version == "3.6.0" && in.Title.String() == "Foro de Luz"
			}},
		{"inbox", []exchange{{"GET", "/posts.json", "", "", `{"latest_posts":[` + dcOwn + `,` + dcAsked + `,{"id":917,"username":"otra","created_at":"2026-11-21T00:00:00Z","topic_id":76,"post_number":1}]}`, 0}},
			func(ctx context.Context, c *feed.Client) (any, error) { return c.Inbox(ctx, "917", time.Time{}) },
			func(got any, err error) bool {
				in := got.(accounts.Inbox)
				if err != nil || len(in.Mentions) != 1 || in.Cursor != "919" || in.More {
					return false
				}
				m := in.Mentions[0]
				return m.RemoteID == "918" && m.Author.String() == "@eva@luz.example" && m.AuthorID == "12" && m.Text.String() == "Horario <de> lunes\n\n@luz ¿abrís? aquí" && m.Flags == 0 && len(m.Links) == 1
			}},
	})
}

func TestDiscourseWritingVectors(t *testing.T) {
	asked := exchange{"GET", "/posts/918.json", dcRaw, "", dcAsked, 0}
	own := exchange{"GET", "/posts/919.json", dcRaw, "", dcOwn, 0}
	replay(t, accounts.SoftwareDiscourse, "/latest", []vector{
		{"a reply", []exchange{asked, {"POST", "/posts.json", "", `{"raw":"Sí","topic_id":77,"reply_to_post_number":1}`, dcOwn, 0}}, send("918", "Sí"),
			func(got any, err error) bool { return err == nil && got.(accounts.Receipt).RemoteID == "919" }},
		{"a topic", []exchange{{"POST", "/posts.json", "", `{"title":"Abrimos el domingo","raw":"Abrimos el domingo\nDe nueve a dos"}`, dcOwn, 0}}, send("", "Abrimos el domingo\nDe nueve a dos"), fine},
		{"a topic that waits for a moderator", []exchange{{"POST", "/posts.json", "", `{"title":"Hola","raw":"Hola"}`, `{"action":"enqueued","pending_count":1,"success":true,"pending_post":{"id":5}}`, 0}}, send("", "Hola"),
			failed(accounts.OutcomeRefused, accounts.CodeForbidden)},
		{"read", []exchange{own, {"GET", "/posts/by_number/77/1.json", dcRaw, "", dcAsked, 0}},
			func(ctx context.Context, c *feed.Client) (any, error) { return c.Read(ctx, "919") },
			func(got any, err error) bool {
				r := got.(accounts.Remote)
				return err == nil && r.Source == "Sí" && r.InReplyTo == "918" && r.Counts == accounts.Counts{}
			}},
		{"an edit", []exchange{own, {"PUT", "/posts/919.json", "", `{"post":{"raw":"Sí, claro"}}`, `{"post":` + dcOwn + `}`, 0}}, act(accounts.OpEdit, "919", "Sí, claro"), fine},
		{"an edit of somebody else's", []exchange{asked}, act(accounts.OpEdit, "918", "No"), failed(accounts.OutcomeRefused, accounts.CodeForbidden)},
		{"deleted", []exchange{own, {"DELETE", "/posts/919.json", "", "", "", 0}}, act(accounts.OpDelete, "919", ""), fine},
		{"liked", []exchange{asked, {"POST", "/post_actions.json", "", `{"id":918,"post_action_type_id":2}`, dcLiked, 0}}, act(accounts.OpLike, "918", ""), fine},
		{"liked already", []exchange{{"GET", "/posts/918.json", dcRaw, "", dcLiked, 0}}, act(accounts.OpLike, "918", ""), fine},
		{"liked no more", []exchange{{"GET", "/posts/918.json", dcRaw, "", dcLiked, 0}, {"DELETE", "/post_actions/918.json", "post_action_type_id=2", "", dcAsked, 0}}, act(accounts.OpUnlike, "918", ""), fine},
		{"hidden", nil, act(accounts.OpHide, "918", ""), failed(accounts.OutcomeRefused, accounts.CodeUnsupported)},
		{"the newest", []exchange{{"GET", "/user_actions.json", "username=luz&filter=4,5&limit=10", "", `{"user_actions":[{"action_type":5,"post_id":919,"topic_id":77},{"action_type":4,"post_id":880}]}`, 0}},
			func(ctx context.Context, c *feed.Client) (any, error) { return c.Newest(ctx) }, func(got any, err error) bool { return err == nil && got == "919" }},
		{"found", []exchange{asked, {"GET", "/posts.json", "", "", `{"latest_posts":[` + dcOwn + `,` + dcAsked + `]}`, 0}},
			func(ctx context.Context, c *feed.Client) (any, error) {
				return c.Find(ctx, accounts.Outgoing{Text: "Sí", InReplyTo: "918", Visibility: accounts.Public, CreatedAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}, "900")
			}, func(got any, err error) bool { return err == nil && len(got.([]accounts.Receipt)) == 1 }},
		{"searched", []exchange{{"GET", "/search.json", "q=pan+order%3Alatest+after%3A2026-11-01&page=1", "", `{"posts":[{"id":918,"name":"Eva Ruiz","username":"eva","created_at":"2026-11-22T08:30:05.123Z","like_count":0,"blurb":"...el pan...","post_number":1,"topic_id":77}],"topics":[{"id":77,"title":"Horario","slug":"horario"}],"grouped_search_result":{"more_full_page_results":true}}`, 0}},
			func(ctx context.Context, c *feed.Client) (any, error) {
				return c.Search(ctx, accounts.Search{Words: "pan", Since: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)})
			},
			func(got any, err error) bool {
				f := got.(accounts.Found)
				return err == nil && f.Cursor == "2" && len(f.Mentions) == 1 && f.Mentions[0].Text.String() == "Horario\n\n...el pan..."
			}},
		{"a conversation", []exchange{own, {"GET", "/t/77/2.json", "", "", `{"id":77,"title":"Horario","post_stream":{"posts":[` + dcOwn + `],"stream":[918,919]}}`, 0}, {"GET", "/posts/by_number/77/1.json", dcRaw, "", dcAsked, 0}},
			func(ctx context.Context, c *feed.Client) (any, error) { return c.Thread(ctx, "919") },
			func(got any, err error) bool {
				s := got.(accounts.Thread).Said
				return err == nil && len(s) == 2 && s[0].RemoteID == "918" && s[1].InReplyTo == "918" && s[1].Own
			}},
	})
}

func TestDiscourseErrors(t *testing.T) {
	var list []vector
	for name, c := range map[string]struct {
		status int
		body   string
		class  accounts.Outcome
		want   accounts.Code
	}{
		"limit":  {429, `{"errors":["You’ve performed this action too many times, please try again later."],"error_type":"rate_limit","extras":{"wait_seconds":37,"time_left":"37 seconds"}}`, accounts.OutcomeLimit, accounts.CodeLimit},
		"key":    {403, `{"errors":["You are not permitted to view the requested resource. The API username or key is invalid."],"error_type":"invalid_access"}`, accounts.OutcomeAuth, accounts.CodeAuth},
		"clave":  {403, `{"errors":["No tienes permiso para ver el recurso solicitado. El nombre de usuario o la clave de la API no son válidos."],"error_type":"invalid_access"}`, accounts.OutcomeAuth, accounts.CodeAuth},
		"access": {403, `{"errors":["You are not permitted to view the requested resource."],"error_type":"invalid_access"}`, accounts.OutcomeRefused, accounts.CodeForbidden},
		"twice":  {422, `{"action":"create_post","errors":["Body is too similar to what you recently posted"]}`, accounts.OutcomeUnknown, accounts.CodeDuplicate},
		"long":   {422, `{"action":"create_post","errors":["Body is limited to 32000 characters; you entered 40000: too long"]}`, accounts.OutcomeRefused, accounts.CodeTooLong},
		"short":  {422, `{"action":"create_post","errors":["Body is too short (minimum is 20 characters)","Title seems unclear, most of the words contain the same letters over and over?"]}`, accounts.OutcomeRefused, accounts.CodeRefused},
		"gone":   {404, `{"errors":["The requested URL or resource could not be found."],"error_type":"not_found"}`, accounts.OutcomeRefused, accounts.CodeNotFound},
		"proxy":  {404, `<html>nginx`, accounts.OutcomeUnknown, accounts.CodeUnknown},
		"down":   {500, `{"errors":["Something went wrong"]}`, accounts.OutcomeUnknown, accounts.CodeUnknown},
	} {
		list = append(list, vector{name, []exchange{{"POST", "/posts.json", "", `{"title":"Hola","raw":"Hola"}`, c.body, c.status}}, send("", "Hola"), failed(c.class, c.want)})
	}
	list = append(list, vector{"the wait is in the body", []exchange{{"GET", "/about.json", "", "", `{"errors":["slow down"],"error_type":"rate_limit","extras":{"wait_seconds":37}}`, 429}},
		func(ctx context.Context, c *feed.Client) (any, error) { return c.Instance(ctx) },
		func(_ any, err error) bool {
			return err != nil && accounts.AsErr(err).Until.Equal(time.Date(2026, 11, 22, 9, 0, 37, 0, time.UTC))
		}})
	replay(t, accounts.SoftwareDiscourse, "/latest", list)
}
