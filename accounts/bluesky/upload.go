package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
)

const (
	uploading  = "uploading media"
	uploadTime = 10 * time.Minute
)

// file is what a post needs of an upload: the reference, and what only the post itself can say of it. As JSON it is the id of the
// upload.
type file struct {
	Blob   json.RawMessage `json:"blob"`
	Alt    string          `json:"alt,omitempty"`
	Width  int             `json:"w,omitempty"`
	Height int             `json:"h,omitempty"`
	Video  bool            `json:"video,omitempty"`
}

// Upload sends a file to com.atproto.repo.uploadBlob (https://docs.bsky.app/docs/api/com-atproto-repo-upload-blob). Neither its name
// nor its alt text goes with it: the alt text is part of the post.
func (c *Client) Upload(ctx context.Context, m accounts.Media, body io.Reader) (string, error) {
	if _, err := c.Who(ctx); err != nil { // The body can be read once only: the session has to be good.
		return "", unsent(uploading, err)
	}
	t, _, err := c.s.open(ctx)
	if err != nil {
		return "", unsent(uploading, err)
	}
	r, err := http.NewRequestWithContext(transport.WithTimeout(ctx, uploadTime), http.MethodPost, c.acc.Server+"/xrpc/com.atproto.repo.uploadBlob", body)
	if err != nil {
		return "", transport.Error(uploading, err)
	}
	r.Header.Set("Content-Type", m.Type)
	if m.Bytes > 0 {
		r.ContentLength = m.Bytes
	}
	var v struct {
		Blob json.RawMessage `json:"blob"`
	}
	if _, err := exchange(t, uploading, r, &v); err != nil {
		return "", mediaErr(err)
	}
	id, err := json.Marshal(file{v.Blob, m.Alt, m.Width, m.Height, strings.HasPrefix(m.Type, "video/")})
	if len(v.Blob) == 0 || err != nil {
		return "", notServer(uploading, "the answer holds no reference")
	}
	return string(id), nil
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

type aspectRatio struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

type embedImage struct {
	Image json.RawMessage `json:"image"`
	Alt   string          `json:"alt"`
	Ratio *aspectRatio    `json:"aspectRatio,omitempty"`
}

// embed is what hangs on a post: up to four pictures, or one video; nil for nothing.
func embed(ids []string) (any, error) {
	var images []embedImage
	for _, id := range ids {
		var f file
		if err := json.Unmarshal([]byte(id), &f); err != nil || len(f.Blob) == 0 {
			return nil, refused(posting, accounts.CodeMedia, "a file of the post is no upload of this network; attach it again")
		}
		var ratio *aspectRatio
		if f.Width > 0 && f.Height > 0 {
			ratio = &aspectRatio{f.Width, f.Height}
		}
		if f.Video {
			return map[string]any{"$type": "app.bsky.embed.video", "video": f.Blob, "alt": f.Alt, "aspectRatio": ratio}, nil
		}
		images = append(images, embedImage{f.Blob, f.Alt, ratio})
	}
	if len(images) == 0 {
		return nil, nil
	}
	return map[string]any{"$type": "app.bsky.embed.images", "images": images}, nil
}
