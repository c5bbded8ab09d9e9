package accounts

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

type runeClass uint8

const (
	classBad       runeClass = iota // private, unassigned, noncharacter, or never alone: U+FFFD
	classNewline                    // LF, CR, NEL, line and paragraph separator
	classSpace                      // TAB, space separators, the blank braille pattern
	classControl                    // C0, DEL, C1
	classHidden                     // bidirectional controls and default-ignorables: removed
	classMark                       // combining
	classSplit                      // a letter that is written as two, see scrubber.split
	classCanonical                  // NFC makes something else of it: decided after it
)

// classOf is the table of runes for those that are not plain.
func classOf(r rune) runeClass {
	switch {
	case r == '\n', r == '\r', r == 0x85, r == 0x2028, r == 0x2029:
		return classNewline
	case r == '\t', r == 0x2800, unicode.Is(unicode.Zs, r):
		return classSpace
	case r < 0xa0:
		return classControl
	case invisible(r):
		return classHidden
	case r == 0x0E33, r == 0x0EB3, r == 0xFF9E, r == 0xFF9F:
		return classSplit
	case unicode.Is(unicode.M, r):
		return classMark
	case conjoining(r):
		return classCanonical
	}
	var b [utf8.UTFMax]byte
	if norm.NFC.Properties(utf8.AppendRune(b[:0], r)).Decomposition() != nil {
		return classCanonical
	}
	return classBad
}

// invisible tells whether a rune is a bidirectional control or default-ignorable (Unicode, DerivedCoreProperties), or one of the
// interlinear annotation characters: invisible, and so able to hide or turn what stands around it.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0x34F, r == 0x61C, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x3164, r == 0xFEFF,
		r == 0xFFA0:
		return true
	case r >= 0x180B && r <= 0x180F, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F,
		r >= 0xFE00 && r <= 0xFE0F, r >= 0xFFF0 && r <= 0xFFFB, r >= 0x1BCA0 && r <= 0x1BCA3, r >= 0x1D173 && r <= 0x1D17A,
		r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return false
}

// conjoining tells whether r is a Hangul jamo that NFC may join into a syllable.
func conjoining(r rune) bool {
	return r >= 0x1100 && r <= 0x1112 || r >= 0x1161 && r <= 0x1175 || r >= 0x11A8 && r <= 0x11C2
}

// regional tells whether r is half of a flag.
func regional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// keycap tells whether r can be the base of a keycap emoji.
func keycap(r rune) bool { return r >= '0' && r <= '9' || r == '#' || r == '*' }

// joiner tells whether r can be a later part of an emoji sequence.
func joiner(r rune) bool {
	return r == zwj || r == 0xFE0E || r == 0xFE0F || skin(r) || r == 0x20E3 || r >= 0xE0020 && r <= 0xE007F
}

const zwj = 0x200D

// skin tells whether r is a skin tone.
func skin(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF }

// pictograph tells, by block, whether r can begin an emoji sequence (Extended_Pictographic and its neighbours).
func pictograph(r rune) bool {
	switch {
	case r < 0x2000:
		return r == 0xA9 || r == 0xAE
	case r < 0x3000:
		return r == 0x203C || r == 0x2049 || r == 0x2122 || r == 0x2139 || r >= 0x2190 && r <= 0x21FF ||
			r >= 0x2300 && r <= 0x23FF || r == 0x24C2 || r >= 0x25A0 && r <= 0x27BF || r == 0x2934 || r == 0x2935 ||
			r >= 0x2B00 && r <= 0x2BFF
	case r < 0x1F000:
		return r == 0x3030 || r == 0x303D || r == 0x3297 || r == 0x3299
	}
	return r <= 0x1FAFF && !regional(r) && !skin(r)
}

// sequence consumes what follows r in an emoji sequence and returns its length in bytes. Remote text keeps only the first code
// point, because terminals disagree on the width of the whole; her own keeps all of it.
func (s *scrubber) sequence(r rune, rest string) int {
	i := emojiTail(r, rest)
	if i > 0 && s.keep {
		s.out = append(s.out, rest[:i]...)
		s.normalise = true
	}
	if i > 0 {
		s.base = keycap(r)
	}
	return i
}

// emojiTail is the length in bytes of what belongs to the emoji that begins with r and goes on in rest.
func emojiTail(r rune, rest string) int {
	i := 0
	next := func() (rune, int) { return utf8.DecodeRuneInString(rest[i:]) }
	if keycap(r) {
		if c, n := next(); c == 0xFE0F { // without it the keycap is a mark like any other
			i += n
			if c, n := next(); c == 0x20E3 {
				return i + n
			}
		}
		return 0
	}
	for range maxZWJ {
		for range 2 { // a presentation, a skin tone
			if c, n := next(); c == 0xFE0E || c == 0xFE0F || skin(c) {
				i += n
			}
		}
		if r == 0x1F3F4 {
			i += tagTail(rest[i:])
		}
		c, n := next()
		if c != zwj {
			break
		}
		p, m := utf8.DecodeRuneInString(rest[i+n:])
		if !pictograph(p) {
			break
		}
		r, i = p, i+n+m
	}
	return i
}

// tagTail is the length of the tags that name a region after a black flag, 0 when they are not well formed: at most six, then
// the end tag. Longer runs hide text.
func tagTail(rest string) int {
	i := 0
	for range 7 {
		c, n := utf8.DecodeRuneInString(rest[i:])
		if c == 0xE007F {
			return i + n
		}
		if c < 0xE0030 || c > 0xE007A {
			return 0
		}
		i += n
	}
	return 0
}
