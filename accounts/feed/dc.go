package feed

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
	"vocero/accounts/wire"
)

// discourse is an account of a forum, with an API key (https://docs.discourse.org, "Authentication").
type discourse struct {
	api
	acc      accounts.Account
	opt      Options
	category string // only what is said there is heard; "" is all
	all      bool   // also what neither names nor answers the account
}

func newDiscourse(a accounts.Account, l login, o Options) *discourse {
	h := http.Header{"Api-Key": {l.Password}, "Api-Username": {l.User}}
	t := signed(a, o, h, func(e *accounts.Err, x transport.Answer) { dcRefused(e, x, o.now()) })
	d := &discourse{api: api{t, strings.TrimSuffix(a.Server, "/")}, acc: a, opt: o}
	d.category, d.all = listens(a.URL)
	return d
}

var categoryPath = accounts.Pattern(`^/c/(?:[^/]+/){0,4}([0-9]{1,9})(?:/|$)`)

// listens reads where an account listens from its page: a category, everywhere (/latest), or only where it is concerned.
func listens(page string) (category string, all bool) {
	u, err := url.Parse(page)
	if err != nil {
		return "", false
	}
	if m := categoryPath().FindStringSubmatch(u.Path); m != nil {
		return m[1], true
	}
	return "", u.Path == "/latest"
}

// dcErrors is what the forum says against a request.
type dcErrors struct {
	Errors wire.List[wire.Str] `json:"errors"`
	Extras struct {
		Wait wire.Num `json:"wait_seconds"`
	} `json:"extras"`
}

var (
	dcKey     = accounts.Pattern(`(?i)\bapi\b.{0,40}\b(username|key|usuario|clave)|\b(clave|key)\b.{0,40}\bapi\b`)
	dcTwice   = accounts.Pattern(`(?i)too similar|demasiado (similar|parecido)`)
	dcTooLong = accounts.Pattern(`(?i)limit of [0-9]+ characters|too long|maximum is|m[aá]ximo es|demasiado largo|l[ií]mite`)
)

// dcRefused reads the forum's own errors: {"errors": [...], "error_type": "...", "extras": {...}}
// (https://github.com/discourse/discourse/blob/main/app/controllers/application_controller.rb, render_json_error).
func dcRefused(e *accounts.Err, a transport.Answer, now time.Time) {
	var v dcErrors
	if json.Unmarshal(transport.TrimBOM(a.Body), &v) != nil || len(v.Errors) == 0 {
		return
	}
	var list []string
	for _, s := range v.Errors {
		list = append(list, string(s))
	}
	raw := strings.Join(list, " ")
	text, _, _ := accounts.HTMLText(raw)
	e.Detail, _ = accounts.SafeLine(transport.Redact(text.String()))
	switch {
	case a.Status == http.StatusTooManyRequests:
		if n := v.Extras.Wait.Or(0); n > 0 && e.Until.IsZero() {
			e.Until = now.Add(time.Duration(min(n, 86_400)) * time.Second)
		}
	case a.Status == http.StatusForbidden && dcKey().MatchString(raw):
		e.Class, e.Code = accounts.OutcomeAuth, accounts.CodeAuth
	case a.Status == http.StatusUnprocessableEntity && dcTwice().MatchString(raw):
		e.Class, e.Code = accounts.OutcomeUnknown, accounts.CodeDuplicate // It may be the same attempt: it is looked for.
	case a.Status == http.StatusUnprocessableEntity && dcTooLong().MatchString(raw):
		e.Class, e.Code = accounts.OutcomeRefused, accounts.CodeTooLong
	case a.Status >= 400 && a.Status < 500 && a.Status != http.StatusRequestTimeout && e.Class == accounts.OutcomeUnknown:
		e.Class, e.Code = accounts.OutcomeRefused, cmp.Or(map[int]accounts.Code{403: accounts.CodeForbidden, 404: accounts.CodeNotFound, 410: accounts.CodeNotFound}[a.Status], accounts.CodeRefused)
	}
}

// dcPost is a post (https://docs.discourse.org, "Posts").
type dcPost struct {
	ID       wire.ID   `json:"id"`
	User     wire.Str  `json:"username"`
	UserID   wire.ID   `json:"user_id"`
	Name     wire.Str  `json:"name"`
	Created  wire.Time `json:"created_at"`
	Cooked   wire.Str  `json:"cooked"`
	Raw      wire.Str  `json:"raw"`
	Number   wire.Num  `json:"post_number"`
	Answers  wire.Num  `json:"reply_to_post_number"`
	Kind     wire.Num  `json:"post_type"` // 1: said by somebody
	Topic    wire.ID   `json:"topic_id"`
	Slug     wire.Str  `json:"topic_slug"`
	Title    wire.Str  `json:"topic_title"`
	Category wire.ID   `json:"category_id"`
	Replies  wire.Num  `json:"reply_count"`
	Deleted  wire.Str  `json:"deleted_at"`
	Taken    bool      `json:"user_deleted"` // by its author; it goes for good a day later
	To       wire.Maybe[struct {
		User wire.Str `json:"username"`
	}] `json:"reply_to_user"`
	Actions wire.List[dcAction] `json:"actions_summary"`
}

// dcAction is how often something was done with a post, and whether by the account; dcLike is a like.
type dcAction struct {
	ID    wire.Num `json:"id"`
	Count wire.Num `json:"count"`
	Acted bool     `json:"acted"`
}

const dcLike = 2

// likes are a post's likes, and whether one is the account's.
func (p dcPost) likes() (n int64, own bool) {
	for _, a := range p.Actions {
		if a.ID.Or(0) == dcLike {
			return a.Count.Or(0), a.Acted
		}
	}
	return 0, false
}

// answered is the number in its topic of what a post answers, 0 for the first. What answers nobody answers the first.
func (p dcPost) answered() int64 {
	if p.Number.Or(1) <= 1 {
		return 0
	}
	return p.Answers.Or(1)
}

// whole tells whether a post has what makes it one.
func (p dcPost) whole() bool {
	return checkNumber("", string(p.ID)) == nil && checkNumber("", string(p.Topic)) == nil && !p.Created.IsZero() && p.User != ""
}

// dcUser is who an API key speaks for.
type dcUser struct {
	ID        wire.ID  `json:"id"`
	Username  wire.Str `json:"username"`
	Name      wire.Str `json:"name"`
	Admin     bool     `json:"admin"`
	Moderator bool     `json:"moderator"`
}

// me reads back whose key it is. A key that is no good makes one nobody, which is a 404.
func (d *discourse) me(ctx context.Context, what string) (dcUser, error) {
	var v struct {
		User wire.Maybe[dcUser] `json:"current_user"`
	}
	err := d.get(ctx, what, "/session/current.json", nil, &v)
	if e := accounts.AsErr(err); err != nil && e.Class == accounts.OutcomeRefused && (e.Status == http.StatusForbidden || e.Status == http.StatusNotFound) {
		return dcUser{}, &accounts.Err{Doing: what, Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Status: e.Status, Detail: e.Detail,
			Cause: errors.New("the forum does not know the key, or not for this user; make one under Admin, API")}
	}
	if err != nil {
		return dcUser{}, err
	}
	u := v.User.Get()
	if checkNumber(what, string(u.ID)) != nil || u.Username == "" {
		return u, notServer(what, "the answer names no user")
	}
	return u, nil
}

func (d *discourse) who(ctx context.Context) (accounts.Profile, error) {
	u, err := d.me(ctx, "reading the account")
	if err != nil {
		return accounts.Profile{}, err
	}
	name, _ := accounts.SafeName(string(u.Name))
	return accounts.Profile{RemoteID: string(u.ID), User: accounts.LineText(string(u.Username)).String(), Host: d.acc.Host, Name: name, URL: d.acc.URL}, nil
}

// dcChars is what a post may hold where a forum has not changed it (site setting max_post_length).
const dcChars = 32000

// instance reads what the forum says of itself (https://docs.discourse.org, "Fetch site info").
func (d *discourse) instance(ctx context.Context) (accounts.Instance, error) {
	const what = "reading the server"
	const why = "it is no Discourse; check the address"
	var v struct {
		About wire.Maybe[struct {
			Title   wire.Str `json:"title"`
			Version wire.Str `json:"version"`
		}] `json:"about"`
	}
	if err := d.get(ctx, what, "/about.json", nil, &v); err != nil {
		return accounts.Instance{}, foreign(err, what, why)
	}
	if !v.About.There() {
		return accounts.Instance{}, &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: accounts.CodeNotServer, Cause: errors.New(why)}
	}
	return accounts.Instance{
		Software: accounts.SoftwareDiscourse, Version: cmp.Or(accounts.LineText(string(v.About.Get().Version)).String(), "discourse"),
		Title:  accounts.LineText(string(v.About.Get().Title)),
		Limits: accounts.Limits{Chars: dcChars, TextOnly: true, VisibilityMax: []accounts.Visibility{accounts.Public}},
		Can:    accounts.Abilities{Edit: true, Search: true},
	}, nil
}

// post reads one post that is there; the error has CodeNotFound when it is not.
func (d *discourse) post(ctx context.Context, what, id string) (dcPost, error) {
	var p dcPost
	if err := checkNumber(what, id); err != nil {
		return p, err
	}
	return d.read(ctx, what, "/posts/"+id+".json", func(p dcPost) bool { return string(p.ID) == id })
}

// numbered reads the post of a number in a topic.
func (d *discourse) numbered(ctx context.Context, what, topic string, n int64) (dcPost, error) {
	return d.read(ctx, what, "/posts/by_number/"+topic+"/"+itoa(n)+".json", func(p dcPost) bool { return string(p.Topic) == topic })
}

func (d *discourse) read(ctx context.Context, what, path string, right func(dcPost) bool) (dcPost, error) {
	var p dcPost
	if err := d.get(ctx, what, path, url.Values{"include_raw": {"true"}}, &p); err != nil {
		return p, err
	}
	switch {
	case !p.whole() || !right(p):
		return p, notServer(what, "the answer is another post")
	case p.Taken || p.Deleted != "":
		return p, refused(what, accounts.CodeNotFound, "the post was deleted; look into the forum")
	}
	return p, nil
}

func (d *discourse) one(ctx context.Context, remoteID string) (accounts.Remote, error) {
	const what = "reading a post"
	p, err := d.post(ctx, what, remoteID)
	if err != nil {
		return accounts.Remote{}, err
	}
	r := accounts.Remote{Receipt: d.receipt(p), Source: string(p.Raw), Visibility: accounts.Public}
	r.Text, _, _ = accounts.HTMLText(absolute(string(p.Cooked), d.root))
	likes, _ := p.likes()
	r.Counts = accounts.Counts{Likes: int(likes), Replies: int(p.Replies.Or(-1))}
	if n := p.answered(); n > 0 {
		up, err := d.numbered(ctx, what, string(p.Topic), n)
		switch {
		case err == nil:
			r.InReplyTo = string(up.ID)
		case accounts.AsErr(err).Code != accounts.CodeNotFound: // What is gone has no number any more.
			return accounts.Remote{}, err
		}
	}
	return r, nil
}

func (d *discourse) receipt(p dcPost) accounts.Receipt {
	return accounts.Receipt{RemoteID: string(p.ID), URL: d.page(p), At: p.Created.UTC()}
}

// page is where a post can be read in a browser.
func (d *discourse) page(p dcPost) string {
	return openable(d.root + "/t/" + url.PathEscape(cmp.Or(string(p.Slug), "-")) + "/" + string(p.Topic) + "/" + itoa(p.Number.Or(1)))
}

// own tells whether a post is the account's.
func (d *discourse) own(p dcPost) bool { return strings.EqualFold(string(p.User), d.acc.User) }
