package networktest

import (
	"testing"

	"vocero/accounts"
)

// testDeeds mutes, blocks, hides and reports, and takes each back, all twice. What the account cannot do by accounts.Account.Able is
// refused before anything leaves.
func testDeeds(t *testing.T, f Fixture) {
	d := start(t, f)
	if !d.actor() {
		return
	}
	id := d.Say(Words{Text: "Mirad mi oferta"})
	for _, op := range []accounts.Op{accounts.OpMute, accounts.OpUnmute, accounts.OpBlock, accounts.OpUnblock} {
		d.twice(op, d.Stranger)
	}
	for _, about := range []string{id, ""} {
		if !d.Account.Able(accounts.ToReport).Can {
			d.cannot(accounts.OpReport, d.Stranger)
			break
		}
		r, err := d.net.(accounts.Actor).Act(d.ctx(), accounts.Outgoing{Op: accounts.OpReport, Target: d.Stranger, Quote: about, Text: "Publicidad no pedida, «otra vez»"})
		d.must("reporting", err)
		if r.RemoteID != d.Stranger || r.At.IsZero() {
			t.Errorf("the receipt of a report is %+v", r)
		}
	}
	if d.Account.Able(accounts.ToHide).Can {
		id = d.Say(Words{Text: "Mirad otra vez", InReplyTo: d.send(d.outgoing("Pan de hoy")).RemoteID})
	}
	d.twice(accounts.OpHide, id)
	d.twice(accounts.OpUnhide, id)
}

// twice does something two times: the second time it is so already.
func (d *desk) twice(op accounts.Op, target string) {
	d.t.Helper()
	if !d.Account.Able(op.Needs()).Can {
		d.cannot(op, target)
		return
	}
	for range 2 {
		if r := d.act(op, target); r.RemoteID == "" || r.At.IsZero() {
			d.t.Errorf("the receipt of %s is %+v", op, r)
		}
	}
}
