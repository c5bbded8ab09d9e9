package publish_test

import (
	"bytes"
	"io"
	"net"
	"sync"
	"testing"
)

// cut is a place at which the line breaks.
type cut int

const (
	noCut         cut = iota
	beforeConnect     // nobody answers the door
	inRequest         // after some bytes of the request
	afterRequest      // the request is whole, no byte of the answer comes
	inAnswer          // after some bytes of the answer
	afterAnswer       // the answer is whole, then the line is reset
	lastCut
)

var cutNames = []string{"none", "before connect", "in the request", "after the request", "in the answer", "after the answer"}

// gate is a line to a server that breaks where it is told to, once, at a request that begins with some words. The rest passes.
type gate struct {
	t      testing.TB
	server string // host:port
	addr   string

	mu    sync.Mutex
	door  net.Listener
	where cut
	words string
	at    int // bytes of the request, or of the answer
	hits  int
	open  map[net.Conn]bool
	lines sync.WaitGroup
}

func newGate(t testing.TB, server string) *gate {
	t.Helper()
	g := &gate{t: t, server: server, addr: "127.0.0.1:0", open: map[net.Conn]bool{}}
	g.opens()
	t.Cleanup(func() {
		g.shuts()
		g.mu.Lock()
		for c := range g.open {
			_ = c.Close() // Lines that are kept for the next request.
		}
		g.mu.Unlock()
		g.lines.Wait()
	})
	return g
}

// opens lets connections in.
func (g *gate) opens() {
	g.t.Helper()
	l, err := net.Listen("tcp", g.addr)
	if err != nil {
		g.t.Fatal(err)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.door, g.addr = l, l.Addr().String()
	g.lines.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			g.lines.Go(func() { g.carry(c.(*net.TCPConn)) })
		}
	})
}

// shuts refuses connections.
func (g *gate) shuts() {
	g.mu.Lock()
	defer g.mu.Unlock()
	_ = g.door.Close()
}

// breaks has the next request with these words cut, after so many bytes.
func (g *gate) breaks(words string, where cut, at int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.words, g.where, g.at, g.hits = words, where, at, 0
}

// met tells how many requests were cut.
func (g *gate) met() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.hits
}

// strikes is what happens to a connection whose first bytes these are.
func (g *gate) strikes(head []byte) (cut, int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.where == noCut || g.hits > 0 || !bytes.HasPrefix(head, []byte(g.words)) {
		return noCut, 0
	}
	g.hits++
	return g.where, g.at
}

// keeps notes which connections are open.
func (g *gate) keeps(c net.Conn, on bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if on {
		g.open[c] = true
	} else {
		delete(g.open, c)
	}
}

// carry carries one connection. The program's own requests come one to a connection where they must not be repeated.
func (g *gate) carry(c *net.TCPConn) {
	g.keeps(c, true)
	defer g.keeps(c, false)
	defer func() { _ = c.Close() }()
	head := make([]byte, 4096)
	n, err := c.Read(head)
	if err != nil {
		return
	}
	where, at := g.strikes(head[:n])
	up, err := net.Dial("tcp", g.server)
	if err != nil {
		return
	}
	s := up.(*net.TCPConn)
	defer func() { _ = s.Close() }()
	request, answer := io.Reader(io.MultiReader(bytes.NewReader(head[:n]), c)), io.Reader(s)
	switch where {
	case inRequest:
		request = io.LimitReader(request, int64(at))
	case inAnswer:
		answer = io.LimitReader(answer, int64(at))
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(s, request)
		if where == inRequest { // The rest never comes, to neither side.
			_ = c.SetLinger(0)
			_ = c.Close()
			_ = s.SetLinger(0)
			_ = s.Close()
			return
		}
		_ = s.CloseWrite()
	}()
	if where == afterRequest {
		_, _ = s.Read(make([]byte, 1)) // The server has done its work.
	} else {
		_, _ = io.Copy(c, answer)
	}
	if where != noCut && where != afterAnswer {
		_ = c.SetLinger(0)
	}
	_ = c.Close()
	_ = s.Close()
	<-ended
}
