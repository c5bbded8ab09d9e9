package tone

import "strings"

// guess tells which languages the rules of which are tried: the one whose small words are in the majority by far, else both.
// The hint decides only where the text itself says nothing.
func (r *reading) guess(hint string) {
	es, en := r.lex.class["@es"], r.lex.class["@en"]
	var s, e int
	for i := range r.tokens {
		t := &r.tokens[i]
		switch {
		case t.emoji || t.number:
		case t.has(es):
			s++
		case t.has(en):
			e++
		}
	}
	if strings.ContainsAny(r.text, "ñ¿¡Ñ") {
		s += 2
	}
	r.languages = spanish | english
	switch {
	case s == 0 && e == 0:
		switch {
		case strings.HasPrefix(hint, "es"):
			r.languages = spanish
		case strings.HasPrefix(hint, "en"):
			r.languages = english
		}
	case s > 3*e:
		r.languages = spanish
	case e > 3*s:
		r.languages = english
	}
}
