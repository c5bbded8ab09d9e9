package spell

import (
	"strings"
	"sync"
)

// onceValue is sync.OnceValue, so that tables are read when they are first needed.
func onceValue[T any](f func() T) func() T { return sync.OnceValue(f) }

// Common words weigh less than rare ones among suggestions. The lists are our own: words that posts of shops, bars, practices and
// associations are full of, without rank.
var commonWords = sync.OnceValue(func() map[string]map[string]bool {
	m := map[string]map[string]bool{}
	for _, base := range []string{"es", "en"} {
		m[base] = map[string]bool{}
		b, err := files.ReadFile("patch/common-" + base + ".txt")
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(b)) {
			line, _, _ = strings.Cut(line, "#")
			for w := range strings.FieldsSeq(line) {
				m[base][w] = true
			}
		}
	}
	return m
})

// common are the common words of a language.
func common(base string) map[string]bool { return commonWords()[base] }
