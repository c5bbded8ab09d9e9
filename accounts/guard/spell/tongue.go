package spell

import (
	"strings"
	"sync"
)

// tongue is a language as it is checked: one dictionary or several, whose words are all right, and our own patches.
type tongue struct {
	base  string // "es", "en"
	books []*dictionary
	patch *patch
	other string // the tongue whose words may stand in between
}

// The tongues by tag. Without a region the words of all regions count: what is right in Buenos Aires is no slip.
var tongues = map[string]func() *tongue{
	"es":    speak("es", "en", []string{"es"}, []string{"es", "es-AR"}),
	"es-es": speak("es", "en", []string{"es-ES"}, []string{"es"}),
	"es-mx": speak("es", "en", []string{"es-MX"}, []string{"es"}),
	"es-ar": speak("es", "en", []string{"es-AR"}, []string{"es", "es-AR"}),
	"en":    speak("en", "es", []string{"en-US", "en-GB"}, []string{"en"}),
	"en-us": speak("en", "es", []string{"en-US"}, []string{"en"}),
	"en-gb": speak("en", "es", []string{"en-GB"}, []string{"en"}),
}

// speak is a tongue that is put together when it is first asked for. A dictionary that cannot be read is left out: it is in the
// program, and a test reads each.
func speak(base, other string, books, patches []string) func() *tongue {
	return sync.OnceValue(func() *tongue {
		t := &tongue{base: base, other: other, patch: &patch{}}
		for _, b := range books {
			if d, err := shelf[b](); err == nil {
				t.books = append(t.books, d)
			}
		}
		for _, p := range patches {
			t.patch.read(p)
		}
		return t
	})
}

// tongueOf finds the tongue of a language tag; nil for one that is not checked. A region that has no list of its own is checked by
// the words of all regions.
func tongueOf(tag string) *tongue {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	if f, ok := tongues[tag]; ok {
		return f()
	}
	base, _, _ := strings.Cut(tag, "-")
	if f, ok := tongues[base]; ok {
		return f()
	}
	return nil
}

// right tells whether a word is right in the tongue.
func (t *tongue) right(word string) bool {
	if _, slip := t.patch.mend[strings.ToLower(word)]; slip {
		return false
	}
	for _, d := range t.books {
		if d.right(word) {
			return true
		}
	}
	word = strings.ToLower(word)
	return t.patch.right(word, t)
}

// offers tells whether a word may be suggested: it is right, and not one that is never to be offered. all: by any of the
// dictionaries, else by the first.
func (t *tongue) offers(word string, all bool) bool {
	if !sane(word) {
		return false
	}
	for i, d := range t.books {
		if i > 0 && !all {
			break
		}
		if f, ok := d.look(word, false); ok {
			return !has(f.flags, d.secret)
		}
	}
	return t.patch.words[word] || all && t.patch.right(word, t)
}
