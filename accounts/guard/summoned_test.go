package guard

import (
	"testing"

	"vocero/accounts"
)

// onX makes the account that answers one of X.
func onX(f *Facts) *accounts.Account {
	a := &f.Accounts[0]
	a.Network, a.Host, a.User = accounts.X, "x.com", "PanaderiaLuz"
	return a
}

func TestRepliesOnXWantASummons(t *testing.T) {
	heard := func(f *Facts, said string) {
		onX(f)
		f.Mention = &accounts.Mention{ID: "m1", Text: text(said)}
	}
	const no = "block a1 @eva@casa.example neither named nor quoted @PanaderiaLuz@x.com"
	runRows(t, "summoned", reply, []row{
		{"named", func(p *accounts.Post, f *Facts) { heard(f, "@panaderialuz ¿abrís?") }, nil},
		{"named at the end, in capitals", func(p *accounts.Post, f *Facts) { heard(f, "qué rico, @PANADERIALUZ") }, nil},
		{"not named", func(p *accounts.Post, f *Facts) { heard(f, "la panaderialuz de la esquina") }, []string{no}},
		{"another who begins alike", func(p *accounts.Post, f *Facts) { heard(f, "hola @panaderialuz2") }, []string{no}},
		{"an e-mail address", func(p *accounts.Post, f *Facts) { heard(f, "escribe a eva@panaderialuz.es") }, []string{no}},
		{"quoted, says the network", func(p *accounts.Post, f *Facts) {
			heard(f, "mirad")
			f.Mention.Named = true
		}, nil},
		{"the old API", func(p *accounts.Post, f *Facts) {
			heard(f, "mirad")
			f.Accounts[0].Instance.Version = accounts.APIv1
		}, nil},
		{"another network", func(p *accounts.Post, f *Facts) {
			heard(f, "mirad")
			f.Accounts[0].Network = accounts.Mastodon
		}, nil},
		{"nothing is known of it", func(p *accounts.Post, f *Facts) { onX(f) }, nil},
		{"only the conversation is known", func(p *accounts.Post, f *Facts) {
			onX(f)
			f.Thread = &accounts.Thread{Said: []accounts.Said{{RemoteID: "76", Text: text("@panaderialuz")}, {RemoteID: "77", Text: text("mirad")}}}
		}, []string{no}},
		{"it answers itself", func(p *accounts.Post, f *Facts) {
			onX(f)
			f.Thread = &accounts.Thread{Said: []accounts.Said{{RemoteID: "77", Own: true, Text: text("uno")}}}
		}, nil},
		{"a brand that switches everything off", func(p *accounts.Post, f *Facts) {
			heard(f, "mirad")
			f.Brand.Off = append(Switches(), "summoned")
		}, []string{no}},
	})
	f := facts()
	heard(&f, "mirad")
	p := reply(t)
	if c, stand := Clear(p, f, "a1", []accounts.Acknowledged{{Rule: "summoned", Digest: DigestOf(p, "a1"), Reason: "x", At: noon}}); !c.Zero() || len(stand) != 1 {
		t.Errorf("a person set the network's rule aside: %v %v", c, stand)
	}
}

func TestOneCashtagOnX(t *testing.T) {
	say := func(s string) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, f *Facts) {
			onX(f)
			p.Text = s
		}
	}
	runRows(t, "cashtags", post, []row{
		{"one", say("sube $SAN hoy"), nil},
		{"two", say("suben $SAN y $BBVA"), []string{"block a1 2 cashtags ($BBVA); X takes one in a post"}},
		{"two with a class", say("$BRK.A $brk_b"), []string{"block a1 2 cashtags ($brk_b)"}},
		{"one in each part of a thread", say("$SAN\n---\n$BBVA"), nil},
		{"two in the second part", say("hola\n---\n$SAN $BBVA $TEF"), []string{"block a1 3 cashtags ($BBVA)"}},
		{"prices and words", say("$5 y $10, $ y $TODOSJUNTOS, a$SAN y $SANñ"), nil},
		{"elsewhere", func(p *accounts.Post, f *Facts) { p.Text = "$SAN $BBVA" }, nil},
	})
	p, f := post(t), facts()
	say("hola\n---\n$SAN $BBVA")(&p, &f)
	for _, v := range Check(p, f) {
		if v.Rule == "cashtags" && p.Text[v.Start:v.End] != "$BBVA" {
			t.Errorf("it points at %q", p.Text[v.Start:v.End])
		}
	}
}
