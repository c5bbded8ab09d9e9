package practice

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/rivo/uniseg"
)

// bskyRecord is what of a record means something here.
type bskyRecord struct {
	Type      string          `json:"$type"`
	Text      string          `json:"text"`
	CreatedAt time.Time       `json:"createdAt"`
	Langs     []string        `json:"langs"`
	Subject   json.RawMessage `json:"subject"`
	Reply     *struct {
		Parent struct {
			URI string `json:"uri"`
		} `json:"parent"`
	} `json:"reply"`
	Embed *bskyEmbed `json:"embed"`
}

// bskyEmbed is what hangs on a post: files, a card, what it quotes, or that with files or a card.
type bskyEmbed struct {
	Type   string `json:"$type"`
	Images []struct {
		Alt   string   `json:"alt"`
		Image bskyBlob `json:"image"`
	} `json:"images"`
	Video    bskyBlob `json:"video"`
	Alt      string   `json:"alt"`
	External *struct {
		URI         string  `json:"uri"`
		Title       *string `json:"title"`
		Description *string `json:"description"`
	} `json:"external"`
	Record struct {
		URI    string `json:"uri"`
		Record struct {
			URI string `json:"uri"`
		} `json:"record"`
	} `json:"record"`
	Media *bskyEmbed `json:"media"`
}

// quoted is the address of what is quoted, "" for nothing.
func (e *bskyEmbed) quoted() string {
	if e == nil {
		return ""
	}
	return cmp.Or(e.Record.URI, e.Record.Record.URI)
}

// invalid is what the lexicon says against it, "" for nothing.
func (e *bskyEmbed) invalid() string {
	switch {
	case e == nil:
		return ""
	case len(e.Images) > 4:
		return "array too big (maximum 4) at $.embed.images"
	case e.Type == "app.bsky.embed.external" && (e.External == nil || e.External.URI == "" || e.External.Title == nil || e.External.Description == nil):
		return `Missing required key at $.embed.external`
	case e.Type == "app.bsky.embed.record" && e.Record.URI == "", e.Type == "app.bsky.embed.recordWithMedia" && (e.quoted() == "" || e.Media == nil):
		return `Missing required key "record" at $.embed`
	}
	return e.Media.invalid()
}

// bskyBlob is a reference to an upload.
type bskyBlob struct {
	Ref struct {
		Link string `json:"$link"`
	} `json:"ref"`
}

// bskyWrite is the body of the three calls that write.
type bskyWrite struct {
	Repo       string          `json:"repo"`
	Collection string          `json:"collection"`
	Key        string          `json:"rkey"`
	Record     json.RawMessage `json:"record"`
	Swap       json.RawMessage `json:"swapRecord"`
}

// bskyInput reads the body of a writing call; only the own repository may be written.
func (c *call) bskyInput() (bskyWrite, bskyRecord, *reply) {
	var in bskyWrite
	var r bskyRecord
	var no reply
	if err := json.Unmarshal(c.raw, &in); err != nil {
		no = xfail(http.StatusBadRequest, "InvalidRequest", "Input must be an object")
		return in, r, &no
	}
	if p := c.bskyActor(in.Repo); p != c.who {
		no = xfail(http.StatusBadRequest, "InvalidRequest", "Could not find repo: "+in.Repo)
		return in, r, &no
	}
	if in.Record != nil {
		if err := json.Unmarshal(in.Record, &r); err != nil || r.Type != in.Collection {
			no = xfail(http.StatusBadRequest, "InvalidRequest", "Invalid "+in.Collection+" record")
			return in, r, &no
		}
	}
	return in, r, nil
}

// bskyCreate is com.atproto.repo.createRecord: for likes, reposts, follows and blocks, one of each a subject.
func (c *call) bskyCreate() reply {
	in, r, no := c.bskyInput()
	if no != nil {
		return *no
	}
	var did string
	var strong struct{ URI string }
	_, _ = json.Unmarshal(r.Subject, &did), json.Unmarshal(r.Subject, &strong)
	_, _, key, _ := bskyParts(strong.URI)
	p, who := c.st.Posts[key], c.bskyActor(did)
	switch {
	case in.Collection == bskyLike && p != nil:
		c.favourite(c.who.ID, key, c.now)
	case in.Collection == bskyRepost && p != nil:
		c.reblog(c.who.ID, key, time.Time{})
	case in.Collection == bskyFollow && who != nil:
		c.befriend(c.who.ID, who.ID, c.now)
		key = who.ID
	case in.Collection == bskyBlock && who != nil:
		c.tie(c.who.ID, who.ID).Blocking = true
		key = who.ID
	default:
		return xfail(http.StatusBadRequest, "InvalidRequest", "Invalid "+in.Collection+" record: the subject is not known")
	}
	return ok(object{"uri": bskyURI(c.who.ID, in.Collection, key), "cid": bskyCID(in.Collection + key)})
}

// bskyPut is com.atproto.repo.putRecord: with swapRecord null it makes a record only where there is none
// (https://docs.bsky.app/docs/api/com-atproto-repo-put-record).
func (c *call) bskyPut() reply {
	in, r, no := c.bskyInput()
	if no != nil {
		return *no
	}
	if in.Collection == bskyBlock && isTID(in.Key) {
		return c.bskyPutBlock(in, r)
	}
	if in.Collection != bskyPost || !isTID(in.Key) {
		return xfail(http.StatusBadRequest, "InvalidRequest", "Invalid record key")
	}
	if old := c.st.Posts[in.Key]; old != nil && !old.gone() && string(in.Swap) == "null" {
		return xfail(http.StatusBadRequest, "InvalidSwap", "Record was at "+bskyCID(in.Key))
	}
	if why := bskyInvalid(r); why != "" {
		return xfail(http.StatusBadRequest, "InvalidRequest", "Invalid app.bsky.feed.post record: "+why)
	}
	d := draft{id: in.Key, text: r.Text, visibility: "public", key: c.r.Header.Get("Idempotency-Key"), arrived: true, record: in.Record}
	if len(r.Langs) > 0 {
		d.language = r.Langs[0]
	}
	if r.Reply != nil {
		_, _, d.parent, _ = bskyParts(r.Reply.Parent.URI)
		if parent := c.st.Posts[d.parent]; parent != nil {
			d.to = append(d.to, parent.Author)
		}
	}
	for e := r.Embed; e != nil; e = e.Media {
		for _, i := range e.Images {
			d.media = append(d.media, c.bskyDescribe(i.Image.Ref.Link, i.Alt))
		}
		if e.Video.Ref.Link != "" {
			d.media = append(d.media, c.bskyDescribe(e.Video.Ref.Link, e.Alt))
		}
	}
	if slices.Contains(d.media, "") {
		return xfail(http.StatusBadRequest, "BlobNotFound", "Could not find blob")
	}
	p := c.commit(c.who, d)
	c.bskyCount(in.Record, 1)
	return ok(object{"uri": bskyURI(c.who.ID, bskyPost, p.ID), "cid": bskyCID(p.ID), "validationStatus": "valid"})
}

// bskyPutBlock blocks somebody by a record of the key that was asked for.
func (c *call) bskyPutBlock(in bskyWrite, r bskyRecord) reply {
	var did string
	_ = json.Unmarshal(r.Subject, &did)
	who := c.bskyActor(did)
	if who == nil {
		return xfail(http.StatusBadRequest, "InvalidRequest", "Invalid app.bsky.graph.block record: the subject is not known")
	}
	t := c.tie(c.who.ID, who.ID)
	t.Blocking, t.BlockKey = true, in.Key
	return ok(object{"uri": bskyURI(c.who.ID, bskyBlock, in.Key), "cid": bskyCID(bskyBlock + in.Key), "validationStatus": "valid"})
}

// bskyUnblock removes the record of a key that blocks somebody; what is not there is removed already.
func (c *call) bskyUnblock(key string) {
	for pair, t := range c.st.Ties {
		if from, to, _ := strings.Cut(pair, " "); from == c.who.ID && t.Blocking && cmp.Or(t.BlockKey, to) == key {
			t.Blocking, t.BlockKey = false, ""
		}
	}
}

// bskyCount counts a post among the quotes of what it quotes, or no more.
func (c *call) bskyCount(record []byte, by int) {
	var r bskyRecord
	if len(record) == 0 || json.Unmarshal(record, &r) != nil {
		return
	}
	if _, _, key, fine := bskyParts(r.Embed.quoted()); fine && c.st.Posts[key] != nil {
		c.st.Posts[key].Quotes += by
	}
}

// bskyInvalid is what the lexicon says against a post, "" for nothing.
func bskyInvalid(r bskyRecord) string {
	switch n := uniseg.GraphemeClusterCount(r.Text); {
	case n > bskyGraphemes:
		return fmt.Sprintf("grapheme too big (maximum %d, got %d) at $.text", bskyGraphemes, n)
	case len(r.Text) > bskyBytes:
		return fmt.Sprintf("string too big (maximum %d, got %d) at $.text", bskyBytes, len(r.Text))
	case r.CreatedAt.IsZero():
		return `Missing required key "createdAt" at $`
	case len(r.Langs) > 3:
		return "array too big (maximum 3) at $.langs"
	}
	return r.Embed.invalid()
}

// bskyDescribe finds an upload by its reference and gives it the alt text of the post; "" when there is none.
func (c *call) bskyDescribe(link, alt string) string {
	for _, m := range c.st.Media {
		if m.Owner == c.who.ID && bskyCID(m.ID) == link {
			m.Description = alt
			return m.ID
		}
	}
	return ""
}

// bskyBlob is com.atproto.repo.uploadBlob: the body is the file.
func (c *call) bskyBlob() reply {
	kind, _, _ := strings.Cut(c.r.Header.Get("Content-Type"), ";")
	if len(c.raw) == 0 || mediaTypes[kind] == "" {
		return xfail(http.StatusBadRequest, "InvalidRequest", "Request encoding (Content-Type) is not a media type that is taken")
	}
	m := c.keep(c.who, "", kind, c.raw)
	m.Ready = true
	return ok(object{"blob": object{"$type": "blob", "ref": object{"$link": bskyCID(m.ID)}, "mimeType": kind, "size": len(c.raw)}})
}

// bskyDelete is com.atproto.repo.deleteRecord; what is not there is deleted already.
func (c *call) bskyDelete() reply {
	in, _, no := c.bskyInput()
	if no != nil {
		return *no
	}
	p := c.st.Posts[in.Key]
	switch {
	case in.Collection == bskyPost && p != nil && p.Author == c.who.ID:
		if !p.gone() {
			c.bskyCount(p.Record, -1)
		}
		c.remove(p, c.now)
	case in.Collection == bskyLike && p != nil:
		p.Likes = slices.DeleteFunc(p.Likes, func(id string) bool { return id == c.who.ID })
	case in.Collection == bskyRepost && p != nil:
		if b := c.boostOf(c.who.ID, p); b != nil {
			c.remove(b, c.now)
		}
	case in.Collection == bskyFollow && c.st.People[in.Key] != nil:
		c.follow(c.who, c.st.People[in.Key], false)
	case in.Collection == bskyBlock:
		c.bskyUnblock(in.Key)
	}
	return ok(object{"commit": object{"cid": bskyCID(in.Key), "rev": in.Key}})
}

func (c *call) bskyMute(on bool) reply {
	var in struct{ Actor string }
	if json.Unmarshal(c.raw, &in) != nil || c.bskyActor(in.Actor) == nil {
		return xfail(http.StatusBadRequest, "InvalidRequest", "Actor not found")
	}
	t := c.tie(c.who.ID, c.bskyActor(in.Actor).ID)
	t.Muting, t.MutingAlerts = on, on
	return ok(object{})
}

func (c *call) bskyReport() reply {
	var in struct {
		ReasonType, Reason string
		Subject            struct{ URI, DID string }
	}
	if json.Unmarshal(c.raw, &in) != nil || cmp.Or(in.Subject.URI, in.Subject.DID) == "" {
		return xfail(http.StatusBadRequest, "InvalidRequest", "Input must have a subject")
	}
	if len(c.st.Reports) < maxApps {
		r := Report{Account: c.who.Username, Comment: in.Reason, Category: in.ReasonType, At: c.now}
		if _, _, key, fine := bskyParts(in.Subject.URI); fine && c.st.Posts[key] != nil {
			r.StatusIDs, in.Subject.DID = []string{in.Subject.URI}, bskyDID(c.st.Posts[key].Author)
		}
		if p := c.bskyActor(in.Subject.DID); p != nil {
			r.Target = p.acct()
		}
		c.st.Reports = append(c.st.Reports, r)
	}
	return ok(object{"id": len(c.st.Reports), "reasonType": in.ReasonType, "reportedBy": bskyDID(c.who.ID), "createdAt": stamp(c.now)})
}

// bskyCID is the content address of a record: it looks like one and is the same for the same key.
func bskyCID(key string) string {
	sum := sha256.Sum256([]byte(key))
	return "bafyrei" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:]))
}
