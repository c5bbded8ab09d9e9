package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"vocero/accounts"
	"vocero/accounts/transport"
	"vocero/accounts/wire"
)

const posting = "posting"

// newPost is app.bsky.feed.post as it is written.
type newPost struct {
	Type      string       `json:"$type"`
	Text      string       `json:"text"`
	CreatedAt string       `json:"createdAt"`
	Langs     []string     `json:"langs,omitempty"`
	Reply     *newReply    `json:"reply,omitempty"`
	Facets    []markedText `json:"facets,omitempty"`
	Embed     any          `json:"embed,omitempty"`
}

type newRef struct {
	URI string `json:"uri"`
	CID string `json:"cid"`
}

type newReply struct {
	Root   newRef `json:"root"`
	Parent newRef `json:"parent"`
}

// putting is the body of putRecord. Swap is always null: the record must not be there yet.
type putting struct {
	Repo       string  `json:"repo"`
	Collection string  `json:"collection"`
	Key        string  `json:"rkey"`
	Validate   bool    `json:"validate"`
	Record     newPost `json:"record"`
	Swap       *string `json:"swapRecord"`
}

// Send makes one POST to com.atproto.repo.putRecord (https://docs.bsky.app/docs/api/com-atproto-repo-put-record). What a reply
// answers and the people that are named are read before; when that fails, nothing has left. A record that is there already and says
// the same is this post: it was published by an earlier attempt.
func (c *Client) Send(ctx context.Context, o accounts.Outgoing) (accounts.Receipt, error) {
	if err := c.fits(o); err != nil {
		return accounts.Receipt{}, err
	}
	rec, err := c.record(ctx, o)
	if err != nil {
		return accounts.Receipt{}, unsent(posting, err)
	}
	at := c.address(o)
	body := putting{Repo: c.acc.RemoteID, Collection: postType, Key: at.key, Validate: true, Record: rec}
	var r ref
	code, err := c.post(transport.WithKey(ctx, o.Key), posting, "com.atproto.repo.putRecord", body, &r)
	switch {
	case nameOf(err) == "InvalidSwap":
		return c.again(ctx, o, err)
	case err != nil:
		return accounts.Receipt{}, unread(err, code)
	case string(r.URI) != at.String():
		return accounts.Receipt{}, &accounts.Err{Doing: posting, Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown, Status: code,
			Cause: errors.New("the answer names another post; look at the account whether it is there")}
	}
	return c.receipt(at, o), nil
}

// address is where the post of a payload lies, or will.
func (c *Client) address(o accounts.Outgoing) uri {
	return uri{c.acc.RemoteID, postType, recordKey(o.CreatedAt, o.Key)}
}

func (c *Client) receipt(at uri, o accounts.Outgoing) accounts.Receipt {
	return accounts.Receipt{RemoteID: at.String(), URL: at.page(), At: o.CreatedAt.UTC()}
}

// again answers for a record that was there before: the same post, or one that stands in the way.
func (c *Client) again(ctx context.Context, o accounts.Outgoing, swap error) (accounts.Receipt, error) {
	found, err := c.Find(ctx, o, "")
	if err != nil || len(found) == 0 {
		e := *accounts.AsErr(swap)
		e.Class, e.Code = accounts.OutcomeUnknown, accounts.CodeDuplicate
		return accounts.Receipt{}, &e
	}
	return found[0], nil
}

// unread makes the error of an answer that came with a success and could not be read an unknown one, with its status.
func unread(err error, code int) error {
	e := *accounts.AsErr(err)
	if code >= http.StatusOK && code < http.StatusMultipleChoices {
		e.Class, e.Code, e.Status = accounts.OutcomeUnknown, accounts.CodeUnknown, code
	}
	return &e
}

// fits refuses what may not be sent, and what the network does not have.
func (c *Client) fits(o accounts.Outgoing) error {
	if err := o.Fits(posting, "Bluesky takes", accounts.ToWarn, accounts.ToPoll); err != nil {
		return err
	}
	if o.InReplyTo == "" {
		return nil
	}
	_, err := parseURI(posting, o.InReplyTo)
	return err
}

// record is the post of a payload.
func (c *Client) record(ctx context.Context, o accounts.Outgoing) (newPost, error) {
	p := newPost{Type: postType, Text: o.Text, CreatedAt: stamp(o.CreatedAt)}
	if o.Language != "" {
		p.Langs = []string{o.Language}
	}
	var err error
	if p.Facets, err = c.facets(ctx, o.Text); err != nil {
		return p, err
	}
	if o.InReplyTo != "" {
		if p.Reply, err = c.replyTo(ctx, o.InReplyTo); err != nil {
			return p, err
		}
	}
	if p.Embed, err = embed(o.MediaIDs); err != nil {
		return p, err
	}
	if p.Embed == nil && o.Card != nil {
		p.Embed = external(*o.Card)
	}
	if o.Quote != "" {
		p.Embed, err = c.quoting(ctx, o.Quote, p.Embed)
	}
	return p, err
}

// replyTo are the references to what is answered and to the first post of its conversation.
func (c *Client) replyTo(ctx context.Context, id string) (*newReply, error) {
	v, err := c.view(ctx, "reading what is answered", id)
	if err != nil {
		return nil, err
	}
	parent := newRef{string(v.URI), string(v.CID)}
	root := parent
	if r := v.Record.Get().Reply; r.There() {
		root = newRef{string(r.Get().Root.URI), string(r.Get().Root.CID)}
	}
	return &newReply{root, parent}, nil
}

// Find looks for what may have been posted: its place is known, so one question answers it. A record with another text, parent or
// number of files, or with a quote where there is none, is another post.
func (c *Client) Find(ctx context.Context, o accounts.Outgoing, watermark string) ([]accounts.Receipt, error) {
	const what = "looking for a post"
	at := c.address(o)
	if watermark != "" {
		w, err := parseURI(what, watermark)
		if err != nil {
			return nil, err
		}
		if at.key == w.key || moment(at.key) < moment(w.key) {
			return nil, nil // It would be older than what was there before the first attempt.
		}
	}
	r, err := c.own(ctx, what, at.key)
	switch {
	case err != nil && accounts.AsErr(err).Code == accounts.CodeNotFound:
		return nil, nil
	case err != nil:
		return nil, err
	case string(r.Text) != o.Text, string(r.Reply.Get().Parent.URI) != o.InReplyTo, o.Visibility != accounts.Public, len(attached(r.Embed.Get())) != len(o.MediaIDs),
		(r.Embed.Get().Record.Get().address() == "") != (o.Quote == ""):
		return nil, nil
	}
	return []accounts.Receipt{c.receipt(at, o)}, nil
}

// own reads an own record from its repository, which knows it at once; views of it may come later.
func (c *Client) own(ctx context.Context, what, key string) (record, error) {
	var v struct {
		URI   wire.Str           `json:"uri"`
		Value wire.Maybe[record] `json:"value"`
	}
	q := url.Values{"repo": {c.acc.RemoteID}, "collection": {postType}, "rkey": {key}}
	if err := c.get(ctx, what, "com.atproto.repo.getRecord", q, &v); err != nil {
		return record{}, absent(err)
	}
	if !v.Value.There() || v.URI == "" {
		return record{}, notServer(what, "the answer holds no record")
	}
	return v.Value.Get(), nil
}

// absent gives the errors that say "there is none" their code.
func absent(err error) error {
	if !slices.Contains([]string{"RecordNotFound", "NotFound"}, nameOf(err)) {
		return err
	}
	e := *accounts.AsErr(err)
	e.Code = accounts.CodeNotFound
	return &e
}

// Newest is the address of the newest own post, "" when there is none.
func (c *Client) Newest(ctx context.Context) (string, error) {
	const what = "reading the newest own post"
	var v struct {
		Records json.RawMessage `json:"records"`
	}
	q := url.Values{"repo": {c.acc.RemoteID}, "collection": {postType}, "limit": {"1"}}
	if err := c.get(ctx, what, "com.atproto.repo.listRecords", q, &v); err != nil {
		return "", err
	}
	var list []ref
	if json.Unmarshal(v.Records, &list) != nil {
		return "", notServer(what, "the answer holds no records")
	}
	if len(list) == 0 {
		return "", nil
	}
	at, err := parseURI(what, string(list[0].URI))
	return at.String(), err
}
