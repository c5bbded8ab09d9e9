package feed

import (
	"bytes"
	"mime"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"vocero/accounts"
)

// maxHead is how much of a page is looked through: what announces feeds stands in its head.
const maxHead = 1 << 20

// head is what of a page's head means something here.
type head struct {
	base      string
	generator string
	links     []headLink
}

type headLink struct{ rel, kind, href, title string }

// readHead reads the head of a page, leniently: it ends with the first piece of the body that is none of a head.
func readHead(p page) head {
	h := head{}
	z := html.NewTokenizer(bytes.NewReader(p.text()))
	for {
		switch tt := z.Next(); tt {
		case html.ErrorToken:
			return h
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			get := func(name string) string { return attribute(t, name) }
			switch t.DataAtom {
			case atom.Base:
				if h.base == "" {
					h.base = get("href")
				}
			case atom.Meta:
				if strings.EqualFold(get("name"), "generator") && h.generator == "" {
					h.generator = get("content")
				}
			case atom.Link:
				if len(h.links) < 200 {
					h.links = append(h.links, headLink{strings.ToLower(get("rel")), get("type"), get("href"), get("title")})
				}
			}
		}
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// text is the page in UTF-8, as far as it is looked through.
func (p page) text() []byte { return toUTF8(p.body[:min(len(p.body), maxHead)], p.kind) }

// home is the address that the page is kept under.
func (p page) home() string {
	if p.moved != "" {
		return p.moved
	}
	return p.asked
}

var feedTypes = []string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}

var ofComments = accounts.Pattern(`(?i)\b(comments?|comentarios?|respuestas|replies)\b`)

// announced are the addresses of the feeds that a page names, in its order, those of comments behind the others
// (https://html.spec.whatwg.org/multipage/links.html#rel-alternate). What is no web address is left out.
func announced(p page) []string {
	h := readHead(p)
	var first, second []string
	for _, l := range h.links {
		kind, _, err := mime.ParseMediaType(l.kind)
		if err != nil || !slices.Contains(strings.Fields(l.rel), "alternate") || !slices.Contains(feedTypes, kind) {
			continue
		}
		u, err := address(whole(p.url, h.base, l.href))
		switch {
		case err != nil || l.href == "" || slices.Contains(first, u.String()) || slices.Contains(second, u.String()):
		case ofComments().MatchString(l.title + " " + u.Path):
			second = append(second, u.String())
		default:
			first = append(first, u.String())
		}
	}
	return append(first, second...)
}

// whole resolves a link of a page.
func whole(at, base, link string) string {
	u, err := url.Parse(at)
	if err != nil {
		return ""
	}
	for _, s := range []string{base, link} {
		if u, err = u.Parse(s); err != nil {
			return ""
		}
	}
	return u.String()
}
