package link

import (
	"context"
	"sync"
)

// turns bounds how many links are fetched at a time, of all hosts and of each.
type turns struct {
	all  chan struct{}
	each int

	mu   sync.Mutex
	host map[string]*turn
}

// turn is the room of one host and how many use or await it.
type turn struct {
	room  chan struct{}
	users int
}

func newTurns(all, each int) *turns {
	return &turns{all: make(chan struct{}, all), each: each, host: map[string]*turn{}}
}

// take waits for a place of the host, then for one of all; leave gives both back. Whoever waits for a host holds nothing, so that
// one slow host does not keep the others.
func (t *turns) take(ctx context.Context, host string) (leave func(), err error) {
	h := t.enter(host)
	select {
	case h.room <- struct{}{}:
	case <-ctx.Done():
		t.exit(host)
		return nil, ctx.Err()
	}
	select {
	case t.all <- struct{}{}:
	case <-ctx.Done():
		<-h.room
		t.exit(host)
		return nil, ctx.Err()
	}
	return func() {
		<-t.all
		<-h.room
		t.exit(host)
	}, nil
}

func (t *turns) enter(host string) *turn {
	t.mu.Lock()
	defer t.mu.Unlock()
	h := t.host[host]
	if h == nil {
		h = &turn{room: make(chan struct{}, t.each)}
		t.host[host] = h
	}
	h.users++
	return h
}

// exit forgets a host that nobody uses.
func (t *turns) exit(host string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if h := t.host[host]; h != nil {
		if h.users--; h.users == 0 {
			delete(t.host, host)
		}
	}
}
