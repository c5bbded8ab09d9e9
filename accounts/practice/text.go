package practice

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"vocero/accounts"
)

// linkChars is what a link counts for, however long it is
// (https://docs.joinmastodon.org/user/posting/#links).
const linkChars = 23

var (
	linkPattern    = accounts.Pattern(`https?://[^\s<>"]+`)
	mentionPattern = accounts.Pattern(`@([A-Za-z0-9_]+(?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)(@[\p{L}\p{N}.-]*[\p{L}\p{N}])?`)
	tagPattern     = accounts.Pattern(`#([\p{L}\p{N}\p{M}_]*[\p{L}_][\p{L}\p{N}\p{M}_]*)`)
)

// piece is a part of a text: plain, or a link, a mention or a hashtag.
type piece struct {
	kind byte // 0, 'l', '@' or '#'
	text string
}

// pieces cuts a text where something in it stands for something.
func pieces(text string) []piece {
	var out []piece
	plain := 0
	add := func(kind byte, from, to int) {
		if plain < from {
			out = append(out, piece{0, text[plain:from]})
		}
		out = append(out, piece{kind, text[from:to]})
		plain = to
	}
	for at := 0; at < len(text); {
		rest := text[at:]
		n, kind := 0, byte(0)
		switch {
		case strings.HasPrefix(rest, "http"):
			if m := linkPattern().FindString(rest); strings.HasPrefix(rest, m) {
				n, kind = len(trimLink(m)), 'l'
			}
		case rest[0] == '@' && !joined(text, at):
			n, kind = matchAt(mentionPattern(), rest), '@'
		case rest[0] == '#' && !joined(text, at):
			n, kind = matchAt(tagPattern(), rest), '#'
		}
		if n == 0 {
			at++
			continue
		}
		add(kind, at, at+n)
		at += n
	}
	if plain < len(text) {
		out = append(out, piece{0, text[plain:]})
	}
	return out
}

// matchAt is the length of a match at the very start, 0 for none.
func matchAt(re *regexp.Regexp, s string) int {
	if loc := re.FindStringIndex(s); loc != nil && loc[0] == 0 {
		return loc[1]
	}
	return 0
}

// joined tells whether what is before at belongs to a word or an address, so
// that ana@otro.example is no mention.
func joined(text string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return at > 0 && (r == '/' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r))
}

// trimLink takes the punctuation off the end of a link that belongs to the
// sentence around it.
func trimLink(link string) string {
	for {
		cut := strings.TrimRight(link, `.,;:!?'"»…*_`)
		for _, pair := range []string{"()", "[]", "{}"} {
			if strings.HasSuffix(cut, pair[1:]) && strings.Count(cut, pair[:1]) < strings.Count(cut, pair[1:]) {
				cut = cut[:len(cut)-1]
			}
		}
		if cut == link {
			break
		}
		link = cut
	}
	if _, host, _ := strings.Cut(link, "://"); host == "" {
		return ""
	}
	return link
}

// length counts a post as the model's validation does, content warning and text
// together (Mastodon: app/validators/status_length_validator.rb).
func (t traits) length(spoiler, text string) int {
	if t.runes {
		return len([]rune(spoiler)) + len([]rune(text))
	}
	n := uniseg.GraphemeClusterCount(spoiler)
	for _, p := range pieces(text) {
		switch p.kind {
		case 'l':
			n += linkChars
		case '@':
			user, _, _ := strings.Cut(p.text[1:], "@")
			n += 1 + len(user)
		default:
			n += uniseg.GraphemeClusterCount(p.text)
		}
	}
	return n
}

// named are the people that a text mentions and this server knows.
func (s *Server) named(text string) []*person {
	var out []*person
	for _, p := range pieces(text) {
		if p.kind != '@' {
			continue
		}
		if who := s.find(p.text); who != nil && !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	return out
}

// tagsOf are the hashtags of a text, without "#", in lower case.
func tagsOf(text string) []string {
	var out []string
	for _, p := range pieces(text) {
		if tag := strings.ToLower(strings.TrimPrefix(p.text, "#")); p.kind == '#' && !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// render writes plain text as the HTML that Mastodon makes of it.
func (s *Server) render(text string) string {
	var b strings.Builder
	for para := range strings.SplitSeq(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")), "\n\n") {
		if para = strings.Trim(para, "\n"); para == "" {
			continue
		}
		b.WriteString("<p>")
		for _, p := range pieces(para) {
			b.WriteString(s.renderPiece(p))
		}
		b.WriteString("</p>")
	}
	return b.String()
}

func (s *Server) renderPiece(p piece) string {
	plain := strings.ReplaceAll(html.EscapeString(p.text), "\n", "<br />")
	switch p.kind {
	case 'l':
		return renderLink(p.text)
	case '#':
		return `<a href="` + s.URL() + "/tags/" + strings.ToLower(plain[1:]) + `" class="mention hashtag" rel="tag">#<span>` + plain[1:] + `</span></a>`
	case '@':
		who := s.find(p.text)
		if who == nil {
			return plain
		}
		return `<span class="h-card" translate="no"><a href="` + s.profile(who) + `" class="u-url mention">@<span>` + who.Username + `</span></a></span>`
	}
	return plain
}

// renderLink hides the scheme and what is beyond thirty characters.
func renderLink(link string) string {
	scheme, rest, _ := strings.Cut(link, "://")
	scheme += "://"
	if www, found := strings.CutPrefix(rest, "www."); found {
		scheme, rest = scheme+"www.", www
	}
	shown, hidden, class := rest, "", ""
	if r := []rune(rest); len(r) > 30 {
		shown, hidden, class = string(r[:30]), string(r[30:]), "ellipsis"
	}
	return `<a href="` + html.EscapeString(link) + `" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">` + scheme +
		`</span><span class="` + class + `">` + html.EscapeString(shown) + `</span><span class="invisible">` + html.EscapeString(hidden) + `</span></a>`
}
