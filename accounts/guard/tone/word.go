package tone

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// bare are the letters from À to ÿ without their accents, '.' where there is none to take away.
const bare = "aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.y"

// leet are the letters that digits and signs stand for within a word.
func leet(c byte) byte {
	switch c {
	case '0':
		return 'o'
	case '1', '!':
		return 'i'
	case '3':
		return 'e'
	case '4', '@':
		return 'a'
	case '5', '$':
		return 's'
	case '7':
		return 't'
	}
	return c
}

// fold is a letter as the lists have it: lower case, no accent. 0: it is left out.
func fold(c rune) rune {
	switch {
	case c >= 'A' && c <= 'Z':
		return c | 0x20
	case c < 0xC0:
		return c
	case c <= 0xFF:
		if b := bare[c-0xC0]; b != '.' {
			return rune(b)
		}
	case c >= 0x300 && c <= 0x36F:
		return 0
	}
	return unicode.ToLower(c)
}

// foldWord is a word of the lists in the form words are looked up: folded, without apostrophes.
func foldWord(w string) string {
	return strings.Map(func(c rune) rune {
		if f := fold(c); f != 0 && c != '’' && (c != '\'' || w == "we'll") {
			return f
		}
		return -1
	}, w)
}

// word reads the word at i: letters, digits, apostrophes between them, signs that stand for letters.
func (r *reading) word(i int, clause int16) int {
	t := token{start: int32(i), sentence: int16(len(r.sentences) - 1), clause: clause}
	b := r.scratch[:0]
	digits, signs := 0, 0
	j := i
	for j < len(r.text) && len(b) < len(r.scratch)-utf8.UTFMax {
		c, n := rune(r.text[j]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(r.text[j:])
		}
		switch {
		case c >= 'a' && c <= 'z':
			t.letters++
			b = append(b, byte(c))
		case c >= 'A' && c <= 'Z':
			t.upper++
			t.letters++
			b = append(b, byte(c)|0x20)
		case c >= '0' && c <= '9':
			digits++
			b = append(b, byte(c))
		case (c == '\'' || c == '’') && inWord(r.text, j+n):
			if t.letters == 2 && b[0] == 'w' && n+j < len(r.text) && r.text[j+n] == 'l' { // we'll is not well
				b = append(b, '\'')
			}
		case (c == '@' || c == '$' || c == '!' || c == '*') && t.letters > 0 && inWord(r.text, j+n):
			signs++
			b = append(b, byte(c))
		case wordRune(c, n) || c >= 0x300 && c <= 0x36F:
			t.letters++
			if unicode.IsUpper(c) {
				t.upper++
			}
			if f := fold(c); f != 0 {
				b = utf8.AppendRune(b, f)
			}
		default:
			n = 0
		}
		if n == 0 {
			break
		}
		j += n
	}
	t.end, t.number = int32(j), digits > 0 && t.letters == 0
	r.look(&t, b, digits+signs > 0 && t.letters > 0)
	r.tokens = append(r.tokens, t)
	return j
}

// inWord tells whether a letter or digit stands at i.
func inWord(s string, i int) bool {
	c, n := utf8.DecodeRuneInString(s[min(i, len(s)):])
	return n > 0 && c != utf8.RuneError && wordRune(c, n)
}

// look finds the symbols of a word: as it is written, with stretched letters once and twice, and with its signs read as letters.
func (r *reading) look(t *token, b []byte, disguised bool) {
	var room [24]sym
	found := r.lex.words.find(b, room[:0])
	if run := longest(b); run >= 3 || run == 2 && len(found) == 0 {
		var two, single [64]byte
		if run >= 3 {
			found = r.lex.words.find(squeeze(b, two[:0], 2), found)
		}
		found = r.lex.words.find(squeeze(b, single[:0], 1), found)
	}
	if disguised && len(found) == 0 {
		var plain [64]byte
		p := plain[:len(b)]
		for i, c := range b {
			p[i] = leet(c)
		}
		found = r.lex.words.find(p, found)
	}
	if n := len(b); n > 5 && string(b[n-3:]) == "mos" { // we do: a Spanish verb in the first person plural
		found = r.lex.words.find([]byte("-mos"), found)
	}
	for _, s := range found {
		if int(t.n) < len(t.syms) && !t.has([]sym{s}) {
			t.syms[t.n] = s
			t.n++
		}
	}
}

// longest is the length of the longest run of one letter.
func longest(b []byte) int {
	best, run := 0, 0
	for i, c := range b {
		if i > 0 && c == b[i-1] {
			run++
		} else {
			run = 1
		}
		best = max(best, run)
	}
	return best
}

// squeeze appends b with every run of a letter cut to most.
func squeeze(b, to []byte, most int) []byte {
	run := 0
	for i, c := range b {
		if i > 0 && c == b[i-1] {
			run++
		} else {
			run = 1
		}
		if run <= most {
			to = append(to, c)
		}
	}
	return to
}
