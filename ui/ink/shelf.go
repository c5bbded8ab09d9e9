package ink

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vocero/accounts"
)

// Past is what a brand has heard and said: where handles and hashtags come from.
type Past interface {
	MentionPage(q accounts.MentionQuery, at accounts.Cursor, n int) (accounts.MentionPage, error)
	Posts(q accounts.PostQuery, at accounts.Cursor, n int) ([]accounts.Post, accounts.Cursor, error)
	Snippets(brand accounts.ID) ([]accounts.Snippet, error)
}

// Book is where snippets and the words of a brand are kept.
type Book interface {
	Brand(id accounts.ID) (accounts.Brand, error)
	PutBrand(b accounts.Brand) (accounts.Brand, error)
	PutSnippet(x accounts.Snippet) (accounts.Snippet, error)
	RemoveSnippet(id accounts.ID) error
}

// Desk is what the pen reads from and writes to.
type Desk interface {
	Past
	Book
}

// known is a word that was used before, as it is compared and as it is written.
type known struct {
	folded, name string // name: what else it is found by
	offer        Offer
	times        int
}

// Shelf is what a brand's texts can be completed with. It does not change once it is read.
type Shelf struct {
	Snippets []accounts.Snippet // the brand's own first, then those for all
	handles  []known
	tags     []known
}

// How much of the past is read: mentions and posts, the newest last.
const (
	mostMentions = 2000
	mostPosts    = 500
)

// Read reads the shelf of a brand. It takes its time: never on the screen's goroutine.
func Read(d Past, b accounts.Brand, own []accounts.Account) (*Shelf, error) {
	s := &Shelf{}
	var err error
	if s.Snippets, err = d.Snippets(b.ID); err != nil {
		return nil, err
	}
	who, tags := map[string]*known{}, map[string]*known{}
	for _, a := range own {
		note(who, a.Handle(), a.Name.String(), 1<<20)
	}
	at := accounts.Cursor("")
	for n := 0; n < mostMentions; n += 200 {
		p, err := d.MentionPage(accounts.MentionQuery{Brand: b.ID, Any: true}, at, 200)
		if err != nil {
			return nil, err
		}
		for _, m := range p.Items {
			note(who, m.Author.String(), m.AuthorName.String(), 1)
			for _, a := range m.Addressed {
				note(who, a.String(), "", 1)
			}
		}
		if at = p.After; at == "" {
			break
		}
	}
	if b.Style != nil {
		for _, t := range b.Style.Hashtags {
			note(tags, t, "", 1<<10)
		}
	}
	if err := used(d, b.ID, tags); err != nil {
		return nil, err
	}
	s.handles, s.tags = shelve(who), shelve(tags)
	return s, nil
}

// used notes the hashtags of a brand's posts.
func used(d Past, brand accounts.ID, tags map[string]*known) error {
	at := accounts.Cursor("")
	for n := 0; n < mostPosts; n += 100 {
		ps, next, err := d.Posts(accounts.PostQuery{Brand: brand}, at, 100)
		if err != nil {
			return err
		}
		for _, p := range ps {
			for _, t := range Hashtags(p.Text) {
				note(tags, t, "", 1)
			}
			for _, v := range p.Versions {
				for _, t := range Hashtags(v.Text) {
					note(tags, t, "", 1)
				}
			}
		}
		if at = next; at == "" {
			return nil
		}
	}
	return nil
}

// note counts a word; the first way of writing it stays.
func note(m map[string]*known, text, name string, times int) {
	if len(text) < 2 {
		return
	}
	k := accounts.Fold(text)
	if x := m[k]; x != nil {
		x.times += times
		return
	}
	m[k] = &known{strings.TrimLeft(k, "@#"), accounts.Fold(name), Offer{Text: text, Note: name}, times}
}

// shelve puts what was used most first.
func shelve(m map[string]*known) []known {
	out := make([]known, 0, len(m))
	for _, k := range m {
		out = append(out, *k)
	}
	slices.SortFunc(out, func(a, b known) int {
		return cmp.Or(cmp.Compare(b.times, a.times), cmp.Compare(a.folded, b.folded))
	})
	return out
}

// Hashtags are the hashtags of a text: # and letters, digits or _ behind it, at least one of them a letter.
func Hashtags(text string) []string {
	var out []string
	for i := strings.IndexByte(text, '#'); i >= 0 && i < len(text); {
		end := i + 1
		letter := false
		for j, r := range text[i+1:] {
			if !tagRune(r) {
				break
			}
			letter = letter || r > '9'
			end = i + 1 + j + utf8.RuneLen(r)
		}
		if letter && (i == 0 || !tagByte(text[i-1])) {
			out = append(out, text[i:end])
		}
		next := strings.IndexByte(text[end:], '#')
		if next < 0 {
			break
		}
		i = end + next
	}
	return out
}

// Snippet finds a snippet by its whole abbreviation, whatever its case and accents.
func (s *Shelf) Snippet(abbr string) (accounts.Snippet, bool) {
	abbr = accounts.Fold(abbr)
	for _, x := range s.Snippets {
		if accounts.Fold(x.Abbr) == abbr {
			return x, true
		}
	}
	return accounts.Snippet{}, false
}

// offers are the lines for a piece behind a sign.
func (s *Shelf) offers(sign rune, piece string) []Offer {
	piece = accounts.Fold(piece)
	switch sign {
	case '@':
		return first(s.handles, piece)
	case '#':
		return first(s.tags, piece)
	case ':':
		return emojiFor(piece)
	}
	var out []Offer
	for _, x := range s.Snippets {
		if strings.HasPrefix(accounts.Fold(x.Abbr), piece) && len(out) < mostOffers {
			out = append(out, Offer{Text: x.Text, Note: "," + x.Abbr, snippet: true})
		}
	}
	return out
}

// first are the words that begin with a piece, or whose name does, those used most first.
func first(words []known, piece string) []Offer {
	var out []Offer
	for pass := range 2 {
		for i := range words {
			w := &words[i]
			begins := strings.HasPrefix(w.folded, piece)
			if pass == 1 {
				begins = !begins && w.name != "" && (strings.HasPrefix(w.name, piece) || strings.Contains(w.name, " "+piece))
			}
			if begins {
				if out = append(out, w.offer); len(out) == mostOffers {
					return out
				}
			}
		}
	}
	return out
}

// tagRune tells whether a rune can be part of a hashtag.
func tagRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// tagByte tells whether a byte before # makes it part of a word, or of the fragment of an address.
func tagByte(c byte) bool { return c == '/' || c == '&' || c >= 0x80 || tagRune(rune(c)) }
