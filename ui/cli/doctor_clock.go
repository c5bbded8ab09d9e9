package cli

import (
	"time"

	"vocero/accounts"
)

// witness is what the accounts' servers said of the hour while they were tested.
type witness struct {
	heard, agrees bool
	by            time.Duration // of the first that does not agree: its clock minus ours
}

// clockSlack is how far apart this machine's clock and a server's may be.
const clockSlack = 2 * time.Minute

// hear takes in the clock of a server that was just asked.
func (w *witness) hear(d *Desk, a accounts.Account) {
	net, err := d.Networks.Open(a)
	if err != nil {
		return
	}
	c, ok := net.(accounts.Clocked)
	if !ok {
		return
	}
	by, at := c.Skew()
	if age := d.Now().Sub(at); at.IsZero() || age < 0 || age > time.Minute {
		return
	}
	switch {
	case by.Abs() <= clockSlack:
		w.agrees = true
	case !w.heard || w.by == 0:
		w.by = by
	}
	w.heard = true
}

// servers holds the machine's clock against those of the servers; where none was asked, against what the desk noted last.
func (k *checkup) servers(w witness) error {
	f, err := k.c.d.Store.DeskFault()
	if err != nil {
		return err
	}
	switch {
	case w.agrees:
		k.add("server_clock", checkOK, k.c.T("the servers' clocks agree with it"), "")
		return nil
	case w.heard:
		f = &accounts.Fault{Code: accounts.CodeClock, By: w.by}
	}
	if doc := k.c.fault(f); doc != nil {
		k.add("server_clock", checkFail, doc.Message, doc.Remedy)
	}
	return nil
}
