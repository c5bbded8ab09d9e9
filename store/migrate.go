package store

import (
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// migration brings a store from the schema before it to its own.
type migration struct {
	to  uint64
	run func(tx *bolt.Tx) error
}

// migrations lists every step from schema 1 on, in order. The steps that a store lacks run in one transaction: after a cut it is
// the old store or the new one, nothing between.
var migrations = []migration{{2, fillSaid}, {3, fillAnswers}}

// migrate applies the steps that the store lacks, after a snapshot.
func (s *Store) migrate(steps []migration) error {
	from := s.id.Schema
	if len(steps) == 0 || steps[len(steps)-1].to <= from {
		return nil
	}
	if _, err := s.Snapshot(s.now()); err != nil {
		return fmt.Errorf("before changing the schema: %w", err)
	}
	err := s.db.Update(func(tx *bolt.Tx) error {
		for _, m := range steps {
			if m.to <= s.id.Schema {
				continue
			}
			if err := m.run(tx); err != nil {
				return fmt.Errorf("bringing the store to schema %d: %w", m.to, err)
			}
			if err := tx.Bucket(metaKey).Put(metaSchema, seqKey(m.to)); err != nil {
				return err
			}
			s.id.Schema = m.to
		}
		return nil
	})
	if err != nil {
		s.id.Schema = from
	}
	return err
}
