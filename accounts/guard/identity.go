package guard

import (
	"slices"
	"strings"

	"vocero/accounts"
)

// identity warns when the words that would be seen name another client of the desk: its name, also as a hashtag, a handle, its
// web site, a hashtag of its style guide, or a host that no other brand shares. Capitals and accents do not count. It also warns
// of handles that mean somebody else where the post goes, or nobody known.
func identity(p accounts.Post, f Facts) []accounts.Finding {
	own, theirs := phrases{}, phrases{}
	own.add(naming(f.Brand, f.Accounts, nil, 0)...)
	if p.Answering != nil { // Whoever is answered may be named.
		own.add(handlePhrases(p.Answering.Author.String(), 0)...)
	}
	shared := hosts(f)
	for i, o := range f.Others {
		if o.Brand.ID != p.Brand {
			theirs.add(naming(o.Brand, o.Accounts, shared, i)...)
		}
	}
	var out []accounts.Finding
	texts := seen(p, f)
	for i := range texts {
		out = append(out, texts[i].names(own, theirs, f)...)
	}
	return append(out, handles(p, f)...)
}

// names finds the first place of each other client that does not lie in a name of whoever may be named.
func (s *spoken) names(own, theirs phrases, f Facts) []accounts.Finding {
	ours, told := map[int]bool{}, map[int]bool{}
	for i := range s.words {
		own.at(s.words[i:], func(x phrase) {
			for j := range x.words {
				ours[i+j] = true
			}
		})
	}
	var out []accounts.Finding
	for i := range s.words {
		theirs.at(s.words[i:], func(x phrase) {
			last := i + len(x.words) - 1
			mine := true
			for j := i; j <= last; j++ {
				mine = mine && ours[j]
			}
			if mine || told[x.no] {
				return
			}
			told[x.no] = true
			start, end := s.words[i].start, s.words[last].end
			out = append(out, s.note(finding("identity", accounts.Warn, "", sayNames, f.Others[x.no].Brand.Name, s.text[start:end]), start, end))
		})
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

// public are hosts on which everybody may live: one client alone there does not make them its own.
var public = []string{"x.com", "twitter.com", "bsky.social", "bsky.app", "facebook.com", "instagram.com", "threads.net", "threads.com",
	"linkedin.com", "tiktok.com", "youtube.com", "mastodon.social", "mastodon.online", "masto.es", "mastodon.world", "mstdn.social"}

// naming are the phrases that name a brand. A host counts only where the table says that one brand alone lives there.
func naming(b accounts.Brand, as []accounts.Account, shared map[string]int, no int) []phrase {
	var out []phrase
	if w := foldedWords(b.Name); len(w) > 0 {
		out = append(out, phrase{words: w, no: no}, phrase{words: []string{strings.Join(w, "")}, no: no})
	}
	for _, a := range as {
		out = append(out, handlePhrases(a.Handle(), no)...)
		if h := foldedWords(a.Host); len(h) > 1 && shared[accounts.Fold(a.Host)] == 1 && !slices.Contains(public, accounts.Fold(a.Host)) {
			out = append(out, phrase{words: h, site: true, no: no})
		}
	}
	if b.Style != nil {
		for _, t := range b.Style.Hashtags {
			out = append(out, phrase{words: foldedWords(t), tag: true, no: no})
		}
	}
	for _, c := range b.Contacts {
		if h := siteOf(c); h != "" {
			out = append(out, phrase{words: foldedWords(h), site: true, no: no})
		}
	}
	return out
}

// siteOf is the host of a contact that is a web site, without its www; "" for a phone or an e-mail address.
func siteOf(contact string) string {
	s := accounts.Fold(strings.TrimSpace(contact))
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	s, _, _ = strings.Cut(s, "/")
	s = strings.TrimPrefix(s, "www.")
	if strings.ContainsAny(s, "@ ") || !strings.Contains(s, ".") || !strings.ContainsFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
		return ""
	}
	return s
}

// handlePhrases are a handle in full, with or without the @ before it, and its short form.
func handlePhrases(handle string, no int) []phrase {
	w := foldedWords(handle)
	if len(w) == 0 {
		return nil
	}
	out := []phrase{{words: w[:1], handle: true, no: no}}
	if len(w) > 1 {
		out = append(out, phrase{words: w, no: no})
	}
	return out
}
