package spell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is how a word uses capitals.
type shape uint8

const (
	small        shape = iota // casa
	initial                   // Casa
	capitals                  // CASA
	mixed                     // iPhone
	mixedInitial              // WhatsApp
)

// shapeOf tells how a word uses capitals; letters without case count for either.
func shapeOf(s string) shape {
	upper, neutral, all, first := 0, 0, 0, false
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
			first = first || all == 0
		case unicode.ToUpper(r) == r:
			neutral++
		}
		all++
	}
	switch {
	case upper == 0:
		return small
	case upper == 1 && first:
		return initial
	case upper+neutral == all:
		return capitals
	case first:
		return mixedInitial
	}
	return mixed
}

// title makes the first letter a capital.
func title(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// shaped gives a suggestion the capitals of the word that it stands for. A name keeps its own.
func shaped(s string, c shape) string {
	switch c {
	case capitals:
		return strings.ToUpper(s)
	case initial, mixedInitial:
		return title(s)
	}
	return s
}
