package spell

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kinTargets is how many shortened forms of a word are held against the stems, and kinCost how dear a stem may be.
const (
	kinTargets = 24
	kinCost    = 2.0
)

// target is what a wrong word is without an ending: a stem that should be near a real one with that ending's flag.
type target struct {
	stem []rune
	mask uint64
	head rune   // the class of its first letter; 0: any
	lead string // a prefix that was taken off
	ends []affix
}

// kin looks for words two slips away: the stems of the first dictionary are held against the word, and against what is left of it
// without each ending that it may have; a stem that is near is given the ending again.
func (x *ideas) kin() {
	if len(x.t.books) == 0 || utf8.RuneCountInString(x.wrong) < 5 {
		return
	}
	d := x.t.books[0]
	ts := x.targets(d)
	room := make([]rune, 0, maxWord)
	d.words.each(func(w, flags string) bool {
		m, head := mask(w), class1(w)
		var letters []rune
		for i := range ts {
			t := &ts[i]
			if t.head != 0 && t.head != head || bits.OnesCount64(m^t.mask) > 3 || len(t.ends) > 0 && !takesAny(flags, t.ends) {
				continue
			}
			if letters == nil {
				letters = append(room[:0], []rune(w)...)
			}
			if n := len(letters) - len(t.stem); n > 2 || n < -2 || within(t.stem, letters, kinCost) > kinCost {
				continue
			}
			x.dress(w, flags, t)
		}
		return x.limits > 0
	})
}

func takesAny(flags string, ends []affix) bool {
	for i := range ends {
		if has(flags, ends[i].flag) {
			return true
		}
	}
	return false
}

// dress gives a stem the endings of a target.
func (x *ideas) dress(w, flags string, t *target) {
	if len(t.ends) == 0 {
		x.try(t.lead+w, 0)
		return
	}
	for i := range t.ends {
		e := &t.ends[i]
		if rest, ok := strings.CutSuffix(w, e.strip); ok && has(flags, e.flag) && e.when.fits([]byte(w)) {
			x.try(t.lead+rest+e.add, 0)
		}
	}
}

// targets are the word itself, and the word without its endings, the longest stems first; in English also without a prefix, which
// few words there have, and which is where letters are doubled: "dissapear".
func (x *ideas) targets(d *dictionary) []target {
	out := shorter(d, x.wrong, "", kinTargets)
	if x.t.base != "en" {
		return out
	}
	for n := 2; n <= 3 && n+4 <= len(x.wrong); n++ {
		if _, ok := d.prefixes[x.wrong[:n]]; ok {
			out = append(out, shorter(d, x.wrong[n:], x.wrong[:n], kinTargets/4)...)
		}
	}
	return out
}

// shorter are a word and what is left of it without its endings.
func shorter(d *dictionary, w, lead string, room int) []target {
	head := class1(w)
	if lead != "" {
		head = 0
	}
	out := []target{{stem: []rune(w), mask: mask(w), head: head, lead: lead}}
	for n := len(w) - 1; n > 2 && len(out) < room; n-- {
		es := d.suffixes[w[n:]]
		for i := range es {
			stem := w[:n] + es[i].strip
			k := slices.IndexFunc(out, func(t target) bool { return len(t.ends) > 0 && string(t.stem) == stem })
			if k >= 0 {
				out[k].ends = append(out[k].ends, es[i])
			} else if len(out) < room {
				out = append(out, target{[]rune(stem), mask(stem), head, lead, []affix{es[i]}})
			}
		}
	}
	return out
}

// mask is the set of letters of a word, accents left out.
func mask(w string) uint64 {
	var m uint64
	for _, r := range w {
		m |= 1 << (uint(bareOf(r)|0x20) % 64)
	}
	return m
}

// class1 is the first sound of a word: letters that are often confused at the head are one.
func class1(w string) rune {
	w = strings.TrimPrefix(w, "h")
	r, _ := utf8.DecodeRuneInString(w)
	switch r = bareOf(unicode.ToLower(r)); r {
	case 'v':
		return 'b'
	case 'q', 's', 'z', 'k':
		return 'c'
	case 'j':
		return 'g'
	case 'y':
		return 'i'
	}
	return r
}
