package guard

import "vocero/accounts"

// manyParts is how long a thread may be before it is doubted.
const manyParts = 20

// thread doubts a thread that nobody will read to its end.
func thread(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
	for _, a := range targets(p, f) {
		if n := len(p.Parts(a.ID)); n > manyParts {
			out = append(out, finding("thread", accounts.Warn, a.ID, sayManyParts, n, manyParts))
		}
	}
	return out
}
