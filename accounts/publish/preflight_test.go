package publish

import (
	"io"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// warns gives the codes of what a delivery's preflight found, and demands that it is still scheduled.
func (r *rig) warns(t *testing.T, id accounts.ID) (lead time.Duration, codes string) {
	t.Helper()
	d := r.is(t, id, accounts.Scheduled)
	if d.Preflight == nil {
		return 0, ""
	}
	for _, f := range d.Preflight.Faults {
		codes += string(f.Code) + " "
	}
	return d.Preflight.Lead, strings.TrimSpace(codes)
}

func TestPreflightsComeTwice(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Pan", r.clock.now().Add(25*time.Hour), false)
	byHand := r.post(r.ours[0], "Leche", r.clock.now().Add(time.Hour), true)
	r.once(t)
	if lead, _ := r.warns(t, id); lead != 0 {
		t.Fatal("it was tried 25 hours before")
	}
	r.after(t, time.Hour)
	lead, codes := r.warns(t, id)
	if lead != 24*time.Hour || codes != "" {
		t.Fatalf("a day before: %s, %q", lead, codes)
	}
	asks := r.server.asks
	r.after(t, 23*time.Hour)
	if r.server.asks > asks+3 { // What was sent by hand was read back; nothing was tried again.
		t.Fatalf("%d questions between the two", r.server.asks-asks)
	}
	r.after(t, 31*time.Minute)
	if lead, codes = r.warns(t, id); lead != 30*time.Minute || codes != "" {
		t.Fatalf("half an hour before: %s, %q", lead, codes)
	}
	if d := r.desk.ds[byHand]; d.Preflight != nil {
		t.Fatal("what is sent by hand was tried before its hour")
	}
	r.after(t, 29*time.Minute)
	r.is(t, id, accounts.Published)
}

// TestPreflightSaysWhatWouldFail mends each fault after it was said: the warning goes, and the post leaves.
func TestPreflightSaysWhatWouldFail(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Pan recién hecho", r.clock.now().Add(20*time.Hour), false)
	a := r.desk.accounts[r.ours[0]]
	a.Instance.Limits.Chars = 5
	r.desk.accounts[a.ID] = a
	r.once(t)
	if _, codes := r.warns(t, id); codes != "guard" {
		t.Fatalf("a server that takes less: %q", codes)
	}
	a.Instance.Limits.Chars = 500
	r.desk.accounts[a.ID] = a
	r.after(t, time.Minute)
	if _, codes := r.warns(t, id); codes != "guard" {
		t.Fatalf("tried again after a minute: %q", codes)
	}
	r.after(t, preflightAgain)
	if _, codes := r.warns(t, id); codes != "" {
		t.Fatalf("mended, it still says %q", codes)
	}
	r.after(t, 20*time.Hour-preflightAgain-time.Minute)
	r.is(t, id, accounts.Published)
}

// noFile has no file any more, or a shorter one.
type noFile struct{ short bool }

func (l noFile) OpenMedia(accounts.ID, string) (io.ReadSeekCloser, error) {
	if l.short {
		return nopCloser{strings.NewReader("ima")}, nil
	}
	return nil, accounts.ErrNotFound
}

func TestPreflightOpensTheFiles(t *testing.T) {
	for _, short := range []bool{false, true} {
		r := newRig(honours, 1)
		id := r.post(r.ours[0], "Pan", r.clock.now().Add(20*time.Hour), false)
		d := r.desk.ds[id]
		p := r.desk.posts[d.Post]
		p.Media = []accounts.Media{{SHA256: "ab", Name: "pan.png", Type: "image/png", Bytes: 5, Alt: "Un pan"}}
		r.desk.posts[d.Post] = p
		r.change(id, func(d *accounts.Delivery) { d.Digest = guard.DigestOf(p, r.ours[0]) })
		r.worker.cfg.Media = noFile{short}
		r.server.offline = true // The disk can be tried without a network.
		r.once(t)
		if _, codes := r.warns(t, id); codes != "media_lost" {
			t.Fatalf("short %v: %q", short, codes)
		}
		r.worker.cfg.Media, r.server.offline = r.server, false
		r.after(t, preflightAgain)
		if _, codes := r.warns(t, id); codes != "" {
			t.Fatalf("found again, it still says %q", codes)
		}
	}
}

// TestPreflightSaysOfflineWhenItIsNear keeps quiet a day before.
func TestPreflightSaysOfflineWhenItIsNear(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Pan", r.clock.now().Add(2*time.Hour), false)
	r.server.offline = true
	r.once(t)
	if lead, codes := r.warns(t, id); lead != 0 || codes != "" {
		t.Fatalf("two hours before: %s %q", lead, codes)
	}
	r.after(t, 91*time.Minute)
	if _, codes := r.warns(t, id); codes != "offline" {
		t.Fatalf("half an hour before: %q", codes)
	}
	r.server.offline = false
	r.after(t, time.Minute)
	if lead, codes := r.warns(t, id); lead != 30*time.Minute || codes != "" {
		t.Fatalf("back again: %s %q", lead, codes)
	}
}

// dead is a network on which one account's token is revoked.
type dead struct {
	*serverModel
	account accounts.ID
}

func (n dead) Open(a accounts.Account) (accounts.Network, error) {
	if a.ID == n.account {
		return nil, accounts.ErrNotFound
	}
	return n.serverModel.Open(a)
}

// TestDeadTokenIsFoundADayBefore blocks one account and lets the other go on.
func TestDeadTokenIsFoundADayBefore(t *testing.T) {
	r := newRig(honours, 2)
	x := r.post(r.ours[0], "Pan", r.clock.now().Add(20*time.Hour), false)
	y := r.post(r.ours[1], "Pan", r.clock.now().Add(20*time.Hour), false)
	r.worker.cfg.Networks = dead{r.server, r.ours[0]}
	r.once(t)
	if a := r.desk.accounts[r.ours[0]]; a.State != accounts.AccountBlocked || a.Fault.Code != accounts.CodeAuth {
		t.Fatalf("the account is %s", a.State)
	}
	if _, codes := r.warns(t, x); codes != "auth" {
		t.Fatalf("its post says %q", codes)
	}
	if _, codes := r.warns(t, y); codes != "" || r.desk.accounts[r.ours[1]].State != accounts.AccountOK {
		t.Fatalf("the other one says %q", codes)
	}
	r.after(t, 20*time.Hour)
	r.is(t, x, accounts.Blocked)
	r.is(t, y, accounts.Published)
}

// TestPreflightAsksOnceForAll asks an account once for all its posts.
func TestPreflightAsksOnceForAll(t *testing.T) {
	r := newRig(honours, 1)
	for i := range 30 {
		r.post(r.ours[0], strings.Repeat("pan ", i+1), r.clock.now().Add(time.Duration(i+60)*time.Minute), false)
	}
	r.once(t)
	if r.server.asks != 2 {
		t.Fatalf("%d questions for thirty posts", r.server.asks)
	}
	for _, d := range r.desk.ds {
		if d.Preflight == nil || d.Warned() {
			t.Fatalf("%s: %+v", d.ID.Short(), d.Preflight)
		}
	}
}
