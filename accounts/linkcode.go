package accounts

import (
	"slices"
	"time"
)

// Why a link was judged as it was: LinkReport.Reason. The first group breaks it, the second means that it could not be told.
const (
	LinkNotFound   = "not-found"   // 404
	LinkGone       = "gone"        // 410
	LinkNoHost     = "no-host"     // the name does not exist (NXDOMAIN)
	LinkRefused    = "refused"     // nobody listens there
	LinkTLSName    = "tls-name"    // the certificate is another host's
	LinkTLSExpired = "tls-expired" // the certificate is of another time
	LinkLoop       = "loop"        // it redirects in circles
	LinkManyHops   = "many-hops"   // more than ten redirects
	LinkEmpty      = "empty"       // 200 without a byte
	LinkSoft404    = "soft-404"    // 200, but the page that any wrong address shows

	LinkForbidden = "forbidden" // 401, 403
	LinkMethod    = "method"    // 405, 406, also without a range
	LinkLimit     = "limit"     // 429
	LinkLegal     = "legal"     // 451
	LinkKeptOut   = "kept-out"  // 999, and whatever else only programs are answered
	LinkServer    = "server"    // 5xx
	LinkStatus    = "status"    // another status that tells nothing
	LinkTimeout   = "timeout"
	LinkChallenge = "challenge"     // a page that wants to see a person first
	LinkLogin     = "login"         // it ended at a log-in
	LinkCookies   = "cookies"       // it redirects in circles until a cookie is taken
	LinkTLS       = "tls"           // the certificate could not be verified: often only its chain is incomplete
	LinkOffline   = "offline"       // this machine has no network, or no names
	LinkCut       = "cut"           // the connection ended in the middle
	LinkPrivate   = "private"       // it leads into a private network; nothing was asked there
	LinkPort      = "port"          // another port than 80 and 443; nothing was asked there
	LinkNotWeb    = "not-web"       // no web address, or it redirects to none
	LinkPractice  = "practice-only" // a practice desk asks nobody outside
)

// What is odd about a link that works: LinkReport.Signs.
const (
	SignDowngrade  = "downgrade"   // from https it ends on http
	SignOtherHost  = "other-host"  // it ends on another site
	SignSuspicious = "suspicious"  // it looks like a page that says "not found"
	SignHTTPS      = "https-works" // it is written with http, and https works
)

// How long a report counts, by its verdict.
const (
	LinkGoodFor    = 24 * time.Hour
	LinkBrokenFor  = 10 * time.Minute
	LinkUnknownFor = time.Hour
)

// Lasts is how long a report of the verdict counts.
func (v Verdict) Lasts() time.Duration {
	switch v {
	case LinkGood:
		return LinkGoodFor
	case LinkBroken:
		return LinkBrokenFor
	}
	return LinkUnknownFor
}

// Stale tells whether the link has to be asked again; so does a report from the future, after a clock was set.
func (r LinkReport) Stale(now time.Time) bool { return !now.Before(r.Until) || r.At.After(now) }

// RequestLink asks a worker to fetch a link of a brand. Arg: the link, by NormalLink. The request has no account.
const RequestLink = "link"

// TopicLinks says that a report on a link of the brand has come.
const TopicLinks Topic = "links"

// RuleLinks is the guard that looks at what is behind links. A brand that has it switched off has no link fetched.
const RuleLinks = "links"

// Without tells whether a rule of the guards is switched off for the brand.
func (b Brand) Without(rule string) bool { return slices.Contains(b.Off, rule) }
