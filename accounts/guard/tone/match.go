package tone

type code = uint8

// hit is a pattern that was found.
type hit struct {
	code        code
	weight      float32
	first, last int // tokens [first,last)
}

// match finds every pattern of the lexicon whose language is one of the text's.
func (r *reading) match(to []hit) []hit {
	for i := range r.tokens {
		t := &r.tokens[i]
		for _, s := range t.syms[:t.n] {
			for _, p := range r.lex.anchors[s] {
				pat := &r.lex.patterns[p]
				if pat.language&r.languages == 0 {
					continue
				}
				if last := r.try(pat, i); last > i {
					to = append(to, hit{pat.code, pat.weight, i, last})
				}
			}
		}
	}
	return to
}

// try is the token after the pattern when its anchor stands at i; 0: it does not fit.
func (r *reading) try(p *pattern, i int) int {
	if len(p.elements) == 1 {
		return i + 1
	}
	s := &r.sentences[r.tokens[i].sentence]
	for k := range p.lead {
		switch e := &p.elements[k]; e.kind {
		case begin:
			if i != s.first {
				return 0
			}
		case notBefore:
			if i > s.first && r.tokens[i-1].has(e.any) {
				return 0
			}
		default:
			if !r.holds(e, i, s) {
				return 0
			}
		}
	}
	r.fence = -1
	if r.tokens[i].has(r.lex.class["@not"]) {
		r.fence = r.tokens[i].clause
	}
	return r.rest(p.elements[p.lead+1:], i+1, s)
}

// rest fits the elements from token i on; it gives the token after the last.
func (r *reading) rest(es []element, i int, s *sentence) int {
	for len(es) > 0 {
		e := &es[0]
		es = es[1:]
		switch e.kind {
		case one:
			if i >= s.last || !r.tokens[i].has(e.any) || !r.within(i) {
				return 0
			}
			i++
		case maybe:
			if i < s.last && r.tokens[i].has(e.any) {
				if last := r.rest(es, i+1, s); last > 0 {
					return last
				}
			}
		case gap:
			for skip := 0; skip <= int(e.most) && i+skip <= s.last && (skip == 0 || r.within(i+skip-1)); skip++ {
				if last := r.rest(es, i+skip, s); last > 0 {
					return last
				}
			}
			return 0
		default:
			if !r.holds(e, i, s) {
				return 0
			}
		}
	}
	return i
}

// within tells whether a gap may skip token i: what a negation begins ends with its clause.
func (r *reading) within(i int) bool { return r.fence < 0 || r.tokens[i].clause == r.fence }

// holds tells whether an element that takes no word holds before token i.
func (r *reading) holds(e *element, i int, s *sentence) bool {
	switch e.kind {
	case end:
		return i == s.last || r.onlyEmoji(i, s.last)
	case asked:
		return s.ask > 0
	case exclaimed:
		return s.shout > 0
	case notNext:
		return i >= s.last || !r.tokens[i].has(e.any)
	}
	return false
}

func (r *reading) onlyEmoji(from, to int) bool {
	for ; from < to; from++ {
		if !r.tokens[from].emoji {
			return false
		}
	}
	return true
}
