package practice

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Options says how a server is started. The zero value is a Mastodon on a free
// port of 127.0.0.1.
type Options struct {
	Model   Model            // "" is Mastodon
	Addr    string           // where it listens; "" is "127.0.0.1:0"
	Host    string           // the domain of its handles; "" is "masto.example"
	Title   string           // what it calls itself; "" is made from Host
	Version string           // "" is the model's own
	Now     func() time.Time // its clock; nil is time.Now
	Seed    int64            // the dice of the answering public
}

// Server is a running practice server. Its methods may be called from any
// goroutine.
type Server struct {
	opt    Options
	traits traits
	ln     net.Listener
	http   *http.Server
	done   chan struct{}
	busy   sync.WaitGroup

	mu      sync.Mutex
	closed  bool
	st      *state
	ix      *index
	log     requestLog
	faults  []*installed
	limit   limiter
	trouble FeedTrouble
	answer  answering
	changes uint64
	blobs   int // bytes of media held
	blobAge []string
	x       xRuntime

	off atomic.Int64 // of the Date header, in nanoseconds
}

// Start listens and serves until Close. It fails for an unknown model and for
// an address that cannot be listened on.
func Start(o Options) (*Server, error) {
	if o.Model == "" {
		o.Model = Mastodon
	}
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Host == "" {
		o.Host = "masto.example"
	}
	if o.Title == "" {
		o.Title = o.Host
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	t, err := traitsOf(o.Model, o.Version)
	if err != nil {
		return nil, fmt.Errorf("starting a practice server: %w", err)
	}
	ln, err := net.Listen("tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("starting a practice server: %w", err)
	}
	s := &Server{opt: o, traits: t, ln: ln, done: make(chan struct{}), st: newState(), log: newRequestLog()}
	s.ix = newIndex(s.st)
	s.http = &http.Server{
		Handler:           s.mux(),
		ReadHeaderTimeout: 30 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0),
		ConnContext: func(ctx context.Context, _ net.Conn) context.Context {
			return context.WithValue(ctx, connKey{}, new(connUse))
		},
	}
	s.busy.Go(func() { _ = s.http.Serve(ln) })
	return s, nil
}

// Close stops listening, cuts every connection and returns when all goroutines
// of the server have ended.
func (s *Server) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	close(s.done)
	s.mu.Unlock()
	err := s.http.Close()
	s.busy.Wait()
	if err != nil {
		return fmt.Errorf("closing a practice server: %w", err)
	}
	return nil
}

// URL is the base of every address of the server, without a slash at the end.
func (s *Server) URL() string { return "http://" + s.Addr() }

// Addr is the host and port it listens on.
func (s *Server) Addr() string { return s.ln.Addr().String() }

// Host is the domain of the handles of its people.
func (s *Server) Host() string { return s.opt.Host }

// Model is the software it imitates.
func (s *Server) Model() Model { return s.opt.Model }

// SetDateOff makes the Date header of every answer wrong by a span; the server's own clock stays.
func (s *Server) SetDateOff(d time.Duration) { s.off.Store(int64(d)) }

// now is the clock of the server, in UTC.
func (s *Server) now() time.Time { return s.opt.Now().UTC() }

// begin counts a handler in; it is false when the server is closing.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.busy.Add(1)
	return true
}

// wait sleeps for d of real time, or until hold is closed when there is one. It
// is false when the server closes or the client goes away first.
func (s *Server) wait(ctx context.Context, d time.Duration, hold <-chan struct{}) bool {
	var over <-chan time.Time
	if hold == nil {
		t := time.NewTimer(d)
		defer t.Stop()
		over = t.C
	}
	select {
	case <-hold:
		return true
	case <-over:
		return true
	case <-s.done:
		return false
	case <-ctx.Done():
		return false
	}
}

// nextID gives out an id: of the moment at when that is set, else one that is
// newer than every other.
func (s *Server) nextID(at time.Time) uint64 {
	if !at.IsZero() {
		n := stampOf(at)
		for s.st.Posts[s.traits.ids.format(n)] != nil {
			n++
		}
		s.st.Last = max(s.st.Last, n)
		return n
	}
	s.st.Last = max(stampOf(s.now()), s.st.Last+1)
	return s.st.Last
}
