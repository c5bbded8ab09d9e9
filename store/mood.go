package store

import (
	"runtime"
	"slices"
	"sync"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// together is how many mentions are judged at a time by one goroutine: fewer are not worth another.
const together = 64

// moodsOf guesses the mood of what comes in, on all processors. A mood that is there already stays.
func moodsOf(ms []A.Mention) []A.Mood {
	out := make([]A.Mood, len(ms))
	var all sync.WaitGroup
	size := max(together, (len(ms)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	for from := size; from < len(ms); from += size {
		all.Go(func() { judge(ms, out, from, min(from+size, len(ms))) })
	}
	judge(ms, out, 0, min(size, len(ms)))
	all.Wait()
	return out
}

// judge guesses some moods.
func judge(ms []A.Mention, out []A.Mood, from, to int) {
	for i := from; i < to; i++ {
		if out[i] = ms[i].Mood; out[i] == A.MoodUnknown {
			out[i] = guard.MoodOf(&ms[i])
		}
	}
}

// moodTag is the entry of a mood in the index of tags. No tag of hers holds a zero byte.
func moodTag(m A.Mood) string { return "\x00" + m.String() }

// unchosen tells whether a mention that one index gives lacks something else that is asked for.
func (t *txn) unchosen(q A.MentionQuery, brand A.ID, key []byte) (bool, error) {
	if narrow(q) < 2 {
		return false, nil
	}
	m, err := mentions.get(t, brand, key)
	return m == nil || !chosen(q, m), err
}

// narrow tells how many things besides the shelf a query asks for.
func narrow(q A.MentionQuery) (n int) {
	for _, on := range []bool{q.Tag != "", q.Mood != A.MoodUnknown, q.Person != "", q.Post != ""} {
		if on {
			n++
		}
	}
	return n
}

// chosen tells whether a mention that a search found has what is asked for: tag, mood, person, post.
func chosen(q A.MentionQuery, m *A.Mention) bool {
	return (q.Tag == "" || slices.Contains(m.Tags, q.Tag)) && (q.Mood == A.MoodUnknown || m.Mood == q.Mood) && (q.Person == "" || m.Person == q.Person) && (q.Post == "" || m.About == q.Post)
}
