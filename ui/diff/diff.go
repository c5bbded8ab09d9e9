// Package diff tells two wordings of a text apart, word by word, and draws the difference. It is how a revision is compared with what
// is written now, and what was approved with what became of it.
package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vocero/accounts"
)

// Op says what became of a piece.
type Op uint8

// The ops.
const (
	Same Op = iota
	Gone    // only in the old text
	New     // only in the new one
)

// String is same, gone or new, as in JSON.
func (o Op) String() string { return [...]string{"same", "gone", "new"}[o] }

// Piece is a run of a text.
type Piece struct {
	Op   Op
	Text string
}

// mostEdits bounds the search: two texts with more words that differ are shown as one replaced by the other.
const mostEdits = 1200

// Words compares two texts by words, spaces and signs. Joined, the pieces that are not New are the old text, and those that are not
// Gone the new one.
func Words(old, now string) []Piece {
	a, b := tokens(old), tokens(now)
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out []Piece
	out = add(out, Same, a[:head]...)
	out = middle(out, a[head:len(a)-tail], b[head:len(b)-tail])
	return bridge(add(out, Same, a[len(a)-tail:]...))
}

// Equal tells whether nothing differs.
func Equal(ps []Piece) bool {
	for _, p := range ps {
		if p.Op != Same {
			return false
		}
	}
	return true
}

// add puts tokens behind the pieces, with those of the same op in one.
func add(out []Piece, op Op, words ...string) []Piece {
	for _, w := range words {
		if n := len(out); n > 0 && out[n-1].Op == op {
			out[n-1].Text += w
		} else {
			out = append(out, Piece{op, w})
		}
	}
	return out
}

// tokens cuts a text into words, runs of spaces, and single other clusters.
func tokens(s string) []string {
	var out []string
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		kind, end := kindOf(r), i+n
		for end < len(s) {
			next, m := utf8.DecodeRuneInString(s[end:])
			joins := kind == kindOf(next) && kind != sign
			if !joins && !glued(next) && !strings.HasSuffix(s[i:end], "\u200d") || kind == line {
				break
			}
			end += m
		}
		out = append(out, s[i:end])
		i = end
	}
	return out
}

// The kinds of runes.
const (
	word = iota
	blank
	line
	sign
)

func kindOf(r rune) int {
	switch {
	case r == '\n':
		return line
	case unicode.IsSpace(r):
		return blank
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_':
		return word
	}
	return sign
}

// glued tells whether a rune belongs to the cluster before it: marks, joiners, the tones of skin.
func glued(r rune) bool {
	return unicode.IsMark(r) || r == 0x200d || r >= 0x1f3fb && r <= 0x1f3ff
}

// middle compares what differs: the shortest script of edits (Myers, An O(ND) Difference Algorithm, 1986).
func middle(out []Piece, a, b []string) []Piece {
	if len(a) == 0 || len(b) == 0 {
		return add(add(out, Gone, a...), New, b...)
	}
	trace, ok := search(a, b)
	if !ok {
		return add(add(out, Gone, a...), New, b...)
	}
	type step struct {
		op Op
		s  string
	}
	var steps []step
	x, y := len(a), len(b)
	for d := len(trace) - 1; d >= 0; d-- {
		v, k := trace[d], x-y
		prev := k - 1
		if k == -d || k != d && v[at(k-1, d)] < v[at(k+1, d)] {
			prev = k + 1
		}
		px := 0
		if d > 0 {
			px = v[at(prev, d)]
		}
		py := px - prev
		for x > px && y > py && x > 0 && y > 0 {
			x, y = x-1, y-1
			steps = append(steps, step{Same, a[x]})
		}
		switch {
		case d == 0:
		case prev == k+1:
			y--
			steps = append(steps, step{New, b[y]})
		default:
			x--
			steps = append(steps, step{Gone, a[x]})
		}
	}
	for i := len(steps) - 1; i >= 0; i-- {
		out = add(out, steps[i].op, steps[i].s)
	}
	return out
}

// at is the place of diagonal k in the row that round d reads.
func at(k, d int) int { return k + d }

// search goes on by one edit a round until both ends are reached. trace holds, for each round, how far each diagonal had come before
// it; false: more edits than are looked for.
func search(a, b []string) (trace [][]int, ok bool) {
	n, m := len(a), len(b)
	v := map[int]int{1: 0}
	for d := 0; d <= min(n+m, mostEdits); d++ {
		row := make([]int, 2*d+1)
		for k := -d; k <= d; k++ {
			row[at(k, d)] = v[k]
		}
		trace = append(trace, row)
		for k := -d; k <= d; k += 2 {
			x := 0
			if k == -d || k != d && v[k-1] < v[k+1] {
				x = v[k+1]
			} else {
				x = v[k-1] + 1
			}
			for x < n && x-k < m && a[x] == b[x-k] {
				x++
			}
			if v[k] = x; x >= n && x-k >= m {
				return trace, true
			}
		}
	}
	return nil, false
}

// bridge makes one change of changes with nothing but spaces between them, and puts what is gone before what is new: "the red"
// against "a blue" reads as two phrases, not as four words.
func bridge(ps []Piece) []Piece {
	var out []Piece
	gone, fresh := "", ""
	flush := func() {
		if gone != "" {
			out = add(out, Gone, gone)
		}
		if fresh != "" {
			out = add(out, New, fresh)
		}
		gone, fresh = "", ""
	}
	for i, p := range ps {
		switch {
		case p.Op == Gone:
			gone += p.Text
		case p.Op == New:
			fresh += p.Text
		case gone != "" && fresh != "" && i+1 < len(ps) && strings.Trim(p.Text, " ") == "":
			gone, fresh = gone+p.Text, fresh+p.Text
		default:
			flush()
			out = add(out, Same, p.Text)
		}
	}
	flush()
	return out
}

// Marked writes pieces as plain text, [-gone-] and {+new+}: what the command line prints.
func Marked(ps []Piece) string {
	var b strings.Builder
	for _, p := range ps {
		switch p.Op {
		case Gone:
			b.WriteString("[-" + p.Text + "-]")
		case New:
			b.WriteString("{+" + p.Text + "+}")
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// Field is one part of a post in which two versions of it differ.
type Field struct {
	Name   string // "text", "warning", the id of an account, or the name of a file
	Pieces []Piece
}

// Posts compares two versions of a post: the text for all first, then what else differs.
func Posts(old, now accounts.Post) []Field {
	out := []Field{{"text", Words(old.Text, now.Text)}}
	if old.CW != now.CW {
		out = append(out, Field{"warning", Words(old.CW, now.CW)})
	}
	for _, id := range now.Targets {
		a, b := old.Written(id), now.Written(id)
		if (a != old.Text || b != now.Text) && a != b {
			out = append(out, Field{string(id), Words(a, b)})
		}
	}
	alts := map[string]string{}
	for _, m := range old.Media {
		alts[m.SHA256] = m.Alt
	}
	for _, m := range now.Media {
		if was, ok := alts[m.SHA256]; !ok || was != m.Alt {
			out = append(out, Field{m.Name, Words(was, m.Alt)})
		}
	}
	return out
}
