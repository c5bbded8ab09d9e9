package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// Login is what the vault keeps of one log-in. As JSON: {"password", "access", "refresh"}.
type Login struct {
	Password accounts.Secret // an app password, never the account's own
	Access   accounts.Secret // lives two hours
	Refresh  accounts.Secret // lives about two months, and is good for one new pair
}

type wireLogin struct {
	Password string `json:"password,omitempty"`
	Access   string `json:"access,omitempty"`
	Refresh  string `json:"refresh,omitempty"`
}

// Secret is the log-in as the vault keeps it.
func (l Login) Secret() accounts.Secret {
	b, err := json.Marshal(wireLogin{l.Password.Reveal(), l.Access.Reveal(), l.Refresh.Reveal()})
	if err != nil {
		return accounts.Secret{} // Three strings can always be written.
	}
	return accounts.NewSecret(string(b))
}

var errNoLogin = errors.New("the secret holds no app password; log in again")

// ParseSecret reads what the vault kept, or a bare app password as a person pastes it. Its parts join the live secrets that are
// cut out of errors.
func ParseSecret(s accounts.Secret) (Login, error) {
	text := strings.TrimSpace(s.Reveal())
	w := wireLogin{Password: text}
	if strings.HasPrefix(text, "{") {
		w = wireLogin{}
		if json.Unmarshal([]byte(text), &w) != nil {
			return Login{}, errNoLogin // The decoder's own error would quote the secret.
		}
	}
	if w.Password == "" && w.Refresh == "" || strings.ContainsAny(w.Password, " \t\r\n\x00") {
		return Login{}, errNoLogin
	}
	l := Login{accounts.NewSecret(w.Password), accounts.NewSecret(w.Access), accounts.NewSecret(w.Refresh)}
	transport.Keep(l.Password, l.Access, l.Refresh)
	return l, nil
}

// session is the log-in of one account, shared by all its clients in the process.
type session struct {
	server, name string // name is the DID or the handle
	account      string // key of its limits
	opt          Options

	mu    sync.Mutex // held while a new pair is fetched: one at a time
	login Login
	http  *transport.Client // with the present access token
}

// sessions are those of the process, by the key of the account in the vault.
var sessions sync.Map

// sessionOf is the account's session; another password, or another pair from the vault when there is none, begins a new one.
func sessionOf(a accounts.Account, l Login, o Options) *session {
	fresh := &session{server: a.Server, name: a.RemoteID, account: a.VaultKey(), opt: o, login: l}
	old, there := sessions.LoadOrStore(fresh.account, fresh)
	s := old.(*session)
	if there && !s.same(l) {
		sessions.Store(fresh.account, fresh)
		return fresh
	}
	return s
}

func (s *session) same(l Login) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.login.Password == l.Password && (!l.Password.IsZero() || s.login.Refresh == l.Refresh)
}

// open is a client with a token that has not been seen to end.
func (s *session) open(ctx context.Context) (*transport.Client, accounts.Secret, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.login.Access.IsZero() {
		if err := s.renew(ctx); err != nil {
			return nil, accounts.Secret{}, err
		}
	}
	if s.http == nil {
		s.http = s.client(s.login.Access)
	}
	return s.http, s.login.Access, nil
}

// ended forgets an access token, unless another has taken its place.
func (s *session) ended(access accounts.Secret) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.login.Access == access {
		s.login.Access, s.http = accounts.Secret{}, nil
	}
}

// renew fetches a new pair: with the refresh token, else with the password. The pair is kept before it is used, so that a death in
// between costs no log-in.
func (s *session) renew(ctx context.Context) error {
	const what = "logging in"
	pair := wirePair{}
	var err error
	if !s.login.Refresh.IsZero() {
		_, err = post(ctx, s.client(s.login.Refresh), what, s.server+"/xrpc/com.atproto.server.refreshSession", nil, "", &pair)
		if err != nil && !ended(err) && accounts.AsErr(err).Class != accounts.OutcomeAuth {
			return err
		}
	}
	if pair.Access == "" {
		if s.login.Password.IsZero() {
			return authErr(what, err)
		}
		if pair, err = createSession(ctx, s.client(accounts.Secret{}), s.server, s.name, s.login.Password); err != nil {
			return err
		}
	}
	if s.name != string(pair.DID) {
		return &accounts.Err{Doing: what, Class: accounts.OutcomeAuth, Code: accounts.CodeAuth,
			Cause: errors.New("the log-in is another account's now; log in again")}
	}
	l := Login{s.login.Password, accounts.NewSecret(string(pair.Access)), accounts.NewSecret(string(pair.Refresh))}
	transport.Keep(l.Access, l.Refresh)
	if s.opt.Keep != nil {
		if err := s.opt.Keep(l.Secret()); err != nil {
			return &accounts.Err{Doing: what, Class: accounts.OutcomeNotSent, Code: accounts.CodeLocked, Cause: fmt.Errorf("keeping the new tokens: %w", err)}
		}
	}
	s.login, s.http = l, nil
	return nil
}

func (s *session) client(token accounts.Secret) *transport.Client {
	return transport.New(transport.Options{Server: s.server, Account: s.account, Token: token, UserAgent: s.opt.UserAgent, Now: s.opt.Now})
}

// createSession is https://docs.bsky.app/docs/api/com-atproto-server-create-session.
func createSession(ctx context.Context, t *transport.Client, server, name string, password accounts.Secret) (wirePair, error) {
	const what = "logging in"
	var p wirePair
	body, err := json.Marshal(map[string]string{"identifier": name, "password": password.Reveal()})
	if err != nil {
		return p, transport.Error(what, err)
	}
	if _, err := post(ctx, t, what, server+"/xrpc/com.atproto.server.createSession", body, "application/json", &p); err != nil {
		return p, err
	}
	if p.DID == "" || p.Access == "" {
		return p, notServer(what, "the answer holds no session")
	}
	return p, nil
}

// ended tells whether an error says that a token has ended: a 400 on the reference server, a 401 elsewhere.
func ended(err error) bool {
	switch nameOf(err) {
	case "ExpiredToken", "InvalidToken", "AuthMissing":
		return true
	}
	return false
}

// authErr is the error of an account that must log in again.
func authErr(what string, err error) error {
	e := &accounts.Err{Doing: what, Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Cause: errors.New("the session has ended; log in again")}
	if err != nil {
		old := accounts.AsErr(err)
		e.Status, e.Detail = old.Status, old.Detail
	}
	return e
}
