package networktest

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

func testWho(t *testing.T, f Fixture) {
	d := start(t, f)
	p, err := d.net.Who(d.ctx())
	d.must("who", err)
	if p.RemoteID != d.Account.RemoteID || p.User != d.Account.User || p.Host != d.Account.Host {
		t.Errorf("the token is of %s@%s (%s), want %s (%s)", p.User, p.Host, p.RemoteID, d.Account.Handle(), d.Account.RemoteID)
	}
	d.safe("name", p.Name)
	if _, err := d.Open(t, accounts.NewSecret("CANARY_wrong_token")).Who(d.ctx()); err == nil || d.fault(err).Class != accounts.OutcomeAuth {
		t.Errorf("with a wrong token: %v", err)
	}
}

func testInstance(t *testing.T, f Fixture) {
	d := start(t, f)
	in, err := d.net.Instance(d.ctx())
	d.must("instance", err)
	if in.Software != f.Traits.Software || in.Version == "" {
		t.Errorf("the software is %q %q, want %q", in.Software, in.Version, f.Traits.Software)
	}
	if in.Limits.Chars <= 0 || in.Limits.Media <= 0 != f.Traits.NoMedia {
		t.Errorf("limits are missing: %+v", in.Limits)
	}
	if in.Can.Key != (f.Traits.Keys == KeySame) {
		t.Errorf("keys promised: %v, by model %v", in.Can.Key, f.Traits.Keys)
	}
	if in.Can.Poll == f.Traits.NoPoll || in.Can.Poll != (in.Limits.PollOptions > 0) {
		t.Errorf("polls: can %v, %d options, model lacks them: %v", in.Can.Poll, in.Limits.PollOptions, f.Traits.NoPoll)
	}
	if in.Can.Focus == f.Traits.NoFocus {
		t.Errorf("focus: can %v, model lacks it: %v", in.Can.Focus, f.Traits.NoFocus)
	}
	d.safe("title", in.Title)
	for _, fault := range []Fault{{Do: HTMLPage, Status: 404}, {Do: Answer, Status: 200, Body: `[]`}, {Do: Answer, Status: 200, Body: `{"version":[1],"uri":{}}`}} {
		fault.At = OnInstance
		mend := d.Break(fault)
		if _, err := d.net.Instance(d.ctx()); err == nil || d.fault(err).Code != accounts.CodeNotServer {
			t.Errorf("%s %s: %v", fault.Do, fault.Body, err)
		}
		mend()
	}
}

func testPost(t *testing.T, f Fixture) {
	d := start(t, f)
	o := d.outgoing("Mañana abrimos a las 8 ☕ https://luz.example/carta?mes=3\n\nSegundo párrafo con ¿signos? & <señales>")
	wide := f.Traits.visibility(accounts.Unlisted)
	o.CW, o.Language, o.Visibility, o.Sensitive = f.Traits.warning("Café"), "es", wide, !f.Traits.Plain
	language := f.Traits.language(o.Language)
	if f.Traits.NoTell {
		language = ""
	}
	before := d.Posts()
	r := d.send(o)
	if n := d.Posts() - before; n != 1 {
		t.Errorf("one Send made %d requests", n)
	}
	got := d.live()
	if len(got) != 1 {
		t.Fatalf("%d posts arrived", len(got))
	}
	a := got[0]
	if a.ID != r.RemoteID || a.Text != o.Text || a.CW != o.CW || a.Language != language || a.Visibility != wide || a.Sensitive != o.Sensitive || a.Key != o.Key {
		t.Errorf("it arrived as %+v", a)
	}
	if r.URL == "" || r.At.IsZero() || time.Since(r.At).Abs() > time.Hour {
		t.Errorf("the receipt is %+v", r)
	}
	back, err := d.net.Read(d.ctx(), r.RemoteID)
	d.must("reading back", err)
	d.safe("text", back.Text, back.CW)
	if back.Receipt.RemoteID != r.RemoteID || back.Visibility != wide || back.CW.String() != o.CW || max(back.Counts.Likes, back.Counts.Boosts, back.Counts.Replies) > 0 {
		t.Errorf("read back as %+v", back)
	}
	if !strings.Contains(back.Text.String(), "Segundo párrafo con ¿signos? & <señales>") {
		t.Errorf("shown as %q", back.Text)
	}
	if !f.Traits.NoSource && back.Source != o.Text {
		t.Errorf("the source is %q", back.Source)
	}
	testPoll(t, d)
	testRefusedBefore(t, d)
}

func testPoll(t *testing.T, d *desk) {
	o := d.outgoing("¿Qué horneamos?")
	o.MediaIDs, o.Poll = nil, &accounts.Poll{Options: []string{"Pan", "Bollos"}, Open: time.Hour, Multiple: !d.traits.OneVote}
	before := d.Posts()
	r, err := d.net.Send(d.ctx(), o)
	if d.traits.NoPoll {
		if e := d.fault(err); e == nil || e.Class != accounts.OutcomeRefused || e.Code != accounts.CodeUnsupported || d.Posts() != before {
			t.Errorf("a poll on a server without polls: %v, %d requests", err, d.Posts()-before)
		}
		return
	}
	d.must("posting a poll", err)
	for _, a := range d.live() {
		if a.ID == r.RemoteID && strings.Join(a.Poll, "|") != "Pan|Bollos" {
			t.Errorf("the poll arrived as %q", a.Poll)
		}
	}
}

// testRefusedBefore sends what must not leave.
func testRefusedBefore(t *testing.T, d *desk) {
	before := d.Posts()
	for name, change := range map[string]func(*accounts.Outgoing){
		"no visibility": func(o *accounts.Outgoing) { o.Visibility = 0 },
		"no key":        func(o *accounts.Outgoing) { o.Key = "" },
		"an act":        func(o *accounts.Outgoing) { o.Op = accounts.OpDelete },
	} {
		o := d.outgoing("No debe salir")
		change(&o)
		if _, err := d.net.Send(d.ctx(), o); err == nil || d.fault(err).Class != accounts.OutcomeRefused {
			t.Errorf("%s: %v", name, err)
		}
	}
	if d.traits.Plain {
		o := d.outgoing("Con aviso")
		o.CW = "aviso"
		if _, err := d.net.Send(d.ctx(), o); err == nil || d.fault(err).Code != accounts.CodeUnsupported {
			t.Errorf("a content warning where there are none: %v", err)
		}
	}
	if d.traits.NoDirect {
		o := d.outgoing("Solo para ti")
		o.Visibility = accounts.Direct
		if _, err := d.net.Send(d.ctx(), o); err == nil || d.fault(err).Code != accounts.CodeUnsupported {
			t.Errorf("a direct post where there are none: %v", err)
		}
	}
	if d.Posts() != before {
		t.Errorf("%d requests left", d.Posts()-before)
	}
}

func testKeys(t *testing.T, f Fixture) {
	d := start(t, f)
	o := d.outgoing("Dos veces la misma clave")
	first := d.send(o)
	second, err := d.net.Send(d.ctx(), o)
	n := len(d.live())
	switch f.Traits.Keys {
	case KeySame:
		d.must("the repeat", err)
		if second.RemoteID != first.RemoteID || n != 1 {
			t.Errorf("the repeat gave %s after %s; %d posts", second.RemoteID, first.RemoteID, n)
		}
	case KeyRefused:
		if e := d.fault(err); e == nil || e.Class != accounts.OutcomeUnknown || e.Code != accounts.CodeDuplicate || n != 1 {
			t.Errorf("the repeat: %v; %d posts", err, n)
		}
	default:
		if len(o.MediaIDs) == 0 {
			d.must("the repeat", err)
			if n != 2 {
				t.Errorf("a server without keys has %d posts", n)
			}
		}
	}
}

func testReply(t *testing.T, f Fixture) {
	d := start(t, f)
	id := d.Say(Words{Text: "¿Tenéis pan sin gluten?", Visibility: f.Traits.visibility(accounts.Unlisted)})
	o := d.outgoing("@vecina@otro.example Sí, los jueves")
	o.InReplyTo, o.Visibility, o.MediaIDs = id, f.Traits.visibility(accounts.Unlisted), nil
	r := d.send(o)
	got := d.live()
	if len(got) != 1 || got[0].InReplyTo != id || got[0].ID != r.RemoteID {
		t.Errorf("the reply arrived as %+v", got)
	}
	back, err := d.net.Read(d.ctx(), r.RemoteID)
	d.must("reading back", err)
	if back.InReplyTo != id {
		t.Errorf("it answers %q, want %q", back.InReplyTo, id)
	}
	o = d.outgoing("A nadie")
	o.InReplyTo, o.MediaIDs = d.Absent, nil
	if _, err := d.net.Send(d.ctx(), o); err == nil || d.fault(err).Class != accounts.OutcomeRefused || d.fault(err).Code != accounts.CodeNotFound {
		t.Errorf("a reply to what is gone: %v", err)
	}
}
