package accounts

import (
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
)

// AccountState says whether an account can be used.
type AccountState uint8

// The states of an account. A blocked account's queue stops; the others go on.
const (
	AccountOK AccountState = iota
	AccountBlocked
)

var accountStates = []string{"ok", "blocked"}

// String is "ok" or "blocked".
func (s AccountState) String() string { return nameOf(accountStates, uint8(s)) }

// Account is one login of one brand on one network, identified by (network, server, remote id).
type Account struct {
	ID       ID           `cbor:"1,keyasint"`
	Brand    ID           `cbor:"2,keyasint"`
	Network  Kind         `cbor:"3,keyasint"`
	Server   string       `cbor:"4,keyasint"` // base URL without a trailing slash, "https://masto.example"
	Host     string       `cbor:"5,keyasint"` // the domain in the handle, which may differ from the server's
	RemoteID string       `cbor:"6,keyasint"`
	User     string       `cbor:"7,keyasint"` // without @ and host
	Name     Text         `cbor:"8,keyasint"` // display name
	URL      string       `cbor:"9,keyasint,omitempty"`
	State    AccountState `cbor:"10,keyasint"`
	Fault    *Fault       `cbor:"11,keyasint,omitempty"` // why it is blocked, or the newest failed sync
	Instance Instance     `cbor:"12,keyasint"`
	ReadAt   time.Time    `cbor:"13,keyasint"` // when Instance was read; kept for a day
	SyncedAt time.Time    `cbor:"14,keyasint"` // the newest poll that came back whole; zero: never
	Created  time.Time    `cbor:"15,keyasint"`

	ByNetwork bool `cbor:"16,keyasint,omitempty"` // what has an hour is handed over to the network's own scheduler
}

// Handle is the account's name in full, "@panaderialuz@masto.example": always with its host.
func (a Account) Handle() string { return "@" + a.User + "@" + a.Host }

// VaultKey is the name under which the vault keeps the account's token.
func (a Account) VaultKey() string {
	return string(a.Network) + "|" + a.Server + "|" + a.RemoteID
}

// Known are the answers to its log-in's prompts that are no secret, for logging in again.
func (a Account) Known() Answers {
	in := Answers{}
	for name, v := range map[string]string{"server": a.Server, "handle": a.User, "channel": a.Instance.Software} {
		if v != "" {
			in = in.With(name, v)
		}
	}
	if a.Network == Feed {
		in = in.With("url", a.Server)
	}
	return in
}

// SameLogin tells whether two records are one login on the network.
func (a Account) SameLogin(b Account) bool {
	return a.Network == b.Network && strings.EqualFold(a.Server, b.Server) && a.RemoteID == b.RemoteID
}

// Instance is what a server says of itself: its software, its limits and what it can do.
type Instance struct {
	Software string    `cbor:"1,keyasint,omitempty"` // "mastodon", "gotosocial", "pleroma", "akkoma", "pixelfed", "friendica", ...
	Version  string    `cbor:"2,keyasint,omitempty"`
	Title    Text      `cbor:"3,keyasint"`
	Limits   Limits    `cbor:"4,keyasint"`
	Can      Abilities `cbor:"5,keyasint"`
}

// Limits are a network's bounds for one post. A zero number means that the network names none.
type Limits struct {
	Chars         int          `cbor:"1,keyasint"` // in the units of Count
	Count         CountRule    `cbor:"2,keyasint"`
	Media         int          `cbor:"3,keyasint"`           // files a post
	MediaTypes    []string     `cbor:"4,keyasint,omitempty"` // MIME types; none means: not told
	ImageBytes    int64        `cbor:"5,keyasint"`
	VideoBytes    int64        `cbor:"6,keyasint"`
	AltChars      int          `cbor:"7,keyasint"` // graphemes
	PollOptions   int          `cbor:"8,keyasint"`
	PollChars     int          `cbor:"9,keyasint"`            // graphemes an option
	PollShortest  int          `cbor:"10,keyasint"`           // seconds
	PollLongest   int          `cbor:"11,keyasint"`           // seconds
	TextOnly      bool         `cbor:"12,keyasint"`           // a post may have no media (Pixelfed: only replies may)
	VisibilityMax []Visibility `cbor:"13,keyasint,omitempty"` // visibilities the server takes; none means all four
	Bytes         int          `cbor:"14,keyasint,omitempty"` // a second bound of the text, in bytes of UTF-8; 0: none
}

// Abilities are what a server can do. What is false is said to the person, not hidden.
type Abilities struct {
	Key      bool `cbor:"1,keyasint"` // a repeated Idempotency-Key gives the same status back
	Edit     bool `cbor:"2,keyasint"`
	Poll     bool `cbor:"3,keyasint"`
	Focus    bool `cbor:"4,keyasint"`
	Schedule bool `cbor:"5,keyasint"`
	MediaV2  bool `cbor:"6,keyasint"`
	Boost    bool `cbor:"7,keyasint"`
	Follow   bool `cbor:"8,keyasint"`
	Search   bool `cbor:"9,keyasint"`
	CW       bool `cbor:"10,keyasint"`
	Language bool `cbor:"11,keyasint"`
}

// CheckServer reads a server's address: a host, or an https URL. Plain http is accepted for loopback addresses only.
// It returns the base URL without a trailing slash.
func CheckServer(s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", fmt.Errorf("reading the server's address: it is empty; give one as in https://masto.example")
	}
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.User != nil || strings.ContainsAny(s, " \t\r\n") {
		return "", fmt.Errorf("reading the server's address %q: it is no web address; give one as in https://masto.example", s)
	}
	switch {
	case u.Scheme == "https":
	case u.Scheme == "http" && Loopback(u.Hostname()):
	case u.Scheme == "http":
		return "", fmt.Errorf("reading the server's address %s: plain http would show the token to the network; use https://%s", s, u.Host)
	default:
		return "", fmt.Errorf("reading the server's address %q: %s is no scheme for a server; use https", s, u.Scheme)
	}
	return u.Scheme + "://" + strings.ToLower(u.Host), nil
}

// Loopback tells whether a host name or address is this machine.
func Loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
