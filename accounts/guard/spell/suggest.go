package spell

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// most is how many suggestions a word gets at most, and farthest the cost beyond which there are none.
const (
	most     = 5
	farthest = 2.6
)

// oneSlip is the cost of one ordinary slip of the finger: what is nearer than that was very likely meant.
const oneSlip = 1.3

// accentCost is what another accent costs.
const accentCost = 0.2

// letters that are longer than this are not helped, in letters.
const longest = 30

// idea is a suggestion with its cost.
type idea struct {
	word string
	cost float64
}

// ideas gathers suggestions for one word.
type ideas struct {
	t      *tongue
	wrong  string // in small letters
	c      shape
	tried  map[string]bool
	found  []idea
	all    bool // all dictionaries of the tongue are asked, not the first only
	limits int  // how many words may still be looked up
}

// suggest is what a misspelt word might have to be: the likeliest first, at most five, in the capitals of the word.
func (t *tongue) suggest(word string) []string { return t.grade(word).better }

// grade looks for suggestions, and tells by how near they are whether a word is a slip at all.
func (t *tongue) grade(word string) verdict {
	v := verdict{graded: true}
	if n := utf8.RuneCountInString(word); n > longest || n < 2 {
		return v
	}
	found := t.ideas(word)
	for _, f := range found {
		if s := shaped(f.word, shapeOf(word)); !slices.Contains(v.better, s) && s != word && len(v.better) < most {
			v.better = append(v.better, s)
		}
	}
	if len(v.better) == 0 {
		v.slip = unspeakable(word)
		return v
	}
	first, made := found[0], t.derived(strings.ToLower(word))
	v.name = shapeOf(first.word) != small
	d := distance(strings.ToLower(word), strings.ToLower(first.word))
	if made && d == 0 { // Only the capital is missing: "campanita" is no fairy.
		return v
	}
	v.accent = d < 2*accentCost && (first.cost < 0 || !stripped(word, first.word))
	limit := t.chance(word)
	if made {
		limit = oneSound + 0.05
	}
	v.slip = v.accent || first.cost <= limit || unspeakable(word)
	if utf8.RuneCountInString(word) == 2 { // Two letters stand for too much: only what we list, "tb" for "también".
		v.slip = t.patch.mend[strings.ToLower(word)] != ""
	}
	return v
}

// stripped tells whether the second of two words lacks an accent that the first has, and has none instead: a word with an accent is
// seldom one without.
func stripped(a, b string) bool {
	_, x, _ := unaccented(strings.ToLower(a))
	_, y, _ := unaccented(strings.ToLower(b))
	return y < x
}

// chance is the cost up to which a suggestion makes an unknown word a slip. The shorter a word, the likelier another is near by
// chance: then it is a word that the dictionaries lack. The Spanish ones lack more.
func (t *tongue) chance(word string) float64 {
	limits := []float64{0.7, 0.75, 0.8, 0.85, 0.85, 0.95}
	if t.base == "en" {
		limits = []float64{0.7, 0.8, 1.05, 1.5, 1.5, 1.5}
	}
	return limits[min(max(utf8.RuneCountInString(word)-4, 0), len(limits)-1)]
}

// unspeakable tells whether nobody can say a word: no vowel, or five consonants in a row. Short ones are abbreviations.
func unspeakable(word string) bool {
	row, vowels := 0, 0
	if utf8.RuneCountInString(word) < 5 {
		return false
	}
	for _, r := range strings.ToLower(word) {
		if vowel(r) || r == 'y' {
			vowels++
			row = 0
		} else if row++; row >= 5 {
			return true
		}
	}
	return vowels == 0
}

// ideas looks for suggestions, the cheap ways first; each later way only while too little was found that is near.
func (t *tongue) ideas(word string) []idea {
	x := &ideas{t: t, wrong: strings.ToLower(word), c: shapeOf(word), tried: map[string]bool{}, limits: 5000}
	if m := t.patch.mend[x.wrong]; m != "" {
		x.found = append(x.found, idea{m, 0})
	}
	x.all = true
	x.accents(x.wrong, 0)
	first := x.sounds()
	x.splits()
	x.edits()
	if x.near(oneSound+0.1) == 0 {
		x.moreSounds(first)
	}
	if x.near(oneSlip) == 0 {
		x.kin()
	}
	slices.SortStableFunc(x.found, func(a, b idea) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.word, b.word)) })
	return x.found
}

// near is how many suggestions cost no more.
func (x *ideas) near(cost float64) int {
	n := 0
	for _, f := range x.found {
		if f.cost <= cost {
			n++
		}
	}
	return n
}

// try keeps a word as a suggestion when it is one. extra is what the way to it cost, where the letters do not show it; the lower of
// the two counts.
func (x *ideas) try(w string, extra float64) {
	if w == x.wrong || x.limits <= 0 || x.tried[w] {
		return
	}
	x.tried[w] = true
	x.limits--
	name := false
	if !x.t.offers(w, x.all) {
		if w = title(w); !x.t.plainStem(w) {
			return
		}
		name = true
	}
	c := distance(x.wrong, strings.ToLower(w))
	if extra > 0 && extra < c {
		c = extra
	}
	if c = x.t.weigh(w, c); name {
		c += 0.35
		if x.c == initial {
			c -= 0.3
		}
	}
	if c <= farthest {
		x.found = append(x.found, idea{w, c})
	}
}

// weigh makes common words cheaper and rare ones dearer.
func (t *tongue) weigh(w string, c float64) float64 {
	switch {
	case common(t.base)[w]:
		c -= 0.45
	case t.plainStem(w):
	default:
		c += 0.1
	}
	if len(t.books) > 1 && !t.books[0].right(w) {
		c += 0.25
	}
	return c
}

// plainStem tells whether a word stands in a dictionary as it is.
func (t *tongue) plainStem(w string) bool {
	for _, d := range t.books {
		if d.words.find([]byte(w)).ok {
			return true
		}
	}
	return false
}

// meansCommon tells whether a common word sounds like the word.
func (t *tongue) meansCommon(word string) bool {
	x := &ideas{t: t, wrong: strings.ToLower(word), c: shapeOf(word), tried: map[string]bool{}, limits: 600}
	for _, w := range x.changed(x.wrong, soundsOf(t.base)) {
		if common(t.base)[w] {
			return true
		}
	}
	return false
}

// accents tries a word with other accents: none, one anywhere, ñ for n, ü after g.
func (x *ideas) accents(w string, extra float64) {
	if x.t.base != "es" || x.limits <= 0 {
		return
	}
	for _, v := range accented(w) {
		x.try(v, extra)
	}
}

var acute = map[rune]rune{'a': 'á', 'e': 'é', 'i': 'í', 'o': 'ó', 'u': 'ú'}

// bareOf is a letter without accent or diaeresis; ñ stays.
func bareOf(r rune) rune {
	switch r {
	case 'á', 'à', 'â', 'ä':
		return 'a'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'í', 'ì', 'î', 'ï':
		return 'i'
	case 'ó', 'ò', 'ô', 'ö':
		return 'o'
	case 'ú', 'ù', 'û', 'ü':
		return 'u'
	}
	return r
}

// accented are the ways to put accents on a word: at most one acute, and one n that is ñ, or one gu that is gü.
func accented(w string) []string {
	base := []rune(w)
	for i, r := range base {
		base[i] = bareOf(r)
	}
	roots := [][]rune{base}
	for i, r := range base {
		switch {
		case r == 'n':
			roots = append(roots, replaced(base, i, 'ñ'))
		case r == 'u' && i > 0 && base[i-1] == 'g' && i+1 < len(base) && strings.ContainsRune("ei", base[i+1]):
			roots = append(roots, replaced(base, i, 'ü'))
		}
	}
	var out []string
	for _, b := range roots {
		out = append(out, string(b))
		for i, r := range b {
			if a := acute[r]; a != 0 {
				out = append(out, string(replaced(b, i, a)))
			}
		}
	}
	return out
}

func replaced(w []rune, i int, r rune) []rune {
	c := slices.Clone(w)
	c[i] = r
	return c
}

// splits tries two words for one: "porfavor", "alot".
func (x *ideas) splits() {
	for i := range x.wrong {
		if i == 0 {
			continue
		}
		a, b := x.wrong[:i], x.wrong[i:]
		if !x.piece(a) {
			continue
		}
		for _, tail := range append([]string{b}, accentedIf(b, x.t.base == "es")...) {
			if x.piece(tail) {
				c := 0.75
				if !common(x.t.base)[a] || !common(x.t.base)[tail] {
					c = 1.6
				}
				x.found = append(x.found, idea{a + " " + tail, c + distance(b, tail)})
				break
			}
		}
	}
}

func accentedIf(w string, yes bool) []string {
	if !yes {
		return nil
	}
	return accented(w)
}

// piece tells whether a word may be half of a split: short ones only when they are common.
func (x *ideas) piece(w string) bool {
	n := utf8.RuneCountInString(w)
	if n <= 3 {
		return common(x.t.base)[w]
	}
	return x.t.offers(w, false)
}
