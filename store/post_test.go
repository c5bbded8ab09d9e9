package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

func TestSavePostHoldsTheSpeaker(t *testing.T) {
	d := newDesk(t)
	m := d.hear(d.pan, 1, "hola")[0]
	reply := func(mod func(p *A.Post)) error {
		p := A.Post{Brand: d.luz.ID, State: A.Draft, Text: "hola", Visibility: A.Unlisted, Targets: []A.ID{d.pan.ID},
			Answering: &A.Answering{Mention: m.ID, Account: d.pan.ID, RemoteID: m.StatusID, Widest: A.Unlisted}}
		mod(&p)
		_, err := d.SavePost(p)
		return err
	}
	cases := []struct {
		name string
		mod  func(p *A.Post)
		want error
	}{
		{"as it should be", func(*A.Post) {}, nil},
		{"a target of another brand", func(p *A.Post) { p.Answering, p.Targets = nil, []A.ID{d.pan.ID, d.kine.ID} }, A.ErrBrand},
		{"a version for another brand", func(p *A.Post) { p.Versions = []A.Version{{Account: d.me.ID}} }, A.ErrBrand},
		{"the same target twice", func(p *A.Post) { p.Answering, p.Targets = nil, []A.ID{d.pan.ID, d.pan.ID} }, A.ErrTaken},
		{"a reply from another account", func(p *A.Post) { p.Targets = []A.ID{d.panFoto.ID} }, A.ErrBrand},
		{"a reply from two accounts", func(p *A.Post) { p.Targets = []A.ID{d.pan.ID, d.panFoto.ID} }, A.ErrBrand},
		{"a reply to what was said to another account", func(p *A.Post) {
			p.Answering.Account, p.Targets = d.panFoto.ID, []A.ID{d.panFoto.ID}
		}, A.ErrBrand},
		{"a wider reply", func(p *A.Post) { p.Visibility = A.Public }, A.ErrRefused},
		{"a brand that is not there", func(p *A.Post) { p.Brand = m.ID }, A.ErrNotFound},
		{"on its way already", func(p *A.Post) { p.State = A.PostScheduled }, A.ErrState},
		{"a file that is not stored", func(p *A.Post) { p.Media = []A.Media{{SHA256: fmt.Sprintf("%064x", 7)}} }, A.ErrNotFound},
	}
	for _, c := range cases {
		if err := reply(c.mod); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestAReplyGoesOnAnswering(t *testing.T) {
	d := newDesk(t)
	m := d.hear(d.pan, 1, "hola")[0]
	m.Visibility = A.Direct
	d.ok(d.update(func(t *txn) error { return mentions.put(t, &m) }))
	p := A.Post{Brand: d.luz.ID, State: A.Draft, Text: "hola", Visibility: A.Direct, Targets: []A.ID{d.pan.ID},
		Answering: &A.Answering{Mention: m.ID, Account: d.pan.ID, RemoteID: m.StatusID, Widest: A.Public}}
	p, err := d.SavePost(p)
	d.ok(err)
	if p.Answering.Widest != A.Direct {
		t.Errorf("a reply to something direct may be as wide as %s", p.Answering.Widest)
	}
	p.Answering = nil
	if _, err := d.SavePost(p); !errors.Is(err, A.ErrRefused) {
		t.Errorf("cutting it off what it answers: %v", err)
	}
}

func TestSavePostTellsAStaleRevision(t *testing.T) {
	d := newDesk(t)
	p := d.post("uno", d.pan)
	q := p
	q.Text = "dos"
	q, err := d.SavePost(q)
	d.ok(err)
	p.Text = "tres"
	if _, err := d.SavePost(p); !errors.Is(err, A.ErrStale) || q.Revision != p.Revision+1 {
		t.Fatalf("over a newer revision: %v", err)
	}
}

func TestRevisionsLieAMinuteApart(t *testing.T) {
	d := newDesk(t)
	p := d.post("0", d.pan)
	for i := 1; i <= 70; i++ {
		d.clock.add(time.Minute)
		for _, c := range []string{"", "."} { // Two saves a second apart make one revision.
			p.Text = fmt.Sprint(i) + c
			var err error
			p, err = d.SavePost(p)
			d.ok(err)
			d.clock.add(time.Second)
		}
	}
	rs, err := d.Revisions(p.ID)
	d.ok(err)
	if len(rs) != keepRevisions || rs[0].Revision <= rs[1].Revision {
		t.Fatalf("%d revisions, the first two %d and %d", len(rs), rs[0].Revision, rs[1].Revision)
	}
	for i, r := range rs[1:] {
		if rs[i].Updated.Sub(r.Updated) < revisionEvery {
			t.Errorf("revisions %d and %d are %s apart", i, i+1, rs[i].Updated.Sub(r.Updated))
		}
	}
}

func TestPostsInTheirOrder(t *testing.T) {
	d := newDesk(t)
	base := d.clock.now()
	var want []string
	for i := range 12 {
		p := d.post(fmt.Sprint("hora ", i), d.pan)
		if i%2 == 1 {
			p.Targets, p.Brand = nil, d.luz.ID
		}
		d.at(p, base.Add(time.Duration(i+1)*time.Hour))
		want = append(want, fmt.Sprint("hora ", i))
	}
	for i := range 3 {
		d.clock.add(time.Second)
		d.post(fmt.Sprint("sin hora ", i), d.kine)
	}
	want = append(want, "sin hora 2", "sin hora 1", "sin hora 0")
	read := func(q A.PostQuery) (got []string) {
		at := A.Cursor("")
		for {
			items, next, err := d.Posts(q, at, 4)
			d.ok(err)
			for _, p := range items {
				got = append(got, p.Text)
			}
			if at = next; at == "" {
				return got
			}
		}
	}
	if got := read(A.PostQuery{}); !slices.Equal(got, want) {
		t.Errorf("all: %q", got)
	}
	if got := read(A.PostQuery{From: base.Add(3 * time.Hour), To: base.Add(6 * time.Hour)}); !slices.Equal(got, want[2:5]) {
		t.Errorf("from to: %q", got)
	}
	if got := read(A.PostQuery{Brand: d.sur.ID, States: []A.PostState{A.Draft, A.Idea}}); !slices.Equal(got, want[12:]) {
		t.Errorf("of one brand: %q", got)
	}
	if got := read(A.PostQuery{Search: "SIN 1"}); !slices.Equal(got, []string{"sin hora 1"}) {
		t.Errorf("found: %q", got)
	}
	if got := read(A.PostQuery{States: []A.PostState{A.PostScheduled}}); len(got) != 0 {
		t.Errorf("scheduled: %q", got)
	}
}

func TestScheduleWantsAClearanceOfWhatIsStored(t *testing.T) {
	d := newDesk(t)
	p := d.post("hola", d.pan, d.panFoto)
	cleared := d.clear(p, true)
	now := A.ScheduleOptions{Now: true}
	try := func(rev uint64, c []guard.Clearance, o A.ScheduleOptions) error {
		_, _, err := d.Schedule(p.ID, rev, c, o)
		return err
	}
	if err := try(p.Revision, cleared[:1], now); !errors.Is(err, A.ErrRefused) {
		t.Errorf("one of two cleared: %v", err)
	}
	if err := try(p.Revision, []guard.Clearance{{}, {}}, now); !errors.Is(err, A.ErrRefused) {
		t.Errorf("with zero clearances: %v", err)
	}
	if err := try(p.Revision+1, cleared, now); !errors.Is(err, A.ErrStale) {
		t.Errorf("of another revision: %v", err)
	}
	if err := try(p.Revision, cleared, A.ScheduleOptions{}); !errors.Is(err, A.ErrState) {
		t.Errorf("without an hour: %v", err)
	}
	q := p
	q.Text = "adiós"
	q, err := d.SavePost(q)
	d.ok(err)
	if err := try(q.Revision, cleared, now); !errors.Is(err, A.ErrStale) {
		t.Errorf("cleared before it was changed: %v", err)
	}
	d.send(q)
	if err := try(q.Revision+1, d.clear(q, true), now); !errors.Is(err, A.ErrState) {
		t.Errorf("a second time: %v", err)
	}
	if _, err := d.SavePost(q); !errors.Is(err, A.ErrState) {
		t.Errorf("saving what is on its way: %v", err)
	}
	if err := d.RemovePost(q.ID); !errors.Is(err, A.ErrState) {
		t.Errorf("removing what is on its way: %v", err)
	}
}

func TestMoveAndUnschedule(t *testing.T) {
	d := newDesk(t)
	p := d.at(d.post("hola", d.pan), d.clock.now().Add(5*time.Hour))
	p, ds := d.plan(p)
	if !ds[0].Due.Equal(p.When.UTC) || !ds[0].LeavesAt.Equal(p.When.UTC) {
		t.Fatalf("due %s, leaves %s", ds[0].Due, ds[0].LeavesAt)
	}
	when, err := A.WhenAt(d.clock.now().Add(9*time.Hour), "Europe/Madrid")
	d.ok(err)
	if _, err := d.Move(p.ID, when, d.clear(p, false)); !errors.Is(err, A.ErrStale) {
		t.Errorf("moved with the old clearance: %v", err)
	}
	q := p
	q.When = &when
	p, err = d.Move(p.ID, when, d.clear(q, false))
	d.ok(err)
	if got, _ := d.DeliveriesOf(p.ID); !got[0].LeavesAt.Equal(when.UTC) || got[0].Digest == ds[0].Digest {
		t.Errorf("moved, it leaves at %s", got[0].LeavesAt)
	}
	if u, err := d.Undo(); err != nil || u.Act != "post.moved" {
		t.Fatalf("undo: %+v %v", u, err)
	}
	if got, _ := d.DeliveriesOf(p.ID); !got[0].LeavesAt.Equal(ds[0].LeavesAt) {
		t.Errorf("moved back, it leaves at %s, want %s", got[0].LeavesAt, ds[0].LeavesAt)
	}
	p, err = d.Unschedule(p.ID)
	d.ok(err)
	if got, _ := d.DeliveriesOf(p.ID); p.State != A.Draft || got[0].State != A.Cancelled {
		t.Errorf("unscheduled, post %s, delivery %s", p.State, got[0].State)
	}
	if _, err := d.Unschedule(p.ID); !errors.Is(err, A.ErrState) {
		t.Errorf("unscheduling a draft: %v", err)
	}
	x := d.inState(A.Sending)
	if _, err := d.Unschedule(x.Post); !errors.Is(err, A.ErrState) {
		t.Errorf("unscheduling what is being sent: %v", err)
	}
	d.sound()
}

func TestActs(t *testing.T) {
	d := newDesk(t)
	m := d.hear(d.pan, 1, "qué pan más rico")[0]
	p, ds := d.send(d.post("hola", d.pan))
	edit := A.Delivery{Brand: d.luz.ID, Post: p.ID, Account: d.pan.ID, Op: A.OpEdit, Outgoing: &A.Outgoing{Text: "hola a todas"}}
	if _, err := d.Act(edit, 0); !errors.Is(err, A.ErrState) {
		t.Errorf("editing what is not out: %v", err)
	}
	d.clock.add(time.Minute)
	d.publish(ds[0].ID)
	cases := []struct {
		name string
		d    A.Delivery
		want error
	}{
		{"liking from another account", A.Delivery{Brand: d.luz.ID, Account: d.panFoto.ID, Op: A.OpLike, Mention: m.ID}, A.ErrBrand},
		{"liking what nobody said to it", A.Delivery{Brand: d.luz.ID, Account: d.pan.ID, Op: A.OpLike, Target: "7"}, A.ErrBrand},
		{"another brand's account", A.Delivery{Brand: d.luz.ID, Account: d.kine.ID, Op: A.OpFollow, Target: "7"}, A.ErrBrand},
		{"a post", A.Delivery{Brand: d.luz.ID, Account: d.pan.ID, Op: A.OpPost}, A.ErrState},
		{"blocking from another account", A.Delivery{Brand: d.luz.ID, Account: d.panFoto.ID, Op: A.OpBlock, Mention: m.ID}, A.ErrBrand},
		{"hiding what nobody said to it", A.Delivery{Brand: d.luz.ID, Account: d.pan.ID, Op: A.OpHide, Target: "7"}, A.ErrBrand},
		{"a report without a reason", A.Delivery{Brand: d.luz.ID, Account: d.pan.ID, Op: A.OpReport, Mention: m.ID}, A.ErrRefused},
		{"nothing named", A.Delivery{Brand: d.luz.ID, Account: d.pan.ID, Op: A.OpBoost}, A.ErrNotFound},
		{"an edit without text", A.Delivery{Brand: d.luz.ID, Post: p.ID, Account: d.pan.ID, Op: A.OpEdit}, A.ErrRefused},
	}
	for _, c := range cases {
		if _, err := d.Act(c.d, 0); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	like, err := d.Act(A.Delivery{Brand: d.luz.ID, Account: d.pan.ID, Op: A.OpLike, Mention: m.ID}, -1)
	d.ok(err)
	if like.Target != m.StatusID {
		t.Errorf("the like aims at %q", like.Target)
	}
	if got, _ := d.Mention(m.ID); got.Liked {
		t.Error("liked before the network said so")
	}
	d.publish(like.ID)
	if got, _ := d.Mention(m.ID); !got.Liked {
		t.Error("the like is out and not marked")
	}
	e, err := d.Act(edit, 0)
	d.ok(err)
	if p, _ = d.Post(p.ID); p.State != A.PostPublished {
		t.Errorf("with an edit on its way the post is %s", p.State)
	}
	d.clock.add(time.Minute)
	x, err := d.Claim(e.ID, A.ClaimInput{Key: "k", Outgoing: A.Outgoing{Op: A.OpEdit, Text: "hola a todas"}})
	d.ok(err)
	_, err = d.Resolve(x.ID, A.Resolution{To: A.Published, Receipt: &A.Receipt{RemoteID: e.Target}})
	d.ok(err)
	if p, _ = d.Post(p.ID); p.Text != "hola a todas" {
		t.Errorf("edited, the post says %q", p.Text)
	}
	d.sound()
}
