package store

import (
	"sync"

	A "vocero/accounts"
)

// subscribers are those who want to know that something changed.
type subscribers struct {
	mu     sync.Mutex
	all    map[*subscriber]struct{}
	closed bool
}

// subscriber gathers changes until its reader takes them: a set, so that a slow reader costs a writer nothing.
type subscriber struct {
	mu      sync.Mutex
	pending map[A.Changed]struct{}
	wake    chan struct{}
	stop    chan struct{}
	once    sync.Once
}

// Changes tells what kinds of record of which brands changed, after each commit. Changes that were not read yet are merged. The
// channel closes after cancel or when the store closes.
func (s *Store) Changes() (<-chan A.Changed, func()) {
	sub := &subscriber{pending: map[A.Changed]struct{}{}, wake: make(chan struct{}, 1), stop: make(chan struct{})}
	out := make(chan A.Changed)
	go sub.pump(out)
	s.subs.mu.Lock()
	defer s.subs.mu.Unlock()
	if s.subs.closed {
		sub.cancel()
		return out, sub.cancel
	}
	if s.subs.all == nil {
		s.subs.all = map[*subscriber]struct{}{}
	}
	s.subs.all[sub] = struct{}{}
	return out, func() {
		s.subs.mu.Lock()
		delete(s.subs.all, sub)
		s.subs.mu.Unlock()
		sub.cancel()
	}
}

func (s *subscriber) cancel() { s.once.Do(func() { close(s.stop) }) }

func (s *subscriber) pump(out chan<- A.Changed) {
	defer close(out)
	for {
		select {
		case <-s.stop:
			return
		case <-s.wake:
		}
		for c, ok := s.take(); ok; c, ok = s.take() {
			select {
			case out <- c:
			case <-s.stop:
				return
			}
		}
	}
}

func (s *subscriber) take() (A.Changed, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.pending {
		delete(s.pending, c)
		return c, true
	}
	return A.Changed{}, false
}

func (s *subscriber) add(changed map[A.Changed]struct{}) {
	s.mu.Lock()
	for c := range changed {
		s.pending[c] = struct{}{}
	}
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// tell hands the changes of a commit to everybody who listens.
func (s *Store) tell(changed map[A.Changed]struct{}) {
	if len(changed) == 0 {
		return
	}
	s.subs.mu.Lock()
	defer s.subs.mu.Unlock()
	for sub := range s.subs.all {
		sub.add(changed)
	}
}

func (s *subscribers) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for sub := range s.all {
		sub.cancel()
	}
	s.all = nil
}
