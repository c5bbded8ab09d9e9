package accounts

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Person is somebody, or an organisation, within one brand: one name for people, and what they are called on each network. That the
// names are one person's is a human's decision, never a guess of the program.
type Person struct {
	ID      ID        `cbor:"1,keyasint"`
	Brand   ID        `cbor:"2,keyasint"`
	Name    Text      `cbor:"3,keyasint"`           // for people, and for networks on which they have no handle
	Aliases []Alias   `cbor:"4,keyasint,omitempty"` // the first of a network is the one a text names
	Note    string    `cbor:"5,keyasint,omitempty"` // hers; it never leaves the desk
	Created time.Time `cbor:"6,keyasint"`
	Updated time.Time `cbor:"7,keyasint"`
}

// Alias is what a person is called on one network.
type Alias struct {
	Network  Kind   `cbor:"1,keyasint"`           // of an account by hand or of a feed its software, as in "instagram"; see Account.Place
	Handle   string `cbor:"2,keyasint"`           // without the @: "ana@masto.example", "ana.bsky.social", "ana_x"
	RemoteID string `cbor:"3,keyasint,omitempty"` // the author's id there, which stays when the handle changes
}

// ErrAlias is the cause of a handle that no network of the desk can have.
var ErrAlias = errors.New("it is no handle; write network=handle, as in mastodon=@ana@masto.example, bluesky=ana.bsky.social or x=ana_x")

// maxAlias bounds a handle, in bytes.
const maxAlias = 256

// hostNetworks are the hosts of handles in full that name no server of the Mastodon API but a network.
var hostNetworks = map[string]Kind{"x.com": X, "twitter.com": X, "bsky.social": Bluesky, "bsky.app": Bluesky, "facebook.com": Facebook,
	"instagram.com": "instagram", "linkedin.com": "linkedin", "tiktok.com": "tiktok"}

// namesNobody are the networks on which a handle in a text reaches nobody: the name goes out as text.
var namesNobody = []Kind{Facebook, Feed, Manual, SoftwareFeed, SoftwareWordPress, "whatsapp", "newsletter", "board"}

// Place is the network on which the account's handles live: of an account by hand or of a feed, what it is there.
func (a Account) Place() Kind {
	if a.Instance.Software != "" && (a.Network == Feed || a.Network == Manual) {
		return Kind(a.Instance.Software)
	}
	return a.Network
}

// PlaceName is a network of an Alias as people write it; a text key for those that have none of their own.
func PlaceName(k Kind) string {
	if n := softwareNames[string(k)]; n != "" {
		return n
	}
	return k.Name()
}

// Names tells whether a handle in a text reaches somebody on this network.
func (k Kind) Names() bool { return !slices.Contains(namesNobody, k) }

// NewAlias reads a handle of a network, with or without @, and with the host that the desk writes behind it ("@ana_x@x.com"). The
// error wraps ErrAlias.
func NewAlias(network Kind, handle string) (Alias, error) {
	user, host, full := strings.Cut(strings.TrimPrefix(strings.TrimSpace(handle), "@"), "@")
	x := Alias{Network: network, Handle: user}
	ok := user != "" && len(handle) <= maxAlias && network != ""
	switch {
	case network == Mastodon:
		ok = ok && full && plainName(user) && plainName(host) && strings.Contains(host, ".")
		x.Handle = user + "@" + host
	case network == Bluesky:
		ok = ok && plainName(user) && strings.Contains(user, ".")
	default:
		ok = ok && plainName(user)
	}
	if !ok {
		return Alias{}, fmt.Errorf("reading the handle %q of %s: %w", handle, network, ErrAlias)
	}
	return x, nil
}

// plainName tells whether a name is one that HandlesIn would find whole.
func plainName(s string) bool { return s != "" && handleEnd(s, 0) == len(s) }

// ParseAlias reads network=handle, or a handle in full that tells its network. The error wraps ErrAlias.
func ParseAlias(s string) (Alias, error) {
	if network, handle, ok := strings.Cut(s, "="); ok {
		k := Kind(strings.ToLower(strings.TrimSpace(network)))
		if !slices.Contains(kinds, k) && softwareNames[string(k)] == "" || k == Feed || k == Manual {
			return Alias{}, fmt.Errorf("reading %q: %q is no network: %w", s, network, ErrAlias)
		}
		return NewAlias(k, handle)
	}
	user, host, full := strings.Cut(strings.TrimPrefix(strings.TrimSpace(s), "@"), "@")
	if !full {
		if strings.Contains(user, ".") {
			return NewAlias(Bluesky, user)
		}
		return Alias{}, fmt.Errorf("reading the handle %q: it does not tell its network: %w", s, ErrAlias)
	}
	if k := hostNetworks[strings.ToLower(host)]; k != "" {
		return NewAlias(k, user)
	}
	return NewAlias(Mastodon, user+"@"+host)
}

// AuthorAlias is what the author of a mention is called on the network of the account addressed; false when nobody is named.
func (m Mention) AuthorAlias(a Account) (Alias, bool) {
	h := strings.TrimPrefix(m.Author.String(), "@")
	if a.Network != Mastodon {
		if i := strings.LastIndexByte(h, '@'); i > 0 {
			h = h[:i]
		}
	}
	x := Alias{Network: a.Place(), Handle: h, RemoteID: m.AuthorID}
	return x, h != "" || m.AuthorID != ""
}

// Key is the alias as it is looked up: its network and its folded handle.
func (x Alias) Key() string { return string(x.Network) + "\x00" + Fold(x.Handle) }

// IDKey is the other way to look it up: the author's id, where the network has one id for everybody. "" where it has not.
func (x Alias) IDKey() string {
	if x.RemoteID == "" || x.Network == Mastodon { // Each server numbers the others' people anew.
		return ""
	}
	return string(x.Network) + "\x01" + x.RemoteID
}

// Same tells whether two aliases are one login: by the id where both have one that counts, else by the handle.
func (x Alias) Same(y Alias) bool {
	if a, b := x.IDKey(), y.IDKey(); a != "" && b != "" {
		return a == b
	}
	return x.Handle != "" && x.Key() == y.Key()
}

// Written is the handle as people see it, in a text and on the screen: "@ana_x".
func (x Alias) Written() string {
	if x.Handle == "" {
		return x.RemoteID
	}
	return "@" + x.Handle
}

// User is the part of the handle that people choose: of "ana@masto.example" and of "ana.bsky.social" it is "ana".
func (x Alias) User() string {
	u, _, _ := strings.Cut(x.Handle, "@")
	if x.Network == Bluesky {
		u, _, _ = strings.Cut(u, ".")
	}
	return u
}

// On is what the person is called on a network: the first alias there.
func (p Person) On(network Kind) (Alias, bool) {
	i := slices.IndexFunc(p.Aliases, func(x Alias) bool { return x.Network == network && plainHandle(x.Handle) })
	if i < 0 {
		return Alias{}, false
	}
	return p.Aliases[i], true
}

func plainHandle(s string) bool {
	u, host, full := strings.Cut(s, "@")
	return plainName(u) && (!full || plainName(host))
}

// Has tells whether the person has an alias.
func (p Person) Has(x Alias) bool { return slices.ContainsFunc(p.Aliases, x.Same) }

// Plain is the person's name for a text: in one line, without a sign that would name somebody or begin a tag.
func (p Person) Plain() string {
	s := strings.Join(strings.FieldsFunc(p.Name.String(), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("@＠#＃/", r) }), " ")
	if strings.IndexFunc(s, unicode.IsLetter) >= 0 {
		return s
	}
	for _, x := range p.Aliases {
		if u := x.User(); plainName(u) {
			return u
		}
	}
	return "?"
}

// Kin is what the desk knows of a mention beyond itself.
type Kin struct {
	Person *Person // who spoke, where somebody said so; nil: nobody did
	Here   Alias   // under which name
	Spoke  []Spoke // how often that person was heard, by alias, in the person's order
	Same   []Echo  // the same words of the same person on other accounts, at most a day apart, oldest first
	Post   *Post   // what of ours it answers; nil: nothing
}

// Spoke is how many mentions of an alias the desk holds.
type Spoke struct {
	Alias    Alias
	Mentions int
}

// Echo is what a person said in the same words on another account.
type Echo struct {
	Mention  Mention
	Network  Kind      // of the account; see Account.Place
	Answered time.Time // when our answer to it was out; zero: none is
}

// Likely is somebody who may be the author of a mention under another name, and why.
type Likely struct {
	Person Person // its ID is "" where nobody joined the alias to anybody yet
	Why    LikelyWhy
}

// LikelyWhy is what two names have in common.
type LikelyWhy uint8

// What two names can have in common, the best sign first.
const (
	SameUser   LikelyWhy = iota + 1 // the same user name
	SameName                        // the same display name
	SameDomain                      // one handle is the host of the other
)

var likelyWhys = []string{"", "user", "name", "domain"}

// String is the sign's name in JSON.
func (w LikelyWhy) String() string { return nameOf(likelyWhys, uint8(w)) }
