package lang

import "vocero/accounts"

// Handover are the lines on what a network's own scheduler has, or shall have, of a delivery; none when it has no part in it. at
// gives an instant on the client's wall.
func (p *Printer) Handover(d accounts.Delivery, at func(accounts.Delivery) string) (out []string) {
	h := d.Handover
	if h == nil || d.State != accounts.Scheduled && d.State != accounts.Handed {
		return nil
	}
	hour := func() string {
		x := d
		x.Due = h.At
		return at(x)
	}
	switch {
	case d.State == accounts.Scheduled && h.Phase == accounts.HandWanted && h.Fault != nil:
		return []string{p.T("the network's scheduler has not taken it yet: %s", p.Fault(h.Fault))}
	case d.State == accounts.Scheduled && h.Phase == accounts.HandWanted:
		return []string{p.T("the network's scheduler gets it soon")}
	case d.State == accounts.Scheduled && h.Fault != nil:
		return []string{p.T("the network's scheduler did not take it: %s", p.Fault(h.Fault))}
	case d.State == accounts.Scheduled:
		return nil
	case d.Leaving():
		out = append(out, p.T("being taken back: until then the network publishes it %s", hour()))
		if h.Fault != nil {
			out = append(out, p.T("not possible yet: %s; it is tried again and again", p.Fault(h.Fault)))
		}
		return out
	case h.Phase < accounts.HandThere:
		out = append(out, p.T("nobody knows yet whether the network's scheduler has it: its list is looked through"))
	case !h.At.Equal(d.Due):
		out = append(out, p.T("the network has another hour for it: %s", hour()))
	}
	if h.Fault != nil {
		out = append(out, p.Fault(h.Fault))
	}
	return out
}

// Unhanded says why a delivery does not go by its network's scheduler; "" for what nobody asked for.
func (p *Printer) Unhanded(why string) string {
	switch why {
	case accounts.HandServer:
		return p.T("its server has no scheduler of its own")
	case accounts.HandReply:
		return p.T("this desk sends it, not the network's scheduler: it is a reply")
	case accounts.HandThread:
		return p.T("this desk sends it, not the network's scheduler: it is a thread")
	case accounts.HandNear:
		return p.T("this desk sends it, not the network's scheduler: its hour is less than 10 minutes away")
	}
	return ""
}
