package guard

import (
	"strings"

	"vocero/accounts"
)

// length counts every part on every target as its server counts, CW included where the server includes it.
func length(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
	for _, a := range targets(p, f) {
		l := a.Instance.Limits
		if l.Chars <= 0 {
			continue
		}
		text := p.TextFor(a.ID)
		parts := p.Parts(a.ID)
		from := 0
		for i, part := range parts {
			start, end := place(text, part, from)
			from = end
			n := l.Count.Count(part, p.CW)
			if l.Bytes > 0 && len(part) > l.Bytes && n <= l.Chars {
				out = append(out, at(finding("length", accounts.Block, a.ID, sayHeavy, len(part), l.Bytes, a.Handle(), len(part)-l.Bytes), start, end))
			}
			if n <= l.Chars {
				continue
			}
			if end > start { // Mark what is too much, not all of it.
				start += l.Count.Cut(part, l.Chars-l.Count.Count("", p.CW))
			}
			say := sayLong
			args := []any{n, l.Chars, a.Handle(), n - l.Chars}
			if len(parts) > 1 {
				say = sayLongPart
				args = append(args, i+1)
			}
			out = append(out, at(finding("length", accounts.Block, a.ID, say, args...), start, end))
		}
	}
	return out
}

// place finds a part in the text it was cut from, not before a byte; an empty place when it is not there letter by letter.
func place(text, part string, from int) (start, end int) {
	i := strings.Index(text[from:], part)
	if i < 0 || part == "" {
		return from, from
	}
	return from + i, from + i + len(part)
}
