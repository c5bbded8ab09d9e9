package guard

import (
	"strings"
	"testing"

	"vocero/accounts"
)

func TestEmpty(t *testing.T) {
	runRows(t, "empty", post, []row{
		{"good", nil, nil},
		{"nothing", func(p *accounts.Post, _ *Facts) { p.Text = " \n" }, []string{"block a1 there is nothing to say"}},
		{"nothing, no target", func(p *accounts.Post, _ *Facts) { p.Text, p.Targets = "", nil }, []string{"block there is nothing to say"}},
		{"a CW alone", func(p *accounts.Post, _ *Facts) { p.Text, p.CW = "", "pan" }, []string{"block a1 there is nothing"}},
		{"a file alone", func(p *accounts.Post, _ *Facts) { p.Text, p.Media = "", []accounts.Media{{}} }, nil},
		{"one version empty", func(p *accounts.Post, _ *Facts) {
			p.Targets = []accounts.ID{"a1", "a2"}
			p.Versions = []accounts.Version{{Account: "a2"}}
		}, []string{"block a2 there is nothing"}},
	})
}

func TestLength(t *testing.T) {
	long := strings.Repeat("ñ", 501)
	runRows(t, "length", post, []row{
		{"fits", func(p *accounts.Post, _ *Facts) { p.Text = long[:1000] }, nil},
		{"one too many", func(p *accounts.Post, _ *Facts) { p.Text = long }, []string{"block a1 501 of at most 500 characters on @panaderialuz@masto.example: 1 too many"}},
		{"only on the smaller server", func(p *accounts.Post, f *Facts) {
			p.Text, p.Targets = long, []accounts.ID{"a1", "a2"}
			f.Accounts[1].Instance.Limits.Chars = 5000
		}, []string{"block a1 501"}},
		{"no limit told", func(p *accounts.Post, f *Facts) { p.Text, f.Accounts[0].Instance.Limits.Chars = long, 0 }, nil},
		{"CW does not count by itself", func(p *accounts.Post, _ *Facts) { p.Text, p.CW = long[:1000], "pan" }, nil},
		{"CW counts where the server counts it", func(p *accounts.Post, f *Facts) {
			p.Text, p.CW, f.Accounts[0].Instance.Limits.Count.CWCounts = long[:1000], "pan", true
		}, []string{"block a1 503 of at most 500"}},
		{"a version is too long", func(p *accounts.Post, _ *Facts) { p.Versions = []accounts.Version{{Account: "a1", Text: long}} }, []string{"block a1 501"}},
		{"second part of a thread", func(p *accounts.Post, _ *Facts) { p.Text = "Uno\n---\n" + long },
			[]string{"block a1 part 2 has 501 of at most 500 characters on @panaderialuz@masto.example: 1 too many"}},
		{"a second bound in bytes", func(p *accounts.Post, f *Facts) {
			p.Text, f.Accounts[0].Instance.Limits = strings.Repeat("👨\u200d👩\u200d👧", 200), accounts.BlueskyLimits()
		}, []string{"block a1 3600 of at most 3000 bytes on @panaderialuz@masto.example: 600 too many"}},
		{"a bare link weighs on X", func(p *accounts.Post, f *Facts) {
			p.Text, f.Accounts[0].Instance.Limits = strings.Repeat("x", 257)+" tienda.es", accounts.XLimits()
		}, []string{"block a1 281 of at most 280 characters"}},
		{"a thread that fits", func(p *accounts.Post, _ *Facts) { p.Text = long[:600] + "\n---\n" + long[:600] }, nil},
	})
}

func TestLengthPlace(t *testing.T) {
	p := post(t)
	p.Text = "Uno\n---\n" + strings.Repeat("x", 500) + "demás\n---\nTres"
	v := Check(p, facts())
	if len(v) != 1 || p.Text[v[0].Start:v[0].End] != "demás" {
		t.Errorf("findings %+v", v)
	}
}

func TestThread(t *testing.T) {
	parts := func(n int) string { return strings.TrimSuffix(strings.Repeat("parte\n---\n", n), "\n---\n") }
	runRows(t, "thread", post, []row{
		{"twenty", func(p *accounts.Post, _ *Facts) { p.Text = parts(20) }, nil},
		{"twenty-one", func(p *accounts.Post, _ *Facts) { p.Text = parts(21) }, []string{"warn a1 the thread has 21 parts; more than 20"}},
	})
}

func TestName(t *testing.T) {
	say := func(s string) func(*accounts.Post, *Facts) { return func(p *accounts.Post, _ *Facts) { p.Text = s } }
	runRows(t, "identity", post, []row{
		{"good", nil, nil},
		{"its own name and handle", say("Panadería Luz, @panaderialuz@masto.example, luz@otra.example"), nil},
		{"another's name", say("hoy en KINE SUR"), []string{`warn the text names another client, Kine Sur: "KINE SUR"`}},
		{"as a hashtag", say("vivan #KineSur"), []string{`warn the text names another client, Kine Sur: "KineSur"`}},
		{"a part of a word", say("kine sureño, barnortes, kine al sur"), nil},
		{"a short handle", say("con @kinesur"), []string{`warn the text names another client, Kine Sur: "kinesur"`}},
		{"a full handle", say("con elbar@barnorte.example"), []string{`warn the text names another client, Bar Norte: "elbar@barnorte.example"`}},
		{"its user name as a word", say("todos elbar"), nil},
		{"its own host", say("mira https://barnorte.example/carta"), []string{`warn the text names another client, Bar Norte: "barnorte`}},
		{"a host shared with us", say("mira https://masto.example/about"), nil},
		{"accents do not count", say("con Aná Rios"), []string{`warn the text names another client, Ana Ríos: "Aná Rios"`}},
		{"two clients", say("Kine Sur y Bar Norte"), []string{"warn the text names another client, Kine Sur", "warn the text names another client, Bar Norte"}},
		{"in the CW", func(p *accounts.Post, _ *Facts) { p.CW = "Bar Norte" }, []string{"warn the text names another client, Bar Norte"}},
		{"in an alt text", func(p *accounts.Post, _ *Facts) { p.Media = []accounts.Media{{Alt: "la puerta de Bar Norte"}} }, []string{"warn the text names"}},
		{"in a poll", func(p *accounts.Post, _ *Facts) { p.Poll = &accounts.Poll{Options: []string{"sí", "Bar Norte"}} }, []string{"warn the text names"}},
		{"in a version", func(p *accounts.Post, _ *Facts) { p.Versions = []accounts.Version{{Account: "a1", Text: "Bar Norte"}} }, []string{"warn a1 the text names"}},
		{"in a base text nobody gets", func(p *accounts.Post, _ *Facts) {
			p.Text, p.Versions = "Bar Norte", []accounts.Version{{Account: "a1", Text: "pan"}}
		}, nil},
		{"its name holds ours", func(p *accounts.Post, f *Facts) { p.Text, f.Others[0].Brand.Name = "en Panadería Luz", "Luz" }, nil},
	})
	runRows(t, "identity", reply, []row{
		{"who is answered", func(p *accounts.Post, _ *Facts) {
			p.Answering.Author, p.Text = text("@kinesur@masto.example"), "@kinesur@masto.example gracias"
		}, nil},
	})
}

func TestNamePlace(t *testing.T) {
	p := post(t)
	p.Text = "¡Ñandú! Hoy en Bar Norte."
	v := Check(p, facts())
	if len(v) != 1 || p.Text[v[0].Start:v[0].End] != "Bar Norte" {
		t.Errorf("findings %+v", v)
	}
}

func TestAnswered(t *testing.T) {
	said := func(own bool, to string) *accounts.Thread {
		return &accounts.Thread{Account: "a1", Root: "77", Said: []accounts.Said{{RemoteID: "78", Own: own, InReplyTo: to, Text: text("Ya está"), At: noon}}}
	}
	runRows(t, "answered", reply, []row{
		{"nothing read", nil, nil},
		{"from the phone", func(_ *accounts.Post, f *Facts) { f.Thread = said(true, "77") }, []string{`warn a1 this account answered already, at 2026-12-01 13:00: "Ya está"`}},
		{"somebody else did", func(_ *accounts.Post, f *Facts) { f.Thread = said(false, "77") }, nil},
		{"to something else", func(_ *accounts.Post, f *Facts) { f.Thread = said(true, "70") }, nil},
		{"thread of another account", func(_ *accounts.Post, f *Facts) {
			f.Thread = said(true, "77")
			f.Thread.Account = "a2"
		}, nil},
		{"deleted", func(_ *accounts.Post, f *Facts) { f.Thread = &accounts.Thread{Gone: true} }, []string{"warn a1 what @eva@casa.example wrote was deleted"}},
		{"another reply", func(_ *accounts.Post, f *Facts) { f.Mention = &accounts.Mention{ID: "m1", Reply: "otherpost"} }, []string{"warn a1 another reply"}},
		{"this reply", func(_ *accounts.Post, f *Facts) { f.Mention = &accounts.Mention{ID: "m1", Reply: "post1"} }, nil},
	})
	runRows(t, "answered", post, []row{
		{"no reply", func(_ *accounts.Post, f *Facts) { f.Thread = said(true, "") }, nil},
	})
}
