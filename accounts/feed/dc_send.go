package feed

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"vocero/accounts"
	"vocero/accounts/transport"
	"vocero/accounts/wire"
)

// dcNew is a post as it is written (https://docs.discourse.org, "Creates a new topic, a new post, or a private message").
type dcNew struct {
	Raw      string `json:"raw"`
	Title    string `json:"title,omitempty"`
	Category int64  `json:"category,omitempty"`
	Topic    int64  `json:"topic_id,omitempty"`
	Answers  int64  `json:"reply_to_post_number,omitempty"`
}

// dcTitle is how long the title of a topic may be, in characters (site setting max_topic_title_length).
const dcTitle = 255

// send makes one POST to /posts.json. What is answered is read before; when that fails, nothing has left. What answers nothing opens
// a topic, in the category where the account listens, else where the forum puts it: its title is the first line, and the text is
// the whole, so that it stands there word for word.
func (d *discourse) send(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	none, body := accounts.Receipt{}, dcNew{Raw: o.Text}
	if o.InReplyTo == "" {
		body.Title = title(o.Text)
		if d.category != "" {
			body.Category = numeral(d.category)
		}
	} else {
		up, err := d.post(ctx, "reading what is answered", o.InReplyTo)
		if err != nil {
			return none, unsent(posting, err)
		}
		body.Topic, body.Answers = numeral(string(up.Topic)), up.Number.Or(1)
	}
	var v struct {
		dcPost
		Action wire.Str `json:"action"`
	}
	code, err := d.ask(transport.WithKey(ctx, o.Key), posting, http.MethodPost, "/posts.json", nil, body, &v)
	switch {
	case err != nil:
		return none, unread(err, code)
	case v.Action == "enqueued":
		return none, &accounts.Err{Doing: posting, Class: accounts.OutcomeRefused, Code: accounts.CodeForbidden, Status: code,
			Cause: errors.New("the forum shows it when a moderator has let it through; do not send it again")}
	case !v.whole():
		return none, &accounts.Err{Doing: posting, Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown, Status: code,
			Cause: errors.New("the answer names no post; look at the forum whether it is there")}
	}
	return d.receipt(v.dcPost), nil
}

// title is the first line of a text, short enough for a topic.
func title(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = strings.TrimSpace(line)
	if utf8.RuneCountInString(line) > dcTitle {
		line = string([]rune(line)[:dcTitle-1]) + "…"
	}
	return line
}

// find looks through the newest posts until they are older than the attempt.
func (d *discourse) find(ctx context.Context, o accounts.Outgoing, watermark string) ([]accounts.Receipt, error) {
	if watermark != "" {
		if err := checkNumber(looking, watermark); err != nil {
			return nil, err
		}
	}
	fits := func(p dcPost) bool { return p.Number.Or(1) == 1 }
	if o.InReplyTo != "" {
		up, err := d.post(ctx, looking, o.InReplyTo)
		switch {
		case err == nil:
			fits = func(p dcPost) bool { return p.Topic == up.Topic && p.answered() == up.Number.Or(1) }
		case accounts.AsErr(err).Code == accounts.CodeNotFound: // It has gone meanwhile; what answers anything will do.
			fits = func(p dcPost) bool { return p.Number.Or(1) > 1 }
		default:
			return nil, err
		}
	}
	var out []accounts.Receipt
	next, err := d.walk(ctx, looking, "", func(p dcPost) bool {
		if p.Created.Before(o.CreatedAt.Add(-earlier)) || watermark != "" && !newer(string(p.ID), watermark) {
			return true
		}
		if d.own(p) && !p.Taken && strings.TrimSpace(string(p.Raw)) == strings.TrimSpace(o.Text) && fits(p) && o.Visibility == accounts.Public {
			out = append(out, d.receipt(p))
		}
		return false
	})
	if err == nil && next != "" && len(out) == 0 {
		return nil, notServer(looking, "too much was said meanwhile; look at the forum whether it is there")
	}
	return out, err
}

// newest is the newest own post, from the account's own activity (https://docs.discourse.org, "Get a list of user actions"): 4 is a
// new topic, 5 a reply.
func (d *discourse) newest(ctx context.Context) (string, error) {
	var v struct {
		Actions wire.Maybe[wire.List[struct {
			Post wire.ID `json:"post_id"`
		}]] `json:"user_actions"`
	}
	if err := d.get(ctx, newestOwn, "/user_actions.json", url.Values{"username": {d.acc.User}, "filter": {"4,5"}, "limit": {"10"}}, &v); err != nil {
		return "", err
	}
	if !v.Actions.There() {
		return "", notServer(newestOwn, "the answer holds no actions")
	}
	id := ""
	for _, a := range v.Actions.Get() {
		if s := string(a.Post); checkNumber(newestOwn, s) == nil && (id == "" || newer(s, id)) {
			id = s
		}
	}
	return id, nil
}

// dcActs are the acts that a forum has.
var dcActs = map[accounts.Op]string{accounts.OpEdit: "editing a post", accounts.OpDelete: "deleting a post", accounts.OpLike: "liking a post",
	accounts.OpUnlike: "taking a like back"}

// act edits and deletes own posts, and likes. How the post stands decides, so that it may be repeated.
func (d *discourse) act(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	what := dcActs[o.Op]
	if what == "" {
		return accounts.Receipt{}, refused("acting", accounts.CodeUnsupported, "Discourse has no such act here; open it in the browser")
	}
	r := accounts.Receipt{RemoteID: o.Target, At: d.opt.now().UTC()}
	p, err := d.post(ctx, what, o.Target)
	undo := o.Op == accounts.OpDelete || o.Op == accounts.OpUnlike
	switch {
	case err != nil && undo && accounts.AsErr(err).Code == accounts.CodeNotFound && checkNumber(what, o.Target) == nil:
		return r, nil // It is gone already.
	case err != nil:
		return r, err
	case (o.Op == accounts.OpEdit || o.Op == accounts.OpDelete) && !d.own(p):
		return r, refused(what, accounts.CodeForbidden, "it is not this account's")
	}
	r.URL = d.page(p)
	_, liked := p.likes()
	switch {
	case o.Op == accounts.OpEdit:
		_, err = d.ask(ctx, what, http.MethodPut, "/posts/"+o.Target+".json", nil, map[string]any{"post": map[string]string{"raw": o.Text}}, nil)
	case o.Op == accounts.OpDelete:
		_, err = d.ask(ctx, what, http.MethodDelete, "/posts/"+o.Target+".json", nil, nil, nil)
	case o.Op == accounts.OpLike && !liked:
		_, err = d.ask(ctx, what, http.MethodPost, "/post_actions.json", nil, map[string]any{"id": numeral(o.Target), "post_action_type_id": dcLike}, nil)
	case o.Op == accounts.OpUnlike && liked:
		_, err = d.ask(ctx, what, http.MethodDelete, "/post_actions/"+o.Target+".json", url.Values{"post_action_type_id": {strconv.Itoa(dcLike)}}, nil, nil)
	}
	return r, err
}

// dcTopic is a topic with some of its posts (https://docs.discourse.org, "Get a single topic").
type dcTopic struct {
	Title  wire.Str `json:"title"`
	Stream struct {
		Posts wire.Maybe[wire.List[dcPost]] `json:"posts"`
	} `json:"post_stream"`
}

// thread is the topic around a post: the twenty posts beside it, and the first.
func (d *discourse) thread(ctx context.Context, remoteID string) (accounts.Thread, error) {
	t := accounts.Thread{Account: d.acc.ID, Root: remoteID, Read: d.opt.now().UTC()}
	p, err := d.post(ctx, conversing, remoteID)
	switch {
	case err != nil && accounts.AsErr(err).Code == accounts.CodeNotFound && checkNumber(conversing, remoteID) == nil:
		t.Gone = true
		return t, nil
	case err != nil:
		return t, err
	}
	topic := string(p.Topic)
	var v dcTopic
	if err := d.get(ctx, conversing, "/t/"+topic+"/"+itoa(p.Number.Or(1))+".json", nil, &v); err != nil {
		return t, err
	}
	if !v.Stream.Posts.There() {
		return t, notServer(conversing, "the answer holds no topic")
	}
	list := slices.DeleteFunc(slices.Clone([]dcPost(v.Stream.Posts.Get())), func(p dcPost) bool { return !p.whole() || p.Taken || p.Deleted != "" })
	if !slices.ContainsFunc(list, func(p dcPost) bool { return p.Number.Or(0) == 1 }) {
		first, err := d.numbered(ctx, conversing, topic, 1)
		if err == nil {
			list = append(list, first)
		} else if accounts.AsErr(err).Class != accounts.OutcomeRefused {
			return t, err
		}
	}
	slices.SortFunc(list, func(a, b dcPost) int { return cmp.Compare(a.Number.Or(0), b.Number.Or(0)) })
	ids := map[int64]string{}
	for _, x := range list {
		ids[x.Number.Or(0)] = string(x.ID)
	}
	for _, x := range list {
		if x.Title = ""; x.Number.Or(0) == 1 {
			x.Title = v.Title
		}
		s := accounts.Said{RemoteID: string(x.ID), Own: d.own(x), Visibility: accounts.Public, At: x.Created.UTC(), URL: d.page(x), InReplyTo: ids[x.answered()]}
		s.Author, s.AuthorName, _ = d.author(x)
		s.Text, s.Links, _ = d.text(x)
		t.Said = append(t.Said, s)
	}
	return t, nil
}

// search finds posts by words, the newest first (https://docs.discourse.org, "Search for a term"); their texts are excerpts. The
// cursor is the page.
func (d *discourse) search(ctx context.Context, s accounts.Search) (accounts.Found, error) {
	n := int64(1)
	if s.Cursor != "" {
		if err := checkNumber(searching, s.Cursor); err != nil {
			return accounts.Found{}, err
		}
		n = min(numeral(s.Cursor), 10) // The forum gives no more pages.
	}
	words := s.Words + " order:latest"
	if !s.Since.IsZero() {
		words += " after:" + s.Since.UTC().Format(time.DateOnly)
	}
	var v struct {
		Posts wire.Maybe[wire.List[struct {
			dcPost
			Blurb wire.Str `json:"blurb"`
		}]] `json:"posts"`
		Topics wire.List[struct {
			ID    wire.ID  `json:"id"`
			Title wire.Str `json:"title"`
			Slug  wire.Str `json:"slug"`
		}] `json:"topics"`
		Groups struct {
			More bool `json:"more_full_page_results"`
		} `json:"grouped_search_result"`
	}
	if err := d.get(ctx, searching, "/search.json", url.Values{"q": {words}, "page": {itoa(n)}}, &v); err != nil {
		return accounts.Found{}, err
	}
	if !v.Posts.There() {
		return accounts.Found{}, notServer(searching, "the answer holds no posts")
	}
	f, now := accounts.Found{}, d.opt.now().UTC()
	for _, x := range v.Posts.Get() {
		if x.Cooked = x.Blurb; !x.whole() || d.own(x.dcPost) || x.Created.Before(s.Since) { // Its own bound is a day.
			continue
		}
		for _, t := range v.Topics {
			if t.ID == x.Topic {
				x.Title, x.Slug = t.Title, t.Slug
			}
		}
		f.Mentions = append(f.Mentions, d.mention(x.dcPost, now))
	}
	if v.Groups.More && n < 10 {
		f.Cursor = itoa(n + 1)
	}
	return f, nil
}
