package practice

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// stamp writes a time as Mastodon does: UTC with milliseconds.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// stampOrNull is stamp, nil for the zero time.
func stampOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return stamp(t)
}

// orNull is s, nil when it is empty.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// personEntity is https://docs.joinmastodon.org/entities/Account/.
func (s *Server) personEntity(p *person) object {
	var last any
	if !p.LastPost.IsZero() {
		last = p.LastPost.UTC().Format(time.DateOnly)
	}
	picture := s.URL() + "/avatar/" + p.ID + ".png"
	return object{
		"id": p.ID, "username": p.Username, "acct": p.acct(), "display_name": p.Name, "locked": false, "bot": false,
		"discoverable": true, "group": false, "created_at": stamp(p.Created), "note": s.render(p.Note), "url": s.profile(p),
		"uri": "https://" + cmp.Or(p.Host, s.opt.Host) + "/users/" + p.Username, "avatar": picture, "avatar_static": picture,
		"header": picture, "header_static": picture, "followers_count": p.Followers, "following_count": p.Following,
		"statuses_count": p.Posts, "last_status_at": last, "emojis": []any{}, "fields": []any{},
	}
}

// permalink is the page of a post on this server.
func (s *Server) permalink(p *post) string {
	return s.profile(s.st.People[p.Author]) + "/" + p.ID
}

// postEntity is https://docs.joinmastodon.org/entities/Status/ as seen by who,
// nil for the public.
func (s *Server) postEntity(p *post, who *person) object {
	author := s.st.People[p.Author]
	me := ""
	if who != nil {
		me = who.ID
	}
	v := object{
		"id": p.ID, "created_at": stamp(p.Created), "in_reply_to_id": orNull(p.Parent),
		"in_reply_to_account_id": orNull(p.ParentAuthor), "sensitive": p.Sensitive, "spoiler_text": p.Spoiler,
		"visibility": p.Visibility, "language": orNull(p.Language), "url": s.permalink(p),
		"uri":           "https://" + cmp.Or(author.Host, s.opt.Host) + "/users/" + author.Username + "/statuses/" + p.ID,
		"replies_count": s.countReplies(p), "reblogs_count": len(p.Boosts), "favourites_count": len(p.Likes),
		"edited_at": stampOrNull(p.Edited), "content": s.content(p), "reblog": nil, "application": nil,
		"account": s.personEntity(author), "media_attachments": s.mediaEntities(p.Media), "mentions": s.mentionEntities(p),
		"tags": s.tagEntities(p.Text), "emojis": s.emojiEntities(p.Text), "card": nil, "poll": nil,
	}
	if who != nil {
		v["favourited"], v["reblogged"] = slices.Contains(p.Likes, me), slices.Contains(p.Boosts, me)
		v["bookmarked"], v["muted"], v["filtered"] = slices.Contains(p.Bookmarks, me), false, []any{}
		if me == p.Author {
			v["pinned"] = false
		}
	}
	if p.App != "" {
		v["application"] = object{"name": p.App, "website": nil}
	}
	if poll := s.st.Polls[p.Poll]; poll != nil {
		v["poll"] = s.pollEntity(poll, who)
	}
	if original := s.st.Posts[p.Boost]; original != nil {
		v["reblog"] = s.postEntity(original, who)
	}
	return v
}

// content is what a post reads like: the fixture's HTML, or the text rendered.
func (s *Server) content(p *post) wireText {
	if p.HTML != "" {
		return p.HTML
	}
	if original := s.st.Posts[p.Boost]; original != nil {
		return s.content(original)
	}
	return wireText(s.render(p.Text))
}

func (s *Server) countReplies(p *post) int {
	n := 0
	for _, r := range s.ix.replies[p.ID] {
		if !r.gone() && r.Visibility != "direct" {
			n++
		}
	}
	return n
}

func (s *Server) mentionEntities(p *post) []object {
	out := []object{}
	for _, id := range p.Mentions {
		if who := s.st.People[id]; who != nil {
			out = append(out, object{"id": id, "username": who.Username, "acct": who.acct(), "url": s.profile(who)})
		}
	}
	return out
}

func (s *Server) tagEntities(text string) []object {
	out := []object{}
	for _, tag := range tagsOf(text) {
		out = append(out, object{"name": tag, "url": s.URL() + "/tags/" + tag})
	}
	return out
}

// emojiNames are the emoji that the server has of its own.
var emojiNames = []string{"pan_practica", "bici_practica"}

func (s *Server) emojiEntity(name string) object {
	picture := s.URL() + "/emoji/" + name + ".png"
	return object{"shortcode": name, "url": picture, "static_url": picture, "visible_in_picker": true, "category": "practice"}
}

func (s *Server) emojiEntities(text string) []object {
	out := []object{}
	for _, name := range emojiNames {
		if strings.Contains(text, ":"+name+":") {
			out = append(out, s.emojiEntity(name))
		}
	}
	return out
}

// sees tells whether somebody, nil for the public, may read a post
// (https://docs.joinmastodon.org/entities/Status/#visibility).
func (s *Server) sees(who *person, p *post) bool {
	switch {
	case p.gone():
		return false
	case p.Visibility == "public" || p.Visibility == "unlisted":
		return true
	case who == nil:
		return false
	case who.ID == p.Author || slices.Contains(p.Mentions, who.ID):
		return true
	}
	return p.Visibility == "private" && s.hasTie(who.ID, p.Author).Following
}
