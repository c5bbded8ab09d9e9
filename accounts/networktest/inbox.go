package networktest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

func testInbox(t *testing.T, f Fixture) {
	d := start(t, f)
	in, err := d.net.Inbox(d.ctx(), "", time.Time{})
	d.must("an empty inbox", err)
	if len(in.Mentions) != 0 || in.More {
		t.Errorf("an empty inbox holds %+v", in)
	}
	d.Say(Words{Text: "Hace diez días", At: time.Now().Add(-10 * 24 * time.Hour)})
	d.Say(Words{Text: "Ayer", At: time.Now().Add(-24 * time.Hour)})
	alt := "Un cartel borroso"
	if f.Traits.NoAlt {
		alt = ""
	}
	id := d.Say(Words{Text: "¿Abrís el lunes? https://" + f.Traits.site() + "/horario", CW: "pregunta", Visibility: accounts.Unlisted, Language: "es", Alt: "Un cartel borroso"})
	in, err = d.net.Inbox(d.ctx(), "", time.Time{})
	d.must("the first reading", err)
	if len(in.Mentions) != 2 || !strings.Contains(in.Mentions[0].Text.String(), "Ayer") || in.Cursor == "" {
		t.Fatalf("the newest seven days, oldest first, are %d mentions, cursor %q", len(in.Mentions), in.Cursor)
	}
	m := in.Mentions[1]
	if m.Kind != accounts.Talk || m.StatusID != id || m.Visibility != f.Traits.visibility(accounts.Unlisted) || m.Language != f.Traits.language("es") || m.CW.String() != f.Traits.warning("pregunta") ||
		m.URL == "" || m.At.IsZero() || m.AuthorID == "" || !f.Traits.NoFiles && (len(m.Media) != 1 || m.Media[0].Alt.String() != alt || m.Media[0].Kind != "image") {
		t.Errorf("the mention is %+v", m)
	}
	if len(m.Links) != 1 || m.Links[0].URL != "https://"+f.Traits.site()+"/horario" {
		t.Errorf("its links are %+v", m.Links)
	}
	if a := m.Author.String(); !strings.HasPrefix(a, "@") || strings.Count(a, "@") != 2 {
		t.Errorf("the author is %q", a)
	}
	if m.ID != "" || m.Brand != "" || m.State != accounts.New || !m.Deadline.IsZero() {
		t.Errorf("fields of the desk are set: %+v", m)
	}
	testKinds(t, d, in.Cursor)
}

// testKinds has the stranger do everything else that is told.
func testKinds(t *testing.T, d *desk, cursor string) {
	own := d.send(d.outgoing("Pan recién hecho"))
	d.Like(own.RemoteID)
	d.Boost(own.RemoteID)
	d.Follow()
	d.Say(Words{Text: "Con @otra@lejos.example también", InReplyTo: own.RemoteID})
	in, err := d.net.Inbox(d.ctx(), cursor, time.Time{})
	d.must("reading on", err)
	var kinds []accounts.MentionKind
	for _, m := range in.Mentions {
		kinds = append(kinds, m.Kind)
	}
	want := []accounts.MentionKind{accounts.Like, accounts.Boost, accounts.Follow, accounts.Talk}
	if d.traits.TalkOnly {
		want = want[3:]
	}
	if !slices.Equal(kinds, want) {
		t.Fatalf("the kinds are %v, want %v", kinds, want)
	}
	said := in.Mentions[len(want)-1]
	if said.InReplyTo != own.RemoteID || !d.traits.TalkOnly && (in.Mentions[0].StatusID != own.RemoteID || in.Mentions[2].StatusID != "") {
		t.Errorf("what they are about: %+v", in.Mentions)
	}
	for _, h := range said.Addressed {
		if strings.EqualFold(h.String(), d.Account.Handle()) {
			t.Errorf("our own handle is among the others: %v", in.Mentions[3].Addressed)
		}
	}
	again, err := d.net.Inbox(d.ctx(), in.Cursor, time.Time{})
	d.must("reading at the end", err)
	if len(again.Mentions) != 0 || again.Cursor != in.Cursor || again.More {
		t.Errorf("at the end: %+v", again)
	}
}

// testInboxPages says more than fits on a page, also between two pages: each arrives once, in order.
func testInboxPages(t *testing.T, f Fixture) {
	d := start(t, f)
	d.Say(Words{Text: "la primera"})
	first, err := d.net.Inbox(d.ctx(), "", time.Time{})
	d.must("the first reading", err)
	const many = 205
	var want, got []string
	say := func(n int) {
		for range n {
			text := fmt.Sprintf("recado %03d", len(want))
			d.Say(Words{Text: text})
			want = append(want, text)
		}
	}
	say(many)
	cursor := first.Cursor
	for pages := 0; ; pages++ {
		in, err := d.net.Inbox(d.ctx(), cursor, time.Time{})
		d.must("reading on", err)
		for _, m := range in.Mentions {
			_, text, _ := strings.Cut(m.Text.String(), "recado ")
			got = append(got, "recado "+text)
		}
		if pages == 0 {
			say(3)
		}
		cursor = in.Cursor
		if !in.More {
			break
		}
		if pages > 20 {
			t.Fatal("the pages do not end")
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d of %d arrived, or in another order: %q ... %q", len(got), len(want), got[:min(2, len(got))], got[max(0, len(got)-2):])
	}
	all, err := d.net.Inbox(d.ctx(), "", time.Time{})
	d.must("reading all anew", err)
	if len(all.Mentions) != many+4 || all.Cursor != cursor {
		t.Errorf("anew there are %d, cursor %q; want %d, %q", len(all.Mentions), all.Cursor, many+4, cursor)
	}
}

// testReadingFaults breaks the reading of the inbox: an error each time, and afterwards nothing is lost.
func testReadingFaults(t *testing.T, f Fixture) {
	d := start(t, f)
	d.Say(Words{Text: "antes"})
	in, err := d.net.Inbox(d.ctx(), "", time.Time{})
	d.must("the first reading", err)
	d.Say(Words{Text: "durante"})
	for _, c := range []struct {
		fault Fault
		class accounts.Outcome
	}{
		{jsonFault(500, "Something went wrong"), accounts.OutcomeUnknown},
		{jsonFault(503, "Service Unavailable"), accounts.OutcomeLimit},
		{jsonFault(401, "The access token was revoked"), accounts.OutcomeAuth},
		{jsonFault(403, "This action is outside the authorized scopes"), accounts.OutcomeRefused},
		{Fault{Do: HTMLPage, Status: 200}, accounts.OutcomeUnknown},
		{Fault{Do: Answer, Status: 200, Body: `{"id":"1"}`}, accounts.OutcomeUnknown},
		{Fault{Do: CutAfter}, accounts.OutcomeUnknown}, {Fault{Do: HalfAnswer}, accounts.OutcomeUnknown},
		{Fault{Do: BadJSON}, accounts.OutcomeUnknown}, {Fault{Do: DeepJSON}, accounts.OutcomeUnknown},
		{Fault{Do: Endless}, accounts.OutcomeUnknown}, {Fault{Do: GzipBomb}, accounts.OutcomeUnknown},
		{Fault{Do: HugeHeader}, accounts.OutcomeUnknown}, {Fault{Do: EmptyAnswer}, accounts.OutcomeUnknown},
		{Fault{Do: Redirect, Status: 302, Location: d.Elsewhere}, accounts.OutcomeRefused},
		{Fault{Do: Redirect, Status: 302, Location: "http://masto.example/"}, accounts.OutcomeRefused},
	} {
		c.fault.At = OnInbox
		mend := d.Break(c.fault)
		_, err := d.net.Inbox(d.ctx(), in.Cursor, time.Time{})
		mend()
		if e := d.fault(err); e == nil || e.Class != c.class {
			t.Errorf("%s %d %s: %v, want %s", c.fault.Do, c.fault.Status, c.fault.Body, err, c.class)
		}
	}
	if heard := d.Heard(); len(heard) > 0 {
		t.Errorf("another server was told %q", heard)
	}
	next, err := d.net.Inbox(d.ctx(), in.Cursor, time.Time{})
	d.must("reading on", err)
	if len(next.Mentions) != 1 {
		t.Errorf("after the faults there are %d mentions, want 1", len(next.Mentions))
	}
}

// testReadFaults breaks the reading back of one post: no answer is taken for a post, and none for a deletion.
func testReadFaults(t *testing.T, f Fixture) {
	d := start(t, f)
	r := d.send(d.outgoing("Para leer"))
	for _, fault := range []Fault{
		jsonFault(500, "Something went wrong"), jsonFault(503, "Service Unavailable"), jsonFault(429, "Too many requests"), {Do: BadJSON}, {Do: NoID},
		{Do: HTMLPage, Status: 200}, {Do: CutAfter}, {Do: EmptyAnswer}, {Do: Endless}, {Do: GzipBomb},
	} {
		fault.At = OnRead
		mend := d.Break(fault)
		_, err := d.net.Read(d.ctx(), r.RemoteID)
		mend()
		if e := d.fault(err); e == nil || e.Code == accounts.CodeNotFound || e.Class == accounts.OutcomeRefused {
			t.Errorf("%s %d: %v", fault.Do, fault.Status, err)
		}
	}
	if _, err := d.net.Read(d.ctx(), r.RemoteID); err != nil {
		t.Errorf("afterwards: %v", d.fault(err))
	}
}

func testThread(t *testing.T, f Fixture) {
	d := start(t, f)
	talker, ok := d.net.(accounts.Talker)
	if !ok {
		return
	}
	root := d.Say(Words{Text: "¿A qué hora abrís?", At: time.Now().Add(-time.Hour)})
	o := d.outgoing("A las ocho")
	o.InReplyTo, o.MediaIDs = root, nil
	answer := d.send(o)
	last := d.Say(Words{Text: "¡Gracias!", InReplyTo: answer.RemoteID, HTML: "<p>¡Gracias!\u009b31m</p>"})
	th, err := talker.Thread(d.ctx(), answer.RemoteID)
	d.must("reading the conversation", err)
	var ids []string
	for _, s := range th.Said {
		ids = append(ids, s.RemoteID)
		d.safe("the conversation", s.Text, s.CW, s.Author, s.AuthorName)
	}
	if f.Traits.Answers && len(ids) == 4 && ids[0] == d.Root {
		ids, th.Said = ids[1:], th.Said[1:]
	}
	if want := []string{root, answer.RemoteID, last}; !slices.Equal(ids, want) {
		t.Fatalf("the conversation is %v, want %v", ids, want)
	}
	if th.Gone || th.Root != answer.RemoteID || th.Read.IsZero() || th.Said[0].Own || !th.Said[1].Own || th.Said[2].Own {
		t.Errorf("who said it: %+v", th)
	}
	if s, found := th.AnsweredElsewhere(root); !found || s.RemoteID != answer.RemoteID {
		t.Errorf("answered already: %v, %v", s, found)
	}
	if act, ok := d.net.(accounts.Actor); ok {
		_, err = act.Act(d.ctx(), accounts.Outgoing{Op: accounts.OpDelete, Target: answer.RemoteID})
		d.must("deleting", err)
		th, err = talker.Thread(d.ctx(), answer.RemoteID)
		d.must("a conversation around what is gone", err)
		if !th.Gone {
			t.Errorf("it is not said to be gone: %+v", th)
		}
	}
}
