package guard

import (
	"slices"

	"vocero/accounts"
)

// visibility keeps a reply no wider than what it answers, and asks of a server only what it takes.
func visibility(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
	v := p.Visibility
	if v < accounts.Direct || v > accounts.Public {
		return []accounts.Finding{finding("visibility", accounts.Block, "", sayNoVisibility)}
	}
	if r := p.Answering; r != nil && v > r.Widest {
		out = append(out, finding("visibility", accounts.Block, "", sayWider, v.String(), r.Widest.String()))
	}
	for _, a := range targets(p, f) {
		if takes := a.Instance.Limits.VisibilityMax; len(takes) > 0 && !slices.Contains(takes, v) {
			out = append(out, finding("visibility", accounts.Block, a.ID, sayNoSuchVisibility, a.Handle(), v.String()))
		}
	}
	return out
}
