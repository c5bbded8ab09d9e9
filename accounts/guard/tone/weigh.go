package tone

// weigh adds up the hits, one a token: where several overlap the heaviest counts. A negation before a word in its clause turns
// it round; what follows a but counts more than what stands before it.
func (r *reading) weigh(hits []hit) (sums, []Reason) {
	var s sums
	var reasons []Reason
	k := r.lex.kind
	but := r.turnsAt()
	for i, h := range hits {
		if r.covered(hits, i) {
			continue
		}
		w, name := h.weight, ""
		switch h.code {
		case k.pos, k.neg:
			against := h.code == k.neg
			if r.negated(h.first) {
				against, w, name = !against, 2, turned
				if !against {
					w = 1
				}
			}
			name = s.side(against, w*factor(h.first, but, against), name)
		case k.good, k.bad:
			against := h.code == k.bad
			name = s.side(against, w*factor(h.first, but, against), "")
		case k.ask:
			s.ask, name = max(s.ask, w), "question"
		case k.turn:
			s.turn, name = s.turn+w, "turn"
		case k.irony:
			s.irony, name = s.irony+w, "irony"
		default:
			s.plain += w
			continue
		}
		reasons = append(reasons, Reason{name, int(r.tokens[h.first].start), int(r.tokens[h.last-1].end), w})
	}
	reasons = r.faces(&s, reasons)
	for _, x := range r.sentences {
		s.mark = s.mark || x.ask > 0
	}
	return s, reasons
}

// side adds to one side and names it, unless it has a name already.
func (s *sums) side(against bool, w float32, name string) string {
	if against {
		s.bad += w
		if name == "" {
			return "complaint"
		}
		return name
	}
	s.good += w
	if name == "" {
		return "praise"
	}
	return name
}

// factor is what a word counts for its place: praise before a but is a courtesy.
func factor(at, but int, against bool) float32 {
	if but > 0 && at < but && !against {
		return 0.4
	}
	return 1
}

// covered tells whether a heavier hit of the same purpose, or an earlier one as heavy, stands over the whole of it.
func (r *reading) covered(hits []hit, i int) bool {
	h := hits[i]
	for j, o := range hits {
		if j == i || o.first >= h.last || h.first >= o.last || !r.lex.rivals(o.code, h.code) {
			continue
		}
		if o.weight > h.weight || o.weight == h.weight && (o.last-o.first > h.last-h.first || o.last-o.first == h.last-h.first && j < i) {
			return true
		}
	}
	return false
}

// faces adds the emoji.
func (r *reading) faces(s *sums, reasons []Reason) []Reason {
	var seen sym
	for i := range r.tokens {
		t := &r.tokens[i]
		if !t.emoji || t.syms[0] == seen {
			continue
		}
		seen = t.syms[0]
		f := feelings[emojiNames[seen]]
		s.good, s.bad = s.good+f.good, s.bad+f.bad
		switch {
		case f.good > 0:
			reasons = append(reasons, Reason{"praise", int(t.start), int(t.end), f.good})
		case f.bad > 0:
			reasons = append(reasons, Reason{"complaint", int(t.start), int(t.end), f.bad})
		}
	}
	return reasons
}

// negated tells whether a negation stands before token i in its clause, at most six words away.
func (r *reading) negated(i int) bool {
	not := r.lex.class["@not"]
	for j := i - 1; j >= 0 && j >= i-6 && r.tokens[j].clause == r.tokens[i].clause; j-- {
		if r.tokens[j].has(not) {
			return true
		}
		if r.tokens[j].has(r.lex.class["@but"]) {
			return false
		}
	}
	return false
}

// turnsAt is the token of the first but; 0: there is none, or it begins the text.
func (r *reading) turnsAt() int {
	but := r.lex.class["@but"]
	for i := range r.tokens {
		if r.tokens[i].has(but) {
			return i
		}
	}
	return 0
}
