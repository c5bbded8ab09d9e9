package practice

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	_ "image/gif"  // sizes of uploads
	_ "image/jpeg" // sizes of uploads
	"image/png"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rivo/uniseg"
)

// What may be uploaded, in bytes; both are stated by the instance.
const (
	maxImage = 16 << 20
	maxVideo = 40 << 20
	maxBlobs = 64 << 20 // what is kept of all uploads together; the oldest go first
	cooking  = 5 * time.Second
)

// mediaTypes are the kinds that are taken, and what they are called
// (https://docs.joinmastodon.org/entities/MediaAttachment/#type).
var mediaTypes = map[string]string{
	"image/png": "image", "image/jpeg": "image", "image/gif": "image", "image/webp": "image",
	"video/mp4": "video", "video/webm": "video", "audio/mpeg": "audio", "audio/ogg": "audio", "audio/wave": "audio",
}

// mediaRoutes are https://docs.joinmastodon.org/methods/media/ and the polls.
var mediaRoutes = []route{
	{"POST /api/v2/media", "write:media", (*call).postMedia},
	{"POST /api/v1/media", "write:media", (*call).postMediaNow},
	{"GET /api/v1/media/{id}", "write:media", (*call).getMedia},
	{"PUT /api/v1/media/{id}", "write:media", (*call).putMedia},
	{"DELETE /api/v1/media/{id}", "write:media", (*call).deleteMedia},
	{"GET /media/{id}", "", (*call).getBlob},
	{"GET /avatar/{id}", "", (*call).getPicture},
	{"GET /emoji/{id}", "", (*call).getPicture},
	{"GET /api/v1/polls/{id}", "", (*call).getPoll},
	{"POST /api/v1/polls/{id}/votes", "write:statuses", (*call).vote},
}

type media struct {
	ID, Owner, Post   string
	Name              string // the file name that the client sent
	MIME, Description string
	Focus             string
	Size              int
	Sum               string // SHA-256 of the bytes, in hex
	Width, Height     int
	At                time.Time
	Asked             int    // how often it has been asked for while it was being processed
	Ready             bool   // videos take a while
	Data              []byte `json:"-"`
}

// Upload is a file as it arrived, for the tests.
type Upload struct {
	ID          string
	Account     string // username of the owner
	StatusID    string // the post it hangs on, "" for none
	Filename    string // as the client sent it, folders and all
	MIME        string
	Description string
	Focus       string
	Size        int    // bytes
	SHA256      string // of the bytes, in hex
}

// Uploads returns what has been uploaded, oldest first.
func (s *Server) Uploads() []Upload {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Upload
	for _, m := range s.st.Media {
		out = append(out, Upload{
			ID: m.ID, Account: s.st.People[m.Owner].Username, StatusID: m.Post, Filename: m.Name, MIME: m.MIME,
			Description: m.Description, Focus: m.Focus, Size: m.Size, SHA256: m.Sum,
		})
	}
	slices.SortFunc(out, func(a, b Upload) int { return cmp.Compare(s.traits.ids.parse(a.ID), s.traits.ids.parse(b.ID)) })
	return out
}

// keep files an upload.
func (s *Server) keep(owner *person, name, kind string, data []byte) *media {
	sum := sha256.Sum256(data)
	m := &media{
		ID: s.traits.ids.format(s.nextID(time.Time{})), Owner: owner.ID, Name: name, MIME: kind, Size: len(data),
		Sum: hex.EncodeToString(sum[:]), At: s.now(), Data: data, Ready: mediaTypes[kind] == "image",
	}
	if size, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
		m.Width, m.Height = size.Width, size.Height
	}
	s.st.Media[m.ID] = m
	s.blobs += len(data)
	s.blobAge = append(s.blobAge, m.ID)
	for s.blobs > maxBlobs && len(s.blobAge) > 1 {
		s.freeBlob(s.blobAge[0])
		s.blobAge = s.blobAge[1:]
	}
	return m
}

// freeBlob forgets the bytes of an upload, not that it was there.
func (s *Server) freeBlob(id string) {
	if m := s.st.Media[id]; m != nil {
		s.blobs -= len(m.Data)
		m.Data = nil
	}
}

// attach makes the picture of a fixture.
func (s *Server) attach(owner *person, a Attachment) *media {
	if a.Data == nil {
		a.Data = drawing(mix(uint64(len(a.Description))))
	}
	m := s.keep(owner, "", cmp.Or(a.MIME, "image/png"), a.Data)
	m.Description, m.Ready = a.Description, true
	return m
}

// drawing is a small picture of one colour.
func drawing(seed uint64) []byte {
	img := image.NewPaletted(image.Rect(0, 0, 64, 48), color.Palette{color.RGBA{byte(seed), byte(seed >> 8), byte(seed >> 16), 0xff}})
	var out bytes.Buffer
	_ = png.Encode(&out, img) // writing to memory does not fail
	return out.Bytes()
}

// mediaEntity is https://docs.joinmastodon.org/entities/MediaAttachment/.
func (s *Server) mediaEntity(m *media) object {
	v := object{
		"id": m.ID, "type": cmp.Or(mediaTypes[m.MIME], "unknown"), "url": nil, "preview_url": s.URL() + "/media/" + m.ID,
		"remote_url": nil, "text_url": nil, "description": orNull(m.Description), "blurhash": orNull(""),
		"meta": object{"original": object{"width": m.Width, "height": m.Height, "size": strconv.Itoa(m.Width) + "x" + strconv.Itoa(m.Height)}},
	}
	if m.Ready {
		v["url"] = s.URL() + "/media/" + m.ID
	}
	if x, y, found := strings.Cut(m.Focus, ","); found && s.traits.focus {
		fx, _ := strconv.ParseFloat(x, 64)
		fy, _ := strconv.ParseFloat(y, 64)
		v["meta"].(object)["focus"] = object{"x": fx, "y": fy}
	}
	return v
}

func (s *Server) mediaEntities(ids []string) []object {
	out := []object{}
	for _, id := range ids {
		if m := s.st.Media[id]; m != nil {
			out = append(out, s.mediaEntity(m))
		}
	}
	return out
}

// postMedia takes a file in; what is no picture is processed for a while.
func (c *call) postMedia() reply {
	if !c.traits.mediaV2 {
		return notFound()
	}
	m, no := c.upload()
	if no != nil {
		return *no
	}
	if !m.Ready {
		return give(http.StatusAccepted, c.mediaEntity(m))
	}
	return ok(c.mediaEntity(m))
}

// postMediaNow is the old call, which answers when the file is ready.
func (c *call) postMediaNow() reply {
	m, no := c.upload()
	if no != nil {
		return *no
	}
	m.Ready = true
	return ok(c.mediaEntity(m))
}

func (c *call) upload() (*media, *reply) {
	var no reply
	if c.file == nil || len(c.file.data) == 0 {
		no = invalid("File can't be blank")
		return nil, &no
	}
	kind, _, _ := strings.Cut(http.DetectContentType(c.file.data), ";")
	if mediaTypes[kind] == "" && mediaTypes[c.file.mime] != "" && kind == "application/octet-stream" {
		kind = c.file.mime
	}
	most := maxImage
	if mediaTypes[kind] != "image" {
		most = maxVideo
	}
	switch {
	case mediaTypes[kind] == "":
		no = invalid("File content type is invalid, File is invalid")
	case len(c.file.data) > most:
		no = invalid("File file size must be less than %d MB", most>>20)
	case uniseg.GraphemeClusterCount(c.val("description")) > c.traits.altChars:
		no = invalid("Description is too long (maximum is %d characters)", c.traits.altChars)
	default:
		m := c.keep(c.who, c.file.name, kind, c.file.data)
		m.Description, m.Focus = c.val("description"), c.val("focus")
		return m, nil
	}
	return nil, &no
}

// ownMedia is the file that the route names, nil when it is not the asker's.
func (c *call) ownMedia() *media {
	m := c.st.Media[c.id()]
	if m == nil || m.Owner != c.who.ID {
		return nil
	}
	return m
}

// getMedia is 206 while a file is being processed: for the first question, and
// no longer than five seconds.
func (c *call) getMedia() reply {
	m := c.ownMedia()
	if m == nil {
		return notFound()
	}
	m.Ready = m.Ready || m.Asked > 0 || c.now.Sub(m.At) >= cooking
	m.Asked++
	if !m.Ready {
		return give(http.StatusPartialContent, c.mediaEntity(m))
	}
	return ok(c.mediaEntity(m))
}

func (c *call) putMedia() reply {
	m := c.ownMedia()
	if m == nil || m.Post != "" {
		return notFound()
	}
	if uniseg.GraphemeClusterCount(c.val("description")) > c.traits.altChars {
		return invalid("Description is too long (maximum is %d characters)", c.traits.altChars)
	}
	if c.has("description") {
		m.Description = c.val("description")
	}
	if c.has("focus") {
		m.Focus = c.val("focus")
	}
	return ok(c.mediaEntity(m))
}

func (c *call) deleteMedia() reply {
	m := c.ownMedia()
	if m == nil {
		return notFound()
	}
	if m.Post != "" {
		return fail(http.StatusUnprocessableEntity, "Media attachment is currently used by a status")
	}
	c.freeBlob(m.ID)
	delete(c.st.Media, m.ID)
	return ok(object{})
}

// checkMedia holds the media of a post against the rules; post is the one that
// they may hang on already.
func (c *call) checkMedia(ids []string, post string, poll bool) *reply {
	if len(ids) == 0 {
		return nil
	}
	no := invalid("Cannot attach more than %d files", c.traits.maxMedia)
	if len(ids) > c.traits.maxMedia || poll {
		return &no
	}
	moving := 0
	for _, id := range ids {
		m := c.st.Media[id]
		switch {
		case m == nil || m.Owner != c.who.ID || m.Post != "" && m.Post != post:
			no = invalid("Media %s not found or already attached to another post", strconv.Quote(id))
			return &no
		case !m.Ready && m.Asked == 0 && c.now.Sub(m.At) < cooking:
			no = fail(http.StatusUnprocessableEntity, "Cannot attach files that have not finished processing. Try again in a moment!")
			return &no
		case mediaTypes[m.MIME] != "image":
			moving++
		}
	}
	if moving > 0 && len(ids) > 1 {
		no = fail(http.StatusUnprocessableEntity, "Cannot attach a video to a post that already contains images")
		return &no
	}
	return nil
}

func (c *call) getBlob() reply {
	m := c.st.Media[c.id()]
	if m == nil {
		return notFound()
	}
	if m.Data == nil {
		return picture(drawing(mix(uint64(len(m.Description)))))
	}
	return reply{http.StatusOK, http.Header{"Content-Type": {m.MIME}, "X-Content-Type-Options": {"nosniff"}}, m.Data}
}

func (c *call) getPicture() reply {
	return picture(drawing(mix(uint64(len(c.id())) + uint64(c.id()[0]))))
}

func picture(data []byte) reply {
	return reply{http.StatusOK, http.Header{"Content-Type": {"image/png"}}, data}
}
