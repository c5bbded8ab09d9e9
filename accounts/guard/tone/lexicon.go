package tone

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A rule file has one statement a line; # begins a comment.
//
//	@name = word word*     a class of words that patterns may name; lines of the same name add up
//	= code weight          what the patterns below it mean, and how much
//	pattern / pattern      each line holds patterns
//
// A pattern is a row of elements that must follow each other within a sentence; commas between them do not count:
//
//	word                   that word, in any case, with or without accents
//	stem*                  every word that begins so
//	a|b|@name              any of these
//	word?                  may be there (written with a trailing question mark)
//	.. and ...             up to three, up to seven words of any kind
//	^ and $                the sentence begins, ends here
//	[?] [!]                the sentence is a question, an exclamation
//	!a|b                   the next word is none of these
//	<a|b                   the word before is none of these (at the beginning of a pattern)
//	:love                  an emoji of that class
//
//go:embed rules
var files embed.FS

// Languages of a rule, and of a text.
const (
	spanish = 1 << iota
	english
)

type sym = uint16

// The kinds of an element.
const (
	one = iota
	maybe
	gap
	begin
	end
	asked
	exclaimed
	notNext
	notBefore
)

type element struct {
	kind uint8
	most uint8 // of a gap, in words
	any  []sym // sorted
}

// pattern is a row of elements. The first that takes a word is its anchor, by which it is found.
type pattern struct {
	code     code
	language uint8
	weight   float32
	lead     uint8 // elements before the anchor, which take no word
	elements []element
}

// lexicon are all rules of one purpose, ready to be matched.
type lexicon struct {
	words    trie
	patterns []pattern
	anchors  [][]uint16 // patterns by the symbol of their anchor
	names    []string   // of the codes
	class    map[string][]sym
	kind     kinds
}

var replies = sync.OnceValue(func() *lexicon { return build("reply") })

var mentions = sync.OnceValue(func() *lexicon { return build("mention") })

// build reads the rules of a purpose. The files are part of the program: a mistake in them is a mistake in it.
func build(purpose string) *lexicon {
	b := builder{lexicon: &lexicon{names: []string{""}, class: map[string][]sym{}}}
	b.words.init()
	for _, f := range []struct {
		name     string
		language uint8
	}{{"words", spanish | english}, {purpose + ".es", spanish}, {purpose + ".en", english}} {
		text, err := files.ReadFile("rules/" + f.name + ".txt")
		if err == nil {
			b.language = f.language
			err = b.read(string(text))
		}
		if err != nil {
			panic(fmt.Sprintf("reading the rules of tone %s: %v", f.name, err))
		}
	}
	b.index()
	b.kind = b.kindsOf()
	return b.lexicon
}

type builder struct {
	*lexicon
	language uint8
	code     code
	weight   float32
}

func (b *builder) read(text string) error {
	for n, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := b.statement(line); err != nil {
			return fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	return nil
}

func (b *builder) statement(line string) error {
	switch {
	case strings.HasPrefix(line, "= "):
		f := strings.Fields(line)
		if len(f) != 3 {
			return fmt.Errorf("%q: a code and a weight are wanted", line)
		}
		w, err := strconv.ParseFloat(f[2], 32)
		b.code, b.weight = b.codeOf(f[1]), float32(w)
		return err
	case line[0] == '@' && strings.Contains(line, " = "):
		name, words, _ := strings.Cut(line, " = ")
		for w := range strings.FieldsSeq(words) {
			set, err := b.set(w)
			if err != nil {
				return err
			}
			b.class[name] = union(b.class[name], set)
		}
		return nil
	}
	for _, p := range strings.Split(line, " / ") {
		if err := b.pattern(p); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) codeOf(name string) code {
	if i := slices.Index(b.names, name); i >= 0 {
		return code(i)
	}
	b.names = append(b.names, name)
	return code(len(b.names) - 1)
}

// kinds are the codes of the rules for mentions.
type kinds struct{ pos, neg, good, bad, ask, turn, irony code }

func (l *lexicon) kindsOf() kinds {
	of := func(name string) code { return code(max(slices.Index(l.names, name), 0)) }
	return kinds{of("pos"), of("neg"), of("good"), of("bad"), of("ask"), of("turn"), of("irony")}
}

// rivals tells whether two codes speak of the same, so that where they overlap only the heavier counts.
func (l *lexicon) rivals(a, b code) bool {
	side := func(c code) bool { return c == l.kind.pos || c == l.kind.neg || c == l.kind.good || c == l.kind.bad }
	return a == b || side(a) && side(b)
}
