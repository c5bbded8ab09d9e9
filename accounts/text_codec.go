package accounts

import (
	"encoding/binary"
	"errors"
	"unicode/utf8"
)

var errNotText = errors.New("reading safe text: not a text string")

// MarshalText returns the text; JSON and TOML store it as a string.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.s), nil }

// UnmarshalText makes what was read safe again, as a block: an import is a remote text like any other.
func (t *Text) UnmarshalText(b []byte) error {
	*t = BlockText(string(b))
	return nil
}

// MarshalCBOR stores the text as a CBOR text string (RFC 8949 section 3.1, major type 3).
func (t Text) MarshalCBOR() ([]byte, error) {
	n := len(t.s)
	b := make([]byte, 0, n+5)
	switch {
	case n < 24:
		b = append(b, 0x60|byte(n))
	case n < 1<<8:
		b = append(b, 0x78, byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 0x79), uint16(n))
	default:
		b = binary.BigEndian.AppendUint32(append(b, 0x7a), uint32(n))
	}
	return append(b, t.s...), nil
}

// UnmarshalCBOR reads a text string or null. Records of the store were safe when they were written, so one look over the bytes
// is enough; what does not look safe (another program wrote it, a newer table of runes) is made safe again.
func (t *Text) UnmarshalCBOR(b []byte) error {
	s, err := cborText(b)
	if err != nil {
		return err
	}
	if s == "" || storedSafe(s) {
		t.s = s
		return nil
	}
	*t = BlockText(s)
	return nil
}

// cborText is the content of a definite CBOR text string; null is empty.
func cborText(b []byte) (string, error) {
	if len(b) == 1 && (b[0] == 0xf6 || b[0] == 0xf7) {
		return "", nil
	}
	if len(b) == 0 || b[0]>>5 != 3 {
		return "", errNotText
	}
	head, n := 1, uint64(b[0]&0x1f)
	switch n {
	case 24, 25, 26, 27:
		width := 1 << (n - 24)
		if len(b) < 1+width {
			return "", errNotText
		}
		var buf [8]byte
		copy(buf[8-width:], b[1:1+width])
		head, n = 1+width, binary.BigEndian.Uint64(buf[:])
	case 28, 29, 30, 31:
		return "", errNotText
	}
	if uint64(len(b)-head) != n {
		return "", errNotText
	}
	return string(b[head:]), nil
}

// storedSafe is a quick look at a stored text: only runes that safe text can hold, newlines at most two in a row.
func storedSafe(s string) bool {
	if len(s) > maxBlock {
		return false
	}
	newlines, visible := 0, false
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < 0x7f {
			if c != ' ' {
				newlines, visible = 0, true
			}
			i++
			continue
		}
		if c == '\n' && newlines < 2 {
			newlines++
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !plain(r) && (r != utf8.RuneError || n != 3) {
			return false
		}
		newlines, visible = 0, true
		i += n
	}
	return visible
}
