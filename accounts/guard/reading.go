package guard

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vocero/accounts"
)

// spoken is one text of a post that others will see.
type spoken struct {
	account accounts.ID // "" for every account
	text    string
	main    bool // the text itself, in which a finding has a place
	words   []word
	links   []accounts.Span
}

// word is a run of letters and digits in a text, with its place in bytes.
type word struct {
	start, end  int
	fold        string
	handle, tag bool // an @ or a # stands before it
	link        bool // it is part of a link
}

// raw is the word as it stands in the text.
func (s *spoken) raw(w word) string { return s.text[w.start:w.end] }

// note puts a finding in its place, where it has one.
func (s *spoken) note(v accounts.Finding, start, end int) accounts.Finding {
	v.Account = cmp.Or(v.Account, s.account)
	if s.main {
		return at(v, start, end)
	}
	return v
}

// seen are all texts of a post that others will see, taken apart. Check takes them apart once for all rules.
func seen(p accounts.Post, f Facts) []spoken {
	if f.seen != nil {
		return f.seen
	}
	out := []spoken{}
	varies := func(id accounts.ID) bool {
		return slices.ContainsFunc(p.Versions, func(v accounts.Version) bool { return v.Account == id })
	}
	if len(p.Targets) == 0 || slices.ContainsFunc(p.Targets, func(id accounts.ID) bool { return !varies(id) }) {
		out = append(out, spoken{text: p.Text, main: true})
	}
	for _, id := range p.Targets {
		if varies(id) {
			out = append(out, spoken{account: id, text: p.TextFor(id), main: true})
		}
	}
	more := []string{p.CW}
	for _, m := range p.Media {
		more = append(more, m.Alt)
	}
	if p.Poll != nil {
		more = append(more, strings.Join(p.Poll.Options, "\n"))
	}
	for _, s := range more {
		if s != "" {
			out = append(out, spoken{text: s})
		}
	}
	for i := range out {
		out[i].split()
	}
	return out
}

// mains are the texts that a post says, without descriptions, warnings and answers.
func mains(p accounts.Post, f Facts) []spoken {
	all := seen(p, f)
	n := slices.IndexFunc(all, func(s spoken) bool { return !s.main })
	if n < 0 {
		n = len(all)
	}
	return all[:n]
}

// split takes a text apart.
func (s *spoken) split() {
	s.links = accounts.LinksIn(s.text)
	s.words = wordsOf(s.text)
	i := 0
	for _, l := range s.links {
		for ; i < len(s.words) && s.words[i].start < l.End; i++ {
			s.words[i].link = s.words[i].start >= l.Start
		}
	}
}

// wordsOf takes a text apart into words.
func wordsOf(s string) []word {
	out := make([]word, 0, len(s)/6+1)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !inWord(r) {
			i += n
			continue
		}
		start := i
		for i < len(s) && inWord(r) {
			i += n
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		w := word{start: start, end: i, fold: accounts.Fold(s[start:i])}
		if start > 0 {
			w.handle, w.tag = s[start-1] == '@', s[start-1] == '#'
		}
		out = append(out, w)
	}
	return out
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// foldedWords are the words of a name, folded.
func foldedWords(s string) []string {
	var out []string
	for _, w := range wordsOf(s) {
		out = append(out, w.fold)
	}
	return out
}

// phrase is a sequence of folded words to look for; handle wants an @ before the first, tag a #.
type phrase struct {
	words       []string
	handle, tag bool
	site        bool // a host: behind an @ it is a stranger's
	no          int  // whose it is: a number of the caller
}

// phrases are sequences of words, by their first.
type phrases map[string][]phrase

func (ps phrases) add(more ...phrase) {
	for _, x := range more {
		if len(x.words) > 0 {
			ps[x.words[0]] = append(ps[x.words[0]], x)
		}
	}
}

// at are the phrases with which the words begin.
func (ps phrases) at(words []word, yield func(x phrase)) {
	for _, x := range ps[words[0].fold] {
		if x.matches(words) {
			yield(x)
		}
	}
}

// matches tells whether the words begin with the phrase.
func (n phrase) matches(words []word) bool {
	if len(words) < len(n.words) || n.handle && !words[0].handle || n.tag && !words[0].tag || n.site && words[0].handle {
		return false
	}
	for i, w := range n.words {
		if words[i].fold != w {
			return false
		}
	}
	return true
}

// base is the language of a tag without its region.
func base(language string) string {
	b, _, _ := strings.Cut(strings.ToLower(language), "-")
	return b
}

// languageOf is the language in which a post speaks: its own, else the brand's first; "" where nobody said.
func languageOf(p accounts.Post, f Facts) string { return base(cmp.Or(p.Language, f.Brand.Language())) }
