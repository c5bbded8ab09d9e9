package publish

import (
	"errors"
	"io"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// edit changes the stored post of a delivery; with cleared the delivery is cleared for it anew.
func (r *rig) edit(id accounts.ID, cleared bool, f func(*accounts.Post)) {
	r.change(id, func(d *accounts.Delivery) {
		p := r.desk.posts[d.Post]
		f(&p)
		r.desk.posts[d.Post] = p
		if cleared {
			d.Digest = guard.DigestOf(p, d.Account)
		}
	})
}

func TestLastCheck(t *testing.T) {
	cases := []struct {
		name    string
		cleared bool
		spoil   func(r *rig, p *accounts.Post)
		want    accounts.DeliveryState
		code    accounts.Code
	}{
		{"another text", false, func(_ *rig, p *accounts.Post) { p.Text = "Otro" }, accounts.Held, accounts.CodeChanged},
		{"another brand", true, func(_ *rig, p *accounts.Post) { p.Brand = "x" }, accounts.Held, accounts.CodeGuard},
		{"empty", true, func(_ *rig, p *accounts.Post) { p.Text = " " }, accounts.Held, accounts.CodeGuard},
		{"another speaker", true, func(_ *rig, p *accounts.Post) {
			p.Answering = &accounts.Answering{Account: "x", RemoteID: "1", Widest: accounts.Public}
		}, accounts.Held, accounts.CodeGuard},
		{"wider than its parent", true, func(r *rig, p *accounts.Post) {
			p.Answering = &accounts.Answering{Account: r.ours[0], RemoteID: "1", Widest: accounts.Direct}
		}, accounts.Held, accounts.CodeGuard},
		{"a lost file", true, func(_ *rig, p *accounts.Post) {
			p.Media = []accounts.Media{{SHA256: "lost", Name: "a.png", Type: "image/png", Bytes: 5, Alt: "pan"}}
		}, accounts.Failed, accounts.CodeLost},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(honours, 1)
			r.worker.cfg.Media = lost{}
			id := r.post(r.ours[0], "Pan", r.clock.now(), true)
			r.edit(id, c.cleared, func(p *accounts.Post) { c.spoil(r, p) })
			r.once(t)
			if d := r.is(t, id, c.want); d.Fault == nil || d.Fault.Code != c.code || len(d.Attempts) > 0 {
				t.Fatalf("fault %+v", d.Fault)
			}
			if r.server.sends > 0 {
				t.Fatal("it left")
			}
		})
	}
}

// lost is a disk without its files.
type lost struct{}

func (lost) OpenMedia(accounts.ID, string) (io.ReadSeekCloser, error) {
	return nil, errors.New("no such file")
}

func TestAcknowledgedBlockDoesNotStopTwice(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.edit(id, true, func(p *accounts.Post) {
		p.Media = []accounts.Media{{SHA256: "aa", Name: "a.png", Type: "image/png", Bytes: 5}} // no alternative text
	})
	r.change(id, func(d *accounts.Delivery) { d.Aside = []string{guard.PlaceOf(accounts.Finding{Rule: "alt"})} })
	r.once(t)
	d := r.is(t, id, accounts.Published)
	if len(d.Outgoing.MediaIDs) != 1 || d.Outgoing.MediaIDs[0] != "media-aa" {
		t.Fatalf("media %v", d.Outgoing.MediaIDs)
	}
}

func TestPausedBrandHolds(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	act := r.act(r.ours[0], accounts.OpBoost, "7")
	b := r.desk.brands[r.brand]
	b.Pause = &accounts.Pause{Since: r.clock.now(), Reason: "luto"}
	r.desk.brands[r.brand] = b
	r.once(t)
	for _, id := range []accounts.ID{id, act} {
		if d := r.is(t, id, accounts.Held); d.Fault.Code != accounts.CodePaused || d.Fault.Detail.String() != "luto" {
			t.Fatalf("fault %+v", d.Fault)
		}
	}
}

func TestPauseHoldsARepeatToo(t *testing.T) {
	r := newRig(ignores, 1)
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.server.faults = []mishap{cutBefore}
	r.once(t)
	r.looks(t)
	r.change(id, func(d *accounts.Delivery) { d.Resend = true })
	b := r.desk.brands[r.brand]
	r.desk.brands[r.brand] = accounts.Brand{ID: b.ID, Name: b.Name, Zone: b.Zone, Pause: &accounts.Pause{}}
	r.after(t, time.Minute)
	r.is(t, id, accounts.NeedsYou)
	r.desk.brands[r.brand] = b
	r.after(t, time.Minute)
	r.is(t, id, accounts.Published)
}

func TestDeadTokenStopsItsAccountAlone(t *testing.T) {
	r := newRig(honours, 2)
	r.server.faults = []mishap{revoked}
	r.worker.cfg.Parallel = 1
	a := r.post(r.ours[0], "a", r.clock.now(), true)
	b := r.post(r.ours[0], "b", r.clock.now(), true)
	c := r.post(r.ours[1], "c", r.clock.now(), true)
	r.once(t)
	for _, id := range []accounts.ID{a, b} {
		if d := r.is(t, id, accounts.Blocked); d.Fault == nil || d.Fault.Code != accounts.CodeAuth {
			t.Fatalf("fault %+v", d.Fault)
		}
	}
	r.is(t, c, accounts.Published)
	if r.desk.accounts[r.ours[0]].State != accounts.AccountBlocked || r.desk.accounts[r.ours[1]].State != accounts.AccountOK {
		t.Fatal("the wrong account is blocked")
	}
	r.desk.login(r.ours[0])
	r.after(t, time.Second)
	r.is(t, a, accounts.Published)
	r.is(t, b, accounts.Published)
}

// vault answers log-ins with an error.
type vault struct {
	*serverModel
	err error
}

func (v *vault) Open(a accounts.Account) (accounts.Network, error) {
	if v.err != nil {
		return nil, v.err
	}
	return v.serverModel.Open(a)
}

func TestLockedVaultWaits(t *testing.T) {
	r := newRig(honours, 1)
	v := &vault{r.server, accounts.ErrLocked}
	r.worker.cfg.Networks = v
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	if d := r.is(t, id, accounts.Scheduled); d.Fault == nil || d.Fault.Code != accounts.CodeLocked || !d.NotBefore.IsZero() {
		t.Fatalf("fault %+v, not before %s", d.Fault, d.NotBefore)
	}
	v.err = nil
	r.after(t, tick)
	r.is(t, id, accounts.Published)
}

func TestMissingTokenBlocks(t *testing.T) {
	r := newRig(honours, 1)
	r.worker.cfg.Networks = &vault{r.server, accounts.ErrNotFound}
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.once(t)
	r.is(t, id, accounts.Blocked)
}

func TestOfflineBacksOffBeforeTheClaim(t *testing.T) {
	r := newRig(honours, 1)
	r.server.offline = true
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	for _, want := range []time.Duration{5, 10, 20, 40, 80, 160, 300, 300} {
		r.once(t)
		d := r.is(t, id, accounts.Scheduled)
		if got := d.NotBefore.Sub(r.clock.now()); got != want*time.Second || d.Fault.Code != accounts.CodeOffline || len(d.Attempts) > 0 {
			t.Fatalf("not before %s from now, want %d s; %+v", got, want, d.Fault)
		}
		r.clock.pass(want * time.Second)
	}
	r.server.offline = false
	r.once(t)
	r.is(t, id, accounts.Published)
}

func TestTakenBackAtTheLastMoment(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	c := &carriage{p: r.worker, d: r.is(t, id, accounts.Scheduled), was: accounts.Scheduled}
	r.change(id, func(d *accounts.Delivery) { d.State = accounts.Cancelled })
	c.carry()
	r.is(t, id, accounts.Cancelled)
	if r.server.sends > 0 {
		t.Fatal("it left")
	}
}
