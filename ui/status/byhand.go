package status

import (
	"vocero/accounts"
	"vocero/ui/byhand"
)

// work is what a person does for a delivery; nothing where a network does it.
func work(desk Desk, d accounts.Delivery, a accounts.Account) byhand.Work {
	if a.Network != accounts.Manual || d.Op != accounts.OpPost {
		return byhand.Work{}
	}
	p, err := desk.Post(d.Post)
	if err != nil {
		return byhand.Work{Delivery: d, Account: a}
	}
	return byhand.Of(d, p, a)
}

// hands are the keys of the selected row, where it is published by hand.
func (p *Pane) hands() byhand.Hands {
	return byhand.Hands{Folder: p.out.HandFolder, Close: p.out.MarkPublished, Open: p.machine.Folder, Row: func() (byhand.Work, bool) {
		r, ok := p.ds.Selected()
		return r.hand, ok && p.part == outbox
	}}
}
