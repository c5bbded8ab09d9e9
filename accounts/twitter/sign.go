package twitter

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/dghubble/oauth1"
)

// formType is the one content type whose body is part of the signature (https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.3.1).
const formType = "application/x-www-form-urlencoded"

// maxForm is the longest form that is signed, in bytes.
const maxForm = 1 << 20

// signature is the Authorization header of a request as it will leave: the library signs a copy that goes nowhere.
func (l Login) signature(r *http.Request) (http.Header, error) {
	copied := r.Clone(r.Context())
	copied.Body = nil
	if r.Body != nil && r.Header.Get("Content-Type") == formType {
		b, err := io.ReadAll(io.LimitReader(r.Body, maxForm+1))
		if err != nil || len(b) > maxForm {
			return nil, fmt.Errorf("reading the form of %d bytes: %w", len(b), errors.Join(err, errForm))
		}
		r.Body, copied.Body = io.NopCloser(bytes.NewReader(b)), io.NopCloser(bytes.NewReader(b))
	}
	var seen capture
	ctx := context.WithValue(r.Context(), oauth1.HTTPClient, &http.Client{Transport: &seen})
	signer := oauth1.NewClient(ctx, l.config(), oauth1.NewToken(l.Token.Reveal(), l.TokenSecret.Reveal()))
	if _, err := signer.Transport.RoundTrip(copied); err != nil && !errors.Is(err, errSeen) {
		return nil, fmt.Errorf("signing with the keys of the account: %w", err)
	}
	return http.Header{"Authorization": {seen.header}}, nil
}

func (l Login) config() *oauth1.Config {
	return oauth1.NewConfig(l.ConsumerKey.Reveal(), l.ConsumerSecret.Reveal())
}

var (
	errForm = errors.New("it is too long to be signed")
	errSeen = errors.New("it was only to be signed")
)

// capture is the end of a chain that sends nothing.
type capture struct{ header string }

// RoundTrip remembers the signature.
func (c *capture) RoundTrip(r *http.Request) (*http.Response, error) {
	c.header = r.Header.Get("Authorization")
	return nil, errSeen
}
