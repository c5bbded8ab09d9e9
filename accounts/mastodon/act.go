package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	masto "github.com/mattn/go-mastodon"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// Act carries out one operation other than a post. It aims at a state: what is so already is a success, and so is undoing or
// deleting what has gone.
func (c *Client) Act(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	what := doingOp[o.Op]
	if what == "" {
		return accounts.Receipt{}, &accounts.Err{Doing: "acting", Class: accounts.OutcomeRefused, Code: accounts.CodeUnsupported, Cause: errors.New("this is no act on a network")}
	}
	if err := checkID(what, o.Target); err != nil {
		return accounts.Receipt{}, err
	}
	if err := c.can(what, o.Op); err != nil {
		return accounts.Receipt{}, err
	}
	if o.Op == accounts.OpEdit {
		return c.edit(ctx, what, o)
	}
	r := accounts.Receipt{RemoteID: o.Target, At: c.now().UTC()}
	if o.Op == accounts.OpReport {
		return r, c.report(transport.Doing(ctx, what), what, o)
	}
	s, err := c.act(transport.Doing(ctx, what), o.Op, masto.ID(o.Target))
	if err != nil {
		return r, settled(what, o.Op, err)
	}
	if s != nil && checkID(what, string(s.ID)) == nil {
		r.RemoteID, r.URL = string(s.ID), openable(s.URL, s.URI)
	}
	return r, nil
}

var doingOp = map[accounts.Op]string{
	accounts.OpEdit: "editing a post", accounts.OpDelete: "deleting a post", accounts.OpBoost: "boosting a post",
	accounts.OpUnboost: "taking a boost back", accounts.OpLike: "liking a post", accounts.OpUnlike: "taking a like back",
	accounts.OpFollow: "following", accounts.OpUnfollow: "unfollowing", accounts.OpMute: "muting",
	accounts.OpUnmute: "hearing somebody again", accounts.OpBlock: "blocking", accounts.OpUnblock: "unblocking", accounts.OpReport: "reporting",
}

// act calls the library; the status is that of the answer, nil where the answer has none.
func (c *Client) act(ctx context.Context, op accounts.Op, id masto.ID) (s *masto.Status, err error) {
	switch op {
	case accounts.OpDelete:
		return nil, c.api.DeleteStatus(ctx, id)
	case accounts.OpBoost:
		return c.api.Reblog(ctx, id)
	case accounts.OpUnboost:
		_, err = c.api.Unreblog(ctx, id)
	case accounts.OpLike:
		_, err = c.api.Favourite(ctx, id)
	case accounts.OpUnlike:
		_, err = c.api.Unfavourite(ctx, id)
	case accounts.OpFollow:
		_, err = c.api.AccountFollow(ctx, id)
	case accounts.OpUnfollow:
		_, err = c.api.AccountUnfollow(ctx, id)
	case accounts.OpMute:
		_, err = c.api.AccountMute(ctx, id)
	case accounts.OpUnmute:
		_, err = c.api.AccountUnmute(ctx, id)
	case accounts.OpBlock:
		_, err = c.api.AccountBlock(ctx, id)
	case accounts.OpUnblock:
		_, err = c.api.AccountUnblock(ctx, id)
	}
	return nil, err
}

// report tells the server's moderators about somebody and, where the report names it, about what was said
// (https://docs.joinmastodon.org/methods/reports/#post).
func (c *Client) report(ctx context.Context, what string, o accounts.Outgoing) error {
	var posts []masto.ID
	if o.Quote != "" {
		if err := checkID(what, o.Quote); err != nil {
			return err
		}
		posts = append(posts, masto.ID(o.Quote))
	}
	if _, err := c.api.Report(ctx, masto.ID(o.Target), posts, o.Text); err != nil {
		return settled(what, o.Op, err)
	}
	return nil
}

// settled is nil where an error says that all is as it should be.
func settled(what string, op accounts.Op, err error) error {
	var e *accounts.Err
	if !errors.As(err, &e) {
		var status *masto.APIError
		var syntax *json.SyntaxError
		var kind *json.UnmarshalTypeError
		if errors.As(err, &status) && status.StatusCode/100 == 2 || errors.As(err, &syntax) || errors.As(err, &kind) || errors.Is(err, io.EOF) {
			return nil // It was done; what the answer says of the post does not matter.
		}
		return transport.Error(what, err)
	}
	gone := e.Code == accounts.CodeNotFound
	if gone && op.TakesAway() {
		return nil
	}
	if e.Status == http.StatusUnprocessableEntity && strings.Contains(strings.ToLower(e.Detail.String()), "already") {
		return nil
	}
	return transport.Error(what, err)
}

// can refuses what the server is known to lack.
func (c *Client) can(what string, op accounts.Op) error {
	can := c.acc.Instance.Can
	switch {
	case !c.known():
	case op == accounts.OpEdit && !can.Edit:
		return c.unsupported(what, "edits")
	case (op == accounts.OpBoost || op == accounts.OpUnboost) && !can.Boost:
		return c.unsupported(what, "boosts")
	case (op == accounts.OpFollow || op == accounts.OpUnfollow) && !can.Follow:
		return c.unsupported(what, "follows")
	}
	return nil
}
