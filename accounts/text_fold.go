package accounts

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord is the longest search word in bytes; longer ones are cut.
const maxWord = 64

// latinBase holds the letter without its accent for U+00C0 to U+017F, '.' where there is none to take away.
const latinBase = "aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.y" +
	"aaaaaaccccccccdd..eeeeeeeeeegggggggghh..iiiiiiii....jjkk.llllll....nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz."

// Fold is the form of a text in which it is searched: lower case, accents taken away (ñ becomes n). Vowel signs of scripts that
// write vowels as marks stay. Folded text comes back without a copy.
func Fold(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	b := make([]byte, i, len(s)+8)
	copy(b, s)
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c |= 0x20
			}
			b = append(b, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		b = appendFolded(b, r)
		i += n
	}
	return string(b)
}

// appendFolded appends the folded form of a rune beyond ASCII.
func appendFolded(b []byte, r rune) []byte {
	r = unicode.ToLower(r)
	switch {
	case r >= 0xC0 && r <= 0x17F:
		if base := latinBase[r-0xC0]; base != '.' {
			return append(b, base)
		}
		return utf8.AppendRune(b, r)
	case r >= 0xAC00 && r <= 0xD7A3, r >= 0x3040 && r <= 0x30FF: // syllables and voiced kana are letters of their own
		return utf8.AppendRune(b, r)
	case accent(r):
		return b
	}
	var buf [utf8.UTFMax]byte
	parts := norm.NFD.Properties(utf8.AppendRune(buf[:0], r)).Decomposition()
	if parts == nil {
		return utf8.AppendRune(b, r)
	}
	for len(parts) > 0 {
		p, n := utf8.DecodeRune(parts)
		if !accent(p) {
			b = utf8.AppendRune(b, unicode.ToLower(p))
		}
		parts = parts[n:]
	}
	return b
}

// accent tells whether r is a mark that can be left out: those of the European and Semitic scripts, and the general ones.
func accent(r rune) bool {
	if r < 0x300 || r >= 0x900 && (r < 0x1AB0 || r > 0xFE2F) {
		return false
	}
	return unicode.Is(unicode.Mn, r) && (r < 0x900 || r <= 0x1AFF || r >= 0x1DC0 && r <= 0x20FF || r >= 0xFE20)
}

// Words yields the words of a folded text for the search index: letters and digits, at most 64 bytes of each. #tag and @handle
// are yielded with their sign, then the words they are made of.
func Words(folded string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(folded); {
			r, n := utf8.DecodeRuneInString(folded[i:])
			if r == '#' || r == '@' {
				if end := wordEnd(folded, i+n, true); end > i+n && !yield(capWord(folded[i:end])) {
					return
				}
				i += n
				continue
			}
			end := wordEnd(folded, i, false)
			if end == i {
				i += n
				continue
			}
			if !yield(capWord(folded[i:end])) {
				return
			}
			i = end
		}
	}
}

// wordEnd is the end of the word that begins at i; in tags and handles an underscore belongs to it.
func wordEnd(s string, i int, sign bool) int {
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || sign && c == '_' {
				i++
				continue
			}
			return i
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			return i
		}
		i += n
	}
	return i
}

// capWord cuts a word to maxWord bytes between runes.
func capWord(w string) string {
	if len(w) <= maxWord {
		return w
	}
	n := maxWord
	for !utf8.RuneStart(w[n]) && n > 0 {
		n--
	}
	return strings.Clone(w[:n])
}
