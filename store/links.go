package store

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"time"

	A "vocero/accounts"
)

// linkReport is what was found behind a link, with the brand that asked: what one client's posts link to is no other's business.
type linkReport struct {
	Brand        A.ID `cbor:"20,keyasint"`
	A.LinkReport `cbor:"21,keyasint"`
}

// links are the reports of a brand, by a digest of the normalized link.
var links = &collection[linkReport]{
	name: "links", topic: A.TopicLinks,
	brand: func(r *linkReport) A.ID { return r.Brand },
	key:   func(r *linkReport) []byte { return linkKey(r.URL) },
	indexes: []index[linkReport]{
		{name: "links.at", keys: func(r *linkReport, emit func([]byte)) { emit(milliKey(r.At)) }},
	},
}

const (
	keepLinks = 1000 // reports of a brand; the oldest go
	askLinks  = 50   // links of one question
	linkBytes = 4096 // the longest link that is asked
)

// linkKey is the key of a link; nil for none.
func linkKey(url string) []byte {
	if url == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(url))
	return sum[:16]
}

// AskLinks asks a worker to fetch the links of a brand that were not fetched yet or whose report is stale; n is how many were asked
// now. What is asked already is not asked twice. More than fifty, and what is too long for a link, are left out.
func (s *Store) AskLinks(brand A.ID, urls []string) (n int, err error) {
	if len(urls) == 0 {
		return 0, nil
	}
	err = s.update(func(t *txn) (err error) {
		if n, err = t.askLinks(brand, urls); err == nil && n == 0 {
			err = errNothing
		}
		return err
	})
	return n, err
}

// askLinks is AskLinks within a transaction.
func (t *txn) askLinks(brand A.ID, urls []string) (n int, err error) {
	if len(urls) == 0 {
		return 0, nil
	}
	b, err := t.brand(brand)
	if err != nil || b.Without(A.RuleLinks) {
		return 0, err
	}
	waiting, err := requests.list(t, desk)
	if err != nil {
		return 0, err
	}
	for _, raw := range urls[:min(len(urls), askLinks)] {
		u := A.NormalLink(raw)
		asked := slices.ContainsFunc(waiting, func(r A.Request) bool { return r.What == A.RequestLink && r.Brand == brand && r.Arg == u })
		fresh, err := t.freshLink(brand, u)
		if err != nil {
			return n, err
		}
		if asked || fresh || len(u) > linkBytes {
			continue
		}
		r := A.Request{ID: t.newID(), Brand: brand, What: A.RequestLink, Arg: u, At: t.now}
		if err := requests.put(t, &r); err != nil {
			return n, err
		}
		waiting, n = append(waiting, r), n+1
	}
	return n, nil
}

// freshLink tells whether a link has a report that still counts.
func (t *txn) freshLink(brand A.ID, url string) (bool, error) {
	r, err := links.get(t, brand, linkKey(url))
	return r != nil && !r.Stale(t.now), err
}

// PutLinks keeps reports of a brand, each in the place of an older one of its link. The error wraps A.ErrNotFound where the brand was
// erased meanwhile.
func (s *Store) PutLinks(brand A.ID, reports []A.LinkReport) error {
	if len(reports) == 0 {
		return nil
	}
	return s.update(func(t *txn) error {
		if _, err := t.brand(brand); err != nil {
			return err
		}
		for _, r := range reports {
			if err := links.put(t, &linkReport{Brand: brand, LinkReport: r}); err != nil {
				return err
			}
		}
		b, err := t.bucket(brand, "links.at")
		if err != nil {
			return err
		}
		for n := keyCount(b); n > keepLinks; n-- {
			k, _ := b.Cursor().First()
			if err := links.drop(t, brand, bytes.Clone(k[8:])); err != nil {
				return err
			}
		}
		return nil
	})
}

// Links are the reports of a brand on some links, by NormalLink, stale ones too. What was never fetched is not in it; it is never nil.
func (s *Store) Links(brand A.ID, urls []string) (map[string]A.LinkReport, error) {
	out := map[string]A.LinkReport{}
	if len(urls) == 0 {
		return out, nil
	}
	err := s.view(func(t *txn) error {
		for _, raw := range urls {
			u := A.NormalLink(raw)
			r, err := links.get(t, brand, linkKey(u))
			if err != nil {
				return err
			}
			if r != nil {
				out[u] = r.LinkReport
			}
		}
		return nil
	})
	return out, err
}

// StaleLinks are those links of a post of which there is no report that still counts at an instant, or only one older than age; 0 is
// any age.
func (s *Store) StaleLinks(p A.Post, now time.Time, age time.Duration) ([]string, error) {
	urls := A.LinksOf(p)
	if len(urls) == 0 {
		return nil, nil
	}
	known, err := s.Links(p.Brand, urls)
	return slices.DeleteFunc(urls, func(u string) bool {
		r, ok := known[u]
		return ok && !r.Stale(now) && (age <= 0 || now.Sub(r.At) < age)
	}), err
}
