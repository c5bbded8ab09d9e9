package spell

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vocero/accounts/guard"
)

// hidden tells whether a byte lies in what is not language.
func (t text) hidden(i int) bool {
	for _, v := range t.veil {
		if i >= v.start && i < v.end {
			return true
		}
	}
	return false
}

// doubles are words that may stand twice on purpose.
var doubles = strings.Fields("muy mucho mucha muchos muchas no sí si ya casi poco super súper tan más bien hola ay ja ji va venga dale " +
	"that had very so bye really no yes ha hi go now please many much too knock chop night duran bora pago wow hey")

// twice are words that stand there two times in a row, on one line. Three times is meant; so are names, and words that nobody knows.
func (c *check) twice() []guard.Slip {
	s, t, base := c.text, c.parts, c.t.base
	var out []guard.Slip
	ws := t.words
	same := func(i, j int) bool {
		return i >= 0 && j < len(ws) && strings.EqualFold(ws[i].word, ws[j].word) && ws[i].end < ws[j].start && strings.Trim(s[ws[i].end:ws[j].start], " \u00a0") == ""
	}
	for i := 0; i+1 < len(ws); i++ {
		if !same(i, i+1) || same(i-1, i) || same(i+1, i+2) || utf8.RuneCountInString(ws[i].word) < 2 && !strings.Contains("aeyo", strings.ToLower(ws[i].word)) {
			continue
		}
		w := strings.ToLower(ws[i].word)
		digits := strings.Trim(w, "0123456789") == ""
		if digits || meant(w) || shapeOf(ws[i].word) == initial && shapeOf(ws[i+1].word) == initial || base == "es" && laughs(w) || !passed(w) && !c.known(c.t, plain(w)) {
			continue
		}
		out = append(out, guard.Slip{Start: ws[i].start, End: ws[i+1].end, Kind: "twice", Better: []string{ws[i].word}})
	}
	return out
}

func meant(w string) bool {
	for _, d := range doubles {
		if d == w {
			return true
		}
	}
	return false
}

// spaces are two spaces where one is meant, one before a mark that stands close, and none after a comma. The ends of a line are
// nobody's business, and a row of spaces of three or more is a drawing.
func spaces(s string, t text) []guard.Slip {
	var out []guard.Slip
	for i := 0; i < len(s); i++ {
		if t.hidden(i) {
			continue
		}
		switch c := s[i]; {
		case c == ' ':
			end := i
			for end < len(s) && s[end] == ' ' {
				end++
			}
			if slip, ok := gap(s, i, end); ok {
				out = append(out, slip)
			}
			i = end - 1
		case c == ',' || c == ';':
			if slip, ok := tight(s, i); ok {
				out = append(out, slip)
			}
		case strings.HasPrefix(s[i:], "¿ ") || strings.HasPrefix(s[i:], "¡ "):
			out = append(out, guard.Slip{Start: i, End: i + len("¿ "), Kind: "space", Better: []string{s[i : i+len("¿")]}})
			i += len("¿")
		}
	}
	return out
}

// gap judges a run of spaces.
func gap(s string, from, to int) (guard.Slip, bool) {
	if from == 0 || to == len(s) || s[from-1] == '\n' || s[to] == '\n' {
		return guard.Slip{}, false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, n := utf8.DecodeRuneInString(s[to:])
	next, _ := utf8.DecodeRuneInString(s[to+n:])
	lone := to+n == len(s) || unicode.IsSpace(next) || strings.ContainsRune("!?.,)\"»”", next)
	word := unicode.IsLetter(before) || unicode.IsDigit(before)
	if word && lone && strings.ContainsRune(",.;:!?)", after) && !(after == '.' && strings.HasPrefix(s[to:], "..")) && !(strings.ContainsRune(":;", after) && !unicode.IsSpace(next)) {
		return guard.Slip{Start: from, End: to + n, Kind: "space", Better: []string{string(after)}}, true
	}
	text := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsPunct(r) }
	if to-from == 2 && text(before) && text(after) {
		return guard.Slip{Start: from, End: to, Kind: "space", Better: []string{" "}}, true
	}
	return guard.Slip{}, false
}

// tight judges a comma or semicolon between letters.
func tight(s string, i int) (guard.Slip, bool) {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	if !unicode.IsLetter(before) || !unicode.IsLetter(after) {
		return guard.Slip{}, false
	}
	return guard.Slip{Start: i, End: i + 1, Kind: "space", Better: []string{s[i:i+1] + " "}}, true
}

// quotes are quotation marks without their fellow, in one paragraph. After a digit " is inches.
func quotes(s string, t text) []guard.Slip {
	var out []guard.Slip
	at := 0
	for _, part := range strings.SplitAfter(s, "\n\n") {
		for _, q := range []pair{{"“", "”"}, {"«", "»"}, {`"`, `"`}} {
			if i, mark, ok := unbalanced(part, q, func(i int) bool { return t.hidden(at + i) }); ok {
				out = append(out, guard.Slip{Start: at + i, End: at + i + len(mark), Kind: "quote"})
			}
		}
		at += len(part)
	}
	return out
}

// unbalanced finds the first mark of a pair without its fellow.
func unbalanced(s string, q pair, out func(int) bool) (int, string, bool) {
	var open []int
	for i := 0; i < len(s); i++ {
		mark := ""
		switch {
		case out(i):
			continue
		case strings.HasPrefix(s[i:], q.from):
			mark = q.from
		case strings.HasPrefix(s[i:], q.to):
			mark = q.to
		default:
			continue
		}
		if mark == `"` && i > 0 && s[i-1] >= '0' && s[i-1] <= '9' && len(open) == 0 {
			continue
		}
		switch {
		case mark == q.from && (q.from != q.to || len(open) == 0):
			open = append(open, i)
		case len(open) == 0:
			return i, mark, true
		default:
			open = open[:len(open)-1]
		}
		i += len(mark) - 1
	}
	if len(open) == 0 {
		return 0, "", false
	}
	return open[0], q.from, true
}
