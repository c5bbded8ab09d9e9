package feed

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"vocero/accounts"
)

const (
	idSize  = 8    // characters of an id in the cursor: 48 bits
	maxSeen = 4000 // ids; those of two documents of the longest kind, twice each
	daily   = 24 * time.Hour
)

// cursor is how far a feed was read. Short names, because it is written after each fetch.
type cursor struct {
	Next  int64  `json:"n,omitempty"` // not to be fetched before; Unix seconds
	Full  int64  `json:"f,omitempty"` // when it came whole; Unix seconds
	ETag  string `json:"e,omitempty"`
	Mod   string `json:"m,omitempty"` // Last-Modified
	Moved string `json:"u,omitempty"` // where a permanent redirect led
	Seen  string `json:"s"`           // ids, the newest first
}

func (c cursor) String() string {
	b, err := json.Marshal(c)
	if err != nil {
		return "" // Texts and numbers can always be written.
	}
	return string(b)
}

func parseCursor(s string) (cursor, error) {
	c := cursor{}
	if err := json.Unmarshal([]byte(s), &c); err != nil || len(c.Seen)%idSize != 0 {
		return c, refused(readingFeed, accounts.CodeRefused, "the place in the feed is not one of this network; read it anew")
	}
	return c, nil
}

// seen are the ids as a set.
func (c cursor) seen() map[string]bool {
	out := make(map[string]bool, len(c.Seen)/idSize)
	for i := 0; i+idSize <= len(c.Seen); i += idSize {
		out[c.Seen[i:i+idSize]] = true
	}
	return out
}

// with is the cursor when a document has been read: its ids come first, older ones stay behind them while there is room, so that an
// item which leaves the feed and comes back is no news.
func (c cursor) with(ids []string) cursor {
	var b strings.Builder
	had := make(map[string]bool, len(ids))
	add := func(id string) {
		if id != "" && !had[id] && len(had) < maxSeen {
			had[id] = true
			b.WriteString(id)
		}
	}
	for _, id := range ids {
		add(id)
	}
	room := max(2*len(had), 100)
	for i := 0; i+idSize <= len(c.Seen) && len(had) < room; i += idSize {
		add(c.Seen[i : i+idSize])
	}
	c.Seen = b.String()
	return c
}

// short is an id in the cursor.
func short(parts ...string) string {
	sum := digest(parts...)
	return base64.RawURLEncoding.EncodeToString(sum[:6])
}

func digest(parts ...string) [sha256.Size]byte {
	return sha256.Sum256([]byte(strings.Join(parts, "\x00")))
}

// names are the two ids of an item: by its guid (link and title where it has none), and by link and title, "" where one is missing.
func (i item) names() (id, other string) {
	if i.link != "" && i.title != "" {
		other = short("link", i.link, i.title)
	}
	return short(i.key()...), other
}

func (i item) key() []string {
	switch {
	case i.guid != "":
		return []string{"guid", i.guid}
	case i.link != "" || i.title != "":
		return []string{"link", i.link, i.title}
	}
	return []string{"text", i.text}
}

// remoteID is the item's id on the desk: short and printable, whatever the guid is.
func (i item) remoteID() string {
	sum := digest(i.key()...)
	return base64.RawURLEncoding.EncodeToString(sum[:15])
}

// fresh are the items that have not been seen, with the ids of all. Where a feed has changed all its guids at once, links and titles
// tell what is known.
func (c cursor) fresh(items []item) (news []item, ids []string) {
	seen := c.seen()
	known, others := false, make([]string, len(items))
	names := make([]string, len(items))
	for n, i := range items {
		names[n], others[n] = i.names()
		known = known || seen[names[n]]
	}
	had := map[string]bool{}
	for n, i := range items {
		ids = append(ids, names[n])
		if had[names[n]] || seen[names[n]] || !known && seen[others[n]] {
			continue
		}
		had[names[n]] = true
		news = append(news, i)
	}
	return news, append(ids, others...)
}
