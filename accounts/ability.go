package accounts

import "slices"

// Ability is something that a person may want to do with an account.
type Ability uint8

// The abilities, in the order in which they are listed.
const (
	ToPost Ability = iota
	ToReply
	ToThread
	ToAttach
	ToDescribe // alt text
	ToPoll
	ToWarn // content warning
	ToTell // which language it is
	ToQuote
	ToEdit
	ToDelete
	ToSchedule // the network's own scheduler
	ToRead     // what is said to the account
	ToFollowUp // a whole conversation
	ToLike
	ToBoost
	ToFollow
	ToMute
	ToBlock
	ToReport
	ToHide
	ToSearch
	ToCount // how much is said, without reading it
	ToMeasure
	ToRepeat // a repeated post arrives once
)

var abilities = []string{"post", "reply", "thread", "media", "alt", "poll", "cw", "language", "quote", "edit", "delete", "schedule", "mentions", "conversation",
	"like", "boost", "follow", "mute", "block", "report", "hide", "search", "volume", "metrics", "idempotency_key"}

// String is the ability's name in JSON.
func (x Ability) String() string { return nameOf(abilities, uint8(x)) }

// AllAbilities are all of them, in order.
func AllAbilities() []Ability {
	out := make([]Ability, len(abilities))
	for i := range out {
		out[i] = Ability(i)
	}
	return out
}

// Why says why an account cannot do something, or under what condition it can; ui/lang turns it into a sentence.
type Why string

// The reasons.
const (
	WhyNetwork  Why = "network"  // the network knows no such thing
	WhyServer   Why = "server"   // this server does not offer it
	WhyAccess   Why = "access"   // the network gives it to nobody with keys of one's own
	WhyApp      Why = "app"      // it wants a permission that the client's app must have been reviewed for
	WhySummoned Why = "summoned" // only to those who named or quoted the account
	WhyBrowser  Why = "browser"  // the browser is where one answers
	WhyHand     Why = "hand"     // a person does it there, by hand
	WhyNotYet   Why = "not_here" // the network can, this program does not
	WhyOwnKey   Why = "own_key"  // the program sees to it itself
	WhyRemind   Why = "remind"   // the program reminds, and a person publishes
	WhyLookUp   Why = "look_up"  // an unsure post is looked up instead
	WhyCosts    Why = "costs"    // it is paid for by the piece
	WhyOldAPI   Why = "old_api"  // the old API has no such call
)

// Able is an answer: whether, and why not, or under what condition.
type Able struct {
	Can bool
	Why Why // "" without a condition
}

var (
	can    = Able{Can: true}
	no     = func(w Why) Able { return Able{Why: w} }
	only   = func(w Why) Able { return Able{true, w} }
	never  = no(WhyNetwork)
	server = func(x bool) Able { return map[bool]Able{true: can, false: no(WhyServer)}[x] }
)

// Able tells whether the account can do something. What a server says of itself counts where the network leaves it to the server.
func (a Account) Able(x Ability) Able {
	if a.Network == Mastodon || a.Network == "" {
		return mastodonAble(a.Instance, x)
	}
	if v, ok := ableTable[a.flavour()][x]; ok {
		return v
	}
	return can
}

// flavour names the row of the table.
func (a Account) flavour() string {
	switch {
	case a.Network == Feed && slices.Contains([]string{SoftwareWordPress, SoftwareDiscourse}, a.Instance.Software):
		return a.Instance.Software
	case a.Network == X && a.Instance.Version == APIv1:
		return string(X) + " " + APIv1
	}
	return string(a.Network)
}

// APIv1 is Instance.Version of an account of X, or of a server like it, that speaks version 1.1 of the API.
const APIv1 = "1.1"

func mastodonAble(in Instance, x Ability) Able {
	c := in.Can
	if in.Software == "" { // Nobody asked it yet.
		return can
	}
	switch x {
	case ToPoll:
		return server(c.Poll)
	case ToWarn:
		return server(c.CW)
	case ToTell:
		return server(c.Language)
	case ToEdit:
		return server(c.Edit)
	case ToSchedule:
		return server(c.Schedule)
	case ToBoost:
		return server(c.Boost)
	case ToFollow:
		return server(c.Follow)
	case ToSearch:
		return server(c.Search)
	case ToRepeat:
		return map[bool]Able{true: can, false: only(WhyLookUp)}[c.Key]
	case ToQuote:
		return no(WhyNotYet)
	case ToHide, ToCount:
		return never
	}
	return can
}

// ableTable says what each network cannot do, or only under a condition; everything else it can. The rules of X:
// docs.x.com/x-api (follow, like and quote left self-service on 2026-04-20, replies to those who did not name the account on
// 2026-02-23). Of Bluesky: docs.bsky.app/docs/category/http-reference. Of Facebook: developers.facebook.com/docs/pages-api. Of
// WordPress: developer.wordpress.org/rest-api/reference/comments. Of Discourse: docs.discourse.org.
var ableTable = map[string]map[Ability]Able{
	string(X): {ToPost: only(WhyCosts), ToReply: only(WhySummoned), ToWarn: never, ToTell: never, ToQuote: no(WhyAccess), ToEdit: no(WhyAccess), ToSchedule: never, ToLike: no(WhyAccess),
		ToFollow: no(WhyAccess), ToBlock: no(WhyAccess), ToReport: no(WhyAccess), ToRead: only(WhyCosts), ToSearch: only(WhyCosts), ToCount: only(WhyCosts), ToMeasure: only(WhyCosts),
		ToFollowUp: only(WhyCosts), ToBoost: only(WhyCosts), ToRepeat: only(WhyLookUp)},
	string(X) + " " + APIv1: {ToAttach: no(WhyOldAPI), ToDescribe: no(WhyOldAPI), ToPoll: no(WhyOldAPI), ToWarn: never, ToTell: never, ToQuote: no(WhyOldAPI), ToEdit: no(WhyOldAPI),
		ToSchedule: never, ToMute: no(WhyOldAPI), ToBlock: no(WhyOldAPI), ToReport: no(WhyOldAPI), ToHide: no(WhyOldAPI), ToCount: no(WhyOldAPI), ToMeasure: no(WhyOldAPI), ToRepeat: only(WhyLookUp)},
	string(Bluesky): {ToPoll: never, ToWarn: never, ToEdit: never, ToSchedule: never, ToHide: no(WhyNotYet), ToCount: never},
	string(Facebook): {ToPost: only(WhyApp), ToReply: only(WhyApp), ToThread: never, ToPoll: never, ToWarn: never, ToTell: never, ToQuote: never, ToSchedule: only(WhyOwnKey), ToRead: only(WhyApp),
		ToBoost: never, ToFollow: never, ToMute: never, ToBlock: no(WhyNotYet), ToReport: never, ToHide: only(WhyApp), ToSearch: never, ToCount: never, ToMeasure: only(WhyApp), ToRepeat: only(WhyLookUp)},
	string(Feed): {ToPost: never, ToReply: no(WhyBrowser), ToThread: never, ToAttach: never, ToDescribe: never, ToPoll: never, ToWarn: never, ToTell: never, ToQuote: never, ToEdit: never, ToDelete: never,
		ToSchedule: never, ToFollowUp: no(WhyBrowser), ToLike: no(WhyBrowser), ToBoost: no(WhyBrowser), ToFollow: never, ToMute: never, ToBlock: never, ToReport: no(WhyBrowser), ToHide: never,
		ToSearch: never, ToCount: never, ToMeasure: never, ToRepeat: never},
	SoftwareWordPress: {ToPost: no(WhyNotYet), ToThread: never, ToAttach: never, ToDescribe: never, ToPoll: never, ToWarn: never, ToTell: never, ToQuote: never, ToSchedule: never, ToLike: never,
		ToBoost: never, ToFollow: never, ToMute: never, ToBlock: never, ToReport: never, ToCount: never, ToMeasure: never, ToRepeat: only(WhyLookUp)},
	SoftwareDiscourse: {ToThread: never, ToAttach: no(WhyNotYet), ToDescribe: no(WhyNotYet), ToPoll: never, ToWarn: never, ToTell: never, ToQuote: never, ToSchedule: never,
		ToBoost: never, ToFollow: never, ToMute: no(WhyNotYet), ToBlock: never, ToReport: no(WhyNotYet), ToHide: never, ToCount: never, ToMeasure: never, ToRepeat: only(WhyLookUp)},
	string(Manual): {ToPost: only(WhyRemind), ToReply: only(WhyHand), ToThread: only(WhyHand), ToAttach: only(WhyHand), ToDescribe: only(WhyHand), ToPoll: no(WhyHand), ToWarn: never, ToTell: never, ToQuote: no(WhyHand),
		ToEdit: no(WhyHand), ToDelete: no(WhyHand), ToSchedule: only(WhyRemind), ToRead: only(WhyHand), ToFollowUp: no(WhyHand), ToLike: no(WhyHand), ToBoost: no(WhyHand), ToFollow: no(WhyHand),
		ToMute: no(WhyHand), ToBlock: no(WhyHand), ToReport: no(WhyHand), ToHide: no(WhyHand), ToSearch: no(WhyHand), ToCount: no(WhyHand), ToMeasure: no(WhyHand), ToRepeat: no(WhyHand)},
}
