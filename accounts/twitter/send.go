package twitter

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
	"vocero/accounts/wire"
)

const posting = "posting"

// newPost is the body of https://docs.x.com/x-api/posts/create-post. Fields that are not there are refused by the network.
type newPost struct {
	Text  string    `json:"text,omitempty"`
	Reply *newReply `json:"reply,omitempty"`
	Media *newMedia `json:"media,omitempty"`
	Poll  *newPoll  `json:"poll,omitempty"`
	Paid  bool      `json:"paid_partnership,omitempty"`
}

type newReply struct {
	To string `json:"in_reply_to_tweet_id"`
}

type newMedia struct {
	IDs []string `json:"media_ids"`
}

type newPoll struct {
	Options []string `json:"options"`
	Minutes int      `json:"duration_minutes"`
}

// The length of a poll, in minutes.
const (
	pollShortest = 5
	pollLongest  = 7 * 24 * 60
)

// send makes one POST to /2/tweets. The network has no key for a repeat, but it refuses the same words twice in a row: then the post
// has to be looked for, since an earlier attempt may have brought it there.
func (m *modern) send(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	if err := fits(o); err != nil {
		return accounts.Receipt{}, err
	}
	var v struct {
		Data   wire.Maybe[post]   `json:"data"`
		Errors wire.List[problem] `json:"errors"`
	}
	code, err := m.put(transport.WithKey(ctx, o.Key), posting, http.MethodPost, "/2/tweets", m.body(o), &v)
	if err != nil {
		return accounts.Receipt{}, m.notPosted(unread(err, code), o)
	}
	id := string(v.Data.Get().ID)
	if checkID(posting, id) != nil {
		return accounts.Receipt{}, &accounts.Err{Doing: posting, Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown, Status: code,
			Cause: errors.New("the answer names no post; look at the account whether it is there")}
	}
	m.ours(id)
	return accounts.Receipt{RemoteID: id, URL: m.permalink(m.acc.User, id), At: made(id, m.now())}, nil
}

// notPosted gives the errors of a post the meaning that they have for it.
func (p peer) notPosted(err error, o accounts.Outgoing) error {
	e := accounts.AsErr(err)
	switch {
	case e.Class != accounts.OutcomeRefused:
		return e
	case e.Code == accounts.CodeDuplicate:
		e.Class = accounts.OutcomeUnknown
	case e.Code == accounts.CodeForbidden && p.tooLong(o): // The network gives no reason for that.
		e.Code = accounts.CodeTooLong
	case e.Code == accounts.CodeForbidden && o.InReplyTo != "" && saysSummoned().MatchString(e.Detail.String()):
		e.Code = accounts.CodeUnsummoned
	case e.Code == accounts.CodeNotFound && o.InReplyTo == "" && len(o.MediaIDs) > 0:
		e.Code = accounts.CodeMedia // Uploads end after a day.
	}
	return e
}

// tooLong tells whether a text has more than fits. The people before an answer do not count.
func (p peer) tooLong(o accounts.Outgoing) bool {
	text, l := p.shortHandles(o.Text), p.about(p.login.API).Limits
	for o.InReplyTo != "" && strings.HasPrefix(text, "@") {
		_, rest, more := strings.Cut(text, " ")
		if text = rest; !more {
			break
		}
	}
	return l.Count.Count(text, "") > l.Chars
}

func (m *modern) body(o accounts.Outgoing) newPost {
	p := newPost{Text: m.shortHandles(o.Text), Paid: o.Paid}
	if o.InReplyTo != "" {
		p.Reply = &newReply{o.InReplyTo}
	}
	if len(o.MediaIDs) > 0 {
		p.Media = &newMedia{o.MediaIDs}
	}
	if o.Poll != nil {
		minutes := int((o.Poll.Open + time.Minute - 1) / time.Minute)
		p.Poll = &newPoll{o.Poll.Options, min(max(minutes, pollShortest), pollLongest)}
	}
	return p
}

// fits refuses what may not be sent, and what the network does not have.
func fits(o accounts.Outgoing) error {
	if err := o.Fits(posting, "X takes", accounts.ToWarn, accounts.ToQuote); err != nil {
		return err
	}
	if o.Poll != nil && o.Poll.Multiple {
		return no(posting, accounts.CodeUnsupported, "X takes no poll with several choices; leave it out or choose another account")
	}
	if o.InReplyTo != "" {
		if err := checkID(posting, o.InReplyTo); err != nil {
			return err
		}
	}
	for _, id := range o.MediaIDs {
		if checkID(posting, id) != nil {
			return no(posting, accounts.CodeMedia, "a file of the post is no upload of this network; attach it again")
		}
	}
	return nil
}
