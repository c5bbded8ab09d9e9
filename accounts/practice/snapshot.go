package practice

import (
	"encoding/json"
	"fmt"
)

// snapshotVersion is raised when an older snapshot cannot be read any more.
const snapshotVersion = 1

type snapshot struct {
	Version int
	Model   Model
	Host    string
	State   *state
}

// Snapshot returns the people, tokens, posts, notifications and plans of the
// server as JSON. The bytes of uploads, the log of requests and the faults are
// not in it. It holds the practice tokens in the clear.
func (s *Server) Snapshot() ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, err := json.Marshal(snapshot{snapshotVersion, s.opt.Model, s.opt.Host, s.st})
	if err != nil {
		return nil, fmt.Errorf("taking a snapshot of the practice server: %w", err)
	}
	return b, nil
}

// Changes grows whenever a new Snapshot would differ from the last one, so that
// a practice home knows when to save again.
func (s *Server) Changes() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changes
}

// Restore replaces everything on the server by a snapshot of a server of the
// same model and host. On an error nothing has changed. Accounts that were
// handed out before are out of date; Accounts returns the present ones.
func (s *Server) Restore(data []byte) error {
	v := snapshot{State: newState()}
	if err := json.Unmarshal(data, &v); err != nil {
		return fmt.Errorf("restoring the practice server: %w", err)
	}
	switch {
	case v.Version != snapshotVersion:
		return fmt.Errorf("restoring the practice server: snapshot of version %d, this program reads %d: start the practice afresh", v.Version, snapshotVersion)
	case v.Model != s.opt.Model || v.Host != s.opt.Host:
		return fmt.Errorf("restoring the practice server: snapshot of %s %s, this is %s %s", v.Model, v.Host, s.opt.Model, s.opt.Host)
	}
	if err := v.State.check(); err != nil {
		return fmt.Errorf("restoring the practice server: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.st, s.ix = v.State, newIndex(v.State)
	s.blobs, s.blobAge = 0, nil
	return nil
}

// check finds a state that would make the server stumble.
func (st *state) check() error {
	if st == nil || st.People == nil || st.Tokens == nil || st.Apps == nil || st.Codes == nil || st.Posts == nil || st.Alerts == nil ||
		st.Media == nil || st.Polls == nil || st.Plans == nil || st.Ties == nil || st.Keys == nil || st.Marks == nil {
		return fmt.Errorf("the snapshot lacks a part")
	}
	for id, p := range st.People {
		if p == nil || p.ID != id {
			return fmt.Errorf("person %s is damaged", id)
		}
	}
	for id, p := range st.Posts {
		if p == nil || p.ID != id || st.People[p.Author] == nil {
			return fmt.Errorf("post %s is damaged", id)
		}
	}
	for id, m := range st.Media {
		if m == nil || st.People[m.Owner] == nil {
			return fmt.Errorf("upload %s is damaged", id)
		}
	}
	for _, list := range st.Alerts {
		for _, a := range list {
			if a == nil {
				return fmt.Errorf("a notification is damaged")
			}
		}
	}
	return st.checkRest()
}

// checkRest finds entries without content, which only a torn file has.
func (st *state) checkRest() error {
	empty := hasNil(st.Tokens) || hasNil(st.Apps) || hasNil(st.Codes) || hasNil(st.Polls) || hasNil(st.Plans) || hasNil(st.Ties) ||
		hasNil(st.Keys) || hasNil(st.Marks) || st.X.damaged()
	for _, c := range st.Coming {
		empty = empty || c == nil
	}
	if empty {
		return fmt.Errorf("an entry of the snapshot is empty")
	}
	return nil
}

func hasNil[T any](m map[string]*T) bool {
	for _, v := range m {
		if v == nil {
			return true
		}
	}
	return false
}
