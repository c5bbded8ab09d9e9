package practice

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"unicode/utf8"

	"vocero/accounts"
)

// How X delivers a text: every URL as a link of t.co, the pictures and the quoted post as one more link at the end, the name of whoever
// is answered before it, and & < > as HTML has them (docs.x.com/x-api/fundamentals/data-dictionary, docs.x.com/x-api/fundamentals/tco).

// xPiece is a part of a delivered text; kind is 0 for plain text, 'l' a URL, 'm' the pictures, 'q' the quoted post, '@' or '#'.
type xPiece struct {
	kind byte
	text string // as it is delivered
	full string // the URL, name or tag that it stands for
}

// tco is the short link of an address in a post: 23 characters, the same at every call.
func tco(postID, address string) string {
	sum := sha256.Sum256([]byte(postID + " " + address))
	name := strings.NewReplacer("-", "a", "_", "b").Replace(base64.RawURLEncoding.EncodeToString(sum[:]))
	return "https://t.co/" + name[:10]
}

// xSource is what the author wrote, with the name of whoever is answered before it.
func (s *Server) xSource(p *post) string {
	text := p.Text
	if p.HTML != "" {
		text = string(p.HTML)
	}
	to := s.st.People[p.ParentAuthor]
	if to == nil || p.ParentAuthor == p.Author || slices.Contains(s.xNamed(text), to) {
		return text
	}
	return "@" + to.Username + " " + text
}

// xNamed are the people that a text mentions, each once.
func (s *Server) xNamed(text string) []*person {
	var out []*person
	for _, name := range xNames(text) {
		if who := s.find(name); who != nil && !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	return out
}

func xNames(text string) []string {
	var out []string
	for _, p := range xTags(text) {
		if p.kind == '@' {
			out = append(out, p.full)
		}
	}
	return out
}

// xTags cuts a text without URLs where a name or a hashtag stands.
func xTags(text string) []xPiece {
	var out []xPiece
	plain := 0
	for at := 0; at < len(text); {
		n, kind := 0, text[at]
		switch {
		case kind == '@' && !joined(text, at):
			n = xNameLen(text[at+1:])
		case kind == '#' && !joined(text, at):
			n = max(0, matchAt(tagPattern(), text[at:])-1)
		}
		if n == 0 {
			at++
			continue
		}
		if plain < at {
			out = append(out, xPiece{0, text[plain:at], ""})
		}
		out = append(out, xPiece{kind, text[at : at+1+n], text[at+1 : at+1+n]})
		at += 1 + n
		plain = at
	}
	if plain < len(text) {
		out = append(out, xPiece{0, text[plain:], ""})
	}
	return out
}

// xNameLen is the length of the name at the beginning of s: at most 15 letters, digits and underscores.
func xNameLen(s string) int {
	n := 0
	for n < len(s) && (s[n] == '_' || s[n] >= '0' && s[n] <= '9' || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z') {
		n++
	}
	return n
}

// xPieces is a post as it is delivered.
func (s *Server) xPieces(p *post) []xPiece {
	if original := s.st.Posts[p.Boost]; original != nil {
		return append([]xPiece{{0, "RT ", ""}, {'@', "@" + s.st.People[original.Author].Username, s.st.People[original.Author].Username}, {0, ": ", ""}}, s.xPieces(original)...)
	}
	var out []xPiece
	text, at := s.xSource(p), 0
	for _, u := range accounts.XLimits().Count.URLs(text) {
		out = append(out, xTags(text[at:u.Start])...)
		out = append(out, xPiece{'l', tco(p.ID, text[u.Start:u.End]), withScheme(text[u.Start:u.End])})
		at = u.End
	}
	out = append(out, xTags(text[at:])...)
	link := func(kind byte, address string) {
		if len(out) > 0 {
			out = append(out, xPiece{0, " ", ""})
		}
		out = append(out, xPiece{kind, tco(p.ID, address), address})
	}
	if len(p.Media) > 0 {
		link('m', s.xPage(p)+"/photo/1")
	}
	if quoted := s.st.Posts[s.extra(p).Quote]; quoted != nil {
		link('q', s.xPage(quoted))
	}
	for i, piece := range out {
		if piece.kind == 0 {
			out[i].text = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(piece.text)
		}
	}
	return out
}

func withScheme(address string) string {
	if strings.Contains(address, "://") {
		return address
	}
	return "http://" + address
}

// xPage is the address of a post on the site.
func (s *Server) xPage(p *post) string {
	return "https://x.com/" + s.st.People[p.Author].Username + "/status/" + p.ID
}

// xDelivered is the text of a post as the API gives it out.
func (s *Server) xDelivered(p *post) wireText {
	var b strings.Builder
	for _, piece := range s.xPieces(p) {
		b.WriteString(piece.text)
	}
	return wireText(b.String())
}

// xShown is the text in the field of that name: of a long post the beginning, and a link to the rest, which is in note_tweet.
func (s *Server) xShown(p *post) wireText {
	text := string(s.xDelivered(p))
	rule := accounts.XLimits()
	if rule.Count.Count(s.unanswered(p), "") <= rule.Chars {
		return wireText(text)
	}
	return wireText(text[:rule.Count.Cut(text, rule.Chars-25)] + "… " + tco(p.ID, s.xPage(p)))
}

// unanswered is the source of a post without the names before it, which do not count in an answer.
func (s *Server) unanswered(p *post) string {
	if p.Parent == "" {
		return p.Text
	}
	return unaddressed(p.Text)
}

// unaddressed is a text without the names before it (docs.x.com/fundamentals/counting-characters).
func unaddressed(text string) string {
	for strings.HasPrefix(text, "@") {
		n := xNameLen(text[1:])
		if n == 0 || n+1 < len(text) && text[n+1] != ' ' {
			break
		}
		text = strings.TrimLeft(text[n+1:], " ")
	}
	return text
}

// xEntities are the places of the delivered text that stand for something, in code points.
func (s *Server) xEntities(p *post) object {
	lists, at := map[string][]object{}, 0
	for _, piece := range s.xPieces(p) {
		n := utf8.RuneCountInString(piece.text)
		e := object{"start": at, "end": at + n}
		at += n
		switch piece.kind {
		case '@':
			e["username"] = piece.full
			if who := s.find(piece.full); who != nil {
				e["id"] = who.ID
			}
			lists["mentions"] = append(lists["mentions"], e)
		case '#':
			e["tag"] = piece.full
			lists["hashtags"] = append(lists["hashtags"], e)
		case 'l', 'm', 'q':
			e["url"], e["expanded_url"] = piece.text, piece.full
			_, shown, _ := strings.Cut(piece.full, "://")
			e["display_url"] = wireText(shortened(shown))
			if m := s.st.Media[first(p.Media)]; m != nil && piece.kind == 'm' {
				e["media_key"] = mediaKey(m)
			}
			lists["urls"] = append(lists["urls"], e)
		}
	}
	out := object{}
	for name, list := range lists {
		out[name] = list
	}
	return out
}

// shortened is an address as the site shows it.
func shortened(address string) string {
	if r := []rune(address); len(r) > 27 {
		return string(r[:26]) + "…"
	}
	return address
}

// first is the first of a list, "" of none.
func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
