package mastodon

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
)

var _ accounts.Scheduler = (*Client)(nil)

// plan is https://docs.joinmastodon.org/entities/ScheduledStatus/, or the status that a server made at once instead.
type plan struct {
	status
	At     stamp `json:"scheduled_at"`
	Params maybe[struct {
		Text       str       `json:"text"`
		Spoiler    str       `json:"spoiler_text"`
		Visibility str       `json:"visibility"`
		Parent     ident     `json:"in_reply_to_id"`
		MediaIDs   list[str] `json:"media_ids"`
	}] `json:"params"`
}

// Plan makes one POST to /api/v1/statuses with scheduled_at (https://docs.joinmastodon.org/methods/statuses/#create). An answer
// without scheduled_at is a status: the server has overlooked the hour and published.
func (c *Client) Plan(ctx context.Context, o accounts.Outgoing, at time.Time) (accounts.Planned, error) {
	const what = "handing a post over"
	if err := c.schedules(what); err != nil {
		return accounts.Planned{}, err
	}
	if err := c.fits(what, o); err != nil {
		return accounts.Planned{}, err
	}
	v := fields(o)
	v.Set("scheduled_at", at.UTC().Format(time.RFC3339))
	var p plan
	code, err := c.form(transport.WithKey(ctx, o.Key), http.MethodPost, what, "/api/v1/statuses", v, &p)
	if err != nil {
		return accounts.Planned{}, unread(err, code)
	}
	if checkID(what, string(p.ID)) != nil {
		return accounts.Planned{}, &accounts.Err{Doing: what, Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown, Status: code,
			Cause: errors.New("the answer names no id; look at the list of scheduled posts")}
	}
	if p.At.IsZero() && !p.CreatedAt.IsZero() {
		r := c.receipt(p.status)
		return accounts.Planned{At: r.At, Out: &r}, nil
	}
	return p.planned(), nil
}

func (p plan) planned() accounts.Planned {
	return accounts.Planned{ID: string(p.ID), At: p.At.Time.UTC()}
}

// Planned reads https://docs.joinmastodon.org/methods/scheduled_statuses/#get-one.
func (c *Client) Planned(ctx context.Context, id string) (accounts.Planned, error) {
	const what = "asking for a scheduled post"
	if err := checkID(what, id); err != nil {
		return accounts.Planned{}, err
	}
	var p plan
	if err := c.get(ctx, what, "/api/v1/scheduled_statuses/"+id, nil, &p); err != nil {
		return accounts.Planned{}, err
	}
	if p.ID == "" {
		p.ID = ident(id)
	}
	return p.planned(), nil
}

// Pages of the list of scheduled posts: a server keeps at most 300 (https://docs.joinmastodon.org/entities/ScheduledStatus/).
const (
	planPage  = 40
	planPages = 10
)

// FindPlanned reads the list (https://docs.joinmastodon.org/methods/scheduled_statuses/#get) and keeps what has the hour, to the
// minute, and the text, warning, visibility, parent and number of files of the payload. The list gives no key back that could be
// compared.
func (c *Client) FindPlanned(ctx context.Context, o accounts.Outgoing, at time.Time) ([]accounts.Planned, error) {
	const what = "looking through the scheduled posts"
	if err := c.schedules(what); err != nil {
		return nil, err
	}
	var found []plan
	q := url.Values{"limit": {"40"}}
	for range planPages {
		var got page[plan]
		if err := c.get(ctx, what, "/api/v1/scheduled_statuses", q, &got); err != nil {
			return nil, err
		}
		last := ""
		for _, p := range got {
			if checkID(what, string(p.ID)) != nil {
				continue
			}
			if last = string(p.ID); p.of(o, at) {
				found = append(found, p)
			}
		}
		if len(got) < planPage || last == "" || q.Get("max_id") == last {
			break
		}
		q.Set("max_id", last)
	}
	slices.SortFunc(found, func(a, b plan) int { return cmp.Compare(compare(a.ID, b.ID), 0) })
	out := []accounts.Planned{}
	for _, p := range slices.CompactFunc(found, func(a, b plan) bool { return a.ID == b.ID }) {
		out = append(out, p.planned())
	}
	return out, nil
}

// of tells whether a plan is that of a payload at an hour.
func (p plan) of(o accounts.Outgoing, at time.Time) bool {
	f := p.Params.Get()
	files := max(len(f.MediaIDs), len(p.Media))
	return p.At.Sub(at).Abs() < time.Minute && tidy(string(f.Text)) == tidy(o.Text) && string(f.Spoiler) == o.CW && files == len(o.MediaIDs) &&
		string(f.Parent) == o.InReplyTo && (f.Visibility == "" || strings.EqualFold(string(f.Visibility), o.Visibility.String()))
}

// Unplan makes one DELETE (https://docs.joinmastodon.org/methods/scheduled_statuses/#cancel). Any answer of the 200s will do.
func (c *Client) Unplan(ctx context.Context, id string) error {
	const what = "taking a scheduled post back"
	if err := checkID(what, id); err != nil {
		return err
	}
	var nothing any
	code, err := c.form(ctx, http.MethodDelete, what, "/api/v1/scheduled_statuses/"+id, nil, &nothing)
	if code/100 == 2 {
		return nil
	}
	return err
}

// schedules refuses what the server is known to lack.
func (c *Client) schedules(what string) error {
	if c.known() && !c.acc.Instance.Can.Schedule {
		return c.unsupported(what, "scheduled posts")
	}
	return nil
}
