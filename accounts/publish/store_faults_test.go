package publish

import (
	"slices"
	"strings"

	"vocero/accounts"
)

func (o *owner) Accounts(brand accounts.ID) (out []accounts.Account, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, a := range o.accounts {
		if brand == "" || a.Brand == brand {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b accounts.Account) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out, o.fail("")
}

func (o *owner) SetDeskFault(f *accounts.Fault) error {
	return o.write("fault", func() error {
		o.deskModel.fault = f
		return nil
	})
}

func (o *owner) DeskFault() (*accounts.Fault, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.deskModel.fault, o.fail("")
}

func (o *owner) NotePreflights(tried []accounts.Delivery) error {
	return o.write("preflight", func() error {
		for _, x := range tried {
			d := o.ds[x.ID]
			if d.State == accounts.Scheduled || d.State == accounts.Waiting {
				d.Preflight = x.Preflight
				o.ds[x.ID] = d
			}
		}
		return nil
	})
}
