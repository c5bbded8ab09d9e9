package guard

import (
	"time"

	"vocero/accounts"
)

// poll checks a question with answers against itself and against each server's limits.
func poll(p accounts.Post, f Facts) []accounts.Finding {
	if p.Poll == nil {
		return nil
	}
	var out []accounts.Finding
	block := func(a accounts.ID, say saying, args ...any) {
		out = append(out, finding("poll", accounts.Block, a, say, args...))
	}
	if len(p.Media) > 0 {
		block("", sayPollMedia)
	}
	seen := map[string]bool{}
	for i, o := range p.Poll.Options {
		switch {
		case blank(o):
			block("", sayBlankOption, i+1)
		case seen[o]:
			block("", sayTwinOption, i+1, o)
		}
		seen[o] = true
	}
	if len(p.Poll.Options) < 2 {
		block("", sayFewOptions)
	}
	for _, a := range targets(p, f) {
		if blank(p.TextFor(a.ID)) {
			block(a.ID, sayPollText)
		}
		out = append(out, pollLimits(*p.Poll, a)...)
	}
	return out
}

// pollLimits checks a poll against one server.
func pollLimits(p accounts.Poll, a accounts.Account) []accounts.Finding {
	var out []accounts.Finding
	block := func(say saying, args ...any) { out = append(out, finding("poll", accounts.Block, a.ID, say, args...)) }
	l := a.Instance.Limits
	if n := len(p.Options); l.PollOptions > 0 && n > l.PollOptions {
		block(sayManyOptions, n, l.PollOptions, a.Handle())
	}
	for i, o := range p.Options {
		if n := accounts.Graphemes(o); l.PollChars > 0 && n > l.PollChars {
			block(sayLongOption, i+1, n, l.PollChars, a.Handle())
		}
	}
	shortest, longest := time.Duration(l.PollShortest)*time.Second, time.Duration(l.PollLongest)*time.Second
	switch {
	case p.Open <= 0 || shortest > 0 && p.Open < shortest:
		block(sayPollShort, minutes(p.Open), max(1, minutes(shortest)), a.Handle())
	case longest > 0 && p.Open > longest:
		block(sayPollLong, minutes(p.Open), minutes(longest), a.Handle())
	}
	return out
}

func minutes(d time.Duration) int { return int((d + time.Minute - 1) / time.Minute) }
