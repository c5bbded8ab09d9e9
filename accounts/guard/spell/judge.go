package spell

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vocero/accounts/guard"
)

// check is one look at one text.
type check struct {
	s      *Speller
	t      *tongue
	text   string
	parts  text
	own    map[string]bool
	looked int // unknown words
}

// A sentence with at least foreignWords words of which more than foreignShare are unknown is taken for another language, and its
// words are let pass, unless its little words are of the language.
const (
	foreignWords = 5
	foreignShare = 0.6
)

// misspelt are the words that are not right. Each sentence is judged in the language of the post, or in the other one that we
// know when its little words say so.
func (c *check) misspelt() []guard.Slip {
	var out []guard.Slip
	ws := c.parts.words
	for from := 0; from < len(ws); {
		to := from
		for to < len(ws) && ws[to].sentence == ws[from].sentence {
			to++
		}
		out = append(out, c.sentence(ws[from:to])...)
		from = to
	}
	return out
}

// sentence judges the words of one sentence.
func (c *check) sentence(ws []token) []guard.Slip {
	t, other := c.t, tongueOf(c.t.other)
	if foreign(ws, t.base) {
		t, other = other, c.t
	}
	var out []guard.Slip
	judged := 0
	wrong := make([]bool, len(ws)) // not known in the language of the sentence
	loan := make([]bool, len(ws))  // but in the other one
	for i, w := range ws {
		if passed(w.word) {
			continue
		}
		judged++
		p := plain(w.word)
		if wrong[i] = !c.known(t, p); wrong[i] {
			loan[i] = c.s.right(other, strings.ToLower(p)) || c.s.right(other, p)
		}
	}
	unknown := 0
	for i, w := range ws {
		if !wrong[i] {
			continue
		}
		unknown++
		beside := i > 0 && loan[i-1] || i+1 < len(ws) && loan[i+1]
		if c.looked >= helped || loan[i] && beside || again(ws, i) {
			continue
		}
		c.looked++
		v := c.s.graded(t, plain(w.word))
		if !v.slip || loan[i] && t.borrows(plain(w.word), v) || c.name(t, w, v) {
			continue
		}
		out = append(out, guard.Slip{Start: w.start, End: w.end, Kind: "word", Better: slices.Clone(v.better)})
	}
	if judged >= foreignWords && float64(unknown) > foreignShare*float64(judged) && !foreign(ws, t.other) {
		return nil
	}
	return out
}

// again tells whether a word stands beside itself: "al pil pil" is no slip.
func again(ws []token, i int) bool {
	return i > 0 && strings.EqualFold(ws[i-1].word, ws[i].word) || i+1 < len(ws) && strings.EqualFold(ws[i+1].word, ws[i].word)
}

// known tells whether a word is right, a word of the brand, or either with an 's.
func (c *check) known(t *tongue, w string) bool {
	if c.own[strings.ToLower(w)] || c.s.right(t, w) {
		return true
	}
	if bare, ok := strings.CutSuffix(strings.ToLower(w), "'s"); ok {
		return c.own[bare] || c.s.right(t, w[:len(bare)])
	}
	return false
}

// name tells whether an unknown word is taken for a name: a capital inside a sentence, or at its head where the same word has one
// inside elsewhere, or where only another name is like it. A missing or wrong accent makes it a slip all the same: "Malaga".
func (c *check) name(t *tongue, w token, v verdict) bool {
	if s := shapeOf(w.word); s != initial && !(s == mixedInitial && strings.Contains(w.word, "-")) {
		return false
	}
	if v.accent {
		return false
	}
	return !w.head || c.inside(w.word) || v.name
}

// inside tells whether a word stands in the text where its capital is its own.
func (c *check) inside(word string) bool {
	for _, w := range c.parts.words {
		if !w.head && w.word == word {
			return true
		}
	}
	return false
}

// borrows tells whether a word of the other language may stand in a sentence of this one. Spanish takes English words as they come,
// unless a common Spanish word is meant: "television", "boy" for "voy". English takes Spanish ones that look it, or are like no
// English word: "mañana", "empanadas", but not "responsable".
func (t *tongue) borrows(w string, v verdict) bool {
	w = strings.ToLower(w)
	if t.base == "es" {
		return utf8.RuneCountInString(w) > 2 && !v.accent && !t.meansCommon(w)
	}
	return !ascii(w)
}
