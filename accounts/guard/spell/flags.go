package spell

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A flag of an affix file is kept as a rune, whatever way the file writes flags, and a set of flags as a string of them: a set
// is asked by looking for the rune's bytes, which UTF-8 makes safe.
type flag rune

// flagMode is how a file writes its flags (hunspell(5), FLAG).
type flagMode uint8

const (
	flagChar flagMode = iota // one byte each
	flagUTF8                 // one character each
	flagLong                 // two bytes each
	flagNum                  // decimal numbers with commas between
)

// Flags of two bytes and of numbers are moved to a plane of their own: below it lie the surrogates, which no string can hold.
const flagPlane = 0x20000

// onlyUpper is the flag of entries that stand only for the capitalised reading of a word in capitals. No file can write it.
const onlyUpper = flag(utf8.MaxRune - 1)

// flagSet reads the flags of an entry. With aliases a number stands for the set of that line of the AF table. What cannot be
// read is left out: a word with fewer flags is still a word.
func (a *affixes) flagSet(s string) string {
	if len(a.aliases) > 0 {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > len(a.aliases) {
			return ""
		}
		return a.aliases[n-1]
	}
	return a.mode.read(s)
}

// read is a set of flags from the way a file writes them.
func (m flagMode) read(s string) string {
	switch m {
	case flagUTF8:
		return strings.ToValidUTF8(s, "")
	case flagNum:
		var b strings.Builder
		for n := range strings.SplitSeq(s, ",") {
			if v, err := strconv.ParseUint(strings.TrimSpace(n), 10, 16); err == nil {
				b.WriteRune(rune(flagPlane + v))
			}
		}
		return b.String()
	}
	var b strings.Builder
	step := 1
	if m == flagLong {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		if step == 1 {
			b.WriteRune(rune(s[i]))
		} else {
			b.WriteRune(rune(flagPlane + int(s[i])<<8 + int(s[i+1])))
		}
	}
	return b.String()
}

// one is the first flag of a text, 0 when there is none.
func (m flagMode) one(s string) flag {
	for _, r := range m.read(s) {
		return flag(r)
	}
	return 0
}

// has tells whether a set holds a flag; no set holds flag 0.
func has(set string, f flag) bool {
	if f == 0 || set == "" {
		return false
	}
	if f < utf8.RuneSelf {
		return strings.IndexByte(set, byte(f)) >= 0
	}
	return strings.ContainsRune(set, rune(f))
}
