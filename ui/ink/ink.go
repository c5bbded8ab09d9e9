// Package ink helps the hand while a text is written: it completes handles, hashtags, emoji and snippets, and mends what is misspelt.
//
// A Pen stands beside an editor and never in its way: a list opens by itself below the caret, takes Tab, the arrows and Esc while it
// is open, takes Enter only once an arrow has gone into it, and lets every other key through. What it offers is a Shelf, read off
// the screen's goroutine.
package ink

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/widget"
)

// Offer is one line of the list: what is put into the text, and what stands beside it.
type Offer struct {
	Text, Note string
	snippet    bool // Text is a snippet, whose variables are filled in
}

// mostOffers is how many lines the list has at most.
const mostOffers = 6

// Pen completes what is written in one editor.
type Pen struct {
	Shelf *Shelf       // nil: nothing was read yet
	Fill  draft.Filler // fills the variables of snippets in

	from    int // where the piece begins that would be replaced, bytes of the text
	end     int
	list    []Offer
	at      int // the line that is chosen; -1: none yet
	spaced  int // where a space was put behind a word that was taken, bytes; 0: nowhere
	dropped int // the beginning of the piece for which the list was sent away; -1: none
}

// NewPen is a pen without a shelf.
func NewPen() *Pen { return &Pen{at: -1, dropped: -1} }

// Open tells whether the list is on the screen.
func (p *Pen) Open() bool { return len(p.list) > 0 }

// Chosen tells whether an arrow has gone into the list: then Enter takes a line of it.
func (p *Pen) Chosen() bool { return p.Open() && p.at >= 0 }

// Drop sends the list away, until another word is begun.
func (p *Pen) Drop() { p.dropped, p.list, p.at = p.from, nil, -1 }

// Close forgets the list, as when the caret goes elsewhere.
func (p *Pen) Close() { p.list, p.at, p.dropped = nil, -1, -1 }

// Move goes through the list.
func (p *Pen) Move(by int) {
	n := len(p.list)
	if p.at < 0 && by < 0 {
		p.at = 0
	}
	p.at = (p.at + by + n) % n
}

// Look opens, changes or closes the list after a key, by what stands before the caret.
func (p *Pen) Look(e *widget.Editor) {
	from, word := e.WordBefore()
	i, sign := begins(word)
	if p.Shelf == nil || i < 0 {
		p.Close()
		return
	}
	p.from, p.end = from+i, from+len(word)
	if p.from == p.dropped {
		p.list, p.at = nil, -1
		return
	}
	p.dropped = -1
	piece := word[i+utf8.RuneLen(sign):]
	p.list, p.at = p.Shelf.offers(sign, piece), -1
	if len(p.list) == 1 && p.list[0].Text == word[i:] {
		p.list = nil // It is written already.
	}
}

// begins finds the sign that begins a piece to be completed at the end of a word: its place, -1 for none.
func begins(word string) (at int, sign rune) {
	i := len(word) - 1
	for i >= 0 && strings.IndexByte("@#:,", word[i]) < 0 { // LastIndexAny decodes every letter, with every key.
		i--
	}
	if i > 0 && word[i] == '@' { // The host of a handle: the piece begins at its user.
		if j := strings.LastIndexByte(word[:i], '@'); j >= 0 {
			i = j
		}
	}
	if i < 0 {
		return -1, 0
	}
	before, n := utf8.DecodeLastRuneInString(word[:i])
	least := 1
	switch word[i] {
	case ':':
		least = 2
	case ',':
		if n > 0 {
			return -1, 0 // A comma behind a word is a comma.
		}
	}
	if n > 0 && (unicode.IsLetter(before) || unicode.IsDigit(before) || before == '/') || utf8.RuneCountInString(word[i+1:]) < least {
		return -1, 0
	}
	return i, rune(word[i])
}

// Take puts the chosen line into the text, the first one where none is chosen, and closes the list. unfilled names variables that
// are not known here; the caret stands on the first of them. False: there was nothing to take.
func (p *Pen) Take(e *widget.Editor) (unfilled []string, ok bool) {
	if !p.Open() {
		return nil, false
	}
	o := p.list[max(0, p.at)]
	from, end := p.from, p.end
	p.Close()
	if !o.snippet {
		ok := e.Replace(from, end, o.Text+" ")
		p.spaced = e.Caret()
		return nil, ok
	}
	return p.put(e, from, end, o.Text)
}

// put writes a snippet in the place of a piece of the text.
func (p *Pen) put(e *widget.Editor, from, end int, text string) (unfilled []string, ok bool) {
	text, unfilled, at := p.Fill.Text(text)
	if !e.Replace(from, end, text) {
		return nil, false
	}
	if at >= 0 {
		e.SetCaret(from + at)
	}
	return unfilled, true
}

// Follows tells what becomes of a sign typed right behind a word that was taken: a space is there already (swallow), and other signs
// stand where it is (back: it is taken out first).
func (p *Pen) Follows(e *widget.Editor, sign string) (swallow, back bool) {
	at := p.spaced
	p.spaced = 0
	if at == 0 || e.Caret() != at || sign == "" {
		return false, false
	}
	return sign == " ", strings.Contains(".,;:!?)…»\"", sign)
}

// Insert writes a snippet at the caret.
func (p *Pen) Insert(e *widget.Editor, s accounts.Snippet) (unfilled []string, ok bool) {
	at := e.Caret()
	return p.put(e, at, at, s.Text)
}

// Expand puts a snippet in the place of its abbreviation, ",abbr", before the caret: what a space behind it does. False: nothing of
// the kind stands there.
func (p *Pen) Expand(e *widget.Editor) (unfilled []string, ok bool) {
	from, word := e.WordBefore()
	abbr, found := strings.CutPrefix(word, ",")
	if !found || abbr == "" || p.Shelf == nil {
		return nil, false
	}
	s, found := p.Shelf.Snippet(abbr)
	if !found {
		return nil, false
	}
	p.Close()
	return p.put(e, from, from+len(word), s.Text)
}

// List are the lines of the list and the one that is chosen, -1 for none.
func (p *Pen) List() ([]Offer, int) { return p.list, p.at }

// From is where the piece begins below which the list stands, in bytes of the text.
func (p *Pen) From() int { return p.from }
