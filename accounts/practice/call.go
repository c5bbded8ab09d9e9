package practice

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Bounds of a request's body, in bytes.
const (
	maxUpload = 50 << 20
	maxBody   = 1 << 20
)

// call is one request while it is served: who asks, what for, and when.
type call struct {
	*Server
	r    *http.Request
	now  time.Time
	form url.Values
	raw  []byte // the body, where it is no form
	file *upload
	who  *person // nil without a user's token
	tok  *token  // nil without a token
	late bool    // a slow commit: the Idempotency-Key has been looked up long ago
}

// upload is the file of a multipart form.
type upload struct {
	name, mime string
	data       []byte
}

// reply is an answer before it is written.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func (p reply) with(key, value string) reply {
	if value == "" {
		return p
	}
	p.header.Set(key, value)
	return p
}

func give(status int, v any) reply {
	return reply{status, http.Header{"Content-Type": {"application/json; charset=utf-8"}}, encode(v)}
}

func ok(v any) reply { return give(http.StatusOK, v) }

func page(status int, html string) reply {
	return reply{status, http.Header{"Content-Type": {"text/html; charset=utf-8"}}, []byte(html)}
}

func fail(status int, format string, args ...any) reply {
	return give(status, object{"error": fmt.Sprintf(format, args...)})
}

func notFound() reply { return fail(http.StatusNotFound, "Record not found") }

func invalid(format string, args ...any) reply {
	return fail(http.StatusUnprocessableEntity, "Validation failed: "+format, args...)
}

// id is the value of {id} in the route.
func (c *call) id() string { return c.r.PathValue("id") }

// val is the first value of a field, "" when it is missing.
func (c *call) val(name string) string { return c.form.Get(name) }

// vals is a field that may be repeated, written with or without brackets.
func (c *call) vals(name string) []string {
	if v := c.form[name+"[]"]; len(v) > 0 {
		return v
	}
	return c.form[name]
}

// has tells whether a field was sent, even empty.
func (c *call) has(name string) bool {
	_, plain := c.form[name]
	_, list := c.form[name+"[]"]
	return plain || list
}

func (c *call) flag(name string) bool {
	switch strings.ToLower(c.val(name)) {
	case "true", "1", "on", "t":
		return true
	}
	return false
}

// limit is the size of a page, between 1 and most.
func (c *call) limit(usual, most int) int {
	n, err := strconv.Atoi(c.val("limit"))
	if err != nil || n < 1 {
		return usual
	}
	return min(n, most)
}

// readBody reads at most the bytes that the path may carry; over is true when
// there were more.
func readBody(r *http.Request) (body []byte, over bool, err error) {
	most := int64(maxBody)
	if strings.Contains(r.URL.Path, "/media") || strings.HasSuffix(r.URL.Path, ".uploadBlob") || strings.HasSuffix(r.URL.Path, "/photos") {
		most = maxUpload
	}
	body, err = io.ReadAll(io.LimitReader(r.Body, most+1))
	return body, int64(len(body)) > most, err
}

// parse fills the form from the query and the body, whichever of the three
// kinds of body it is.
func (c *call) parse(body []byte) error {
	c.form = c.r.URL.Query()
	if d := c.traits.dialect; d != nil && d.raw {
		c.raw = body
		return nil
	}
	if len(body) == 0 {
		return nil
	}
	kind, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil {
		kind = "application/x-www-form-urlencoded"
	}
	switch kind {
	case "application/json":
		var v map[string]any
		dec := json.NewDecoder(strings.NewReader(string(body)))
		dec.UseNumber()
		if err := dec.Decode(&v); err != nil {
			return fmt.Errorf("reading the body: %w", err)
		}
		flatten(c.form, "", v)
		return nil
	case "multipart/form-data":
		return c.parseParts(body, params["boundary"])
	}
	v, err := url.ParseQuery(string(body))
	if err != nil {
		return fmt.Errorf("reading the body: %w", err)
	}
	for name, list := range v {
		c.form[name] = append(c.form[name], list...)
	}
	return nil
}

func (c *call) parseParts(body []byte, boundary string) error {
	mr := multipart.NewReader(strings.NewReader(string(body)), boundary)
	for {
		part, err := mr.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading the body: %w", err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return fmt.Errorf("reading the body: %w", err)
		}
		// The raw header: FileName would drop the folders that a careless client sends.
		_, params, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		name, isFile := params["filename"]
		switch {
		case isFile && (part.FormName() == "file" || part.FormName() == "source"):
			c.file = &upload{name: name, mime: part.Header.Get("Content-Type"), data: data}
		case !isFile:
			c.form.Add(part.FormName(), string(data))
		}
	}
}

// flatten writes a JSON value as the form fields it stands for: poll.options
// becomes poll[options][].
func flatten(form url.Values, name string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, sub := range v {
			if name != "" {
				key = name + "[" + key + "]"
			}
			flatten(form, key, sub)
		}
	case []any:
		if len(v) == 0 {
			form[name+"[]"] = []string{}
		}
		for i, sub := range v {
			if _, deep := sub.(map[string]any); deep {
				flatten(form, name+"["+strconv.Itoa(i)+"]", sub)
				continue
			}
			flatten(form, name+"[]", sub)
		}
	case nil:
	default:
		form.Add(name, fmt.Sprint(v))
	}
}
