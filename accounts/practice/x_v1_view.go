package practice

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// xOldUser is a user as v1.1 has it (developer.x.com/en/docs/x-api/v1/data-dictionary).
func (c *call) xOldUser(p *person) object {
	return object{
		"id": wireNumber(p.ID), "id_str": p.ID, "name": p.Name, "screen_name": p.Username, "description": p.Note, "location": "", "url": nil,
		"protected": false, "verified": false, "followers_count": p.Followers, "friends_count": p.Following, "listed_count": 0, "favourites_count": 0,
		"statuses_count": p.Posts, "created_at": oldTime(p.Created), "lang": nil, "profile_image_url_https": c.URL() + "/avatar/" + p.ID + ".png",
	}
}

// oldTime writes a time as v1.1 does.
func oldTime(t time.Time) string { return t.UTC().Format(time.RubyDate) }

// oldChars is how much of a text is given out unless tweet_mode is extended.
const oldChars = 140

// xOldPost is a post as v1.1 has it.
func (c *call) xOldPost(p *post) object {
	text, entities, cut := string(c.xDelivered(p)), c.oldEntities(p), false
	name := "text"
	switch {
	case c.friendly():
		text, entities = c.xSource(p), object{"urls": []any{}, "user_mentions": []any{}, "hashtags": []any{}}
	case c.val("tweet_mode") == "extended":
		name = "full_text"
	case utf8.RuneCountInString(text) > oldChars:
		text, cut = string([]rune(text)[:oldChars-24])+"… "+tco(p.ID, "full"), true
	}
	v := object{
		"id": wireNumber(p.ID), "id_str": p.ID, name: wireText(text), "truncated": cut, "created_at": oldTime(p.Created), "user": c.xOldUser(c.st.People[p.Author]),
		"source": `<a href="https://example.com" rel="nofollow">practice</a>`, "retweet_count": len(p.Boosts), "favorite_count": len(p.Likes), "lang": xLang(p),
		"favorited": slices.Contains(p.Likes, c.who.ID), "retweeted": slices.Contains(p.Boosts, c.who.ID), "possibly_sensitive": p.Sensitive,
		"in_reply_to_status_id": nil, "in_reply_to_status_id_str": nil, "in_reply_to_user_id": nil, "in_reply_to_user_id_str": nil,
		"in_reply_to_screen_name": nil, "entities": entities, "is_quote_status": c.extra(p).Quote != "",
	}
	if p.Parent != "" {
		v["in_reply_to_status_id"], v["in_reply_to_status_id_str"] = wireNumber(p.Parent), p.Parent
	}
	if to := c.st.People[p.ParentAuthor]; to != nil {
		v["in_reply_to_user_id"], v["in_reply_to_user_id_str"], v["in_reply_to_screen_name"] = wireNumber(to.ID), to.ID, to.Username
	}
	if original := c.st.Posts[p.Boost]; original != nil {
		v["retweeted_status"] = c.xOldPost(original)
	}
	if quoted := c.st.Posts[c.extra(p).Quote]; quoted != nil && !quoted.gone() {
		v["quoted_status_id_str"], v["quoted_status"] = quoted.ID, c.xOldPost(quoted)
	}
	return v
}

// oldEntities are the places of a text in the shape of v1.1: pairs of indices, every list there.
func (c *call) oldEntities(p *post) object {
	names := map[string]string{"urls": "urls", "mentions": "user_mentions", "hashtags": "hashtags"}
	out := object{"urls": []object{}, "user_mentions": []object{}, "hashtags": []object{}, "symbols": []object{}}
	for name, list := range c.xEntities(p) {
		old := []object{}
		for _, e := range list.([]object) {
			v := object{"indices": []any{e["start"], e["end"]}}
			switch name {
			case "mentions":
				v["screen_name"] = e["username"]
				if id, known := e["id"].(string); known {
					v["id"], v["id_str"], v["name"] = wireNumber(id), id, c.st.People[id].Name
				}
			case "hashtags":
				v["text"] = strings.TrimPrefix(e["tag"].(string), "#")
			default:
				v["url"], v["expanded_url"], v["display_url"] = e["url"], e["expanded_url"], e["display_url"]
				if key, pictured := e["media_key"].(string); pictured { // A picture stands in a list of its own.
					v["id_str"], v["type"], v["media_url_https"] = key, "photo", c.URL()+"/media/"+key
					out["media"] = []object{v}
					continue
				}
			}
			old = append(old, v)
		}
		out[names[name]] = old
	}
	return out
}
