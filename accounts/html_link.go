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

// openLink begins a link.
func (w *htmlWalker) openLink(t html.Token) {
	w.closeLink()
	if href := attr(t, "href"); href != "" {
		w.link = &htmlLink{href: href, class: attr(t, "class") + " " + attr(t, "rel")}
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
	if strings.HasPrefix(label, "@") && hasClass(l.class, "mention") ||
		strings.HasPrefix(label, "#") && (hasClass(l.class, "hashtag") || hasClass(l.class, "tag")) {
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

// attr is the value of an attribute, empty if it is not there.
func attr(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
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
