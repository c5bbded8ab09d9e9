package accounts

import "slices"

// Span is a place of a text, in bytes.
type Span struct{ Start, End int }

// LinksIn are the places of the web links of a text, as its networks find them: http or https, not glued to a word, without the
// final punctuation. It is the rule by which they are counted.
func LinksIn(text string) []Span {
	var out []Span
	for i := 0; i < len(text); i++ {
		if text[i]|0x20 != 'h' {
			continue
		}
		if end := urlAt(text, i); end > 0 {
			out = append(out, Span{i, end})
			i = end - 1
		}
	}
	return out
}

// URLs are the places of what the rule takes for URLs, each of which it counts for URLWeight; none where URLs count in full. On X
// that is tienda.es too, and it is what X bills a post with a URL for (docs.x.com/x-api/getting-started/pricing).
func (r CountRule) URLs(text string) []Span {
	var out []Span
	r.MentionsShort = false
	r.pieces(text, func(start, end, weight int) bool {
		if weight >= 0 {
			out = append(out, Span{start, end})
		}
		return true
	})
	return out
}

// LinksOf are the links of a post in all its versions, by NormalLink, each once, in order. A text that no account of the post says
// has none.
func LinksOf(p Post) []string {
	var out []string
	for _, text := range textsOf(p) {
		for _, at := range LinksIn(text) {
			if u := NormalLink(text[at.Start:at.End]); !slices.Contains(out, u) {
				out = append(out, u)
			}
		}
	}
	return out
}

// textsOf are the texts that a post says: the one for all while somebody says it, and the versions.
func textsOf(p Post) []string {
	out := make([]string, 0, 1+len(p.Versions))
	if len(p.Targets) == 0 {
		out = append(out, p.Text)
	}
	for _, id := range p.Targets {
		if t := p.TextFor(id); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
