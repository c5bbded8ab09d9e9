package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	A "vocero/accounts"
)

// bluesky is the bakery's account on Bluesky, x the one on X.
func (d *testDesk) on(network A.Kind, host, user string) A.Account {
	d.t.Helper()
	a, err := d.PutAccount(A.Account{Brand: d.luz.ID, Network: network, Server: "https://" + host, Host: host, RemoteID: user, User: user, Instance: A.Instance{Limits: A.Limits{Chars: 300}}})
	d.ok(err)
	return a
}

// says puts one mention of an author into an inbox.
func (d *testDesk) says(a A.Account, n int, author, id, text string) A.Mention {
	d.t.Helper()
	m := mention(n, text)
	m.Author, m.AuthorName, m.AuthorID, m.At = A.LineText(author), A.LineText("Ana Prieto"), id, d.clock.now()
	_, err := d.PutInbox(a.ID, []A.Mention{m}, fmt.Sprint(n), false)
	d.ok(err)
	page, err := d.MentionPage(A.MentionQuery{Brand: a.Brand, Any: true}, "", -50)
	d.ok(err)
	i := slices.IndexFunc(page.Items, func(x A.Mention) bool { return x.RemoteID == m.RemoteID && x.Account == a.ID })
	return page.Items[i]
}

func (d *testDesk) again(m A.Mention) A.Mention {
	d.t.Helper()
	m, err := d.Mention(m.ID)
	d.ok(err)
	return m
}

func (d *testDesk) joined(ms ...A.Mention) A.Person {
	d.t.Helper()
	var list []A.Person
	for _, m := range ms {
		p, err := d.Author(d.again(m))
		d.ok(err)
		list = append(list, p)
	}
	p, err := d.JoinPeople(list...)
	d.ok(err)
	return p
}

func (d *testDesk) textsOf(q A.MentionQuery) (out []string) {
	d.t.Helper()
	q.Any = true
	page, err := d.MentionPage(q, "", 50)
	d.ok(err)
	for _, m := range page.Items {
		out = append(out, m.Text.String())
	}
	n, exact, err := d.CountMentions(q)
	if err != nil || !exact || n != len(out) {
		d.t.Errorf("counted %d (%v, %v) of %q", n, exact, err, out)
	}
	return out
}

func TestTwoAuthorsBecomeOnePerson(t *testing.T) {
	d := newDesk(t)
	sky := d.on(A.Bluesky, "bsky.social", "panaderialuz.bsky.social")
	one := d.says(d.pan, 1, "@ana@masto.example", "7", "¿abrís hoy?")
	two := d.says(sky, 2, "@ana.bsky.social@bsky.social", "did:plc:a", "qué pan")
	d.says(d.pan, 3, "@otra@masto.example", "8", "hola")
	p := d.joined(one, two)
	if p.Name.String() != "Ana Prieto" || len(p.Aliases) != 2 || d.again(one).Person != p.ID || d.again(two).Person != p.ID {
		t.Fatalf("joined as %+v", p)
	}
	d.says(d.panFoto, 4, "@ana@masto.example", "901", "desde otra cuenta")
	moved := d.says(sky, 5, "@ana.example@bsky.social", "did:plc:a", "con otro nombre")
	if moved.Person != p.ID {
		t.Error("who changed the handle on Bluesky is not known by the id")
	}
	if got := d.textsOf(A.MentionQuery{Person: p.ID}); !slices.Equal(got, []string{"¿abrís hoy?", "qué pan", "desde otra cuenta", "con otro nombre"}) {
		t.Errorf("said by the person: %q", got)
	}
	if got := d.textsOf(A.MentionQuery{Person: p.ID, Search: "pan"}); !slices.Equal(got, []string{"qué pan"}) {
		t.Errorf("found of the person: %q", got)
	}
	k, err := d.Kin(d.again(one))
	if d.ok(err); k.Person == nil || len(k.Spoke) != 2 || k.Spoke[0].Mentions != 2 || k.Spoke[1].Mentions != 2 {
		t.Errorf("known of the mention: %+v", k)
	}
	d.sound()

	_, err = d.SplitPerson(p.ID, p.Aliases[1])
	if d.ok(err); d.again(two).Person != "" || d.again(one).Person != p.ID {
		t.Error("split, and still one")
	}
	if _, err := d.SplitPerson(p.ID, p.Aliases[1]); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("split twice: %v", err)
	}
	_, err = d.Undo()
	if d.ok(err); d.again(two).Person != p.ID {
		t.Error("the split is not taken back")
	}
	d.ok(d.RemovePerson(p.ID))
	if d.again(one).Person != "" || len(d.textsOf(A.MentionQuery{Person: p.ID})) != 0 {
		t.Error("nobody, and still somebody")
	}
	d.sound()
}

func TestPersonsAreOfOneBrandAndHaveTheirHandlesAlone(t *testing.T) {
	d := newDesk(t)
	ana := A.Alias{Network: A.Mastodon, Handle: "ana@masto.example"}
	p, err := d.PutPerson(A.Person{Brand: d.luz.ID, Aliases: []A.Alias{ana}})
	if d.ok(err); p.Name.String() != "@ana@masto.example" {
		t.Errorf("without a name it is called %q", p.Name)
	}
	if _, err := d.PutPerson(A.Person{Brand: d.luz.ID, Name: A.LineText("Otra"), Aliases: []A.Alias{ana}}); !errors.Is(err, A.ErrTaken) {
		t.Errorf("two with one handle: %v", err)
	}
	other, err := d.PutPerson(A.Person{Brand: d.sur.ID, Name: A.LineText("Ana"), Aliases: []A.Alias{ana}})
	d.ok(err)
	for name, try := range map[string]struct {
		run  func() error
		want error
	}{
		"two brands": {func() error { _, err := d.JoinPeople(p, other); return err }, A.ErrBrand},
		"one alone":  {func() error { _, err := d.JoinPeople(p, p); return err }, A.ErrRefused},
		"taken": {func() error {
			_, err := d.JoinPeople(p, A.Person{Brand: d.luz.ID, Aliases: []A.Alias{ana}})
			return err
		}, A.ErrTaken},
		"nameless": {func() error { _, err := d.PutPerson(A.Person{Brand: d.luz.ID}); return err }, A.ErrRefused},
		"no handle": {func() error {
			_, err := d.PutPerson(A.Person{Brand: d.luz.ID, Name: p.Name, Aliases: []A.Alias{{Network: A.X}}})
			return err
		}, A.ErrAlias},
		"gone": {func() error { _, err := d.PutPerson(A.Person{ID: p.Brand, Brand: d.luz.ID, Name: p.Name}); return err }, A.ErrNotFound},
		"long note": {func() error {
			_, err := d.PutPerson(A.Person{Brand: d.luz.ID, Name: p.Name, Note: strings.Repeat("x", 4001)})
			return err
		}, A.ErrRefused},
	} {
		if err := try.run(); !errors.Is(err, try.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	p.Note, p.Name = "celíaca", A.LineText("Ana Prieto")
	_, err = d.PutPerson(p)
	d.ok(err)
	for search, want := range map[string]int{"": 1, "ANA": 1, "celiaca prieto": 1, "@ana@m": 1, "nadie": 0} {
		if got, err := d.People(d.luz.ID, search); err != nil || len(got) != want {
			t.Errorf("%q finds %+v (%v)", search, got, err)
		}
	}
	if id, err := d.FindPerson(string(p.ID)[20:]); err != nil || id != p.ID {
		t.Errorf("found %q (%v)", id, err)
	}
	var out bytes.Buffer
	if d.ok(d.ExportBrand(d.luz.ID, &out)); !strings.Contains(out.String(), `"collection":"people"`) || !strings.Contains(out.String(), "celíaca") {
		t.Error("the export has no persons")
	}
	d.ok(d.EraseBrand(d.luz.ID))
	if got, err := d.People("", ""); err != nil || len(got) != 1 || got[0].ID != other.ID {
		t.Errorf("left are %+v (%v)", got, err)
	}
	d.sound()
}

func TestDraftsFollowAPersonAndWhatIsScheduledDoesNot(t *testing.T) {
	d := newDesk(t)
	sky := d.on(A.Bluesky, "bsky.social", "panaderialuz.bsky.social")
	draft := d.post("Gracias a @ana@masto.example", d.pan, sky)
	planned := d.at(d.post("Con @ana@masto.example", d.pan, sky), d.clock.now().Add(time.Hour))
	if draft.Renamed(sky.ID) {
		t.Error("somebody unknown is named anew")
	}
	p, err := d.PutPerson(A.Person{Brand: d.luz.ID, Name: A.LineText("Ana"), Aliases: []A.Alias{{Network: A.Mastodon, Handle: "ana@masto.example"}}})
	d.ok(err)
	read := func(p A.Post) A.Post {
		t.Helper()
		p, err := d.Post(p.ID)
		d.ok(err)
		return p
	}
	if got := read(draft); got.TextFor(sky.ID) != "Gracias a Ana" || got.TextFor(d.pan.ID) != draft.Text || got.Revision != draft.Revision {
		t.Errorf("the draft says %q", got.TextFor(sky.ID))
	}
	sent, ds := d.plan(read(planned))
	p.Aliases = append(p.Aliases, A.Alias{Network: A.Bluesky, Handle: "ana.bsky.social"})
	_, err = d.PutPerson(p)
	d.ok(err)
	if got := read(draft).TextFor(sky.ID); got != "Gracias a @ana.bsky.social" {
		t.Errorf("the draft says %q", got)
	}
	if got := read(sent).TextFor(sky.ID); got != "Con Ana" {
		t.Errorf("what was confirmed says %q now", got)
	}
	d.clock.add(2 * time.Hour)
	if x, err := d.claim(ds[1].ID); err != nil || x.State != A.Sending {
		t.Errorf("claimed to %s (%v)", x.State, err)
	}
	_, err = d.Undo() // The alias.
	if d.ok(err); read(draft).TextFor(sky.ID) != "Gracias a Ana" {
		t.Error("the draft keeps what was taken back")
	}
	f, err := d.Facts(read(draft), d.clock.now())
	if d.ok(err); !f.Heard["@ana@masto.example"].Known {
		t.Errorf("heard of: %+v", f.Heard)
	}
	d.sound()
}

func TestAnswersBelongToThePost(t *testing.T) {
	d := newDesk(t)
	p, ds := d.send(d.post("Roscón el lunes", d.pan, d.panFoto))
	d.clock.add(time.Minute)
	d.publish(ds[0].ID)
	answer := func(a A.Account, n int, to A.Delivery, text string) {
		t.Helper()
		m := mention(n, text)
		m.InReplyTo, m.At = "r-"+string(to.ID), d.clock.now()
		_, err := d.PutInbox(a.ID, []A.Mention{m}, fmt.Sprint(n), false)
		d.ok(err)
	}
	answer(d.pan, 1, ds[0], "¿a qué hora?")
	x, err := d.claim(ds[1].ID)
	d.ok(err)
	answer(d.panFoto, 2, ds[1], "qué bueno") // Before the network's word that it is out.
	answer(d.panFoto, 3, ds[0], "de otro")
	if got := d.textsOf(A.MentionQuery{Post: p.ID}); !slices.Equal(got, []string{"¿a qué hora?"}) {
		t.Errorf("said to the post: %q", got)
	}
	_, err = d.Resolve(x.ID, A.Resolution{To: A.Published, Outcome: A.OutcomeDone, Receipt: &A.Receipt{RemoteID: "r-" + string(x.ID), At: d.clock.now()}})
	d.ok(err)
	if got := d.textsOf(A.MentionQuery{Post: p.ID}); !slices.Equal(got, []string{"¿a qué hora?", "qué bueno"}) {
		t.Errorf("said to the post: %q", got)
	}
	page, err := d.MentionPage(A.MentionQuery{Post: p.ID, State: A.New}, "", 1)
	d.ok(err)
	if k, err := d.Kin(page.Items[0]); err != nil || k.Post == nil || k.Post.ID != p.ID || k.Person != nil {
		t.Errorf("known of it: %+v (%v)", k, err)
	}
	d.sound()
}

func TestTheSameSaidTwiceIsOneSaying(t *testing.T) {
	d := newDesk(t)
	sky := d.on(A.Bluesky, "bsky.social", "panaderialuz.bsky.social")
	two := d.says(sky, 2, "@ana.bsky.social@bsky.social", "did:plc:a", "@panaderialuz.bsky.social ¿Abrís el LUNES? https://a.example/1")
	old := d.says(sky, 3, "@ana.bsky.social@bsky.social", "did:plc:a", "¿abrís el martes?")
	d.clock.add(time.Hour)
	one := d.says(d.pan, 1, "@ana@masto.example", "7", "@panaderialuz ¿abrís el lunes?")
	if k, err := d.Kin(one); err != nil || k.Same != nil {
		t.Errorf("strangers say the same: %+v (%v)", k, err)
	}
	d.joined(one, two)
	k, err := d.Kin(d.again(one))
	if d.ok(err); len(k.Same) != 1 || k.Same[0].Mention.ID != two.ID || k.Same[0].Network != A.Bluesky || !k.Same[0].Answered.IsZero() {
		t.Fatalf("the same: %+v", k)
	}
	r := A.ReplyTo(d.again(two), sky)
	r.Text = "Sí, desde las ocho"
	r, err = d.SavePost(r)
	d.ok(err)
	_, ds := d.send(r)
	d.clock.add(time.Minute)
	d.publish(ds[0].ID)
	f, err := d.Facts(A.ReplyTo(d.again(one), d.pan), d.clock.now())
	if d.ok(err); len(f.Asked) != 1 || f.Asked[0].Who != "Ana Prieto" || f.Asked[0].Network != A.Bluesky || !f.Asked[0].Answered.Equal(d.clock.now()) {
		t.Errorf("the guards hear %+v", f.Asked)
	}
	if k, err := d.Kin(d.again(old)); err != nil || len(k.Same) != 0 {
		t.Errorf("another question is the same: %+v (%v)", k, err)
	}
	d.clock.add(25 * time.Hour)
	if late := d.says(d.pan, 9, "@ana@masto.example", "7", "¿abrís el lunes?"); late.Person == "" {
		t.Error("not known")
	} else if k, err := d.Kin(late); err != nil || len(k.Same) != 0 {
		t.Errorf("after a day it is the same: %+v (%v)", k, err)
	}
}

func TestLikelyNamesAreOffered(t *testing.T) {
	d := newDesk(t)
	sky := d.on(A.Bluesky, "bsky.social", "panaderialuz.bsky.social")
	x := d.on(A.X, "x.com", "panaderialuz")
	m := d.says(d.pan, 1, "@ana@ana.example", "7", "hola")
	d.says(sky, 2, "@ana.bsky.social@bsky.social", "did:plc:a", "la misma cuenta")
	other := mention(3, "el mismo nombre")
	other.Author, other.AuthorName, other.AuthorID, other.At = A.LineText("@aprieto@x.com"), A.LineText("ANA prieto"), "12", d.clock.now()
	_, err := d.PutInbox(x.ID, []A.Mention{other, mention(4, "ana y la panadería")}, "4", false)
	d.ok(err)
	_, err = d.PutPerson(A.Person{Brand: d.luz.ID, Name: A.LineText("Taller Ana"), Aliases: []A.Alias{{Network: A.Bluesky, Handle: "ana.example"}}})
	d.ok(err)
	_, err = d.PutPerson(A.Person{Brand: d.luz.ID, Name: A.LineText("Obrador"), Aliases: []A.Alias{{Network: A.Bluesky, Handle: "pan.example"}}})
	d.ok(err)
	got, err := d.LikelyPeople(m)
	d.ok(err)
	var names []string
	for _, l := range got {
		names = append(names, l.Person.Name.String()+" "+l.Person.Aliases[0].Written()+" "+l.Why.String())
	}
	want := []string{"Taller Ana @ana.example user", "Ana Prieto @ana.bsky.social user", "ANA prieto @aprieto name"}
	if !slices.Equal(names, want) {
		t.Errorf("offered %q, want %q", names, want)
	}
}

func TestAnOlderDeskLearnsWhatWasSaidToItsPosts(t *testing.T) {
	d := newDesk(t)
	p, ds := d.send(d.post("Roscón el lunes", d.pan))
	d.clock.add(time.Minute)
	out := d.publish(ds[0].ID)
	m := mention(1, "¿a qué hora?")
	m.InReplyTo = out.Receipt.RemoteID
	_, err := d.PutInbox(d.pan.ID, []A.Mention{m, mention(2, "hola")}, "2", false)
	d.ok(err)
	d.ok(d.update(func(t *txn) error { // As schema 2 left it.
		for _, name := range []string{"deliveries.remote", "mentions.about"} {
			b, err := t.bucket(d.luz.ID, name)
			if err != nil {
				return err
			}
			for k, _ := b.Cursor().First(); k != nil; k, _ = b.Cursor().First() {
				if err := b.Delete(k); err != nil {
					return err
				}
			}
		}
		b, err := mentions.open(t, d.luz.ID)
		if err != nil {
			return err
		}
		list, err := mentions.list(t, d.luz.ID)
		for _, x := range list {
			x.About = ""
			raw, e := mentions.write(&x)
			err = errors.Join(err, e, b.Put(idKey(x.ID), raw))
		}
		return err
	}))
	d.ok(d.db.Update(fillAnswers))
	if got := d.textsOf(A.MentionQuery{Post: p.ID}); !slices.Equal(got, []string{"¿a qué hora?"}) {
		t.Errorf("said to the post: %q", got)
	}
	d.sound()
}
