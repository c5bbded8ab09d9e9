//go:build hunspell

package spell

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Laid is what is laid before hunspell: a pair of files, words, and what we say of each.
type Laid struct {
	Aff, Dic []byte
	Words    []string
	Right    []bool
}

// Shelf are the names of the dictionaries.
func Shelf() []string { return slices.Sorted(maps.Keys(shelf)) }

// Lay makes n words from a dictionary.
func Lay(name string, n int) (Laid, error) {
	d, err := open(name)
	if err != nil {
		return Laid{}, err
	}
	var l Laid
	if l.Aff, err = unpack(name + ".aff.gz"); err != nil {
		return l, err
	}
	if l.Dic, err = unpack(name + ".dic.gz"); err != nil {
		return l, err
	}
	l.Words = formsOf(d, n)
	for _, w := range l.Words {
		l.Right = append(l.Right, d.right(w))
	}
	return l, nil
}

// formsOf makes different words from a dictionary, half of them with an error. None has a dash, a full stop or an apostrophe: the
// program parts those before it asks its library, and judges the parts.
func formsOf(d *dictionary, n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	var stems []string
	d.words.each(func(w, f string) bool {
		if !has(f, onlyUpper) {
			stems = append(stems, w+"/"+f)
		}
		return true
	})
	var suffixes, prefixes []affix
	for _, k := range keys(d.suffixes) {
		suffixes = append(suffixes, d.suffixes[k]...)
	}
	for _, k := range keys(d.prefixes) {
		prefixes = append(prefixes, d.prefixes[k]...)
	}
	letters := []rune(d.try)
	if len(letters) > 40 {
		letters = letters[:40]
	}
	seen := map[string]bool{}
	var out []string
	for len(out) < n {
		w, flags, _ := strings.Cut(stems[r.IntN(len(stems))], "/")
		w = grow(r, w, flags, suffixes, prefixes)
		if r.IntN(2) == 0 {
			w = spoil(r, w, letters)
		}
		switch r.IntN(10) {
		case 0:
			w = title(w)
		case 1:
			w = strings.ToUpper(w)
		case 2:
			if i := r.IntN(len(w) + 1); i < len(w) && w[i] < utf8.RuneSelf {
				w = w[:i] + strings.ToUpper(w[i:i+1]) + w[i+1:]
			}
		case 3:
			if len(d.rules) > 0 {
				w = strconv.Itoa(r.IntN(3000)) + []string{"st", "nd", "rd", "th"}[r.IntN(4)]
			}
		}
		if utf8.RuneCountInString(w) > 1 && !strings.ContainsAny(w, "-'’. ") && !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

func keys(m map[string][]affix) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// grow puts affixes on a stem: often such as it takes, sometimes any.
func grow(r *rand.Rand, w, flags string, suffixes, prefixes []affix) string {
	for range r.IntN(3) {
		foreign := r.IntN(12) == 0
		for range 400 {
			e := suffixes[r.IntN(len(suffixes))]
			rest, ok := strings.CutSuffix(w, e.strip)
			if !ok || rest == "" || !e.when.fits([]byte(w)) || !has(flags, e.flag) && !foreign {
				continue
			}
			w, flags = rest+e.add, e.cont
			break
		}
	}
	if r.IntN(4) == 0 {
		e := prefixes[r.IntN(len(prefixes))]
		if rest, ok := strings.CutPrefix(w, e.strip); ok && e.when.fits([]byte(w)) {
			w = e.add + rest
		}
	}
	return w
}

// spoil makes one error in a word.
func spoil(r *rand.Rand, w string, letters []rune) string {
	x := []rune(w)
	i := r.IntN(len(x))
	switch r.IntN(4) {
	case 0:
		x = slices.Delete(x, i, i+1)
	case 1:
		x = slices.Insert(x, i, letters[r.IntN(len(letters))])
	case 2:
		x[i] = letters[r.IntN(len(letters))]
	case 3:
		j := max(i-1, 0)
		x[i], x[j] = x[j], x[i]
	}
	return string(x)
}
