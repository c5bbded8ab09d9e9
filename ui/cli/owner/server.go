package owner

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// IO is where a command reads and writes.
type IO struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
}

// Handler runs one command inside the owner and returns its exit code. Its context ends when the caller presses Ctrl-C or goes
// away, and when the owner closes.
type Handler func(ctx context.Context, r Request, io IO) int

// Options says who owns what.
type Options struct {
	Home   string
	Role   Role
	Epoch  uint64
	Build  string // "" is Build()
	Handle Handler
	Now    func() time.Time                 // nil is time.Now
	Beat   time.Duration                    // between two heartbeats; 0 is 20 s
	Peer   func(*net.UnixConn) (int, error) // who is on the other side; nil asks the kernel
}

// Server is the owner's side: it answers on the socket until Close.
type Server struct {
	o      Options
	info   Info
	ln     *net.UnixListener
	ctx    context.Context
	cancel context.CancelFunc
	asked  chan struct{} // closed when a desk wants the home
	once   sync.Once
	all    sync.WaitGroup // goroutines
	busy   sync.WaitGroup // commands

	mu    sync.Mutex
	drain bool
	conns map[*net.UnixConn]bool
	next  int // processes that stand by
}

// Listen announces the owner of a home and answers from now on. Call it while holding the database: what an earlier owner left
// is removed.
func Listen(o Options) (*Server, error) {
	if o.Build == "" {
		o.Build = Build()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Beat == 0 {
		o.Beat = Alive / 3
	}
	if o.Peer == nil {
		o.Peer = peerUID
	}
	Clean(o.Home)
	path, err := newSocket(o.Home)
	if err != nil {
		return nil, err
	}
	ln, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("opening the desk's socket: %w", err)
	}
	_ = os.Chmod(path, 0o600)
	now := o.Now().UTC()
	s := &Server{o: o, ln: ln, asked: make(chan struct{}), conns: map[*net.UnixConn]bool{},
		info: Info{PID: os.Getpid(), Role: o.Role, Epoch: o.Epoch, Socket: path, Build: o.Build, Started: now, Beat: now}}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	if err := s.info.write(o.Home); err != nil {
		_ = ln.Close()
		return nil, err
	}
	s.all.Go(s.accept)
	s.all.Go(s.beat)
	return s, nil
}

// Info is what the owner's file says.
func (s *Server) Info() Info { return s.info }

// Asked is closed when a desk asks this owner to step aside.
func (s *Server) Asked() <-chan struct{} { return s.asked }

// Drain takes no new command, waits at most d for those that run, and cancels the rest. The socket stays open, so that who
// asked for the hand-over sees the moment of Close.
func (s *Server) Drain(d time.Duration) {
	s.mu.Lock()
	s.drain = true
	s.mu.Unlock()
	done := make(chan struct{})
	go func() { s.busy.Wait(); close(done) }()
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-done:
	case <-t.C:
	}
	s.cancel()
}

// Close ends every conversation and removes file and socket. Close the database first: who waits for the socket takes it then.
func (s *Server) Close() error {
	s.cancel()
	s.info.drop(s.o.Home)
	err := s.ln.Close()
	s.mu.Lock()
	s.drain = true
	for c := range s.conns {
		_ = c.Close()
	}
	s.mu.Unlock()
	s.all.Wait()
	if err != nil {
		return fmt.Errorf("closing the desk's socket: %w", err)
	}
	return nil
}

// beat renews the sign of life.
func (s *Server) beat() {
	t := time.NewTicker(s.o.Beat)
	defer t.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-t.C:
			i := s.info
			i.Beat = s.o.Now().UTC()
			_ = i.write(s.o.Home) // The home may be read-only or gone for a while: the next beat tries again.
		}
	}
}

// accept takes connections until the listener closes.
func (s *Server) accept() {
	for {
		c, err := s.ln.AcceptUnix()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns[c] = true
		s.mu.Unlock()
		s.all.Go(func() {
			s.talk(c)
			_ = c.Close()
			s.mu.Lock()
			delete(s.conns, c)
			s.mu.Unlock()
		})
	}
}

// greet checks who is there; false when the conversation ends here.
func (s *Server) greet(c *net.UnixConn, w *wire) (hello, bool) {
	var h hello
	uid, err := s.o.Peer(c)
	if err != nil || uid != os.Getuid() {
		_ = w.sendJSON(frameRefuse, refusal{Why: "peer", UID: os.Getuid()})
		// What it is still saying is heard out: a socket that is closed over unread bytes loses the answer, too (unix(7)).
		_ = c.CloseWrite()
		_ = c.SetReadDeadline(time.Now().Add(time.Second))
		_, _ = io.Copy(io.Discard, io.LimitReader(c, 1<<16))
		return h, false
	}
	_ = c.SetReadDeadline(time.Now().Add(5 * time.Second))
	kind, b, err := receive(c)
	if err != nil || kind != frameHello || json.Unmarshal(b, &h) != nil {
		_ = w.sendJSON(frameRefuse, refusal{Why: "bad"})
		return h, false
	}
	// Stepping aside and standing by carry nothing that two builds could read differently: a new desk can relieve an old runner.
	if h.Proto != proto || (h.Op == opRun && h.Build != s.o.Build) {
		_ = w.sendJSON(frameRefuse, refusal{Why: "build"})
		return h, false
	}
	s.mu.Lock()
	drain := s.drain
	if !drain && h.Op == opRun {
		s.busy.Add(1)
	}
	s.mu.Unlock()
	if drain && h.Op == opRun {
		_ = w.sendJSON(frameRefuse, refusal{Why: "yielding"})
		return h, false
	}
	err = w.sendJSON(frameHello, hello{Proto: proto, Build: s.o.Build, PID: s.info.PID, Role: s.o.Role})
	return h, err == nil || h.Op == opRun // A command was counted in: run must count it out.
}

// talk is one conversation.
func (s *Server) talk(c *net.UnixConn) {
	w := &wire{w: c}
	h, ok := s.greet(c, w)
	if !ok {
		return
	}
	switch h.Op {
	case opRun:
		defer s.busy.Done()
		s.run(c, w)
	case opYield:
		if s.o.Role == Runner {
			s.once.Do(func() { close(s.asked) })
			s.hold(c)
		}
	case opStandby:
		s.standing(1)
		s.hold(c)
		s.standing(-1)
	}
}

func (s *Server) standing(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next += n
}

// Standby tells whether a process stands by to go on when this owner ends.
func (s *Server) Standby() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.next > 0
}

// hold keeps the connection until either side ends it.
func (s *Server) hold(c *net.UnixConn) {
	_ = c.SetReadDeadline(time.Time{})
	_, _, _ = receive(c)
}

// run carries out one command.
func (s *Server) run(c *net.UnixConn, w *wire) {
	var r Request
	kind, b, err := receive(c)
	if err != nil || kind != frameAsk || json.Unmarshal(b, &r) != nil {
		return
	}
	_ = c.SetReadDeadline(time.Time{})
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	in := &pulled{w: w, pieces: make(chan []byte), ctx: ctx}
	listen := make(chan struct{})
	go func() {
		defer close(listen)
		defer cancel()
		s.listen(c, in)
	}()
	code := s.contain(ctx, r, IO{In: in, Out: stream{w, frameOut}, Err: stream{w, frameErr}})
	cancel()
	_ = w.send(frameExit, []byte{byte(code)})
	_ = c.CloseRead()
	<-listen
}

// contain runs the handler; a panic of one command does not end the desk.
func (s *Server) contain(ctx context.Context, r Request, io IO) (code int) {
	defer func() {
		if p := recover(); p != nil {
			_, _ = fmt.Fprintf(io.Err, "vocero: the command failed inside the desk (%v); the desk goes on, please report this\n", p)
			code = 1
		}
	}()
	return s.o.Handle(ctx, r, io)
}

// listen takes what the caller sends while its command runs: input, and Ctrl-C.
func (s *Server) listen(c *net.UnixConn, in *pulled) {
	for {
		kind, b, err := receive(c)
		if err != nil || kind == frameCancel {
			return
		}
		if kind != frameIn || !in.feed(b) {
			return
		}
	}
}

// pulled is a command's input: every read asks the caller for one piece.
type pulled struct {
	w      *wire
	pieces chan []byte
	ctx    context.Context
	rest   []byte
	end    bool
}

// Read gives what is left of the last piece, or asks for the next.
func (p *pulled) Read(b []byte) (int, error) {
	if len(p.rest) == 0 && !p.end {
		if err := p.w.send(frameWant, nil); err != nil {
			return 0, err
		}
		select {
		case p.rest = <-p.pieces:
			p.end = len(p.rest) == 0
		case <-p.ctx.Done():
			return 0, p.ctx.Err()
		}
	}
	if p.end {
		return 0, io.EOF
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

// feed hands a piece to the reader; false when the command has ended.
func (p *pulled) feed(b []byte) bool {
	select {
	case p.pieces <- b:
		return true
	case <-p.ctx.Done():
		return false
	}
}
