package feed

import (
	"context"
	"errors"
	"io"
	"net/http"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// page is an answer to a GET.
type page struct {
	asked   string // the address that was asked for
	url     string // where it came from in the end
	moved   string // where every redirect on the way was permanent: the same address; else ""
	kind    string // Content-Type
	header  http.Header
	body    []byte
	same    bool // 304: nothing new
	because int  // HTTP status
}

// accept names what is liked, the formats of feeds first.
const accept = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"

// fetch gets a page or feed of at most 5 MB. Conditions are sent where the cursor has them. No log-in goes with it, so it may be
// redirected to another host.
func fetch(ctx context.Context, t *transport.Client, what, address string, c cursor) (page, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return page{}, transport.Error(what, err)
	}
	r.Header.Set("Accept", accept)
	if c.ETag != "" {
		r.Header.Set("If-None-Match", c.ETag)
	}
	if c.Mod != "" {
		r.Header.Set("If-Modified-Since", c.Mod)
	}
	resp, err := t.Do(r, what)
	if err != nil {
		return page{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	p := page{asked: address, url: resp.Request.URL.String(), kind: resp.Header.Get("Content-Type"), header: resp.Header, because: resp.StatusCode}
	if permanent(resp) {
		p.moved = p.url
	}
	if p.same = resp.StatusCode == http.StatusNotModified; p.same {
		return p, nil
	}
	if resp.ContentLength > maxDocument {
		return p, notFeed(what, resp.StatusCode, errLarge)
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxDocument+1))
	switch {
	case len(b) > maxDocument:
		return p, notFeed(what, resp.StatusCode, errLarge)
	case err != nil:
		return p, transport.Error(what, err)
	}
	p.body = b
	return p, nil
}

var errLarge = errors.New("it is larger than 5 MB, which no feed needs; ask the site for a shorter one")

// permanent tells whether there were redirects and all of them were for good (https://www.rfc-editor.org/rfc/rfc9110#section-15.4).
func permanent(resp *http.Response) bool {
	hops := 0
	for via := resp.Request.Response; via != nil; via = via.Request.Response {
		if via.StatusCode != http.StatusMovedPermanently && via.StatusCode != http.StatusPermanentRedirect {
			return false
		}
		hops++
	}
	return hops > 0
}

// gone makes a 410 what it is: the account stops until somebody logs it in anew.
func gone(err error) error {
	e := accounts.AsErr(err)
	if e.Status != http.StatusGone {
		return err
	}
	out := *e
	out.Class, out.Code = accounts.OutcomeAuth, accounts.CodeNotFound
	out.Cause = errors.New("the site has taken the feed down for good; give another address, or remove the account")
	out.Detail = accounts.Text{}
	return &out
}
