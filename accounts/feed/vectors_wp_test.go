package feed_test

import (
	"context"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/feed"
)

// The answers have the fields of https://developer.wordpress.org/rest-api/reference/comments/#schema.
const (
	wpOne = `{"id":345,"post":17,"parent":0,"author":0,"author_name":"Eva Ruiz","author_email":"eva@casa.example","author_url":"","author_ip":"192.0.2.7","author_user_agent":"",
"date":"2026-11-22T09:30:05","date_gmt":"2026-11-22T08:30:05","content":{"rendered":"<p>\u00bfAbr\u00eds el lunes? <a href=\"https:\/\/luz.example\/horario\" rel=\"nofollow ugc\">horario<\/a><\/p>\n","raw":"\u00bfAbr\u00eds el lunes? <a href=\"https:\/\/luz.example\/horario\">horario<\/a>"},
"link":"https:\/\/luz.example\/pan\/#comment-345","status":"hold","type":"comment","author_avatar_urls":{"24":"https:\/\/secure.gravatar.com\/avatar\/x"},"meta":[],"_links":{}}`
	wpOwn = `{"id":346,"post":17,"parent":345,"author":3,"author_name":"Luz","date":"2026-11-22T10:00:01","date_gmt":"2026-11-22T09:00:01",
"content":{"rendered":"<p>S\u00ed, &lt;a las ocho&gt; &amp; media<\/p>\n","raw":"S\u00ed, &lt;a las ocho&gt; &amp; media"},"link":"https:\/\/luz.example\/pan\/#comment-346","status":"approved","type":"comment","meta":[]}`
	wpEdit = "context=edit"
	wpPath = "/wp-json/wp/v2/comments"
)

func TestWordPressVectors(t *testing.T) {
	replay(t, accounts.SoftwareWordPress, "/author/luz/", []vector{
		{"who", []exchange{{"GET", "/wp-json/wp/v2/users/me", wpEdit, "", `{"id":3,"username":"luz","name":"Panader\u00eda Luz","url":"","link":"https:\/\/luz.example\/author\/luz\/","slug":"luz","roles":["editor"],"capabilities":{"moderate_comments":true,"editor":true}}`, 0}},
			func(ctx context.Context, c *feed.Client) (any, error) { return c.Who(ctx) },
			func(got any, err error) bool {
				p := got.(accounts.Profile)
				return err == nil && p.RemoteID == "3" && p.User == "luz" && p.Name.String() == "Panadería Luz" && p.URL == "https://luz.example/author/luz/"
			}},
		{"instance", []exchange{{"GET", "/wp-json/", "", "", `{"name":"Pan &amp; vino","description":"","url":"https:\/\/luz.example","namespaces":["oembed\/1.0","wp\/v2"],"authentication":{},"routes":{}}`, 0}},
			func(ctx context.Context, c *feed.Client) (any, error) { return c.Instance(ctx) },
			func(got any, err error) bool {
				in := got.(accounts.Instance)
				return err == nil && in.Software == accounts.SoftwareWordPress && in.Title.String() == "Pan & vino"
			}},
		{"inbox", []exchange{{"GET", wpPath, "context=edit&status=all&order=asc&orderby=date_gmt&per_page=100&page=1&author_exclude=3&after=2026-11-22T08:29:59Z", "", "[" + wpOne + "]", 0}},
			func(ctx context.Context, c *feed.Client) (any, error) {
				return c.Inbox(ctx, "2026-11-22T08:30:00Z|344", time.Time{})
			},
			func(got any, err error) bool {
				in := got.(accounts.Inbox)
				if err != nil || len(in.Mentions) != 1 || in.Cursor != "2026-11-22T08:30:05Z|345" || in.More {
					return false
				}
				m := in.Mentions[0]
				return m.RemoteID == "345" && m.InReplyTo == "p17" && m.Author.String() == "@eva-ruiz@luz.example" && m.AuthorID == "guest:eva-ruiz" && m.Hidden &&
					m.URL == "https://luz.example/pan/#comment-345" && len(m.Links) == 1 && m.At.Equal(time.Date(2026, 11, 22, 8, 30, 5, 0, time.UTC))
			}},
	})
}

func TestWordPressWritingVectors(t *testing.T) {
	first := exchange{"GET", wpPath + "/345", wpEdit, "", wpOne, 0}
	own := exchange{"GET", wpPath + "/346", wpEdit, "", wpOwn, 0}
	replay(t, accounts.SoftwareWordPress, "/author/luz/", []vector{
		{"a reply", []exchange{first, {"POST", wpPath, "", `{"post":17,"parent":345,"content":"Sí, &lt;a las ocho&gt; &amp; media"}`, wpOwn, 201}}, send("345", "Sí, <a las ocho> & media"),
			func(got any, err error) bool {
				return err == nil && got.(accounts.Receipt) == accounts.Receipt{RemoteID: "346", URL: "https://luz.example/pan/#comment-346", At: time.Date(2026, 11, 22, 9, 0, 1, 0, time.UTC)}
			}},
		{"a comment on an article", []exchange{{"POST", wpPath, "", `{"post":17,"content":"Gracias"}`, wpOwn, 201}}, send("p17", "Gracias"), fine},
		{"no article", nil, send("", "Nuevo"), failed(accounts.OutcomeRefused, accounts.CodeUnsupported)},
		{"an edit", []exchange{own, {"POST", wpPath + "/346", "", `{"content":"Sí"}`, wpOwn, 0}}, act(accounts.OpEdit, "346", "Sí"), fine},
		{"an edit of somebody else's", []exchange{first}, act(accounts.OpEdit, "345", "No"), failed(accounts.OutcomeRefused, accounts.CodeForbidden)},
		{"into the trash", []exchange{own, {"DELETE", wpPath + "/346", "", "", wpOwn, 0}}, act(accounts.OpDelete, "346", ""), fine},
		{"there already", []exchange{own, {"DELETE", wpPath + "/346", "", "", `{"code":"rest_already_trashed","message":"The comment has already been trashed.","data":{"status":410}}`, 410}}, act(accounts.OpDelete, "346", ""), fine},
		{"hidden", []exchange{own, {"POST", wpPath + "/346", "", `{"status":"hold"}`, wpOwn, 0}}, act(accounts.OpHide, "346", ""), fine},
		{"hidden already", []exchange{first}, act(accounts.OpHide, "345", ""), fine},
		{"shown again", []exchange{first, {"POST", wpPath + "/345", "", `{"status":"approved"}`, wpOne, 0}}, act(accounts.OpUnhide, "345", ""), fine},
		{"the newest", []exchange{{"GET", wpPath, "context=edit&status=all&author=3&orderby=id&order=desc&per_page=1&page=1", "", "[" + wpOwn + "]", 0}},
			func(ctx context.Context, c *feed.Client) (any, error) { return c.Newest(ctx) }, func(got any, err error) bool { return err == nil && got == "346" }},
		{"found", []exchange{{"GET", wpPath, "context=edit&status=all&author=3&orderby=id&order=desc&per_page=100&page=1", "", "[" + wpOwn + "]", 0}},
			func(ctx context.Context, c *feed.Client) (any, error) {
				return c.Find(ctx, accounts.Outgoing{Text: "Sí, <a las ocho> & media", InReplyTo: "345", Visibility: accounts.Public, CreatedAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}, "340")
			}, func(got any, err error) bool { return err == nil && len(got.([]accounts.Receipt)) == 1 }},
		{"searched", []exchange{{"GET", wpPath, "context=edit&status=all&search=pan+de+molde&orderby=date_gmt&order=desc&per_page=20&page=2&after=2026-11-01T00:00:00Z", "", "[" + wpOne + "]", 0}},
			func(ctx context.Context, c *feed.Client) (any, error) {
				return c.Search(ctx, accounts.Search{Words: "pan de molde", Cursor: "2", Since: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)})
			}, func(got any, err error) bool { return err == nil && len(got.(accounts.Found).Mentions) == 1 }},
		{"a conversation", []exchange{own, {"GET", wpPath, "context=edit&status=all&post=17&order=asc&orderby=id&per_page=100&page=1", "", "[" + wpOne + "," + wpOwn + "]", 0},
			{"GET", "/wp-json/wp/v2/posts/17", "", "", `{"code":"rest_post_invalid_id","message":"Invalid post ID.","data":{"status":404}}`, 404},
			{"GET", "/wp-json/wp/v2/pages/17", "", "", `{"id":17,"date_gmt":"2026-11-01T08:00:00","link":"https:\/\/luz.example\/pan\/","title":{"rendered":"Pan"},"excerpt":{"rendered":"<p>De centeno<\/p>"}}`, 0}},
			func(ctx context.Context, c *feed.Client) (any, error) { return c.Thread(ctx, "346") },
			func(got any, err error) bool {
				s := got.(accounts.Thread).Said
				return err == nil && len(s) == 3 && s[0].RemoteID == "p17" && s[0].Text.String() == "Pan\n\nDe centeno" && s[2].Own && s[2].InReplyTo == "345"
			}},
	})
}

func TestWordPressErrors(t *testing.T) {
	var list []vector
	for _, c := range []struct {
		status     int
		code, text string
		class      accounts.Outcome
		want       accounts.Code
	}{
		{409, "comment_duplicate", "Duplicate comment detected; it looks as though you&#8217;ve already said that!", accounts.OutcomeUnknown, accounts.CodeDuplicate},
		{400, "comment_flood", "You are posting comments too quickly. Slow down.", accounts.OutcomeLimit, accounts.CodeLimit},
		{400, "comment_content_column_length", "Comment field exceeds maximum length allowed.", accounts.OutcomeRefused, accounts.CodeTooLong},
		{400, "rest_comment_content_invalid", "Invalid comment content.", accounts.OutcomeRefused, accounts.CodeRefused},
		{403, "rest_comment_closed", "Sorry, comments are closed for this item.", accounts.OutcomeRefused, accounts.CodeRights},
		{403, "rest_comment_invalid_post_id", "Sorry, you are not allowed to create this comment without a post.", accounts.OutcomeRefused, accounts.CodeNotFound},
		{401, "incorrect_password", "The provided password is an invalid application password.", accounts.OutcomeAuth, accounts.CodeAuth},
		{404, "rest_comment_invalid_id", "Invalid comment ID.", accounts.OutcomeRefused, accounts.CodeNotFound},
		{500, "rest_comment_failed_create", "Creating comment failed.", accounts.OutcomeUnknown, accounts.CodeUnknown},
	} {
		body := `{"code":"` + c.code + `","message":"` + c.text + `","data":{"status":400}}`
		list = append(list, vector{c.code, []exchange{{"POST", wpPath, "", `{"post":17,"content":"Hola"}`, body, c.status}}, send("p17", "Hola"), failed(c.class, c.want)})
	}
	trash := `{"id":345,"post":17,"parent":0,"author":0,"date_gmt":"2026-11-22T08:30:05","content":{},"status":"trash"}`
	list = append(list, vector{"read from the trash", []exchange{{"GET", wpPath + "/345", wpEdit, "", trash, 0}},
		func(ctx context.Context, c *feed.Client) (any, error) { return c.Read(ctx, "345") }, failed(accounts.OutcomeRefused, accounts.CodeNotFound)})
	replay(t, accounts.SoftwareWordPress, "/author/luz/", list)
}
