package mastodon

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// Send makes one POST to /api/v1/statuses (https://docs.joinmastodon.org/methods/statuses/#create), with the key of the
// delivery as its Idempotency-Key. An answer of the 200s without a readable id is of unknown outcome; what the server is known
// to lack is refused before anything leaves.
func (c *Client) Send(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	const what = "posting"
	if err := c.fits(what, o); err != nil {
		return accounts.Receipt{}, err
	}
	var s status
	code, err := c.form(transport.WithKey(ctx, o.Key), http.MethodPost, what, "/api/v1/statuses", fields(o), &s)
	if err != nil {
		return accounts.Receipt{}, unread(err, code)
	}
	if s.ID == "" {
		return accounts.Receipt{}, &accounts.Err{Doing: what, Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown, Status: code,
			Cause: errors.New("the answer names no id; look at the account whether the post is there")}
	}
	return c.receipt(s), nil
}

// unread makes the error of an answer that came with a success and could not be read an unknown one, with its status.
func unread(err error, code int) error {
	e := *accounts.AsErr(err)
	if code >= 200 && code < 300 {
		e.Class, e.Code, e.Status = accounts.OutcomeUnknown, accounts.CodeUnknown, code
	}
	return &e
}

// fits refuses what may not be sent or what the server is known not to take.
func (c *Client) fits(what string, o accounts.Outgoing) error {
	refuse := func(format string, args ...any) error {
		return &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: accounts.CodeRefused, Cause: fmt.Errorf(format, args...)}
	}
	switch {
	case o.Op != accounts.OpPost:
		return refuse("%s is no post; it is an act", o.Op)
	case o.Key == "":
		return refuse("it has no key; schedule it again")
	case o.Visibility < accounts.Direct || o.Visibility > accounts.Public:
		return refuse("it has no visibility; choose who may read it")
	}
	if o.InReplyTo != "" {
		if err := checkID(what, o.InReplyTo); err != nil {
			return err
		}
	}
	if !c.known() {
		return nil
	}
	in := c.acc.Instance
	switch {
	case o.Poll != nil && !in.Can.Poll:
		return c.unsupported(what, "poll")
	case o.CW != "" && !in.Can.CW:
		return c.unsupported(what, "content warning")
	case len(in.Limits.VisibilityMax) > 0 && !slices.Contains(in.Limits.VisibilityMax, o.Visibility):
		return c.unsupported(what, o.Visibility.String()+" post")
	case !in.Limits.TextOnly && len(o.MediaIDs) == 0 && o.InReplyTo == "":
		return c.unsupported(what, "post without media")
	}
	return nil
}

// fields is the form of a post: the same bytes for the same payload.
func fields(o accounts.Outgoing) url.Values {
	v := url.Values{"status": {o.Text}, "visibility": {o.Visibility.String()}}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("spoiler_text", o.CW)
	set("language", o.Language)
	set("in_reply_to_id", o.InReplyTo)
	if o.Sensitive {
		v.Set("sensitive", "true")
	}
	if len(o.MediaIDs) > 0 {
		v["media_ids[]"] = o.MediaIDs
	}
	addPoll(v, o.Poll)
	return v
}

func addPoll(v url.Values, p *accounts.Poll) {
	if p == nil {
		return
	}
	v["poll[options][]"] = p.Options
	v.Set("poll[expires_in]", strconv.FormatInt(int64(p.Open.Seconds()), 10))
	v.Set("poll[multiple]", strconv.FormatBool(p.Multiple))
	v.Set("poll[hide_totals]", strconv.FormatBool(p.Hide))
}

// receipt is what an answer proves.
func (c *Client) receipt(s status) accounts.Receipt {
	at := s.CreatedAt.Time
	if at.IsZero() {
		at = c.now().UTC()
	}
	return accounts.Receipt{RemoteID: string(s.ID), URL: webURL(s), At: at}
}

// webURL is the page of a post, "" where none can be opened.
func webURL(s status) string { return openable(string(s.URL), string(s.URI)) }

// openable is the first of the addresses that may be opened in a browser.
func openable(addresses ...string) string {
	for _, a := range addresses {
		if !strings.HasPrefix(a, "http") {
			continue
		}
		if l := accounts.NewLink("", a); l.Openable() {
			return l.URL
		}
	}
	return ""
}
