package store

import (
	"slices"
	"time"

	A "vocero/accounts"
)

// mediaRecord counts the posts that hold a file of a brand.
type mediaRecord struct {
	Brand  A.ID      `cbor:"1,keyasint"`
	SHA256 string    `cbor:"2,keyasint"`
	Refs   int64     `cbor:"3,keyasint"`
	Free   time.Time `cbor:"4,keyasint"` // since when nothing holds it
}

// countMedia keeps the number of posts that hold a file.
func countMedia(t *txn, brand A.ID, was, is *A.Post) error {
	old, now := mediaOf(was), mediaOf(is)
	for _, sha := range old {
		if !slices.Contains(now, sha) {
			if err := t.holdMedia(brand, sha, -1); err != nil {
				return err
			}
		}
	}
	for _, sha := range now {
		if !slices.Contains(old, sha) {
			if err := t.holdMedia(brand, sha, 1); err != nil {
				return err
			}
		}
	}
	return nil
}

func mediaOf(p *A.Post) (shas []string) {
	if p == nil {
		return nil
	}
	for _, m := range p.Media {
		if mediaKey(m.SHA256) != nil && !slices.Contains(shas, m.SHA256) {
			shas = append(shas, m.SHA256)
		}
	}
	return shas
}

func (t *txn) holdMedia(brand A.ID, sha string, n int64) error {
	undo := t.undo
	t.undo = nil // The count follows the posts, also when they are restored.
	defer func() { t.undo = undo }()
	r, err := mediaC.get(t, brand, mediaKey(sha))
	if err != nil {
		return err
	}
	if r == nil {
		r = &mediaRecord{Brand: brand, SHA256: sha}
	}
	if r.Refs += n; r.Refs <= 0 {
		r.Free = t.now
	}
	return mediaC.put(t, r)
}
