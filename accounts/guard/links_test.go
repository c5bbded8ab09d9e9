package guard

import (
	"slices"
	"testing"
	"time"

	"vocero/accounts"
)

const bread = "https://panaderialuz.example/pan"

// known puts a report on a link into the facts.
func (f *Facts) report(url string, v accounts.Verdict, reason string, do ...func(*accounts.LinkReport)) {
	r := accounts.LinkReport{URL: accounts.NormalLink(url), Verdict: v, Reason: reason, Status: 200, Title: text("Pan de centeno"), At: noon.Add(-time.Minute), Until: noon.Add(time.Hour)}
	for _, d := range do {
		d(&r)
	}
	if f.Links == nil {
		f.Links = map[string]accounts.LinkReport{}
	}
	f.Links[r.URL] = r
}

// linkRows runs a table over a post with one link, of whose report only the rows speak.
func linkRows(t *testing.T, rule string, rows []row) {
	t.Helper()
	runRows(t, rule, func(t testing.TB) accounts.Post {
		p := post(t)
		p.Text = "Mira " + bread + " hoy."
		return p
	}, rows)
}

func TestLinksVerdicts(t *testing.T) {
	with := func(v accounts.Verdict, reason string, do ...func(*accounts.LinkReport)) func(*accounts.Post, *Facts) {
		return func(_ *accounts.Post, f *Facts) { f.report(bread, v, reason, do...) }
	}
	sign := func(codes ...string) func(*accounts.LinkReport) {
		return func(r *accounts.LinkReport) { r.Signs, r.Final = codes, "http://otra.example/pan" }
	}
	name := "panaderialuz.example/pan"
	linkRows(t, "links", []row{
		{"nobody asked", nil, nil},
		{"asked, nothing came yet", func(_ *accounts.Post, f *Facts) { f.Links = map[string]accounts.LinkReport{} }, []string{"warn " + name + " was not looked at yet"}},
		{"good", with(accounts.LinkGood, ""), []string{"note " + name + ` works: "Pan de centeno"`}},
		{"good without a title", with(accounts.LinkGood, "", func(r *accounts.LinkReport) { r.Title = accounts.Text{} }), []string{"note " + name + " works"}},
		{"good long ago", with(accounts.LinkGood, "", func(r *accounts.LinkReport) { r.Until = noon }), []string{"warn " + name + " was looked at long ago"}},
		{"good long ago, at the moment of sending", func(_ *accounts.Post, f *Facts) {
			f.report(bread, accounts.LinkGood, "", func(r *accounts.LinkReport) { r.Until = noon })
			f.Sending = true
		}, []string{"note " + name + " works"}},
		{"broken, however long ago", with(accounts.LinkBroken, accounts.LinkNotFound, func(r *accounts.LinkReport) { r.Status, r.Until = 404, noon }),
			[]string{"block the page of " + name + " does not exist (404)"}},
		{"no host", with(accounts.LinkBroken, accounts.LinkNoHost), []string{"block the site of " + name + " does not exist"}},
		{"refused", with(accounts.LinkBroken, accounts.LinkRefused), []string{"block nobody answers at " + name}},
		{"another's certificate", with(accounts.LinkBroken, accounts.LinkTLSName), []string{"block the certificate of " + name + " belongs to another site"}},
		{"an old certificate", with(accounts.LinkBroken, accounts.LinkTLSExpired), []string{"block the certificate of " + name + " has run out"}},
		{"a circle", with(accounts.LinkBroken, accounts.LinkLoop), []string{"block " + name + " redirects in circles"}},
		{"too many", with(accounts.LinkBroken, accounts.LinkManyHops), []string{"block " + name + " redirects more than ten times"}},
		{"empty", with(accounts.LinkBroken, accounts.LinkEmpty), []string{"block the page of " + name + " is empty"}},
		{"soft", with(accounts.LinkBroken, accounts.LinkSoft404), []string{"block " + name + " shows what that site shows for any wrong address"}},
		{"a code of a newer program", with(accounts.LinkBroken, "melted"), []string{"block " + name + " does not work"}},
		{"kept out", with(accounts.LinkUnknown, accounts.LinkForbidden), []string{"warn it could not be told whether " + name + " works: the site keeps programs out"}},
		{"a fault", with(accounts.LinkUnknown, accounts.LinkServer, func(r *accounts.LinkReport) { r.Status = 503 }), []string{"warn it could not be told whether " + name + " works: its server has a fault (503)"}},
		{"slow", with(accounts.LinkUnknown, accounts.LinkTimeout), []string{"warn it could not be told whether " + name + " works: it is very slow"}},
		{"a log-in", with(accounts.LinkUnknown, accounts.LinkLogin), []string{"warn it could not be told whether " + name + " works: it asks for a log-in"}},
		{"no chain", with(accounts.LinkUnknown, accounts.LinkTLS), []string{"warn it could not be told whether " + name + " works: its certificate"}},
		{"offline", with(accounts.LinkUnknown, accounts.LinkOffline), []string{"warn it could not be told whether " + name + " works: this machine is offline"}},
		{"private", with(accounts.LinkUnknown, accounts.LinkPrivate), []string{"warn " + name + " leads into a private network"}},
		{"practice", with(accounts.LinkUnknown, accounts.LinkPractice), []string{"warn it could not be told whether " + name + " works: a practice desk"}},
		{"an unknown code", with(accounts.LinkUnknown, "melted"), []string{"warn it could not be told whether " + name + " works"}},
		{"downgraded", with(accounts.LinkGood, "", sign(accounts.SignDowngrade)), []string{"note " + name + " ends on a page without encryption: otra.example/pan"}},
		{"elsewhere", with(accounts.LinkGood, "", sign(accounts.SignOtherHost)), []string{"note " + name + ` ends at otra.example/pan: "Pan de centeno"`}},
		{"suspicious", with(accounts.LinkGood, "", sign(accounts.SignSuspicious)), []string{"note " + name + " works, but its page speaks of an error"}},
		{"http", with(accounts.LinkGood, "", sign(accounts.SignHTTPS)), []string{"note " + name + " is written with http, and https works"}},
		{"switched off", func(_ *accounts.Post, f *Facts) {
			f.report(bread, accounts.LinkBroken, accounts.LinkGone)
			f.Brand.Off = []string{"links"}
		}, nil},
	})
}

func TestLinksOfVersions(t *testing.T) {
	linkRows(t, "links", []row{
		{"one account's own", func(p *accounts.Post, f *Facts) {
			p.Targets, p.Versions = []accounts.ID{"a1", "a2"}, []accounts.Version{{Account: "a2", Text: "Ve https://otra.example/x"}}
			f.report(bread, accounts.LinkGood, "")
			f.report("https://otra.example/x", accounts.LinkBroken, accounts.LinkGone)
		}, []string{"block a2 the page of otra.example/x", "note panaderialuz.example/pan works"}},
		{"a text that nobody says", func(p *accounts.Post, f *Facts) {
			p.Versions = []accounts.Version{{Account: "a1", Text: "Sin enlace"}}
			f.report(bread, accounts.LinkBroken, accounts.LinkGone)
		}, nil},
		{"twice in a text is once", func(p *accounts.Post, f *Facts) {
			p.Text = bread + " " + bread
			f.report(bread, accounts.LinkBroken, accounts.LinkGone)
		}, []string{"block the page of panaderialuz.example/pan"}},
	})
}

func TestLinksAgainAndTwins(t *testing.T) {
	good := func(f *Facts) { f.report(bread, accounts.LinkGood, "") }
	said := func(account accounts.ID, ago time.Duration) func(*accounts.Post, *Facts) {
		return func(_ *accounts.Post, f *Facts) {
			good(f)
			f.Recent = []Recent{{Post: "otro", Account: account, Text: "Ayer: http://www.panaderialuz.example/pan/", At: noon.Add(-ago)}}
		}
	}
	works := "note panaderialuz.example/pan works"
	linkRows(t, "links", []row{
		{"six days ago", said("a1", 6*24*time.Hour), []string{works, "note a1 panaderialuz.example/pan was in a post of @panaderialuz@masto.example already, at 2026-11-25 13:00"}},
		{"eight days ago", said("a1", 8*24*time.Hour), []string{works}},
		{"another account", said("a2", time.Hour), []string{works}},
		{"two spellings", func(p *accounts.Post, f *Facts) {
			p.Text += " http://panaderialuz.example/pan/"
			good(f)
			f.report("http://panaderialuz.example/pan/", accounts.LinkGood, "")
		}, []string{works, works, "note https://panaderialuz.example/pan and http://panaderialuz.example/pan/ are two spellings"}},
		{"mixed letters", func(p *accounts.Post, f *Facts) {
			p.Text = "https://pаnaderialuz.example/" // The second letter is Cyrillic.
			f.Links = map[string]accounts.LinkReport{}
		}, []string{"warn xn--pnaderialuz-yij.example was not looked at yet", "warn the site of xn--pnaderialuz-yij.example mixes alphabets"}},
		{"written in code", func(p *accounts.Post, f *Facts) {
			p.Text = "https://xn--caf-dma.example/"
			f.report(p.Text, accounts.LinkGood, "")
		}, []string{"note xn--caf-dma.example works", "note xn--caf-dma.example is written in a form that nobody can read"}},
	})
}

func TestTracking(t *testing.T) {
	linkRows(t, "tracking", []row{
		{"clean", nil, nil},
		{"trackers", func(p *accounts.Post, _ *Facts) { p.Text = bread + "?fbclid=1&a=2&gclid=3" }, []string{"note panaderialuz.example/pan?fbclid=1&a=2&gclid=3 carries fbclid, gclid"}},
		{"the client's template", func(_ *accounts.Post, f *Facts) { f.Brand.UTM = "utm_source={network}&utm_medium=social" },
			[]string{"note panaderialuz.example/pan lacks what this client wants on its links: utm_source=mastodon&utm_medium=social"}},
		{"has it", func(p *accounts.Post, f *Facts) {
			f.Brand.UTM = "utm_source={network}"
			p.Text = bread + "?utm_source=otra"
		}, nil},
		{"a reply wants none", func(p *accounts.Post, f *Facts) {
			f.Brand.UTM = "utm_source={network}"
			p.Answering = &accounts.Answering{Account: "a1", RemoteID: "7", Widest: accounts.Public}
		}, nil},
		{"somebody else's page", func(_ *accounts.Post, f *Facts) {
			f.Brand.UTM, f.Brand.Contacts = "utm_source={network}", []string{"https://luz.example"}
		}, nil},
	})
}

// TestABrokenLinkIsSetAside: only with a reason, only on this text.
func TestABrokenLinkIsSetAside(t *testing.T) {
	p, f := post(t), facts()
	p.Text = bread
	f.report(bread, accounts.LinkBroken, accounts.LinkNotFound)
	if c, stand := Clear(p, f, "a1", nil); !c.Zero() || len(stand) != 1 || !CanAcknowledge(stand[0]) {
		t.Fatalf("cleared: %v, %+v", !c.Zero(), stand)
	}
	ack := accounts.Acknowledged{Rule: "links", Digest: DigestOf(p, "a1"), Reason: "sale mañana", At: noon}
	c, stand := Clear(p, f, "a1", []accounts.Acknowledged{ack})
	if c.Zero() || len(stand) != 0 {
		t.Fatalf("with a reason: %+v", stand)
	}
	if a := c.Aside(); len(a) != 1 || a[0].Reason != "sale mañana" || a[0].Rule != "links" || a[0].Place != PlaceOf(Check(p, f)[0]) {
		t.Errorf("the clearance tells %+v", a)
	}
	places := []string{c.Aside()[0].Place}
	if !Waived(Check(p, f)[0], places) || Waived(Check(p, f)[0], nil) || Waived(accounts.Finding{Rule: "length", Severity: accounts.Block}, []string{"length:0-0"}) {
		t.Error("what was set aside is not what is left out at the moment of sending")
	}
	p.Text += " "
	if c, _ := Clear(p, f, "a1", []accounts.Acknowledged{ack}); !c.Zero() {
		t.Error("another text was cleared by the old word")
	}
	if !slices.Contains(Switches(), "links") || !slices.Contains(Switches(), "tracking") {
		t.Errorf("switches %q", Switches())
	}
}
