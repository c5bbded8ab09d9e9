// Package draft is one text that is being written, without its keys: opened, kept on disk, counted, cleared by the guards, let go,
// and drawn as the networks will show it. The composer is its screen.
//
// Nothing here calls Schedule or Act but Release, and Release takes only what Clear has cleared and a person's letter has let go.
package draft

import (
	"io"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// Posts is where posts are kept.
type Posts interface {
	SavePost(p accounts.Post) (accounts.Post, error)
	Post(id accounts.ID) (accounts.Post, error)
	Posts(q accounts.PostQuery, at accounts.Cursor, n int) ([]accounts.Post, accounts.Cursor, error)
	Revisions(id accounts.ID) ([]accounts.Post, error)
	RemovePost(id accounts.ID) error
	Unschedule(id accounts.ID) (accounts.Post, error)
}

// Outbox is from where posts leave, and where the wording of an edit is kept until it does.
type Outbox interface {
	Facts(p accounts.Post, now time.Time) (guard.Facts, error)
	Schedule(post accounts.ID, revision uint64, c []guard.Clearance, o accounts.ScheduleOptions) (accounts.Post, []accounts.Delivery, error)
	Act(d accounts.Delivery, hold time.Duration) (accounts.Delivery, error)
	Delivery(id accounts.ID) (accounts.Delivery, error)
	PutState(key string, value []byte) error
	State(key string) ([]byte, error)
}

// Book is what is known of brands and of what they were told.
type Book interface {
	Brands() ([]accounts.Brand, error)
	Mention(id accounts.ID) (accounts.Mention, error)
	Ask(r accounts.Request) (accounts.ID, error)
	AddMedia(brand accounts.ID, name string, r io.Reader) (accounts.Media, error)
	OpenMedia(brand accounts.ID, sha256 string) (io.ReadSeekCloser, error)
	Note(e accounts.Entry) error
}

// Web is where it is asked what is behind links.
type Web interface {
	AskLinks(brand accounts.ID, urls []string) (n int, err error)
}

// Desk is what a text is read from and written to: the store.
type Desk interface {
	Posts
	Outbox
	Book
	Web
}

// Journal keeps what is typed outside the store.
type Journal interface {
	Append(p accounts.Post) error
}
