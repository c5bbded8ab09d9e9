package practice

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Bounds of an upload (docs.x.com/x-api/media/quickstart/best-practices).
const (
	xImageBytes = 5 << 20
	xGIFBytes   = 15 << 20
	xVideoBytes = 512 << 20
	xChunkBytes = 5 << 20
	xChunks     = 1000
	xMediaLife  = 24 * time.Hour // of a file that hangs on no post
	xUploads    = 50             // under way
)

// xFile is an upload in chunks.
type xFile struct {
	Owner, MIME, Category, Name string
	Total                       int
	Parts                       map[int][]byte `json:"-"`
	At                          time.Time
}

// xCategories are the uses of a file, and what it is for a post.
var xCategories = map[string]string{
	"tweet_image": "image", "tweet_gif": "image", "tweet_video": "video", "amplify_video": "video", "dm_image": "image", "dm_gif": "image", "dm_video": "video",
	"subtitles": "text",
}

// xParts reads a form in parts, or JSON with the file in base 64; only fields of the schema are taken.
func (c *call) xParts(known ...string) (values map[string]string, file []byte, name string, no *reply) {
	refuse := func(field, message string) (map[string]string, []byte, string, *reply) {
		p := xInvalid(field, "", message)
		return nil, nil, "", &p
	}
	values = map[string]string{}
	kind, params, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if kind == "application/json" {
		var in map[string]any
		if json.Unmarshal(c.raw, &in) != nil {
			return refuse("body", "The body is not valid JSON")
		}
		for field, v := range in {
			if !slices.Contains(known, field) && field != "media" {
				return refuse(field, "[$."+field+"] is not defined in the schema and the schema does not allow additional properties")
			}
			flat := map[string][]string{}
			flatten(flat, field, v)
			values[field] = strings.Join(flat[field], ",")
		}
		file, err := base64.StdEncoding.DecodeString(values["media"])
		if err != nil {
			return refuse("media", "media is not valid base64")
		}
		return values, file, "", nil
	}
	if kind != "multipart/form-data" {
		return refuse("Content-Type", "Content-Type must be multipart/form-data or application/json")
	}
	mr := multipart.NewReader(bytes.NewReader(c.raw), params["boundary"])
	for {
		part, err := mr.NextPart()
		if err == io.EOF {
			return values, file, name, nil
		}
		if err != nil {
			return refuse("body", "The body is not a valid form")
		}
		data, _ := io.ReadAll(part)
		// The raw header: FileName would drop the folders that a careless client sends.
		_, head, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		switch field := part.FormName(); {
		case field == "media":
			file, name = data, head["filename"]
		case slices.Contains(known, field):
			values[field] = string(data)
		default:
			return refuse(field, "[$."+field+"] is not defined in the schema and the schema does not allow additional properties")
		}
	}
}

// xUpload is POST /2/media/upload: a picture at once.
func (c *call) xUpload() reply {
	values, file, name, no := c.xParts("media_category", "additional_owners", "shared", "media_type")
	if no != nil {
		return *no
	}
	category := values["media_category"]
	if category != "tweet_image" && category != "dm_image" && category != "subtitles" {
		return xInvalid("media_category", category, "The media_category ["+category+"] cannot be uploaded at once")
	}
	kind, _, _ := strings.Cut(http.DetectContentType(file), ";")
	if category != "subtitles" && mediaTypes[kind] != "image" {
		return xInvalid("media", "", "media type unrecognized.")
	}
	if wrong := xTooBig(kind, len(file)); wrong != "" {
		return xInvalid("media", "", wrong)
	}
	m := c.keep(c.who, name, kind, file)
	m.Ready = true
	return ok(object{"data": c.xMediaView(m)})
}

// xTooBig says what is the matter with the size of a file, "" for nothing.
func xTooBig(kind string, size int) string {
	most := xImageBytes
	switch {
	case kind == "image/gif":
		most = xGIFBytes
	case mediaTypes[kind] != "image":
		most = xVideoBytes
	}
	if size == 0 || size > most {
		return "File size exceeds " + strconv.Itoa(most) + " bytes."
	}
	return ""
}

func (c *call) xMediaView(m *media) object {
	return object{"id": m.ID, "media_key": mediaKey(m), "size": m.Size, "expires_after_secs": max(0, int((xMediaLife - c.now.Sub(m.At)).Seconds()))}
}

// xInitialize is POST /2/media/upload/initialize.
func (c *call) xInitialize() reply {
	var in struct {
		Type     string   `json:"media_type"`
		Category string   `json:"media_category"`
		Total    int      `json:"total_bytes"`
		Shared   bool     `json:"shared"`
		Owners   []string `json:"additional_owners"`
	}
	if no := c.xBody(&in); no != nil {
		return *no
	}
	switch {
	case mediaTypes[in.Type] == "" && in.Type != "video/quicktime" && in.Type != "text/srt" && in.Type != "text/vtt":
		return xInvalid("media_type", in.Type, "The media_type ["+in.Type+"] is not one of the schema")
	case xCategories[in.Category] == "":
		return xInvalid("media_category", in.Category, "The media_category ["+in.Category+"] is not one of the schema")
	case xTooBig(in.Type, in.Total) != "":
		return xInvalid("total_bytes", strconv.Itoa(in.Total), xTooBig(in.Type, in.Total))
	}
	files := c.xs().Files
	for id, f := range files {
		if c.now.Sub(f.At) > xMediaLife || len(files) >= xUploads {
			delete(files, id)
		}
	}
	id := c.traits.ids.format(c.nextID(time.Time{}))
	files[id] = &xFile{Owner: c.who.ID, MIME: in.Type, Category: in.Category, Total: in.Total, At: c.now}
	return ok(object{"data": object{"id": id, "media_key": keyOf(in.Type, id), "expires_after_secs": int(xMediaLife.Seconds())}})
}

// xFileOf is the upload that the route names.
func (c *call) xFileOf() (*xFile, *reply) {
	f := c.xs().Files[c.id()]
	if f == nil || f.Owner != c.who.ID || c.now.Sub(f.At) > xMediaLife {
		p := xInvalid("id", c.id(), "Invalid media id: the upload session is not known or has expired")
		return nil, &p
	}
	return f, nil
}

// xAppend is POST /2/media/upload/:id/append.
func (c *call) xAppend() reply {
	f, no := c.xFileOf()
	if no != nil {
		return *no
	}
	values, chunk, name, no := c.xParts("segment_index")
	if no != nil {
		return *no
	}
	n, err := strconv.Atoi(values["segment_index"])
	if err != nil || n < 0 || n >= xChunks {
		return xInvalid("segment_index", values["segment_index"], "segment_index must be between 0 and 999")
	}
	if len(chunk) == 0 || len(chunk) > xChunkBytes {
		return xInvalid("media", "", "A chunk must have between 1 and "+strconv.Itoa(xChunkBytes)+" bytes")
	}
	if f.Parts == nil {
		f.Parts = map[int][]byte{}
	}
	f.Parts[n] = chunk
	f.Name = name
	return ok(object{"data": object{"expires_at": f.At.Add(xMediaLife).Unix()}})
}

// xFinalize is POST /2/media/upload/:id/finalize; what is no picture is processed for a while.
func (c *call) xFinalize() reply {
	f, no := c.xFileOf()
	if no != nil {
		return *no
	}
	var data []byte
	for i := range len(f.Parts) {
		if f.Parts[i] == nil {
			return xInvalid("segment_index", strconv.Itoa(i), "Segments do not add up: segment "+strconv.Itoa(i)+" is missing")
		}
		data = append(data, f.Parts[i]...)
	}
	if len(data) != f.Total {
		return xInvalid("total_bytes", strconv.Itoa(f.Total), "Segments do not add up to provided total file size.")
	}
	id := c.id()
	m := c.keep(c.who, f.Name, f.MIME, data)
	delete(c.st.Media, m.ID)
	m.ID = id
	c.st.Media[id], c.blobAge[len(c.blobAge)-1] = m, id
	delete(c.xs().Files, id)
	m.Ready = xCategories[f.Category] != "video" && f.Category != "tweet_gif"
	v := c.xMediaView(m)
	if !m.Ready {
		v["processing_info"] = object{"state": "pending", "check_after_secs": 1}
	}
	return ok(object{"data": v})
}

// FailMedia makes the processing of films and moving pictures on a server of X fail, or succeed again.
func (s *Server) FailMedia(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.x.failing = on
}

// xStatus is GET /2/media/upload?command=STATUS: under way at the first question, done at the second.
func (c *call) xStatus() reply {
	if _, no := c.xSelect("command", "media_id"); no != nil {
		return *no
	}
	if c.val("command") != "STATUS" {
		return xInvalid("command", c.val("command"), "The `command` query parameter value ["+c.val("command")+"] is not one of [STATUS]")
	}
	m := c.st.Media[c.val("media_id")]
	if m == nil || m.Owner != c.who.ID {
		return xInvalid("media_id", c.val("media_id"), "Invalid media id")
	}
	m.Asked++
	info := object{"state": "in_progress", "check_after_secs": 1, "progress_percent": 42}
	switch {
	case m.Ready:
		info = object{"state": "succeeded", "progress_percent": 100}
	case m.Asked < 2:
	case c.x.failing:
		info = object{"state": "failed", "progress_percent": 42}
	default:
		m.Ready = true
		info = object{"state": "succeeded", "progress_percent": 100}
	}
	v := c.xMediaView(m)
	v["processing_info"] = info
	return ok(object{"data": v})
}

// xDescribe is POST /2/media/metadata: the alt text of a file.
func (c *call) xDescribe() reply {
	var in struct {
		ID       string `json:"id"`
		Metadata struct {
			Alt struct {
				Text string `json:"text"`
			} `json:"alt_text"`
		} `json:"metadata"`
	}
	if no := c.xBody(&in); no != nil {
		return *no
	}
	m := c.st.Media[in.ID]
	switch {
	case m == nil || m.Owner != c.who.ID:
		return xInvalid("id", in.ID, "Invalid media id")
	case utf8.RuneCountInString(in.Metadata.Alt.Text) > c.traits.altChars:
		return xInvalid("metadata.alt_text.text", "", "alt_text.text must have at most 1000 characters")
	}
	if no := c.xCharge(xPrices.describe); no != nil {
		return *no
	}
	m.Description = in.Metadata.Alt.Text
	return ok(object{"data": object{"id": m.ID, "associated_metadata": object{"alt_text": object{"text": wireText(m.Description)}}}})
}

// xAttachable tells whether files may hang on one post: up to four pictures, or one film or moving picture.
func (c *call) xAttachable(ids []string) bool {
	if len(ids) < 1 || len(ids) > c.traits.maxMedia {
		return false
	}
	moving := 0
	for i, id := range ids {
		m := c.st.Media[id]
		if m == nil || m.Owner != c.who.ID || m.Post != "" || !m.Ready || c.now.Sub(m.At) > xMediaLife || slices.Contains(ids[:i], id) {
			return false
		}
		if mediaTypes[m.MIME] != "image" || m.MIME == "image/gif" {
			moving++
		}
	}
	return moving == 0 || len(ids) == 1
}

// mediaKey is the name of a file in a post: its kind and its id (docs.x.com/x-api/fundamentals/data-dictionary).
func mediaKey(m *media) string { return keyOf(m.MIME, m.ID) }

func keyOf(kind, id string) string {
	switch {
	case kind == "image/gif":
		return "16_" + id
	case mediaTypes[kind] == "image":
		return "3_" + id
	}
	return "7_" + id
}
