package accounts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"
)

// The rules of X for the length of a post are those of twitter-text, configuration 3 (github.com/twitter/twitter-text,
// config/v3.json, docs.x.com/fundamentals/counting-characters): the text is counted in its composed form (NFC); a character of
// the ranges below weighs 1, every other 2, an emoji sequence 2 as a whole, a URL 23. Which top levels exist is asked of the
// public suffix list, which is younger than the list of twitter-text.

// weighted is the weight of a text without URLs.
func weighted(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if c := s[i]; c < 0x80 && (i+1 == len(s) || s[i+1] < 0x80) {
			n++
			i++
			continue
		}
		size, _ := cluster(s[i:])
		n += clusterWeight(s[i : i+size])
		i += size
	}
	return n
}

// clusterWeight is the weight of one grapheme cluster.
func clusterWeight(c string) int {
	if Emoji(c) {
		return 2
	}
	if !norm.NFC.IsNormalString(c) {
		c = norm.NFC.String(c)
	}
	n := 0
	for _, r := range c {
		if r <= 0x10FF || r >= 0x2000 && r <= 0x200D || r >= 0x2010 && r <= 0x201F || r >= 0x2032 && r <= 0x2037 {
			n++
		} else {
			n += 2
		}
	}
	return n
}

// Emoji tells whether a grapheme cluster is shown as an emoji: a pictograph, a flag, a keycap, or a sign that a variation
// selector makes one (unicode.org/reports/tr51).
func Emoji(cluster string) bool {
	r, n := utf8.DecodeRuneInString(cluster)
	switch {
	case n == 0 || r >= 0x80 && !mayPicture(r) && !strings.ContainsRune(cluster, 0xFE0F):
		return false
	case r < 0x80: // 1, # and * with the keycap after them
		return strings.HasSuffix(cluster, "\u20e3")
	case r >= 0x1F000 || wideSign(r):
		return true
	}
	return strings.ContainsRune(cluster[n:], 0xFE0F)
}

// mayPicture tells whether r may begin an emoji.
func mayPicture(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2190 && r <= 0x2BFF || r == 0x3030 || r == 0x303D || r == 0x3297 || r == 0x3299
}

// wideSign tells whether a sign of the basic plane is an emoji without a selector (Emoji_Presentation).
func wideSign(r rune) bool {
	return strings.ContainsRune("⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕", r)
}

// xURLAt is the end of the URL that X finds at i, 0 if none begins there.
func xURLAt(s string, i int) int {
	if c := s[i]; c < 0x80 && !asciiWord(c) || gluedToX(s[:i]) {
		return 0
	}
	n := schemeLen(s[i:])
	if n == 0 {
		return bareURL(s, i)
	}
	host := xHost(s, i+n, false)
	if host == 0 {
		return 0
	}
	end := host
	if end+1 < len(s) && s[end] == ':' && digit(s[end+1]) {
		for end++; end < len(s) && digit(s[end]); end++ {
		}
	}
	if strings.EqualFold(s[i+n:host], "t.co") && end < len(s) && s[end] == '/' {
		if end = slugEnd(s, end+1); end == 0 {
			return 0
		}
	} else if end < len(s) && s[end] == '/' {
		end = xPathEnd(s, end+1)
	}
	return xQueryEnd(s, end)
}

// bareURL is the end of the URL without a scheme at i.
func bareURL(s string, i int) int {
	if r, n := utf8.DecodeLastRuneInString(s[:i]); n > 0 && strings.ContainsRune("-_./", r) {
		return 0
	}
	end := xHost(s, i, true)
	if end > 0 && end < len(s) && s[end] == '/' {
		end = xQueryEnd(s, xPathEnd(s, end+1))
	}
	return end
}

// gluedToX tells whether what stands before a URL makes it part of a word, a handle or a tag.
func gluedToX(before string) bool {
	r, n := utf8.DecodeLastRuneInString(before)
	return n > 0 && (r < 0x80 && asciiWord(byte(r)) || strings.ContainsRune("@＠$#＃\ufeff\ufffe\uffff", r))
}

func asciiWord(c byte) bool { return digit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

// accented tells whether r is a letter that X takes for a Latin one with an accent.
func accented(r rune) bool {
	return r >= 0xC0 && r <= 0x24F && r != 0xD7 && r != 0xF7 || r >= 0x253 && r <= 0x28B || r >= 0x300 && r <= 0x36F || r >= 0x1E00 && r <= 0x1EFF
}

// xHost is the end of the longest host at i under a top level that exists; 0 if there is none. A bare one is of Latin letters.
func xHost(s string, i int, bare bool) int {
	good, first, start, plain := 0, i, i, true
	for {
		if start > first && plain { // The name before the top level has no underscore.
			if end := topLevelEnd(s, start); end > 0 && shortLabels(s[first:end]) {
				good = end
			}
		}
		end := labelEnd(s, start, bare)
		if end == start || end >= len(s) || s[end] != '.' || sign(s[start]) || sign(s[end-1]) {
			return good
		}
		plain = !strings.Contains(s[start:end], "_")
		start = end + 1
	}
}

func sign(c byte) bool { return c == '-' || c == '_' }

// labelEnd is the end of the label of a host that begins at i.
func labelEnd(s string, i int, bare bool) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r < 0x80:
			if !asciiWord(byte(r)) && r != '-' && (bare || r != '_') {
				return i
			}
		case bare && !accented(r), unicode.IsSpace(r), unicode.IsPunct(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError:
			return i
		}
		i += n
	}
	return i
}

// topLevelEnd is the end of the top level that begins at i; 0 if there is none that exists and ends there.
func topLevelEnd(s string, i int) int {
	end := i
	for end < len(s) && asciiWord(s[end]) && !digit(s[end]) || end < len(s) && end-i >= 4 && strings.EqualFold(s[i:i+4], "xn--") && asciiWord(s[end]) ||
		end < len(s) && s[end] == '-' && (end-i == 2 || end-i == 3) && strings.EqualFold(s[i:i+2], "xn") {
		end++
	}
	if end > i {
		if end < len(s) && (asciiWord(s[end]) || strings.IndexByte("@+-", s[end]) >= 0) || !topLevel(s[i:end]) {
			return 0
		}
		return end
	}
	best := 0
	for runes := 0; end < len(s) && runes < 24; runes++ { // The longest in another script that exists.
		r, n := utf8.DecodeRuneInString(s[end:])
		if r < 0x80 || unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.Is(unicode.Cf, r) {
			break
		}
		if end += n; topLevel(s[i:end]) {
			best = end
		}
	}
	return best
}

// topLevel tells whether a top level of the domain names exists.
func topLevel(s string) bool {
	if !ascii(s) {
		a, err := idna.Punycode.ToASCII(s)
		if err != nil {
			return false
		}
		s = a
	}
	s = strings.ToLower(s)
	suffix, icann := publicsuffix.PublicSuffix("a." + s)
	return icann && (suffix == s || suffix == "a."+s)
}

// shortLabels tells whether a host fits into the rules of the domain names: labels of at most 63 bytes.
func shortLabels(host string) bool {
	for label := range strings.SplitSeq(host, ".") {
		if !ascii(label) {
			if strings.HasPrefix(strings.ToLower(label), "xn--") {
				return false
			}
			a, err := idna.Punycode.ToASCII(label)
			if err != nil {
				return false
			}
			label = a
		}
		if len(label) > 63 {
			return false
		}
	}
	return true
}

// slugEnd is the end of the name of a t.co link; 0 where it is too long to be one.
func slugEnd(s string, i int) int {
	start := i
	for i < len(s) && asciiWord(s[i]) {
		i++
	}
	if i-start > 40 {
		return 0
	}
	return i
}

// xPathEnd is the end of the path whose slash stands before i.
func xPathEnd(s string, i int) int {
	end := i
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		letter := r < 0x80 && asciiWord(byte(r)) || accented(r) || r >= 0x400 && r <= 0x4FF
		switch {
		case letter || strings.ContainsRune("+-=_#/", r):
			end = i + n
		case r == '(':
			group := balanced(s, i)
			if group == 0 {
				return end
			}
			i, end = group, group
			continue
		case !strings.ContainsRune("!*';:,.$%[]–~@|&", r):
			return end
		}
		i += n
	}
	return end
}

// xQueryEnd is the end of the query whose question mark stands at i; i itself if there is none.
func xQueryEnd(s string, i int) int {
	if i >= len(s) || s[i] != '?' {
		return i
	}
	end := i
	for j := i + 1; j < len(s); j++ {
		c := s[j]
		switch {
		case asciiWord(c) || strings.IndexByte("-_&=#/", c) >= 0:
			end = j + 1
		case strings.IndexByte("!?*'@();:+$%[].,~|", c) < 0:
			return end
		}
	}
	return end
}
