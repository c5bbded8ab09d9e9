package practice

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// allScopes is what a ready-made token may do.
const allScopes = "read write follow push profile"

// Account is somebody on the server, as the tests and the demo hold it.
type Account struct {
	ID          string
	Username    string
	Host        string // its domain, also for an account of this server
	Acct        string // as the API writes it: without a domain for the server's own people
	DisplayName string
	URL         string // its page
	Token       string // a bearer token that may do everything; "" for strangers
}

// Handle is the full name, "@ana@otro.example".
func (a *Account) Handle() string { return "@" + a.Username + "@" + a.Host }

// AddAccount makes an account that can log in, or returns the one that already
// has the name. Its token begins with CANARY_, so that a leak can be found.
func (s *Server) AddAccount(username, displayName string) *Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.person(username, displayName)
	if p.Token == "" {
		p.Token = canary()
		s.st.Tokens[p.Token] = &token{Person: p.ID, Scope: allScopes, Created: s.now()}
	}
	return s.account(p)
}

// AddStranger makes somebody who speaks but cannot log in: "ana@otro.example",
// or "ana" on this server.
func (s *Server) AddStranger(acct, displayName string) *Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.account(s.person(acct, displayName))
}

// Accounts returns the accounts that can log in, oldest first; after Restore
// this is where their tokens are.
func (s *Server) Accounts() []*Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*Account
	for _, p := range s.residents() {
		out = append(out, s.account(p))
	}
	return out
}

// Lookup finds an account or a stranger by acct, with or without "@" and with
// or without the domain of this server; nil when there is none.
func (s *Server) Lookup(acct string) *Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.find(acct)
	if p == nil {
		return nil
	}
	return s.account(p)
}

// Revoke makes every later use of a token a 401.
func (s *Server) Revoke(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.st.Tokens[token]; t != nil {
		s.changes++
		t.Revoked = true
	}
}

// Suspend makes every use of an account a 403, or lifts that again.
func (s *Server) Suspend(a *Account, on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.st.People[a.ID]; p != nil {
		s.changes++
		p.Suspended = on
	}
}

// residents are the people who can log in, oldest first.
func (s *Server) residents() []*person {
	var out []*person
	for _, p := range s.st.People {
		if p.resident() {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *person) int { return cmp.Compare(a.N, b.N) })
	return out
}

// person finds somebody by acct or makes them.
func (s *Server) person(acct, name string) *person {
	if p := s.find(acct); p != nil {
		return p
	}
	user, host, _ := strings.Cut(strings.TrimPrefix(acct, "@"), "@")
	if strings.EqualFold(host, s.opt.Host) {
		host = ""
	}
	if s.opt.Model == X {
		user, host = xUsername(acct), ""
	}
	if name == "" {
		name = user
	}
	s.changes++
	n := s.nextID(time.Time{})
	p := &person{ID: s.traits.ids.format(n), N: n, Username: user, Host: host, Name: wireText(name), Created: s.now().AddDate(-2, 0, 0)}
	p.Followers, p.Following = int(mix(n)%900)+12, int(mix(n+1)%300)+8
	s.st.People[p.ID] = p
	s.ix.byName[strings.ToLower(p.acct())] = p
	return p
}

// find looks a person up by acct.
func (s *Server) find(acct string) *person {
	acct = strings.ToLower(strings.TrimPrefix(acct, "@"))
	if s.opt.Model == X {
		return s.ix.byName[strings.ToLower(xUsername(acct))]
	}
	return s.ix.byName[strings.TrimSuffix(acct, "@"+strings.ToLower(s.opt.Host))]
}

func (s *Server) account(p *person) *Account {
	return &Account{
		ID: p.ID, Username: p.Username, Host: cmp.Or(p.Host, s.opt.Host), Acct: p.acct(), DisplayName: string(p.Name),
		URL: s.profile(p), Token: p.Token,
	}
}

// profile is the address of somebody's page on this server.
func (s *Server) profile(p *person) string { return s.URL() + "/@" + p.acct() }

// canary is a secret that a search for CANARY_ finds wherever it leaks to.
func canary() string {
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails: crypto/rand ends the program instead
	return "CANARY_" + hex.EncodeToString(b)
}

// tie is what from has decided about to; it is made when it is missing.
func (s *Server) tie(from, to string) *tie {
	key := from + " " + to
	t := s.st.Ties[key]
	if t == nil {
		t = &tie{}
		s.st.Ties[key] = t
	}
	return t
}

// hasTie is the tie as it is, the zero one when there is none.
func (s *Server) hasTie(from, to string) tie {
	if t := s.st.Ties[from+" "+to]; t != nil {
		return *t
	}
	return tie{}
}

// follow makes from follow to, or stop; it is false when nothing changed.
func (s *Server) follow(from, to *person, on bool) bool {
	t := s.tie(from.ID, to.ID)
	if t.Following == on {
		return false
	}
	t.Following = on
	step := 1
	if !on {
		step = -1
	}
	from.Following += step
	to.Followers += step
	return true
}
