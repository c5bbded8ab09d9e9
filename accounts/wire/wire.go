// Package wire reads what servers send. Its types never fail on a single field: what is missing, null or of another type is the
// zero value, and an element of a list that is no object is left out. Servers written in PHP send [] for an empty object, others
// numbers for ids, and one odd field of one of forty posts must not hide the other thirty-nine.
package wire

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"
)

// ID is an id: text, or a number written out.
type ID string

// UnmarshalJSON reads a text or a number.
func (i *ID) UnmarshalJSON(b []byte) error {
	var n json.Number
	s, is := text(b)
	switch {
	case is:
		*i = ID(s)
	case json.Unmarshal(b, &n) == nil && string(b) != "null":
		*i = ID(n.String())
	}
	return nil
}

// Str is a text.
type Str string

// UnmarshalJSON reads a text.
func (s *Str) UnmarshalJSON(b []byte) error {
	if v, is := text(b); is {
		*s = Str(v)
	}
	return nil
}

// text is a JSON value that is a text, or null. Most texts hold nothing that is escaped, and are taken as they are: ten thousand
// mentions have a hundred thousand.
func text(b []byte) (string, bool) {
	if n := len(b); n > 1 && b[0] == '"' && b[n-1] == '"' && bytes.IndexByte(b, '\\') < 0 && utf8.Valid(b) {
		return string(b[1 : n-1]), true
	}
	var v string
	err := json.Unmarshal(b, &v)
	return v, err == nil
}

// Num is a number that is not negative; also one written as text.
type Num struct {
	n     int64
	known bool
}

// UnmarshalJSON reads a number or a text that holds one.
func (n *Num) UnmarshalJSON(b []byte) error {
	var f float64
	if json.Unmarshal(bytes.Trim(b, `"`), &f) == nil && f >= 0 && f < 1<<40 && string(b) != "null" {
		*n = Num{int64(f), true}
	}
	return nil
}

// Or is the number, and d where the server told none.
func (n Num) Or(d int64) int64 {
	if n.known {
		return n.n
	}
	return d
}

// Known tells whether the server told a number.
func (n Num) Known() bool { return n.known }

// Time is an instant, in UTC.
type Time struct{ time.Time }

// UnmarshalJSON reads the ways in which servers write RFC 3339, and ISO 8601 with an offset without a colon.
func (t *Time) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) != nil {
		return nil
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05.999999999", time.DateTime, time.DateOnly} {
		if v, err := time.Parse(layout, strings.TrimSpace(s)); err == nil && v.Year() > 1 && v.Year() < 10_000 {
			t.Time = v.UTC()
			return nil
		}
	}
	return nil
}

// MaxList is how many elements of a list are read.
const MaxList = 200

// List is an array of at most MaxList elements.
type List[T any] []T

// UnmarshalJSON reads an array, without the elements that are none of its kind.
func (l *List[T]) UnmarshalJSON(b []byte) error {
	var raw []json.RawMessage
	if json.Unmarshal(b, &raw) != nil {
		return nil
	}
	for _, r := range raw {
		if v := new(T); len(*l) < MaxList && string(r) != "null" && json.Unmarshal(r, v) == nil {
			*l = append(*l, *v)
		}
	}
	return nil
}

// Maybe is an object that may be missing, or an empty array in its place.
type Maybe[T any] struct{ v *T }

// UnmarshalJSON reads an object.
func (m *Maybe[T]) UnmarshalJSON(b []byte) error {
	if v := new(T); string(b) != "null" && json.Unmarshal(b, v) == nil {
		m.v = v
	}
	return nil
}

// Some is an object that is there.
func Some[T any](v T) Maybe[T] { return Maybe[T]{&v} }

// There tells whether there was an object.
func (m Maybe[T]) There() bool { return m.v != nil }

// Get is the object, the zero one where there is none.
func (m Maybe[T]) Get() T {
	if m.v == nil {
		var zero T
		return zero
	}
	return *m.v
}

// Page is the array that a whole answer is: an answer that is none is an error, and its elements that are none of the kind are left
// out.
type Page[T any] []T

// UnmarshalJSON reads an array, and fails for anything else.
func (p *Page[T]) UnmarshalJSON(b []byte) error {
	var l []json.RawMessage
	if err := json.Unmarshal(b, &l); err != nil {
		return err
	}
	for _, raw := range l {
		if v := new(T); json.Unmarshal(raw, v) == nil {
			*p = append(*p, *v)
		}
	}
	return nil
}
