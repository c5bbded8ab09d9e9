package twitter

import (
	"vocero/accounts/wire"
)

// The objects of version 2 as they are read (https://docs.x.com/x-api/fundamentals/data-dictionary). Where the OpenAPI description
// has another name than the pages, both are read.

// post is a post.
type post struct {
	ID           wire.ID              `json:"id"`
	Text         wire.Str             `json:"text"`
	AuthorID     wire.ID              `json:"author_id"`
	CreatedAt    wire.Time            `json:"created_at"`
	Lang         wire.Str             `json:"lang"`
	Conversation wire.ID              `json:"conversation_id"`
	Refs         wire.List[reference] `json:"referenced_tweets"`
	Refs2        wire.List[reference] `json:"referenced_posts"`
	Entities     wire.Maybe[entities] `json:"entities"`
	Attached     wire.Maybe[hangings] `json:"attachments"`
	Public       wire.Maybe[metrics]  `json:"public_metrics"`
	NonPublic    wire.Maybe[metrics]  `json:"non_public_metrics"`
	Organic      wire.Maybe[metrics]  `json:"organic_metrics"`
	Note         wire.Maybe[longPost] `json:"note_tweet"`
	Note2        wire.Maybe[longPost] `json:"note_post"`
}

// reference is another post that a post answers, quotes or repeats.
type reference struct {
	Type wire.Str `json:"type"`
	ID   wire.ID  `json:"id"`
}

// ref is the post of a kind that is referred to, "" for none.
func (p post) ref(kind string) string {
	for _, l := range []wire.List[reference]{p.Refs, p.Refs2} {
		for _, r := range l {
			if string(r.Type) == kind || kind == "retweeted" && r.Type == "reposted" {
				return string(r.ID)
			}
		}
	}
	return ""
}

// longPost is the whole of a post of more than 280, whose text is cut.
type longPost struct {
	Text     wire.Str             `json:"text"`
	Entities wire.Maybe[entities] `json:"entities"`
}

// whole is the text of a post to its end, with what stands in it.
func (p post) whole() (string, entities) {
	for _, n := range []wire.Maybe[longPost]{p.Note, p.Note2} {
		if n.There() && n.Get().Text != "" {
			return string(n.Get().Text), n.Get().Entities.Get()
		}
	}
	return string(p.Text), p.Entities.Get()
}

type entities struct {
	URLs     wire.List[shortURL] `json:"urls"`
	Mentions wire.List[named]    `json:"mentions"`
}

// shortURL is a link of a text, which holds its short form.
type shortURL struct {
	URL      wire.Str `json:"url"`
	Expanded wire.Str `json:"expanded_url"`
	Display  wire.Str `json:"display_url"`
	MediaKey wire.Str `json:"media_key"` // of a file that hangs on the post
}

type named struct {
	Username wire.Str `json:"username"`
}

type hangings struct {
	MediaKeys wire.List[wire.Str] `json:"media_keys"`
	PollIDs   wire.List[wire.ID]  `json:"poll_ids"`
}

// metrics are the figures of a post; non_public_metrics and organic_metrics have some of them.
type metrics struct {
	Likes       wire.Num `json:"like_count"`
	Retweets    wire.Num `json:"retweet_count"`
	Reposts     wire.Num `json:"repost_count"`
	Replies     wire.Num `json:"reply_count"`
	Quotes      wire.Num `json:"quote_count"`
	Bookmarks   wire.Num `json:"bookmark_count"`
	Impressions wire.Num `json:"impression_count"`
	LinkClicks  wire.Num `json:"url_link_clicks"`
	Visits      wire.Num `json:"user_profile_clicks"`
	Engagements wire.Num `json:"engagements"`
}

// boosts is how often it was repeated, d where it was not told.
func (m metrics) boosts(d int64) int64 { return m.Retweets.Or(m.Reposts.Or(d)) }

// user is an account.
type user struct {
	ID       wire.ID           `json:"id"`
	Username wire.Str          `json:"username"`
	Name     wire.Str          `json:"name"`
	Public   wire.Maybe[crowd] `json:"public_metrics"`
}

// crowd are the figures of an account.
type crowd struct {
	Followers wire.Num `json:"followers_count"`
	Following wire.Num `json:"following_count"`
	Tweets    wire.Num `json:"tweet_count"`
	Posts     wire.Num `json:"post_count"`
}

// file is something that hangs on a post.
type file struct {
	Key     wire.Str `json:"media_key"`
	Type    wire.Str `json:"type"`
	URL     wire.Str `json:"url"`
	Preview wire.Str `json:"preview_image_url"`
	Alt     wire.Str `json:"alt_text"`
}

type includes struct {
	Media wire.List[file] `json:"media"`
	Users wire.List[user] `json:"users"`
}

type meta struct {
	Count  wire.Num `json:"result_count"`
	Next   wire.Str `json:"next_token"`
	Newest wire.ID  `json:"newest_id"`
}

// page is an answer with posts.
type page struct {
	Data     wire.Maybe[wire.List[post]] `json:"data"`
	Includes wire.Maybe[includes]        `json:"includes"`
	Errors   wire.List[problem]          `json:"errors"`
	Meta     wire.Maybe[meta]            `json:"meta"`
}

// answered tells whether it is a list of the API: an empty one has its count only.
func (p page) answered() bool { return p.Meta.Get().Count.Known() }

// media are the files by their keys.
func (i includes) media() map[string]file {
	if len(i.Media) == 0 {
		return nil
	}
	out := make(map[string]file, len(i.Media))
	for _, f := range i.Media {
		out[string(f.Key)] = f
	}
	return out
}
