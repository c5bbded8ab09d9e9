package accounts

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// write appends visible text after the newlines and the space that are owed.
func (w *htmlWalker) write(s string) {
	if s == "" || w.hide > 0 {
		return
	}
	w.flushGap()
	if w.space && w.line {
		w.out.WriteByte(' ')
	}
	w.space = false
	if !w.line && w.quote > 0 {
		w.out.WriteString(strings.Repeat("> ", min(w.quote, 4)))
	}
	w.out.WriteString(s)
	w.line = true
}

// owe asks for at least n newlines before the next text.
func (w *htmlWalker) owe(n int) {
	if w.out.Len() > 0 {
		w.gap = max(w.gap, n)
	}
	w.space = false
}

// flushGap writes the newlines that are owed; the blank line between two paragraphs of a quotation is quoted too.
func (w *htmlWalker) flushGap() {
	for ; w.gap > 0; w.gap-- {
		w.out.WriteByte('\n')
		w.line = false
	}
}

// breakLine is br.
func (w *htmlWalker) breakLine() {
	if w.hide > 0 {
		return
	}
	w.flushGap()
	w.out.WriteByte('\n')
	w.line, w.space = false, false
}

// dropping tells whether the innermost hidden element drops its content altogether, unlike an invisible span.
func (w *htmlWalker) dropping() bool {
	for _, e := range w.open {
		if dropsContent(e.tag) {
			return true
		}
	}
	return false
}

// hideWords notes that an invisible span begins: the rest of a shortened URL inside a link, elsewhere words that nobody sees.
func (w *htmlWalker) hideWords() {
	if w.link == nil {
		w.flags |= FlagHidden
		return
	}
	w.link.hides = true
}

// openLink begins a link.
func (w *htmlWalker) openLink(a htmlAttributes) {
	w.closeLink()
	if a.href != "" {
		w.link = &htmlLink{href: a.href, class: a.class, rel: a.rel}
	}
}

// closeLink ends the open link: kept with its true target unless it is a mention or hashtag, and marked where it deceives.
func (w *htmlWalker) closeLink() {
	l := w.link
	if l == nil {
		return
	}
	w.link = nil
	label := strings.TrimSpace(l.label.String())
	if l.hides && schemeLen(label) == 0 {
		w.flags |= FlagHidden
	}
	if strings.HasPrefix(label, "@") && hasClass(l.class, "mention") ||
		strings.HasPrefix(label, "#") && (hasClass(l.class, "hashtag") || hasClass(l.rel, "tag")) {
		return
	}
	link := NewLink(label, l.href)
	if link.Flags.Has(FlagLink) {
		w.flags |= FlagLink
		if !link.Host.IsZero() {
			w.space = true
			w.write("[→ " + link.Host.s + "]")
		}
	}
	w.flags |= link.Flags & FlagMixedScript
	if len(w.links) < maxLinks {
		w.links = append(w.links, link)
	}
}

// spanClass is what the class of a span means for text.
func spanClass(class string) htmlClass {
	switch {
	case hasClass(class, "invisible"):
		return classInvisible
	case hasClass(class, "ellipsis"):
		return classEllipsis
	}
	return classPlain
}

// dropsContent tells whether the content of an element is never text for people.
func dropsContent(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Iframe, atom.Object, atom.Head, atom.Title, atom.Noembed,
		atom.Noframes, atom.Svg, atom.Math, atom.Select, atom.Textarea:
		return true
	}
	return false
}

// htmlAttributes are the attributes that matter for text.
type htmlAttributes struct{ href, class, rel, alt string }

// attributes reads those of the current tag; of two alike the first counts.
func attributes(z *html.Tokenizer) htmlAttributes {
	var a htmlAttributes
	for more := true; more; {
		var key, val []byte
		key, val, more = z.TagAttr()
		var p *string
		switch string(key) {
		case "href":
			p = &a.href
		case "class":
			p = &a.class
		case "rel":
			p = &a.rel
		case "alt":
			p = &a.alt
		default:
			continue
		}
		if *p == "" {
			*p = string(val)
		}
	}
	return a
}

// hasClass tells whether a list of classes holds name.
func hasClass(classes, name string) bool {
	for c := range strings.FieldsSeq(classes) {
		if c == name {
			return true
		}
	}
	return false
}

// htmlSpace is the white space that HTML folds.
func htmlSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' }
