package mastodon

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vocero/accounts"
)

// software is what runs behind an address.
type software struct {
	name      string // lower case: "mastodon", "gotosocial", "pleroma", ...
	version   string
	confirmed bool // it said so itself, and it is not our guess
}

var (
	compatible = accounts.Pattern(`(?i)compatible; *([a-z][a-z0-9_-]*)[ /]*([^)\s]*)`)
	notReally  = accounts.Pattern(`(?i)really ([a-z][a-z0-9_-]*)[ /]*([^)\s]*)`)
	plainName  = accounts.Pattern(`^[a-z0-9][a-z0-9_.-]{0,39}$`)
	numbers    = accounts.Pattern(`^v?(\d+)\.(\d+)`)
)

// software tells who imitates whom: by the version, "2.7.2 (compatible; Pleroma 2.9.1)" or "4.0.0 (not true; really snac 2.80)",
// else by nodeinfo. A server that tells neither is taken for a Mastodon, but nothing is promised of its keys.
func (c *Client) software(ctx context.Context, d document) (software, error) {
	version := string(d.Version)
	for _, re := range []*regexp.Regexp{compatible(), notReally()} {
		if m := re.FindStringSubmatch(version); m != nil {
			return software{strings.ToLower(m[1]), safeVersion(m[2]), true}, nil
		}
	}
	name, _, err := c.nodeinfo(ctx)
	if e := accounts.AsErr(err); err != nil && (e.Code == accounts.CodeOffline || e.Class == accounts.OutcomeLimit) {
		return software{}, err
	}
	if name = strings.ToLower(strings.TrimSpace(name)); plainName().MatchString(name) {
		return software{name, safeVersion(version), true}, nil
	}
	if strings.Contains(strings.ToLower(string(d.SourceURL)), "gotosocial") || strings.HasPrefix(version, "0.") {
		return software{"gotosocial", safeVersion(version), false}, nil
	}
	return software{"mastodon", safeVersion(version), false}, nil
}

func safeVersion(v string) string {
	t, _ := accounts.SafeName(v)
	return t.String()
}

// since tells whether the version is at least major.minor. A version that cannot be read is new enough.
func (s software) since(major, minor int) bool {
	m := numbers().FindStringSubmatch(s.version)
	if m == nil {
		return true
	}
	a, _ := strconv.Atoi(m[1])
	b, _ := strconv.Atoi(m[2])
	return a > major || a == major && b >= minor
}

// abilities are what each software can do. Sources: https://docs.joinmastodon.org/methods/,
// https://docs.gotosocial.org/en/latest/api/swagger/,
// https://docs.pleroma.social/backend/development/API/differences_in_mastoapi_responses/,
// https://docs.akkoma.dev/stable/development/API/differences_in_mastoapi_responses/,
// https://github.com/pixelfed/pixelfed/issues/3581 (keys), https://github.com/superseriousbusiness/gotosocial/issues/2723 (keys),
// https://github.com/friendica/friendica/blob/stable/doc/API-Mastodon.md, https://codeberg.org/grunfink/snac2.
func (s software) abilities(d document) accounts.Abilities {
	all := accounts.Abilities{Edit: true, Poll: true, Focus: true, Schedule: true, MediaV2: true, Boost: true, Follow: true, Search: true, CW: true, Language: true}
	a := all
	switch s.name {
	case "mastodon", "hometown":
		a.Key, a.Edit, a.MediaV2 = s.confirmed, s.since(3, 5), s.since(3, 2)
	case "gotosocial":
		a.Edit = s.since(0, 18)
	case "pleroma", "akkoma":
		features := d.Pleroma.Get().Metadata.Get().Features
		a.Key, a.Focus = true, false
		a.Edit = slices.Contains(features, str("editing"))
		a.Poll = len(features) == 0 || slices.Contains(features, str("polls"))
		a.Schedule = s.name == "akkoma" // Soapbox found Pleroma's broken and turned it off.
	case "pixelfed":
		a.Poll, a.Focus, a.Schedule = false, false, false
	case "friendica":
		a.Poll, a.Focus, a.MediaV2 = false, false, false
	case "snac":
		a.MediaV2, a.Focus, a.Schedule, a.Language = false, false, false, false
	default:
		a.Poll = d.Config.Get().Polls.Get().Options.Or(0) > 0 || d.PollLimits.Get().Options.Or(0) > 0
		a.MediaV2, a.Focus, a.Schedule = d.second, false, false
	}
	return a
}

// limits are what the document tells, completed by what each software is known to count.
func (s software) limits(d document, can accounts.Abilities) accounts.Limits {
	conf := d.Config.Get()
	st, md := conf.Statuses.Get(), conf.Media.Get()
	l := accounts.Limits{
		Chars: int(first(st.Chars, d.MaxTootChars).Or(s.usualChars())), Count: s.counting(st.URL), Media: int(first(st.Media, d.MaxMedia).Or(4)),
		ImageBytes: first(md.Image, d.UploadLimit).Or(0), VideoBytes: first(md.Video, d.UploadLimit).Or(0),
		AltChars: int(first(md.Alt, d.AltLimit).Or(1500)), TextOnly: s.name != "pixelfed",
	}
	for _, t := range md.Types {
		if kind, _ := accounts.SafeName(string(t)); !kind.IsZero() {
			l.MediaTypes = append(l.MediaTypes, kind.String())
		}
	}
	if s.name == "pixelfed" { // It has no direct posts: https://github.com/pixelfed/pixelfed, StatusController.
		l.VisibilityMax = []accounts.Visibility{accounts.Followers, accounts.Unlisted, accounts.Public}
	}
	if can.Poll {
		p, old := conf.Polls.Get(), d.PollLimits.Get()
		l.PollOptions, l.PollChars = int(first(p.Options, old.Options).Or(4)), int(first(p.Chars, old.Chars).Or(50))
		l.PollShortest, l.PollLongest = int(first(p.Shortest, old.Shortest).Or(300)), int(first(p.Longest, old.Longest).Or(2_629_746))
	}
	return l
}

// usualChars is the limit of a server that names none.
func (s software) usualChars() int64 {
	switch s.name {
	case "gotosocial", "pleroma", "akkoma":
		return 5000
	case "friendica", "snac":
		return 0
	}
	return 500
}

// counting is how the software measures a post. Mastodon: app/validators/status_length_validator.rb. GoToSocial counts runes of
// text and content warning, links in full although it states 25: internal/api/client/statuses/statuscreate.go. Pleroma and
// Akkoma count graphemes of both in full: lib/pleroma/web/common_api/utils.ex. Pixelfed: Laravel's max, code points of the text.
func (s software) counting(perURL num) accounts.CountRule {
	switch s.name {
	case "gotosocial":
		return accounts.CountRule{Unit: accounts.CountRunes, CWCounts: true}
	case "pleroma", "akkoma":
		return accounts.CountRule{CWCounts: true}
	case "pixelfed":
		return accounts.CountRule{Unit: accounts.CountRunes}
	case "friendica", "snac":
		return accounts.CountRule{CWCounts: true}
	}
	return accounts.CountRule{URLWeight: int(perURL.Or(23)), MentionsShort: true, CWCounts: true}
}

// first is the first of the numbers that is told.
func first(ns ...num) num {
	for _, n := range ns {
		if n.Known() {
			return n
		}
	}
	return num{}
}
