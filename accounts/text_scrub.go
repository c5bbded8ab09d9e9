package accounts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	maxMarks  = 4  // combining marks kept after a letter
	maxGrowth = 56 // bytes a line may grow by visible replacements, so that a flood of controls is not a flood of text
	maxZWJ    = 10 // emoji joined into one
)

// scrubber carries out the table of runes. In keep mode (her own text) emoji sequences and all newlines stay.
type scrubber struct {
	out       []byte
	line      bool
	keep      bool
	drop      bool // controls are removed, not shown: for a paste that will be published
	flags     Flags
	removed   int  // characters removed
	newlines  int  // since the last visible rune
	lineStart int  // in out
	growth    int  // of this line, in bytes
	marks     int  // after the last base
	base      bool // something stands before that can carry a mark
	normalise bool // marks or runes that NFC may change were seen
	asked     int  // len(out) after the last '?', to fold a run of them
}

// scrub makes capped remote text safe; the result is never blank.
func scrub(raw string, line bool) (string, Flags) {
	s := scrubber{line: line, out: make([]byte, 0, len(raw)+len(raw)/8+8)}
	s.run(raw)
	out := string(s.out)
	if s.normalise {
		nfc := norm.NFC.String(out)
		out = clusters(nfc, false, maxMarks)
		if len(out) > len(raw)+maxGrowth*(1+strings.Count(out, "\n")) {
			out = clusters(nfc, false, 0)
		}
	}
	if strings.Trim(out, " \n") == "" {
		out = vanished
	}
	return out, s.flags
}

// run feeds every rune of raw through the table.
func (s *scrubber) run(raw string) {
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRuneInString(raw[i:])
		i += n
		switch {
		case plain(r):
			s.plain(r)
			if i < len(raw) && raw[i] >= utf8.RuneSelf && (pictograph(r) || keycap(r)) {
				i += s.sequence(r, raw[i:])
			}
		case r == '\r' && i < len(raw) && raw[i] == '\n': // CRLF: the LF counts
		case regional(r):
			next, m := utf8.DecodeRuneInString(raw[i:])
			if regional(next) {
				s.out = utf8.AppendRune(utf8.AppendRune(s.out, r), next)
				s.base, s.newlines = false, 0
				i += m
				continue
			}
			s.plain('A' + r - 0x1F1E6)
		default:
			s.odd(r, n)
		}
	}
}

// plain appends a rune that stands for itself.
func (s *scrubber) plain(r rune) {
	s.out = utf8.AppendRune(s.out, r)
	s.base, s.marks = r != ' ', 0
	if r != ' ' {
		s.newlines = 0
	}
}

// odd treats a rune of n bytes that does not stand for itself.
func (s *scrubber) odd(r rune, n int) {
	class := classOf(r)
	if s.drop && (class == classSplit || class == classBad && unicode.IsLetter(r)) {
		class = classCanonical // what she pastes is published as it is written
	}
	switch class {
	case classNewline:
		s.newline()
	case classSpace:
		s.plain(' ')
	case classControl:
		s.control(r, n)
	case classHidden:
		s.flags |= FlagHidden
		s.removed++
	case classMark:
		s.mark(r, n)
	case classSplit:
		s.split(r, n)
	case classCanonical:
		s.out = utf8.AppendRune(s.out, r)
		s.base, s.newlines, s.marks, s.normalise = true, 0, 0, true
	default:
		s.replace(utf8.RuneError, n)
	}
}

// newline ends a line: in a block at most two in a row (blanks between them do not count), in a line a space.
func (s *scrubber) newline() {
	if s.line {
		s.plain(' ')
		return
	}
	if s.newlines >= 2 && !s.keep {
		s.out = s.out[:s.lineStart]
		return
	}
	s.out = append(s.out, '\n')
	s.newlines++
	s.lineStart, s.growth, s.base, s.marks = len(s.out), 0, false, 0
}

// control shows a C0 control or DEL as its picture and a C1 control as U+FFFD.
func (s *scrubber) control(r rune, n int) {
	switch {
	case s.drop:
		s.removed++
	case r == 0x7f:
		s.replace(0x2421, n)
	case r < ' ':
		s.replace(0x2400+r, n)
	default:
		s.replace(utf8.RuneError, n)
	}
}

// mark keeps the first marks after a letter; one without a letter would sit on whatever is drawn before it.
func (s *scrubber) mark(r rune, n int) {
	switch {
	case !s.base && !s.keep:
		s.replace(utf8.RuneError, n)
	case s.marks < maxMarks:
		s.out = utf8.AppendRune(s.out, r)
		s.marks++
		s.normalise = true
	default:
		s.removed++
	}
}

// split writes letters that join the one before them as the parts that do not: Thai and Lao am, the half-width kana marks.
func (s *scrubber) split(r rune, n int) {
	switch r {
	case 0x0E33:
		s.mark(0x0E4D, n)
		s.plain(0x0E32)
		s.growth += n
	case 0x0EB3:
		s.mark(0x0ECD, n)
		s.plain(0x0EB2)
		s.growth += n
	case 0xFF9E:
		s.plain(0x309B)
	case 0xFF9F:
		s.plain(0x309C)
	}
}

// replace appends a visible stand-in for a rune of n bytes. Runs of U+FFFD fold into one; a line that grew too much gets '?'.
func (s *scrubber) replace(r rune, n int) {
	if s.keep {
		s.plain(r)
		return
	}
	if r == utf8.RuneError && strings.HasSuffix(string(tail(s.out)), vanished) {
		return
	}
	grow := utf8.RuneLen(r) - n
	if s.growth+max(grow, 0) <= maxGrowth {
		s.growth += max(grow, 0)
		s.plain(r)
		s.base = r != utf8.RuneError
		return
	}
	if s.asked != len(s.out) {
		s.plain('?')
		s.asked = len(s.out)
	}
}

// tail is the last three bytes of b.
func tail(b []byte) []byte { return b[max(0, len(b)-3):] }

// clusters is the last step: after NFC a letter keeps at most limit marks that take no cell, and none if one of its marks does
// or joins the next letter. In keep mode the parts of emoji sequences stay.
func clusters(s string, keep bool, limit int) string {
	out := make([]byte, 0, len(s))
	marks, end, base := 0, 0, false // end of the letter in out
	for _, r := range s {
		switch {
		case r == '\n' || plain(r):
			out = utf8.AppendRune(out, r)
			marks, end, base = 0, len(out), r > ' '
		case regional(r) || keep && joiner(r):
			out = utf8.AppendRune(out, r)
			end, base = len(out), false
		case unicode.Is(unicode.M, r):
			if !within(markRanges[:], r) {
				out, base = out[:end], false
			}
			if base && marks < limit {
				out = utf8.AppendRune(out, r)
				marks++
			}
		default: // U+FFFD, and what never stands alone
			if keep || string(tail(out)) != vanished {
				out = append(out, vanished...)
			}
			end, base = len(out), false
		}
	}
	return string(out)
}
