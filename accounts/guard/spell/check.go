package spell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dictionary is a list of stems with the affixes they take. It never changes after it was read: any number of goroutines may ask.
type dictionary struct {
	*affixes
	words *words
}

// readDictionary reads a pair of files.
func readDictionary(aff, dic []byte) (*dictionary, error) {
	a, err := readAffixes(aff)
	if err != nil {
		return nil, err
	}
	w, err := readWords(dic, a)
	if err != nil {
		return nil, err
	}
	return &dictionary{a, w}, nil
}

// right tells whether a word is spelt right, by the rules of hunspell(5): as it is written, in capitals, at the head of a
// sentence, joined by dashes.
func (d *dictionary) right(word string) bool {
	word = convert(d.in, word)
	bare := strings.TrimRight(word, ".")
	left := breakTries
	if bare == "" || isNumber(bare) || d.whole(bare, &left) {
		return true
	}
	return bare != word && d.whole(bare+".", &left)
}

// breakTries is how many parts of one word are judged at most: files with many breaks must not make it long.
const breakTries = 100

// whole judges a word, then its parts at the breaks. left is how many more may be judged.
func (d *dictionary) whole(word string, left *int) bool {
	if *left--; *left < 0 || len(word) > maxWord || word == "" {
		return false
	}
	return d.cased(word) || d.broken(word, left)
}

// cased judges a word by its capitals.
func (d *dictionary) cased(word string) bool {
	c := shapeOf(word)
	if c == small || c == mixed || c == mixedInitial {
		_, ok := d.look(word, false)
		return ok
	}
	if c == capitals {
		if _, ok := d.look(word, false); ok || d.apostrophe(word) {
			return true
		}
	}
	lower := strings.ToLower(word)
	if s, ok := d.look(title(lower), c == initial); ok {
		return !has(s.flags, d.keep) || c != capitals
	} else if s.forbidden {
		return false
	}
	s, ok := d.look(lower, false)
	return ok && !has(s.flags, d.keep)
}

// apostrophe judges SANT'ELIA as Sant'Elia.
func (d *dictionary) apostrophe(word string) bool {
	i := strings.IndexByte(word, '\'')
	if i < 0 {
		return false
	}
	head, tail := strings.ToLower(word[:i+1]), title(strings.ToLower(word[i+1:]))
	if _, ok := d.look(head+tail, false); ok {
		return true
	}
	_, ok := d.look(title(head)+tail, false)
	return ok
}

// broken judges the two sides of a break in a word: "hispano-luso". Ten breaks are one too many, as in hunspell.
func (d *dictionary) broken(word string, left *int) bool {
	n := 0
	for _, b := range d.breaks {
		if b != "" {
			n += strings.Count(word, b)
		}
	}
	if n >= 10 {
		return false
	}
	for _, b := range d.breaks {
		if rest, ok := strings.CutPrefix(word, strings.TrimPrefix(b, "^")); ok && len(b) > 1 && b[0] == '^' && d.whole(rest, left) {
			return true
		}
		if rest, ok := strings.CutSuffix(word, strings.TrimSuffix(b, "$")); ok && len(b) > 1 && b[len(b)-1] == '$' && d.whole(rest, left) {
			return true
		}
	}
	for _, b := range d.breaks {
		i := strings.Index(word, b)
		if b == "" || i <= 0 || i+len(b) >= len(word) || len(b) > 1 && (b[0] == '^' || b[len(b)-1] == '$') {
			continue
		}
		if d.whole(word[:i], left) && d.whole(word[i+len(b):], left) {
			return true
		}
	}
	return false
}

// isNumber tells whether a word is digits, with single separators between.
func isNumber(s string) bool {
	digit := false
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digit = true
		case (c == '.' || c == ',' || c == '-') && digit && i+1 < len(s):
			digit = false
		default:
			return false
		}
	}
	return digit
}

// found is what look found.
type found struct {
	flags     string
	forbidden bool
}

// look judges a word letter by letter. initial: a capital that may be there for the place in the sentence only.
func (d *dictionary) look(word string, initial bool) (found, bool) {
	b := []byte(word)
	for s := d.words.find(b); s.ok; s = d.words.again(b, s) {
		if has(s.flags, d.forbid) {
			return found{forbidden: true}, false
		}
		if !has(s.flags, d.needs) && !has(s.flags, d.compound) && (!initial || !has(s.flags, onlyUpper)) {
			return found{flags: s.flags}, true
		}
	}
	if s := d.affixed(b); s.ok {
		if has(s.flags, d.forbid) {
			return found{forbidden: true}, false
		}
		if !has(s.flags, d.compound) && (!initial || !has(s.flags, onlyUpper)) {
			return found{flags: s.flags}, true
		}
	}
	return found{}, d.compounded(word)
}

// affixed finds the stem of a word with affixes: a prefix, also with a suffix; a suffix; two suffixes; a prefix and two suffixes.
func (d *dictionary) affixed(word []byte) stem {
	if s := d.prefixed(word, false); s.ok {
		return s
	}
	if s := d.suffixed(word, nil, 0); s.ok {
		return s
	}
	if len(d.inner) == 0 {
		return stem{}
	}
	if s := d.twice(word, nil); s.ok {
		return s
	}
	return d.prefixed(word, true)
}

// prefixed takes prefixes off. twice: only together with two suffixes.
func (d *dictionary) prefixed(word []byte, twice bool) stem {
	for n := 0; n <= len(word); n++ {
		es := d.prefixes[string(word[:n])]
		for i := range es {
			e := &es[i]
			var room [2 * maxWord]byte
			rest := append(append(room[:0], e.strip...), word[n:]...)
			if len(word) == n && !d.full || has(e.cont, d.compound) || !e.when.fits(rest) {
				continue
			}
			if !twice {
				for s := d.words.find(rest); s.ok; s = d.words.again(rest, s) {
					if has(s.flags, e.flag) && !has(e.cont, d.needs) {
						return s
					}
				}
			}
			if !e.cross {
				continue
			}
			s := stem{}
			if twice {
				s = d.twice(rest, e)
			} else {
				s = d.suffixed(rest, e, 0)
			}
			if s.ok {
				return s
			}
		}
	}
	return stem{}
}

// suffixed takes one suffix off. before is the prefix that was taken off already; outer the flag of a suffix that was.
func (d *dictionary) suffixed(word []byte, before *affix, outer flag) stem {
	var room [2 * maxWord]byte
	for n := max(0, len(word)-d.longest); n <= len(word); n++ {
		es := d.suffixes[string(word[n:])]
		if len(es) == 0 || n == 0 && !d.full {
			continue
		}
		rest := append(room[:0], word[:n]...)
		first, known := stem{}, false
		for i := range es {
			e := &es[i]
			if !known || i > 0 && e.strip != es[i-1].strip {
				rest = append(rest[:n], e.strip...)
				first, known = d.words.find(rest), true
			}
			if !first.ok || outer != 0 && !has(e.cont, outer) || before != nil && !e.cross || !d.alone(e, before, outer) || !e.when.fits(rest) {
				continue
			}
			for s := first; s.ok; s = d.words.again(rest, s) {
				if d.takes(s.flags, e, before) && !has(s.flags, d.compound) {
					return s
				}
			}
		}
	}
	return stem{}
}

// alone tells whether a suffix may stand where it does: not one for compounds only, and one that needs another has it.
func (d *dictionary) alone(e, before *affix, outer flag) bool {
	if has(e.cont, d.compound) {
		return false
	}
	return outer != 0 || !has(e.cont, d.needs) || before != nil && !has(before.cont, d.needs)
}

// takes tells whether a stem takes a suffix, with a prefix before it or without.
func (d *dictionary) takes(flags string, e, before *affix) bool {
	if before == nil {
		return has(flags, e.flag)
	}
	return (has(flags, e.flag) || has(before.cont, e.flag)) && (has(flags, before.flag) || has(e.cont, before.flag))
}

// twice takes two suffixes off.
func (d *dictionary) twice(word []byte, before *affix) stem {
	var room [2 * maxWord]byte
	for n := max(1, len(word)-d.longest); n <= len(word); n++ {
		es := d.suffixes[string(word[n:])]
		for i := range es {
			e := &es[i]
			if !d.inner[e.flag] || before != nil && !e.cross {
				continue
			}
			rest := append(append(room[:0], word[:n]...), e.strip...)
			if !e.when.fits(rest) {
				continue
			}
			p := before
			if p != nil && has(e.cont, p.flag) {
				p = nil
			}
			if s := d.suffixed(rest, p, e.flag); s.ok {
				return s
			}
		}
	}
	return stem{}
}

// sane tells whether a text can be a word at all.
func sane(s string) bool {
	return s != "" && len(s) <= maxWord && utf8.ValidString(s) && strings.IndexFunc(s, unicode.IsControl) < 0
}
