package feed

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/wire"
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

// BenchmarkWordPress10000 reads 10,000 comments, a hundred pages, from bytes to safe mentions and the next cursor.
func BenchmarkWordPress10000(b *testing.B) {
	one := `{"id":%d,"post":17,"parent":0,"author":0,"author_name":"Eva Ruiz","author_url":"","date_gmt":"2026-11-22T08:30:05","content":{"rendered":"<p>¿Abrís el lunes? Mirad <a href=\"https://luz.example/horario\">el horario</a>.</p>\n","raw":"¿Abrís el lunes?"},"link":"https://luz.example/pan/#comment-%d","status":"approved","type":"comment","author_avatar_urls":{},"meta":[]}`
	page := jsonPage(one, wpPage)
	w := &wordPress{acc: accounts.Account{Host: "luz.example"}}
	b.ReportAllocs()
	for b.Loop() {
		total := 0
		for range 100 {
			var list wire.Page[wpComment]
			if err := json.Unmarshal(page, &list); err != nil {
				b.Fatal(err)
			}
			c := wpCursor{}
			for _, x := range list {
				if m := w.mention(x, time.Time{}); !m.Text.IsZero() {
					total++
				}
				c = c.after(x)
			}
		}
		if total != 10_000 {
			b.Fatal(total)
		}
	}
}

// BenchmarkDiscourse10000 reads 10,000 posts, two hundred pages, from bytes to safe mentions.
func BenchmarkDiscourse10000(b *testing.B) {
	one := `{"id":%d,"name":"Eva Ruiz","username":"eva","avatar_template":"/a/{size}.png","created_at":"2026-11-22T08:30:05.123Z","cooked":"<p><a class=\"mention\" href=\"/u/luz\">@luz</a> ¿abrís? <a href=\"/c/pan/7\">aquí</a></p>","raw":"@luz ¿abrís?","post_number":%d,"post_type":1,"topic_id":77,"topic_slug":"horario","topic_title":"Horario","category_id":7,"user_id":12,"actions_summary":[{"id":2,"count":3}],"user_deleted":false}`
	page := jsonPage(one, dcPage)
	d := &discourse{api: api{root: "https://foro.example"}, acc: accounts.Account{Host: "foro.example", User: "luz"}, all: true}
	b.ReportAllocs()
	for b.Loop() {
		total := 0
		for range 200 {
			var list wire.List[dcPost]
			if err := json.Unmarshal(page, &list); err != nil {
				b.Fatal(err)
			}
			for _, p := range list {
				if m := d.mention(p, time.Time{}); d.concerns(p) && m.Named {
					total++
				}
			}
		}
		if total != 10_000 {
			b.Fatal(total)
		}
	}
}

// jsonPage is a list of so many objects that differ in their numbers.
func jsonPage(one string, many int) []byte {
	var s strings.Builder
	for n := range many {
		s.WriteString(map[bool]string{true: "[", false: ","}[n == 0])
		fmt.Fprintf(&s, one, n+1, n+1)
	}
	s.WriteString("]")
	return []byte(s.String())
}
