package tone

import (
	"slices"
	"strings"
)

// Level is how an answer sounds.
type Level uint8

// The levels.
const (
	Calm   Level = iota
	Check        // worth reading again: blame, defence, coldness
	Heated       // it would be regretted: insults, threats, mockery, dismissal
)

// String is the level's name in JSON.
func (l Level) String() string { return [...]string{"calm", "check", "heated"}[l] }

// Reason is what made a text sound as it does.
type Reason struct {
	Code       string  // insult, dismiss, threat ...: see Codes
	Start, End int     // bytes of the text
	Weight     float32 // 3 is heated by itself
}

// Verdict is how an answer sounds, and why, the heaviest reasons first.
type Verdict struct {
	Level   Level
	Reasons []Reason
}

// The weights from which an answer is worth a second look, and is heated.
const (
	checkFrom  = 1
	heatedFrom = 3
)

// Reply judges an answer that is about to leave. The language (BCP 47) is a hint that may be wrong or missing. The text's first
// 8 KiB are read.
func Reply(text, language string) Verdict {
	r := reading{lex: replies()}
	r.read(text)
	r.guess(language)
	hits := r.match(make([]hit, 0, 32))
	reasons := r.reasons(hits)
	reasons = append(reasons, r.marks()...)
	calm := r.calm(hits)
	if mock, ok := r.mock(reasons); ok {
		reasons = append(reasons, mock)
	}
	if x, ok := r.bare(reasons, calm); ok {
		reasons = append(reasons, x)
	}
	v := Verdict{Level: level(reasons, calm)}
	if v.Level != Calm {
		slices.SortStableFunc(reasons, func(a, b Reason) int { return int(2*b.Weight) - int(2*a.Weight) })
		v.Reasons = reasons
	}
	return v
}

// bare is an answer that neither thanks, offers, informs nor regrets anything, and yet denies or points at somebody: what is left
// out makes it cold.
func (r *reading) bare(reasons []Reason, calm float32) (Reason, bool) {
	if len(reasons) > 0 || calm > 0 || len(r.tokens) < 3 {
		return Reason{}, false
	}
	at := -1
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.emoji || t.number || t.has(r.lex.class["@calmly"]) {
			return Reason{}, false
		}
		if at < 0 && (t.has(r.lex.class["@not"]) || t.has(r.lex.class["@pointed"])) {
			at = i
		}
	}
	if at < 0 {
		return Reason{}, false
	}
	return Reason{"bare", 0, len(r.text), checkFrom}, true
}

// level adds up what was found, a reason of each kind once. What calms takes away from doubts, never from an insult or a threat.
// Coldness and blame alone are never heat, however much there is of them.
func level(reasons []Reason, calm float32) Level {
	best := map[string]float32{}
	for _, x := range reasons {
		best[x.Code] = max(best[x.Code], x.Weight)
	}
	var hard, warm, soft float32
	for c, w := range best {
		switch {
		case w >= heatedFrom:
			hard += w
		case warms(c):
			warm += w
			soft += w
		default:
			soft += w
		}
	}
	switch {
	case hard > 0, warm-calm >= heatedFrom, warm > 0 && soft-calm >= 1.5*heatedFrom:
		return Heated
	case soft-calm >= checkFrom:
		return Check
	}
	return Calm
}

// warms tells the reasons that are about the person from those that are about the matter.
func warms(code string) bool {
	switch code {
	case "told", "blame", "deny", "cold", "refuse", "nonapology", "bare":
		return false
	}
	return true
}

// reasons are the hits that speak against the answer. Of those of one code that overlap the heaviest stays.
func (r *reading) reasons(hits []hit) []Reason {
	var out []Reason
	for _, h := range hits {
		name := r.lex.names[h.code]
		if strings.HasPrefix(name, "calm.") || name == "insult" && r.ofHerself(h) {
			continue
		}
		x := Reason{name, int(r.tokens[h.first].start), int(r.tokens[h.last-1].end), h.weight}
		i := slices.IndexFunc(out, func(o Reason) bool { return o.Code == x.Code && o.Start < x.End && x.Start < o.End })
		switch {
		case i < 0:
			out = append(out, x)
		case x.Weight > out[i].Weight || x.Weight == out[i].Weight && x.End-x.Start > out[i].End-out[i].Start:
			out[i] = x
		}
	}
	return out
}

// ofHerself tells whether she speaks of herself: a first person stands shortly before an insult that names nobody else.
func (r *reading) ofHerself(h hit) bool {
	for i := h.first; i < h.last; i++ {
		if r.tokens[i].has(r.lex.class["@pointed"]) {
			return false
		}
	}
	for i := h.first - 1; i >= 0 && i >= h.first-4 && r.tokens[i].clause == r.tokens[h.first].clause; i-- {
		if r.tokens[i].has(r.lex.class["@self"]) {
			return true
		}
	}
	return false
}

// calm is how much speaks for the answer: an apology, an own fault, an offer, a feeling that is named, thanks. What stands
// within a reason against it (sorry you feel that way) does not count.
func (r *reading) calm(hits []hit) float32 {
	best := map[code]float32{}
	for _, h := range hits {
		if !strings.HasPrefix(r.lex.names[h.code], "calm.") {
			continue
		}
		within := slices.ContainsFunc(hits, func(o hit) bool {
			return o.weight > 0 && !strings.HasPrefix(r.lex.names[o.code], "calm.") && o.first <= h.first && o.last >= h.last
		})
		if !within {
			best[h.code] = max(best[h.code], h.weight)
		}
	}
	var sum float32
	for _, w := range best {
		sum += w
	}
	return sum
}

// marks are the reasons that are no words: shouting in capitals, runs of marks.
func (r *reading) marks() []Reason {
	var out []Reason
	upper, letters, words := 0, 0, 0
	for _, t := range r.tokens {
		upper, letters = upper+int(t.upper), letters+int(t.letters)
		if t.upper >= 4 && t.upper == t.letters {
			words++
		}
	}
	news := r.announces()
	if letters >= 12 && upper*10 >= letters*6 && !news {
		out = append(out, Reason{"shout", 0, len(r.text), r.aimed(3, 1.5)})
	} else if words >= 2 && words*8 >= len(r.tokens) && !news {
		out = append(out, Reason{"shout", 0, len(r.text), 1})
	}
	for _, s := range r.sentences {
		if (s.shout >= 3 || s.ask >= 3 || s.shout+s.ask >= 4) && !news {
			out = append(out, Reason{"marks", s.start, min(s.end, len(r.text)), 1})
		}
	}
	return out
}

// aimed is the first weight when the text speaks to somebody or denies, else the second.
func (r *reading) aimed(at, otherwise float32) float32 {
	for i := range r.tokens {
		if r.tokens[i].has(r.lex.class["@aimed"]) {
			return at
		}
	}
	return otherwise
}

// announces tells whether a text is news or joy: hours, days, thanks. Capitals and exclamation marks belong to them.
func (r *reading) announces() bool {
	for i := range r.tokens {
		if r.tokens[i].has(r.lex.class["@news"]) {
			return true
		}
	}
	return false
}

// mock is an emoji that mocks beside something that is not kind.
func (r *reading) mock(reasons []Reason) (Reason, bool) {
	for _, t := range r.tokens {
		if !t.emoji {
			continue
		}
		x := Reason{Code: "mock", Start: int(t.start), End: int(t.end), Weight: 1.5}
		switch emojiNames[t.syms[0]] {
		case "mock", "anger":
			return x, true
		case "laugh", "clap", "sly", "kiss", "down":
			if len(reasons) > 0 {
				return x, true
			}
		}
	}
	return Reason{}, false
}

// Codes are all codes of reasons that a verdict can have.
func Codes() []string {
	out := []string{"shout", "marks", "mock", "bare"}
	for _, n := range replies().names {
		if n != "" && !strings.HasPrefix(n, "calm.") {
			out = append(out, n)
		}
	}
	return out
}
