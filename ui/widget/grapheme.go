package widget

import (
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
)

// clusterAt is the length in bytes of the grapheme cluster at a boundary i of s, and the cells it is drawn in.
func clusterAt(s string, i int) (n, cells int) {
	if c := s[i]; c >= ' ' && c < 0x7f && (i+1 == len(s) || s[i+1] < 0x80) {
		return 1, 1
	}
	if n := single(s[i:]); n > 0 {
		return n, 1
	}
	c, w := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
	if r, _ := utf8.DecodeRuneInString(c); w == 2 && pictograph(r) {
		return len(c), w // Whatever is joined to it, it is drawn in two cells.
	}
	if w == 0 || !utf8.ValidString(c) || unicode.IsControl(rune(c[0])) || accounts.Cells(c, false) != c {
		_, w = shown(c)
	}
	return len(c), w
}

// shown is how a cluster of her own text is drawn: itself where that is safe; what would be invisible is shown as U+FFFD, so
// that the caret has something to stand on.
func shown(c string) (string, int) {
	if c == "\t" {
		return " ", 1
	}
	safe := accounts.Cells(c, false)
	if w := ansi.StringWidth(safe); w > 0 {
		return safe, w
	}
	return "\uFFFD", 1
}

// alone tells whether two such runes next to each other are always two clusters: the writing systems in which a cluster is a
// letter.
func alone(r rune) bool {
	return narrow(r) || r == ' ' || r >= 0x4e00 && r <= 0x9fff || r >= 0x3041 && r <= 0x3096 || r >= 0x30a1 && r <= 0x30fa ||
		r >= 0x410 && r <= 0x44f || r >= 0x3b1 && r <= 0x3c9
}

// pictograph tells whether a rune begins an emoji, and never goes on with the cluster before it unless a joiner stands between.
func pictograph(r rune) bool {
	return r >= 0x1f300 && r <= 0x1f3fa || r >= 0x1f400 && r <= 0x1f64f || r >= 0x1f680 && r <= 0x1f6ff || r >= 0x1f900 && r <= 0x1f9ff
}

// apart tells whether a boundary surely lies between two neighbouring runes.
func apart(a, b rune) bool {
	if pictograph(b) {
		return alone(a) || pictograph(a) || a == 0xfe0f || a >= 0x1f3fb && a <= 0x1f3ff
	}
	return alone(a) && alone(b)
}

// boundaryBefore is a boundary of s at or before i, near to it where the text allows.
func boundaryBefore(s string, i int) int {
	for i > 0 {
		if i < len(s) && utf8.RuneStart(s[i]) {
			a, _ := utf8.DecodeLastRuneInString(s[:i])
			b, _ := utf8.DecodeRuneInString(s[i:])
			if apart(a, b) {
				return i
			}
		}
		i--
	}
	return 0
}

// prevCluster is the start of the cluster that ends at i.
func prevCluster(s string, i int) int {
	if i <= 0 {
		return 0
	}
	at := boundaryBefore(s, i-1)
	for at < i {
		n, _ := clusterAt(s, at)
		if at+n >= i {
			return at
		}
		at += n
	}
	return at
}

// snap is the first boundary at or after i.
func snap(s string, i int) int {
	if i <= 0 {
		return 0
	}
	if i >= len(s) {
		return len(s)
	}
	at := boundaryBefore(s, i)
	for at < i {
		n, _ := clusterAt(s, at)
		at += n
	}
	return at
}

// wordy tells whether the cluster at i is part of a word.
func wordy(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_'
}
