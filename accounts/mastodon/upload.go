package mastodon

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// uploadTime is how long the bytes of one file may take.
const uploadTime = 10 * time.Minute

const uploading = "uploading media"

// Upload sends a file and waits until it can be used: 200 at once for a picture, 202 for what is processed, then 206 until it is
// ready (https://docs.joinmastodon.org/methods/media/#v2). Servers without the second version get the first. The file is named
// after its type, never as it is called here. Focus is left out where the server has none: the guard says so before.
func (c *Client) Upload(ctx context.Context, m accounts.Media, body io.Reader) (string, error) {
	path := "/api/v2/media"
	if c.known() && !c.acc.Instance.Can.MediaV2 {
		path = "/api/v1/media"
	}
	r, err := c.uploadRequest(transport.WithTimeout(ctx, uploadTime), path, m, body)
	if err != nil {
		return "", err
	}
	resp, err := c.http.Do(r, uploading)
	if err != nil {
		return "", mediaErr(err)
	}
	var a attachment
	code, err := decode(uploading, resp, &a)
	if err != nil {
		return "", err
	}
	id := string(a.ID)
	if err := checkID(uploading, id); err != nil {
		return "", notServer(uploading, "the answer names no id")
	}
	if code == http.StatusAccepted || code == http.StatusPartialContent {
		if err := c.processed(ctx, id); err != nil {
			return "", err
		}
	}
	if m.Alt != "" && a.Description == "" && strings.HasSuffix(path, "v1/media") {
		// Friendica takes the description in a second call only (github.com/friendica/friendica doc/API-Mastodon.md).
		if _, err := c.form(ctx, http.MethodPut, "describing media", "/api/v1/media/"+id, url.Values{"description": {m.Alt}}, &a); err != nil {
			return "", mediaErr(err)
		}
	}
	return id, nil
}

// uploadRequest is a multipart form with the file between a head and a tail, so that no file is held in memory.
func (c *Client) uploadRequest(ctx context.Context, path string, m accounts.Media, file io.Reader) (*http.Request, error) {
	var head bytes.Buffer
	w := multipart.NewWriter(&head)
	if m.Alt != "" {
		_ = w.WriteField("description", m.Alt) // Writing to memory does not fail.
	}
	if (m.FocusX != 0 || m.FocusY != 0) && (!c.known() || c.acc.Instance.Can.Focus) {
		_ = w.WriteField("focus", strconv.FormatFloat(m.FocusX, 'f', 4, 64)+","+strconv.FormatFloat(m.FocusY, 'f', 4, 64))
	}
	part := textproto.MIMEHeader{}
	part.Set("Content-Disposition", `form-data; name="file"; filename="`+fileName(m.Type)+`"`)
	part.Set("Content-Type", mediaType(m.Type))
	_, _ = w.CreatePart(part)
	tail := "\r\n--" + w.Boundary() + "--\r\n"
	size := int64(head.Len()) + m.Bytes + int64(len(tail))
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.acc.Server+path, io.MultiReader(&head, file, strings.NewReader(tail)))
	if err != nil {
		return nil, transport.Error(uploading, err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	if m.Bytes > 0 {
		r.ContentLength = size
	}
	return r, nil
}

// processed asks after a file until it is ready, at the pace of Options.Poll and no longer than the context.
func (c *Client) processed(ctx context.Context, id string) error {
	tick := time.NewTicker(c.poll)
	defer tick.Stop()
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.acc.Server+"/api/v1/media/"+id, nil)
		if err != nil {
			return transport.Error(uploading, err)
		}
		resp, err := c.http.Do(r, uploading)
		if err != nil {
			return mediaErr(err)
		}
		code := resp.StatusCode
		_ = resp.Body.Close()
		if code != http.StatusPartialContent {
			return nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return &accounts.Err{Doing: uploading, Class: accounts.OutcomeUnknown, Code: accounts.CodeOffline,
				Cause: fmt.Errorf("the server is still processing the file: %w", ctx.Err())}
		}
	}
}

// mediaErr makes a refusal one of the file.
func mediaErr(err error) error {
	e := *accounts.AsErr(err)
	if e.Class == accounts.OutcomeRefused && e.Code == accounts.CodeRefused {
		e.Code = accounts.CodeMedia
	}
	if e.Code == accounts.CodeMedia && e.Detail.IsZero() && e.Cause == nil {
		e.Cause = errors.New("the server does not take the file; send a smaller one, or another kind")
	}
	return &e
}

var extensions = map[string]string{
	"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/avif": "avif", "image/heic": "heic",
	"video/mp4": "mp4", "video/webm": "webm", "video/quicktime": "mov", "video/ogg": "ogv",
	"audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/wav": "wav", "audio/flac": "flac", "audio/mp4": "m4a",
}

// fileName tells the type of a file and nothing else.
func fileName(kind string) string {
	ext, ok := extensions[kind]
	if !ok {
		return "media"
	}
	top, _, _ := strings.Cut(kind, "/")
	return top + "." + ext
}

// mediaType is the type of a file, or what stands for an unknown one.
func mediaType(kind string) string {
	if _, ok := extensions[kind]; ok {
		return kind
	}
	return "application/octet-stream"
}
