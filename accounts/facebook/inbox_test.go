package facebook_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/facebook"
	"vocero/accounts/practice"
)

// reader reads an inbox on and on.
type reader struct {
	t      *testing.T
	c      *facebook.Client
	cursor string
}

// next are the texts that are new, oldest first.
func (r *reader) next() []string {
	r.t.Helper()
	var out []string
	for {
		in, err := r.c.Inbox(r.t.Context(), r.cursor, time.Time{})
		if err != nil {
			r.t.Fatal(err)
		}
		for _, m := range in.Mentions {
			_, text, _ := strings.Cut(m.Text.String(), "#")
			out = append(out, text)
		}
		if r.cursor = in.Cursor; !in.More {
			return out
		}
	}
}

func (r *reader) want(texts ...string) {
	r.t.Helper()
	if got := r.next(); !slices.Equal(got, texts) {
		r.t.Errorf("the inbox holds %q, want %q", got, texts)
	}
}

// TestInboxOfOneSecond has several people speak within one second, between readings too: nothing is lost, nothing comes twice.
func TestInboxOfOneSecond(t *testing.T) {
	d := started(t)
	who := d.AddStranger("vecina@otro.example", "Vecina")
	post := d.Post(d.own, practice.Say{Text: "Hoy"})
	second := time.Now().Add(-time.Hour).Truncate(time.Second)
	say := func(text string, at time.Time) string {
		return d.Mention(who, d.own, practice.Say{Text: "#" + text, InReplyTo: post, At: at})
	}
	r := &reader{t: t, c: d.open(t, facebook.Options{})}
	r.want()
	say("a", second)
	r.want("a")
	say("b", second)
	say("c", second.Add(200*time.Millisecond))
	r.want("b", "c")
	r.want()
	say("late", second.Add(-30*time.Second)) // The network showed it late.
	say("d", second.Add(time.Second))
	r.want("late", "d")
	last := say("e", second.Add(10*time.Second))
	r.want("e")
	if _, err := d.open(t, facebook.Options{}).Act(t.Context(), accounts.Outgoing{Op: accounts.OpDelete, Target: d.GraphID(last)}); err != nil {
		t.Fatal(err)
	}
	at := r.cursor
	r.want()
	if r.cursor[:20] != at[:20] {
		t.Errorf("the cursor went back from %s to %s", at, r.cursor)
	}
}

// TestInboxBelowOldPosts hears comments below a post of a year ago, answers to the page below a stranger's post, and not what strangers say to one
// another there.
func TestInboxBelowOldPosts(t *testing.T) {
	d := started(t)
	who, other := d.AddStranger("vecina@otro.example", "Vecina"), d.AddStranger("primo@otro.example", "Primo")
	old := d.Post(d.own, practice.Say{Text: "Hace un año", At: time.Now().AddDate(-1, 0, 0)})
	for i := range 40 {
		d.Post(d.own, practice.Say{Text: fmt.Sprint("Aviso ", i), At: time.Now().AddDate(0, 0, -100+i)})
	}
	theirs := d.Mention(who, d.own, practice.Say{Text: "#foto", At: time.Now().AddDate(0, 0, -3)})
	r := &reader{t: t, c: d.open(t, facebook.Options{})}
	r.want("foto")
	d.Mention(who, d.own, practice.Say{Text: "#al fin", InReplyTo: old})
	for i := range 30 { // More than come with the post.
		d.Mention(who, d.own, practice.Say{Text: fmt.Sprint("#", i), InReplyTo: old})
	}
	got := r.next()
	if len(got) != 31 || got[0] != "al fin" || got[30] != "29" {
		t.Errorf("%d: %q", len(got), got)
	}
	d.Post(other, practice.Say{Text: "#no a la página", InReplyTo: theirs})
	ours, err := r.c.Send(t.Context(), accounts.Outgoing{Key: "k", Text: "Gracias", Visibility: accounts.Public, InReplyTo: d.GraphID(theirs), CreatedAt: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	d.Post(other, practice.Say{Text: "#a la página", InReplyTo: tail(ours.RemoteID)})
	r.want("a la página")
	for _, bad := range []string{"x", "2026|", "|", "3aaa"} {
		if _, err := r.c.Inbox(t.Context(), bad, time.Time{}); err == nil || accounts.AsErr(err).Class != accounts.OutcomeRefused {
			t.Errorf("a place %q: %v", bad, err)
		}
	}
}

// TestHiddenComments hides and shows again; both may be repeated.
func TestHiddenComments(t *testing.T) {
	d := started(t)
	c := d.open(t, facebook.Options{})
	post := d.Post(d.own, practice.Say{Text: "Hoy"})
	note := d.GraphID(d.Mention(d.AddStranger("v@otro.example", "V"), d.own, practice.Say{Text: "spam", InReplyTo: post}))
	for _, op := range []accounts.Op{accounts.OpHide, accounts.OpHide, accounts.OpUnhide, accounts.OpUnhide} {
		if r, err := c.Act(t.Context(), accounts.Outgoing{Op: op, Target: note}); err != nil || r.RemoteID != note {
			t.Errorf("%s: %+v, %v", op, r, err)
		}
	}
	if _, err := c.Act(t.Context(), accounts.Outgoing{Op: accounts.OpEdit, Target: note, Text: "no"}); err == nil || accounts.AsErr(err).Code != accounts.CodeRights {
		t.Errorf("editing what somebody else said: %v", err)
	}
}

// TestFindNearAnswers has the network hang an answer one level higher than it was sent: nobody says that it is not there.
func TestFindNearAnswers(t *testing.T) {
	d := started(t)
	c := d.open(t, facebook.Options{})
	who := d.AddStranger("v@otro.example", "V")
	post := d.Post(d.own, practice.Say{Text: "Hoy"})
	top := d.Mention(who, d.own, practice.Say{Text: "uno", InReplyTo: post})
	below := d.Mention(who, d.own, practice.Say{Text: "dos", InReplyTo: top})
	o := outgoing("¡Gracias!")
	o.InReplyTo = d.GraphID(below)
	if found, err := c.Find(t.Context(), o, ""); err != nil || len(found) != 0 {
		t.Errorf("before: %+v, %v", found, err)
	}
	up := o
	up.InReplyTo = d.GraphID(top)
	if _, err := c.Send(t.Context(), up); err != nil {
		t.Fatal(err)
	}
	if found, err := c.Find(t.Context(), o, ""); err == nil || accounts.AsErr(err).Class != accounts.OutcomeRefused || accounts.AsErr(err).Code != accounts.CodeUnknown || len(found) != 0 {
		t.Errorf("the same one level higher: %+v, %v", found, err)
	}
	r, err := c.Send(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := c.Find(t.Context(), o, ""); err != nil || len(found) != 1 || found[0].RemoteID != r.RemoteID {
		t.Errorf("after: %+v, %v", found, err)
	}
}
