package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"vocero/accounts"
	"vocero/accounts/wire"
)

// Bounds of a document.
const (
	maxDocument = 5 << 20 // bytes, unpacked
	maxItems    = 1000    // the first ones count: feeds begin with the newest
	deepest     = 200     // elements inside one another; the parser recurses
)

// document is a feed, whatever its format. All of it is as the other side wrote it.
type document struct {
	format    string // "rss 2.0"
	title     string
	site      string // the page that the feed belongs to
	generator string
	language  string
	items     []item // in the order of the document
}

// item is one thing that a feed tells.
type item struct {
	guid, title, text, link string
	author                  string
	language                string
	at                      time.Time // zero: not told, or no date of our times
	files                   []file
	plain                   bool // the text is no HTML
	bare                    bool // the title is no HTML
}

type file struct{ kind, url, alt string }

var (
	errNoFeed = errors.New("it is no feed; give the address of the feed itself, or of a page that names one")
	errDeep   = errors.New("its elements stand too deep inside one another; ask the site to mend its feed")
	errBroken = errors.New("the feed is broken; ask the site to mend it")
)

// parse reads a document. The content type is that of the answer.
func parse(body []byte, contentType string) (d document, err error) {
	body = toUTF8(body, contentType)
	switch head := bytes.TrimLeft(body, " \t\r\n"); {
	case len(head) == 0:
		return document{}, errNoFeed
	case head[0] == '{':
		return parseJSON(head)
	case head[0] != '<' || isPage(head):
		return document{}, errNoFeed
	}
	if depth(body) > deepest {
		return document{}, errDeep
	}
	defer func() { // What strangers write must not stop the desk, whatever the library makes of it.
		if v := recover(); v != nil {
			d, err = document{}, errBroken
		}
	}()
	p := gofeed.NewParser()
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true} // It builds a tree of whatever HTML comes, to find pictures that nobody asked for.
	f, err := p.Parse(bytes.NewReader(body))
	switch {
	case errors.Is(err, gofeed.ErrFeedTypeNotDetected):
		return document{}, errNoFeed
	case err != nil:
		return document{}, errBroken
	}
	return fromXML(f), nil
}

// isPage tells whether a document is HTML.
func isPage(b []byte) bool {
	head := strings.ToLower(string(b[:min(len(b), 1024)]))
	for strings.HasPrefix(head, "<!--") || strings.HasPrefix(head, "<?") {
		_, rest, found := strings.Cut(head, ">")
		if !found {
			return false
		}
		head = strings.TrimLeft(rest, " \t\r\n")
	}
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") || strings.HasPrefix(head, "<head") || strings.HasPrefix(head, "<body")
}

func fromXML(f *gofeed.Feed) document {
	d := document{
		format: strings.TrimSpace(f.FeedType + " " + f.FeedVersion), title: f.Title, site: f.Link, generator: f.Generator, language: f.Language,
	}
	for _, x := range f.Items {
		if x == nil {
			continue
		}
		if len(d.items) == maxItems {
			break
		}
		i := item{guid: x.GUID, title: x.Title, text: x.Content, link: x.Link, author: firstPerson(x.Authors)}
		if i.text == "" {
			i.text = x.Description
		}
		if i.link == "" && len(x.Links) > 0 {
			i.link = x.Links[0]
		}
		for _, t := range []*time.Time{x.PublishedParsed, x.UpdatedParsed} {
			if i.at.IsZero() && t != nil {
				i.at = plausible(*t)
			}
		}
		for _, e := range x.Enclosures {
			if e != nil {
				i.files = append(i.files, file{kind: e.Type, url: e.URL})
			}
		}
		if x.Image != nil && len(i.files) == 0 {
			i.files = append(i.files, file{"image/", x.Image.URL, x.Image.Title})
		}
		d.items = append(d.items, i)
	}
	return d
}

// firstPerson is the name of the first author, of an address only what stands before the host.
func firstPerson(list []*gofeed.Person) string {
	for _, p := range list {
		switch {
		case p == nil:
		case p.Name != "":
			return p.Name
		case p.Email != "":
			name, _, _ := strings.Cut(p.Email, "@")
			return name
		}
	}
	return ""
}

// plausible is a date of the time of the web, else none.
func plausible(t time.Time) time.Time {
	if t.Year() < 1995 || t.Year() > 9999 {
		return time.Time{}
	}
	return t.UTC()
}

// wireFeed is JSON Feed (https://www.jsonfeed.org/version/1.1/).
type wireFeed struct {
	Version  wire.Str                        `json:"version"`
	Title    wire.Str                        `json:"title"`
	Home     wire.Str                        `json:"home_page_url"`
	Language wire.Str                        `json:"language"`
	Items    wire.Maybe[wire.Page[wireItem]] `json:"items"`
}

type wireItem struct {
	ID          wire.ID                `json:"id"`
	URL         wire.Str               `json:"url"`
	External    wire.Str               `json:"external_url"`
	Title       wire.Str               `json:"title"`
	HTML        wire.Str               `json:"content_html"`
	Text        wire.Str               `json:"content_text"`
	Summary     wire.Str               `json:"summary"`
	Image       wire.Str               `json:"image"`
	Published   wire.Time              `json:"date_published"`
	Modified    wire.Time              `json:"date_modified"`
	Language    wire.Str               `json:"language"`
	Author      wire.Maybe[wirePerson] `json:"author"`
	Authors     wire.List[wirePerson]  `json:"authors"`
	Attachments wire.List[struct {
		URL   wire.Str `json:"url"`
		Kind  wire.Str `json:"mime_type"`
		Title wire.Str `json:"title"`
	}] `json:"attachments"`
}

type wirePerson struct {
	Name wire.Str `json:"name"`
}

func parseJSON(b []byte) (document, error) {
	var f wireFeed
	if err := json.Unmarshal(b, &f); err != nil {
		return document{}, errBroken
	}
	if !strings.Contains(string(f.Version), "jsonfeed.org") || !f.Items.There() {
		return document{}, errNoFeed
	}
	d := document{format: "json feed", title: string(f.Title), site: string(f.Home), language: string(f.Language)}
	if at := strings.LastIndexByte(string(f.Version), '/'); at >= 0 {
		d.format += " " + string(f.Version)[at+1:]
	}
	for _, x := range f.Items.Get()[:min(len(f.Items.Get()), maxItems)] {
		d.items = append(d.items, x.item())
	}
	return d, nil
}

func (x wireItem) item() item {
	i := item{bare: true, guid: string(x.ID), title: string(x.Title), text: string(x.HTML), link: string(x.URL), author: string(x.Author.Get().Name), language: string(x.Language)}
	if i.text == "" {
		i.text, i.plain = string(x.Text), true
	}
	if i.text == "" {
		i.text = string(x.Summary)
	}
	if i.link == "" {
		i.link = string(x.External)
	}
	if len(x.Authors) > 0 {
		i.author = string(x.Authors[0].Name)
	}
	if i.at = plausible(x.Published.Time); i.at.IsZero() {
		i.at = plausible(x.Modified.Time)
	}
	for _, a := range x.Attachments {
		i.files = append(i.files, file{string(a.Kind), string(a.URL), string(a.Title)})
	}
	if x.Image != "" && len(i.files) == 0 {
		i.files = append(i.files, file{kind: "image/", url: string(x.Image)})
	}
	return i
}

// mediaKind is what a file is, by its MIME type.
func mediaKind(kind string) string {
	top, _, err := mime.ParseMediaType(kind)
	if err != nil {
		top = kind
	}
	switch top, _, _ = strings.Cut(top, "/"); top {
	case "image", "video", "audio":
		return top
	}
	return "unknown"
}

// notFeed is the error of an answer that was read and is no feed.
func notFeed(what string, status int, cause error) error {
	return &accounts.Err{Doing: what, Class: accounts.OutcomeUnknown, Code: accounts.CodeNotServer, Status: status, Cause: cause}
}

func refused(what string, code accounts.Code, format string, args ...any) error {
	return &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: code, Cause: fmt.Errorf(format, args...)}
}
