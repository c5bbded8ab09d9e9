package mastodon

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"html"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// LoginTime is how long a Loopback waits for the browser to come back.
const LoginTime = 5 * time.Minute

// Page is what the browser shows when the log-in is over: a constant, in the person's language. Nothing of the request is in it.
type Page struct {
	Lang  string // "es"
	Title string
	Text  string
}

// Loopback waits on 127.0.0.1 for the one request by which a browser brings the code of a log-in (RFC 8252, section 7.3).
type Loopback struct {
	ln    net.Listener
	srv   *http.Server
	page  []byte
	state string
	got   chan answer
	once  sync.Once
}

type answer struct {
	code accounts.Secret
	err  error
}

const callback = "/cb"

// Listen opens a free port of 127.0.0.1 and takes the answer that carries the state. It must be closed.
func Listen(state string, p Page) (*Loopback, error) {
	ln, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("waiting for the browser: %w; log in with a pasted code instead", err)
	}
	l := &Loopback{ln: ln, state: state, page: p.render(), got: make(chan answer, 1)}
	l.srv = &http.Server{
		Handler: http.HandlerFunc(l.serve), ReadTimeout: 5 * time.Second, WriteTimeout: 5 * time.Second, MaxHeaderBytes: 16 << 10,
		ErrorLog: log.New(io.Discard, "", 0),
	}
	go func() { _ = l.srv.Serve(ln) }()
	return l, nil
}

// Redirect is the address to register and to log in with.
func (l *Loopback) Redirect() string { return "http://" + l.ln.Addr().String() + callback }

// Wait returns the code, or an error when the person said no, the context ended, or LoginTime passed. After it the port is closed.
func (l *Loopback) Wait(ctx context.Context) (accounts.Secret, error) {
	defer func() { _ = l.Close() }()
	ctx, cancel := context.WithTimeout(ctx, LoginTime)
	defer cancel()
	select {
	case a := <-l.got:
		return a.code, a.err
	case <-ctx.Done():
		return accounts.Secret{}, &accounts.Err{Doing: "logging in", Class: accounts.OutcomeRefused, Code: accounts.CodeAuth,
			Cause: fmt.Errorf("the browser did not come back; log in again: %w", ctx.Err())}
	}
}

// Close gives the port back; the page that is being written is finished first.
func (l *Loopback) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if l.srv.Shutdown(ctx) != nil {
		return l.srv.Close()
	}
	return nil
}

// serve takes the first request with the right state; all others, whatever they bring, are told nothing.
func (l *Loopback) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Connection", "close")
	q := r.URL.Query()
	same := subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(l.state)) == 1 && l.state != ""
	if r.URL.Path != callback || r.Method != http.MethodGet || r.Host != l.ln.Addr().String() || !same {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	l.once.Do(func() { l.got <- read(q.Get("code")) })
	h.Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(l.page)
}

// read is what the right request brought: a code, or none because the person refused.
func read(code string) answer {
	if code == "" {
		return answer{err: &accounts.Err{Doing: "logging in", Class: accounts.OutcomeRefused, Code: accounts.CodeForbidden,
			Cause: errors.New("the log-in was not allowed in the browser; log in again")}}
	}
	s := accounts.NewSecret(code)
	transport.Keep(s)
	return answer{code: s}
}

func (p Page) render() []byte {
	if p.Lang == "" {
		p.Lang = "en"
	}
	if p.Title == "" {
		p.Title = "vocero"
	}
	if p.Text == "" {
		p.Text = "You can close this page and go back to the terminal."
	}
	return []byte(`<!DOCTYPE html><html lang="` + html.EscapeString(p.Lang) + `"><head><meta charset="utf-8"><title>` +
		html.EscapeString(p.Title) + `</title></head><body><p>` + html.EscapeString(p.Text) + `</p></body></html>`)
}
