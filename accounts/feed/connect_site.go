package feed

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// software finds what a page is made by: its root, where the API lies below, and accounts.SoftwareWordPress or
// accounts.SoftwareDiscourse; "" where it cannot be seen.
func software(p page) (made, root string) {
	h := readHead(p)
	link := ""
	for _, l := range h.links {
		if l.rel == "https://api.w.org/" {
			link = whole(p.url, h.base, l.href)
		}
	}
	if m := wpHeader().FindStringSubmatch(strings.Join(p.header.Values("Link"), ", ")); m != nil && link == "" {
		link = m[1]
	}
	if d, err := parse(p.body, p.kind); err == nil {
		if h.generator = d.generator; strings.Contains(d.generator, "wordpress.org") && link == "" {
			link = strings.TrimSuffix(d.site, "/") + "/wp-json/"
		}
	}
	switch {
	case link != "":
		return accounts.SoftwareWordPress, strings.TrimSuffix(strings.TrimSuffix(link, "/"), "/wp-json")
	case strings.HasPrefix(h.generator, "Discourse"), p.header.Get("X-Discourse-Route") != "":
		return accounts.SoftwareDiscourse, origin(p.url)
	}
	return "", origin(p.url)
}

var wpHeader = accounts.Pattern(`<([^<>]{1,1000})>;\s*rel="https://api\.w\.org/"`)

// origin is the scheme and host of an address.
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// logInSite logs in where a page lives. A log-in goes only to the host that a person named, with or without "www".
func logInSite(ctx context.Context, a accounts.Account, p page, l login, o Options) (accounts.Account, error) {
	made, root := software(p)
	u, err := address(root)
	if err != nil {
		return a, &accounts.Err{Doing: connecting, Class: accounts.OutcomeRefused, Code: accounts.CodeNotServer, Cause: err}
	}
	if bare(u.Host) != bare(strings.TrimPrefix(strings.TrimPrefix(a.Server, "https://"), "http://")) {
		return a, refused(connecting, accounts.CodeNotServer, "the address leads to %s, where the log-in must not go; give that address instead", accounts.LineText(u.Hostname()))
	}
	if strings.Contains(root, "?") {
		return a, refused(connecting, accounts.CodeNotServer, "the API of this WordPress hides behind a query; turn permalinks on (Settings, Permalinks)")
	}
	a.Server, a.Host = strings.TrimSuffix(u.String(), "/"), strings.TrimPrefix(u.Hostname(), "www.")
	switch made {
	case accounts.SoftwareWordPress:
		return logInWordPress(ctx, a, l, o)
	case accounts.SoftwareDiscourse:
		return logInDiscourse(ctx, a, p, l, o)
	}
	for _, try := range []func() (accounts.Account, error){ // Nothing says what it is: each is asked.
		func() (accounts.Account, error) { return logInWordPress(ctx, a, l, o) },
		func() (accounts.Account, error) { return logInDiscourse(ctx, a, p, l, o) },
	} {
		b, err := try()
		if err == nil || accounts.AsErr(err).Code != accounts.CodeNotServer {
			return b, err
		}
	}
	return a, &accounts.Err{Doing: connecting, Class: accounts.OutcomeRefused, Code: accounts.CodeNotServer,
		Cause: errors.New("it is neither WordPress nor Discourse; leave user and password out to read its feed")}
}

func bare(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }

func logInWordPress(ctx context.Context, a accounts.Account, l login, o Options) (accounts.Account, error) {
	w := newWordPress(a, l, o)
	in, err := (&wordPress{api: api{plainClient(a, o), w.root}}).instance(ctx)
	if err != nil {
		return a, err
	}
	a.Instance = in
	who, err := w.who(ctx)
	if err != nil {
		return a, err
	}
	a.RemoteID, a.User, a.Name, a.URL = who.RemoteID, who.User, who.Name, who.URL
	return a, nil
}

// signed makes the chain of a log-in whose headers never change.
func signed(a accounts.Account, o Options, h http.Header, read func(*accounts.Err, transport.Answer)) *transport.Client {
	return transport.New(transport.Options{Server: a.Server, Account: a.VaultKey(), UserAgent: o.UserAgent, Now: o.Now, Refused: read,
		Sign: func(*http.Request) (http.Header, error) { return h, nil }})
}

// logInDiscourse tests a key, and settles where the account listens: in the category that was named, for staff everywhere, else
// only where it is concerned.
func logInDiscourse(ctx context.Context, a accounts.Account, p page, l login, o Options) (accounts.Account, error) {
	a.URL = ""
	d := newDiscourse(a, l, o)
	in, err := d.instance(ctx)
	if err != nil {
		return a, err
	}
	u, err := d.me(ctx, connecting)
	if err != nil {
		return a, err
	}
	if !strings.EqualFold(string(u.Username), l.User) {
		return a, &accounts.Err{Doing: connecting, Class: accounts.OutcomeAuth, Code: accounts.CodeAuth,
			Cause: errors.New("the key speaks for another user; make one for this user, or give that user's name")}
	}
	a.Instance = in
	a.RemoteID, a.User = string(u.ID), accounts.LineText(string(u.Username)).String()
	a.Name, _ = accounts.SafeName(string(u.Name))
	category, _ := listens(p.home())
	switch {
	case category != "":
		a.URL = openable(p.home())
	case u.Admin || u.Moderator:
		a.URL = openable(d.root + "/latest")
	default:
		a.URL = openable(d.root + "/u/" + url.PathEscape(a.User))
	}
	return a, nil
}
