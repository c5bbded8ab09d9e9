package practice

import (
	"fmt"
	"strconv"
	"strings"
)

// Model names the server software that a practice server imitates.
type Model string

// The models that can be started.
const (
	Mastodon   Model = "mastodon"
	GoToSocial Model = "gotosocial"
	Pixelfed   Model = "pixelfed"
	Pleroma    Model = "pleroma"
	Friendica  Model = "friendica"
)

// Models returns every model, in the order of the constants.
func Models() []Model {
	return []Model{Mastodon, GoToSocial, Pixelfed, Pleroma, Friendica}
}

// keyRule says what a server does with a repeated Idempotency-Key.
type keyRule int

const (
	keyIgnored keyRule = iota
	keySame            // the first status comes back for an hour
	keyRefused         // 400 for an hour
)

// planRule says how much of scheduling a server has.
type planRule int

const (
	planNone   planRule = iota // scheduled_at is overlooked: the post goes out at once
	planNoMove                 // list and cancel, no PUT
	planFull
)

// traits are the differences between models that a client can notice.
type traits struct {
	version      string // as /api/v1/instance states it
	nodeVersion  string // as nodeinfo states it
	ids          idStyle
	instanceV2   bool
	maxChars     int
	runes        bool // counts runes with links in full, not graphemes with links at 23
	key          keyRule
	plans        planRule
	backdates    bool // a scheduled_at in the past becomes the date of the post
	needsMedia   bool // a post without media is refused, unless it answers one
	noDirect     bool
	mediaV2      bool
	focus        bool
	polls        bool
	pollOptions  int
	pollChars    int
	maxMedia     int
	altChars     int
	needsAgent   bool // an empty User-Agent is a teapot
	limitHeaders bool
	refresh      bool     // tokens expire and can be renewed
	includeTypes bool     // notifications are filtered by include_types[] as well
	dialect      *dialect // nil: the Mastodon API
}

// table follows the documentation and source of each project:
// https://docs.joinmastodon.org/entities/Instance/,
// https://docs.gotosocial.org/en/latest/api/swagger/,
// https://docs.pleroma.social/backend/development/API/differences_in_mastoapi_responses/,
// https://docs.pixelfed.org, https://github.com/friendica/friendica/blob/stable/doc/API-Mastodon.md.
var table = map[Model]traits{
	Mastodon: {
		version: "4.6.0", nodeVersion: "4.6.0", ids: idNumeric, instanceV2: true, maxChars: 500, key: keySame,
		plans: planFull, mediaV2: true, focus: true, polls: true, pollOptions: 4, pollChars: 50, maxMedia: 4,
		altChars: 1500, limitHeaders: true,
	},
	GoToSocial: {
		version: "0.20.1 git-57cb4fe", nodeVersion: "0.20.1 git-57cb4fe", ids: idULID, instanceV2: true, maxChars: 5000,
		runes: true, key: keyIgnored, plans: planFull, backdates: true, mediaV2: true, focus: true, polls: true,
		pollOptions: 6, pollChars: 50, maxMedia: 6, altChars: 1500, needsAgent: true, limitHeaders: true,
	},
	Pixelfed: {
		version: "3.5.3 (compatible; Pixelfed 0.12.3)", nodeVersion: "0.12.3", ids: idNumeric, instanceV2: true,
		maxChars: 500, key: keyRefused, plans: planNone, needsMedia: true, noDirect: true, mediaV2: true, polls: false,
		maxMedia: 4, altChars: 1000, limitHeaders: true,
	},
	Pleroma: {
		version: "2.7.2 (compatible; Pleroma 2.9.1)", nodeVersion: "2.9.1", ids: idFlake, maxChars: 5000, key: keySame,
		plans: planFull, mediaV2: true, polls: true, pollOptions: 20, pollChars: 200, maxMedia: 1000, altChars: 5000,
		refresh: true, includeTypes: true,
	},
	Friendica: {
		version: "2.8.0 (compatible; Friendica 2024.08)", nodeVersion: "2024.08-1573", ids: idNumeric, instanceV2: true,
		maxChars: 200000, key: keyIgnored, plans: planNoMove, polls: false, maxMedia: 100, altChars: 5000,
	},
	Bluesky:  bskyTraits,
	Facebook: fbTraits,
	X:        xTraits,
	News:     newsTraits,
	Forum:    forumTraits,
	Blog:     blogTraits,
}

// dialectOf is the API of the models that are no members of Models; nil for those.
func dialectOf(m Model) *dialect {
	switch m {
	case Bluesky:
		return bskyDialect()
	case News:
		return newsDialect()
	case Forum:
		return forumDialect()
	case Blog:
		return blogDialect()
	case Facebook:
		return fbDialect()
	case X:
		return xDialect()
	}
	return nil
}

// traitsOf returns the traits of a model, with another version when one is
// asked for: a Mastodon before 4.0 has no /api/v2/instance.
func traitsOf(m Model, version string) (traits, error) {
	t, ok := table[m]
	if !ok {
		return traits{}, fmt.Errorf("unknown model %q: use one of %v", m, Models())
	}
	t.dialect = dialectOf(m)
	if version == "" {
		return t, nil
	}
	t.version, t.nodeVersion = version, version
	if m == Mastodon {
		major, err := strconv.Atoi(strings.SplitN(version, ".", 2)[0])
		t.instanceV2 = err != nil || major >= 4
	}
	return t, nil
}
