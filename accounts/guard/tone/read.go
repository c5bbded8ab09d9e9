package tone

import (
	"unicode"
	"unicode/utf8"
)

// A text longer than this is judged by its beginning, in bytes: nobody's mood hides behind so many words, and a long post must
// not cost more than a short one.
const maxText = 8 << 10

// token is a word or an emoji of a text.
type token struct {
	start, end int32 // bytes
	sentence   int16
	clause     int16 // counted through the whole text
	upper      uint8 // capital letters
	letters    uint8
	emoji      bool
	number     bool
	n          uint8
	syms       [6]sym
}

// has tells whether the token is one of the symbols.
func (t *token) has(any []sym) bool {
	for _, s := range t.syms[:t.n] {
		if len(any) < 12 {
			for _, a := range any {
				if a == s {
					return true
				}
			}
			continue
		}
		lo, hi := 0, len(any)
		for lo < hi {
			if m := int(uint(lo+hi) >> 1); any[m] < s {
				lo = m + 1
			} else {
				hi = m
			}
		}
		if lo < len(any) && any[lo] == s {
			return true
		}
	}
	return false
}

// sentence is where one begins and ends, in tokens, and how it is closed.
type sentence struct {
	first, last int // tokens [first,last)
	ask, shout  int // question and exclamation marks in or after it
	start, end  int // bytes, with its marks
}

// reading is a text taken apart.
type reading struct {
	lex       *lexicon
	text      string
	tokens    []token
	sentences []sentence
	languages uint8
	fence     int16 // the clause that a pattern may not leave; below zero: any
	scratch   [64]byte
}

// read takes a text apart. Handles and links are left out: they say nothing of the mood.
func (r *reading) read(text string) {
	if len(text) > maxText {
		text = text[:maxText]
	}
	r.text = text
	r.sentences = append(r.sentences, sentence{})
	var clause int16
	for i := 0; i < len(text); {
		c, n := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case c == ' ':
			i++
		case c == '@' || skipLink(text[i:]):
			i = skip(text, i)
		case wordRune(c, n):
			i = r.word(i, clause)
		case ender(c, n):
			i = r.close(i, c, n)
			clause++
		case c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == 0x2014 || c == 0x2013:
			if e := emoticon(text[i:]); e != "" {
				r.emoji(i, len(e), emoticons[e], clause)
				n = len(e)
			}
			clause++
			i += n
		default:
			if e := emoticon(text[i:]); e != "" {
				n = len(e)
				r.emoji(i, n, emoticons[e], clause)
			} else if s := emojiOf(c); s != 0 {
				r.emoji(i, n, s, clause)
			}
			i += n
		}
	}
	s := &r.sentences[len(r.sentences)-1]
	s.last, s.end = len(r.tokens), len(text)
}

// emoticons are the faces made of signs, and what emoji they are.
var emoticons = map[string]sym{":)": 2, ":-)": 2, ":D": 2, ";)": 15, ";-)": 15, ":(": 10, ":-(": 10, ":'(": 10, "<3": 1, "-_-": 12, "¬¬": 12, ":/": 10, ">:(": 11, ":@": 11, "=)": 2, "(:": 2}

func emoticon(s string) string {
	switch s[0] {
	case ':', ';', '<', '-', '>', '=', 0xC2:
		for n := min(4, len(s)); n >= 2; n-- {
			if _, ok := emoticons[s[:n]]; ok && (s[:n] != ":/" || len(s) == 2 || s[2] != '/') {
				return s[:n]
			}
		}
	}
	return ""
}

func (r *reading) emoji(i, n int, s sym, clause int16) {
	t := token{start: int32(i), end: int32(i + n), sentence: int16(len(r.sentences) - 1), clause: clause, emoji: true, n: 1}
	t.syms[0] = s
	r.tokens = append(r.tokens, t)
}

// close ends a sentence at a run of closing marks. One without words only adds its marks to the one before, so that ¡ and ¿
// and a line of its own make none.
func (r *reading) close(i int, c rune, n int) int {
	s := &r.sentences[len(r.sentences)-1]
	if c == '¿' || c == '¡' { // they open: what follows them is asked even when its end is not marked
		if s.first < len(r.tokens) {
			s.last, s.end = len(r.tokens), i
			r.sentences = append(r.sentences, sentence{first: len(r.tokens), start: i})
			s = &r.sentences[len(r.sentences)-1]
		}
		if c == '¿' {
			s.ask++
		}
		return i + n
	}
	j := i
	for j < len(r.text) {
		c, n := utf8.DecodeRuneInString(r.text[j:])
		if c != ' ' && !ender(c, n) || c == '¿' || c == '¡' {
			break
		}
		switch c {
		case '?':
			s.ask++
		case '!':
			s.shout++
		}
		j += n
	}
	if s.first == len(r.tokens) {
		return j
	}
	s.last, s.end = len(r.tokens), j
	r.sentences = append(r.sentences, sentence{first: len(r.tokens), start: j})
	return j
}

func ender(c rune, n int) bool {
	if n == 1 {
		return c == '.' || c == '!' || c == '?' || c == '\n'
	}
	return c == '…' || c == '¿' || c == '¡'
}

func wordRune(c rune, n int) bool {
	if n == 1 {
		return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
	}
	return c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7 || c > 0x36F && c < 0x2000 && unicode.IsLetter(c)
}

func skipLink(s string) bool {
	return s[0] == 'h' && (len(s) > 8 && s[:7] == "http://" || len(s) > 9 && s[:8] == "https://")
}

func skip(s string, i int) int {
	for i < len(s) && s[i] != ' ' && s[i] != '\n' && s[i] != ',' {
		i++
	}
	return i
}
