package feed

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
	"vocero/accounts/wire"
)

// wordPress is an account of a blog, with an application password
// (https://developer.wordpress.org/rest-api/using-the-rest-api/authentication/#application-passwords).
type wordPress struct {
	api
	acc accounts.Account
	opt Options
}

func newWordPress(a accounts.Account, l login, o Options) *wordPress {
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte(l.User+":"+l.Password))
	t := signed(a, o, http.Header{"Authorization": {basic}}, func(e *accounts.Err, x transport.Answer) { wpRefused(e, x, o.now()) })
	return &wordPress{api: api{t, strings.TrimSuffix(a.Server, "/") + "/wp-json"}, acc: a, opt: o}
}

// wpFlood is how long the blog wants nothing from somebody who was too quick (wp-includes/comment.php, check_comment_flood).
const wpFlood = 15 * time.Second

// wpRefused reads the blog's own codes (https://developer.wordpress.org/rest-api/reference/comments/).
func wpRefused(e *accounts.Err, a transport.Answer, now time.Time) {
	var v struct {
		Code wire.Str `json:"code"`
	}
	if json.Unmarshal(transport.TrimBOM(a.Body), &v) != nil {
		return
	}
	switch code := string(v.Code); {
	case code == "comment_duplicate":
		e.Class, e.Code = accounts.OutcomeUnknown, accounts.CodeDuplicate // It may be the same attempt: it is looked for.
	case code == "comment_flood":
		e.Class, e.Code, e.Until = accounts.OutcomeLimit, accounts.CodeLimit, now.Add(wpFlood)
	case code == "comment_content_column_length":
		e.Code = accounts.CodeTooLong
	case code == "rest_comment_invalid_id", code == "rest_comment_invalid_post_id", code == "rest_post_invalid_id", code == "rest_comment_invalid_parent":
		e.Code = accounts.CodeNotFound
	case a.Status == http.StatusForbidden && strings.HasPrefix(code, "rest_"):
		e.Code = accounts.CodeRights
	}
}

// wpComment is a comment (https://developer.wordpress.org/rest-api/reference/comments/#schema).
type wpComment struct {
	ID         wire.ID   `json:"id"`
	Post       wire.ID   `json:"post"`
	Parent     wire.ID   `json:"parent"`
	Author     wire.ID   `json:"author"`
	AuthorName wire.Str  `json:"author_name"`
	Date       wire.Time `json:"date_gmt"`
	Link       wire.Str  `json:"link"`
	Status     wire.Str  `json:"status"`
	Content    struct {
		Rendered wire.Str `json:"rendered"`
		Raw      wire.Str `json:"raw"`
	} `json:"content"`
}

// wpHold is the status of a comment that waits for approval; only those who moderate see it.
const wpHold = "hold"

// gone tells whether a comment was thrown away; it can still be read.
func (c wpComment) gone() bool { return c.Status == "trash" || c.Status == "spam" }

// source is the text as it was written: the blog keeps it as HTML.
func (c wpComment) source() string { return html.UnescapeString(string(c.Content.Raw)) }

// answers is the id of what a comment answers: another one, or the article.
func (c wpComment) answers() string {
	if number().MatchString(string(c.Parent)) && c.Parent != "0" {
		return string(c.Parent)
	}
	return articleID(string(c.Post))
}

// articleID is the id of an article on the desk: comments and articles are counted apart.
func articleID(post string) string { return "p" + post }

// wpUser is who an application password belongs to.
type wpUser struct {
	ID   wire.ID             `json:"id"`
	Name wire.Str            `json:"name"`
	Slug wire.Str            `json:"slug"`
	Link wire.Str            `json:"link"`
	Can  wire.Maybe[wpRight] `json:"capabilities"`
}

type wpRight struct {
	Moderate bool `json:"moderate_comments"`
}

// me reads back whose password it is (https://developer.wordpress.org/rest-api/reference/users/#retrieve-a-user-2). It must be somebody
// who may moderate: others are not told of comments that wait.
func (w *wordPress) me(ctx context.Context, what string) (wpUser, error) {
	var u wpUser
	if err := w.get(ctx, what, "/wp/v2/users/me", url.Values{"context": {"edit"}}, &u); err != nil {
		return u, err
	}
	if checkNumber(what, string(u.ID)) != nil || u.Slug == "" {
		return u, notServer(what, "the answer names no user")
	}
	if u.Can.There() && !u.Can.Get().Moderate {
		return u, refused(what, accounts.CodeRights, "the user may not moderate comments; use one whose role is editor or administrator")
	}
	return u, nil
}

func (w *wordPress) who(ctx context.Context) (accounts.Profile, error) {
	u, err := w.me(ctx, "reading the account")
	if err != nil {
		return accounts.Profile{}, err
	}
	name, _ := accounts.SafeName(string(u.Name))
	p := accounts.Profile{RemoteID: string(u.ID), User: accounts.LineText(string(u.Slug)).String(), Host: w.acc.Host, Name: name, URL: openable(string(u.Link))}
	return p, nil
}

// wpChars is what the column of a comment holds, in bytes (wp-includes/comment.php, wp_get_comment_fields_max_lengths).
const wpChars = 65525

// instance reads what the blog says of itself (https://developer.wordpress.org/rest-api/extending-the-rest-api/routes-and-endpoints/).
func (w *wordPress) instance(ctx context.Context) (accounts.Instance, error) {
	const what = "reading the server"
	const why = "it is no WordPress whose REST API can be reached; check the address, and that permalinks are on"
	var v struct {
		Name       wire.Str                        `json:"name"`
		Namespaces wire.Maybe[wire.List[wire.Str]] `json:"namespaces"`
	}
	if err := w.get(ctx, what, "/", nil, &v); err != nil {
		return accounts.Instance{}, foreign(err, what, why)
	}
	if !slices.Contains(v.Namespaces.Get(), "wp/v2") {
		return accounts.Instance{}, &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: accounts.CodeNotServer, Cause: errors.New(why)}
	}
	title, _, _ := accounts.HTMLText(string(v.Name))
	return accounts.Instance{
		Software: accounts.SoftwareWordPress, Version: "wp/v2", Title: accounts.LineText(title.String()),
		Limits: accounts.Limits{Chars: wpChars, Bytes: wpChars, TextOnly: true, VisibilityMax: []accounts.Visibility{accounts.Public}},
		Can:    accounts.Abilities{Edit: true, Search: true},
	}, nil
}

// comment reads one comment that is there; the error has CodeNotFound when it is not.
func (w *wordPress) comment(ctx context.Context, what, id string) (wpComment, error) {
	var c wpComment
	if err := checkNumber(what, id); err != nil {
		return c, err
	}
	if err := w.get(ctx, what, "/wp/v2/comments/"+id, url.Values{"context": {"edit"}}, &c); err != nil {
		return c, err
	}
	switch {
	case string(c.ID) != id:
		return c, notServer(what, "the answer is another comment")
	case c.gone():
		return c, refused(what, accounts.CodeNotFound, "the comment was thrown away; look into the blog's trash")
	}
	return c, nil
}

// comments reads a page of comments, those that wait for approval too, and whether it was full. Of the answer, what has no id or
// date is left out.
func (w *wordPress) comments(ctx context.Context, what string, q url.Values) (out []wpComment, more bool, err error) {
	q.Set("context", "edit")
	q.Set("status", "all") // Approved and waiting; not spam, not trash.
	var list wire.Page[wpComment]
	if err := w.get(ctx, what, "/wp/v2/comments", q, &list); err != nil {
		return nil, false, err
	}
	out = slices.DeleteFunc(slices.Clone([]wpComment(list)), func(c wpComment) bool {
		return checkNumber(what, string(c.ID)) != nil || c.Date.IsZero()
	})
	if len(list) > 0 && len(out) == 0 {
		return nil, false, notServer(what, "the answer holds no comments")
	}
	return out, strconv.Itoa(len(list)) == q.Get("per_page"), nil
}

func (w *wordPress) one(ctx context.Context, remoteID string) (accounts.Remote, error) {
	c, err := w.comment(ctx, "reading a comment", remoteID)
	if err != nil {
		return accounts.Remote{}, err
	}
	text, _, _ := accounts.HTMLText(string(c.Content.Rendered))
	return accounts.Remote{
		Receipt: w.receipt(c), Text: text, Source: c.source(), Visibility: accounts.Public, InReplyTo: c.answers(),
		Counts: accounts.Counts{Likes: -1, Boosts: -1, Replies: -1},
	}, nil
}

func (w *wordPress) receipt(c wpComment) accounts.Receipt {
	return accounts.Receipt{RemoteID: string(c.ID), URL: w.page(c), At: c.Date.UTC()}
}

// page is where a comment can be read in a browser.
func (w *wordPress) page(c wpComment) string {
	if u := openable(string(c.Link)); u != "" {
		return u
	}
	return w.acc.URL
}
