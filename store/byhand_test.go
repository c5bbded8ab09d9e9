package store

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	A "vocero/accounts"
)

// channel gives a client a channel on which a person publishes.
func (d *testDesk) channel(b A.Brand) A.Account {
	d.t.Helper()
	c, _ := A.ChannelOf("linkedin")
	a, err := d.PutAccount(A.Account{Brand: b.ID, Network: A.Manual, Server: "https://linkedin.com", Host: "linkedin.com", RemoteID: "luz", User: "luz",
		Instance: A.Instance{Software: "linkedin", Limits: c.Limits}})
	d.ok(err)
	return a
}

// remind takes a delivery to the person, as the worker does at its hour.
func (d *testDesk) remind(id A.ID) A.Delivery {
	d.t.Helper()
	x, err := d.Resolve(id, A.Resolution{To: A.NeedsYou, Fault: &A.Fault{Code: A.CodeHand, At: d.clock.now()}})
	d.ok(err)
	if !x.ByHand() {
		d.t.Fatalf("it is %s with %+v", x.State, x.Fault)
	}
	return x
}

// reminded plans a post on a channel and lets its hour come.
func (d *testDesk) reminded() (A.Account, A.Post, A.Delivery) {
	d.t.Helper()
	ch := d.channel(d.luz)
	p, ds := d.plan(d.at(d.post("Hoy, pan de centeno", ch), d.clock.now().Add(time.Hour)))
	d.clock.add(time.Hour)
	return ch, p, d.remind(ds[0].ID)
}

func (d *testDesk) stateOf(p A.Post) A.PostState {
	d.t.Helper()
	p, err := d.Post(p.ID)
	d.ok(err)
	return p.State
}

func TestWhatIsPublishedByHandIsClosedByItsAddress(t *testing.T) {
	d := newDesk(t)
	_, p, x := d.reminded()
	ts, err := d.Tallies()
	d.ok(err)
	if ts[0].ByHand != 1 || ts[0].Trouble != 0 || d.stateOf(p) != A.PostByHand {
		t.Errorf("counted as %+v, the post is %s", ts[0], d.stateOf(p))
	}
	if err := d.Resend(x.ID); !errors.Is(err, A.ErrState) {
		t.Errorf("it can be sent again by the desk: %v", err)
	}
	if due, _ := d.DueDeliveries(d.clock.now().Add(time.Hour), 9); len(due) > 0 {
		t.Errorf("it is due to leave: %+v", due)
	}
	d.ok(d.MarkPublished(x.ID, "https://www.linkedin.com/feed/update/urn:li:share:7001/"))
	x, err = d.Delivery(x.ID)
	d.ok(err)
	if x.State != A.Published || !x.Receipt.ByHand || x.Receipt.URL == "" || !x.Verified.IsZero() || !x.NextLook.IsZero() || d.stateOf(p) != A.PostPublished {
		t.Errorf("closed as %+v, receipt %+v, the post is %s", x, x.Receipt, d.stateOf(p))
	}
	if un, _ := d.Unverified(d.clock.now().Add(time.Hour), 9); len(un) > 0 {
		t.Errorf("somebody shall read it back: %+v", un)
	}
	if ts, _ = d.Tallies(); ts[0].ByHand != 0 {
		t.Errorf("%d are still counted", ts[0].ByHand)
	}
	d.sound()
}

// TestItMayBeOutBeforeItsHour closes what she published early; nothing else may be closed before it was claimed.
func TestItMayBeOutBeforeItsHour(t *testing.T) {
	d := newDesk(t)
	_, ds := d.plan(d.at(d.post("Hoy, pan de centeno", d.channel(d.luz), d.pan), d.clock.now().Add(time.Hour)))
	d.ok(d.MarkPublished(ds[0].ID, "https://lnkd.in/a"))
	if err := d.MarkPublished(ds[1].ID, "https://masto.example/@luz/1"); !errors.Is(err, A.ErrState) {
		t.Errorf("what a network publishes was closed before it left: %v", err)
	}
	if _, err := d.Resolve(ds[1].ID, A.Resolution{To: A.NeedsYou, Fault: &A.Fault{Code: A.CodeAbsent}}); !errors.Is(err, A.ErrState) {
		t.Errorf("what was never claimed became a doubt: %v", err)
	}
	d.sound()
}

func TestAReminderCanBeTakenBackMovedAndPaused(t *testing.T) {
	d := newDesk(t)
	_, p, x := d.reminded()
	is := func(want A.DeliveryState) {
		t.Helper()
		got, err := d.Delivery(x.ID)
		d.ok(err)
		if got.State != want {
			t.Fatalf("it is %s, want %s", got.State, want)
		}
	}
	d.ok(d.PauseBrand(d.luz.ID, &A.Pause{Reason: "flood"}))
	is(A.Held)
	d.ok(d.PauseBrand(d.luz.ID, nil))
	is(A.Scheduled)
	d.remind(x.ID)

	p, err := d.Post(p.ID)
	d.ok(err)
	w, err := A.WhenAt(d.clock.now().Add(3*time.Hour), "Europe/Madrid")
	d.ok(err)
	moved := p
	moved.When = &w
	_, err = d.Move(p.ID, w, d.clear(moved, false))
	d.ok(err)
	is(A.Scheduled)
	d.clock.add(3 * time.Hour)
	d.remind(x.ID)

	// u: the newest thing is the move, which an hour that has come makes stale; then the schedule.
	for range 2 {
		if _, err := d.Undo(); err != nil && !errors.Is(err, A.ErrStale) {
			t.Fatal(err)
		}
	}
	is(A.Cancelled)
	if got := d.stateOf(p); got != A.Draft {
		t.Errorf("taken back, the post is %s", got)
	}
	d.sound()
}

func TestUnschedulingAReminderMakesADraft(t *testing.T) {
	d := newDesk(t)
	ch, p, _ := d.reminded()
	p, err := d.Unschedule(p.ID)
	d.ok(err)
	if p.State != A.Draft {
		t.Errorf("the post is %s", p.State)
	}
	// Part of it is out on a network: only what is by hand can be dropped.
	_, ds := d.send(d.post("En los dos", d.pan, ch))
	d.clock.add(A.DefaultHold)
	d.publish(ds[0].ID)
	d.remind(ds[1].ID)
	if _, err := d.Unschedule(ds[0].Post); !errors.Is(err, A.ErrState) {
		t.Errorf("what is out was made a draft: %v", err)
	}
	d.ok(d.CancelDelivery(ds[1].ID))
	if post, _ := d.Post(ds[0].Post); post.State != A.PostPublished {
		t.Errorf("the post is %s", post.State)
	}
	d.sound()
}

func TestActsOnAChannelAreRefused(t *testing.T) {
	d := newDesk(t)
	ch, p, x := d.reminded()
	d.ok(d.MarkPublished(x.ID, "https://lnkd.in/a"))
	_, err := d.Act(A.Delivery{Brand: d.luz.ID, Account: ch.ID, Post: p.ID, Op: A.OpDelete}, 0)
	var e *A.Err
	if !errors.As(err, &e) || e.Code != A.CodeUnsupported {
		t.Errorf("deleting what is on a channel: %v", err)
	}
}

func TestWhatAPersonReadIsAMentionAsAnyOther(t *testing.T) {
	d := newDesk(t)
	ch := d.channel(d.luz)
	m, err := d.AddMention(ch.ID, A.Mention{Author: A.LineText("Ana"), Text: A.BlockText("¿Abrís el lunes?"), URL: "https://www.linkedin.com/feed/1"})
	d.ok(err)
	page, err := d.MentionPage(A.MentionQuery{Brand: d.luz.ID, Search: "lunes"}, "", 9)
	d.ok(err)
	if len(page.Items) != 1 || page.Items[0].ID != m.ID || m.StatusID == "" || m.StatusID != m.RemoteID || m.State != A.New || m.Deadline.IsZero() || m.Mood != A.Question {
		t.Fatalf("stored as %+v", page.Items)
	}
	again, err := d.AddMention(ch.ID, A.Mention{Author: A.LineText("Ana"), Text: A.BlockText("¿Abrís el lunes?"), At: d.clock.now().Add(time.Hour)})
	d.ok(err)
	if again.RemoteID == m.RemoteID || again.At.After(d.clock.now()) {
		t.Errorf("a second one: %+v", again)
	}
	for _, bad := range []A.Mention{{Author: A.LineText("Ana")}, {Text: A.BlockText("hola")}, {Author: A.LineText("Ana"), Text: A.BlockText("hola"), URL: "javascript:x"}} {
		if _, err := d.AddMention(ch.ID, bad); !errors.Is(err, A.ErrRefused) {
			t.Errorf("%+v was taken: %v", bad, err)
		}
	}
	if _, err := d.AddMention(d.pan.ID, A.Mention{Author: A.LineText("Ana"), Text: A.BlockText("hola")}); !errors.Is(err, A.ErrState) {
		t.Errorf("it was added where the network brings them: %v", err)
	}
	// Its answer is again a matter of a person, and closes it.
	reply := d.post("Sí, de 8 a 14", ch)
	reply.Answering = &A.Answering{Mention: m.ID, Account: ch.ID, RemoteID: m.StatusID, Author: m.Author, Widest: A.Public}
	reply, err = d.SavePost(reply)
	d.ok(err)
	_, ds := d.send(reply)
	d.clock.add(A.DefaultHold)
	d.remind(ds[0].ID)
	d.ok(d.MarkPublished(ds[0].ID, "https://www.linkedin.com/feed/1?comment=2"))
	if m, err = d.Mention(m.ID); err != nil || m.State != A.Done {
		t.Errorf("answered, it is %s: %v", m.State, err)
	}
	d.sound()
}

func TestTheFolderHoldsWhatAPersonUploads(t *testing.T) {
	d := newDesk(t)
	ch := d.channel(d.luz)
	var b bytes.Buffer
	d.ok(png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2))))
	p := d.post("Dos panes", ch)
	for _, name := range []string{"pan de/centeno; rm -rf ~.png", "..", "trigo.PNG"} {
		raw := append(bytes.Clone(b.Bytes()), []byte(name)...)[:b.Len()]
		m, err := d.AddMedia(d.luz.ID, name, bytes.NewReader(raw))
		d.ok(err)
		m.Alt = "un pan de " + name
		p.Media = append(p.Media, m)
	}
	p, err := d.SavePost(p)
	d.ok(err)
	_, ds := d.send(p)
	dir, err := d.HandFolder(ds[0].ID)
	d.ok(err)
	list, err := os.ReadDir(dir)
	d.ok(err)
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", e.Name(), info.Mode(), err)
		}
	}
	if got := strings.Join(names, " "); got != "01-centeno--rm--rf.png 02-file.png 03-trigo.png alt.txt text.txt" {
		t.Errorf("the folder holds %s", got)
	}
	alts, err := os.ReadFile(filepath.Join(dir, "alt.txt"))
	d.ok(err)
	text, err := os.ReadFile(filepath.Join(dir, "text.txt"))
	d.ok(err)
	if !strings.Contains(string(alts), "03-trigo.png\nun pan de trigo.PNG\n") || string(text) != "Dos panes\n" {
		t.Errorf("alt texts %q, text %q", alts, text)
	}
	// What she does to the copies harms nothing, and asking again gives the same folder, whole.
	d.ok(os.WriteFile(filepath.Join(dir, "03-trigo.png"), nil, 0o600))
	again, err := d.HandFolder(ds[0].ID)
	d.ok(err)
	if info, err := os.Stat(filepath.Join(again, "03-trigo.png")); err != nil || again != dir || info.Size() == 0 {
		t.Errorf("asked again: %s, %v, %v", again, info, err)
	}
	d.clock.t = time.Now().Add(keepFree + time.Hour) // The folder has the machine's time.
	if _, err := d.SweepMedia(d.clock.now()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Errorf("the folder of an open delivery went: %v", err)
	}
	d.remind(ds[0].ID)
	d.ok(d.MarkPublished(ds[0].ID, "https://lnkd.in/a"))
	if _, err := d.SweepMedia(d.clock.now()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the folder of a settled one stayed: %v", err)
	}
}

func TestAnErasedClientLeavesNoFolder(t *testing.T) {
	d := newDesk(t)
	if _, err := d.HandFolder("01J0000000000000000000000X"); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("a folder for nothing: %v", err)
	}
	_, _, x := d.reminded()
	_, err := d.HandFolder(x.ID)
	d.ok(err)
	d.ok(d.EraseBrand(d.luz.ID))
	if _, err := os.Stat(filepath.Join(d.Home(), handName, d.luz.ID.Short())); !os.IsNotExist(err) {
		t.Errorf("an erased client left a folder: %v", err)
	}
}
