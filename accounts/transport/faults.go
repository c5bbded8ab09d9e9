package transport

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"vocero/accounts"
)

// Error turns whatever a client of the chain returned into an *accounts.Err: the one inside it when there is one, else an
// answer that could not be read. A nil error stays nil.
func Error(what string, err error) error {
	if err == nil {
		return nil
	}
	var e *accounts.Err
	if errors.As(err, &e) {
		if e.Doing == what {
			return e
		}
		c := *e
		c.Doing = what
		return &c
	}
	out := &accounts.Err{Doing: what, Class: accounts.OutcomeUnknown, Code: accounts.CodeNotServer, Cause: plain(err)}
	if isContext(err) {
		out.Code = accounts.CodeOffline
	}
	return out
}

// failed is the error of a request that brought no answer.
func (x *exchange) failed(err error) error {
	e := &accounts.Err{Doing: x.doing, Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown, Cause: plain(err)}
	switch {
	case !x.wrote.Load():
		e.Class, e.Code = accounts.OutcomeNotSent, accounts.CodeOffline
	case x.reads:
		e.Code = accounts.CodeOffline
	}
	return e
}

// refused is the error of an answer that is no success. The rules are those of RFC 9110 §15 and, for the texts,
// https://docs.joinmastodon.org/methods/statuses/#create.
func (x *exchange) refused(resp *http.Response) error {
	said := readError(resp.Body)
	e := x.plainly(resp, said)
	if x.opt.Refused != nil {
		x.opt.Refused(e, Answer{resp.StatusCode, resp.Header, said.body})
	}
	return e
}

// plainly is what the status and the text say where no network knows better.
func (x *exchange) plainly(resp *http.Response, said said) *accounts.Err {
	e := &accounts.Err{Doing: x.doing, Status: resp.StatusCode, Detail: said.text, Class: accounts.OutcomeRefused, Code: codeOf(resp.StatusCode, said.raw)}
	switch s := resp.StatusCode; {
	case s == http.StatusTooManyRequests, s == http.StatusServiceUnavailable && x.reads:
		e.Class, e.Code, e.Until = accounts.OutcomeLimit, accounts.CodeLimit, until(resp.Header, x.opt.Now())
	case s == http.StatusUnauthorized, said.oauth == "invalid_grant", s == http.StatusForbidden && locked().MatchString(said.raw):
		e.Class = accounts.OutcomeAuth
	case s < 400 && x.reads:
		e.Class, e.Code = accounts.OutcomeUnknown, accounts.CodeNotServer
	case s == http.StatusPermanentRedirect, s == http.StatusTemporaryRedirect: // Both say that nothing was done.
		e.Code = accounts.CodeNotServer
		e.Cause = fmt.Errorf("the server points to another address (%s); check the account's server", target(resp))
	case s < 400, s >= 500, s == http.StatusRequestTimeout:
		e.Class, e.Code = accounts.OutcomeUnknown, accounts.CodeUnknown
	case x.key != "" && !said.json && s != http.StatusRequestEntityTooLarge:
		e.Class, e.Code = accounts.OutcomeUnknown, accounts.CodeUnknown // A page of something between us and the server.
	case x.key != "" && e.Code == accounts.CodeDuplicate:
		e.Class = accounts.OutcomeUnknown // The key was used: that post has to be looked for.
	}
	return e
}

var (
	tooLong   = accounts.Pattern(`(?i)character limit|too long|too many characters|maximum (length|characters)|(grapheme|string) too big|exceeds the (limit|maximum)|max_characters`)
	badMedia  = accounts.Pattern(`(?i)media|attach|file|image|video|thumbnail|focus`)
	duplicate = accounts.Pattern(`(?i)duplicate|idempotency`)
	locked    = accounts.Pattern(`(?i)login is currently disabled|account (is |has been )?(disabled|suspended)|not approved|unconfirmed`)
)

// codeOf is the reason behind a status and what was said with it.
func codeOf(status int, said string) accounts.Code {
	switch status {
	case http.StatusUnauthorized:
		return accounts.CodeAuth
	case http.StatusForbidden:
		return accounts.CodeForbidden
	case http.StatusNotFound, http.StatusGone:
		return accounts.CodeNotFound
	case http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType:
		return accounts.CodeMedia
	}
	switch {
	case duplicate().MatchString(said):
		return accounts.CodeDuplicate
	case tooLong().MatchString(said):
		return accounts.CodeTooLong
	case badMedia().MatchString(said):
		return accounts.CodeMedia
	}
	return accounts.CodeRefused
}

// said is what a server wrote into an answer that is no success.
type said struct {
	text  accounts.Text // safe, and without secrets
	raw   string
	oauth string // the code of OAuth's errors
	json  bool   // it was JSON with an error in it
	body  []byte // all that was read
}

// readError reads at most 64 KiB of it. Mastodon writes {"error": "…"}, OAuth adds "error_description", others use "message".
func readError(body io.Reader) said {
	b, _ := io.ReadAll(io.LimitReader(body, 64<<10))
	var v struct {
		Error       json.RawMessage `json:"error"`
		Description string          `json:"error_description"`
		Message     string          `json:"message"`
	}
	if json.Unmarshal(TrimBOM(b), &v) != nil {
		return said{body: b}
	}
	var word string
	isWord := json.Unmarshal(v.Error, &word) == nil
	out := said{body: b, json: len(v.Error) > 0 || v.Message != "", raw: word}
	switch {
	case v.Description != "":
		out.raw, out.oauth = v.Description, word
	case v.Message != "" && isWord: // XRPC: a name, and a sentence (https://atproto.com/specs/xrpc#error-responses).
		out.raw = word + ": " + v.Message
	case v.Message != "":
		out.raw = v.Message
	case !isWord:
		out.raw = string(v.Error)
	}
	out.text, _ = accounts.SafeLine(Redact(out.raw))
	return out
}

// TrimBOM takes a byte order mark off the beginning of an answer.
func TrimBOM(b []byte) []byte {
	if len(b) >= 3 && string(b[:3]) == "\xef\xbb\xbf" {
		return b[3:]
	}
	return b
}

// target is the host that a redirect names.
func target(resp *http.Response) string {
	u, err := resp.Location()
	if err != nil {
		return "not named"
	}
	host, _ := accounts.SafeLine(u.Hostname())
	return host.String()
}

// flatError is an error whose text is redacted and whose chain ends in one of the causes that callers ask for.
type flatError struct {
	text string
	is   error
}

func (e *flatError) Error() string { return e.text }
func (e *flatError) Unwrap() error { return e.is }

// plain flattens an error: no address, no secret, no control character, and no way back to them.
func plain(err error) error {
	var u *url.Error
	for errors.As(err, &u) {
		err = u.Err
	}
	line, _ := accounts.SafeLine(Redact(strings.TrimSpace(err.Error())))
	out := &flatError{text: line.String()}
	for _, is := range []error{context.Canceled, context.DeadlineExceeded, errTooLong, errHops, io.ErrUnexpectedEOF, io.EOF} {
		if errors.Is(err, is) {
			out.is = is
			break
		}
	}
	return out
}

func isContext(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
