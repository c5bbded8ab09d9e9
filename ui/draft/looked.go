package draft

import (
	"slices"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/theme"
)

// Checked is what the guards said of a text with a number.
type Checked struct {
	Seq    uint64
	Found  []accounts.Finding
	Counts []Count
	Heat   int
	Links  []string // whose reports are missing or too old
}

// Check asks the guards what stands against a post, and counts it on each account.
func Check(post accounts.Post, f guard.Facts, as []accounts.Account, seq uint64) Checked {
	x := Checked{Seq: seq, Found: guard.Check(post, f), Counts: CountAll(post, as), Links: accounts.LinksOf(post)}
	x.Heat = Heat(post, f.Brand, x.Found)
	x.Links = slices.DeleteFunc(x.Links, func(u string) bool {
		r, ok := f.Links[u]
		return ok && !r.Stale(f.Now)
	})
	return x
}

// LinksAfter is how long a text rests before its links are fetched: nobody types a link in one go.
const LinksAfter = time.Second

// LinksMsg says that the text with a number may have rested long enough for its links to be fetched.
type LinksMsg struct {
	Seq   uint64
	Links []string
}

// Marked is for what the marks in a text were made.
type Marked struct {
	no      uint64
	version int
	styles  *theme.Styles
}

// Stale tells whether they were made for something else, and notes for what they are made now.
func (m *Marked) Stale(no uint64, version int, st *theme.Styles) bool {
	k := Marked{no, version, st}
	stale := k != *m
	*m = k
	return stale
}
