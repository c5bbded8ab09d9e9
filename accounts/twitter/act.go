package twitter

import (
	"context"
	"encoding/json"
	"net/http"

	"vocero/accounts"
)

var doingOp = map[accounts.Op]string{
	accounts.OpDelete: "deleting a post", accounts.OpBoost: "reposting", accounts.OpUnboost: "taking a repost back", accounts.OpLike: "liking a post",
	accounts.OpUnlike: "taking a like back", accounts.OpFollow: "following", accounts.OpUnfollow: "unfollowing", accounts.OpMute: "muting",
	accounts.OpUnmute: "unmuting", accounts.OpHide: "hiding a reply", accounts.OpUnhide: "showing a reply again",
}

// acting names an operation for errors.
func acting(op accounts.Op) string {
	if s := doingOp[op]; s != "" {
		return s
	}
	return "acting"
}

// act carries out one operation. Follows, likes and quotes left self-service on 2026-04-20, and blocks are not in version 2
// (https://docs.x.com/changelog).
func (m *modern) act(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	what, r := acting(o.Op), accounts.Receipt{RemoteID: o.Target, At: m.now().UTC()}
	if err := checkID(what, o.Target); err != nil {
		return r, err
	}
	method, path, body := m.request(o)
	if method == "" {
		return r, no(what, accounts.CodeUnsupported, "X gives this to no app of one's own; do it in the browser")
	}
	if err := checkID(what, m.acc.RemoteID); err != nil {
		return r, err
	}
	switch o.Op {
	case accounts.OpMute, accounts.OpUnmute:
	default:
		r.URL = m.permalink("", o.Target)
	}
	var said json.RawMessage
	code, err := m.put(ctx, what, method, path, body, &said)
	if code >= http.StatusOK && code < http.StatusMultipleChoices {
		return r, nil // It was done; what the answer says of it does not matter, and some say nothing.
	}
	return r, settled(o.Op, err)
}

// request is the one request of an operation; the method is "" for what the network does not have.
func (m *modern) request(o accounts.Outgoing) (method, path string, body any) {
	me := "/2/users/" + m.acc.RemoteID
	switch o.Op {
	case accounts.OpDelete: // https://docs.x.com/x-api/posts/delete-post
		return http.MethodDelete, "/2/tweets/" + o.Target, nil
	case accounts.OpBoost: // https://docs.x.com/x-api/users/repost-post
		return http.MethodPost, me + "/retweets", map[string]string{"tweet_id": o.Target}
	case accounts.OpUnboost:
		return http.MethodDelete, me + "/retweets/" + o.Target, nil
	case accounts.OpMute: // https://docs.x.com/x-api/users/mute-user
		return http.MethodPost, me + "/muting", map[string]string{"target_user_id": o.Target}
	case accounts.OpUnmute:
		return http.MethodDelete, me + "/muting/" + o.Target, nil
	case accounts.OpHide, accounts.OpUnhide: // https://docs.x.com/x-api/posts/hide-reply
		return http.MethodPut, "/2/tweets/" + o.Target + "/hidden", map[string]bool{"hidden": o.Op == accounts.OpHide}
	}
	return "", "", nil
}

// settled makes a success of what is so already: what is deleted or taken back may be gone, what is repeated may be repeated already.
func settled(op accounts.Op, err error) error {
	e := accounts.AsErr(err)
	switch op {
	case accounts.OpDelete, accounts.OpUnboost, accounts.OpUnlike, accounts.OpUnfollow, accounts.OpUnmute:
		if e.Code == accounts.CodeNotFound {
			return nil
		}
	case accounts.OpBoost, accounts.OpLike, accounts.OpFollow, accounts.OpMute:
		if e.Class == accounts.OutcomeRefused && saysAlready().MatchString(e.Detail.String()) {
			return nil
		}
	}
	return e
}

var saysAlready = accounts.Pattern(`(?i)already`)
