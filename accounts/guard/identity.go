package guard

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vocero/accounts"
)

// identity warns when the words that would be seen name another client of the desk: its name, also as a hashtag, a handle, or a
// host that no other brand shares. Capitals and accents do not count.
func identity(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
	own := needles(f.Brand.Name, f.Accounts, nil)
	if p.Answering != nil { // Whoever is answered may be named.
		own = append(own, handleNeedles(p.Answering.Author.String())...)
	}
	shared, texts := hosts(f), seen(p)
	for i := range texts {
		texts[i].split(own)
	}
	for _, o := range f.Others {
		if o.Brand.ID == p.Brand {
			continue
		}
		theirs := needles(o.Brand.Name, o.Accounts, shared)
		for _, s := range texts {
			start, end, ok := s.find(theirs)
			if !ok {
				continue
			}
			v := finding("identity", accounts.Warn, s.account, sayNames, o.Brand.Name, s.text[start:end])
			if s.main {
				v = at(v, start, end)
			}
			out = append(out, v)
		}
	}
	return out
}

// spoken is one text of a post that others will see.
type spoken struct {
	account accounts.ID // "" for every account
	text    string
	main    bool // the text itself, in which a finding has a place

	words []word
	ours  []bool // words that name whoever may be named
}

// split takes the text apart, and marks what names whoever may be named.
func (s *spoken) split(own []needle) {
	s.words = wordsOf(s.text)
	s.ours = make([]bool, len(s.words))
	for i := range s.words {
		for _, x := range own {
			if x.matches(s.words[i:]) {
				for j := range x.words {
					s.ours[i+j] = true
				}
			}
		}
	}
}

// find is the first place of one of the needles that does not lie in a marked one.
func (s *spoken) find(wanted []needle) (start, end int, ok bool) {
	for i := range s.words {
		for _, x := range wanted {
			if x.matches(s.words[i:]) && slices.Contains(s.ours[i:i+len(x.words)], false) {
				return s.words[i].start, s.words[i+len(x.words)-1].end, true
			}
		}
	}
	return 0, 0, false
}

// seen are all texts of a post that others will see.
func seen(p accounts.Post) []spoken {
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
	out = append(out, spoken{text: p.CW})
	for _, m := range p.Media {
		out = append(out, spoken{text: m.Alt})
	}
	if p.Poll != nil {
		out = append(out, spoken{text: strings.Join(p.Poll.Options, "\n")})
	}
	return out
}

// hosts counts the brands of the desk on each host, by folded name.
func hosts(f Facts) map[string]int {
	n := map[string]int{}
	count := func(as []accounts.Account) {
		mine := map[string]bool{}
		for _, a := range as {
			if h := accounts.Fold(a.Host); !mine[h] {
				mine[h] = true
				n[h]++
			}
		}
	}
	count(f.Accounts)
	for _, o := range f.Others {
		count(o.Accounts)
	}
	return n
}

// needle is a sequence of folded words to look for; handle wants an @ before the first.
type needle struct {
	words  []string
	handle bool
}

// needles are what names a brand. A host counts only where the table says that one brand alone lives there.
func needles(name string, as []accounts.Account, shared map[string]int) []needle {
	var out []needle
	if w := foldedWords(name); len(w) > 0 {
		out = append(out, needle{words: w}, needle{words: []string{strings.Join(w, "")}})
	}
	for _, a := range as {
		out = append(out, handleNeedles(a.Handle())...)
		if h := foldedWords(a.Host); len(h) > 1 && shared[accounts.Fold(a.Host)] == 1 {
			out = append(out, needle{words: h})
		}
	}
	return out
}

// handleNeedles are a handle in full, with or without the @ before it, and its short form.
func handleNeedles(handle string) []needle {
	w := foldedWords(handle)
	if len(w) == 0 {
		return nil
	}
	out := []needle{{words: w[:1], handle: true}}
	if len(w) > 1 {
		out = append(out, needle{words: w})
	}
	return out
}

// word is a run of letters and digits in a text, with its place in bytes.
type word struct {
	start, end int
	fold       string
	handle     bool // an @ stands before it
}

func wordsOf(s string) []word {
	var out []word
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
		out = append(out, word{start, i, accounts.Fold(s[start:i]), start > 0 && s[start-1] == '@'})
	}
	return out
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

func foldedWords(s string) []string {
	var out []string
	for _, w := range wordsOf(s) {
		out = append(out, w.fold)
	}
	return out
}

// matches tells whether the words begin with the needle.
func (n needle) matches(words []word) bool {
	if len(words) < len(n.words) || n.handle && !words[0].handle {
		return false
	}
	for i, w := range n.words {
		if words[i].fold != w {
			return false
		}
	}
	return true
}
