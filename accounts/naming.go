package accounts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Handle is a handle in a text.
type Handle struct {
	Span
	User int // the end of the user name, in bytes of the text; End for a short one
}

// Short tells whether it was written without its host.
func (h Handle) Short() bool { return h.User == h.End }

// HandlesIn are the places of the handles of a text, @user or @user@host, in order. What stands in a link or in an e-mail address is
// none, and neither is what is glued to a word, a path or another handle.
func HandlesIn(text string) []Handle {
	var out []Handle
	for i := 0; i < len(text); i++ {
		if text[i] != '@' || gluedHandle(text[:i]) {
			continue
		}
		h := Handle{Span: Span{Start: i}}
		if h.User = handleEnd(text, i+1); h.User == i+1 {
			continue
		}
		h.End = h.User
		if h.End < len(text) && text[h.End] == '@' {
			end := handleEnd(text, h.End+1)
			if !strings.Contains(text[h.End+1:max(end, h.End+1)], ".") {
				i = max(end, h.End) - 1
				continue
			}
			h.End = end
		}
		if !endsHandle(text[h.End:]) || inLink(text, i) {
			continue
		}
		out = append(out, h)
		i = h.End - 1
	}
	return out
}

// gluedHandle tells whether what stands before an @ makes it part of something else.
func gluedHandle(before string) bool {
	r, n := utf8.DecodeLastRuneInString(before)
	return n > 0 && (unicode.In(r, unicode.L, unicode.M, unicode.N) || strings.ContainsRune("@＠#＃/=._-+%&~\\", r))
}

// endsHandle tells whether what follows leaves a handle what it is.
func endsHandle(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	return n == 0 || !unicode.In(r, unicode.L, unicode.M, unicode.N) && !strings.ContainsRune("@＠/_\\", r)
}

// handleEnd is the end of a name of ASCII letters, digits and underscores, with dots and hyphens inside.
func handleEnd(s string, i int) int {
	end := i
	for j := i; j < len(s); j++ {
		switch c := s[j]; {
		case asciiWord(c) || c == '_':
			end = j + 1
		case c != '.' && c != '-' || j == i:
			return end
		}
	}
	return end
}

// inLink tells whether the byte at i stands in a link, written with its scheme or without.
func inLink(text string, i int) bool {
	from := strings.LastIndexFunc(text[:i], unicode.IsSpace) + 1
	if strings.Contains(text[from:i], "://") {
		return true
	}
	for j := from; j < i; j++ {
		if xURLAt(text, j) > i {
			return true
		}
	}
	return false
}

// Naming says what a handle of a text becomes on one account of a post: the handle of the same person there, or the plain name.
type Naming struct {
	Account ID     `cbor:"1,keyasint"`
	Handle  string `cbor:"2,keyasint"` // as it is written, folded
	As      string `cbor:"3,keyasint"`
	Person  ID     `cbor:"4,keyasint"`
	Plain   bool   `cbor:"5,keyasint,omitempty"` // the person has no known handle there
}

// NamingsOf says for each account of a post what the handles in its text become there. who finds the person with an alias. What means
// nobody known, or may mean two persons, stays as it is; and so does a handle that means its person already.
func NamingsOf(p Post, as []Account, who func(Alias) (Person, bool)) []Naming {
	var out []Naming
	var own []Account
	for _, a := range as {
		if slices.Contains(p.Targets, a.ID) {
			own = append(own, a)
		}
	}
	for _, a := range own {
		text := p.Written(a.ID)
		if !strings.Contains(text, "@") {
			continue
		}
		for _, h := range HandlesIn(text) {
			n := Naming{Account: a.ID, Handle: Fold(text[h.Start:h.End])}
			if slices.ContainsFunc(out, func(o Naming) bool { return o.Account == n.Account && o.Handle == n.Handle }) {
				continue
			}
			others := own
			if p.varies(a.ID) { // A text of its own speaks of the people of its own network.
				others = nil
			}
			if n.name(text[h.Start:h.End], a, others, who) {
				out = append(out, n)
			}
		}
	}
	return out
}

// name finds what a handle becomes on an account; false when it stays.
func (n *Naming) name(written string, a Account, others []Account, who func(Alias) (Person, bool)) bool {
	p, here, ok := meant(written, a, others, who)
	if !ok {
		return false
	}
	n.Person = p.ID
	x, known := p.On(a.Place())
	switch {
	case here != nil:
		n.As = here.Written()
		if a.Network == Mastodon && strings.Count(written, "@") == 1 {
			n.As = written // Short, for somebody on the account's own server.
		}
	case known:
		n.As = x.Written()
	default:
		n.As, n.Plain = p.Plain(), true
	}
	return Fold(n.As) != n.Handle
}

// meant is the person whom a handle means; here is the alias on the account's own network, nil when it is one of another.
func meant(written string, a Account, others []Account, who func(Alias) (Person, bool)) (p Person, here *Alias, ok bool) {
	if x, ok := readAs(written, a); ok {
		if p, ok := who(x); ok {
			return p, &x, true
		}
	}
	var found []Person
	for _, x := range elsewhere(written, others) {
		if o, ok := who(x); ok && !slices.ContainsFunc(found, func(f Person) bool { return f.ID == o.ID }) {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		return Person{}, nil, false
	}
	return found[0], nil, true
}

// readAs is a handle as the network of an account reads it.
func readAs(written string, a Account) (Alias, bool) {
	user, host, full := strings.Cut(written[1:], "@")
	if !full && a.Network == Mastodon {
		host, full = a.Host, true
	}
	if full && a.Network != Mastodon {
		if hostNetworks[strings.ToLower(host)] != a.Place() {
			return Alias{}, false
		}
		full = false
	}
	if full {
		user += "@" + host
	}
	x, err := NewAlias(a.Place(), user)
	return x, err == nil && (a.Network != Mastodon || hostNetworks[strings.ToLower(host)] == "")
}

// elsewhere are the aliases that a handle may be on other networks: one in full tells its own, one with a dot may be of Bluesky, and a
// short one of every network the post goes to.
func elsewhere(written string, others []Account) []Alias {
	var out []Alias
	if x, err := ParseAlias(written); err == nil {
		out = append(out, x)
	}
	if strings.Count(written, "@") > 1 {
		return out
	}
	for _, o := range others {
		if x, ok := readAs(written, o); ok {
			out = append(out, x)
		}
	}
	return out
}

// piece is a run of a text and what it says: another text where a handle was mapped.
type piece struct {
	from Span // in the text as it was written
	to   Span // in what leaves
}

// named is a text as an account says it, by what was settled for its handles, and the pieces that differ.
func (p Post) named(account ID, text string) (string, []piece) {
	if len(p.Namings) == 0 || !strings.Contains(text, "@") {
		return text, nil
	}
	var b strings.Builder
	var out []piece
	from := 0
	for _, h := range HandlesIn(text) {
		key := Fold(text[h.Start:h.End])
		i := slices.IndexFunc(p.Namings, func(n Naming) bool { return n.Account == account && n.Handle == key })
		if i < 0 {
			continue
		}
		b.WriteString(text[from:h.Start])
		start := b.Len()
		b.WriteString(p.Namings[i].As)
		out = append(out, piece{h.Span, Span{start, b.Len()}})
		from = h.End
	}
	if out == nil {
		return text, nil
	}
	b.WriteString(text[from:])
	return b.String(), out
}

// Written is the text for an account as she wrote it: TextFor says what of it leaves.
func (p Post) Written(account ID) string {
	for _, v := range p.Versions {
		if v.Account == account {
			return v.Text
		}
	}
	return p.Text
}

// varies tells whether an account has a text of its own.
func (p Post) varies(account ID) bool {
	return slices.ContainsFunc(p.Versions, func(v Version) bool { return v.Account == account })
}

// Renamed tells whether handles of the text become others on an account.
func (p Post) Renamed(account ID) bool { return p.TextFor(account) != p.Written(account) }

// Said is the post with what leaves as the version of each account whose handles are mapped; nothing in it is mapped any more.
func (p Post) Said() Post {
	if len(p.Namings) == 0 {
		return p
	}
	out := p
	out.Versions, out.Namings = slices.Clone(p.Versions), nil
	for _, id := range p.Targets {
		if !p.Renamed(id) {
			continue
		}
		out.Versions = slices.DeleteFunc(out.Versions, func(v Version) bool { return v.Account == id })
		out.Versions = append(out.Versions, Version{Account: id, Text: p.TextFor(id)})
	}
	return out
}

// WrittenAt is the place in the written text of what stands at a place of what leaves from an account; a place in a mapped handle is
// all of the handle.
func (p Post) WrittenAt(account ID, at Span) Span {
	_, ps := p.named(account, p.Written(account))
	if at.End <= at.Start {
		start := back(ps, at.Start, false)
		return Span{start, start}
	}
	return Span{back(ps, at.Start, false), back(ps, at.End, true)}
}

func back(ps []piece, at int, end bool) int {
	shift := 0
	for _, x := range ps {
		switch {
		case at < x.to.Start || at == x.to.Start && !end:
			return at + shift
		case at < x.to.End || at == x.to.End && end:
			if end {
				return x.from.End
			}
			return x.from.Start
		}
		shift = x.from.End - x.to.End
	}
	return at + shift
}
