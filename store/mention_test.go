package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	A "vocero/accounts"
)

func TestPutInboxIsIdempotent(t *testing.T) {
	d := newDesk(t)
	ms := []A.Mention{mention(1, "uno"), mention(2, "dos")}
	for i, want := range []int{2, 0} {
		n, err := d.PutInbox(d.pan.ID, ms, fmt.Sprint("c", i), false)
		if err != nil || n != want {
			t.Errorf("time %d: %d new, %v", i, n, err)
		}
		if c, _ := d.InboxCursor(d.pan.ID); c != fmt.Sprint("c", i) {
			t.Errorf("the cursor is %q", c)
		}
	}
	if n, err := d.PutInbox(d.kine.ID, ms, "c", false); n != 2 || err != nil {
		t.Errorf("the same said to another brand: %d new, %v", n, err)
	}
	long := mention(3, "tres")
	long.RemoteID = strings.Repeat("9", 5000)
	if n, err := d.PutInbox(d.pan.ID, []A.Mention{long, long}, "c", false); n != 1 || err != nil {
		t.Errorf("a remote id of 5000 bytes, twice: %d new, %v", n, err)
	}
	if _, err := d.PutInbox(d.pan.ID, []A.Mention{{}}, "c2", false); err == nil {
		t.Error("a mention without a remote id was stored")
	}
	if c, _ := d.InboxCursor(d.pan.ID); c != "c" {
		t.Errorf("after a refusal the cursor is %q", c)
	}
	if c, _ := d.InboxCursor(d.me.ID); c != "" {
		t.Errorf("of an inbox never read it is %q", c)
	}
	d.sound()
}

func TestTheFirstSyncBringsSevenDaysAsNew(t *testing.T) {
	d := newDesk(t)
	old, young, future := mention(1, "vieja"), mention(2, "joven"), mention(3, "futura")
	old.At, young.At, future.At = d.clock.now().Add(-8*24*time.Hour), d.clock.now().Add(-6*24*time.Hour), d.clock.now().Add(99*time.Hour)
	_, err := d.PutInbox(d.pan.ID, []A.Mention{old, young, future}, "c", true)
	d.ok(err)
	page, err := d.MentionPage(A.MentionQuery{}, "", 9)
	d.ok(err)
	if len(page.Items) != 2 || page.Items[0].RemoteID != young.RemoteID {
		t.Fatalf("new: %+v", page.Items)
	}
	if m := page.Items[0]; !m.Deadline.Equal(young.At.Add(A.DefaultAnswer)) || m.Brand != d.luz.ID || m.Account != d.pan.ID {
		t.Errorf("deadline %s, brand %s", m.Deadline, m.Brand)
	}
	if m := page.Items[1]; m.At.After(d.clock.now()) {
		t.Errorf("said in the future: %s", m.At)
	}
	if n, exact, _ := d.CountMentions(A.MentionQuery{State: A.Done}); n != 1 || !exact {
		t.Errorf("%d done, exact %v", n, exact)
	}
}

func TestTheInboxMergesBrandsByDeadline(t *testing.T) {
	d := newDesk(t)
	b := d.sur
	b.Answer = time.Hour
	_, err := d.PutBrand(b)
	d.ok(err)
	d.hear(d.pan, 1, "luz")
	d.hear(d.kine, 1, "kine")
	page, err := d.MentionPage(A.MentionQuery{}, "", 9)
	d.ok(err)
	if len(page.Items) != 2 || page.Items[0].Brand != d.sur.ID || page.Before != "" || page.After != "" {
		t.Fatalf("%d items, the first of %s, before %q after %q", len(page.Items), page.Items[0].Brand, page.Before, page.After)
	}
	first, err := d.MentionPage(A.MentionQuery{}, "", 1)
	d.ok(err)
	luz, err := d.MentionPage(A.MentionQuery{Brand: d.luz.ID}, first.After, 1) // The place holds in a narrower list too.
	d.ok(err)
	if len(luz.Items) != 1 || luz.Items[0].Brand != d.luz.ID {
		t.Errorf("from a place of the whole inbox: %+v", luz)
	}
	if _, err := d.MentionPage(A.MentionQuery{}, "m!!", 1); !errors.Is(err, errCursor) {
		t.Errorf("a cursor that is none: %v", err)
	}
	if _, err := d.MentionPage(A.MentionQuery{Search: "luz"}, first.After, 1); !errors.Is(err, errCursor) {
		t.Errorf("a cursor of another list: %v", err)
	}
	empty, err := d.MentionPage(A.MentionQuery{State: A.Snoozed}, first.After, 5)
	if err != nil || len(empty.Items) != 0 || empty.After != "" || empty.Before != "" {
		t.Errorf("an empty list: %+v %v", empty, err)
	}
}

func TestSetMention(t *testing.T) {
	d := newDesk(t)
	m := d.hear(d.pan, 1, "hola")[0]
	snooze, newState, mood, yes := A.Snoozed, A.New, A.Complaint, true
	until := d.clock.now().Add(3 * time.Hour)
	if err := d.SetMention([]A.ID{m.ID}, A.MentionUpdate{State: &snooze}); !errors.Is(err, A.ErrState) {
		t.Errorf("a snooze without an end: %v", err)
	}
	d.ok(d.SetMention([]A.ID{m.ID}, A.MentionUpdate{State: &snooze, Until: until, AddTags: []string{" horario ", "pan"}, Note: "llamar", Mood: &mood, Liked: &yes, Boosted: &yes}))
	got, err := d.Mention(m.ID)
	d.ok(err)
	if got.State != A.Snoozed || !got.Deadline.Equal(until) || !slices.Equal(got.Tags, []string{"horario", "pan"}) || got.Notes[0].Text != "llamar" ||
		got.Mood != mood || !got.Liked || !got.Boosted {
		t.Errorf("changed to %+v", got)
	}
	if n, err := d.WakeSnoozed(until.Add(-time.Minute), 9); n != 0 || err != nil {
		t.Errorf("%d woke too early, %v", n, err)
	}
	if n, err := d.WakeSnoozed(until, 9); n != 1 || err != nil {
		t.Errorf("%d woke, %v", n, err)
	}
	d.ok(d.SetMention([]A.ID{m.ID}, A.MentionUpdate{State: &snooze, Until: until}))
	d.ok(d.SetMention([]A.ID{m.ID}, A.MentionUpdate{State: &newState, DropTags: []string{"pan"}}))
	if got, _ = d.Mention(m.ID); !got.Deadline.Equal(m.Deadline) || !slices.Equal(got.Tags, []string{"horario"}) {
		t.Errorf("back with deadline %s, tags %v", got.Deadline, got.Tags)
	}
	for _, u := range []A.MentionUpdate{{AddTags: []string{" "}}, {AddTags: []string{"a\x00b"}}, {Note: strings.Repeat("x", maxNote+1)}} {
		if err := d.SetMention([]A.ID{m.ID}, u); !errors.Is(err, A.ErrRefused) {
			t.Errorf("%+v: %v", u, err)
		}
	}
	if err := d.SetMention([]A.ID{m.ID, d.pan.ID}, A.MentionUpdate{Note: "x"}); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("one that is not there: %v", err)
	}
	if got, _ := d.Mention(m.ID); len(got.Notes) != 1 {
		t.Errorf("a refused change left %d notes", len(got.Notes))
	}
	if n, exact, err := d.CountMentions(A.MentionQuery{Tag: "horario"}); n != 1 || !exact || err != nil {
		t.Errorf("%d with the tag, %v %v", n, exact, err)
	}
	if n, _, _ := d.CountMentions(A.MentionQuery{Tag: "hora"}); n != 0 {
		t.Errorf("%d with the beginning of a tag", n)
	}
	d.sound()
}

func TestTallies(t *testing.T) {
	d := newDesk(t)
	d.hear(d.pan, 1, "uno", "dos")
	like := mention(9, "")
	like.Kind = A.Like
	_, err := d.PutInbox(d.pan.ID, []A.Mention{like}, "c", false)
	d.ok(err)
	d.post("borrador", d.pan)
	d.send(d.post("sale", d.pan))
	d.plan(d.at(d.post("plan", d.panFoto), d.clock.now().Add(time.Hour)))
	ts, err := d.Tallies()
	d.ok(err)
	want := A.Tally{Brand: d.luz.ID, New: 2, Folded: 1, Drafts: 1, Planned: 2, Leaving: 1}
	if len(ts) != 3 || ts[0] != want {
		t.Errorf("%+v, want %+v", ts, want)
	}
}

func TestAReplyLifeInTheMentionsStates(t *testing.T) {
	d := newDesk(t)
	m := d.hear(d.pan, 1, "hola")[0]
	snooze := A.Snoozed
	until := d.clock.now().Add(time.Hour)
	d.ok(d.SetMention([]A.ID{m.ID}, A.MentionUpdate{State: &snooze, Until: until}))
	p, err := d.SavePost(A.Post{Brand: d.luz.ID, State: A.Draft, Text: "hola", Visibility: A.Public, Targets: []A.ID{d.pan.ID},
		Answering: &A.Answering{Mention: m.ID, Account: d.pan.ID, RemoteID: m.StatusID, Widest: A.Public}})
	d.ok(err)
	p, ds := d.plan(d.at(p, d.clock.now().Add(2*time.Hour)))
	if ds[0].Target != m.StatusID || ds[0].Mention != m.ID {
		t.Errorf("the reply aims at %q of %q", ds[0].Target, ds[0].Mention)
	}
	_, err = d.Unschedule(p.ID)
	d.ok(err)
	if got, _ := d.Mention(m.ID); got.State != A.Snoozed || !got.Deadline.Equal(until) || got.Reply != "" {
		t.Errorf("unscheduled, the mention is %s until %s", got.State, got.Deadline)
	}
	p, err = d.Post(p.ID)
	d.ok(err)
	_, ds = d.plan(p)
	done := A.Done
	d.ok(d.SetMention([]A.ID{m.ID}, A.MentionUpdate{State: &done})) // She judges it herself meanwhile: her word stays.
	d.ok(d.CancelDelivery(ds[0].ID))
	if got, _ := d.Mention(m.ID); got.State != A.Done {
		t.Errorf("her word was %s, now it is %s", done, got.State)
	}
	d.sound()
}
