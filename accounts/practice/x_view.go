package practice

import (
	"cmp"
	"slices"
	"time"
)

// xSheet is an answer while it is put together: its objects, what they refer to, and what is missing.
type xSheet struct {
	*call
	f      xFields
	owned  bool // what is read belongs to whoever asks, and costs less
	users  xInclude
	posts  xInclude
	media  xInclude
	polls  xInclude
	errors []object
}

// xInclude are objects that others refer to, each once.
type xInclude struct {
	seen []string
	list []object
}

func (i *xInclude) add(id string, v func() object) {
	if !slices.Contains(i.seen, id) {
		i.seen = append(i.seen, id)
		i.list = append(i.list, v())
	}
}

func (f xFields) wants(name string) bool   { return slices.Contains(f.tweet, name) }
func (f xFields) expands(name string) bool { return slices.Contains(f.expand, name) }

// reply is the answer, with its data and what they refer to.
func (x *xSheet) reply(data any, meta object) reply {
	v := object{}
	if data != nil {
		v["data"] = data
	}
	includes := object{}
	for name, i := range map[string]xInclude{"users": x.users, "tweets": x.posts, "media": x.media, "polls": x.polls} {
		if len(i.list) > 0 {
			includes[name] = i.list
		}
	}
	if len(includes) > 0 {
		v["includes"] = includes
	}
	if len(x.errors) > 0 {
		v["errors"] = x.errors
	}
	if meta != nil {
		v["meta"] = meta
	}
	return ok(v)
}

// read is a post that the request is about: it is paid for.
func (x *xSheet) read(p *post) object {
	price := xPrices.read
	if x.owned {
		price = xPrices.owned
	}
	x.xPay("post", p.ID, price)
	return x.post(p, true)
}

// post is a Post object (docs.x.com/x-api/fundamentals/data-dictionary): three fields, and those that were asked for.
func (x *xSheet) post(p *post, deep bool) object {
	v := object{"id": p.ID, "text": x.xShown(p), "edit_history_tweet_ids": []string{p.ID}}
	set := func(name string, also bool, value func() any) {
		if !x.f.wants(name) && !also {
			return
		}
		if made := value(); made != nil {
			v[name] = made
		}
	}
	e := x.extra(p)
	set("author_id", x.f.expands("author_id"), func() any { return p.Author })
	set("conversation_id", false, func() any { return x.xRoot(p) })
	set("created_at", false, func() any { return stamp(p.Created) })
	set("in_reply_to_user_id", x.f.expands("in_reply_to_user_id"), func() any { return orNull(p.ParentAuthor) })
	set("lang", false, func() any { return xLang(p) })
	set("referenced_tweets", x.f.expands("referenced_tweets.id") || x.f.expands("referenced_tweets.id.author_id"), func() any { return x.refers(p) })
	set("entities", x.f.expands("entities.mentions.username"), func() any { return orNone(x.xEntities(p)) })
	set("attachments", x.f.expands("attachments.media_keys") || x.f.expands("attachments.poll_ids"), func() any { return orNone(x.attachments(p)) })
	set("public_metrics", false, func() any { return x.xMetrics(p) })
	set("non_public_metrics", false, func() any { return x.private(p, "non_public_metrics") })
	set("organic_metrics", false, func() any { return x.private(p, "organic_metrics") })
	set("possibly_sensitive", false, func() any { return p.Sensitive })
	set("reply_settings", false, func() any { return cmp.Or(e.Answers, "everyone") })
	set("paid_partnership", false, func() any { return e.Paid })
	set("edit_controls", false, func() any {
		return object{"edits_remaining": 5, "is_edit_eligible": false, "editable_until": stamp(p.Created.Add(time.Hour))}
	})
	set("note_tweet", false, func() any {
		if x.xShown(p) == x.xDelivered(p) {
			return nil
		}
		return object{"text": x.xDelivered(p), "entities": x.xEntities(p)}
	})
	if deep {
		x.include(p)
	}
	return v
}

// include adds what a post refers to, where the request asked for it; people and posts that are added are paid for too.
func (x *xSheet) include(p *post) {
	if x.f.expands("author_id") {
		x.addUser(p.Author)
	}
	if x.f.expands("in_reply_to_user_id") {
		x.addUser(p.ParentAuthor)
	}
	if x.f.expands("entities.mentions.username") {
		for _, who := range x.xNamed(x.xSource(p)) {
			x.addUser(who.ID)
		}
	}
	if by := x.f.expands("referenced_tweets.id.author_id"); by || x.f.expands("referenced_tweets.id") {
		for _, id := range []string{p.Parent, p.Boost, x.extra(p).Quote} {
			x.addPost(id, by)
		}
	}
	if x.f.expands("attachments.media_keys") {
		for _, id := range p.Media {
			if m := x.st.Media[id]; m != nil {
				x.media.add(id, func() object { return x.mediaObject(m) })
			}
		}
	}
	if poll := x.st.Polls[p.Poll]; poll != nil && x.f.expands("attachments.poll_ids") {
		x.polls.add(poll.ID, func() object { return x.pollObject(poll) })
	}
}

func (x *xSheet) addUser(id string) {
	if who := x.st.People[id]; who != nil {
		x.users.add(id, func() object { return x.user(who) })
	}
}

// addPost adds a post that another refers to; one that is not there is an error of the answer.
func (x *xSheet) addPost(id string, author bool) {
	if id == "" {
		return
	}
	p := x.st.Posts[id]
	if p == nil || !x.sees(nil, p) {
		x.errors = append(x.errors, xMissing("tweet", "referenced_tweets.id", id))
		return
	}
	x.posts.add(id, func() object {
		x.xPay("post", id, xPrices.read)
		return x.post(p, false)
	})
	if author {
		x.addUser(p.Author)
	}
}

// refers is what a post answers, repeats or quotes, nil for nothing.
func (x *xSheet) refers(p *post) any {
	var out []object
	for _, r := range [][2]string{{"retweeted", p.Boost}, {"quoted", x.extra(p).Quote}, {"replied_to", p.Parent}} {
		if r[1] != "" {
			out = append(out, object{"type": r[0], "id": r[1]})
		}
	}
	if out == nil {
		return nil
	}
	return out
}

// attachments names the files and the poll of a post.
func (s *Server) attachments(p *post) object {
	v := object{}
	if len(p.Media) > 0 {
		keys := []string{}
		for _, id := range p.Media {
			if m := s.st.Media[id]; m != nil {
				keys = append(keys, mediaKey(m))
			}
		}
		v["media_keys"] = keys
	}
	if p.Poll != "" {
		v["poll_ids"] = []string{p.Poll}
	}
	return v
}

// orNone is an object, nil when it is empty.
func orNone(v object) any {
	if len(v) == 0 {
		return nil
	}
	return v
}

// xLang is the language of a post; und is none that X knows.
func xLang(p *post) string { return cmp.Or(p.Language, guess(p.Text)) }

// xRoot is the id of the post that a conversation began with.
func (s *Server) xRoot(p *post) string {
	id := p.ID
	for range maxDepth {
		if p.Parent == "" {
			break
		}
		id = p.Parent
		if p = s.st.Posts[id]; p == nil {
			break
		}
	}
	return id
}

// maxDepth bounds a walk up a conversation.
const maxDepth = 1000

// xMetrics is what everybody may know of a post.
func (s *Server) xMetrics(p *post) object {
	quotes := 0
	if s.st.X != nil {
		for id, e := range s.st.X.Extra {
			if q := s.st.Posts[id]; e.Quote == p.ID && q != nil && !q.gone() {
				quotes++
			}
		}
	}
	return object{
		"retweet_count": len(p.Boosts), "reply_count": s.countReplies(p), "like_count": len(p.Likes), "quote_count": quotes,
		"bookmark_count": len(p.Bookmarks), "impression_count": s.xViews(p),
	}
}

// xViews is how often a post has been seen; it grows with what people do with it.
func (s *Server) xViews(p *post) int {
	return int(mix(p.N)%90) + 10 + 40*len(p.Likes) + 120*len(p.Boosts) + 25*s.countReplies(p)
}

// xMetricsLife is how long the figures for the author are kept (docs.x.com/x-api/fundamentals/metrics).
const xMetricsLife = 30 * 24 * time.Hour

// private are the figures for the author alone; anybody else gets an error beside the data.
func (x *xSheet) private(p *post, name string) any {
	if x.who == nil || x.who.ID != p.Author || x.now.Sub(p.Created) > xMetricsLife || p.Boost != "" {
		x.errors = append(x.errors, object{
			"parameter": "id", "resource_id": p.ID, "value": p.ID, "field": name, "section": "data", "resource_type": "tweet",
			"title": "Field Authorization Error", "type": xProblems + "not-authorized-for-field",
			"detail": "Sorry, you are not authorized to access '" + name + "' on the Tweet with id : [" + p.ID + "].",
		})
		return nil
	}
	v := object{"impression_count": x.xViews(p), "url_link_clicks": x.xViews(p) / 31, "user_profile_clicks": x.xViews(p) / 47}
	if name == "organic_metrics" {
		v["retweet_count"], v["reply_count"], v["like_count"] = len(p.Boosts), x.countReplies(p), len(p.Likes)
	}
	return v
}
