package practice

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"vocero/accounts"
)

// xNewPost is the body of POST /2/tweets (docs.x.com/x-api/posts/creation-of-a-post).
type xNewPost struct {
	Text        string         `json:"text"`
	Reply       *xNewReply     `json:"reply"`
	Media       *xNewMedia     `json:"media"`
	Poll        *xNewPoll      `json:"poll"`
	Quote       string         `json:"quote_tweet_id"`
	Answers     string         `json:"reply_settings"`
	Paid        bool           `json:"paid_partnership"`
	ByAI        bool           `json:"made_with_ai"`
	Nullcast    bool           `json:"nullcast"`
	Super       bool           `json:"for_super_followers_only"`
	Share       bool           `json:"share_with_followers"`
	Community   string         `json:"community_id"`
	Card        string         `json:"card_uri"`
	DirectLink  string         `json:"direct_message_deep_link"`
	Geo         map[string]any `json:"geo"`
	EditOptions *struct {
		Previous string `json:"previous_post_id"`
	} `json:"edit_options"`
}

type xNewReply struct {
	To       string   `json:"in_reply_to_tweet_id"`
	Exclude  []string `json:"exclude_reply_user_ids"`
	Populate bool     `json:"auto_populate_reply_metadata"`
}

type xNewMedia struct {
	IDs         []string       `json:"media_ids"`
	Tagged      []string       `json:"tagged_user_ids"`
	Title       string         `json:"title"`
	Description string         `json:"description"`
	Preview     string         `json:"preview_media_id"`
	Embeddable  bool           `json:"embeddable"`
	Actions     map[string]any `json:"call_to_actions"`
}

type xNewPoll struct {
	Options []string `json:"options"`
	Minutes int      `json:"duration_minutes"`
	Answers string   `json:"reply_settings"`
}

// The refusals of a post, as they have been seen (docs.x.com/changelog for the second).
const (
	xDuplicate  = "You are not allowed to create a Tweet with duplicate content."
	xUnsummoned = "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to."
	xForbidden  = "You are not permitted to perform this action."
)

// xDuplicateTime is how long the same words of an account are refused; X does not say how long it does.
const xDuplicateTime = 24 * time.Hour

func xDenied(detail string) reply { return xProblem(http.StatusForbidden, "", "Forbidden", detail) }

// xCreate is POST /2/tweets.
func (c *call) xCreate() reply {
	var in xNewPost
	if no := c.xBody(&in); no != nil {
		return *no
	}
	if name, value, message := in.misshapen(); name != "" {
		return xInvalid(name, value, message)
	}
	d, summoned, no := c.xDraft(in)
	if no != nil {
		return *no
	}
	price := xPrices.post
	switch {
	case summoned:
		price = xPrices.summoned
	case len(accounts.XLimits().Count.URLs(in.Text)) > 0:
		price = xPrices.withURL
	}
	if no := c.xCharge(price); no != nil {
		return *no
	}
	p := c.commit(c.who, d)
	if e := (xExtra{Answers: in.Answers, Paid: in.Paid, ByAI: in.ByAI}); in.Answers != "" || in.Paid || in.ByAI || in.Poll != nil {
		if in.Poll != nil {
			e.PollMinutes = in.Poll.Minutes
		}
		c.xs().Extra[p.ID] = &e
	}
	return give(http.StatusCreated, object{"data": object{"id": p.ID, "text": c.xShown(p), "edit_history_tweet_ids": []string{p.ID}}})
}

// misshapen is what the schema says against a post: the field, what is in it, and why; "" for nothing.
func (in xNewPost) misshapen() (name, value, message string) {
	settings := []string{"", "following", "mentionedUsers", "subscribers", "verified"}
	switch {
	case strings.TrimSpace(in.Text) == "" && in.Media == nil:
		return "text", in.Text, "Invalid text: it must not be empty without media"
	case in.Reply != nil && !digits(in.Reply.To):
		return "reply.in_reply_to_tweet_id", in.Reply.To, "$.reply.in_reply_to_tweet_id: does not match the regex pattern ^[0-9]{1,19}$"
	case !slices.Contains(settings, in.Answers):
		return "reply_settings", in.Answers, "$.reply_settings: does not have a value in the enumeration [" + strings.Join(settings[1:], ", ") + "]"
	case in.Media != nil && (len(in.Media.IDs) < 1 || len(in.Media.IDs) > 4):
		return "media.media_ids", strings.Join(in.Media.IDs, ","), "$.media.media_ids: must have between 1 and 4 items"
	case in.Poll == nil:
		return "", "", ""
	case in.Media != nil:
		return "poll", "", "Only one of poll and media may be specified"
	case len(in.Poll.Options) < 2 || len(in.Poll.Options) > 4:
		return "poll.options", strings.Join(in.Poll.Options, ","), "$.poll.options: must have between 2 and 4 items"
	case in.Poll.Minutes < 5 || in.Poll.Minutes > 10080:
		return "poll.duration_minutes", strconv.Itoa(in.Poll.Minutes), "$.poll.duration_minutes: must be between 5 and 10080"
	}
	for _, o := range in.Poll.Options {
		if n := utf8.RuneCountInString(o); n < 1 || n > 25 {
			return "poll.options", o, "$.poll.options: must be between 1 and 25 characters long"
		}
	}
	return "", "", ""
}

// xDraft checks a post against the rules and makes a draft of it; summoned tells whether it answers somebody who named the account.
func (c *call) xDraft(in xNewPost) (d draft, summoned bool, no *reply) {
	refuse := func(p reply) (draft, bool, *reply) { return draft{}, false, &p }
	d = draft{text: in.Text, visibility: "public", key: c.r.Header.Get("Idempotency-Key"), arrived: true}
	if in.Reply != nil {
		var allowed bool
		if allowed, summoned = c.xMayAnswer(in.Reply.To); !allowed {
			return refuse(c.xNoReply(in.Reply.To))
		}
		d.parent = in.Reply.To
		d.to = append(d.to, c.st.Posts[d.parent].Author)
	}
	if in.Media != nil {
		d.media = in.Media.IDs
	}
	if in.Poll != nil {
		d.poll = &pollDraft{Options: in.Poll.Options, ExpiresIn: in.Poll.Minutes * 60}
	}
	if p := c.xWrong(in); p != nil {
		return refuse(*p)
	}
	for _, who := range c.xNamed(in.Text) {
		d.to = append(d.to, who.ID)
	}
	return d, summoned, nil
}

// xWrong is what is against a post apart from whom it answers, nil for nothing.
func (c *call) xWrong(in xNewPost) *reply {
	p := xDenied(xForbidden)
	switch {
	case accounts.XLimits().Count.Count(in.counted(), "") > c.xChars(c.who):
		// Too long a text gets no reason of its own.
	case in.Quote != "", in.EditOptions != nil, in.Super, in.Nullcast, in.Community != "", in.Card != "", in.DirectLink != "":
		// Quotes left the plans of small customers on 2026-04-20; the others were never in them (docs.x.com/changelog).
	case in.Media != nil && !c.xAttachable(in.Media.IDs):
		p = xInvalid("media.media_ids", strings.Join(in.Media.IDs, ","), "Your media IDs are invalid.")
	case c.xSaid(in):
		p = xDenied(xDuplicate)
	default:
		return nil
	}
	return &p
}

// counted is the part of a text that counts.
func (in xNewPost) counted() string {
	if in.Reply == nil {
		return in.Text
	}
	return unaddressed(in.Text)
}

// xSaid tells whether the account has said the same to the same person lately.
func (c *call) xSaid(in xNewPost) bool {
	parent := ""
	if in.Reply != nil {
		parent = c.st.Posts[in.Reply.To].Author
	}
	for _, p := range slices.Backward(c.ix.byAuthor[c.who.ID]) {
		if c.now.Sub(p.Created) >= xDuplicateTime {
			return false
		}
		if !p.gone() && p.Boost == "" && in.Text != "" && same(p.Text, in.Text) && (p.ParentAuthor == parent || parent == "" && p.ParentAuthor == "") {
			return true
		}
	}
	return false
}

// same compares texts without their white space at the ends.
func same(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) }

// xMayAnswer tells whether the account may answer a post: its own, or that of somebody who named it or quoted it.
func (c *call) xMayAnswer(id string) (allowed, summoned bool) {
	p := c.st.Posts[id]
	if p == nil || !c.sees(nil, p) {
		return false, false
	}
	if p.Author == c.who.ID {
		return true, false
	}
	quoted := c.st.Posts[c.extra(p).Quote]
	named := slices.Contains(p.Mentions, c.who.ID) || quoted != nil && quoted.Author == c.who.ID
	return named, named
}

// xNoReply is the refusal of an answer.
func (c *call) xNoReply(id string) reply {
	if p := c.st.Posts[id]; p == nil || !c.sees(nil, p) {
		return xDenied("You attempted to reply to a Tweet that is deleted or not visible to you.")
	}
	return xDenied(xUnsummoned)
}

// xDelete is DELETE /2/tweets/:id.
func (c *call) xDelete() reply {
	p := c.st.Posts[c.id()]
	switch {
	case p == nil || p.gone():
		v := xMissing("tweet", "id", c.id())
		v["status"] = http.StatusNotFound
		return give(http.StatusNotFound, v)
	case p.Author != c.who.ID:
		return xDenied("You are not authorized to delete this Tweet.")
	}
	if no := c.xCharge(xPrices.manage); no != nil {
		return *no
	}
	c.remove(p, c.now)
	return ok(object{"data": object{"deleted": true}})
}
