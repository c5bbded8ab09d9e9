package today

import (
	"cmp"
	"slices"

	"vocero/accounts"
)

// sorted are brands with clients first, then by letter, so that a client keeps its line.
func sorted(m map[accounts.ID]accounts.Brand) []accounts.Brand {
	out := make([]accounts.Brand, 0, len(m))
	for _, b := range m {
		out = append(out, b)
	}
	slices.SortFunc(out, func(a, b accounts.Brand) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Letter, b.Letter))
	})
	return out
}
