package store

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// BenchmarkIntent is the price of the promise that nothing leaves twice: the transaction that is on disk before the first byte of a
// post leaves, beside a bare put of the same bytes in a bbolt file of the same disk, both with fsync.
func BenchmarkIntent(b *testing.B) {
	b.Run("claim", func(b *testing.B) {
		d := synced(b)
		for b.Loop() {
			b.StopTimer()
			_, ds := d.send(d.post("Hoy hay pan de centeno", d.pan))
			d.clock.add(A.DefaultHold)
			b.StartTimer()
			x, err := d.claim(ds[0].ID)
			b.StopTimer()
			d.ok(err)
			_, err = d.Resolve(x.ID, A.Resolution{To: A.Published, Outcome: A.OutcomeDone, Receipt: &A.Receipt{RemoteID: "r-" + string(x.ID), At: d.clock.now()}})
			d.ok(err)
			b.StartTimer()
		}
	})
	b.Run("bare", func(b *testing.B) {
		d := synced(b)
		_, ds := d.send(d.post("Hoy hay pan de centeno", d.pan))
		d.clock.add(A.DefaultHold)
		x, err := d.claim(ds[0].ID)
		d.ok(err)
		record, err := encode(x)
		d.ok(err)
		db, err := bolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType})
		d.ok(err)
		defer func() { d.ok(db.Close()) }()
		d.ok(db.Update(func(tx *bolt.Tx) error {
			_, err := tx.CreateBucket([]byte("deliveries"))
			return err
		}))
		n := uint64(0)
		for b.Loop() {
			n++
			d.ok(db.Update(func(tx *bolt.Tx) error {
				return tx.Bucket([]byte("deliveries")).Put(binary.BigEndian.AppendUint64(nil, n), record)
			}))
		}
		b.ReportMetric(float64(len(record)), "bytes")
	})
}

// synced is a desk whose every commit reaches the disk.
func synced(b *testing.B) *testDesk {
	b.Helper()
	d := newDesk(b)
	home := d.Home()
	d.ok(d.Close())
	s, err := Open(home, Options{Now: d.clock.now})
	if err != nil {
		b.Fatal(fmt.Errorf("with fsync: %w", err))
	}
	b.Cleanup(func() { _ = s.Close() })
	d.Store = s
	return d
}
