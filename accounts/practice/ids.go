package practice

import (
	"strconv"
	"strings"
	"time"
)

// idStyle is how a model writes its ids. Inside, an id is a number: the
// milliseconds since 1970 in the upper 48 bits and a sequence in the lower 16,
// as Mastodon's own ids are built, so that every style sorts by time.
type idStyle int

const (
	idNumeric   idStyle = iota // decimal digits
	idULID                     // 26 characters of Crockford's base 32
	idFlake                    // 18 characters of base 62
	idTID                      // 13 characters of base 32, record keys of the AT Protocol
	idSnowflake                // decimal digits, the milliseconds since November 2010 in the upper 41 bits
)

const (
	crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	base62    = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	flakeHead = 11 // digits of base 62 that hold 64 bits
	flakeTail = 7
)

// stampOf is the smallest id of a moment.
func stampOf(t time.Time) uint64 {
	ms := t.UnixMilli()
	if ms < 0 {
		ms = 0
	}
	return uint64(ms) << 16
}

// mix spreads n over 64 bits, for the part of an id that looks random.
func mix(n uint64) uint64 {
	n += 0x9e3779b97f4a7c15
	n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9
	n = (n ^ (n >> 27)) * 0x94d049bb133111eb
	return n ^ (n >> 31)
}

func (s idStyle) format(n uint64) string {
	switch s {
	case idULID:
		return formatULID(n)
	case idTID:
		return formatTID(n)
	case idSnowflake:
		return strconv.FormatUint(snowflake(n), 10)
	case idFlake:
		return inBase62(n, flakeHead) + inBase62(mix(n)%pow62(flakeTail), flakeTail)
	}
	return strconv.FormatUint(n, 10)
}

// parse reads an id back; what is no id of this style is 0, which is smaller
// than every id.
func (s idStyle) parse(id string) uint64 {
	switch s {
	case idULID:
		return parseULID(id)
	case idTID:
		return parseTID(id)
	case idSnowflake:
		return parseSnowflake(id)
	case idFlake:
		if len(id) != flakeHead+flakeTail {
			return 0
		}
		return outOf(base62, id[:flakeHead])
	}
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// formatULID writes 48 bits of time, 16 of sequence and 64 that look random.
func formatULID(n uint64) string {
	var out [26]byte
	hi, lo := n, mix(n)
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = crockford[lo&31]
		lo = lo>>5 | hi<<59
		hi >>= 5
	}
	return string(out[:])
}

func parseULID(id string) uint64 {
	if len(id) != 26 || id[0] > '7' {
		return 0
	}
	var hi, lo uint64
	for i := range len(id) {
		d := strings.IndexByte(crockford, upper(id[i]))
		if d < 0 {
			return 0
		}
		hi = hi<<5 | lo>>59
		lo = lo<<5 | uint64(d)
	}
	return hi
}

func upper(b byte) byte {
	if b >= 'a' && b <= 'z' {
		return b - 'a' + 'A'
	}
	return b
}

func inBase62(n uint64, width int) string {
	out := make([]byte, width)
	for i := width - 1; i >= 0; i-- {
		out[i] = base62[n%62]
		n /= 62
	}
	return string(out)
}

func pow62(k int) uint64 {
	n := uint64(1)
	for range k {
		n *= 62
	}
	return n
}

func outOf(alphabet, s string) uint64 {
	var n uint64
	for i := range len(s) {
		d := strings.IndexByte(alphabet, s[i])
		if d < 0 {
			return 0
		}
		n = n*uint64(len(alphabet)) + uint64(d)
	}
	return n
}
