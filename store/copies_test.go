package store

import (
	"bytes"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	A "vocero/accounts"
)

func TestErasingABrandTakesItsSnapshotsToo(t *testing.T) {
	d := newDesk(t)
	d.clock.add(time.Hour)
	early, err := d.Snapshot(d.clock.now())
	d.ok(err)
	norte := d.brand("Bar Norte", "n", A.Client)
	for range 2 {
		d.clock.add(time.Hour)
		_, err := d.Snapshot(d.clock.now())
		d.ok(err)
	}
	d.clock.add(time.Hour)
	d.ok(d.EraseBrand(norte.ID))
	list, err := Snapshots(d.Home())
	d.ok(err)
	if len(list) != 2 || list[1].Path != early.Path {
		t.Fatalf("left are %+v", list)
	}
	for _, sn := range list {
		if holdsBrand(sn.Path, norte.ID) || !holdsBrand(sn.Path, d.luz.ID) {
			t.Errorf("%s has the wrong brands", sn.Path)
		}
		d.ok(verifyCopy(sn.Path))
	}
	if !holdsBrand(d.Home(), norte.ID) {
		t.Error("what cannot be read is taken for clean")
	}
}

func TestACopyThatNobodyWaitsForIsWrittenInPieces(t *testing.T) {
	var end atomic.Bool
	var out bytes.Buffer
	p := &paced{w: &out, end: &end, pause: time.Nanosecond}
	in := bytes.Repeat([]byte("pan de espelta "), snapshotFree/10)
	if n, err := p.Write(in); err != nil || n != len(in) || !bytes.Equal(out.Bytes(), in) {
		t.Fatalf("%d of %d bytes, %v", n, len(in), err)
	}
	end.Store(true)
	if n, err := p.Write(in); !errors.Is(err, errClosing) || n != 0 {
		t.Errorf("while it closes: %d bytes, %v", n, err)
	}
}
