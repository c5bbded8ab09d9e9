package spell

import (
	"slices"
	"strings"
	"unicode"
)

// edits tries all words that are one letter away: two letters in the wrong order, one too many, one missing, another in its place.
// In Spanish the likeliest of them are tried with an accent as well.
func (x *ideas) edits() {
	w := []rune(x.wrong)
	letters := x.letters()
	for i := range w {
		if i > 0 {
			c := slices.Clone(w)
			c[i-1], c[i] = c[i], c[i-1]
			x.try(string(c), 0)
			x.accents(string(c), 0)
		}
		c := slices.Delete(slices.Clone(w), i, i+1)
		x.try(string(c), 0)
		x.accents(string(c), 0)
	}
	for i := 0; i <= len(w); i++ {
		for _, r := range letters {
			x.try(string(slices.Insert(slices.Clone(w), i, r)), 0)
			if i < len(w) && w[i] != r {
				x.try(string(replaced(w, i, r)), 0)
			}
		}
	}
}

// letters are those that the first dictionary names in TRY, in small letters, and the apostrophe in English.
func (x *ideas) letters() []rune {
	var out []rune
	if len(x.t.books) == 0 {
		return nil
	}
	for _, r := range x.t.books[0].try {
		r = unicode.ToLower(r)
		if !slices.Contains(out, r) && (unicode.IsLetter(r) && !strings.ContainsRune("äëïöàèìòùâêîôû", r) || r == '\'') {
			out = append(out, r)
		}
	}
	return out
}
