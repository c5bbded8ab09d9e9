package practice

import "strings"

// base32sort is the alphabet of record keys, in the order of its values (https://atproto.com/specs/tid).
const base32sort = "234567abcdefghijklmnopqrstuvwxyz"

const tidLen = 13

// formatTID writes an id of this server as a record key: microseconds since 1970 above ten bits that tell writers apart. The sixteen
// bits of sequence of the id are shared out among both.
func formatTID(n uint64) string {
	ms, seq := n>>16, n&0xffff
	v := (ms*1000+seq>>6)<<10 | seq&63
	out := make([]byte, tidLen)
	for i := tidLen - 1; i >= 0; i-- {
		out[i] = base32sort[v&31]
		v >>= 5
	}
	return string(out)
}

// parseTID reads a record key back as an id of this server, 0 for what is none.
func parseTID(s string) uint64 {
	if !isTID(s) {
		return 0
	}
	var v uint64
	for i := range len(s) {
		v = v<<5 | uint64(strings.IndexByte(base32sort, s[i]))
	}
	micros := v >> 10
	return micros/1000<<16 | (micros%1000)<<6 | v&63
}

// isTID tells whether a text is a record key of the kind that posts have.
func isTID(s string) bool {
	if len(s) != tidLen || s[0] > 'j' {
		return false
	}
	for i := range len(s) {
		if strings.IndexByte(base32sort, s[i]) < 0 {
			return false
		}
	}
	return true
}
