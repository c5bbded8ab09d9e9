package mastodon

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	masto "github.com/mattn/go-mastodon"

	"vocero/accounts"
)

const (
	inboxPage = 80 // the most that Mastodon gives (https://docs.joinmastodon.org/methods/notifications/#get)
	smallPage = 40 // what servers take that refuse 80
	firstDays = 7 * 24 * time.Hour
	maxPages  = 100 // of a first reading
)

const readingInbox = "reading notifications"

// Inbox reads what was said since a cursor, the id of the newest notification seen, oldest first: one page, forward. A page
// that is not full ends it, so that nothing between two readings is lost whatever their number. Without a cursor it reads back
// from the newest to since (zero: seven days).
func (c *Client) Inbox(ctx context.Context, cursor string, since time.Time) (accounts.Inbox, error) {
	if cursor == "" {
		return c.firstInbox(ctx, since)
	}
	if err := checkID(readingInbox, cursor); err != nil {
		return accounts.Inbox{}, err
	}
	got, full, err := c.notifications(ctx, "min_id", cursor)
	if err != nil {
		return accounts.Inbox{}, err
	}
	got = slices.DeleteFunc(got, func(n notification) bool { return compare(n.ID, ident(cursor)) <= 0 })
	return c.inbox(got, cursor, full && len(got) > 0), nil
}

// firstInbox reads pages backward until since.
func (c *Client) firstInbox(ctx context.Context, since time.Time) (accounts.Inbox, error) {
	if since.IsZero() {
		since = c.now().Add(-firstDays)
	}
	var all []notification
	newest, below := ident(""), ""
	for range maxPages {
		got, full, err := c.notifications(ctx, "max_id", below)
		if err != nil {
			return accounts.Inbox{}, err
		}
		got = slices.DeleteFunc(got, func(n notification) bool { return below != "" && compare(n.ID, ident(below)) >= 0 })
		if len(got) == 0 {
			break
		}
		if newest == "" {
			newest = got[len(got)-1].ID
		}
		below = string(got[0].ID)
		all = append(all, got...)
		if old := got[0].CreatedAt.Time; !full || !old.IsZero() && old.Before(since) {
			break
		}
	}
	all = slices.DeleteFunc(all, func(n notification) bool { return !n.CreatedAt.IsZero() && n.CreatedAt.Before(since) })
	return c.inbox(all, string(newest), false), nil
}

// inbox is a page in our words, oldest first, each once.
func (c *Client) inbox(got []notification, cursor string, more bool) accounts.Inbox {
	slices.SortFunc(got, func(a, b notification) int { return compare(a.ID, b.ID) })
	got = slices.CompactFunc(got, func(a, b notification) bool { return a.ID == b.ID })
	in := accounts.Inbox{Cursor: cursor, More: more}
	for _, n := range got {
		in.Mentions = append(in.Mentions, c.mention(n))
		if cursor == "" || compare(n.ID, ident(in.Cursor)) > 0 {
			in.Cursor = string(n.ID)
		}
	}
	return in
}

// notifications reads one page, sorted by id; full tells that there may be more that way. Servers that refuse 80 are asked for
// 40, and a server whose pages are smaller still is asked again at the next poll: the cursor loses nothing.
func (c *Client) notifications(ctx context.Context, edge, id string) (got page[notification], full bool, err error) {
	ask := func(limit int) error {
		q := url.Values{"limit": {strconv.Itoa(limit)}}
		if id != "" {
			q.Set(edge, id)
		}
		return c.get(ctx, readingInbox, "/api/v1/notifications", q, &got)
	}
	err = ask(inboxPage)
	if e := accounts.AsErr(err); err != nil && e.Class == accounts.OutcomeRefused && (e.Status == 400 || e.Status == 422) {
		err = ask(smallPage)
	}
	if err != nil {
		return nil, false, err
	}
	full = len(got) >= smallPage
	got = slices.DeleteFunc(got, func(n notification) bool { return checkID(readingInbox, string(n.ID)) != nil })
	if full && len(got) == 0 {
		return nil, false, notServer(readingInbox, "no notification of the answer has an id")
	}
	slices.SortFunc(got, func(a, b notification) int { return compare(a.ID, b.ID) })
	return got, full, nil
}

// compare orders ids as servers make them: longer is newer, and of the same length the greater text.
func compare(a, b ident) int { return masto.ID(a).Compare(masto.ID(b)) }
