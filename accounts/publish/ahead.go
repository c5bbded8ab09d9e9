package publish

import "vocero/accounts"

// withAhead are the deliveries to carry and what must be settled before them: an older act on the same thing, and a post that reads
// the same and is being looked up. Where no Run goes on nobody else would carry those, and the wait would have no end.
func (p *Publisher) withAhead(ids []accounts.ID) (map[accounts.ID]bool, error) {
	out := map[accounts.ID]bool{}
	for _, id := range ids {
		out[id] = true
	}
	for _, id := range ids {
		d, err := p.cfg.Store.Delivery(id)
		if err != nil {
			return nil, err
		}
		q := accounts.DeliveryQuery{Account: d.Account, States: []accounts.DeliveryState{accounts.Scheduled, accounts.Waiting, accounts.Sending, accounts.Unconfirmed}}
		ds, _, err := p.cfg.Store.Deliveries(q, "", 200)
		if err != nil {
			return nil, err
		}
		for _, o := range ds {
			act := d.Op != accounts.OpPost && o.Op != accounts.OpPost && o.Target == d.Target && before(o, d)
			twin := d.Op == accounts.OpPost && o.Op == accounts.OpPost && o.State == accounts.Unconfirmed
			if act || twin {
				out[o.ID] = true
			}
		}
	}
	return out, nil
}
