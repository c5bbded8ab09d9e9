package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

// BenchmarkSync10000 reads 10,000 items as they come: ten documents of a thousand, from bytes to safe mentions and the next cursor.
func BenchmarkSync10000(b *testing.B) {
	docs := make([][]byte, 10)
	for n := range docs {
		var s strings.Builder
		s.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Diario</title>`)
		for i := range maxItems {
			fmt.Fprintf(&s, `<item><title>Noticia %d del barrio</title><link>https://diario.example/%d</link><guid>tag:%d</guid><pubDate>Sun, 22 Nov 2026 09:00:00 +0000</pubDate><dc:creator>Eva Ruiz</dc:creator>`+
				`<content:encoded><![CDATA[<p>La panadería de la plaza abrió ayer, y <a href="https://luz.example/carta">su carta</a> tiene cuatro panes.</p><p>Más el lunes.</p>]]></content:encoded></item>`, i, n*maxItems+i, n*maxItems+i)
		}
		s.WriteString("</channel></rss>")
		docs[n] = []byte(s.String())
	}
	s := &site{acc: accounts.Account{Host: "diario.example"}, url: "https://diario.example/feed", host: "diario.example"}
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		c, total := cursor{}, 0
		for _, doc := range docs {
			d, err := parse(doc, "application/rss+xml")
			if err != nil {
				b.Fatal(err)
			}
			var ms []accounts.Mention
			ms, c = s.news(d, c, time.Time{}, false, now)
			total += len(ms)
		}
		if total != 10*maxItems {
			b.Fatalf("%d of %d", total, 10*maxItems)
		}
	}
}

// BenchmarkNothingNew is the usual fetch: a document of twenty items that are all known.
func BenchmarkNothingNew(b *testing.B) {
	d := document{}
	for n := range 20 {
		d.items = append(d.items, item{guid: fmt.Sprint(n), title: "Noticia", link: fmt.Sprint("https://diario.example/", n)})
	}
	s := &site{}
	_, c := s.news(d, cursor{}, time.Now(), true, time.Now())
	b.ReportAllocs()
	for b.Loop() {
		if ms, _ := s.news(d, c, time.Time{}, false, time.Time{}); len(ms) != 0 {
			b.Fatal("news")
		}
	}
}
