package bluesky

import (
	"context"
	"encoding/json"
	"net/url"

	"vocero/accounts"
	"vocero/accounts/transport"
)

var doingOp = map[accounts.Op]string{
	accounts.OpDelete: "deleting a post", accounts.OpBoost: "boosting a post", accounts.OpUnboost: "taking a boost back",
	accounts.OpLike: "liking a post", accounts.OpUnlike: "taking a like back", accounts.OpFollow: "following",
	accounts.OpUnfollow: "unfollowing", accounts.OpMute: "muting",
	accounts.OpUnmute: "hearing somebody again", accounts.OpBlock: "blocking", accounts.OpUnblock: "unblocking", accounts.OpReport: "reporting",
}

// Act carries out one operation other than a post. It aims at a state: what is so already is a success, and so is undoing or
// deleting what has gone.
func (c *Client) Act(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	what := doingOp[o.Op]
	if what == "" {
		return accounts.Receipt{}, refused("acting", accounts.CodeUnsupported, "Bluesky has no such act; delete the post and write it anew")
	}
	r := accounts.Receipt{RemoteID: o.Target, At: c.now().UTC()}
	if o.Op.AtPerson() {
		if err := checkDID(what, o.Target); err != nil {
			return r, err
		}
		if o.Op == accounts.OpReport {
			return r, c.report(ctx, what, o)
		}
		return r, c.person(ctx, what, o.Op, o.Target)
	}
	at, err := parseURI(what, o.Target)
	if err != nil {
		return r, err
	}
	if r.URL = at.page(); o.Op == accounts.OpDelete {
		if at.did != c.acc.RemoteID {
			return r, refused(what, accounts.CodeForbidden, "it is not this account's")
		}
		return r, c.remove(ctx, what, at.String())
	}
	return r, c.attend(ctx, what, o)
}

// attend likes and boosts, and takes both back. What the network knows of it decides, so that it may be repeated.
func (c *Client) attend(ctx context.Context, what string, o accounts.Outgoing) error {
	undo := o.Op == accounts.OpUnlike || o.Op == accounts.OpUnboost
	v, err := c.view(ctx, what, o.Target)
	if err != nil {
		if undo && accounts.AsErr(err).Code == accounts.CodeNotFound {
			return nil
		}
		return err
	}
	now, collection := string(v.Viewer.Get().Like), likeType
	if o.Op == accounts.OpBoost || o.Op == accounts.OpUnboost {
		now, collection = string(v.Viewer.Get().Repost), repostType
	}
	switch {
	case undo && now == "", !undo && now != "":
		return nil
	case undo:
		return c.remove(ctx, what, now)
	}
	return c.create(ctx, what, collection, newRef{string(v.URI), string(v.CID)})
}

// person follows, mutes (https://docs.bsky.app/docs/api/app-bsky-graph-mute-actor) and blocks, and takes each back.
func (c *Client) person(ctx context.Context, what string, op accounts.Op, did string) error {
	switch op {
	case accounts.OpMute:
		return c.call(ctx, what, "app.bsky.graph.muteActor", map[string]string{"actor": did})
	case accounts.OpUnmute:
		return c.call(ctx, what, "app.bsky.graph.unmuteActor", map[string]string{"actor": did})
	case accounts.OpBlock:
		return c.block(ctx, what, did)
	}
	var p person
	if err := c.get(ctx, what, "app.bsky.actor.getProfile", url.Values{"actor": {did}}, &p); err != nil {
		return err
	}
	now := string(p.Viewer.Following)
	switch {
	case op == accounts.OpUnblock:
		return c.unblock(ctx, what, did, string(p.Viewer.Blocking))
	case op == accounts.OpUnfollow && now != "":
		return c.remove(ctx, what, now)
	case op == accounts.OpFollow && now == "":
		return c.create(ctx, what, followType, did)
	}
	return nil
}

// create makes a record about something: a post by its reference, a person by the DID.
func (c *Client) create(ctx context.Context, what, collection string, subject any) error {
	return c.call(ctx, what, "com.atproto.repo.createRecord", map[string]any{
		"repo": c.acc.RemoteID, "collection": collection,
		"record": map[string]any{"$type": collection, "subject": subject, "createdAt": stamp(c.now())},
	})
}

// remove deletes an own record. One that is not there is deleted already (https://docs.bsky.app/docs/api/com-atproto-repo-delete-record).
func (c *Client) remove(ctx context.Context, what, address string) error {
	at, err := parseURI(what, address)
	if err != nil {
		return err
	}
	return c.call(ctx, what, "com.atproto.repo.deleteRecord", map[string]string{"repo": c.acc.RemoteID, "collection": at.collection, "rkey": at.key})
}

// call calls a procedure whose answer does not matter.
func (c *Client) call(ctx context.Context, what, nsid string, body any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return transport.Error(what, err)
	}
	_, err = c.do(ctx, what, func(t *transport.Client) (int, error) {
		var said json.RawMessage
		code, err := post(ctx, t, what, c.acc.Server+"/xrpc/"+nsid, b, "application/json", &said)
		if code >= 200 && code < 300 {
			err = nil // It was done; what the answer says of it does not matter, and some say nothing.
		}
		return code, err
	})
	return err
}
