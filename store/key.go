package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	A "vocero/accounts"
)

// idLen is the length of an id in a key: the 16 bytes of a ULID, which sort as its text does.
const idLen = 16

// idKey is an id as a key; nil when it is no id of ours.
func idKey(id A.ID) []byte {
	u, err := ulid.ParseStrict(string(id))
	if err != nil {
		return nil
	}
	return u[:]
}

// keyID is the id of a key.
func keyID(k []byte) A.ID {
	if len(k) != idLen {
		return ""
	}
	return A.ID(ulid.ULID(k).String())
}

// timeKey sorts as the instant does, to the second; the zero time comes first.
func timeKey(t time.Time) []byte { return binary.BigEndian.AppendUint64(nil, unixKey(t)) }

func unixKey(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(t.Unix()) ^ 1<<63
}

// milliKey sorts as the instant does, to the millisecond; the zero time comes first.
func milliKey(t time.Time) []byte {
	if t.IsZero() {
		return make([]byte, 8)
	}
	return binary.BigEndian.AppendUint64(nil, uint64(t.UnixMilli())^1<<63)
}

func seqKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func docKey(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }

// maxRemote is the longest remote id kept as it is in a key; longer ones are hashed, so that no server makes keys of any length.
const maxRemote = 96

// remoteKey is the key of something remote as seen from an account. Remote ids of most networks grow with time, so the keys of
// one account arrive in order, which a hash would undo (random keys cost nine times more to write).
func remoteKey(account A.ID, remote string) []byte {
	k := append(make([]byte, 0, idLen+len(remote)), idKey(account)...)
	if len(remote) <= maxRemote {
		return append(k, remote...)
	}
	sum := sha256.Sum256([]byte(remote))
	return append(append(k, 0xff), sum[:]...)
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// after is the first key behind every key with the prefix; nil when there is none.
func after(prefix []byte) []byte {
	k := bytes.Clone(prefix)
	for i := len(k) - 1; i >= 0; i-- {
		if k[i]++; k[i] != 0 {
			return k[:i+1]
		}
	}
	return nil
}

var errCursor = errors.New("it is no place in this list; start from the first page")

// newCursor writes a place in a list: the kind of list and the key there.
func newCursor(kind byte, at []byte) A.Cursor {
	return A.Cursor(string(kind) + base64.RawURLEncoding.EncodeToString(at))
}

// readCursor reads a place in a list of a kind, whose keys have n bytes; "" is the start and gives nil.
func readCursor(c A.Cursor, kind byte, n int) ([]byte, error) {
	if c == "" {
		return nil, nil
	}
	at, err := base64.RawURLEncoding.DecodeString(string(c[1:]))
	if err != nil || c[0] != kind || len(at) != n {
		return nil, fmt.Errorf("reading the cursor %q: %w", string(c), errCursor)
	}
	return at, nil
}

// idRange are the first and the last key of the ids that begin with a text, upper or lower case.
func idRange(prefix string) (lo, hi []byte, ok bool) {
	p := strings.ToUpper(prefix)
	if p == "" || len(p) > ulid.EncodedSize || strings.Trim(p, ulid.Encoding) != "" {
		return nil, nil, false
	}
	a, errA := ulid.ParseStrict(p + strings.Repeat("0", ulid.EncodedSize-len(p)))
	b, errB := ulid.ParseStrict(p + strings.Repeat("Z", ulid.EncodedSize-len(p)))
	return a[:], b[:], errA == nil && errB == nil
}
