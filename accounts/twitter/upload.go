package twitter

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
	"vocero/accounts/wire"
)

const (
	uploading  = "uploading media"
	chunkBytes = 4 << 20 // a segment takes at most 5 MB
	chunkMost  = 1000    // segments
	chunkTime  = 5 * time.Minute
	waitLeast  = time.Second
	waitMost   = 30 * time.Second
)

// Limits of the files of a post (https://docs.x.com/x-api/media/quickstart/best-practices).
const (
	maxImages  = 4
	imageBytes = 5 << 20
	gifBytes   = 15 << 20
	videoBytes = 512 << 20
	altChars   = 1000
)

var mediaTypes = []string{"image/png", "image/jpeg", "image/webp", "image/gif", "video/mp4", "video/quicktime"}

// uploaded is the answer of every step (https://docs.x.com/x-api/media/upload-media).
type uploaded struct {
	Data wire.Maybe[struct {
		ID         wire.ID `json:"id"`
		Processing wire.Maybe[struct {
			State wire.Str                    `json:"state"`
			After wire.Num                    `json:"check_after_secs"`
			Error wire.Maybe[json.RawMessage] `json:"error"`
		}] `json:"processing_info"`
	}] `json:"data"`
	Errors wire.List[problem] `json:"errors"`
}

// upload sends a picture in one request, and a moving one in segments; waits until it is processed; and gives it its alt text. The
// name of the file does not leave this machine.
func (m *modern) upload(ctx context.Context, f accounts.Media, body io.Reader) (string, error) {
	category, most := kindOf(f.Type)
	if f.Bytes > most {
		return "", no(uploading, accounts.CodeMedia, "%d bytes are more than the %d that X takes of %s", f.Bytes, most, f.Type)
	}
	var up uploaded
	var err error
	if category == "tweet_image" {
		up, err = m.atOnce(ctx, f, body)
	} else {
		up, err = m.inSegments(ctx, f, category, body)
	}
	if err != nil {
		return "", notTaken(err)
	}
	id := string(up.Data.Get().ID)
	if checkID(uploading, id) != nil {
		return "", notServer(uploading, "the answer holds no id")
	}
	if err := m.processed(ctx, id, up); err != nil {
		return "", notTaken(err)
	}
	if f.Alt == "" {
		return id, nil
	}
	return id, m.describe(ctx, id, f.Alt)
}

// kindOf is the category of a file and how long it may be, in bytes.
func kindOf(mime string) (category string, most int64) {
	switch {
	case mime == "image/gif":
		return "tweet_gif", gifBytes
	case strings.HasPrefix(mime, "video/"):
		return "tweet_video", videoBytes
	}
	return "tweet_image", imageBytes
}

// form is a multipart body with one file in it. Such bodies are not signed.
func form(mime string, b []byte, name, value string) ([]byte, string, error) {
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	_, kind, _ := strings.Cut(mime, "/")
	err := w.WriteField(name, value)
	part, err2 := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="media"; filename="media.` + kind + `"`}, "Content-Type": {mime}})
	if err = errors.Join(err, err2); err == nil {
		_, err = part.Write(b)
	}
	err = errors.Join(err, w.Close())
	return out.Bytes(), w.FormDataContentType(), err
}

// multipart sends a file, or a part of one.
func (m *modern) multipart(ctx context.Context, path, mime string, b []byte, name, value string, into any) error {
	body, kind, err := form(mime, b, name, value)
	if err != nil {
		return transport.Error(uploading, err)
	}
	_, err = m.call(transport.WithTimeout(ctx, chunkTime), uploading, http.MethodPost, path, nil, body, kind, into)
	return err
}

// atOnce is https://docs.x.com/x-api/media/upload-media.
func (m *modern) atOnce(ctx context.Context, f accounts.Media, body io.Reader) (uploaded, error) {
	var v uploaded
	b, err := io.ReadAll(io.LimitReader(body, imageBytes+1))
	if err != nil {
		return v, unreadable(err)
	}
	if len(b) > imageBytes {
		return v, no(uploading, accounts.CodeMedia, "the picture is longer than the %d bytes that X takes", imageBytes)
	}
	return v, m.multipart(ctx, "/2/media/upload", f.Type, b, "media_category", "tweet_image", &v)
}

func unreadable(err error) error {
	return &accounts.Err{Doing: uploading, Class: accounts.OutcomeRefused, Code: accounts.CodeLost, Cause: fmt.Errorf("reading the file: %w", err)}
}

// inSegments is initialize, append and finalize (https://docs.x.com/x-api/media/quickstart/media-upload-chunked).
func (m *modern) inSegments(ctx context.Context, f accounts.Media, category string, body io.Reader) (uploaded, error) {
	var v uploaded
	begin := map[string]any{"media_type": f.Type, "media_category": category, "total_bytes": f.Bytes}
	if _, err := m.put(ctx, uploading, http.MethodPost, "/2/media/upload/initialize", begin, &v); err != nil {
		return v, err
	}
	id := string(v.Data.Get().ID)
	if checkID(uploading, id) != nil {
		return v, notServer(uploading, "the answer holds no id")
	}
	buf := make([]byte, min(chunkBytes, max(f.Bytes, 1)))
	for i := 0; ; i++ {
		n, err := io.ReadFull(body, buf)
		if n > 0 {
			var said json.RawMessage
			if i >= chunkMost {
				return v, no(uploading, accounts.CodeMedia, "the file has more than %d segments", chunkMost)
			}
			if err := m.multipart(ctx, "/2/media/upload/"+id+"/append", f.Type, buf[:n], "segment_index", fmt.Sprint(i), &said); err != nil && !received(err) {
				return v, err
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return v, unreadable(err)
		}
	}
	v = uploaded{}
	_, err := m.put(ctx, uploading, http.MethodPost, "/2/media/upload/"+id+"/finalize", nil, &v)
	return v, err
}

// received tells whether a segment arrived though its answer says nothing: a success may be empty.
func received(err error) bool {
	e := accounts.AsErr(err)
	return e.Status == 0 && e.Code == accounts.CodeNotServer
}

// processed waits until a file can be used, as long as the context lets it
// (https://docs.x.com/x-api/media/get-media-upload-status).
func (m *modern) processed(ctx context.Context, id string, up uploaded) error {
	for {
		p := up.Data.Get().Processing
		switch {
		case !p.There(), p.Get().State == "succeeded":
			return nil
		case p.Get().State == "failed":
			var said problem
			_ = json.Unmarshal(p.Get().Error.Get(), &said) // Without a reason it failed all the same.
			detail, _ := accounts.SafeLine(transport.Redact(said.said()))
			return &accounts.Err{Doing: uploading, Class: accounts.OutcomeRefused, Code: accounts.CodeMedia, Detail: detail,
				Cause: errors.New("the network could not process the file; send another kind")}
		}
		wait := min(max(time.Duration(p.Get().After.Or(1))*time.Second, waitLeast), waitMost)
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return &accounts.Err{Doing: uploading, Class: accounts.OutcomeNotSent, Code: accounts.CodeOffline, Cause: ctx.Err()}
		case <-timer.C:
		}
		up = uploaded{}
		if err := m.get(ctx, uploading, "/2/media/upload", url.Values{"command": {"STATUS"}, "media_id": {id}}, &up); err != nil {
			return err
		}
		if !up.Data.There() {
			return notServer(uploading, "the answer holds no state")
		}
	}
}

// describe gives a file its alt text (https://docs.x.com/x-api/media/create-media-metadata).
func (m *modern) describe(ctx context.Context, id, alt string) error {
	body := map[string]any{"id": id, "metadata": map[string]any{"alt_text": map[string]string{"text": alt}}}
	var said json.RawMessage
	code, err := m.put(ctx, "describing media", http.MethodPost, "/2/media/metadata", body, &said)
	if code >= http.StatusOK && code < http.StatusMultipleChoices {
		m.bill.add(accounts.ItemAlt, "")
		return nil
	}
	return err
}

// notTaken makes a refusal one of the file.
func notTaken(err error) error {
	e := *accounts.AsErr(err)
	if e.Class == accounts.OutcomeRefused && (e.Code == accounts.CodeRefused || e.Code == accounts.CodeTooLong) {
		e.Code = accounts.CodeMedia
	}
	if e.Code == accounts.CodeMedia && e.Detail.IsZero() && e.Cause == nil {
		e.Cause = errors.New("the network does not take the file; send a smaller one, or another kind")
	}
	return &e
}
