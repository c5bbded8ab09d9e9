package store

import "fmt"

// Broken tells whether a commit has failed since the store was opened; the error wraps ErrBroken. Nothing is written from then on,
// so whoever waits for a record to change waits in vain.
func (s *Store) Broken() error {
	if !s.broken.Load() {
		return nil
	}
	return fmt.Errorf("writing to the desk: %w", ErrBroken)
}
