package store

import (
	"errors"
	"strconv"
	"testing"
	"time"

	A "vocero/accounts"
)

func TestASearchIsKeptAnsweredAndTakenIn(t *testing.T) {
	d := newDesk(t)
	i, err := d.Inquire(A.Inquiry{Brand: d.luz.ID, Account: d.pan.ID, Words: "  pan de centeno "})
	d.ok(err)
	if i.ID == "" || i.Words != "pan de centeno" || i.Limit != A.SomeFound || !i.Waits() {
		t.Errorf("kept is %+v", i)
	}
	rs, err := d.Requests()
	d.ok(err)
	if len(rs) != 1 || rs[0].What != A.RequestSearch || rs[0].Arg != string(i.ID) || rs[0].Account != d.pan.ID {
		t.Errorf("asked is %+v", rs)
	}
	for want, bad := range map[error]A.Inquiry{A.ErrRefused: {Brand: d.luz.ID, Account: d.pan.ID, Words: " "}, A.ErrBrand: {Brand: d.luz.ID, Account: d.kine.ID, Words: "x"}} {
		if _, err := d.Inquire(bad); !errors.Is(err, want) {
			t.Errorf("%+v: %v, want %v", bad, err, want)
		}
	}
	found := A.Mention{RemoteID: "post:7", StatusID: "7", AuthorID: "u", Author: A.LineText("@eva@otro.example"), Text: A.BlockText("¿Dónde hay pan de centeno?"), At: d.clock.now().Add(-time.Hour)}
	i.Found, i.Read, i.More = []A.Mention{found}, 1, true
	d.ok(d.AnswerInquiry(i))
	list, err := d.Inquiries(d.luz.ID)
	d.ok(err)
	if len(list) != 1 || list[0].Waits() || list[0].Read != 1 || !list[0].More || len(list[0].Found) != 1 {
		t.Fatalf("answered it is %+v", list)
	}
	m, err := d.TakeIn(i.ID, "post:7")
	d.ok(err)
	again, err := d.TakeIn(i.ID, "post:7")
	d.ok(err)
	if m.Account != d.pan.ID || m.Brand != d.luz.ID || m.State != A.New || m.Deadline.IsZero() || m.ID != again.ID {
		t.Errorf("taken in is %+v, then %s", m, again.ID)
	}
	page, err := d.MentionPage(A.MentionQuery{Brand: d.luz.ID, Search: "centeno"}, "", 10)
	d.ok(err)
	if len(page.Items) != 1 || page.Items[0].ID != m.ID {
		t.Errorf("searched here it is %+v", page.Items)
	}
	if _, err := d.TakeIn(i.ID, "post:8"); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("what was not found: %v", err)
	}
	d.sound()
}

func TestOnlyTheNewestSearchesAreKept(t *testing.T) {
	d := newDesk(t)
	first := A.ID("")
	for n := range keepInquiries + 5 {
		d.clock.add(time.Second)
		i, err := d.Inquire(A.Inquiry{Brand: d.luz.ID, Account: d.pan.ID, Words: strconv.Itoa(n)})
		d.ok(err)
		if n == 0 {
			first = i.ID
		}
	}
	list, err := d.Inquiries("")
	d.ok(err)
	if len(list) != keepInquiries || list[0].Words != strconv.Itoa(keepInquiries+4) {
		t.Errorf("kept are %d, the newest %q", len(list), list[0].Words)
	}
	if _, err := d.Inquiry(first); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("the first: %v", err)
	}
	d.ok(d.AnswerInquiry(A.Inquiry{ID: first, Brand: d.luz.ID, Account: d.pan.ID}))
	d.sound()
}

func TestFiguresAreKeptAsTheyWereTold(t *testing.T) {
	d := newDesk(t)
	at := d.clock.now()
	d.ok(d.PutFigures(d.pan.ID, []A.Figures{{RemoteID: "7", At: at, Values: map[A.Figure]int64{A.Likes: 3}}, {At: at, Values: map[A.Figure]int64{A.FollowersN: 90}}}))
	d.ok(d.PutFigures(d.pan.ID, []A.Figures{{RemoteID: "7", At: at.Add(time.Hour), Values: map[A.Figure]int64{A.Likes: 4, A.Boosts: 0}}}))
	got, err := d.Figures(d.pan.ID, "7")
	d.ok(err)
	if _, told := got.Values[A.Replies]; told || got.Values[A.Likes] != 4 || len(got.Values) != 2 || !got.At.Equal(at.Add(time.Hour)) {
		t.Errorf("the figures are %+v", got)
	}
	sum, err := d.Figures(d.pan.ID, "")
	d.ok(err)
	if sum.Values[A.FollowersN] != 90 {
		t.Errorf("the account's are %+v", sum)
	}
	if _, err := d.Figures(d.kine.ID, "7"); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("another account's: %v", err)
	}
	d.sound()
}

func TestTheNewestPostsAreMeasured(t *testing.T) {
	d := newDesk(t)
	var want []string
	for range 3 {
		_, ds := d.send(d.post("hola", d.pan))
		d.clock.add(time.Minute)
		d.publish(ds[0].ID)
		x, err := d.Delivery(ds[0].ID)
		d.ok(err)
		want = append(want, x.Receipt.RemoteID)
	}
	got, err := d.ToMeasure(d.pan.ID)
	d.ok(err)
	if len(got) != 3 || got[0] != want[2] {
		t.Errorf("measured are %q, published were %q", got, want)
	}
	d.clock.add(A.MeasuredDays * 24 * time.Hour)
	if got, err := d.ToMeasure(d.pan.ID); err != nil || len(got) != 0 {
		t.Errorf("after thirty days measured are %q, %v", got, err)
	}
}
