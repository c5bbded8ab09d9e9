package accounts

import (
	"strings"
	"unicode/utf8"
)

// Caps of remote text in bytes; what is longer is cut and ends in "…".
const (
	maxBlock  = 64 << 10 // a post, an article
	maxLine   = 4 << 10  // a content warning, a title, an error, a URL
	maxHandle = 256      // a handle or a display name
)

// vanished stands for a text of which nothing visible is left: a message is never shown as empty.
const vanished = "\uFFFD"

// Text is what others wrote, safe to print: valid UTF-8 in NFC without control, bidirectional, invisible or private
// characters, every cluster as wide by grapheme as by wcwidth, never more than two newlines in a row. The zero Text is empty.
// Only the functions of this file and HTMLText make one; values are comparable.
type Text struct{ s string }

// Flags say what was odd about a remote text. The app shows them in a column of its own, never inside the text.
type Flags uint8

const (
	// FlagHidden says that invisible or direction-changing characters were removed.
	FlagHidden Flags = 1 << iota
	// FlagMixedScript says that a word, handle or host mixes scripts or imitates Latin letters with others.
	FlagMixedScript
	// FlagLink says that a link goes elsewhere than its text says, carries a user name, or cannot be opened.
	FlagLink
)

// Has tells whether all flags of g are set.
func (f Flags) Has(g Flags) bool { return f&g == g }

// String returns the text for printing.
func (t Text) String() string { return t.s }

// IsZero tells whether there is no text at all.
func (t Text) IsZero() bool { return t.s == "" }

// Lines returns the text wrapped at cells columns.
func (t Text) Lines(cells int) []string { return Wrap(t.s, cells) }

// SafeBlock makes remote text of several lines safe. Input over 64 KiB is cut. Text that is plain already comes back
// unchanged and without a copy.
func SafeBlock(raw string) (Text, Flags) { return safe(raw, maxBlock, false) }

// SafeLine makes remote text of one line safe: newlines become spaces. Input over 4 KiB is cut.
func SafeLine(raw string) (Text, Flags) { return safe(raw, maxLine, true) }

// SafeName is SafeLine for display names: input over 256 bytes is cut.
func SafeName(raw string) (Text, Flags) { return safe(raw, maxHandle, true) }

// BlockText is SafeBlock for callers that have no use for the flags.
func BlockText(raw string) Text {
	t, _ := SafeBlock(raw)
	return t
}

// LineText is SafeLine for callers that have no use for the flags.
func LineText(raw string) Text {
	t, _ := SafeLine(raw)
	return t
}

// safe is the rule: cap, valid UTF-8, the table of runes, NFC, clusters; then the marker where nothing is left.
func safe(raw string, limit int, line bool) (Text, Flags) {
	if raw == "" {
		return Text{}, 0
	}
	s, cut := capBytes(raw, limit)
	ok, foreign := isPlain(s, line)
	var flags Flags
	if !ok {
		s, flags = scrub(s, line)
		s = clip(s, limit)
		foreign = true
	}
	if cut {
		s = strings.TrimSuffix(s, vanished) + "…"
	}
	if foreign && mixedWords(s) {
		flags |= FlagMixedScript
	}
	return Text{s}, flags
}

// capBytes cuts s at a rune boundary so that it and an ellipsis fit in limit bytes.
func capBytes(s string, limit int) (string, bool) {
	if len(s) <= limit {
		return s, false
	}
	n := limit - len("…")
	for i := 0; i < utf8.UTFMax && n > 0 && !utf8.RuneStart(s[n]); i++ {
		n--
	}
	return s[:n], true
}

// clip cuts safe text that grew over the limit, at a boundary of clusters.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	n := limit - 2*len("…") // room for this ellipsis and that of the cap
	for n > 0 {
		if utf8.RuneStart(s[n]) {
			if r, _ := utf8.DecodeRuneInString(s[n:]); r == '\n' || plain(r) {
				break
			}
		}
		n--
	}
	return s[:n] + "…"
}

// isPlain tells whether s is safe as it stands, and whether it holds letters that imitate Latin ones.
func isPlain(s string, line bool) (ok, foreign bool) {
	newlines, visible := 0, false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c > ' ' && c < 0x7f:
				newlines, visible = 0, true
			case c == ' ':
			case c == '\n' && !line && newlines < 2:
				newlines++
			default:
				return false, false
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !plain(r) {
			return false, false
		}
		foreign = foreign || (r >= 0x370 && r < 0x590) || (r >= 0x13a0 && r < 0x1400)
		newlines, visible = 0, true
		i += n
	}
	return visible, foreign
}

// plain tells whether a rune stands for itself; see plainRanges.
func plain(r rune) bool {
	switch {
	case r < 0x7f:
		return r >= ' '
	case r < 0x300:
		return r > 0xa0 && r != 0xad
	case r >= 0x4e00 && r <= 0x9fff, r >= 0xac00 && r <= 0xd7a3, r >= 0x2010 && r <= 0x2027:
		return true
	case r >= 0x1f300 && r <= 0x1f64f:
		return r < 0x1f3fb || r > 0x1f3ff
	}
	return within(plainRanges[:], r)
}

// within finds r in a sorted table of ranges.
func within(t [][2]rune, r rune) bool {
	lo, hi := 0, len(t)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		switch {
		case r < t[m][0]:
			hi = m
		case r > t[m][1]:
			lo = m + 1
		default:
			return true
		}
	}
	return false
}
