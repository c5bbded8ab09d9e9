package accounts

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxHTML  = 512 << 10 // bytes read; the text of it is capped like any other
	maxDepth = 64        // elements whose end is waited for
	maxLinks = 200
)

// HTMLText turns the HTML of a post into safe text and the links it holds, with their true targets. Paragraphs are parted by
// a blank line; invisible spans of a shortened URL are left out and "…" stands for them; mentions and hashtags are text, not
// links; a link whose words name another host is followed by [→ host]. Scripts, styles and comments are dropped. Entities are
// decoded once. The text is empty only if the mark-up held none.
func HTMLText(source string) (Text, []Link, Flags) {
	source, cut := capBytes(source, maxHTML)
	w := htmlWalker{}
	z := html.NewTokenizer(strings.NewReader(source))
	z.SetMaxBuf(maxHTML + 1)
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			break
		}
		w.token(z, tt)
	}
	if err := z.Err(); !errors.Is(err, io.EOF) {
		cut = true
	}
	w.closeLink()
	if cut {
		w.hide = 0
		w.write("…")
	}
	raw := strings.Trim(w.out.String(), "\n")
	if raw == "" && w.dropped {
		raw = vanished
	}
	t, f := SafeBlock(raw)
	return t, w.links, w.flags | f
}

// htmlWalker writes the text of a stream of tokens. Nothing is a tree: what matters of the open elements is counted.
type htmlWalker struct {
	out     strings.Builder
	links   []Link
	flags   Flags
	open    []htmlElement // at most maxDepth
	gap     int           // newlines owed before the next text
	space   bool          // a space owed before the next text
	line    bool          // something stands on this line
	pre     int           // depth of pre
	quote   int           // depth of blockquote
	hide    int           // depth of what is not shown
	link    *htmlLink
	dropped bool // content was left out
}

// htmlElement is an open element and what it changed.
type htmlElement struct {
	tag   atom.Atom
	class htmlClass
	item  int // of an ordered list: the number of its last item; -1 for a bullet list
}

type htmlClass uint8

const (
	classPlain htmlClass = iota
	classInvisible
	classEllipsis
)

// htmlLink is the open link: its label so far, whole, as the hidden parts of a shortened URL belong to it.
type htmlLink struct {
	href, class, rel string
	label            strings.Builder
	hides            bool // it holds an invisible span
}

// token handles one token.
func (w *htmlWalker) token(z *html.Tokenizer, tt html.TokenType) {
	switch tt {
	case html.TextToken:
		w.text(string(z.Text()))
	case html.StartTagToken, html.SelfClosingTagToken:
		name, _ := z.TagName()
		tag := atom.Lookup(name)
		w.start(tag, z)
		if tt == html.SelfClosingTagToken {
			w.end(tag)
		}
	case html.EndTagToken:
		name, _ := z.TagName()
		w.end(atom.Lookup(name))
	case html.CommentToken:
		w.dropped = true
	}
}

// start opens an element.
func (w *htmlWalker) start(tag atom.Atom, z *html.Tokenizer) {
	e := htmlElement{tag: tag, item: -1}
	switch tag {
	case atom.Br:
		w.breakLine()
		return
	case atom.Hr:
		w.owe(2)
		return
	case atom.Img:
		w.text(attributes(z).alt)
		return
	case atom.Input, atom.Meta, atom.Link, atom.Wbr, atom.Source, atom.Col, atom.Area, atom.Base, atom.Embed, atom.Track:
		return
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.owe(2)
	case atom.Div, atom.Tr, atom.Dt, atom.Dd, atom.Table, atom.Section, atom.Article, atom.Figure, atom.Ul:
		w.owe(1)
	case atom.Ol:
		w.owe(1)
		e.item = 0
	case atom.A:
		w.openLink(attributes(z))
	case atom.Span:
		e.class = spanClass(attributes(z).class)
	}
	if len(w.open) < maxDepth {
		w.open = append(w.open, e)
		w.enter(e)
	}
}

// enter applies what an element changes until it ends.
func (w *htmlWalker) enter(e htmlElement) {
	switch {
	case dropsContent(e.tag), e.class == classInvisible:
		w.hide++
		if e.class == classInvisible {
			w.hideWords()
		}
	case e.tag == atom.Pre:
		w.owe(2)
		w.pre++
	case e.tag == atom.Code && w.pre == 0:
		w.write("`")
	case e.tag == atom.Blockquote:
		w.owe(2)
		w.quote++
	case e.tag == atom.Li:
		w.item()
	}
}

// end closes the innermost open element of that tag, with all that was left open inside it.
func (w *htmlWalker) end(tag atom.Atom) {
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i].tag != tag {
			continue
		}
		for j := len(w.open) - 1; j >= i; j-- {
			w.leave(w.open[j])
		}
		w.open = w.open[:i]
		return
	}
	if tag == atom.A {
		w.closeLink()
	}
}

// leave undoes what enter did.
func (w *htmlWalker) leave(e htmlElement) {
	switch {
	case dropsContent(e.tag), e.class == classInvisible:
		w.hide--
		return
	case e.class == classEllipsis:
		w.write("…")
	}
	switch e.tag {
	case atom.A:
		w.closeLink()
	case atom.Code:
		if w.pre == 0 {
			w.write("`")
		}
	case atom.Pre:
		w.pre--
		w.owe(2)
	case atom.Blockquote:
		w.owe(2)
		w.flushGap()
		w.quote--
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.owe(2)
	case atom.Div, atom.Tr, atom.Dt, atom.Dd, atom.Table, atom.Section, atom.Article, atom.Figure, atom.Ul, atom.Ol, atom.Li:
		w.owe(1)
	}
}

// item begins a list item with its bullet or number.
func (w *htmlWalker) item() {
	w.owe(1)
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i].tag != atom.Ul && w.open[i].tag != atom.Ol {
			continue
		}
		if w.open[i].item >= 0 {
			w.open[i].item++
			w.write(strconv.Itoa(w.open[i].item) + ". ")
			return
		}
		break
	}
	w.write("• ")
}

// text writes content, with the white space of HTML folded outside pre.
func (w *htmlWalker) text(s string) {
	if w.link != nil && w.link.label.Len() < maxHandle && !w.dropping() {
		w.link.label.WriteString(s)
	}
	if w.hide > 0 {
		w.dropped = w.dropped || strings.TrimSpace(s) != ""
		return
	}
	if w.pre > 0 {
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				w.breakLine()
			}
			w.write(line)
		}
		return
	}
	for i, word := range strings.FieldsFunc(s, htmlSpace) {
		if i > 0 || htmlSpace(rune(s[0])) {
			w.space = true
		}
		w.write(word)
	}
	if s != "" && htmlSpace(rune(s[len(s)-1])) {
		w.space = true
	}
}
