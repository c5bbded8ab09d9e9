package publish

import "vocero/accounts"

// Ledger keeps what networks charge beside what is published: the store pays for that itself when it resolves a delivery. Nothing that
// leaves ever waits for it.
type Ledger interface {
	Spend(account accounts.ID, paid []accounts.Charge) error
}

// pay records what an account was charged for reading while something was carried: the newest own post before it, the look-up, the
// read-back, the description of a file.
func (p *Publisher) pay(account accounts.ID, net accounts.Network) {
	if p.cfg.Ledger == nil {
		return
	}
	paid := accounts.ChargesOf(net)
	if len(paid) == 0 {
		return
	}
	if err := p.cfg.Ledger.Spend(account, paid); err != nil {
		p.log.Error("recording what a network charged", "account", account, "error", err)
	}
}
