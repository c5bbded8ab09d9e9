package spell

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzDictionary reads any two files: it fails with an error or answers, and never with anything else.
func FuzzDictionary(f *testing.F) {
	f.Add(smallAff, smallDic, "unworkables")
	f.Add("FLAG num\nAF 1\nAF 1,2\nSFX 1 Y 1\nSFX 1 0 s/1 [^a\n", "1\nwork/1\n", "works")
	f.Add("FLAG long\nCOMPOUNDRULE 1\nCOMPOUNDRULE (aa)*(bb\nBREAK 1\nBREAK ^\n", "\n/\n", "^a-b")
	f.Add("FULLSTRIP\nSFX A Y 1\nSFX A a 0/A .\nPFX A Y 1\nPFX A 0 a/A .\n", "1\na/A\n", "aaaa")
	f.Fuzz(func(t *testing.T, aff, dic, word string) {
		if len(aff)+len(dic) > 4096 || len(word) > 64 {
			return
		}
		d, err := readDictionary([]byte(aff), []byte(dic))
		if err != nil {
			return
		}
		first := d.right(word)
		if second := d.right(word); first != second {
			t.Errorf("%q is right and wrong", word)
		}
		tn := &tongue{base: "es", books: []*dictionary{d}, patch: &patch{}}
		for _, s := range tn.suggest(word) {
			if s == word || !utf8.ValidString(s) && utf8.ValidString(word) {
				t.Errorf("for %q: %q", word, s)
			}
		}
	})
}

// FuzzSlips checks any text in both languages: slips lie in the text, in order, on letters' borders, and do not change.
func FuzzSlips(f *testing.F) {
	for _, s := range []string{"La panaderia , abre?", "¿ Qué  tal \"ya", "http://x.example/ #a @b `c` :d:", "It's the the dog’s-café", "\xff\xfe a\u0301", "a\u200db Ⅳ Жa", ":: ## $$ ..", "¡!¿?"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 400 {
			return
		}
		for _, l := range []string{"es", "en"} {
			got := speller.Slips(s, l, []string{"luz"})
			last := 0
			for _, v := range got {
				if v.Start < last || v.End <= v.Start || v.End > len(s) || len(v.Better) > most {
					t.Fatalf("%s %q: %+v", l, s, v)
				}
				if utf8.ValidString(s) && (!utf8.ValidString(s[v.Start:v.End]) || slices.ContainsFunc(v.Better, func(b string) bool { return !utf8.ValidString(b) })) {
					t.Fatalf("%s %q cuts a letter: %+v", l, s, v)
				}
				last = v.Start
			}
			if again := speller.Slips(s, l, []string{"luz"}); len(again) != len(got) {
				t.Fatalf("%s %q: %d slips, then %d", l, s, len(got), len(again))
			}
		}
		_ = strings.ToLower(guess(s))
	})
}
