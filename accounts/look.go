package accounts

import (
	"context"
	"time"
)

// Searcher is a network whose posts can be searched by word.
type Searcher interface {
	// Search finds what anybody said, the newest first. The cursor of the answer asks for older ones; "" ends.
	Search(ctx context.Context, s Search) (Found, error)
}

// Search says what is looked for.
type Search struct {
	Words    string // as a person types them; the network's own operators may stand among them
	Language string // "" is any
	Since    time.Time
	Cursor   string
	Limit    int // mentions a page; 0 is the network's own
}

// Found is a page of what was found. Its mentions have no fields of the desk.
type Found struct {
	Mentions []Mention
	Cursor   string
}

// Counter is a network that tells how much was said without showing it.
type Counter interface {
	// Volume is how many posts hold the words, by hour or day, the oldest first.
	Volume(ctx context.Context, s Search) ([]Volume, error)
}

// Volume is how many posts there were in a span.
type Volume struct {
	From, To time.Time
	Posts    int
}

// Measurer is a network that tells figures of one's own posts.
type Measurer interface {
	// Measure reads the figures of own posts, at most 100, in the order of the ids; what is gone is left out.
	Measure(ctx context.Context, remoteIDs []string) ([]Figures, error)
}

// Surveyor is a network that tells figures of the account as a whole.
type Surveyor interface {
	// Survey reads the figures of the account for a span, or as they are now where the network keeps no days.
	Survey(ctx context.Context, from, to time.Time) (Figures, error)
}

// Figure names a number that networks tell.
type Figure string

// The figures.
const (
	Likes       Figure = "likes"
	Boosts      Figure = "boosts"
	Replies     Figure = "replies"
	Quotes      Figure = "quotes"
	Bookmarks   Figure = "bookmarks"
	Impressions Figure = "impressions" // times it was shown
	Reach       Figure = "reach"       // people it was shown to
	Clicks      Figure = "clicks"      // on links
	Visits      Figure = "visits"      // of the profile
	Engagements Figure = "engagements"
	FollowersN  Figure = "followers"
	Arrivals    Figure = "new_followers" // who began to follow
	FollowingN  Figure = "following"
	PostsN      Figure = "posts"
)

// Figures are the numbers of one post, or of the account where RemoteID is "". A figure that is missing was not told: it is not zero.
type Figures struct {
	RemoteID string
	At       time.Time // when they were read
	Values   map[Figure]int64
}
