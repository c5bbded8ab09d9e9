package guard

import (
	"strings"

	"vocero/accounts"
)

var sayCashtags = tell("%[1]d cashtags (%[2]s); X takes one in a post", "write all but one without the $")

// cashtags keeps a post from leaving that X would refuse: it takes one cashtag in a post (docs.x.com/x-api/posts/create-post). It is the
// network's rule, so nobody switches it off.
func cashtags(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
	for _, a := range targets(p, f) {
		if !a.Metered() {
			continue
		}
		text, from := p.TextFor(a.ID), 0
		for _, part := range p.Parts(a.ID) {
			if i := strings.Index(text[from:], part); i >= 0 {
				from += i
			}
			if tags := moneyTags(part); len(tags) > 1 {
				second := part[tags[1].Start:tags[1].End]
				out = append(out, at(finding("cashtags", accounts.Block, a.ID, sayCashtags, len(tags), second), from+tags[1].Start, from+tags[1].End))
			}
		}
	}
	return out
}

// moneyTags are the cashtags of a text: a $ and one to six letters, perhaps with one or two more behind a dot or an underscore
// (github.com/twitter/twitter-text, extractCashtags).
func moneyTags(s string) (out []accounts.Span) {
	for i := 0; i < len(s); i++ {
		if s[i] != '$' || i > 0 && !strings.ContainsRune(" \t\n", rune(s[i-1])) {
			continue
		}
		end := letters(s, i+1, 6)
		if end == i+1 {
			continue
		}
		if end < len(s) && (s[end] == '.' || s[end] == '_') {
			if more := letters(s, end+1, 2); more > end+1 {
				end = more
			}
		}
		if end == len(s) || s[end] < 0x80 && !alnum(s[end]) && s[end] != '_' {
			out = append(out, accounts.Span{Start: i, End: end})
		}
	}
	return out
}

// letters is where a run of at most most letters ends that begins at i.
func letters(s string, i, most int) int {
	for most += i; i < len(s) && i < most && letter(s[i]); i++ {
	}
	return i
}
