package store

import (
	"bytes"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// How many mentions the reading benchmarks fill the desk with. The figures in the documentation are for 1,000,000.
var mentionsFlag = flag.Int("mentions", 100_000, "mentions in the desk of the benchmarks")

// vocabulary is an invented one of 20,000 words, used as words of a language are: few of them often.
var vocabulary = makeVocabulary()

func makeVocabulary() []string {
	syllables := strings.Fields("pa na de rí a luz ca fé ho ra má ña ti en da so per ro gra cias bue dí as cen te no quie do mi ngo")
	r := rand.New(rand.NewPCG(1, 2))
	seen, out := map[string]bool{}, []string{}
	for len(out) < 20000 {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteString(syllables[r.IntN(len(syllables))])
		}
		if w := b.String(); !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// chatter makes n mentions of 170 bytes or so for some accounts, a few seconds apart, up to now.
func chatter(n int, now time.Time, of []A.Account) iter.Seq[A.Mention] {
	r := rand.New(rand.NewPCG(3, 4))
	z := rand.NewZipf(r, 1.1, 8, uint64(len(vocabulary)-1))
	return func(yield func(A.Mention) bool) {
		for i := range n {
			var b strings.Builder
			for b.Len() < 165 {
				b.WriteString(vocabulary[z.Uint64()])
				b.WriteByte(' ')
			}
			m := mention(i, b.String())
			m.Account = of[r.IntN(len(of))].ID
			m.Author = A.LineText(fmt.Sprintf("@vecina%d@masto.example", r.IntN(120000)))
			m.At = now.Add(-time.Duration(n-i) * 7 * time.Second)
			if i < n*9/10 {
				m.State = A.Done
			}
			if r.IntN(5) == 0 {
				m.Kind = A.Like
			}
			if !yield(m) {
				return
			}
		}
	}
}

// benchDesk is a desk of six brands with two accounts each, synced to disk.
func benchDesk(b *testing.B, dir string) (*Store, []A.Account) {
	b.Helper()
	s, err := Open(dir, Options{})
	if err != nil {
		b.Fatal(err)
	}
	d := &testDesk{Store: s, t: b, clock: newClock()}
	var of []A.Account
	for _, l := range "abcdef" {
		br := d.brand("Cliente "+string(l), A.Letter(l), A.Client)
		of = append(of, d.account(br, "cuenta"+string(l), "masto.example"), d.account(br, "foto"+string(l), "foto.example"))
	}
	return s, of
}

// BenchmarkIngest puts mentions in, a batch to a fsynced transaction, and then writes the same keys and bytes with a bare bbolt loop
// in the same batches. The ratio of the two rates is what the store costs.
func BenchmarkIngest(b *testing.B) {
	for _, batch := range []int{100, 500, 1000} {
		b.Run(fmt.Sprint(batch), func(b *testing.B) {
			s, of := benchDesk(b, b.TempDir())
			defer s.Close()
			ms := make([]A.Mention, 0, b.N*batch)
			for m := range chatter(b.N*batch, time.Now(), of[:1]) {
				ms = append(ms, m)
			}
			b.ResetTimer()
			for i := range b.N {
				part := ms[i*batch : (i+1)*batch]
				for j := range part {
					part[j].Text = A.BlockText(part[j].Text.String()) // As the adapter makes it.
				}
				if _, err := s.PutInbox(of[0].ID, part, "c", false); err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			own := float64(b.N*batch) / b.Elapsed().Seconds()
			bare := bareIngest(b, s, of[0].Brand, batch)
			b.ReportMetric(own, "rec/s")
			b.ReportMetric(bare, "bare-rec/s")
			b.ReportMetric(own/bare, "of-bare")
		})
	}
}

// pair is a key and its value in a bucket.
type pair struct {
	bucket   string
	key, val []byte
}

// bareRuns are the keys of the word index of a brand, by run.
func bareRuns(b *testing.B, s *Store, brand A.ID) (out [][]pair) {
	b.Helper()
	err := s.view(func(t *txn) error {
		words, err := t.bucket(brand, wordsName)
		if err != nil {
			return err
		}
		return words.ForEach(func(k, _ []byte) error {
			var run []pair
			name := string(k)
			err := words.Bucket(k).ForEach(func(w, v []byte) error {
				run = append(run, pair{name, bytes.Clone(w), bytes.Clone(v)})
				return nil
			})
			out = append(out, run)
			return err
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// bareIngest writes the mentions of a brand, their indexes and their words again into an empty file: the same keys and bytes, without
// any of the store's work.
func bareIngest(b *testing.B, s *Store, brand A.ID, batch int) float64 {
	b.Helper()
	var rows [][]pair
	runs := bareRuns(b, s, brand)
	err := s.view(func(t *txn) error {
		return mentions.each(t, brand, func(m *A.Mention) (bool, error) {
			raw, err := mentions.write(m)
			key := mentions.key(m)
			row := []pair{{mentions.name, key, raw}}
			for i := range mentions.indexes {
				x := &mentions.indexes[i]
				for _, k := range x.all(m, key) {
					row = append(row, pair{x.name, k, x.value(key)})
				}
			}
			row = append(row, pair{foldedName, docKey(uint32(len(rows))), append(bytes.Clone(key), searchText(m)...)})
			rows = append(rows, row)
			return true, err
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	db, err := bolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, boltOptions(Options{}))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	start := time.Now()
	for at := 0; at < len(rows); at += batch {
		err := db.Update(func(tx *bolt.Tx) error {
			for _, row := range append(rows[at:at+batch:at+batch], runs[at/batch]) {
				if err := barePut(tx, row); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return float64(len(rows)) / time.Since(start).Seconds()
}

func barePut(tx *bolt.Tx, row []pair) error {
	var bk *bolt.Bucket
	var err error
	for i, p := range row {
		if i == 0 || p.bucket != row[i-1].bucket {
			if bk, err = tx.CreateBucketIfNotExists([]byte(p.bucket)); err != nil {
				return err
			}
		}
		if err := bk.Put(p.key, p.val); err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkBulk fills a desk as `demo --prepare` does, in batches of 10,000 without a sync for each.
func BenchmarkBulk(b *testing.B) {
	dir := b.TempDir()
	s, of := benchDesk(b, dir)
	defer s.Close()
	b.ResetTimer()
	n, err := s.BulkMentions(chatter(b.N, time.Now(), of), 0)
	if err != nil || n != b.N {
		b.Fatal(n, err)
	}
	b.StopTimer()
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rec/s")
	b.ReportMetric(float64(fileSize(filepath.Join(dir, fileName)))/float64(n), "B/rec")
}

// filledDesk is shared by the reading benchmarks: filling it takes longer than they do.
var filledDesk struct {
	s  *Store
	of []A.Account
}

func filled(b *testing.B) (*Store, []A.Account) {
	b.Helper()
	if filledDesk.s == nil {
		s, of := benchDesk(b, benchHome)
		if _, err := s.BulkMentions(chatter(*mentionsFlag, time.Now(), of), 0); err != nil {
			b.Fatal(err)
		}
		filledDesk.s, filledDesk.of = s, of
	}
	return filledDesk.s, filledDesk.of
}

// BenchmarkPage reads 50 mentions at a random place of the whole inbox, of one brand's, and of one brand's with a bare loop.
func BenchmarkPage(b *testing.B) {
	s, of := filled(b)
	places := map[A.ID][]A.Cursor{"": randomPlaces(b, s, ""), of[0].Brand: randomPlaces(b, s, of[0].Brand)}
	for _, c := range []struct {
		name  string
		brand A.ID
	}{{"all", ""}, {"brand", of[0].Brand}} {
		b.Run(c.name, func(b *testing.B) {
			for _, at := range places[c.brand] { // Warm: the bare loop reads the same pages of the file after this one.
				if _, err := s.MentionPage(A.MentionQuery{Brand: c.brand, State: A.Done}, at, 50); err != nil {
					b.Fatal(err)
				}
			}
			b.ResetTimer()
			for i := range b.N {
				page, err := s.MentionPage(A.MentionQuery{Brand: c.brand, State: A.Done}, places[c.brand][i%100], 50)
				if err != nil || len(page.Items) != 50 {
					b.Fatal(len(page.Items), err)
				}
			}
		})
	}
	b.Run("bare", func(b *testing.B) {
		brand := of[0].Brand
		for i := range b.N {
			at, _ := readCursor(places[brand][i%100], 'm', mentionPlace)
			if n := barePage(b, s, brand, at); n != 50 {
				b.Fatal(n)
			}
		}
	})
}

// randomPlaces are a hundred places in a list, not near its end.
func randomPlaces(b *testing.B, s *Store, brand A.ID) (out []A.Cursor) {
	b.Helper()
	r := rand.New(rand.NewPCG(5, 6))
	err := s.view(func(t *txn) error {
		braid, err := t.mentionBraid(A.MentionQuery{Brand: brand, State: A.Done})
		if err != nil {
			return err
		}
		var keys [][]byte
		braid.seek(nil, false)
		for _, k, _ := braid.next(); k != nil; _, k, _ = braid.next() {
			keys = append(keys, bytes.Clone(k))
		}
		for range 100 {
			out = append(out, newCursor('m', keys[r.IntN(len(keys)-60)]))
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return out
}

func barePage(b *testing.B, s *Store, brand A.ID, at []byte) (n int) {
	b.Helper()
	err := s.db.View(func(tx *bolt.Tx) error {
		home := tx.Bucket(rootKey).Bucket([]byte(brand))
		records := home.Bucket([]byte(mentions.name))
		c := home.Bucket([]byte("mentions.due")).Cursor()
		out := make([]A.Mention, 0, 50)
		c.Seek(append([]byte{byte(A.Done)}, at...))
		for k, _ := c.Next(); k != nil && len(out) < 50; k, _ = c.Next() {
			var m A.Mention
			if err := decode(records.Get(k[9:])[1:], &m); err != nil {
				return err
			}
			out = append(out, m)
		}
		n = len(out)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// BenchmarkSearch finds the newest 50.
func BenchmarkSearch(b *testing.B) {
	s, of := filled(b)
	for _, c := range []struct{ name, search string }{
		{"common", vocabulary[0]}, {"rare", `"` + vocabulary[15000] + `"`}, {"two", vocabulary[30] + " " + vocabulary[300]}, {"prefix2", "ca"}, {"prefix4", "cafe"},
		{"absent", "zzzzzz"}, {"part", "~fera"}, {"absent-part", "~zzzz"},
	} {
		for _, brand := range []A.ID{"", of[0].Brand} {
			name := c.name + "/all"
			if brand != "" {
				name = c.name + "/brand"
			}
			b.Run(name, func(b *testing.B) {
				for range b.N {
					if _, err := s.MentionPage(A.MentionQuery{Brand: brand, Any: true, Search: c.search}, "", 50); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
