package spell

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vocero/accounts/guard"
)

// MaxText is the longest text that is looked at, in bytes; of a longer one the rest is not.
const MaxText = 1 << 20

// helped is how many unknown words of one text are looked at: suggestions take time, and nobody reads more.
const helped = 60

// remembered is how many words are kept with what was found about them.
const remembered = 8192

// Speller checks texts. It is empty until it is first asked; then it reads the dictionaries of the language, once for the whole
// program, and remembers the words it saw. Any number of goroutines may ask.
type Speller struct {
	mu   sync.Mutex
	seen map[key]verdict
}

type key struct {
	t    *tongue
	word string
}

// verdict is what is known of a word.
type verdict struct {
	right  bool
	graded bool // better was looked for
	slip   bool // something that is very likely meant was found, or it cannot be a word at all
	accent bool // nothing but accents parts it from the first suggestion
	name   bool // what was found is a name
	better []string
}

// New is a speller. It costs nothing until it is asked.
func New() *Speller { return &Speller{} }

// Slips are the misspelt places of a text in a language (BCP 47: es, es-ES, es-MX, es-AR, en, en-US, en-GB; other regions of the two
// are checked by the words of all; "" is guessed), in order, in bytes. Another language has none: it is not checked. Words are also
// right, in any capitals.
func (s *Speller) Slips(text, language string, words []string) []guard.Slip {
	if len(text) > MaxText {
		text = strings.ToValidUTF8(text[:MaxText], "")
	}
	if language == "" {
		language = guess(text)
	}
	t := tongueOf(language)
	if t == nil || strings.TrimSpace(text) == "" {
		return nil
	}
	if g := guess(text); g == t.other {
		t = tongueOf(g) // All of it is in the other language, whatever the post says.
	}
	parts := take(text)
	c := &check{s: s, t: t, text: text, parts: parts, own: ownWords(words)}
	out := c.misspelt()
	out = append(out, c.twice()...)
	out = append(out, spaces(text, parts)...)
	out = append(out, quotes(text, parts)...)
	if t.base == "es" {
		out = append(out, openings(text, parts)...)
	}
	slices.SortStableFunc(out, func(a, b guard.Slip) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return out
}

// ownWords are a brand's words, folded; a name of several words is right in each of them.
func ownWords(words []string) map[string]bool {
	own := map[string]bool{}
	for _, w := range words {
		for _, f := range strings.Fields(w) {
			own[strings.ToLower(plain(strings.Trim(f, ".,;:!?#@\"'()")))] = true
		}
	}
	return own
}

// plain is a word as the dictionaries write it: composed letters, the straight apostrophe.
func plain(w string) string {
	if !ascii(w) {
		w = norm.NFC.String(strings.ReplaceAll(w, "’", "'"))
	}
	return w
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// right tells whether a word is right in a tongue, from memory when it was asked before.
func (s *Speller) right(t *tongue, word string) bool {
	k := key{t, word}
	s.mu.Lock()
	v, ok := s.seen[k]
	s.mu.Unlock()
	if ok {
		return v.right
	}
	v.right = t.right(word)
	s.remember(k, v)
	return v.right
}

// graded is what is known of a word that is not right, with suggestions, from memory when it was asked for before.
func (s *Speller) graded(t *tongue, word string) verdict {
	k := key{t, word}
	s.mu.Lock()
	v := s.seen[k]
	s.mu.Unlock()
	if !v.graded {
		v = t.grade(word)
		s.remember(k, v)
	}
	return v
}

// remember keeps what was found. When there is no more room all is forgotten: the words of the text at hand come back at once.
func (s *Speller) remember(k key, v verdict) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen == nil || len(s.seen) >= remembered {
		s.seen = map[key]verdict{}
	}
	s.seen[k] = v
}
