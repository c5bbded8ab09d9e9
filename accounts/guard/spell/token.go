package spell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word of a text.
type token struct {
	start, end int
	word       string
	head       bool // it opens a sentence, a line or a quotation: its capital says nothing
	sentence   int
}

// text is a text taken apart.
type text struct {
	words []token
	veil  []span // what is not language: links, handles, tags, code
}

type span struct{ start, end int }

// take takes a text apart. Links, addresses, handles, tags, shortcodes and code between backticks hold no words.
func take(s string) text {
	t, head, sentence := text{}, true, 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if k := veiled(s, i); k > 0 {
			t.veil = append(t.veil, span{i, i + k})
			i += k
			head = false
			continue
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := wordEnd(s, i)
			t.words = append(t.words, token{i, end, s[i:end], head, sentence})
			head, n = false, end-i
		case r == '\n':
			head = true
			sentence++
		case strings.ContainsRune(".!?…", r):
			if next, _ := utf8.DecodeRuneInString(s[i+n:]); i+n == len(s) || !unicode.IsLetter(next) && !unicode.IsDigit(next) {
				head = true
				sentence++
			}
		case strings.ContainsRune(":;¿¡\"“«‘(•|—–-*", r) || unicode.Is(unicode.So, r):
			head = true
		}
		i += n
	}
	return t
}

// wordEnd is where the word ends that begins at a byte. Apostrophes and dashes between letters belong to it; so do digits and low
// lines, which make it no word of a language.
func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' || r == '\u00ad' || r == '\u200d':
		case strings.ContainsRune("'’-·", r):
			if next, _ := utf8.DecodeRuneInString(s[i+n:]); !unicode.IsLetter(next) {
				return i
			}
		default:
			return i
		}
		i += n
	}
	return i
}

// veiled is how many bytes from i on are a link, an address, a handle, a tag, a shortcode or code; 0 when a word may begin there.
func veiled(s string, i int) int {
	rest := s[i:]
	if rest[0] == '`' {
		if end := strings.IndexByte(rest[1:], '`'); end >= 0 {
			return end + 2
		}
		return 0
	}
	if i > 0 {
		if before, _ := utf8.DecodeLastRuneInString(s[:i]); unicode.IsLetter(before) || unicode.IsDigit(before) {
			return 0
		}
	}
	switch chunk := rest[:chunkEnd(rest)]; {
	case rest[0] == '#' || rest[0] == '$':
		return tagEnd(rest)
	case rest[0] == ':':
		if end := strings.IndexByte(chunk[1:], ':'); end > 0 && strings.Trim(chunk[1:1+end], plainLetters+"0123456789_") == "" {
			return end + 2
		}
	case strings.Contains(chunk, "://") || strings.HasPrefix(chunk, "www.") || strings.Contains(chunk, "@") || domain(chunk):
		return len(strings.TrimRight(chunk, `.,;:!?)]}»”"'…`))
	}
	return 0
}

const plainLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// chunkEnd is the length of the run without spaces at the head of a text, cut before an opening bracket or quote.
func chunkEnd(s string) int {
	for i, r := range s {
		if unicode.IsSpace(r) || i > 0 && strings.ContainsRune("(<\"“«", r) {
			return i
		}
	}
	return len(s)
}

// tagEnd is the length of a hashtag, a cashtag, or a number with such a sign; 0 when the sign stands alone.
func tagEnd(s string) int {
	for i, r := range s {
		if i > 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '_' {
			if i == 1 {
				return 0
			}
			return i
		}
	}
	return len(s)
}

// domain tells whether a run of characters begins like "luz.example/pan": names with full stops, small letters after each.
func domain(chunk string) bool {
	host, _, _ := strings.Cut(chunk, "/")
	host = strings.TrimRight(host, `.,;:!?)]}»”"'…`)
	labels := strings.Split(host, ".")
	if len(labels) < 2 {
		return false
	}
	for i, l := range labels {
		if l == "" || strings.Trim(l, plainLetters+"0123456789-_") != "" || i > 0 && (l[0] < 'a' || l[0] > 'z') && (l[0] < '0' || l[0] > '9') {
			return false
		}
	}
	last := labels[len(labels)-1]
	return len(last) >= 2 && strings.Trim(last, plainLetters) == ""
}

// capitalsKept is how long a word in capitals may be that is taken for an abbreviation, in letters.
const capitalsKept = 5

// passed tells whether a run of letters is no word to be judged: with digits, short capitals, capitals inside, another script,
// laughter, or letters drawn out on purpose.
func passed(w string) bool {
	letters, last, run := 0, rune(-1), 0
	for _, r := range w {
		switch {
		case unicode.IsDigit(r) || r == '_' || r == '\u00ad' || r == '\u200d' || r == '·':
			return true
		case !unicode.IsLetter(r):
			run = 0
			continue
		case !unicode.Is(unicode.Latin, r):
			return true
		}
		letters++
		if run++; r != last {
			run = 1
		}
		if run >= 3 {
			return true
		}
		last = r
	}
	if letters < 2 {
		return true
	}
	switch shapeOf(w) {
	case capitals:
		return letters <= capitalsKept
	case mixed, mixedInitial:
		return !dashed(w)
	}
	return laughs(strings.ToLower(w))
}

// dashed tells whether the capitals inside a word are all after a dash: "Madrid-Barcelona".
func dashed(w string) bool {
	if !strings.Contains(w, "-") {
		return false
	}
	for p := range strings.SplitSeq(w, "-") {
		if c := shapeOf(p); c == mixed || c == mixedInitial {
			return false
		}
	}
	return true
}

// laughs tells whether a word is laughter: "jajaja", "haha", "jejej".
func laughs(w string) bool {
	if len(w) < 4 {
		return w == "ja" || w == "je" || w == "ji"
	}
	if strings.Trim(w, "ja") == "" || strings.Trim(w, "ha") == "" {
		return true
	}
	return w[0] != w[1] && strings.ContainsRune("jh", rune(w[0])) && strings.ContainsRune("aeio", rune(w[1])) && strings.Trim(w, w[:2]) == ""
}
