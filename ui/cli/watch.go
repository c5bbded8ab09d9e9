package cli

import (
	"vocero/accounts"
	"vocero/ui/cli/owner"
)

// held notes as what the desk is owned, and who can tell whether somebody goes on after it.
func (d *Desk) held(role owner.Role, standby func() bool) {
	h := accounts.HolderDesk
	if role == owner.Runner {
		h = accounts.HolderRun
	}
	d.standby = standby
	d.role.Store(h)
}

// Watch is who carries what waits on this desk: its owner, where it can open the vault. A desk that a command opened for a moment
// has none.
func (d *Desk) Watch() accounts.Watch {
	w := accounts.Watch{Owner: accounts.HolderNobody, Next: accounts.HolderNobody}
	if h, ok := d.role.Load().(accounts.Holder); ok {
		if !d.Vault.Locked() {
			w.Owner = h
		}
		if d.standby() {
			w.Next = accounts.HolderRun
		}
	}
	w.Fault, _ = d.Store.DeskFault() // A store that cannot be read says so everywhere else.
	if f := d.brokenFault(); f != nil {
		w.Owner, w.Fault = accounts.HolderNobody, f
	}
	return w
}
