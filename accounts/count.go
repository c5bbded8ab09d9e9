package accounts

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CountUnit is what a server counts a text in.
type CountUnit uint8

const (
	// CountGraphemes counts user-perceived characters: Mastodon, Bluesky.
	CountGraphemes CountUnit = iota
	// CountRunes counts code points: GoToSocial, Pleroma.
	CountRunes
	// CountUTF16 counts UTF-16 code units: what a JavaScript form counts.
	CountUTF16
	// CountBytes counts bytes of UTF-8.
	CountBytes
	// CountWeighted counts as X does: two for most scripts beyond the European ones and for an emoji however long, else one.
	CountWeighted
	// CountEmojiBytes counts graphemes, and an emoji as its bytes of UTF-8: Threads.
	CountEmojiBytes
)

// CountRule says how a server measures the length of a post. The zero rule counts graphemes of the text alone, all in full.
//
// Mastodon counts graphemes, a URL with http or https as 23, @user@host as @user, and the content warning with the text
// (docs.joinmastodon.org/user/posting, app/validators/status_length_validator.rb). GoToSocial counts code points of both, all
// in full.
type CountRule struct {
	Unit          CountUnit `cbor:"1,keyasint,omitempty"`
	URLWeight     int       `cbor:"2,keyasint,omitempty"` // units of a URL, whatever its length; 0 counts it in full
	MentionsShort bool      `cbor:"3,keyasint,omitempty"` // @user@host counts as @user
	CWCounts      bool      `cbor:"4,keyasint,omitempty"` // the content warning counts too, always in full
	BareURLs      bool      `cbor:"5,keyasint,omitempty"` // URLs are found as X finds them: tienda.es too, and only under a top level that exists
}

// Count is the length of a post in the units of the rule.
func (r CountRule) Count(text, cw string) int {
	n := 0
	if r.CWCounts {
		n = r.Unit.Len(cw)
	}
	r.pieces(text, func(start, end, weight int) bool {
		if weight < 0 {
			weight = r.Unit.Len(text[start:end])
		}
		n += weight
		return true
	})
	return n
}

// Cut is the place in text, in bytes, where its count goes over limit: the beginning of the first cluster, URL or mention that
// does not fit, len(text) if all fits. For a limit that the content warning shares, subtract its count first.
func (r CountRule) Cut(text string, limit int) (byteIndex int) {
	n, at := 0, len(text)
	r.pieces(text, func(start, end, weight int) bool {
		if weight >= 0 {
			if n += weight; n > limit {
				at = start
			}
			return n <= limit
		}
		for start < end {
			size, _ := cluster(text[start:end])
			if n += r.Unit.Len(text[start : start+size]); n > limit {
				at = start
				return false
			}
			start += size
		}
		return true
	})
	return at
}

// Len is the length of s in units.
func (u CountUnit) Len(s string) int {
	switch u {
	case CountRunes:
		return utf8.RuneCountInString(s)
	case CountUTF16:
		n := 0
		for _, r := range s {
			n++
			if r > 0xffff {
				n++
			}
		}
		return n
	case CountBytes:
		return len(s)
	case CountWeighted:
		return weighted(s)
	case CountEmojiBytes:
		return emojiBytes(s)
	}
	return Graphemes(s)
}

// pieces calls yield for each run of text (weight -1: its own length) and each URL or mention that the rule shortens.
func (r CountRule) pieces(text string, yield func(start, end, weight int) bool) {
	run := 0
	for i := 0; i < len(text); {
		end, weight := 0, 0
		switch c := text[i]; {
		case r.BareURLs:
			end, weight = xURLAt(text, i), r.URLWeight
		case r.URLWeight > 0 && c|0x20 == 'h':
			end, weight = urlAt(text, i), r.URLWeight
		case r.MentionsShort && c == '@':
			var user int
			if user, end = mentionAt(text, i); end > 0 {
				weight = r.Unit.Len(text[i:user])
			}
		}
		if end == 0 {
			i++
			continue
		}
		if run < i && !yield(run, i, -1) || !yield(i, end, weight) {
			return
		}
		i, run = end, end
	}
	if run < len(text) {
		yield(run, len(text), -1)
	}
}

// urlAt is the end of the URL that begins at i, 0 if none does. What counts as one follows Mastodon's extractor (its
// config/initializers/twitter_regex.rb): http or https, not glued to a word, a host with a dot and a top level of letters,
// balanced parentheses, no final punctuation. Unlike there the top level may be one that no registry knows yet.
func urlAt(s string, i int) int {
	n := schemeLen(s[i:])
	if n == 0 || gluedURL(s[:i]) {
		return 0
	}
	end := hostEnd(s, i+n)
	if end == 0 {
		return 0
	}
	if end+1 < len(s) && s[end] == ':' && digit(s[end+1]) {
		for end++; end < len(s) && digit(s[end]); end++ {
		}
	}
	if end < len(s) && s[end] == '/' {
		end = pathEnd(s, end+1)
	}
	if end < len(s) && s[end] == '?' {
		end = queryEnd(s, end)
	}
	return end
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// schemeLen is the length of http:// or https:// at the start of s.
func schemeLen(s string) int {
	for _, p := range [...]string{"https://", "http://"} {
		if len(s) > len(p) && strings.EqualFold(s[:len(p)], p) {
			return len(p)
		}
	}
	return 0
}

// gluedURL tells whether what stands before a URL makes it part of a word.
func gluedURL(before string) bool {
	r, n := utf8.DecodeLastRuneInString(before)
	if n == 0 {
		return false
	}
	return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune("@＠$#＃", r) ||
		r >= 0x202A && r <= 0x202E
}

// hostEnd is the end of the host that begins at i, 0 if it has no dot or no top level of letters.
func hostEnd(s string, i int) int {
	end, last := 0, i // end of the last good host, start of its last label
	letters := true   // of the label
	for j := i; ; {
		r, n := utf8.DecodeRuneInString(s[j:])
		word := n > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '-' || r == '_')
		if word {
			letters = letters && (unicode.IsLetter(r) || unicode.IsMark(r))
			j += n
			continue
		}
		if j == last { // an empty label
			return end
		}
		label := s[last:j]
		if last > i && (letters && utf8.RuneCountInString(label) > 1 || len(label) > 4 && strings.EqualFold(label[:4], "xn--")) {
			end = j
		} else if r != '.' {
			return end
		}
		if r != '.' {
			return end
		}
		j++
		last, letters = j, true
	}
}

// pathEnd is the end of the path whose slash stands before i.
func pathEnd(s string, i int) int {
	end := i
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r) || strings.ContainsRune("<>?)", r):
			return end
		case r == '(':
			group := balanced(s, i)
			if group == 0 {
				return end
			}
			i, end = group, group
			continue
		case !strings.ContainsRune("!*\"'「」;:=,.$%[]~&|@", r):
			end = i + n
		}
		i += n
	}
	return end
}

// balanced is the end of the group in parentheses that begins at i, at most one more group inside; 0 if it does not end.
func balanced(s string, i int) int {
	depth := 0
	for j, r := range s[i:] {
		switch {
		case r == '(':
			if depth++; depth > 2 {
				return 0
			}
		case r == ')':
			if depth--; depth == 0 {
				return i + j + 1
			}
		case unicode.IsSpace(r) || strings.ContainsRune("<>?", r):
			return 0
		}
	}
	return 0
}

// queryEnd is the end of the query whose question mark stands at i; i itself if nothing of a query follows.
func queryEnd(s string, i int) int {
	end := i
	for j := i + 1; j < len(s); {
		r, n := utf8.DecodeRuneInString(s[j:])
		foreign := r >= 0xA0 && !unicode.IsSpace(r)
		word := r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || foreign
		switch {
		case word || strings.ContainsRune("_&=#/-", r):
			end = j + n
		case !strings.ContainsRune("!?*'();:+$%[].,~|@^", r):
			return end
		}
		j += n
	}
	return end
}

// mentionAt finds the mention @user@host that begins at i: the end of its user and its own; both 0 if there is none or it
// names no host.
func mentionAt(s string, i int) (user, end int) {
	if r, n := utf8.DecodeLastRuneInString(s[:i]); n > 0 && (r == '/' || r == '=' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return 0, 0
	}
	user = nameEnd(s, i+1, false)
	if user == i+1 || user >= len(s) || s[user] != '@' {
		return 0, 0
	}
	end = nameEnd(s, user+1, true)
	if end == user+1 {
		return 0, 0
	}
	return user, end
}

// nameEnd is the end of a name of letters, digits and underscores with dots and hyphens inside it; a host may have letters of
// any script.
func nameEnd(s string, i int, host bool) int {
	end := i
	for j := i; j < len(s); {
		r, n := utf8.DecodeRuneInString(s[j:])
		switch {
		case r == '_' || r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || host && r >= 0x80 && unicode.IsLetter(r):
			end = j + n
		case r != '.' && r != '-' || j == i:
			return end
		}
		j += n
	}
	return end
}

// SplitThread cuts a text at each line of exactly "---" into the posts of a thread. Blank parts are left out; there is always
// at least one part.
func SplitThread(text string) []string {
	if !strings.Contains(text, "---") {
		return []string{text}
	}
	var parts []string
	start := 0
	add := func(part string) {
		if part = strings.Trim(part, "\r\n"); strings.TrimSpace(part) != "" {
			parts = append(parts, part)
		}
	}
	for i := 0; i < len(text); {
		line, _, _ := strings.Cut(text[i:], "\n")
		next := min(i+len(line)+1, len(text))
		if strings.TrimSuffix(line, "\r") == "---" {
			add(text[start:i])
			start = next
		}
		i = next
	}
	add(text[start:])
	if len(parts) == 0 {
		return []string{""}
	}
	return parts
}
