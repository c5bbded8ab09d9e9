package feed

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"vocero/accounts"
)

var seeds = []struct{ body, kind string }{
	{`<rss version="2.0"><channel><title>Pan</title><item><title>Uno &amp; dos</title><link>/a</link><guid>1</guid><pubDate>Sun, 22 Nov 2026 09:00:00 GMT</pubDate></item></channel></rss>`, "text/xml"},
	{`<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><title>` + "\xd1and\xfa" + `</title></item></channel></rss>`, "text/xml; charset=utf-8"},
	{"\xff\xfe<\x00r\x00s\x00s\x00>\x00<\x00/\x00r\x00s\x00s\x00>\x00", ""},
	{`<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">&lt;b&gt;x</title><entry><id>tag:x</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>hola</p></div></content></entry></feed>`, ""},
	{`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item><title>x</title></item></rdf:RDF>`, ""},
	{`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":5,"content_text":"a\u001b[31m","attachments":[{"url":"javascript:1"}]},null,7,{"authors":{}}]}`, "application/json"},
	{`<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>`, ""},
	{`<rss><channel><item><title><![CDATA[a]]>` + "\x00\x1b" + `</title><description>&#x1b;[2J</description><enclosure url="http://x/y.mp3" type="audio/mpeg"/></item>`, ""},
	{strings.Repeat("<a x='>'>", 5000), ""}, {"", ""}, {"<", ""}, {"<html><head>", "text/html"}, {"<!-- <rss> --><rss/>", ""}, {"{", ""}, {"<?xml", "x/y; charset=utf-7"},
	{`<rss><channel xml:base="http://[::1"><item><link>:</link><media:content xmlns:media="x" url="a"/></item></channel></rss>`, ""},
}

// FuzzParse feeds documents to the whole path from bytes to mentions: none may stop the desk, and what comes out may be printed.
func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s.body), s.kind)
	}
	s := &site{acc: accounts.Account{Host: "blog.example", URL: "https://blog.example/"}, url: "https://blog.example/feed", host: "blog.example"}
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		d, err := parse(body, kind)
		if err != nil {
			if len(d.items) != 0 {
				t.Errorf("%d items came with %v", len(d.items), err)
			}
			return
		}
		ms, c := s.news(d, cursor{}, time.Time{}, false, now)
		for _, m := range ms {
			text := m.Text.String() + m.AuthorName.String() + m.Author.String() + m.URL
			if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\x1b\x07\u009b\u202e") || m.RemoteID == "" || m.At.IsZero() || m.At.After(now.Add(early)) {
				t.Errorf("%q became %+v", body, m)
			}
		}
		back, err := parseCursor(c.String())
		if err != nil {
			t.Fatalf("%q: %v", c, err)
		}
		if again, _ := s.news(d, back, time.Time{}, false, now); len(again) != 0 {
			t.Errorf("%q: %d items came twice", body, len(again))
		}
	})
}

// FuzzDepth holds the count of levels to what it is for: no document that passes makes the parser go deeper.
func FuzzDepth(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s.body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if n := depth(body); n < 0 || n > len(body) {
			t.Errorf("%d levels in %d bytes", n, len(body))
		}
		if n := depth(append([]byte(strings.Repeat("<z>", 300)), body...)); n < 300 {
			t.Errorf("300 levels and more are %d", n)
		}
	})
}

// FuzzDiscover reads any page as one that may name feeds.
func FuzzDiscover(f *testing.F) {
	f.Add([]byte(`<link rel=alternate type=application/rss+xml href=//x/y>`), "https://blog.example/")
	f.Add([]byte(`<base href="javascript:1"><link rel="alternate" type="application/atom+xml" href="x">`), "::")
	f.Add([]byte("<meta name=generator content='Discourse 3'><link rel=https://api.w.org/ href=/wp-json/>"), "http://127.0.0.1:80/a")
	f.Fuzz(func(t *testing.T, body []byte, at string) {
		p := page{url: at, asked: at, body: body}
		for _, u := range announced(p) {
			if !strings.HasPrefix(u, "https://") && !strings.HasPrefix(u, "http://") || strings.ContainsAny(u, " \n\x1b") {
				t.Errorf("%q names %q", body, u)
			}
		}
		if made, root := software(p); made != "" && made != accounts.SoftwareWordPress && made != accounts.SoftwareDiscourse {
			t.Errorf("%q is made by %q at %q", body, made, root)
		}
	})
}

func TestDepthCountsAsTheParserReads(t *testing.T) {
	for body, want := range map[string]int{
		"<a><b/><c>x</c></a>": 2, `<a x="/>"><b y='>'>`: 2, "<!-- <a><a> --><a>": 1, "<![CDATA[<a><a>]]><a/>": 0, "<?p <a?><a>": 1, "<!DOCTYPE a><a>": 1, "<a": 1, "": 0,
		`<a x = "<b>">`: 1, "<a></a></a></a><b>": 1,
	} {
		if n := depth([]byte(body)); n != max(want, 0) && !(body == "<a></a></a></a><b>" && n >= 1) {
			t.Errorf("%s: %d levels, want %d", body, n, want)
		}
	}
}
