package days

import (
	"slices"
	"time"

	"vocero/accounts"
)

// judge finds what is wrong: days of the next two weeks on which a brand has slots and says nothing, and posts of one account
// that come too close together.
func (s *Snapshot) judge(seen, soon []Entry, today Date) {
	for _, b := range s.Brands {
		s.gapsOf(b, soon, today)
	}
	all, once := make([]*Entry, 0, len(soon)), make(map[accounts.ID]bool, len(soon))
	for _, es := range [][]Entry{seen, soon} {
		for i := range es {
			if e := &es[i]; !once[e.Post.ID] {
				once[e.Post.ID] = true
				all = append(all, e)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *Entry) int { return a.When.UTC.Compare(b.When.UTC) })
	s.clashesOf(all)
	slices.SortStableFunc(s.Problems, func(a, b Problem) int { return a.At.Compare(b.At) })
}

// planned tells whether a post is on its way or out.
func planned(e Entry) bool { return !e.Free && !e.Post.State.Open() }

// gapsOf finds the days without a word of one brand.
func (s *Snapshot) gapsOf(b accounts.Brand, soon []Entry, today Date) {
	if len(b.Slots) == 0 {
		return
	}
	says, held := map[Date]bool{}, map[int64]accounts.ID{}
	for _, e := range soon {
		if e.Brand != b.ID {
			continue
		}
		if planned(e) {
			says[DateOf(e.Wall)] = true
		}
		held[e.When.UTC.Unix()/60] = e.Post.ID
	}
	told := Date(-1)
	for _, e := range s.slots(b, today, today+ahead) {
		on := DateOf(e.Wall)
		if says[on] {
			continue
		}
		k := e.Key()
		if id, ok := held[e.When.UTC.Unix()/60]; ok {
			k = Key{ID: id}
		}
		s.mark(on, k, func(c *Cell, x *Entry) { c.Gap, x.Gap = true, x.Free })
		if on != told {
			told = on
			s.Gaps++
			s.Problems = append(s.Problems, Problem{Key: k, On: on, At: e.When.UTC})
		}
	}
}

// clashesOf finds posts of one account less than five minutes apart; all are sorted by their instant.
func (s *Snapshot) clashesOf(all []*Entry) {
	last := map[accounts.ID]*Entry{}
	for _, e := range all {
		if !planned(*e) || e.Post.State == accounts.PostPublished || !e.When.UTC.After(s.Now) {
			continue
		}
		hit := false
		for _, a := range e.Post.Targets {
			if o, ok := last[a]; ok && e.When.UTC.Sub(o.When.UTC) < near {
				hit = true
				s.mark(DateOf(o.Wall), o.Key(), func(c *Cell, x *Entry) { c.Clash, x.Clash = true, true })
			}
			last[a] = e
		}
		if hit {
			s.Clashes++
			s.Problems = append(s.Problems, Problem{Key: e.Key(), On: DateOf(e.Wall), At: e.When.UTC, Clash: true})
			s.mark(DateOf(e.Wall), e.Key(), func(c *Cell, x *Entry) { c.Clash, x.Clash = true, true })
		}
	}
}

// mark changes an entry where it is in view.
func (s *Snapshot) mark(on Date, k Key, change func(*Cell, *Entry)) {
	if on < s.From || on >= s.To {
		return
	}
	c := &s.Days[on-s.From]
	for i := range c.Entries {
		if c.Entries[i].Key() == k {
			change(c, &c.Entries[i])
		}
	}
}

// After is the next problem behind an instant or the one under the cursor, around the end to the first.
func (s *Snapshot) After(at time.Time, k Key) (Problem, bool) {
	for i, x := range s.Problems {
		if x.Key == k {
			return s.Problems[(i+1)%len(s.Problems)], true
		}
	}
	for _, x := range s.Problems {
		if x.At.After(at) {
			return x, true
		}
	}
	if len(s.Problems) == 0 {
		return Problem{}, false
	}
	return s.Problems[0], true
}
