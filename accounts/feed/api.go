package feed

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// api is a JSON API below an address, spoken to with a log-in.
type api struct {
	http *transport.Client
	root string // without a slash at the end
}

// ask makes a request and reads its answer whole into a value; nil: what the answer says does not matter. The status is 0 where no
// answer came. A document that is complete counts, also when the connection was cut behind it.
func (a api) ask(ctx context.Context, what, method, path string, q url.Values, body, into any) (int, error) {
	address := a.root + path
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	var in io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return 0, transport.Error(what, err)
		}
		in = bytes.NewReader(b)
	}
	r, err := http.NewRequestWithContext(ctx, method, address, in)
	if err != nil {
		return 0, transport.Error(what, err)
	}
	r.Header.Set("Accept", "application/json")
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	resp, err := a.http.Do(r, what)
	if err != nil {
		return accounts.AsErr(err).Status, err
	}
	defer func() { _ = resp.Body.Close() }()
	if into == nil {
		return resp.StatusCode, nil // It was done; some say nothing of it.
	}
	b, cut := io.ReadAll(resp.Body)
	err = json.Unmarshal(transport.TrimBOM(b), into)
	if err == nil {
		return resp.StatusCode, nil
	}
	if cut != nil {
		err = cut
	}
	return resp.StatusCode, transport.Error(what, err)
}

func (a api) get(ctx context.Context, what, path string, q url.Values, into any) error {
	_, err := a.ask(ctx, what, http.MethodGet, path, q, nil, into)
	return err
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

// unread makes the error of an answer that came with a success and could not be read an unknown one, with its status.
func unread(err error, code int) error {
	e := *accounts.AsErr(err)
	if code >= http.StatusOK && code < http.StatusMultipleChoices {
		e.Class, e.Code, e.Status = accounts.OutcomeUnknown, accounts.CodeUnknown, code
	}
	return &e
}

// notServer is the error of an answer that is JSON but not the API's.
func notServer(what, why string) error {
	return &accounts.Err{Doing: what, Class: accounts.OutcomeUnknown, Code: accounts.CodeNotServer, Cause: errors.New(why)}
}

// foreign makes the errors of an answer that is no API's those of a wrong address.
func foreign(err error, what, why string) error {
	e := accounts.AsErr(err)
	if e.Class == accounts.OutcomeRefused || e.Status >= http.StatusOK && e.Status < http.StatusMultipleChoices || e.Code == accounts.CodeNotServer {
		return &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: accounts.CodeNotServer, Status: e.Status, Cause: errors.New(why)}
	}
	return err
}

// maxPages bounds the reading of one list.
const maxPages = 20

var number = accounts.Pattern(`^[0-9]{1,19}$`)

// checkNumber refuses what is no number of a post: it would change the path of a request.
func checkNumber(what, id string) error {
	if number().MatchString(id) {
		return nil
	}
	return refused(what, accounts.CodeNotFound, "the id of %d bytes is no post of this server; read it from the network again", len(id))
}

// newer tells whether one number is greater than another.
func newer(a, b string) bool { return len(a) > len(b) || len(a) == len(b) && a > b }
