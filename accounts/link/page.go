package link

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"vocero/accounts"
)

// page is what was read of a page. Its texts are safe; words are for comparing only.
type page struct {
	title, about accounts.Text
	missing      bool     // title or heading say that there is no such page
	challenge    bool     // it wants to see a person first
	noindex      bool     // it asks not to be found: a log-in, an error
	password     bool     // it asks for one
	words        []string // what can be seen, folded
}

const (
	maxTitle = 200  // runes of a title
	maxAbout = 300  // runes of a description
	maxSeen  = 2000 // words that are compared
)

// readPage reads the beginning of a page. What is no HTML is none.
func readPage(body []byte, h http.Header) page {
	kind := h.Get("Content-Type")
	if kind == "" {
		kind = http.DetectContentType(body)
	}
	p := page{noindex: strings.Contains(strings.ToLower(h.Get("X-Robots-Tag")), "noindex")}
	if !strings.Contains(strings.ToLower(kind), "html") || len(body) == 0 {
		return p
	}
	r := pageReader{p: p}
	z := html.NewTokenizer(bytes.NewReader(decoded(body, kind)))
	z.SetMaxBuf(maxBody)
	for tt := z.Next(); tt != html.ErrorToken; tt = z.Next() {
		r.token(z, tt)
	}
	return r.end()
}

// decoded is a page in UTF-8. Its encoding is what the server, its own first bytes or their look say (the rule of browsers).
func decoded(body []byte, kind string) []byte {
	e, name, _ := charset.DetermineEncoding(body, kind)
	if name == "utf-8" || e == nil {
		return body
	}
	out, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return body
	}
	return out
}

// pageReader takes the tokens of a page. Nothing is a tree: what matters of the open elements is counted.
type pageReader struct {
	p                       page
	title, heading          strings.Builder
	about, ogTitle, ogAbout string
	inTitle, inHeading      bool
	hasTitle, hasHeading    bool
	svg, hidden             int
}

// token takes one.
func (r *pageReader) token(z *html.Tokenizer, tt html.TokenType) {
	switch tt {
	case html.StartTagToken, html.SelfClosingTagToken:
		t := z.Token()
		r.start(t, tt == html.SelfClosingTagToken)
	case html.EndTagToken:
		name, _ := z.TagName()
		r.close(atom.Lookup(name))
	case html.TextToken:
		r.text(string(z.Text()))
	}
}

// start takes the beginning of an element.
func (r *pageReader) start(t html.Token, closed bool) {
	switch t.DataAtom {
	case atom.Title:
		r.inTitle = r.svg == 0 && !r.hasTitle && !closed
	case atom.H1:
		r.inHeading = !r.hasHeading && !closed
	case atom.Meta:
		r.meta(attribute(t, "name")+attribute(t, "property"), attribute(t, "content"))
	case atom.Input:
		r.p.password = r.p.password || strings.EqualFold(attribute(t, "type"), "password")
	case atom.Svg:
		if !closed {
			r.svg++
		}
	case atom.Script, atom.Style, atom.Noscript, atom.Template:
		if !closed {
			r.hidden++
		}
	}
}

// close takes the end of an element.
func (r *pageReader) close(tag atom.Atom) {
	switch tag {
	case atom.Title:
		r.hasTitle, r.inTitle = r.hasTitle || r.inTitle, false
	case atom.H1:
		r.hasHeading, r.inHeading = r.hasHeading || r.inHeading, false
	case atom.Svg:
		r.svg = max(0, r.svg-1)
	case atom.Script, atom.Style, atom.Noscript, atom.Template:
		r.hidden = max(0, r.hidden-1)
	}
}

// meta takes what a page says of itself.
func (r *pageReader) meta(name, content string) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "description":
		r.about = content
	case "og:title":
		r.ogTitle = content
	case "og:description":
		r.ogAbout = content
	case "robots", "googlebot":
		r.p.noindex = r.p.noindex || strings.Contains(strings.ToLower(content), "noindex")
	}
}

// text takes a piece of text.
func (r *pageReader) text(s string) {
	if r.inTitle && r.title.Len() < 4*maxTitle {
		r.title.WriteString(html.UnescapeString(s))
		return
	}
	if r.inHeading && r.heading.Len() < 4*maxTitle {
		r.heading.WriteString(html.UnescapeString(s) + " ")
	}
	if r.hidden > 0 || r.svg > 0 || len(r.p.words) >= maxSeen {
		return
	}
	for w := range accounts.Words(accounts.Fold(html.UnescapeString(s))) {
		if r.p.words = append(r.p.words, w); len(r.p.words) == maxSeen {
			return
		}
	}
}

// end is the page.
func (r *pageReader) end() page {
	title := strings.TrimSpace(r.title.String())
	if title == "" {
		title = r.ogTitle
	}
	about := r.about
	if strings.TrimSpace(about) == "" {
		about = r.ogAbout
	}
	r.p.title, r.p.about = line(title, maxTitle), line(about, maxAbout)
	said := flat(r.title.String()) + "\n" + flat(r.heading.String())
	r.p.missing, r.p.challenge = says(said, missing), says(said, waiting)
	return r.p
}

// line is a safe line of at most n runes.
func line(s string, n int) accounts.Text {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > n {
		s = string([]rune(s)[:n-1]) + "…"
	}
	return accounts.LineText(s)
}

// attribute is an attribute of an element, "" when it has none.
func attribute(t html.Token, key string) string {
	if i := slices.IndexFunc(t.Attr, func(a html.Attribute) bool { return a.Key == key }); i >= 0 {
		return t.Attr[i].Val
	}
	return ""
}
