package tone

import (
	"fmt"
	"slices"
	"strings"
)

// pattern adds one pattern with the code, weight and language in force.
func (b *builder) pattern(text string) error {
	p := pattern{code: b.code, weight: b.weight, language: b.language}
	for f := range strings.FieldsSeq(text) {
		e, err := b.element(f)
		if err != nil {
			return fmt.Errorf("%q: %w", text, err)
		}
		p.elements = append(p.elements, e)
	}
	for len(p.elements) > 0 && (p.elements[0].kind == maybe || p.elements[0].kind == gap) {
		p.elements = p.elements[1:] // What may stand before a pattern does not change it.
	}
	i := slices.IndexFunc(p.elements, func(e element) bool { return e.kind == one })
	for j := range max(i, 0) {
		if k := p.elements[j].kind; k == gap || k == maybe {
			return fmt.Errorf("%q: nothing may be left out before its first word", text)
		}
	}
	for n := len(p.elements); n > 0 && p.elements[n-1].kind == gap; n-- {
		p.elements = p.elements[:n-1]
	}
	if i < 0 || b.code == 0 {
		return fmt.Errorf("%q: no word, or no code", text)
	}
	p.lead = uint8(i)
	b.patterns = append(b.patterns, p)
	return nil
}

func (b *builder) element(f string) (element, error) {
	switch f {
	case "..":
		return element{kind: gap, most: 3}, nil
	case "...":
		return element{kind: gap, most: 7}, nil
	case "^":
		return element{kind: begin}, nil
	case "$":
		return element{kind: end}, nil
	case "[?]":
		return element{kind: asked}, nil
	case "[!]":
		return element{kind: exclaimed}, nil
	}
	e := element{kind: one}
	switch {
	case f[0] == '!':
		e.kind, f = notNext, f[1:]
	case f[0] == '<':
		e.kind, f = notBefore, f[1:]
	case strings.HasSuffix(f, "?"):
		e.kind, f = maybe, f[:len(f)-1]
	}
	var err error
	e.any, err = b.set(f)
	return e, err
}

// set are the symbols of a group of alternatives.
func (b *builder) set(group string) ([]sym, error) {
	var out []sym
	for w := range strings.SplitSeq(group, "|") {
		switch {
		case w == "":
			return nil, fmt.Errorf("%q: an empty word", group)
		case w[0] == '@':
			class, ok := b.class[w]
			if !ok {
				return nil, fmt.Errorf("%s is no class", w)
			}
			out = union(out, class)
		case w[0] == ':':
			i := slices.Index(emojiNames, w[1:])
			if i < 0 {
				return nil, fmt.Errorf("%s is no class of emoji", w)
			}
			out = union(out, []sym{sym(i)})
		default:
			stem, cut := strings.CutSuffix(w, "*")
			out = union(out, []sym{b.words.add(foldWord(stem), cut)})
		}
	}
	return out, nil
}

// index lists the patterns under every symbol of their anchors.
func (b *builder) index() {
	b.anchors = make([][]uint16, b.words.symbols)
	for i, p := range b.patterns {
		for _, s := range p.elements[p.lead].any {
			b.anchors[s] = append(b.anchors[s], uint16(i))
		}
	}
}

func union(a, b []sym) []sym {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// trie finds the symbols of a word: that of the word itself, and those of every stem it begins with.
type trie struct {
	nodes   []node
	first   [256]uint16 // the children of the root, by letter
	symbols int
}

type node struct {
	label       byte
	child, next uint16 // first child, next sibling; 0: none
	word, stem  sym    // 0: none
}

func (t *trie) init() {
	t.nodes = make([]node, 1, 8<<10)
	t.symbols = len(emojiNames)
}

// add gives the symbol of a word or stem.
func (t *trie) add(w string, stem bool) sym {
	at := uint16(0)
	for i := range len(w) {
		at = t.grow(at, w[i])
	}
	n := &t.nodes[at]
	s := &n.word
	if stem {
		s = &n.stem
	}
	if *s == 0 {
		*s = sym(t.symbols)
		t.symbols++
	}
	return *s
}

func (t *trie) grow(at uint16, c byte) uint16 {
	if i := t.step(at, c); i != 0 {
		return i
	}
	t.nodes = append(t.nodes, node{label: c, next: t.nodes[at].child})
	i := uint16(len(t.nodes) - 1)
	t.nodes[at].child = i
	if at == 0 {
		t.first[c] = i
	}
	return i
}

func (t *trie) step(at uint16, c byte) uint16 {
	if at == 0 {
		return t.first[c]
	}
	i := t.nodes[at].child
	for i != 0 && t.nodes[i].label != c {
		i = t.nodes[i].next
	}
	return i
}

// find appends the symbols of a folded word.
func (t *trie) find(w []byte, to []sym) []sym {
	at := uint16(0)
	for _, c := range w {
		if at = t.step(at, c); at == 0 {
			return to
		}
		if s := t.nodes[at].stem; s != 0 {
			to = append(to, s)
		}
	}
	if s := t.nodes[at].word; s != 0 {
		to = append(to, s)
	}
	return to
}
