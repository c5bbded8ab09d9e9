package mastodon

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// editForm is the body of https://docs.joinmastodon.org/methods/statuses/#edit. It is JSON, since a form cannot pair ids with
// descriptions on every server, and states everything: a server clears what is left out, media and poll included.
type editForm struct {
	Status      string      `json:"status"`
	SpoilerText string      `json:"spoiler_text"`
	Sensitive   bool        `json:"sensitive"`
	Language    string      `json:"language,omitempty"`
	MediaIDs    []string    `json:"media_ids"`
	Attributes  []editMedia `json:"media_attributes,omitempty"`
	Poll        *editPoll   `json:"poll,omitempty"`
}

type editMedia struct {
	ID          string `json:"id"`
	Description string `json:"description"`
}

type editPoll struct {
	Options    []string `json:"options"`
	ExpiresIn  int64    `json:"expires_in"` // seconds
	Multiple   bool     `json:"multiple"`
	HideTotals bool     `json:"hide_totals"`
}

// edit replaces text and content warning (an empty one clears it) and the descriptions of media. Media and poll stay as they are
// where the payload names none: they are read first.
func (c *Client) edit(ctx context.Context, what string, o accounts.Outgoing) (accounts.Receipt, error) {
	f := editForm{Status: o.Text, SpoilerText: o.CW, Sensitive: o.Sensitive, Language: o.Language, MediaIDs: o.MediaIDs}
	if p := o.Poll; p != nil {
		f.Poll = &editPoll{p.Options, int64(p.Open.Seconds()), p.Multiple, p.Hide}
	}
	if f.MediaIDs == nil || f.Poll == nil {
		if err := c.keep(ctx, what, o.Target, &f); err != nil {
			return accounts.Receipt{}, err
		}
	}
	for i, alt := range o.Alts {
		if i < len(f.MediaIDs) {
			f.Attributes = append(f.Attributes, editMedia{f.MediaIDs[i], alt})
		}
	}
	b, err := json.Marshal(f)
	if err != nil {
		return accounts.Receipt{}, transport.Error(what, err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPut, c.acc.Server+"/api/v1/statuses/"+o.Target, bytes.NewReader(b))
	if err != nil {
		return accounts.Receipt{}, transport.Error(what, err)
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := c.http.Do(r, what)
	if err != nil {
		return accounts.Receipt{}, err
	}
	var s status
	if code, err := decode(what, resp, &s); err != nil {
		return accounts.Receipt{}, unread(err, code)
	}
	if s.ID == "" {
		s.ID = ident(o.Target)
	}
	out := c.receipt(s)
	if !s.EditedAt.IsZero() {
		out.At = s.EditedAt.Time
	}
	return out, nil
}

// keep fills in what the post has now and the payload does not change.
func (c *Client) keep(ctx context.Context, what, id string, f *editForm) error {
	var now struct {
		Media list[attachment] `json:"media_attachments"`
		Poll  maybe[struct {
			ExpiresAt stamp `json:"expires_at"`
			Multiple  bool  `json:"multiple"`
			Options   list[struct {
				Title str `json:"title"`
				Votes num `json:"votes_count"`
			}] `json:"options"`
		}] `json:"poll"`
	}
	if err := c.get(ctx, what, "/api/v1/statuses/"+id, nil, &now); err != nil {
		return err
	}
	if f.MediaIDs == nil {
		f.MediaIDs = []string{}
		for _, m := range now.Media {
			f.MediaIDs = append(f.MediaIDs, string(m.ID))
		}
	}
	if f.Poll != nil || !now.Poll.There() {
		return nil
	}
	p := now.Poll.Get()
	left := int64(p.ExpiresAt.Sub(c.now()).Seconds())
	if left <= 0 {
		return &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: accounts.CodeRefused, Cause: errors.New("its poll has ended, and an edit would open it again; leave the post as it is")}
	}
	f.Poll = &editPoll{ExpiresIn: max(left, 300), Multiple: p.Multiple}
	for _, o := range p.Options {
		f.Poll.Options = append(f.Poll.Options, string(o.Title))
		f.Poll.HideTotals = f.Poll.HideTotals || !o.Votes.Known()
	}
	return nil
}
