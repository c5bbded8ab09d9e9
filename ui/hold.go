package ui

import (
	"cmp"
	"slices"

	"vocero/accounts"
	"vocero/ui/pane"
)

// hold is for how many seconds what is sent by hand can be taken back, as the desk is set.
func (m *Model) hold() pane.Seconds {
	return pane.Seconds(max(0, cmp.Or(m.o.Hold, accounts.DefaultHold)).Seconds())
}

// held puts what the desk is set to in the place of pane.Hold.
func (m *Model) held(args []any) []any {
	out := slices.Clone(args)
	for i, a := range out {
		if a == any(pane.Hold) {
			out[i] = m.hold()
		}
	}
	return out
}
