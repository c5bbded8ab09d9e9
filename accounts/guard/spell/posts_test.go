package spell

import (
	"embed"
	"strings"
	"testing"

	"vocero/accounts/guard"
)

//go:embed testdata/*.txt
var lists embed.FS

// leastPrecision is the share of what is flagged in posts that must be a real error.
const leastPrecision = 0.9

// marked is a post of a list, with the places of its real errors, which stand in braces there.
type marked struct {
	text  string
	wrong []span
}

// postsOf reads a list of posts.
func postsOf(t testing.TB, name string) []marked {
	t.Helper()
	b, err := lists.ReadFile("testdata/posts-" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []marked
	for line := range strings.Lines(string(b)) {
		var m marked
		var s strings.Builder
		for i, part := range strings.FieldsFunc(strings.TrimSpace(line), func(r rune) bool { return r == '{' || r == '}' }) {
			if odd := i%2 == 1; odd != strings.HasPrefix(line, "{") {
				m.wrong = append(m.wrong, span{s.Len(), s.Len() + len(part)})
			}
			s.WriteString(part)
		}
		m.text = s.String()
		out = append(out, m)
	}
	return out
}

// TestPostsAreLeftInPeace checks 200 posts as they are written: what is flagged has to be an error.
func TestPostsAreLeftInPeace(t *testing.T) {
	all, flagged, real, errors := 0, 0, 0, 0
	for _, base := range []string{"es", "en"} {
		for _, m := range postsOf(t, base) {
			all++
			errors += len(m.wrong)
			for _, s := range speller.Slips(m.text, base, nil) {
				flagged++
				if m.holds(s) {
					real++
				} else {
					t.Logf("%s: %s %q %q in %q", base, s.Kind, m.text[s.Start:s.End], s.Better, m.text)
				}
			}
		}
	}
	t.Logf("%d posts, %d flagged, %d of them errors (precision %.3f); %d errors are marked", all, flagged, real, float64(real)/float64(flagged), errors)
	if all < 200 || flagged < 60 || float64(real) < leastPrecision*float64(flagged) {
		t.Errorf("%d posts, %d flagged, %d of them errors", all, flagged, real)
	}
}

// holds tells whether a slip lies where an error is marked.
func (m marked) holds(s guard.Slip) bool {
	for _, w := range m.wrong {
		if s.Start < w.end && s.End > w.start {
			return true
		}
	}
	return false
}
