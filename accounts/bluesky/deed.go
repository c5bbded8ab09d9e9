package bluesky

import (
	"context"

	"vocero/accounts"
)

// block writes the one record that blocks somebody; written again it is the same record, so a repeat is harmless
// (https://docs.bsky.app/docs/tutorials/blocking).
func (c *Client) block(ctx context.Context, what, did string) error {
	return c.call(ctx, what, "com.atproto.repo.putRecord", map[string]any{
		"repo": c.acc.RemoteID, "collection": blockType, "rkey": keyFor(did),
		"record": map[string]any{"$type": blockType, "subject": did, "createdAt": stamp(c.now())},
	})
}

// unblock removes the record that blocks somebody: this program's own, which the views may not show yet, and the one they show.
func (c *Client) unblock(ctx context.Context, what, did, shown string) error {
	own := uri{c.acc.RemoteID, blockType, keyFor(did)}.String()
	if shown != "" && shown != own {
		if err := c.remove(ctx, what, shown); err != nil {
			return err
		}
	}
	return c.remove(ctx, what, own)
}

// The subjects of a report (https://docs.bsky.app/docs/api/com-atproto-moderation-create-report).
type (
	reportedPost struct {
		Type string `json:"$type"`
		newRef
	}
	reportedPerson struct {
		Type string `json:"$type"`
		DID  string `json:"did"`
	}
)

// report tells the network's moderators about a post, or about somebody where no post is named or it is gone.
func (c *Client) report(ctx context.Context, what string, o accounts.Outgoing) error {
	var subject any = reportedPerson{"com.atproto.admin.defs#repoRef", o.Target}
	if o.Quote != "" {
		v, err := c.view(ctx, what, o.Quote)
		switch {
		case err == nil:
			subject = reportedPost{"com.atproto.repo.strongRef", newRef{string(v.URI), string(v.CID)}}
		case accounts.AsErr(err).Code != accounts.CodeNotFound:
			return unsent(what, err)
		}
	}
	return c.call(ctx, what, "com.atproto.moderation.createReport", map[string]any{
		"reasonType": "com.atproto.moderation.defs#reasonOther", "reason": o.Text, "subject": subject,
	})
}

// external is a card of what a link leads to (https://docs.bsky.app/docs/advanced-guides/posts#website-card-embeds).
func external(card accounts.Card) any {
	return map[string]any{"$type": "app.bsky.embed.external", "external": map[string]string{"uri": card.URL, "title": card.Title, "description": card.About}}
}

// quoting is what hangs on a post that quotes, with what hung on it before
// (https://docs.bsky.app/docs/advanced-guides/posts#quote-posts).
func (c *Client) quoting(ctx context.Context, id string, with any) (any, error) {
	const what = "reading what is quoted"
	id, err := c.addressOf(ctx, what, id)
	if err != nil {
		return nil, err
	}
	v, err := c.view(ctx, what, id)
	if err != nil {
		return nil, err
	}
	quote := map[string]any{"$type": "app.bsky.embed.record", "record": newRef{string(v.URI), string(v.CID)}}
	if with == nil {
		return quote, nil
	}
	return map[string]any{"$type": "app.bsky.embed.recordWithMedia", "record": quote, "media": with}, nil
}

// addressOf is the address of a post that is named by it, or by its page in a browser.
func (c *Client) addressOf(ctx context.Context, what, id string) (string, error) {
	m := postPage().FindStringSubmatch(id)
	if m == nil {
		return id, nil
	}
	did := m[1]
	if checkDID(what, did) != nil {
		known, err := c.resolve(ctx, did)
		if err != nil {
			return "", err
		}
		if known == "" {
			return "", refused(what, accounts.CodeNotFound, "nobody is called %d bytes like that; take the address from the browser again", len(did))
		}
		did = known
	}
	return uri{did, postType, m[2]}.String(), nil
}

var postPage = accounts.Pattern(`^https://` + Host + `/profile/([A-Za-z0-9._:-]{1,253})/post/([A-Za-z0-9._~:-]{1,128})/?$`)
