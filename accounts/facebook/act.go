package facebook

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"vocero/accounts"
)

var doingOp = map[accounts.Op]string{
	accounts.OpEdit: "editing a post", accounts.OpDelete: "deleting a post", accounts.OpLike: "liking", accounts.OpUnlike: "taking a like back",
	accounts.OpHide: "hiding a comment", accounts.OpUnhide: "showing a comment again",
}

// Act carries out one operation other than a post. It aims at a state: what is so already is a success, and so is undoing or
// deleting what has gone. The network does not tell what has gone from what the page may no longer see.
func (c *Client) Act(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	what := doingOp[o.Op]
	if what == "" {
		return accounts.Receipt{}, refused("acting", accounts.CodeUnsupported, "a page of Facebook cannot do that (%s) from here; do it in the browser", o.Op)
	}
	at, err := parsePlace(what, o.Target)
	if err != nil {
		return accounts.Receipt{}, err
	}
	r := accounts.Receipt{RemoteID: o.Target, URL: at.page(), At: c.now().UTC()}
	method, path, form := http.MethodPost, "/"+at.node(), url.Values{}
	switch o.Op {
	case accounts.OpEdit:
		return r, c.edit(ctx, what, at, o)
	case accounts.OpDelete:
		method = http.MethodDelete
	case accounts.OpLike:
		path += "/likes"
	case accounts.OpUnlike:
		method, path = http.MethodDelete, path+"/likes"
	case accounts.OpHide, accounts.OpUnhide:
		if at.comment == "" {
			return r, refused(what, accounts.CodeUnsupported, "only comments below the page's own posts can be hidden; for a post choose another way")
		}
		form.Set("is_hidden", map[bool]string{true: "true", false: "false"}[o.Op == accounts.OpHide])
	}
	err = c.change(ctx, what, method, path, form)
	if gone(err) && (o.Op == accounts.OpDelete || o.Op == accounts.OpUnlike) {
		return r, nil
	}
	return r, err
}

// change makes a call whose answer does not matter: a success of whatever shape is one.
func (c *Client) change(ctx context.Context, what, method, path string, form url.Values) error {
	var said json.RawMessage
	_, err := c.g.call(ctx, what, method, path, form, &said)
	if e := accounts.AsErr(err); err != nil && e.Status >= 200 && e.Status < 300 {
		return nil
	}
	return err
}

// edit gives an own post or comment another text (https://developers.facebook.com/docs/graph-api/reference/pagepost#updating). Its photos and their alt
// texts stay as they were sent; what asks for others is refused.
func (c *Client) edit(ctx context.Context, what string, at place, o accounts.Outgoing) error {
	switch {
	case o.CW != "" || o.Poll != nil:
		return refused(what, accounts.CodeUnsupported, "a page of Facebook takes no content warning and no poll; leave it out")
	case len(o.MediaIDs) > 0 || len(o.Alts) > 0:
		now, err := c.Read(ctx, o.Target)
		if err != nil {
			return err
		}
		changed := len(now.Media) != len(o.MediaIDs)
		for i, alt := range o.Alts {
			changed = changed || i >= len(now.Media) || now.Media[i].Alt != accounts.BlockText(alt)
		}
		if changed {
			return refused(what, accounts.CodeUnsupported, "the photos of a post and their alt texts stay as they were sent; delete it and write it anew")
		}
	}
	return c.change(ctx, what, http.MethodPost, "/"+at.node(), url.Values{"message": {o.Text}})
}
