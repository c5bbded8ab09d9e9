package spell

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// affix is one line of a PFX or SFX table: what is taken from a stem, what is put there, and where it may be.
type affix struct {
	flag  flag
	cross bool       // it may stand together with one on the other side
	strip string     // what the stem loses
	add   string     // what the word has instead
	when  *condition // of the stem; nil: any
	cont  string     // flags that the word with the affix has: further affixes, or marks as NEEDAFFIX
}

// pair is a replacement of a REP, ICONV or OCONV table.
type pair struct{ from, to string }

// affixes are what an .aff file says, as far as hunspell(5) is in use among our files and their kin.
type affixes struct {
	mode     flagMode
	aliases  []string           // AF
	prefixes map[string][]affix // by add, sorted by strip
	suffixes map[string][]affix // by add, sorted by strip
	longest  int                // bytes of the longest add of a suffix
	inner    map[flag]bool      // flags that some cont holds: suffixes that may follow a suffix
	rep      []pair             // REP, anchors kept: "^" and "$"
	maps     [][]string         // MAP, groups of letters that are alike
	try      string             // TRY, letters by frequency
	in, out  []pair             // ICONV, OCONV, longest first
	rules    [][]piece          // COMPOUNDRULE
	shortest int                // COMPOUNDMIN, letters
	breaks   []string           // BREAK
	forbid   flag               // FORBIDDENWORD
	secret   flag               // NOSUGGEST
	keep     flag               // KEEPCASE
	needs    flag               // NEEDAFFIX
	compound flag               // ONLYINCOMPOUND
	full     bool               // FULLSTRIP
	seen     map[string]bool    // tables whose head was read
	matchers map[string]*condition
}

// Bounds for files that come from elsewhere: none of ours comes near.
const (
	maxAffixes = 200_000
	maxWord    = 100 // bytes of a word; longer ones are not in any dictionary
)

// readAffixes reads an .aff file in UTF-8. Lines that it does not know are no error: hunspell has many that change suggestions only.
func readAffixes(text []byte) (*affixes, error) {
	a := &affixes{prefixes: map[string][]affix{}, suffixes: map[string][]affix{}, inner: map[flag]bool{}, shortest: 3,
		breaks: []string{"-", "^-", "-$"}, seen: map[string]bool{}, matchers: map[string]*condition{}}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	n := 0
	for line := range bytes.Lines(text) {
		if n++; n > maxAffixes {
			return nil, fmt.Errorf("reading the affixes: more than %d lines", maxAffixes)
		}
		f := strings.Fields(string(line))
		if len(f) < 2 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if err := a.line(f); err != nil {
			return nil, fmt.Errorf("reading the affixes: line %d: %w", n, err)
		}
	}
	a.finish()
	return a, nil
}

// line takes one line in.
func (a *affixes) line(f []string) error {
	switch f[0] {
	case "SET":
		if !strings.EqualFold(f[1], "UTF-8") {
			return fmt.Errorf("the encoding %s is not UTF-8; convert both files", f[1])
		}
	case "FLAG":
		a.mode = map[string]flagMode{"UTF-8": flagUTF8, "long": flagLong, "num": flagNum}[f[1]]
	case "AF":
		if a.body("AF") {
			a.aliases = append(a.aliases, a.mode.read(f[1]))
		}
	case "SFX", "PFX":
		a.affix(f)
	case "REP", "MAP", "ICONV", "OCONV", "BREAK", "COMPOUNDRULE":
		a.table(f)
	case "TRY":
		a.try = strings.ToValidUTF8(f[1], "")
	case "COMPOUNDMIN":
		if n, err := strconv.Atoi(f[1]); err == nil {
			a.shortest = max(n, 1)
		}
	default:
		a.mark(f)
	}
	return nil
}

// mark takes in the flags that words wear.
func (a *affixes) mark(f []string) {
	v := a.mode.one(f[1])
	switch f[0] {
	case "FORBIDDENWORD":
		a.forbid = v
	case "NOSUGGEST":
		a.secret = v
	case "KEEPCASE":
		a.keep = v
	case "NEEDAFFIX":
		a.needs = v
	case "ONLYINCOMPOUND":
		a.compound = v
	}
}

// body tells whether a line is one of a table; the first is its head, with the count.
func (a *affixes) body(name string) bool {
	known := a.seen[name]
	a.seen[name] = true
	return known
}

// table takes a line of one of the small tables in.
func (a *affixes) table(f []string) {
	if !a.body(f[0]) {
		if f[0] == "BREAK" {
			a.breaks = nil
		}
		return
	}
	two := len(f) > 2
	switch {
	case f[0] == "REP" && two:
		a.rep = append(a.rep, pair{f[1], strings.ReplaceAll(f[2], "_", " ")})
	case f[0] == "ICONV" && two:
		a.in = append(a.in, pair{f[1], f[2]})
	case f[0] == "OCONV" && two:
		a.out = append(a.out, pair{f[1], f[2]})
	case f[0] == "MAP":
		a.maps = append(a.maps, alike(f[1]))
	case f[0] == "BREAK":
		a.breaks = append(a.breaks, f[1])
	case f[0] == "COMPOUNDRULE":
		a.rules = append(a.rules, a.mode.pieces(f[1]))
	}
}

// alike splits a line of MAP into its letters; what stands in brackets is one.
func alike(s string) []string {
	var out []string
	for s != "" {
		_, n := utf8.DecodeRuneInString(s)
		if end := strings.IndexByte(s, ')'); s[0] == '(' && end > 0 {
			out, s = append(out, s[1:end]), s[end+1:]
			continue
		}
		out, s = append(out, s[:n]), s[n:]
	}
	return out
}

// affix takes a line "SFX flag strip add[/flags] condition" in; the head "SFX flag Y count" says whether it crosses.
func (a *affixes) affix(f []string) {
	v := a.mode.one(f[1])
	head := f[0] + string(rune(v))
	if !a.body(head) {
		a.seen[head+" crosses"] = len(f) > 2 && f[2] == "Y"
		return
	}
	if len(f) < 4 {
		return
	}
	e := affix{flag: v, cross: a.seen[head+" crosses"], strip: zero(f[2])}
	add, cont, more := strings.Cut(f[3], "/")
	if more {
		e.cont = a.flagSet(cont)
	}
	e.add = zero(add)
	if len(f) > 4 {
		e.when = a.condition(f[4], f[0] == "SFX")
	}
	if len(e.add) > maxWord || len(e.strip) > maxWord {
		return
	}
	for _, r := range e.cont {
		a.inner[flag(r)] = true
	}
	if f[0] == "SFX" {
		a.suffixes[e.add] = append(a.suffixes[e.add], e)
		a.longest = max(a.longest, len(e.add))
	} else {
		a.prefixes[e.add] = append(a.prefixes[e.add], e)
	}
}

// zero is "" for the way files write nothing.
func zero(s string) string {
	if s == "0" {
		return ""
	}
	return s
}

// finish sorts the tables for the checker.
func (a *affixes) finish() {
	for _, t := range []map[string][]affix{a.prefixes, a.suffixes} {
		for k, es := range t {
			slices.SortStableFunc(es, func(x, y affix) int { return strings.Compare(x.strip, y.strip) })
			t[k] = slices.Clip(es)
		}
	}
	longest := func(x, y pair) int { return cmp.Compare(len(y.from), len(x.from)) }
	slices.SortStableFunc(a.in, longest)
	slices.SortStableFunc(a.out, longest)
	a.seen, a.matchers = nil, nil
}

// convert applies a table of ICONV or OCONV, the longest fit first.
func convert(table []pair, s string) string {
	if len(table) == 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		k := slices.IndexFunc(table, func(p pair) bool { return p.from != "" && strings.HasPrefix(s[i:], p.from) })
		if k < 0 {
			b.WriteByte(s[i])
			i++
			continue
		}
		b.WriteString(table[k].to)
		i += len(table[k].from)
	}
	return b.String()
}
