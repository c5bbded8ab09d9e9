package spell

import (
	"strings"
	"unicode/utf8"
)

// Little endings of Spanish, with what the plain word may end in: "campanita" is right as "campana" is.
var (
	littleEndings = strings.Fields("ecito ecita ecitos ecitas cito cita citos citas ito ita itos itas illo illa illos illas azo aza azos azas " +
		"ón ona ones onas ería erías ía ías ero era eros eras ista istas eo eos able ables mente ismo ismos")
	plainEndings = []string{"o", "a", "e", "", "os", "as", "es"}
)

// before are particles that may stand before a right word: "telemedicina", "miniconcierto".
var before = map[string][]string{
	"es": strings.Fields("tele auto micro mini super anti pre pos post co bio eco foto video ciber inter intra macro mega mono neo multi poli semi sobre sub ultra hiper extra re"),
	"en": strings.Fields("tele auto micro mini super anti pre post co bio eco photo video cyber inter intra macro mega mono neo multi poly semi sub ultra hyper extra re un non over under"),
}

// derived tells whether a word may be made of a right one in a way that dictionaries do not list: a little ending in Spanish, a
// particle before a word, two words in one in English ("storytime"). Slips look like that too ("carefull"), so that it is no proof.
func (t *tongue) derived(word string) bool {
	d := t.books[0]
	for _, p := range before[t.base] {
		if rest, ok := strings.CutPrefix(word, p); ok && utf8.RuneCountInString(rest) >= 5 && d.right(rest) {
			return true
		}
	}
	if t.base == "en" {
		for i := 4; i+4 <= len(word); i++ {
			if d.words.find([]byte(word[:i])).ok && d.right(word[i:]) {
				return true
			}
		}
		return false
	}
	for _, e := range littleEndings {
		stem, ok := strings.CutSuffix(word, e)
		if !ok || utf8.RuneCountInString(stem) < 3 {
			continue
		}
		if q, ok := strings.CutSuffix(stem, "qu"); ok {
			stem = q + "c"
		}
		for _, end := range plainEndings {
			if d.right(stem + end) {
				return true
			}
		}
	}
	return false
}
