package accounts

import (
	"net/url"
	"strings"
	"time"
)

// Verdict is what is known of a link. There are three, never two: a server that keeps programs out is not a broken link.
type Verdict uint8

// The verdicts.
const (
	LinkUnknown Verdict = iota // it could not be told: shown, never stops
	LinkGood
	LinkBroken // stops; a person may set it aside with a reason
)

var verdicts = []string{"unknown", "good", "broken"}

// String is unknown, good or broken.
func (v Verdict) String() string { return nameOf(verdicts, uint8(v)) }

// LinkReport is what was found behind a link of a post when it was fetched.
type LinkReport struct {
	URL     string    `cbor:"1,keyasint"` // as it stands in the text, normalized by NormalLink
	Verdict Verdict   `cbor:"2,keyasint"`
	Reason  string    `cbor:"3,keyasint,omitempty"` // a code of package accounts/link: "gone", "no-host", "soft-404", "timeout", ...
	Status  int       `cbor:"4,keyasint,omitempty"` // the last HTTP status; 0 when none came
	Final   string    `cbor:"5,keyasint,omitempty"` // where the redirects ended, when elsewhere
	Hops    int       `cbor:"6,keyasint,omitempty"` // redirects followed
	Title   Text      `cbor:"7,keyasint"`           // of the page
	About   Text      `cbor:"8,keyasint"`           // the page's own description
	Signs   []string  `cbor:"9,keyasint,omitempty"` // codes that warn of a good link: "downgrade", "other-host", "suspicious", "https-works"
	At      time.Time `cbor:"10,keyasint"`
	Until   time.Time `cbor:"11,keyasint"` // when it has to be asked again
}

// NormalLink is a link of a post as its report is kept: with a scheme, the host in lower case, without the fragment. A text
// without a scheme is taken as https. What is no web address comes back as it is.
func NormalLink(raw string) string {
	s := raw
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return raw
	}
	u.Host, u.Fragment = strings.ToLower(u.Host), ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}
