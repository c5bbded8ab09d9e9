package spell

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vocero/accounts/guard"
)

// asking are the words that begin a question or an exclamation in the middle of a Spanish sentence, "Hola, ¿cómo estás?", and
// leading are those that may stand before them: "¿a qué hora?".
var (
	asking  = strings.Fields("qué cómo cuándo dónde quién quiénes cuál cuáles cuánto cuánta cuántos cuántas adónde que como cuando donde quien cual cuanto cuantos")
	leading = strings.Fields("por para a de con en desde hasta")
)

// asks tells whether a question may begin with the word at i.
func asks(ws []token, i int) bool {
	if slices.Contains(leading, strings.ToLower(ws[i].word)) {
		i++
	}
	return i < len(ws) && slices.Contains(asking, strings.ToLower(ws[i].word))
}

// openings are questions and exclamations that lack ¿ or ¡ at their head. The slip is the first word, with the mark before it as
// the remedy: at the last comma after which an asking word stands, else at the head of the sentence.
func openings(s string, t text) []guard.Slip {
	var out []guard.Slip
	from := 0
	for i, r := range s {
		switch {
		case t.hidden(i):
			continue
		case r == '\n':
			from = i + 1
		case strings.ContainsRune(".…", r) && ends(s, i+utf8.RuneLen(r)):
			from = i + utf8.RuneLen(r)
		case r == '?' || r == '!':
			if slip, ok := opening(s, from, i, t); ok {
				out = append(out, slip)
			}
			from = i + 1
		}
	}
	return out
}

// ends tells whether a mark that ends at a byte ends a sentence: no letter or digit follows.
func ends(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return i >= len(s) || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// opening judges one sentence, from its head to its closing mark.
func opening(s string, from, end int, t text) (guard.Slip, bool) {
	if strings.ContainsAny(s[from:end], "¿¡") || end+1 < len(s) && !ends(s, end+1) {
		return guard.Slip{}, false
	}
	var ws []token
	for _, w := range t.words {
		if w.start >= from && w.end <= end {
			ws = append(ws, w)
		}
	}
	if len(ws) == 0 || strings.TrimSpace(s[ws[len(ws)-1].end:end]) != "" && strings.ContainsAny(s[ws[len(ws)-1].end:end], "(?!") || foreign(ws, "es") {
		return guard.Slip{}, false
	}
	first := ws[0]
	for i, w := range ws[1:] {
		if strings.ContainsAny(s[ws[i].end:w.start], ",:;") && asks(ws, i+1) {
			first = w
		}
	}
	mark := "¿"
	if s[end] == '!' {
		mark = "¡"
	}
	return guard.Slip{Start: first.start, End: first.end, Kind: "opening", Better: []string{mark + first.word}}, true
}
