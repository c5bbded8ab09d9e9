package store

import (
	"bytes"
	"cmp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	A "vocero/accounts"
)

func anyTime(name string) *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(-1<<40, 1<<40).Draw(t, name), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")).UTC()
	})
}

// Keys of instants sort as the instants do, also before 1970.
func TestTimeKeysSort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyTime("a").Draw(t, "a"), anyTime("b").Draw(t, "b")
		if got, want := bytes.Compare(timeKey(a), timeKey(b)), cmp.Compare(a.Unix(), b.Unix()); got != want {
			t.Fatalf("%s and %s by seconds: %d, want %d", a, b, got, want)
		}
		if got, want := bytes.Compare(milliKey(a), milliKey(b)), cmp.Compare(a.UnixMilli(), b.UnixMilli()); got != want {
			t.Fatalf("%s and %s by milliseconds: %d, want %d", a, b, got, want)
		}
		if bytes.Compare(timeKey(time.Time{}), timeKey(a)) >= 0 || bytes.Compare(milliKey(time.Time{}), milliKey(a)) >= 0 {
			t.Fatalf("the zero time does not come before %s", a)
		}
	})
}

func TestAfterIsTheFirstKeyBehindAPrefix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		prefix := rapid.SliceOfN(rapid.Byte(), 0, 4).Draw(t, "prefix")
		key := rapid.SliceOfN(rapid.Byte(), 0, 6).Draw(t, "key")
		end := after(prefix)
		inside := bytes.HasPrefix(key, prefix)
		below := end == nil || bytes.Compare(key, end) < 0
		if inside != (below && bytes.Compare(key, prefix) >= 0) {
			t.Fatalf("prefix %x, end %x, key %x: inside %v", prefix, end, key, inside)
		}
	})
}

func TestCursorsComeBackWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.SliceOfN(rapid.Byte(), 8, 32).Draw(t, "at")
		c := newCursor('m', at)
		got, err := readCursor(c, 'm', len(at))
		if err != nil || !bytes.Equal(got, at) {
			t.Fatalf("%x came back as %x, %v", at, got, err)
		}
		for _, bad := range []struct {
			c    A.Cursor
			kind byte
			n    int
		}{{c, 's', len(at)}, {c, 'm', len(at) + 1}, {c[:len(c)-1], 'm', len(at)}, {c + "!", 'm', len(at)}} {
			if _, err := readCursor(bad.c, bad.kind, bad.n); err == nil {
				t.Fatalf("%q as kind %c of %d bytes was read", bad.c, bad.kind, bad.n)
			}
		}
	})
	if at, err := readCursor("", 'm', 9); at != nil || err != nil {
		t.Errorf("the start is %x, %v", at, err)
	}
}

func TestIDsAndKeys(t *testing.T) {
	var ids A.IDs
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	var last A.ID
	for i := range 500 {
		id := ids.New(at.Add(-time.Duration(i) * time.Second)) // The clock runs backwards.
		if keyID(idKey(id)) != id {
			t.Fatalf("%s came back as %s", id, keyID(idKey(id)))
		}
		if bytes.Compare(idKey(last), idKey(id)) >= 0 || last >= id {
			t.Fatalf("%s does not sort behind %s", id, last)
		}
		lo, hi, ok := idRange(strings.ToLower(string(id[:5+i%20])))
		if !ok || bytes.Compare(lo, idKey(id)) > 0 || bytes.Compare(idKey(id), hi) > 0 {
			t.Fatalf("%s does not lie in the range of its own beginning", id)
		}
		last = id
	}
	for _, s := range []string{"", "x y", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", strings.Repeat("0", 27), "ILOU"} {
		if _, _, ok := idRange(s); ok {
			t.Errorf("%q is the beginning of an id", s)
		}
	}
	if idKey("short") != nil || keyID([]byte("short")) != "" {
		t.Error("what is no id made one")
	}
}

// No two remote ids of an account share a key, whatever a server makes them of.
func TestRemoteKeysAreApart(t *testing.T) {
	var ids A.IDs
	one, two := ids.New(time.Now()), ids.New(time.Now())
	rapid.Check(t, func(t *rapid.T) {
		gen := rapid.OneOf(rapid.StringN(0, 20, -1), rapid.StringN(maxRemote-2, maxRemote+2, -1))
		a, b := gen.Draw(t, "a"), gen.Draw(t, "b")
		if same := bytes.Equal(remoteKey(one, a), remoteKey(one, b)); same != (a == b) {
			t.Fatalf("%q and %q: same key %v", a, b, same)
		}
		if bytes.Equal(remoteKey(one, a), remoteKey(two, a)) {
			t.Fatalf("%q has one key for two accounts", a)
		}
		if len(remoteKey(one, a)) > idLen+maxRemote {
			t.Fatalf("the key of %d bytes has %d", len(a), len(remoteKey(one, a)))
		}
	})
}

// Every record comes back from its CBOR as it went in, zero times and the digits of a second included; bytes that are no UTF-8 do
// not hide the record.
func TestCodec(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 123_000_000, time.UTC)
	d := A.Delivery{ID: "x", CreatedAt: at, Outgoing: &A.Outgoing{Text: "ñandú 👩\u200d👧", CreatedAt: at}, Digest: A.Digest{1, 2}, Attempts: []A.Attempt{{Started: at, Detail: A.LineText("502")}}}
	raw, err := encode(d)
	if err != nil {
		t.Fatal(err)
	}
	var got A.Delivery
	if err := decode(raw, &got); err != nil {
		t.Fatal(err)
	}
	again, err := encode(got)
	if err != nil || !bytes.Equal(raw, again) {
		t.Fatalf("%x came back as %x, %v", raw, again, err)
	}
	if !got.CreatedAt.Equal(at) || !got.Outgoing.CreatedAt.Equal(at) || !got.Verified.IsZero() || got.Digest != d.Digest || got.Attempts[0].Detail.String() != "502" {
		t.Errorf("%+v", got)
	}
	raw, err = encode(A.Post{ID: "p", Text: "roto \xff\xfe", Note: "entero"})
	if err != nil {
		t.Fatal(err)
	}
	var p A.Post
	if err := decode(raw, &p); err != nil || p.Note != "entero" {
		t.Errorf("with a broken text: %+v, %v", p, err)
	}
	if err := decode([]byte{0xff}, &p); err == nil {
		t.Error("what is no CBOR was read")
	}
}

func TestNextBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := rapid.SliceOfN(rapid.Uint64(), 1, 4).Draw(t, "set")
		if rapid.Bool().Draw(t, "sparse") {
			for i := range set {
				set[i] &= 1 << (set[i] % 64)
			}
		}
		var up, down []int
		for i := nextBit(set, -1, true); i >= 0; i = nextBit(set, i, true) {
			up = append(up, i)
		}
		for i := nextBit(set, len(set)*64, false); i >= 0; i = nextBit(set, i, false) {
			down = append(down, i)
		}
		var want []int
		for i := range len(set) * 64 {
			if set[i/64]>>(i%64)&1 == 1 {
				want = append(want, i)
			}
		}
		if len(up) != len(want) || len(down) != len(want) {
			t.Fatalf("%d up, %d down, want %d", len(up), len(down), len(want))
		}
		for i := range want {
			if up[i] != want[i] || down[len(down)-1-i] != want[i] {
				t.Fatalf("bit %d: %d up, %d down, want %d", i, up[i], down[len(down)-1-i], want[i])
			}
		}
	})
}
