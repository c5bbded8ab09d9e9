package publish_test

import (
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
)

// TestRealOutcomes carries one post with a picture through the shipped store, adapter and server, into every fault of the wire, on
// servers that honour, ignore and refuse a repeated key.
func TestRealOutcomes(t *testing.T) {
	stored := []practice.Fault{
		{Do: practice.StoreCut}, {Do: practice.StoreAnswer, Status: 500}, {Do: practice.StoreAnswer, Status: 503}, {Do: practice.HalfAnswer},
		{Do: practice.BadJSON}, {Do: practice.NoID}, {Do: practice.EmptyAnswer},
	}
	lost := []practice.Fault{{Do: practice.CutBefore}, {Do: practice.CutAfter}, {Do: practice.HTMLPage}, {Do: practice.Answer, Status: 504}}
	for model, honours := range map[practice.Model]bool{practice.Mastodon: true, practice.GoToSocial: false, practice.Pixelfed: false} {
		for _, f := range append(stored, lost...) {
			arrives := f.Do[0] != 'c' && f.Do != practice.HTMLPage && f.Do != practice.Answer
			t.Run(string(model)+" "+string(f.Do), func(t *testing.T) {
				d := newDesk(t, model)
				f.Method, f.Path, f.Exact, f.Count = "POST", "/api/v1/statuses", true, 1
				d.server.Fault(f)
				id := d.send("Hoy hay ensaimadas")[0].ID
				d.round(0)
				d.is(id, accounts.Unconfirmed)
				d.looks()
				want, posts := accounts.Published, 1
				if !arrives && !honours {
					want, posts = accounts.NeedsYou, 0
				}
				got := d.is(id, want)
				if n := d.arrived(); n != posts {
					t.Fatalf("%d posts at the server, want %d", n, posts)
				}
				if want == accounts.Published && (got.Verified.IsZero() || got.Receipt.Recovered != arrives) {
					t.Fatalf("verified %s, receipt %+v", got.Verified, got.Receipt)
				}
			})
		}
	}
}

func TestRealPost(t *testing.T) {
	for _, m := range practice.Models() {
		t.Run(string(m), func(t *testing.T) {
			d := newDesk(t, m)
			id := d.send("Hoy hay ensaimadas de @vecina@otra.example en https://luz.example/ensaimadas")[0].ID
			d.round(0)
			d.is(id, accounts.Published)
			d.round(2 * time.Second)
			if got := d.is(id, accounts.Published); got.Verified.IsZero() || got.Receipt.URL == "" || len(got.Outgoing.MediaIDs) != 1 {
				t.Fatalf("not read back: %+v, fault %+v", got.Receipt, got.Fault)
			}
			if n := d.arrived(); n != 1 {
				t.Fatalf("%d posts", n)
			}
			d.ok(d.store.VerifyJournal())
		})
	}
}

// TestRealRefusals has the server say no in every way that proves that nothing was posted.
func TestRealRefusals(t *testing.T) {
	for status, want := range map[int]accounts.DeliveryState{401: accounts.Blocked, 403: accounts.Failed, 422: accounts.Failed, 429: accounts.Waiting} {
		d := newDesk(t, practice.Mastodon)
		d.server.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Count: 1, Do: practice.Answer, Status: status})
		id := d.send("Pan")[0].ID
		d.round(0)
		d.is(id, want)
		if n := d.arrived(); n != 0 {
			t.Fatalf("%d: %d posts", status, n)
		}
		if want == accounts.Blocked {
			d.ok(d.store.UnblockAccount(d.account.ID))
		}
		d.round(5 * time.Minute)
		if want != accounts.Failed {
			d.is(id, accounts.Published)
		}
	}
}

// TestRealOddAnswers has the server answer strangely, but clearly enough.
func TestRealOddAnswers(t *testing.T) {
	for do, want := range map[practice.Action]accounts.DeliveryState{
		practice.Redirect: accounts.Failed, practice.WrongCharset: accounts.Published, practice.WrongLength: accounts.Published,
	} {
		d := newDesk(t, practice.GoToSocial)
		d.server.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Count: 1, Do: do})
		id := d.send("Pan")[0].ID
		d.round(0)
		d.is(id, want)
		if n := d.arrived(); (n == 1) != (want == accounts.Published) {
			t.Fatalf("%s: %d posts", do, n)
		}
	}
}

// TestRealDeath kills the process in the middle of the request: the next owner finds the delivery in sending and looks it up.
func TestRealDeath(t *testing.T) {
	for _, m := range []practice.Model{practice.Mastodon, practice.GoToSocial, practice.Pixelfed} {
		for _, arrives := range []bool{false, true} {
			d := newDesk(t, m)
			ids := d.send("Uno")
			d.onSend = func(call func() (accounts.Receipt, error)) (r accounts.Receipt, err error) {
				d.onSend = nil
				if arrives {
					r, _ = call()
				}
				return r, d.store.Close() // Whatever comes now is not recorded.
			}
			_, err := d.worker.Once(t.Context())
			d.ok(err)
			d.open()
			d.is(ids[0].ID, accounts.Sending)
			d.round(time.Minute)
			d.looks()
			want, posts := accounts.Published, 1
			if !arrives && m != practice.Mastodon {
				want, posts = accounts.NeedsYou, 0
			}
			got := d.is(ids[0].ID, want)
			if n := d.arrived(); n != posts {
				t.Fatalf("%s, arrived %v: %d posts, want %d", m, arrives, n, posts)
			}
			if want == accounts.NeedsYou && (got.Fault.Code != accounts.CodeAbsent || got.Looks != 4) {
				t.Fatalf("without evidence: %+v, %d looks", got.Fault, got.Looks)
			}
			if want == accounts.NeedsYou {
				d.ok(d.store.Resend(got.ID))
				d.round(time.Minute)
				d.is(got.ID, accounts.Published)
			}
		}
	}
}

// TestRealSlowServer has the server say 504 and store the post after the second look-up.
func TestRealSlowServer(t *testing.T) {
	for _, m := range []practice.Model{practice.Mastodon, practice.GoToSocial, practice.Pixelfed} {
		d := newDesk(t, m)
		hold := make(chan struct{})
		d.server.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Count: 1, Do: practice.SlowCommit, Status: 504, Hold: hold})
		id := d.send("Pan")[0].ID
		d.round(0)
		d.round(5 * time.Second)
		d.round(15 * time.Second)
		if got := d.is(id, accounts.Unconfirmed); got.Looks != 2 {
			t.Fatalf("%d look-ups", got.Looks)
		}
		close(hold)
		for end := time.Now().Add(10 * time.Second); d.arrived() == 0; {
			if time.Now().After(end) {
				t.Fatal("the server never stored it")
			}
			time.Sleep(time.Millisecond)
		}
		d.round(40 * time.Second)
		if got := d.is(id, accounts.Published); !got.Receipt.Recovered || d.arrived() != 1 {
			t.Fatalf("receipt %+v, %d posts", got.Receipt, d.arrived())
		}
	}
}

func TestRealThread(t *testing.T) {
	d := newDesk(t, practice.GoToSocial)
	d.server.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Skip: 1, Count: 1, Do: practice.StoreCut})
	ds := d.send("Uno\n---\nDos\n---\nTres")
	d.round(0)
	d.is(ds[1].ID, accounts.Unconfirmed)
	d.is(ds[2].ID, accounts.Scheduled)
	d.looks()
	d.is(ds[2].ID, accounts.Published)
	all := d.server.Statuses(d.own)
	if len(all) != 3 || all[1].InReplyToID != all[0].ID || all[2].InReplyToID != all[1].ID || len(all[0].MediaIDs) != 1 || len(all[1].MediaIDs) != 0 {
		t.Fatalf("the thread at the server: %+v", all)
	}
}

func TestRealEditAndDelete(t *testing.T) {
	d := newDesk(t, practice.Mastodon)
	id := d.send("Hoy hay ensaimdas")[0].ID
	d.round(0)
	got := d.is(id, accounts.Published)
	act := accounts.Delivery{Brand: d.brand.ID, Account: d.account.ID, Post: got.Post, Op: accounts.OpEdit, Target: got.Receipt.RemoteID}
	act.Outgoing = &accounts.Outgoing{Text: "Hoy hay ensaimadas", Visibility: accounts.Public, Language: "es", MediaIDs: got.Outgoing.MediaIDs}
	edit, err := d.store.Act(act, -1)
	d.ok(err)
	d.server.Fault(practice.Fault{Method: "PUT", Path: "/api/v1/statuses", Count: 1, Do: practice.StoreAnswer, Status: 500})
	act.Op, act.Outgoing = accounts.OpDelete, nil
	gone, err := d.store.Act(act, -1)
	d.ok(err)
	d.round(0)
	d.is(edit.ID, accounts.Scheduled) // Without an answer it is tried again, and the deletion waits for it.
	d.is(gone.ID, accounts.Scheduled)
	d.round(time.Minute)
	d.is(edit.ID, accounts.Published)
	d.is(gone.ID, accounts.Published)
	if all := d.server.Statuses(d.own); len(all) != 1 || !all[0].Deleted || all[0].Text != "Hoy hay ensaimadas" {
		t.Fatalf("at the server: %+v", all)
	}
	d.round(2 * time.Second)
	if got = d.is(gone.ID, accounts.Published); got.Verified.IsZero() {
		t.Fatal("nobody looked whether it is gone")
	}
}
