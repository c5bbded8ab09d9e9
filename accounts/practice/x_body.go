package practice

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// xBody reads the JSON of a request strictly: what the schema does not know is refused, as X does (docs.x.com/openapi.json,
// additionalProperties).
func (c *call) xBody(v any) *reply {
	kind, _, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if kind != "application/json" {
		p := xInvalid("Content-Type", kind, "Content-Type must be application/json")
		p.status = http.StatusUnsupportedMediaType
		return &p
	}
	dec := json.NewDecoder(bytes.NewReader(c.raw))
	dec.DisallowUnknownFields()
	err := dec.Decode(v)
	if err == nil && dec.More() {
		err = errors.New("more than one value")
	}
	if err == nil {
		return nil
	}
	if name, found := strings.CutPrefix(err.Error(), "json: unknown field "); found {
		name, _ = strconv.Unquote(name)
		p := xInvalid(name, "", "[$."+name+"] is not defined in the schema and the schema does not allow additional properties")
		return &p
	}
	p := xInvalid("body", "", "Requests with bodies must have content-type of application/json and be valid JSON")
	if err == io.EOF {
		p = xInvalid("body", "", "The request body must not be empty")
	}
	return &p
}

// xFields is what a request wants to see.
type xFields struct {
	tweet, user, media, poll, expand []string
}

// xListParams are the parameters that hold lists, and what may stand in them. The description of 2026-08 names posts where the pages and
// every client name tweets; both are understood (docs.x.com/x-api/fundamentals/fields).
var xListParams = map[string][]string{
	"tweet.fields": strings.Fields(`article attachments author_id card_uri community_id context_annotations conversation_id created_at display_text_range edit_controls
		edit_history_tweet_ids entities geo id in_reply_to_user_id lang media_metadata non_public_metrics note_tweet organic_metrics paid_partnership
		possibly_sensitive promoted_metrics public_metrics referenced_tweets reply_settings scopes source text withheld`),
	"user.fields": strings.Fields(`affiliation confirmed_email connection_status created_at description entities id is_identity_verified location most_recent_tweet_id
		name parody pinned_tweet_id profile_banner_url profile_image_url protected public_metrics receives_your_dm subscription subscription_type url
		username verified verified_followers_count verified_type withheld`),
	"media.fields": strings.Fields(`alt_text duration_ms height media_key non_public_metrics organic_metrics preview_image_url promoted_metrics public_metrics type
		url variants width`),
	"poll.fields": strings.Fields("duration_minutes end_datetime id options voting_status"),
	"expansions": strings.Fields(`attachments.media_keys attachments.media_source_tweet attachments.poll_ids author_id edit_history_tweet_ids
		entities.mentions.username geo.place_id in_reply_to_user_id referenced_tweets.id referenced_tweets.id.author_id pinned_tweet_id
		affiliation.user_id most_recent_tweet_id`),
	"place.fields": strings.Fields("contained_within country country_code full_name geo id name place_type"),
}

// xSelect reads the parameters that choose fields; any other parameter has to be one of allowed.
func (c *call) xSelect(allowed ...string) (xFields, *reply) {
	lists := map[string][]string{}
	for name, values := range c.form {
		known, is := xListParams[strings.Replace(name, "post.fields", "tweet.fields", 1)]
		switch {
		case !is && !slices.Contains(allowed, name):
			p := xInvalid(name, values[0], "The query parameter ["+name+"] is not one of ["+strings.Join(append(allowed, "expansions", "media.fields", "place.fields", "poll.fields", "tweet.fields", "user.fields"), ",")+"]")
			return xFields{}, &p
		case !is:
			continue
		}
		for _, v := range strings.Split(values[0], ",") {
			v = strings.NewReplacer("referenced_posts", "referenced_tweets.id", "note_post", "note_tweet").Replace(v)
			if !slices.Contains(known, v) {
				p := xInvalid(name, v, "The `"+name+"` query parameter value ["+v+"] is not one of ["+strings.Join(known, ",")+"]")
				return xFields{}, &p
			}
			lists[name] = append(lists[name], v)
		}
	}
	return xFields{
		tweet: append(lists["tweet.fields"], lists["post.fields"]...), user: lists["user.fields"], media: lists["media.fields"], poll: lists["poll.fields"],
		expand: lists["expansions"],
	}, nil
}

// xNumber is a parameter between two bounds.
func (c *call) xNumber(name string, usual, least, most int) (int, *reply) {
	raw := c.val(name)
	if raw == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(raw)
	if err != nil || n < least || n > most {
		p := xInvalid(name, raw, "The `"+name+"` query parameter value ["+raw+"] is not between "+strconv.Itoa(least)+" and "+strconv.Itoa(most))
		return 0, &p
	}
	return n, nil
}

// xID is a parameter that holds the id of a post; 0 when it is missing.
func (c *call) xID(name string) (uint64, *reply) {
	raw := c.val(name)
	if raw == "" {
		return 0, nil
	}
	if !digits(raw) {
		p := xInvalid(name, raw, "The `"+name+"` query parameter value ["+raw+"] is not valid")
		return 0, &p
	}
	return c.traits.ids.parse(raw), nil
}

// digits tells whether s may be an id.
func digits(s string) bool { return s != "" && len(s) <= 19 && strings.Trim(s, "0123456789") == "" }

// xTime is a parameter that holds a moment; the zero time when it is missing.
func (c *call) xTime(name string) (time.Time, *reply) {
	raw := c.val(name)
	if raw == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, raw)
	if err != nil {
		p := xInvalid(name, raw, "The `"+name+"` query parameter value ["+raw+"] is not a valid ISO 8601 date")
		return time.Time{}, &p
	}
	return t, nil
}
