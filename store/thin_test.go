package store

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestSnapshotsAreThinned lays three weeks of hourly snapshots into a home: a day of them stays, then one of each day for two weeks,
// the last one of it.
func TestSnapshotsAreThinned(t *testing.T) {
	d := newDesk(t)
	dir := filepath.Join(d.Home(), snapshotName)
	d.ok(os.MkdirAll(dir, 0o700))
	newest := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	for h := range 21 * 24 {
		d.ok(os.WriteFile(filepath.Join(dir, newest.Add(-time.Duration(h)*time.Hour).Format(snapshotTime)+".db"), []byte("x"), 0o600))
	}
	d.ok(d.thin())
	list, err := Snapshots(d.Home())
	d.ok(err)
	for i, sn := range list[:keepSnapshots] {
		if want := newest.Add(-time.Duration(i) * time.Hour); !sn.At.Equal(want) {
			t.Fatalf("snapshot %d is of %s, want %s", i, sn.At, want)
		}
	}
	days := ""
	for _, sn := range list[keepSnapshots:] {
		days += fmt.Sprintf("%s ", sn.At.Format("02T15"))
	}
	if want := "20T23 19T23 18T23 17T23 16T23 15T23 14T23 13T23 12T23 11T23 10T23 09T23 08T23 "; days != want {
		t.Errorf("of the days before there are\n%s, want\n%s", days, want)
	}
}

func TestAHalfSnapshotIsSweptAway(t *testing.T) {
	d := newDesk(t)
	dir := filepath.Join(d.Home(), snapshotName)
	d.ok(os.MkdirAll(dir, 0o700))
	half := filepath.Join(dir, ".20261120T080000Z.db.691275995") // As a kill in the middle of one leaves it.
	others := []string{filepath.Join(dir, ".nfs0001"), filepath.Join(dir, "notes.txt"), filepath.Join(dir, "x.20261120T080000Z.db.1")}
	for _, f := range append(others, half) {
		d.ok(os.WriteFile(f, []byte("x"), 0o600))
	}
	_, err := d.Snapshot(d.clock.now())
	d.ok(err)
	if _, err := os.Stat(half); !os.IsNotExist(err) {
		t.Errorf("the half copy is still there: %v", err)
	}
	for _, f := range others {
		if _, err := os.Stat(f); err != nil {
			t.Errorf("%s was no half copy: %v", f, err)
		}
	}
}
