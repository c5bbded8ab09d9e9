package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// EraseBrand removes a brand with everything under it: records, indexes, search text, undo, requests, files and
// snapshots. Only the journal keeps that it was there, by ids. It is refused with A.ErrState while something of it may be on the wire.
func (s *Store) EraseBrand(id A.ID) error {
	err := s.update(func(t *txn) error {
		if _, err := t.brand(id); err != nil {
			return err
		}
		open, err := t.openDeliveries(id, "")
		if err != nil {
			return err
		}
		for _, d := range open {
			if d.State == A.Handed {
				return fmt.Errorf("erasing the brand: a network would still publish a post of it: %w; pause the client, and erase it when that is taken back", A.ErrTaking)
			}
			if d.State == A.Sending {
				return fmt.Errorf("erasing the brand: a delivery is being sent: %w; try again in a minute", A.ErrState)
			}
		}
		if err := t.dropBuckets(id); err != nil {
			return fmt.Errorf("erasing the brand: %w", err)
		}
		t.forget(id)
		if err := t.forgetRequests(id); err != nil {
			return err
		}
		t.note("brand.erased", id, "", id, "")
		for _, topic := range []A.Topic{A.TopicBrands, A.TopicAccounts, A.TopicPosts, A.TopicMentions, A.TopicDeliveries, A.TopicThreads, A.TopicLinks, A.TopicCosts} {
			t.touch(topic, id)
		}
		return t.forgetUndo(id)
	})
	if err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(s.home, mediaName, string(id))); err != nil {
		return fmt.Errorf("erasing the brand's files: %w", err)
	}
	if err := os.RemoveAll(filepath.Join(s.home, handName, id.Short())); err != nil {
		return fmt.Errorf("erasing the brand's folders by hand: %w", err)
	}
	return s.eraseSnapshots(id)
}

// dropBuckets removes the buckets of a brand one by one, then its own. bbolt walks them while it deletes them, and passes some over
// where one was made in the same transaction: their pages would be lost.
func (t *txn) dropBuckets(brand A.ID) error {
	home := t.root.Bucket([]byte(brand))
	var names [][]byte
	err := home.ForEachBucket(func(k []byte) error {
		names = append(names, bytes.Clone(k))
		return nil
	})
	for _, n := range names {
		if err == nil {
			err = home.DeleteBucket(n)
		}
	}
	if err != nil {
		return err
	}
	return t.root.DeleteBucket([]byte(brand))
}

// eraseSnapshots removes the copies of the store that hold a brand, and those in which nobody can look whether they do. A new copy
// without it is made first, so that there is always one.
func (s *Store) eraseSnapshots(brand A.ID) error {
	list, err := Snapshots(s.home)
	if err != nil || len(list) == 0 {
		return err
	}
	fresh, err := s.Snapshot(s.now())
	if err != nil {
		return fmt.Errorf("erasing the brand: it is gone from the desk, and its snapshots are still there: %w", err)
	}
	for _, sn := range list {
		if sn.Path == fresh.Path || !holdsBrand(sn.Path, brand) {
			continue
		}
		if err := os.Remove(sn.Path); err != nil {
			return fmt.Errorf("erasing the brand: it is gone from the desk; remove the snapshot by hand: %w", err)
		}
	}
	return nil
}

// holdsBrand tells whether a copy of a store has a brand, or cannot be read.
func holdsBrand(path string, brand A.ID) bool {
	db, err := openFile(path, &bolt.Options{ReadOnly: true, Timeout: lockWait, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return true
	}
	holds := true
	err = guarded(func() error {
		return db.View(func(tx *bolt.Tx) error {
			root := tx.Bucket(rootKey)
			holds = root == nil || root.Bucket([]byte(brand)) != nil
			return nil
		})
	})
	return db.Close() != nil || err != nil || holds
}

func (t *txn) forgetRequests(brand A.ID) error {
	list, err := requests.list(t, desk)
	if err != nil {
		return err
	}
	for _, r := range list {
		if r.Brand == brand {
			if err := requests.drop(t, desk, idKey(r.ID)); err != nil {
				return err
			}
		}
	}
	return nil
}

// forgetUndo drops every act that holds a record of a brand.
func (t *txn) forgetUndo(brand A.ID) error {
	b, err := t.bucket(desk, undoName)
	if err != nil {
		return err
	}
	var gone [][]byte
	c := b.Cursor()
	for k, raw := c.First(); k != nil; k, raw = c.Next() {
		var u undone
		if err := decode(raw, &u); err != nil {
			return err
		}
		for _, im := range u.Images {
			if im.Brand == brand {
				gone = append(gone, bytes.Clone(k))
				break
			}
		}
	}
	for _, k := range gone {
		if err := b.Delete(k); err != nil {
			return err
		}
	}
	return nil
}

// ExportBrand writes everything of a brand as JSON, one line a record: {"collection": ..., "record": ...}, names in snake_case. Files are
// named by their SHA-256, not included.
func (s *Store) ExportBrand(id A.ID, w io.Writer) error {
	return s.view(func(t *txn) error {
		if _, err := t.brand(id); err != nil {
			return err
		}
		out := json.NewEncoder(w)
		out.SetEscapeHTML(false)
		for _, tb := range tables() {
			err := tb.export(t, id, func(collection string, record any) error {
				v, err := snakeJSON(record)
				if err != nil {
					return err
				}
				return out.Encode(map[string]any{"collection": collection, "record": v})
			})
			if err != nil {
				return fmt.Errorf("exporting the brand: %w", err)
			}
		}
		return nil
	})
}

func (c *collection[T]) export(t *txn, brand A.ID, line func(string, any) error) error {
	if c.brand == nil {
		return nil
	}
	return c.each(t, brand, func(v *T) (bool, error) { return true, line(c.name, v) })
}

// snakeJSON is a record as generic JSON with snake_case names. Numbers keep their digits.
func snakeJSON(record any) (any, error) {
	raw, err := json.Marshal(record)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	return snakeNames(v), nil
}

func snakeNames(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[snake(k)] = snakeNames(x)
		}
		return out
	case []any:
		for i := range v {
			v[i] = snakeNames(v[i])
		}
	}
	return v
}

// snake is a Go name in snake_case: "RemoteID" is "remote_id".
func snake(s string) string {
	var b strings.Builder
	r := []rune(s)
	for i, c := range r {
		if unicode.IsUpper(c) && i > 0 && (!unicode.IsUpper(r[i-1]) || i+1 < len(r) && unicode.IsLower(r[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}
