package publish

import (
	"testing"
	"testing/synctest"
	"time"

	"vocero/accounts"
)

// dated is a rig whose server tells the hour.
func dated(accountsOf int) *rig {
	r := newRig(honours, accountsOf)
	r.server.dated = true
	return r
}

// stands demands what the desk says of the clock.
func (r *rig) stands(t *testing.T, by time.Duration) {
	t.Helper()
	f, err := r.owner.DeskFault()
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case by == 0 && f != nil, by != 0 && (f == nil || f.Code != accounts.CodeClock || (f.By-by).Abs() > time.Second):
		t.Fatalf("the desk says %+v, want a clock off by %s", f, by)
	}
}

// TestJumpPausesUntilAServerAgrees sets the clock while the network is away: nothing leaves on its word alone.
func TestJumpPausesUntilAServerAgrees(t *testing.T) {
	for _, by := range []time.Duration{3 * time.Minute, -3 * time.Minute} {
		r := dated(1)
		r.once(t)
		r.clock.set(by) // Somebody sets it wrong ...
		r.once(t)
		r.stands(t, -by)
		r.server.offline = true
		r.clock.set(-by) // ... and right again.
		id := r.post(r.ours[0], "Pan", r.clock.now(), false)
		act := r.act(r.ours[0], accounts.OpBoost, "1")
		r.once(t)
		r.after(t, time.Minute)
		r.is(t, act, accounts.Scheduled)
		if d := r.is(t, id, accounts.Scheduled); len(d.Attempts) > 0 || r.server.sends > 0 || len(r.server.acts) > 0 {
			t.Fatal("something left before a server agreed")
		}
		r.stands(t, -by)
		r.server.offline = false
		r.after(t, time.Minute)
		r.is(t, id, accounts.Published)
		r.is(t, act, accounts.Published)
		r.stands(t, 0)
	}
}

// TestWrongClockRefusesByTheHour starts a desk on a machine with a wrong clock: what has an hour waits and is not given up, what a
// person sends leaves, and the desk says by how much the clock is off.
func TestWrongClockRefusesByTheHour(t *testing.T) {
	for _, by := range []time.Duration{121 * time.Second, -time.Hour, 26 * time.Hour, -20 * 365 * 24 * time.Hour} {
		r := dated(1)
		r.clock.set(by)
		due := r.post(r.ours[0], "Pan", r.clock.now(), false)
		old := r.post(r.ours[0], "Leche", r.clock.now().Add(-25*time.Hour), false)
		r.once(t)
		r.after(t, time.Hour)
		mine := r.post(r.ours[0], "Ahora", r.clock.now(), true)
		r.once(t)
		r.is(t, due, accounts.Scheduled)
		r.is(t, old, accounts.Scheduled)
		r.is(t, mine, accounts.Published)
		r.stands(t, -by)
		r.start() // The next owner knows.
		r.once(t)
		r.is(t, due, accounts.Scheduled)
		r.stands(t, -by)
		r.clock.mend()
		r.after(t, time.Minute)
		r.stands(t, 0)
		for _, id := range []accounts.ID{due, old} {
			if d := r.desk.ds[id]; d.State == accounts.Published && len(d.Attempts) != 1 {
				t.Fatalf("off by %s: %+v", by, d)
			}
		}
	}
}

// TestSlowDriftIsFoundAtTheClaim has the clock drift without a jump: the answer right before the claim tells.
func TestSlowDriftIsFoundAtTheClaim(t *testing.T) {
	r := dated(1)
	r.server.off = 5 * time.Minute
	id := r.post(r.ours[0], "Pan", r.clock.now(), false)
	r.once(t)
	if d := r.is(t, id, accounts.Scheduled); len(d.Attempts) > 0 {
		t.Fatal("it was claimed")
	}
	r.stands(t, 5*time.Minute)
	r.server.off = 0
	r.after(t, 6*time.Minute)
	r.is(t, id, accounts.Published)
	r.stands(t, 0)
}

// TestOneServersClockIsNotEverybodys has one of two servers tell a wrong hour: the other one decides.
func TestOneServersClockIsNotEverybodys(t *testing.T) {
	r := dated(2)
	other := newServer(r.clock, honours)
	other.dated = true
	a := r.desk.accounts[r.ours[1]]
	a.Server = "https://foto.example"
	r.desk.accounts[a.ID] = a
	r.worker.cfg.Networks = two{r.server, other}
	r.server.off = -time.Hour
	x := r.post(r.ours[0], "Pan", r.clock.now(), false)
	y := r.post(r.ours[1], "Pan", r.clock.now(), false)
	r.once(t)
	r.after(t, 10*time.Second)
	r.is(t, x, accounts.Published)
	r.is(t, y, accounts.Published)
	r.stands(t, 0)
}

// two are the networks of two servers.
type two struct{ a, b *serverModel }

func (n two) Open(a accounts.Account) (accounts.Network, error) {
	if a.Server == "https://foto.example" {
		return n.b.Open(a)
	}
	return n.a.Open(a)
}

// TestMissedIsSaidOffline has a desk that starts after days off, without a network, give up what is too late all the same.
func TestMissedIsSaidOffline(t *testing.T) {
	r := dated(1)
	id := r.post(r.ours[0], "Pan", r.clock.now(), false)
	r.server.offline = true
	r.after(t, 72*time.Hour)
	r.is(t, id, accounts.Missed)
}

// TestClockIsAskedSeldom counts what an idle day costs the servers, and how soon a wrong clock is noticed in it.
func TestClockIsAskedSeldom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(honours, 1).live(dawn)
		r.server.dated = true
		defer r.run(t)()
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		if n := r.server.asks; n < 20 || n > 26 {
			t.Fatalf("%d questions in a day", n)
		}
		r.clock.set(time.Hour)
		time.Sleep(idleTick + time.Second)
		synctest.Wait()
		r.stands(t, -time.Hour)
		time.Sleep(time.Hour)
		synctest.Wait()
		if n := r.server.asks; n > 26+1+30 {
			t.Fatalf("%d questions in an hour with a wrong clock", n-26)
		}
		r.clock.mend()
		time.Sleep(idleTick + time.Second)
		synctest.Wait()
		r.stands(t, 0)
	})
}
