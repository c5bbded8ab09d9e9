package spell

import (
	"strings"
)

// patch is what we add to the dictionaries, kept apart from them. A file of patch/ has lines of four kinds:
//
//	# a remark
//	retuit retuits        words
//	retuite- pase-        words that inflect as others do: what is right after pase- is right after retuite-
//	xq > porque           a slip with its remedy, though a dictionary may have it as a rare word
//	! voseo               the forms of vos: podés, mirá, seguinos
type patch struct {
	words map[string]bool
	like  []pair
	mend  map[string]string
	voseo bool
}

// read adds a file to a patch.
func (p *patch) read(name string) {
	b, err := files.ReadFile("patch/" + name + ".txt")
	if err != nil {
		return
	}
	if p.words == nil {
		p.words, p.mend = map[string]bool{}, map[string]string{}
	}
	for line := range strings.Lines(string(b)) {
		line, _, _ = strings.Cut(line, "#")
		wrong, better, mends := strings.Cut(line, ">")
		f := strings.Fields(line)
		switch {
		case len(f) == 0:
		case mends:
			p.mend[strings.TrimSpace(wrong)] = strings.TrimSpace(better)
		case f[0] == "!":
			p.voseo = p.voseo || f[1] == "voseo"
		case len(f) == 2 && strings.HasSuffix(f[0], "-") && strings.HasSuffix(f[1], "-"):
			p.like = append(p.like, pair{strings.TrimSuffix(f[0], "-"), strings.TrimSuffix(f[1], "-")})
		default:
			for _, w := range f {
				p.words[strings.ToLower(w)] = true
			}
		}
	}
}

// right tells whether the patch has a word, in small letters.
func (p *patch) right(word string, t *tongue) bool {
	if p.words[word] {
		return true
	}
	for _, l := range p.like {
		if rest, ok := strings.CutPrefix(word, l.from); ok && rest != "" && t.books[0].right(l.to+rest) {
			return true
		}
	}
	return t.base == "es" && imperative(word, t) || p.voseo && voseo(word, t)
}

// imperative tells whether a word is what is said to tú with a pronoun that takes the accent along: "visítanos", "pruébalo". The
// dictionaries have some.
func imperative(word string, t *tongue) bool {
	for _, p := range pronouns {
		s, ok := strings.CutSuffix(word, p)
		if !ok || len(s) < 4 {
			continue
		}
		bare, accents, after := unaccented(s)
		n := len(bare) - 1
		glide := after == 2 && strings.ContainsRune("iu", rune(bare[n-1]))
		if accents != 1 || after != 1 && !glide || bare[n] != 'a' && bare[n] != 'e' || !t.books[0].right(bare) || !t.books[0].right(bare+"s") {
			continue
		}
		if end := bare[n-1:]; (end == "ra" || end == "re" || end == "se") && t.books[0].right(bare[:n-1]+"r") {
			continue // A subjunctive: nobody says that to anybody.
		}
		return true
	}
	return false
}

// unaccented is a word without acute accents, how many there were, and how many vowels stand after the last.
func unaccented(w string) (bare string, accents, after int) {
	var b strings.Builder
	for _, r := range w {
		plain := bareOf(r)
		switch {
		case plain != r && r != 'ü':
			accents, after = accents+1, 0
		case vowel(r):
			after++
		}
		if r == 'ü' {
			plain = r
		}
		b.WriteRune(plain)
	}
	return b.String(), accents, after
}

// Endings of the forms of vos, each with the infinitive's: present and imperative, alone and with a pronoun, which takes the accent
// away ("mirá", "mirame").
var (
	vosEndings = []pair{{"ás", "ar"}, {"és", "er"}, {"ís", "ir"}, {"á", "ar"}, {"é", "er"}, {"í", "ir"}}
	pronouns   = []string{"me", "te", "nos", "lo", "la", "los", "las", "le", "les", "melo", "mela", "telo", "tela"}
)

// voseo tells whether a word is a form of vos of a verb that the dictionaries know. They have most; verbs that change their
// stem elsewhere (poder: puedes, podés) are missing.
func voseo(word string, t *tongue) bool {
	for _, e := range vosEndings {
		if s, ok := strings.CutSuffix(word, e.from); ok && len(s) > 1 && t.books[0].right(s+e.to) {
			return true
		}
	}
	for _, p := range pronouns {
		s, ok := strings.CutSuffix(word, p)
		if !ok || len(s) < 3 || !strings.ContainsRune("aei", rune(s[len(s)-1])) {
			continue
		}
		if t.books[0].right(s + "r") {
			return true
		}
	}
	return false
}
