package practice_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/dghubble/oauth1"

	"vocero/accounts/practice"
)

// xbed is a server of X with an account that signs, and a stranger.
type xbed struct {
	*bed
	http *http.Client
}

func onX(t *testing.T) *xbed {
	t.Helper()
	b := start(t, practice.Options{Model: practice.X, Host: "x.example"})
	b.ana = b.s.AddStranger("ana", "Ana Ruiz")
	return &xbed{b, signing(b.s, b.luz)}
}

// signing is a client that signs for an account.
func signing(s *practice.Server, a *practice.Account) *http.Client {
	key, secret, token, tokenSecret := s.Keys(a)
	return signer(key, secret, token, tokenSecret)
}

func signer(key, secret, token, tokenSecret string) *http.Client {
	c := oauth1.NewConfig(key, secret).Client(oauth1.NoContext, oauth1.NewToken(token, tokenSecret))
	c.CheckRedirect = client.CheckRedirect
	return c
}

func (b *xbed) send(r *http.Request) answer {
	b.Helper()
	resp, err := b.http.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		b.Fatal(err)
	}
	return answer{b.T, resp.StatusCode, resp.Header, string(data)}
}

func (b *xbed) ask(method, path, kind string, body []byte) *http.Request {
	b.Helper()
	r, err := http.NewRequest(method, b.s.URL()+path, bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	if body == nil {
		r.Body = nil
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	return r
}

// get asks with parameters in pairs.
func (b *xbed) get(path string, pairs ...string) answer {
	b.Helper()
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	return b.send(b.ask(http.MethodGet, path, "", nil))
}

type fields = map[string]any

// put sends an object as JSON.
func (b *xbed) put(method, path string, v any) answer {
	b.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		b.Fatal(err)
	}
	return b.send(b.ask(method, path, "application/json", data))
}

func (b *xbed) form(path string, pairs ...string) answer {
	b.Helper()
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return b.send(b.ask(http.MethodPost, path, "application/x-www-form-urlencoded", []byte(v.Encode())))
}

// tweet publishes and returns the id.
func (b *xbed) tweet(text string) string {
	b.Helper()
	return b.put("POST", "/2/tweets", fields{"text": text}).want(201).str("data.id")
}

// listed is one field of the objects in data.
func (a answer) listed(field string) string {
	a.Helper()
	var out []string
	list, _ := a.at("data").([]any)
	for _, e := range list {
		s, _ := e.(fields)[field].(string)
		out = append(out, s)
	}
	return strings.Join(out, "|")
}

// asApp sends a request with the token of the app that the account owns.
func (b *xbed) asApp(path string) answer {
	b.Helper()
	key, secret, _, _ := b.s.Keys(b.luz)
	r := b.ask("POST", "/oauth2/token", "application/x-www-form-urlencoded", []byte("grant_type=client_credentials"))
	r.SetBasicAuth(key, secret)
	token := b.do(r).want(200).str("access_token")
	r = b.ask("GET", path, "", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	return b.do(r)
}

// parts sends a form in parts; the file is the field media.
func (b *xbed) parts(path string, file []byte, pairs ...string) answer {
	b.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(pairs); i += 2 {
		_ = w.WriteField(pairs[i], pairs[i+1])
	}
	part, _ := w.CreateFormFile("media", "luz/pan.png")
	_, _ = part.Write(file)
	_ = w.Close()
	return b.send(b.ask("POST", path, w.FormDataContentType(), body.Bytes()))
}

// costs fails unless what has been done since the last call costs so many microdollars.
func (b *xbed) costs(what string, last *int64, want int64) {
	b.Helper()
	now := b.s.Bill(b.luz)
	if now-*last != want {
		b.Errorf("%s costs %d, want %d", what, now-*last, want)
	}
	*last = now
}
