package publish

import (
	"errors"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// TestFactsOfAReply looks at what the guards are told right before a reply leaves.
func TestFactsOfAReply(t *testing.T) {
	r := newRig(honours, 2)
	other := r.desk.ids.New(r.clock.now())
	r.desk.brands[other] = accounts.Brand{ID: other, Name: "Bar Norte", Letter: "b"}
	r.desk.accounts["far"] = accounts.Account{ID: "far", Brand: other}
	r.post(r.ours[0], "Dicho antes", r.clock.now(), true)
	r.once(t)
	r.desk.threads["77"] = accounts.Thread{Account: r.ours[0], Root: "77"}
	r.desk.mentions["m"] = accounts.Mention{ID: "m"}
	id := r.post(r.ours[0], "Sí, hasta las ocho", r.clock.now(), true)
	r.edit(id, true, func(p *accounts.Post) {
		p.Answering = &accounts.Answering{Mention: "m", Account: r.ours[0], RemoteID: "77", Widest: accounts.Public}
	})
	d := r.is(t, id, accounts.Scheduled)
	f, err := r.worker.facts(r.clock.now(), d, r.desk.posts[d.Post])
	if err != nil {
		t.Fatal(err)
	}
	if !f.Sending || !f.Immediate || f.Brand.ID != r.brand || len(f.Accounts) != 2 || len(f.Others) != 1 || len(f.Others[0].Accounts) != 1 {
		t.Errorf("brands: %+v", f)
	}
	if len(f.Recent) != 1 || f.Recent[0].Text != "Dicho antes" || f.Thread == nil || f.Mention == nil {
		t.Errorf("recent %+v, thread %v, mention %v", f.Recent, f.Thread, f.Mention)
	}
	r.after(t, time.Second)
	if d = r.is(t, id, accounts.Published); d.Outgoing.InReplyTo != "77" || r.server.posts[r.ours[0]][1].to != "77" {
		t.Errorf("answers %q", d.Outgoing.InReplyTo)
	}
}

func TestFactsWithoutConversation(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Sí", r.clock.now(), true)
	r.edit(id, true, func(p *accounts.Post) {
		p.Answering = &accounts.Answering{Mention: "gone", Account: r.ours[0], RemoteID: "77", Widest: accounts.Public}
	})
	r.once(t)
	r.is(t, id, accounts.Published)
}

// TestUnreadableFactsPutOff has the disk fail under the last check: nothing leaves unchecked.
func TestUnreadableFactsPutOff(t *testing.T) {
	r := newRig(honours, 1)
	id := r.post(r.ours[0], "Pan", r.clock.now(), true)
	r.owner.fail = func(string) error { return errors.New("input/output error") }
	c := &carriage{p: r.worker, d: r.desk.ds[id], was: accounts.Scheduled}
	for name, step := range map[string]func() bool{"refresh": c.refresh, "cleared": c.cleared} {
		if step() {
			t.Errorf("%s goes on", name)
		}
	}
	r.owner.fail = func(string) error { return nil }
	if r.server.sends > 0 {
		t.Fatal("it left")
	}
	r.after(t, time.Minute)
	r.is(t, id, accounts.Published)
}

func TestBlocks(t *testing.T) {
	fs := []accounts.Finding{
		{Rule: "length", Severity: accounts.Block, Account: "a"}, {Rule: "empty", Severity: accounts.Block}, {Rule: "identity", Severity: accounts.Warn},
		{Rule: "target", Severity: accounts.Block, Account: "b"},
	}
	if got := blocks(fs, accounts.Delivery{Account: "a"}); got != "length, empty" {
		t.Errorf("for a: %q", got)
	}
	if got := blocks(fs[2:3], accounts.Delivery{Account: "a"}); got != "" {
		t.Errorf("a warning stops it: %q", got)
	}
	if !guard.CanAcknowledge(fs[2]) {
		t.Error("a warning cannot be set aside")
	}
}
