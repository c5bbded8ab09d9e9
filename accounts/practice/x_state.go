package practice

import (
	"strings"
	"time"
)

// xState is what a server of X holds besides the people and posts of every model.
type xState struct {
	Consumers map[string]string    // consumer keys by the person who owns the app
	Owners    map[string]string    // and the other way round
	Secrets   map[string]string    // of tokens
	Asked     map[string]*xAsked   // by request token
	Extra     map[string]*xExtra   // by post
	Files     map[string]*xFile    // uploads in chunks that are under way
	Bills     map[string]*xAccount // by person
	Chars     map[string]int       // by person, where it is not that of everybody
	V1        bool                 // the old API is served in full
}

// xAsked is a log-in that is under way.
type xAsked struct {
	App, Secret, Callback string
	Person, PIN           string // "" until somebody has said yes
	At                    time.Time
}

// xExtra is what a post has on X and nowhere else.
type xExtra struct {
	Quote       string // the id of the post that it quotes
	Hidden      bool   // by the author of the post that it answers
	Answers     string // reply_settings; "" is everyone
	Paid, ByAI  bool
	PollMinutes int
}

// xRuntime is what a server of X holds and no snapshot does.
type xRuntime struct {
	nonces  map[string]time.Time // by app, token and nonce
	counted bool                 // the limits of the documentation hold
	daily   int                  // posts in 24 hours, 0 for no bound
	failing bool                 // the processing of films
}

// xs is the part of the state that belongs to X.
func (s *Server) xs() *xState {
	if s.st.X == nil {
		s.st.X = &xState{}
	}
	x := s.st.X
	makeMap(&x.Consumers)
	makeMap(&x.Owners)
	makeMap(&x.Secrets)
	makeMap(&x.Asked)
	makeMap(&x.Extra)
	makeMap(&x.Files)
	makeMap(&x.Bills)
	makeMap(&x.Chars)
	return x
}

func makeMap[V any](m *map[string]V) {
	if *m == nil {
		*m = map[string]V{}
	}
}

// damaged tells of an entry without content, which only a torn file has.
func (x *xState) damaged() bool {
	return x != nil && (hasNil(x.Asked) || hasNil(x.Extra) || hasNil(x.Files) || hasNil(x.Bills))
}

// Keys are the four values that an account of a server of X signs with: those of the app that it owns, and its own. They are the same
// at every call and after Restore.
func (s *Server) Keys(a *Account) (consumerKey, consumerSecret, token, tokenSecret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.st.People[a.ID]
	if p == nil || p.Token == "" {
		return "", "", "", ""
	}
	own := s.xApp(p)
	if s.xs().Secrets[p.Token] == "" {
		s.changes++
		s.xs().Secrets[p.Token] = canary()
	}
	if t := s.st.Tokens[p.Token]; t != nil {
		t.App = own.Key
	}
	return own.Key, own.Secret, p.Token, s.xs().Secrets[p.Token]
}

// xApp is the app that a person owns; it is made when it is missing.
func (s *Server) xApp(p *person) *app {
	x := s.xs()
	if a := s.st.Apps[x.Consumers[p.ID]]; a != nil {
		return a
	}
	s.changes++
	a := &app{ID: p.ID, Name: "vocero of " + p.Username, Key: "xapp" + canary()[7:], Secret: canary(), Scope: "read write", Redirects: []string{"http://127.0.0.1"}}
	s.st.Apps[a.Key] = a
	x.Consumers[p.ID], x.Owners[a.Key] = a.Key, p.ID
	return a
}

// SetV1 makes the server serve API v1.1 in full, as Friendica does and X did, or only account/verify_credentials (the default, with
// error 453 for the rest).
func (s *Server) SetV1(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes++
	s.xs().V1 = on
}

// SetReadOnly takes the permission to write from the app that an account owns, or gives it back.
func (s *Server) SetReadOnly(a *Account, on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.st.People[a.ID]; p != nil {
		s.changes++
		s.xApp(p).Scope = "read write"
		if on {
			s.xApp(p).Scope = "read"
		}
	}
}

// SetChars lets an account of a server of X write so long posts, by the weight of X, as one that pays for it may; 0 is 280 again.
func (s *Server) SetChars(a *Account, chars int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes++
	s.xs().Chars[a.ID] = chars
}

// xChars is how long a post of somebody may be.
func (s *Server) xChars(p *person) int {
	if s.st.X != nil && s.st.X.Chars[p.ID] > 0 {
		return s.st.X.Chars[p.ID]
	}
	return s.traits.maxChars
}

// extra is what only X has of a post; the zero one when there is nothing.
func (s *Server) extra(p *post) xExtra {
	if s.st.X != nil {
		if e := s.st.X.Extra[p.ID]; e != nil {
			return *e
		}
	}
	return xExtra{}
}

// Quote lets somebody say something about a post and returns the id of the new one; whoever is quoted may answer it (docs.x.com/changelog,
// 2026-02-23).
func (s *Server) Quote(from *Account, statusID string, o Say) (quoteID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.st.Posts[statusID] == nil {
		return ""
	}
	id := s.say(from, nil, o)
	if id != "" {
		s.xs().Extra[id] = &xExtra{Quote: statusID}
	}
	return id
}

// xUsername is a name as X has them: no host, at most 15 letters, digits and underscores. Somebody of another server gets the name
// that is left.
func xUsername(acct string) string {
	user, _, _ := strings.Cut(strings.TrimPrefix(acct, "@"), "@")
	user = strings.Map(func(r rune) rune {
		switch {
		case r == '_', r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			return r
		}
		return '_'
	}, user)
	return user[:min(len(user), 15)]
}
