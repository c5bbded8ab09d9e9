package spell

import (
	"slices"
	"strings"
	"testing"
)

// leastSlips is how many misspellings each list has at least, and leastHelped the share that must be helped by the first five
// suggestions.
const (
	leastSlips   = 500
	leastHelped  = 0.85
	leastFlagged = 0.9 // of them: a word that is like no known one is let pass
)

// slipsOf reads a list of misspellings with what was meant.
func slipsOf(t testing.TB, name string) [][2]string {
	t.Helper()
	b, err := lists.ReadFile("testdata/slips-" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var out [][2]string
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) == 2 && f[0] != "#" {
			out = append(out, [2]string{f[0], strings.ReplaceAll(f[1], "_", " ")})
		}
	}
	return out
}

// TestSuggestionsHelp wants each misspelling of the lists flagged, and what was meant among the suggestions.
func TestSuggestionsHelp(t *testing.T) {
	for _, base := range []string{"es", "en"} {
		t.Run(base, func(t *testing.T) {
			tn := tongueOf(base)
			helped, first, flagged := 0, 0, 0
			var better, not, passed []string
			list := slipsOf(t, base)
			seen := map[string]bool{}
			for _, s := range list {
				if seen[s[0]] {
					t.Errorf("%s stands in the list twice", s[0])
				}
				seen[s[0]] = true
				if tn.right(s[0]) {
					t.Errorf("%s is right, not a slip for %s", s[0], s[1])
				}
				if !strings.Contains(s[1], " ") && !tn.right(s[1]) {
					t.Errorf("%s, meant by %s, is not right", s[1], s[0])
				}
				v := tn.grade(s[0])
				if better = v.better; v.slip {
					flagged++
				} else {
					passed = append(passed, s[0])
				}
				i := slices.Index(better, s[1])
				if i == 0 {
					first++
				}
				if i >= 0 {
					helped++
				} else {
					not = append(not, s[0]+" "+s[1]+" "+strings.Join(better, ","))
				}
			}
			t.Logf("%d of %d helped (%.1f %%), %d by the first suggestion; not: %q", helped, len(list), 100*float64(helped)/float64(len(list)), first, not)
			t.Logf("%d of %d flagged (%.1f %%); let pass: %q", flagged, len(list), 100*float64(flagged)/float64(len(list)), passed)
			if float64(flagged) < leastFlagged*float64(len(list)) {
				t.Errorf("%d of %d slips are flagged", flagged, len(list))
			}
			if len(list) < leastSlips || float64(helped) < leastHelped*float64(len(list)) {
				t.Errorf("%d of %d slips are helped", helped, len(list))
			}
		})
	}
}
