package twitter

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// modern speaks version 2 of the API.
type modern struct{ peer }

// get makes a query and reads its answer.
func (m *modern) get(ctx context.Context, what, path string, q url.Values, into any) error {
	_, err := m.call(ctx, what, http.MethodGet, path, q, nil, "", into)
	return err
}

// put makes one request with a JSON body, nil for none, and returns the status.
func (m *modern) put(ctx context.Context, what, method, path string, body, into any) (int, error) {
	var b []byte
	kind := ""
	if body != nil {
		var err error
		if b, err = json.Marshal(body); err != nil {
			return 0, transport.Error(what, err)
		}
		kind = "application/json"
	}
	return m.call(ctx, what, method, path, nil, b, kind, into)
}

// call carries out one request and reads its answer whole. A document that is complete counts, also when the connection was cut
// behind it.
func (m *modern) call(ctx context.Context, what, method, path string, q url.Values, body []byte, kind string, into any) (int, error) {
	address := m.acc.Server + path
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	var in io.Reader
	if body != nil {
		in = bytes.NewReader(body)
	}
	r, err := http.NewRequestWithContext(ctx, method, address, in)
	if err != nil {
		return 0, transport.Error(what, err)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	code, err := exchange(m.http, what, r, into)
	if closed(err) { // There is nowhere to move to from here.
		e := *accounts.AsErr(err)
		e.Class = accounts.OutcomeRefused
		return code, &e
	}
	return code, err
}

func exchange(t *transport.Client, what string, r *http.Request, into any) (int, error) {
	resp, err := t.Do(r, what)
	if err != nil {
		return accounts.AsErr(err).Status, err
	}
	defer func() { _ = resp.Body.Close() }()
	b, cut := io.ReadAll(resp.Body)
	if err = json.Unmarshal(transport.TrimBOM(b), into); err == nil {
		return resp.StatusCode, nil
	}
	if cut != nil {
		err = cut
	}
	return resp.StatusCode, transport.Error(what, err)
}

// unread makes the error of an answer that came with a success and could not be read an unknown one, with its status.
func unread(err error, code int) error {
	e := *accounts.AsErr(err)
	if code >= http.StatusOK && code < http.StatusMultipleChoices {
		e.Class, e.Code, e.Status = accounts.OutcomeUnknown, accounts.CodeUnknown, code
	}
	return &e
}

// unsent is the error of what had to come before a request: whatever became of it, the request itself did not leave.
func unsent(what string, err error) error {
	e := *accounts.AsErr(err)
	e.Doing = what
	if e.Class == accounts.OutcomeUnknown {
		e.Class = accounts.OutcomeNotSent
		if e.Code == accounts.CodeUnknown {
			e.Code = accounts.CodeOffline
		}
	}
	return &e
}

// partial is the error of an answer that came with a success and holds errors in the place of what was asked for; nil where it
// names none (https://docs.x.com/x-api/fundamentals/response-codes-and-errors#partial-errors).
func partial(what string, problems []problem) error {
	for _, p := range problems {
		if !p.there() {
			continue
		}
		v := judge(p, http.StatusForbidden)
		if v.class == accounts.OutcomeNotSent {
			v = noRights
		}
		detail, _ := accounts.SafeLine(transport.Redact(p.said()))
		return &accounts.Err{Doing: what, Class: v.class, Code: v.code, Status: http.StatusOK, Detail: detail}
	}
	return nil
}
