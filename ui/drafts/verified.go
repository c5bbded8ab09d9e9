package drafts

import (
	"vocero/accounts"
	"vocero/ui/pane"
)

// readBack tells of the posts that are out whether everything of them was read back as it was sent.
func readBack(desk Desk, posts []accounts.Post) map[accounts.ID]bool {
	out := map[accounts.ID]bool{}
	for _, x := range posts {
		if x.State != accounts.PostPublished {
			continue
		}
		ds, _, err := desk.Deliveries(accounts.DeliveryQuery{Post: x.ID, States: []accounts.DeliveryState{accounts.Published}}, "", 50)
		all := err == nil && len(ds) > 0
		for _, d := range ds {
			all = all && (d.Op != accounts.OpPost || !d.Verified.IsZero())
		}
		out[x.ID] = all
	}
	return out
}

// standing is the glyph and the word of a post: one that is out is verified once it was read back.
func (p *Pane) standing(f pane.Frame, x accounts.Post) string {
	if x.State == accounts.PostPublished && p.verified[x.ID] {
		return "✓ " + f.Lang.T("verified")
	}
	return glyph(x.State) + " " + f.Lang.Post(x.State)
}

// proved counts the verified posts among those that were read.
func (p *Pane) proved() (n int) {
	for _, v := range p.verified {
		if v {
			n++
		}
	}
	return n
}
