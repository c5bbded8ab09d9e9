package drafts_test

import (
	"strings"
	"testing"

	"vocero/accounts"
	"vocero/ui/pane"
)

func TestPlusPutsADraftIntoTheNextFreeSlotWithTheLetter(t *testing.T) {
	r := newRig(t)
	taken := r.draft(r.luz, "Ya en su hueco", nil)
	r.show(nil)
	r.letter(r.press("+"), r.luz)
	p := r.draft(r.luz, "El siguiente", nil)
	r.show(nil)
	m := r.press("+")
	c, ok := m.(pane.Confirm)
	if !ok || c.Review.When == nil || c.Review.When.Civil != "2026-11-25 18:00" || c.Review.Text != "El siguiente" || c.Review.Op != accounts.OpPost {
		t.Fatalf("+ asks %#v", m)
	}
	if r.post(p).State != accounts.Draft || r.post(p).When != nil {
		t.Fatal("it is scheduled without the letter")
	}
	r.letter(m, r.luz)
	if x := r.post(p); x.State != accounts.PostScheduled || x.When.Civil != "2026-11-25 18:00" {
		t.Errorf("with the letter it is %s at %v", x.State, x.When)
	}
	if x := r.post(taken); x.When.Civil != "2026-11-23 09:30" {
		t.Errorf("the other moved to %s", x.When.Civil)
	}
	r.press("<")
	if s := r.screen(80, 21); !strings.Contains(s, "» scheduled") || !strings.Contains(s, "Wed 25 Nov 18:00") {
		t.Errorf("planned:\n%s", s)
	}
}

func TestMarkedDraftsGoByClientEachWithItsLetter(t *testing.T) {
	r := newRig(t)
	mine := r.draft(r.ana, "Lo mío", nil)
	one := r.draft(r.luz, "Pan uno", nil)
	two := r.draft(r.luz, "Pan dos", func(p *accounts.Post) { p.Targets = append(p.Targets, r.own[r.luz.ID][1].ID) })
	kine := r.draft(r.kine, "Estira", nil)
	r.draft(r.kine, "Este se queda", nil)
	r.show(nil)
	r.press("j", "space", "space", "space", "space")
	if s := r.screen(80, 21); !strings.Contains(s, "4 marked") || !strings.Contains(s, "▪p") {
		t.Fatalf("the marks:\n%s", s)
	}
	m := r.press("+")
	c, ok := m.(pane.Confirm)
	if !ok || c.Review.Brand != r.kine.ID || c.Review.Text != "Estira" || c.Review.When.Zone != "America/Santiago" {
		t.Fatalf("+ asks %#v", m)
	}
	asked := r.letter(m, r.kine)
	c, ok = asked[0].(pane.Confirm)
	if !ok || c.Review.Brand != r.luz.ID || len(c.Review.Accounts) != 2 || c.Review.Text != "2026-11-23 09:30  Pan dos\n2026-11-25 18:00  Pan uno" {
		t.Fatalf("then %#v", asked)
	}
	if r.post(one).State != accounts.Draft || r.post(two).State != accounts.Draft {
		t.Fatal("one letter let two clients speak")
	}
	asked = r.letter(c, r.luz)
	if m, ok := asked[0].(pane.Toast); !ok || m.Text != "Your own posts are never in a batch: + on each of them." {
		t.Errorf("at the end %#v", asked)
	}
	for p, want := range map[string]string{string(one.ID): "2026-11-25 18:00", string(two.ID): "2026-11-23 09:30", string(kine.ID): "2026-11-25 18:00"} {
		x, err := r.s.Post(accounts.ID(p))
		if err != nil || x.State != accounts.PostScheduled || x.When.Civil != want {
			t.Errorf("%s is %s at %v, want %s", x.Text, x.State, x.When, want)
		}
	}
	if r.post(mine).State != accounts.Draft {
		t.Error("her own went with the batch")
	}
}

func TestDraftsThatCannotGoStayAndSayWhy(t *testing.T) {
	r := newRig(t)
	bad := r.draft(r.luz, strings.Repeat("larga ", 100), nil)
	r.show(nil)
	m, ok := r.press("+").(pane.Page)
	if !ok || !strings.Contains(strings.Join(m.Body(70, r.frame()), " "), "500") {
		t.Fatalf("+ asks %#v", m)
	}
	if r.post(bad).When != nil {
		t.Error("it took an hour")
	}
	r.press("space")
	if m, ok := r.press("+").(pane.Page); !ok {
		t.Errorf("marked, + asks %#v", m)
	}
	r.draft(r.kine, "Sin hueco", nil)
	if _, err := r.s.PutBrand(accounts.Brand{ID: r.kine.ID, Name: r.kine.Name, Letter: "k", Zone: r.kine.Zone}); err != nil {
		t.Fatal(err)
	}
	r.show(nil)
	r.press("gg")
	if m, ok := r.press("+").(pane.Toast); !ok || !strings.Contains(m.Text, "no free slot") {
		t.Errorf("without slots + asks %#v", m)
	}
}

func TestIdeasCopiesAndOlderTexts(t *testing.T) {
	r := newRig(t)
	p := r.draft(r.luz, "Primero dijo esto", nil)
	r.show(nil)
	if r.press("i"); r.post(p).State != accounts.Idea {
		t.Errorf("i made it %s", r.post(p).State)
	}
	if r.press("i"); r.post(p).State != accounts.Draft {
		t.Errorf("i again made it %s", r.post(p).State)
	}
	if m, ok := r.press("v").(pane.Toast); !ok || m.Text != "It never said anything else." {
		t.Errorf("v asks %#v", m)
	}
	x := r.post(p)
	x.Text = "Y luego esto"
	if _, err := r.s.SavePost(x); err != nil {
		t.Fatal(err)
	}
	r.show(nil)
	m, ok := r.press("v").(pane.Page)
	if !ok || !strings.Contains(strings.Join(m.Body(60, r.frame()), "\n"), "Primero dijo esto") {
		t.Fatalf("v asks %#v", m)
	}
	r.press("C")
	ps, _, err := r.s.Posts(accounts.PostQuery{Brand: r.luz.ID}, "", 10)
	if err != nil || len(ps) != 2 || ps[0].Text != ps[1].Text || ps[0].Targets[0] != ps[1].Targets[0] {
		t.Fatalf("after C: %+v, %v", ps, err)
	}
	reply := r.draft(r.luz, "@eva@otro.example Gracias", func(p *accounts.Post) {
		p.Answering = &accounts.Answering{Account: p.Targets[0], RemoteID: "9", Author: accounts.LineText("@eva@otro.example"), Widest: accounts.Public, Excerpt: accounts.LineText("¿Abrís?")}
	})
	r.show(pane.Look{Record: reply.ID})
	if s := r.screen(80, 21); !strings.Contains(s, "↩ @eva@otro.example Gracias") || !strings.Contains(s, "> @eva@otro.example ¿Abrís?") {
		t.Errorf("the reply shows\n%s", s)
	}
	if why := r.press("C"); why != "A reply is not copied: answer again from the mention." {
		t.Errorf("C on a reply: %v", why)
	}
	if o, ok := r.press("enter").(pane.Open); !ok || o.Arg != (pane.Write{Post: reply.ID}) {
		t.Errorf("Enter opens %#v", o)
	}
}

func TestBackHourNowAndDelete(t *testing.T) {
	r := newRig(t)
	p := r.draft(r.luz, "Va y viene", nil)
	r.show(nil)
	if why := r.press("b"); why != "It is not in the calendar." {
		t.Errorf("b on a draft: %v", why)
	}
	a, ok := r.press("p").(pane.Ask)
	if !ok {
		t.Fatalf("p asks %#v", a)
	}
	r.asked = nil
	r.run(a.Then("mañana 9:00"))
	r.letter(r.asked[0], r.luz)
	if x := r.post(p); x.When.Civil != "2026-11-24 09:00" || x.State != accounts.PostScheduled {
		t.Fatalf("it stands at %s, %s", x.When.Civil, x.State)
	}
	r.press("<")
	if r.press("b"); r.post(p).State != accounts.Draft {
		t.Errorf("b left it %s", r.post(p).State)
	}
	r.press("h")
	r.letter(r.press("W"), r.luz)
	ds, err := r.s.DeliveriesOf(p.ID)
	if err != nil || len(ds) != 2 || ds[0].Now == ds[1].Now {
		t.Fatalf("after W: %+v, %v", ds, err)
	}
	r.press("<")
	c, ok := r.press("D").(pane.Choose)
	if !ok || c.Choices[0].Detail != "Va y viene" {
		t.Fatalf("D asks %#v", c)
	}
	r.run(c.Then(1))
	if _, err := r.s.Post(p.ID); err == nil {
		t.Error("it is still there")
	}
}

func TestWhatIsOutIsOpenedMendedAndDeletedByItsOwnAccount(t *testing.T) {
	r := newRig(t)
	p := r.draft(r.luz, "En dos cuentas", func(p *accounts.Post) { p.Targets = append(p.Targets, r.own[r.luz.ID][1].ID) })
	r.sent(p, accounts.Published, accounts.Resolution{Outcome: accounts.OutcomeDone})
	r.show(nil)
	r.press("<", "<")
	for _, k := range []string{"+", "p", "W", "b", "D", "i"} {
		if why, ok := r.press(k).(string); !ok || why == "" {
			t.Errorf("%s on what is out: %v", k, why)
		}
	}
	c, ok := r.press("o").(pane.Choose)
	if !ok || len(c.Choices) != 2 || c.Choices[1].Label != "@luzdiario@masto.example" {
		t.Fatalf("o asks %#v", c)
	}
	r.run(c.Then(1))
	if len(r.seen) != 1 || !strings.HasSuffix(r.seen[0], r.own[r.luz.ID][1].ID.Short()) {
		t.Errorf("opened %v", r.seen)
	}
	c = r.press("E").(pane.Choose)
	r.asked = nil
	r.run(c.Then(0))
	ds, err := r.s.DeliveriesOf(p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if o, ok := r.asked[0].(pane.Open); !ok || o.To != pane.Compose || o.Arg != (pane.Write{Mend: ds[0].ID}) {
		t.Errorf("E opens %#v", r.asked)
	}
	c = r.press("x").(pane.Choose)
	r.asked = nil
	r.run(c.Then(1))
	k, ok := r.asked[0].(pane.Confirm)
	if !ok || k.Review.Op != accounts.OpDelete || k.Review.Accounts[0].ID != r.own[r.luz.ID][1].ID {
		t.Fatalf("x asks %#v", r.asked)
	}
	if all, _ := r.s.DeliveriesOf(p.ID); len(all) != 2 {
		t.Fatal("something was put on its way without the letter")
	}
	r.letter(k, r.luz)
	all, err := r.s.DeliveriesOf(p.ID)
	if err != nil || len(all) != 3 || all[2].Op != accounts.OpDelete || all[2].Account != r.own[r.luz.ID][1].ID || all[2].Target == "" || all[2].State != accounts.Scheduled {
		t.Fatalf("after the letter: %+v, %v", all, err)
	}
	q := r.draft(r.kine, "Falló", nil)
	r.sent(q, accounts.Failed, accounts.Resolution{Outcome: accounts.OutcomeRefused, Fault: &accounts.Fault{Code: accounts.CodeRefused}})
	r.show(pane.Look{Record: q.ID})
	if m, ok := r.press("o").(pane.Toast); !ok || m.Text != "Nothing of it is out." {
		t.Errorf("o on a failure: %#v", m)
	}
}
