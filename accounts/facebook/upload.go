package facebook

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"slices"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
)

const (
	uploading  = "uploading a photo"
	uploadTime = 5 * time.Minute
)

// Upload sends a photo that is not published, with its alt text, for a post that takes it along soon
// (https://developers.facebook.com/docs/graph-api/reference/page/photos#upload). Its name does not go with it.
func (c *Client) Upload(ctx context.Context, m accounts.Media, body io.Reader) (string, error) {
	if !slices.Contains(mediaTypes, m.Type) {
		return "", refused(uploading, accounts.CodeMedia, "a post takes photos only (%s is none); publish it by hand", accounts.LineText(m.Type))
	}
	name := "photo." + strings.TrimPrefix(m.Type, "image/")
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for _, f := range [][2]string{{"appsecret_proof", c.g.proof}, {"published", "false"}, {"alt_text_custom", m.Alt}} {
		if f[1] != "" {
			if err := w.WriteField(f[0], f[1]); err != nil {
				return "", transport.Error(uploading, err)
			}
		}
	}
	// The file itself is streamed between the head and the end.
	if _, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="source"; filename="` + name + `"`}, "Content-Type": {m.Type}}); err != nil {
		return "", transport.Error(uploading, err)
	}
	head := bytes.Clone(form.Bytes())
	form.Reset()
	if err := w.Close(); err != nil {
		return "", transport.Error(uploading, err)
	}
	r, err := http.NewRequestWithContext(transport.WithTimeout(ctx, uploadTime), http.MethodPost, c.g.base+c.own("/photos"),
		io.MultiReader(bytes.NewReader(head), body, &form))
	if err != nil {
		return "", transport.Error(uploading, err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	if m.Bytes > 0 {
		r.ContentLength = int64(len(head)) + m.Bytes + int64(form.Len())
	}
	var v made
	if _, err := c.g.exchange(uploading, r, &v); err != nil {
		return "", mediaErr(err)
	}
	if !number().MatchString(string(v.ID)) {
		return "", notServer(uploading, "the answer names no photo")
	}
	return string(v.ID), nil
}

// mediaErr makes a refusal of the content one of the file.
func mediaErr(err error) error {
	e := *accounts.AsErr(err)
	if e.Class == accounts.OutcomeRefused && e.Code == accounts.CodeRefused {
		e.Code = accounts.CodeMedia
	}
	return &e
}
