package bluesky

import (
	"hash/fnv"
	"strings"
	"time"

	"vocero/accounts"
)

// The collections of records (https://github.com/bluesky-social/atproto/tree/main/lexicons/app/bsky).
const (
	postType   = "app.bsky.feed.post"
	likeType   = "app.bsky.feed.like"
	repostType = "app.bsky.feed.repost"
	followType = "app.bsky.graph.follow"
	blockType  = "app.bsky.graph.block"
)

var (
	atURI  = accounts.Pattern(`^at://(did:[a-z]+:[A-Za-z0-9._:-]{1,200})/([A-Za-z0-9.-]{1,128})/([A-Za-z0-9._~:-]{1,128})$`)
	didRef = accounts.Pattern(`^did:[a-z]+:[A-Za-z0-9._:-]{1,200}$`)
)

// uri is the address of a record, taken apart.
type uri struct{ did, collection, key string }

func (u uri) String() string { return "at://" + u.did + "/" + u.collection + "/" + u.key }

// page is where a post can be read in a browser.
func (u uri) page() string { return "https://" + Host + "/profile/" + u.did + "/post/" + u.key }

// parseURI reads the address of a record; what is none cannot be asked for.
func parseURI(what, s string) (uri, error) {
	m := atURI().FindStringSubmatch(s)
	if m == nil || m[3] == "." || m[3] == ".." {
		return uri{}, refused(what, accounts.CodeNotFound, "the id of %d bytes is no address of a post; read it from the network again", len(s))
	}
	return uri{m[1], m[2], m[3]}, nil
}

// checkDID refuses what is no permanent name of a person.
func checkDID(what, s string) error {
	if didRef().MatchString(s) {
		return nil
	}
	return refused(what, accounts.CodeNotFound, "the id of %d bytes is nobody's; read it from the network again", len(s))
}

const base32sort = "234567abcdefghijklmnopqrstuvwxyz"

// recordKey is the key of a post, made of its frozen payload alone: microseconds of its moment above ten bits that tell writers
// apart (https://atproto.com/specs/tid). The digits below a millisecond and those ten bits come from the delivery's key, so that
// two posts of one moment differ.
func recordKey(at time.Time, key string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(key)) // It never fails.
	sum := h.Sum64()
	return sorted32((uint64(at.UnixMilli())*1000+sum%1000)<<10 | sum>>32&1023)
}

// keyFor is the key of the one record about somebody: made of the DID alone, so that a repeat writes the same record.
func keyFor(did string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(did)) // It never fails.
	return sorted32(h.Sum64() >> 1)
}

// sorted32 writes a number below 2^63 as record keys are written.
func sorted32(v uint64) string {
	out := make([]byte, 13)
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = base32sort[v&31]
		v >>= 5
	}
	return string(out)
}

// moment is the millisecond of a record key; keys of one moment have no order among them.
func moment(key string) uint64 {
	var v uint64
	for i := range len(key) {
		v = v<<5 | uint64(max(0, strings.IndexByte(base32sort, key[i])))
	}
	return v >> 10 / 1000
}

// stamp writes a time as records have it.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// openable is a web address that may be opened in a browser, "" for any other.
func openable(address string) string {
	if !strings.HasPrefix(address, "http") {
		return ""
	}
	if l := accounts.NewLink("", address); l.Openable() {
		return l.URL
	}
	return ""
}
