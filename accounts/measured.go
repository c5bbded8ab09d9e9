package accounts

import "time"

// RequestFigures asks a worker to read the figures of an account's newest posts, and its own, now. Arg is the remote id of one post,
// or "" for all.
const RequestFigures = "figures"

// Bounds of reading figures: so many of the newest own posts, of so many days, so often by itself.
const (
	MostMeasured  = 100
	MeasuredDays  = 30
	MeasuredEvery = time.Hour
)

// Measured are the newest figures of an own post, or of the account where RemoteID is "". A figure that is missing was not told: there is
// no data, which is not zero.
type Measured struct {
	Brand    ID               `cbor:"1,keyasint"`
	Account  ID               `cbor:"2,keyasint"`
	RemoteID string           `cbor:"3,keyasint,omitempty"`
	At       time.Time        `cbor:"4,keyasint"`
	Values   map[Figure]int64 `cbor:"5,keyasint,omitempty"`
}

// AllFigures are the figures in the order in which they are shown.
func AllFigures() []Figure {
	return []Figure{Likes, Boosts, Replies, Quotes, Bookmarks, Impressions, Reach, Clicks, Visits, Engagements, FollowersN, FollowingN, PostsN}
}
