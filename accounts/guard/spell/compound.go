package spell

import (
	"strings"
	"unicode/utf8"
)

// piece is a part of a compound rule: words with a flag, once, at most once ('?') or any number of times ('*').
type piece struct {
	flag flag
	many byte
}

// pieces reads a rule of COMPOUNDRULE: "n*1t", or with brackets "(nn)*(1t)" where flags are longer than a letter.
func (m flagMode) pieces(s string) []piece {
	var out []piece
	for s != "" {
		one := s[:1]
		if end := strings.IndexByte(s, ')'); s[0] == '(' && end > 0 {
			one, s = s[1:end], s[end+1:]
		} else {
			if m == flagUTF8 {
				one = string([]rune(s)[:1])
			}
			s = s[len(one):]
		}
		p := piece{flag: m.one(one)}
		if s != "" && (s[0] == '*' || s[0] == '?') {
			p.many, s = s[0], s[1:]
		}
		out = append(out, p)
	}
	return out
}

// compounded tells whether a word is put together by one of the rules: "123rd".
func (d *dictionary) compounded(word string) bool {
	if len(d.rules) == 0 || len(word) < 2 {
		return false
	}
	for _, r := range d.rules {
		var dead map[[2]int]bool
		if d.follows(word, 0, r, &dead) {
			return true
		}
	}
	return false
}

// follows tells whether what is left of a word, from a byte on, follows what is left of a rule. dead are pairs that failed.
func (d *dictionary) follows(word string, at int, rule []piece, dead *map[[2]int]bool) bool {
	if len(rule) == 0 {
		return at == len(word)
	}
	key := [2]int{at, len(rule)}
	if (*dead)[key] {
		return false
	}
	p := rule[0]
	if p.many != 0 && d.follows(word, at, rule[1:], dead) {
		return true
	}
	for end := at + 1; end <= len(word); end++ {
		if at == 0 && end == len(word) || utf8.RuneCountInString(word[at:end]) < d.shortest || !d.part(word[at:end], p.flag) {
			continue
		}
		rest := rule[1:]
		if p.many == '*' {
			rest = rule
		}
		if d.follows(word, end, rest, dead) {
			return true
		}
	}
	if at > 0 { // At the head each rule comes by once.
		if *dead == nil {
			*dead = map[[2]int]bool{}
		}
		(*dead)[key] = true
	}
	return false
}

// part tells whether a piece of a word is a stem with a flag.
func (d *dictionary) part(s string, f flag) bool {
	b := []byte(s)
	for e := d.words.find(b); e.ok; e = d.words.again(b, e) {
		if has(e.flags, f) && !has(e.flags, d.forbid) {
			return true
		}
	}
	return false
}
