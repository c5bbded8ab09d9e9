package accounts

import "slices"

// Kind names a network: "mastodon" for every server that speaks the Mastodon API.
type Kind string

// The networks.
const (
	Mastodon Kind = "mastodon"
	X        Kind = "x"
	Bluesky  Kind = "bluesky"
	Facebook Kind = "facebook" // a page
	Feed     Kind = "feed"     // a feed, a blog or a forum; Instance.Software says which
	Manual   Kind = "manual"   // a person publishes there by hand; Instance.Software says where
)

// kinds in the order in which they are offered.
var kinds = []Kind{Mastodon, X, Bluesky, Facebook, Feed, Manual}

// Kinds are all networks.
func Kinds() []Kind { return slices.Clone(kinds) }

// The software behind an account of a Feed. Every other feed is only read.
const (
	SoftwareFeed      = "feed"
	SoftwareWordPress = "wordpress"
	SoftwareDiscourse = "discourse"
)

var kindNames = map[Kind]string{Mastodon: "Mastodon", X: "X", Bluesky: "Bluesky", Facebook: "Facebook", Feed: "feed", Manual: "by hand"}

// Name is the network as people write it; for Feed and Manual a text key.
func (k Kind) Name() string {
	if n := kindNames[k]; n != "" {
		return n
	}
	return string(k)
}

// softwareNames are what is more telling than the network's own name.
var softwareNames = map[string]string{SoftwareWordPress: "WordPress", SoftwareDiscourse: "Discourse", "instagram": "Instagram", "linkedin": "LinkedIn", "tiktok": "TikTok",
	"threads": "Threads", "whatsapp": "WhatsApp", "newsletter": "newsletter", "board": "notice board"}

// NetworkName is the network of the account as people write it: of a feed or a channel by hand its own name; a text key.
func (a Account) NetworkName() string {
	if n := softwareNames[a.Instance.Software]; n != "" && (a.Network == Feed || a.Network == Manual) {
		return n
	}
	return a.Network.Name()
}
