package practice

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"hash/fnv"
	"html"
	"net/http"
	"slices"
	"strings"
	"time"
)

// News is a portal: pages, and the same news as RSS, Atom and JSON Feed. Whatever anybody posts is a piece of news. It is no member
// of Models: nobody logs in.
const News Model = "news"

var newsTraits = traits{version: "1", nodeVersion: "1", ids: idNumeric, maxChars: 1 << 20}

func newsDialect() *dialect {
	return &dialect{routes: newsRoutes, admit: func(*call, string) *reply { return nil }, raw: true}
}

// newsRoutes are those of a small portal. The old address of its feed has moved for good, the short one leads on for now.
var newsRoutes = []route{
	{"GET /{$}", "", func(c *call) reply {
		return c.newsPage("", `<link rel="alternate" type="application/rss+xml" title="Comentarios" href="/comments/feed">`+
			`<link rel="alternate" type="application/rss+xml" title="Noticias" href="/feed">`+
			`<link rel="alternate" type="application/atom+xml" href="atom.xml"><link rel="alternate" type="application/feed+json" href="/feed.json">`)
	}},
	{"GET /feed", "", func(c *call) reply { return c.newsFeed(writeRSS) }},
	{"GET /comments/feed", "", func(c *call) reply {
		return c.feedReply(feedHead{title: "Comentarios", link: c.URL() + "/"}, nil, writeRSS)
	}},
	{"GET /atom.xml", "", func(c *call) reply { return c.newsFeed(writeAtom) }},
	{"GET /feed.json", "", func(c *call) reply { return c.newsFeed(writeJSON) }},
	{"GET /rss.php", "", func(c *call) reply { return sendTo(http.StatusMovedPermanently, c.URL()+"/feed") }},
	{"GET /f", "", func(c *call) reply { return sendTo(http.StatusFound, c.URL()+"/feed") }},
	{"GET /noticia/{id}", "", func(c *call) reply {
		p := c.st.Posts[c.id()]
		if p == nil || p.gone() {
			return page(http.StatusNotFound, "<!DOCTYPE html><title>404</title><p>No está")
		}
		return c.newsPage(string(c.content(p)), "")
	}},
}

func sendTo(status int, where string) reply { return page(status, "").with("Location", where) }

func (c *call) newsPage(text, head string) reply {
	return page(http.StatusOK, "<!DOCTYPE html>\n<html><head><title>"+html.EscapeString(c.opt.Title)+"</title>"+head+"</head><body>"+text+"</body></html>\n")
}

// FeedTrouble is what is wrong with the feeds of a server; the zero value is nothing.
type FeedTrouble struct {
	NoValidators bool          // neither ETag nor Last-Modified
	Frozen       bool          // 304 to whoever names an ETag, whatever has changed
	NoGUID       bool          // items without an id of their own
	NoDates      bool          // items without a date
	DateOff      time.Duration // every date is wrong by so much
	Latin1       bool          // ISO 8859-1, and declared so
	Undeclared   bool          // no declaration, and no charset in the header
	Broken       bool          // the document ends in the middle
	HTML         bool          // a page in the place of the feed
	Entities     bool          // entities that stand for ten of the next one, nine levels deep
	Deep         int           // so many elements inside one another in every item
	Bytes        int           // the document is padded to so many
	Gone         bool          // 410
	Moved        string        // 301 to there
	Items        int           // at most so many; 0 is twenty
	GUIDs        string        // in front of every guid: another text makes them all new
}

// Trouble spoils the feeds of the server; the zero value mends them.
func (s *Server) Trouble(t FeedTrouble) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trouble = t
}

// feedHead is what a feed says of itself.
type feedHead struct{ title, link, generator string }

// feedItem is one thing that it tells.
type feedItem struct {
	guid, link, title, author, html string
	at                              time.Time
}

// feedWriter writes a feed in a format; it gives the content type with it.
type feedWriter func(feedHead, []feedItem) (kind string, body []byte)

// newsFeed is the newest news in a format.
func (c *call) newsFeed(write feedWriter) reply {
	var items []feedItem
	for _, p := range slices.Backward(c.ix.order) {
		if p.gone() || p.Boost != "" {
			continue
		}
		link := c.URL() + "/noticia/" + p.ID
		items = append(items, feedItem{link, link, headline(p.Text), string(c.st.People[p.Author].Name), string(c.content(p)), p.Created})
		if len(items) == c.feedLength() {
			break
		}
	}
	return c.feedReply(feedHead{title: c.opt.Title, link: c.URL() + "/"}, items, write)
}

// feedLength is how many items a feed has.
func (s *Server) feedLength() int {
	if s.trouble.Items > 0 {
		return s.trouble.Items
	}
	return 20
}

// headline is the first line of a text, at most eighty characters of it.
func headline(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	if r := []rune(line); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return line
}

// feedReply writes a feed with its validators, and with what is wrong with it.
func (c *call) feedReply(h feedHead, items []feedItem, write feedWriter) reply {
	t := c.trouble
	switch {
	case t.Gone:
		return page(http.StatusGone, "<h1>Gone</h1>")
	case t.Moved != "":
		return sendTo(http.StatusMovedPermanently, t.Moved)
	case t.HTML:
		return c.newsPage("<p>Volvemos enseguida</p>", "")
	}
	newest := time.Time{}
	for n := range items {
		if items[n].at.After(newest) {
			newest = items[n].at
		}
		items[n] = t.spoil(items[n])
	}
	kind, body := write(h, items)
	sum := fnv.New64a()
	_, _ = sum.Write(body)
	etag := fmt.Sprintf(`"%x"`, sum.Sum64())
	if !t.NoValidators {
		named := c.r.Header.Get("If-None-Match")
		if named == etag || t.Frozen && named != "" {
			return reply{status: http.StatusNotModified, header: http.Header{}}.with("ETag", named)
		}
	}
	kind, body = t.damage(kind, body)
	p := reply{http.StatusOK, http.Header{"Content-Type": {kind}}, body}
	if !t.NoValidators {
		p = p.with("ETag", etag)
		if !newest.IsZero() {
			p = p.with("Last-Modified", newest.UTC().Format(http.TimeFormat))
		}
	}
	return p
}

// spoil damages one item.
func (t FeedTrouble) spoil(i feedItem) feedItem {
	if i.guid = t.GUIDs + i.guid; t.NoGUID {
		i.guid = ""
	}
	if i.at = i.at.Add(t.DateOff); t.NoDates {
		i.at = time.Time{}
	}
	if t.Deep > 0 {
		i.html = strings.Repeat("<b>", t.Deep) + i.html
	}
	return i
}

// damage spoils a whole document.
func (t FeedTrouble) damage(kind string, body []byte) (string, []byte) {
	text := string(body)
	if t.Latin1 {
		text, kind = strings.Replace(text, `encoding="UTF-8"`, `encoding="ISO-8859-1"`, 1), strings.TrimSuffix(kind, "; charset=UTF-8")
		text = string(latin1([]byte(text)))
	}
	if t.Undeclared {
		text, kind = strings.TrimPrefix(text, xmlHead), strings.TrimSuffix(kind, "; charset=UTF-8")
		if at := strings.Index(text, "?>"); at >= 0 {
			text = text[at+2:]
		}
	}
	if t.Entities {
		text = strings.Replace(text, xmlHead, xmlHead+laughs(), 1)
		text = strings.Replace(text, "<title>", "<title>&lol9;", 1)
	}
	if t.Deep > 0 {
		text = strings.Replace(text, "</channel>", strings.Repeat("<x:y xmlns:x='urn:x'>", t.Deep)+strings.Repeat("</x:y>", t.Deep)+"</channel>", 1)
	}
	if t.Broken {
		text = text[:len(text)*2/3]
	}
	if n := t.Bytes - len(text); n > 0 {
		text += strings.Repeat(" ", n)
	}
	return kind, []byte(text)
}

// laughs are entities that would be three gigabytes, were they believed (CVE-2003-1564).
func laughs() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE rss [<!ENTITY lol0 "ja">`)
	for n := 1; n < 10; n++ {
		fmt.Fprintf(&b, `<!ENTITY lol%d "%s">`, n, strings.Repeat(fmt.Sprintf("&lol%d;", n-1), 10))
	}
	return b.String() + "]>\n"
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// writeRSS is RSS 2.0 (https://www.rssboard.org/rss-specification) with the modules that blogs use.
func writeRSS(h feedHead, items []feedItem) (string, []byte) {
	var b strings.Builder
	b.WriteString(xmlHead + `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>`)
	b.WriteString("<title>" + escape(h.title) + "</title><link>" + escape(h.link) + "</link><description></description>")
	if h.generator != "" {
		b.WriteString("<generator>" + escape(h.generator) + "</generator>")
	}
	for _, i := range items {
		b.WriteString("\n<item><title>" + escape(i.title) + "</title><link>" + escape(i.link) + "</link>")
		if i.guid != "" {
			b.WriteString(`<guid isPermaLink="false">` + escape(i.guid) + "</guid>")
		}
		if !i.at.IsZero() {
			b.WriteString("<pubDate>" + i.at.UTC().Format(time.RFC1123Z) + "</pubDate>")
		}
		b.WriteString("<dc:creator>" + escape(i.author) + "</dc:creator><content:encoded><![CDATA[" + strings.ReplaceAll(i.html, "]]>", "]]]]><![CDATA[>") + "]]></content:encoded></item>")
	}
	b.WriteString("\n</channel></rss>\n")
	return "application/rss+xml; charset=UTF-8", []byte(b.String())
}

// writeAtom is RFC 4287.
func writeAtom(h feedHead, items []feedItem) (string, []byte) {
	var b strings.Builder
	b.WriteString(xmlHead + `<feed xmlns="http://www.w3.org/2005/Atom"><title>` + escape(h.title) + `</title><link href="` + escape(h.link) + `"/>`)
	for _, i := range items {
		b.WriteString("\n<entry><title>" + escape(i.title) + `</title><link href="` + escape(i.link) + `"/>`)
		if i.guid != "" {
			b.WriteString("<id>" + escape(i.guid) + "</id>")
		}
		if !i.at.IsZero() {
			b.WriteString("<published>" + i.at.UTC().Format(time.RFC3339) + "</published>")
		}
		b.WriteString("<author><name>" + escape(i.author) + `</name></author><content type="html">` + escape(i.html) + "</content></entry>")
	}
	b.WriteString("\n</feed>\n")
	return "application/atom+xml; charset=UTF-8", []byte(b.String())
}

// writeJSON is JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
func writeJSON(h feedHead, items []feedItem) (string, []byte) {
	list := []object{}
	for _, i := range items {
		v := object{"url": i.link, "title": wireText(i.title), "content_html": wireText(i.html), "authors": []object{{"name": wireText(i.author)}}}
		if i.guid != "" {
			v["id"] = i.guid
		}
		if !i.at.IsZero() {
			v["date_published"] = i.at.UTC().Format(time.RFC3339)
		}
		list = append(list, v)
	}
	return "application/feed+json", encode(object{"version": "https://jsonfeed.org/version/1.1", "title": wireText(h.title), "home_page_url": h.link, "items": list})
}

// escape writes text as XML.
func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // Writing to memory does not fail.
	return b.String()
}
