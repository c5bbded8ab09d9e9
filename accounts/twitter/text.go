package twitter

import (
	"net/url"
	"slices"
	"strings"

	"vocero/accounts"
)

// X escapes three characters of HTML in a text (https://docs.x.com/x-api/fundamentals/data-dictionary).
var escaped = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")

// tco is a link that stands in a text in its short form.
type tco struct{ short, long, shown string }

// links are those of a text, without the ones of its own files.
func (e entities) links() (out []tco, files []string) {
	for _, u := range e.URLs {
		switch {
		case u.URL == "":
		case u.MediaKey != "":
			files = append(files, string(u.URL))
		case u.Expanded != "":
			out = append(out, tco{string(u.URL), string(u.Expanded), string(u.Display)})
		}
	}
	return out, files
}

// expand writes a text with its links in full, without the scheme as people read them, and without the links of its own files.
func expand(text string, links []tco, files []string) string {
	if len(links) == 0 && len(files) == 0 {
		return unescape(text)
	}
	for _, l := range links {
		text = strings.ReplaceAll(text, l.short, cutScheme(l.long))
	}
	for _, f := range files {
		text = strings.ReplaceAll(text, f, "")
	}
	return unescape(strings.TrimRight(text, " \n"))
}

func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return escaped.Replace(s)
}

func cutScheme(s string) string {
	if r, ok := strings.CutPrefix(s, "https://"); ok {
		return r
	}
	return strings.TrimPrefix(s, "http://")
}

// shortHandles writes the people of this network as it knows them: @user for @user@x.com. A handle of another network stays as it is.
func (p peer) shortHandles(text string) string {
	at := "@" + p.host()
	for i := 0; ; {
		n := strings.Index(text[i:], at)
		if n < 0 {
			return text
		}
		i += n
		end := i + len(at)
		start := i
		for start > 0 && nameByte(text[start-1]) {
			start--
		}
		if start == i || start == 0 || text[start-1] != '@' || end < len(text) && (nameByte(text[end]) || text[end] == '-' || text[end] == '.' && end+1 < len(text) && nameByte(text[end+1])) {
			i = end
			continue
		}
		text = text[:i] + text[end:]
	}
}

// nameByte tells whether a byte can stand in a name of X.
func nameByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// sameText compares what was sent with what the network shows of it: white space does not count, links may be written otherwise, and
// the network may have put the people that a reply answers before it.
func sameText(sent, got string, links []tco, reply bool) bool {
	want, have := words(sent), words(got)
	if reply {
		want, have = behindNames(want), behindNames(have)
	}
	return slices.EqualFunc(want, have, func(w, h string) bool {
		if w == h {
			return true
		}
		for _, l := range links {
			if long := cutScheme(l.long); strings.Contains(h, long) {
				return strings.EqualFold(plainURL(w), plainURL(h))
			}
		}
		return false
	})
}

// words are those of a text, unescaped once more on either side: not every server escapes.
func words(s string) []string {
	safe, _ := accounts.SafeBlock(unescape(s))
	return strings.Fields(safe.String())
}

// behindNames drops the people named before the text.
func behindNames(words []string) []string {
	for len(words) > 1 && strings.HasPrefix(words[0], "@") {
		words = words[1:]
	}
	return words
}

// plainURL is a word with a link, without what a network may write otherwise.
func plainURL(word string) string {
	word = strings.ReplaceAll(strings.ReplaceAll(word, "https://", ""), "http://", "")
	if s, err := url.PathUnescape(word); err == nil {
		word = s
	}
	return strings.TrimRight(word, "/")
}

// media names the files of a post.
func media(p post, by map[string]file) []accounts.Attached {
	var out []accounts.Attached
	for _, key := range p.Attached.Get().MediaKeys {
		f, kind := by[string(key)], "unknown"
		switch f.Type {
		case "photo":
			kind = "image"
		case "video":
			kind = "video"
		case "animated_gif":
			kind = "gifv"
		}
		address := string(f.URL)
		if address == "" {
			address = string(f.Preview)
		}
		a := accounts.Attached{Kind: kind, Alt: accounts.BlockText(string(f.Alt))}
		if address != "" {
			a.URL, _ = accounts.SafeURL(address)
		}
		out = append(out, a)
	}
	return out
}

// shown is the text of a post as it can be printed, with its links.
func shown(p post) (accounts.Text, []accounts.Link, accounts.Flags) {
	raw, e := p.whole()
	found, files := e.links()
	text, flags := accounts.SafeBlock(expand(raw, found, files))
	var links []accounts.Link
	for _, l := range found {
		links = append(links, accounts.NewLink(l.shown, l.long))
	}
	return text, links, flags
}

// language is the language that the network guessed, "" where it guessed none (und, and the codes beginning with q:
// https://docs.x.com/x-api/posts/search/integrate/operators).
func language(p post) string {
	l := string(p.Lang)
	if l == "und" || len(l) < 2 || len(l) > 8 || len(l) == 3 && l[0] == 'q' || strings.ContainsFunc(l, func(r rune) bool { return r != '-' && (r|0x20 < 'a' || r|0x20 > 'z') }) {
		return ""
	}
	return l
}
