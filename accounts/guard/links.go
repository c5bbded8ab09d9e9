package guard

import (
	"strings"
	"time"

	"vocero/accounts"
)

// Reasons of a broken link. A person may set each aside: the page may come back before the post is read.
var (
	sayLink404     = tell("the page of %[1]s does not exist (%[2]d)", "correct the link, or ask the client where the page went").aside()
	sayLinkNoHost  = tell("the site of %[1]s does not exist", "look at the spelling of the link").aside()
	sayLinkRefused = tell("nobody answers at %[1]s", "ask the client whether the site is down").aside()
	sayLinkTLSName = tell("the certificate of %[1]s belongs to another site: browsers warn of it", "ask the client, or link to another address").aside()
	sayLinkTLSOld  = tell("the certificate of %[1]s has run out: browsers warn of it", "ask the client to renew it, or link to another page").aside()
	sayLinkLoop    = tell("%[1]s redirects in circles", "open it in a browser, and link to the page where it ends").aside()
	sayLinkHops    = tell("%[1]s redirects more than ten times", "open it in a browser, and link to the page where it ends").aside()
	sayLinkEmpty   = tell("the page of %[1]s is empty", "open it in a browser; link to another page").aside()
	sayLinkSoft404 = tell("%[1]s shows what that site shows for any wrong address", "open it in a browser; link to the page that is meant").aside()
	sayLinkBroken  = tell("%[1]s does not work", "open it in a browser; link to another page").aside()
)

// What could not be told of a link. None stops.
var (
	sayLinkNew       = tell("%[1]s was not looked at yet", "wait a moment: it is being fetched")
	sayLinkOld       = tell("%[1]s was looked at long ago", "wait a moment: it is being fetched again")
	sayLinkKeptOut   = tell("it could not be told whether %[1]s works: the site keeps programs out", "open it in a browser")
	sayLinkServer    = tell("it could not be told whether %[1]s works: its server has a fault (%[2]d)", "open it in a browser, or look again later")
	sayLinkTimeout   = tell("it could not be told whether %[1]s works: it is very slow", "open it in a browser, or look again later")
	sayLinkLogin     = tell("it could not be told whether %[1]s works: it asks for a log-in", "make sure that readers can see it without one")
	sayLinkTLS       = tell("it could not be told whether %[1]s works: its certificate cannot be verified", "open it in a browser")
	sayLinkOffline   = tell("it could not be told whether %[1]s works: this machine is offline", "look again when there is a network")
	sayLinkPrivate   = tell("%[1]s leads into a private network: nobody outside can open it", "link to a public page")
	sayLinkPractice  = tell("it could not be told whether %[1]s works: a practice desk asks nobody outside", "use a link that ends in .example")
	sayLinkUndecided = tell("it could not be told whether %[1]s works", "open it in a browser")
)

// What is odd about a link that works, and where it leads.
var (
	sayLinkGood       = tell("%[1]s works: %[2]q", "nothing to do")
	sayLinkGoodBare   = tell("%[1]s works", "nothing to do")
	sayLinkElsewhere  = tell("%[1]s ends at %[2]s: %[3]q", "make sure that it is the page you mean")
	sayLinkDowngrade  = tell("%[1]s ends on a page without encryption: %[2]s", "link to the encrypted page")
	sayLinkSuspicious = tell("%[1]s works, but its page speaks of an error: %[2]q", "open it in a browser")
	sayLinkHTTPS      = tell("%[1]s is written with http, and https works", "write it with https")
	sayLinkAgain      = tell("%[1]s was in a post of %[2]s already, at %[3]s", "leave it so, or wait a few days")
	sayLinkTwins      = tell("%[1]s and %[2]s are two spellings of one page", "use one of them")
	sayLinkMixed      = tell("the site of %[1]s mixes alphabets or imitates letters", "look at every letter of it")
	sayLinkPuny       = tell("%[1]s is written in a form that nobody can read", "write the name as people know it")
)

// lately is within how many days the same link on the same account is named.
const lately = 7 * 24 * time.Hour

// links tells what is behind the links of a post. Without reports (Facts.Links is nil) nobody asked, and nothing is said.
func links(p accounts.Post, f Facts) []accounts.Finding {
	if f.Links == nil {
		return nil
	}
	var out []accounts.Finding
	for _, x := range linked(p) {
		out = append(out, x.verdict(f)...)
		out = append(out, x.looks()...)
		if !p.Reply() && !f.Sending {
			out = append(out, x.again(p, f)...)
		}
	}
	return append(out, twins(p)...)
}

// anchor is a link in a text of a post: the first place of it there.
type anchor struct {
	account    accounts.ID // whose text; "": of all
	url        string      // as it stands
	start, end int
}

// linked are the links of a post, each once a text.
func linked(p accounts.Post) []anchor {
	var out []anchor
	text := func(account accounts.ID, s string) {
		seen := map[string]bool{}
		for _, at := range accounts.LinksIn(s) {
			if u := s[at.Start:at.End]; !seen[u] {
				seen[u] = true
				out = append(out, anchor{account, u, at.Start, at.End})
			}
		}
	}
	own, base := map[accounts.ID]bool{}, len(p.Targets) == 0
	for _, v := range p.Versions {
		own[v.Account] = true
	}
	for _, id := range p.Targets {
		base = base || !own[id]
	}
	if base {
		text("", p.Text)
	}
	for _, id := range p.Targets {
		if own[id] {
			text(id, p.TextFor(id))
		}
	}
	return out
}

// say is a finding at the link. Its first value is the link for people.
func (x anchor) say(rule string, s accounts.Severity, what saying, args ...any) accounts.Finding {
	return at(finding(rule, s, x.account, what, append([]any{x.shown()}, args...)...), x.start, x.end)
}

// shown is the link as it is named in a sentence: its host to the end, its path cut.
func (x anchor) shown() string { return shortLink(x.url) }

// shortLink is a link in at most 50 cells.
func shortLink(url string) string { return accounts.NewLink("", accounts.NormalLink(url)).Short(50) }

// plainURL is a link in full, without anything that cannot be seen.
func plainURL(url string) string {
	s, _ := accounts.SafeURL(url)
	return s
}

// verdict says what the report of the link means.
func (x anchor) verdict(f Facts) []accounts.Finding {
	r, ok := f.Links[accounts.NormalLink(x.url)]
	switch {
	case !ok:
		return []accounts.Finding{x.say("links", accounts.Warn, sayLinkNew)}
	case r.Verdict == accounts.LinkBroken:
		return []accounts.Finding{x.say("links", accounts.Block, brokenSaying(r.Reason), r.Status)}
	case r.Stale(f.Now) && !f.Sending:
		return []accounts.Finding{x.say("links", accounts.Warn, sayLinkOld)}
	case r.Verdict == accounts.LinkUnknown:
		return []accounts.Finding{x.say("links", accounts.Warn, unsureSaying(r.Reason), r.Status)}
	}
	return x.signs(r)
}

// brokenSaying is why a link is broken.
func brokenSaying(code string) saying {
	switch code {
	case accounts.LinkNotFound, accounts.LinkGone:
		return sayLink404
	case accounts.LinkNoHost:
		return sayLinkNoHost
	case accounts.LinkRefused:
		return sayLinkRefused
	case accounts.LinkTLSName:
		return sayLinkTLSName
	case accounts.LinkTLSExpired:
		return sayLinkTLSOld
	case accounts.LinkLoop:
		return sayLinkLoop
	case accounts.LinkManyHops:
		return sayLinkHops
	case accounts.LinkEmpty:
		return sayLinkEmpty
	case accounts.LinkSoft404:
		return sayLinkSoft404
	}
	return sayLinkBroken
}

// unsureSaying is why it could not be told.
func unsureSaying(code string) saying {
	switch code {
	case accounts.LinkForbidden, accounts.LinkMethod, accounts.LinkLimit, accounts.LinkKeptOut, accounts.LinkChallenge, accounts.LinkCookies:
		return sayLinkKeptOut
	case accounts.LinkServer:
		return sayLinkServer
	case accounts.LinkTimeout:
		return sayLinkTimeout
	case accounts.LinkLogin:
		return sayLinkLogin
	case accounts.LinkTLS:
		return sayLinkTLS
	case accounts.LinkOffline:
		return sayLinkOffline
	case accounts.LinkPrivate:
		return sayLinkPrivate
	case accounts.LinkPractice:
		return sayLinkPractice
	}
	return sayLinkUndecided
}

// signs are notes on a link that works: what is odd, else where it leads.
func (x anchor) signs(r accounts.LinkReport) []accounts.Finding {
	final := x.shown()
	if r.Final != "" {
		final = shortLink(r.Final)
	}
	var out []accounts.Finding
	for _, s := range r.Signs {
		switch s {
		case accounts.SignDowngrade:
			out = append(out, x.say("links", accounts.NoteFinding, sayLinkDowngrade, final))
		case accounts.SignOtherHost:
			out = append(out, x.say("links", accounts.NoteFinding, sayLinkElsewhere, final, r.Title.String()))
		case accounts.SignSuspicious:
			out = append(out, x.say("links", accounts.NoteFinding, sayLinkSuspicious, r.Title.String()))
		case accounts.SignHTTPS:
			out = append(out, x.say("links", accounts.NoteFinding, sayLinkHTTPS))
		}
	}
	switch {
	case len(out) > 0:
		return out
	case r.Title.IsZero():
		return []accounts.Finding{x.say("links", accounts.NoteFinding, sayLinkGoodBare)}
	}
	return []accounts.Finding{x.say("links", accounts.NoteFinding, sayLinkGood, r.Title.String())}
}

// looks warns of a host that is not what it looks like.
func (x anchor) looks() []accounts.Finding {
	_, flags := accounts.SafeURL(accounts.NormalLink(x.url))
	switch {
	case flags.Has(accounts.FlagMixedScript):
		return []accounts.Finding{x.say("links", accounts.Warn, sayLinkMixed)}
	case strings.Contains(strings.ToLower(x.url), "://xn--"), strings.Contains(strings.ToLower(hostPart(x.url)), ".xn--"):
		return []accounts.Finding{x.say("links", accounts.NoteFinding, sayLinkPuny)}
	}
	return nil
}

// hostPart is a link up to its path.
func hostPart(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		return rest[:i]
	}
	return rest
}

// again notes that an account of the post had the link within the last days.
func (x anchor) again(p accounts.Post, f Facts) []accounts.Finding {
	page := accounts.PageOf(x.url)
	for _, a := range targets(p, f) {
		if x.account != "" && x.account != a.ID || x.account == "" && p.TextFor(a.ID) != p.Text {
			continue
		}
		for _, r := range f.Recent {
			if age := f.Now.Sub(r.At); r.Account != a.ID || r.Post != "" && r.Post == p.ID || age < 0 || age > lately {
				continue
			}
			for _, at := range accounts.LinksIn(r.Text) {
				if accounts.PageOf(r.Text[at.Start:at.End]) == page {
					v := x.say("links", accounts.NoteFinding, sayLinkAgain, a.Handle(), civil(r.At, f.Brand.Zone))
					v.Account = a.ID
					return []accounts.Finding{v}
				}
			}
		}
	}
	return nil
}

// twins notes two spellings of one page in one text.
func twins(p accounts.Post) []accounts.Finding {
	var out []accounts.Finding
	type page struct {
		account accounts.ID
		of      string
	}
	first := map[page]anchor{}
	for _, x := range linked(p) {
		k := page{x.account, accounts.PageOf(x.url)}
		if o, ok := first[k]; ok && accounts.NormalLink(o.url) != accounts.NormalLink(x.url) {
			out = append(out, at(finding("links", accounts.NoteFinding, x.account, sayLinkTwins, plainURL(o.url), plainURL(x.url)), x.start, x.end))
			continue
		}
		first[k] = x
	}
	return out
}

// OfLink is what the guard of links says of one link alone.
func OfLink(url string, known map[string]accounts.LinkReport, now time.Time) []accounts.Finding {
	x := anchor{url: url, end: len(url)}
	return append(x.verdict(Facts{Links: known, Now: now}), x.looks()...)
}
