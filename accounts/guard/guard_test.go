package guard

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vocero/accounts"
)

func TestCheckSorts(t *testing.T) {
	p := post(t)
	p.Text = "Kine Sur" // Warn
	p.When = when(t, "2027-03-28 02:30", "Europe/Madrid")
	p.Media = []accounts.Media{{Name: "a.png", Type: "image/png"}}
	var got []accounts.Severity
	for _, v := range Check(p, facts()) {
		got = append(got, v.Severity)
	}
	if want := []accounts.Severity{accounts.Block, accounts.Warn, accounts.NoteFinding}; !slices.Equal(got, want) {
		t.Errorf("severities %v, want %v", got, want)
	}
}

func TestClear(t *testing.T) {
	p := post(t)
	c, stand := Clear(p, facts(), "a1", nil)
	if c.Zero() || len(stand) > 0 || c.Account() != "a1" || c.Rules() != Rules || c.Digest() != DigestOf(p, "a1") {
		t.Fatalf("clearance %+v, findings %+v", c, stand)
	}
	for _, id := range []accounts.ID{"", "a2", "b1"} {
		if c, stand := Clear(p, facts(), id, nil); !c.Zero() || len(stand) == 0 {
			t.Errorf("%q is no target and was cleared", id)
		}
	}
	p.Text = "Kine Sur" // Warns do not stop.
	if c, _ := Clear(p, facts(), "a1", nil); c.Zero() {
		t.Error("a Warn stopped the post")
	}
}

func TestClearLooksAtItsAccountOnly(t *testing.T) {
	p := post(t)
	p.Targets = []accounts.ID{"a1", "a2"}
	p.Versions = []accounts.Version{{Account: "a2", Text: strings.Repeat("x", 501)}}
	if c, _ := Clear(p, facts(), "a1", nil); c.Zero() {
		t.Error("a1 was stopped by a2's length")
	}
	if c, _ := Clear(p, facts(), "a2", nil); !c.Zero() {
		t.Error("a2 was cleared with 501 characters")
	}
}

func TestAcknowledge(t *testing.T) {
	p := post(t)
	p.Media = []accounts.Media{{SHA256: "00", Name: "a.png", Type: "image/png"}}
	ack := accounts.Acknowledged{Rule: "alt", Digest: DigestOf(p, "a1"), Reason: "decorative", At: noon}
	tests := map[string]struct {
		do func(p *accounts.Post, a *accounts.Acknowledged)
		ok bool
	}{
		"as it was":        {func(*accounts.Post, *accounts.Acknowledged) {}, true},
		"without a reason": {func(_ *accounts.Post, a *accounts.Acknowledged) { a.Reason = " " }, false},
		"of another rule":  {func(_ *accounts.Post, a *accounts.Acknowledged) { a.Rule = "length" }, false},
		"of another text":  {func(p *accounts.Post, _ *accounts.Acknowledged) { p.Text += "." }, false},
		"of another hour":  {func(p *accounts.Post, _ *accounts.Acknowledged) { p.When = nil }, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p, a := p, ack
			tt.do(&p, &a)
			c, stand := Clear(p, facts(), "a1", []accounts.Acknowledged{a})
			if c.Zero() == tt.ok || (len(stand) == 0) != tt.ok {
				t.Errorf("cleared %t, findings %+v", !c.Zero(), stand)
			}
		})
	}
}

// TestClearNeverPassesABlock turns random things wrong, acknowledges everything there is, and demands that what stands decides.
func TestClearNeverPassesABlock(t *testing.T) {
	wrongs := []func(p *accounts.Post, f *Facts){
		func(p *accounts.Post, _ *Facts) { p.Text = strings.Repeat("x", 501) },
		func(p *accounts.Post, _ *Facts) { p.Text = "" },
		func(p *accounts.Post, _ *Facts) { p.Targets = append(p.Targets, "b1") },
		func(p *accounts.Post, _ *Facts) { p.Targets = append(p.Targets, "p1") },
		func(p *accounts.Post, _ *Facts) {
			p.Media = append(p.Media, accounts.Media{Name: "a.png", Type: "image/png"})
		},
		func(p *accounts.Post, _ *Facts) { p.Media = append(p.Media, accounts.Media{Alt: "pan", Type: "x/y"}) },
		func(p *accounts.Post, _ *Facts) { p.Visibility = accounts.Public },
		func(p *accounts.Post, _ *Facts) { p.Answering.Account = "a2" },
		func(p *accounts.Post, _ *Facts) { p.When = when(t, "2020-01-01 10:00", "Europe/Madrid") },
		func(_ *accounts.Post, f *Facts) { f.Brand.Pause = &accounts.Pause{} },
		func(_ *accounts.Post, f *Facts) { f.Brand.ID = "sur" },
		func(p *accounts.Post, _ *Facts) { p.Poll = &accounts.Poll{Options: []string{"a"}} },
		func(p *accounts.Post, f *Facts) { p.CW, f.Accounts[0].Instance.Can.CW = "pan", false },
	}
	rapid.Check(t, func(rt *rapid.T) {
		p, f := reply(t), facts()
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(wrongs)-1), 0, 3).Draw(rt, "wrongs") {
			wrongs[i](&p, &f)
		}
		f.Immediate, f.Sending = rapid.Bool().Draw(rt, "immediate"), rapid.Bool().Draw(rt, "sending")
		var ack []accounts.Acknowledged
		some := rapid.Bool().Draw(rt, "acknowledge")
		for _, v := range Check(p, f) {
			if some {
				ack = append(ack, accounts.Acknowledged{Rule: v.Rule, Digest: DigestOf(p, "a1"), Reason: "I know", At: f.Now})
			}
		}
		stands := slices.ContainsFunc(Check(p, f), func(v accounts.Finding) bool {
			mine := v.Account == "" || v.Account == "a1"
			return mine && v.Severity == accounts.Block && (!some || v.Reason != sayNoAlt.reason)
		})
		c, stand := Clear(p, f, "a1", ack)
		if c.Zero() != stands || (len(stand) > 0) != stands {
			rt.Fatalf("a Block stands: %t; cleared: %t, with %+v", stands, !c.Zero(), stand)
		}
	})
}

func TestNeverAcknowledgeable(t *testing.T) {
	p, f := reply(t), facts()
	p.Visibility, p.Targets = accounts.Public, []accounts.ID{"b1"}
	f.Brand.Pause = &accounts.Pause{}
	for _, v := range Check(p, f) {
		if v.Severity == accounts.Block && CanAcknowledge(v) {
			t.Errorf("%s can be acknowledged: %s", v.Rule, v.Reason)
		}
	}
}

func TestTexts(t *testing.T) {
	numbered := regexp.MustCompile(`%\[\d\][dsq]`)
	seen := map[string]bool{}
	for _, s := range Texts() {
		switch {
		case s == "":
			t.Error("a saying has no text")
		case strings.Contains(numbered.ReplaceAllString(s, ""), "%"):
			t.Errorf("a verb without its number: %q", s)
		case s[0] >= 'A' && s[0] <= 'Z', strings.HasSuffix(s, "."):
			t.Errorf("want lower case and no full stop: %q", s)
		}
		seen[s] = true
	}
	if len(Texts()) != 2*len(told) {
		t.Error("the list is not whole")
	}
	p := post(t)
	p.Text = ""
	for _, v := range Check(p, facts()) {
		if !seen[v.Reason] || !seen[v.Remedy] {
			t.Errorf("not in the list: %q, %q", v.Reason, v.Remedy)
		}
	}
}

func TestDigest(t *testing.T) {
	full := func() accounts.Post {
		p := reply(t)
		p.CW, p.When = "pan", when(t, "2026-12-02 09:00", "Europe/Madrid")
		p.Media = []accounts.Media{{SHA256: "aa", Alt: "un pan", Type: "image/png"}, {SHA256: "bb", Alt: "dos", Type: "image/png"}}
		p.Poll = &accounts.Poll{Options: []string{"a", "b"}, Open: time.Hour}
		p.Versions = []accounts.Version{{Account: "a2", Text: "otra"}}
		return p
	}
	changes := map[string]func(p *accounts.Post){
		"text":       func(p *accounts.Post) { p.Text += " " },
		"cw":         func(p *accounts.Post) { p.CW = "" },
		"text to cw": func(p *accounts.Post) { p.Text, p.CW = p.Text[:3], p.Text[3:]+p.CW },
		"language":   func(p *accounts.Post) { p.Language = "en" },
		"visibility": func(p *accounts.Post) { p.Visibility = accounts.Direct },
		"relation":   func(p *accounts.Post) { p.Relation = accounts.Paid },
		"brand":      func(p *accounts.Post) { p.Brand = "sur" },
		"media":      func(p *accounts.Post) { p.Media[0].SHA256 = "ab" },
		"media gone": func(p *accounts.Post) { p.Media = p.Media[:1] },
		"order":      func(p *accounts.Post) { slices.Reverse(p.Media) },
		"alt":        func(p *accounts.Post) { p.Media[0].Alt = "un gato" },
		"focus":      func(p *accounts.Post) { p.Media[0].FocusY = 0.1 },
		"no poll":    func(p *accounts.Post) { p.Poll = nil },
		"option":     func(p *accounts.Post) { p.Poll.Options[0] = "c" },
		"open":       func(p *accounts.Post) { p.Poll.Open++ },
		"multiple":   func(p *accounts.Post) { p.Poll.Multiple = true },
		"hide":       func(p *accounts.Post) { p.Poll.Hide = true },
		"no hour":    func(p *accounts.Post) { p.When = nil },
		"civil":      func(p *accounts.Post) { p.When.Civil = "2026-12-02 09:01" },
		"zone":       func(p *accounts.Post) { p.When.Zone = "Europe/Paris" },
		"instant":    func(p *accounts.Post) { p.When.UTC = p.When.UTC.Add(time.Second) },
		"no reply":   func(p *accounts.Post) { p.Answering = nil },
		"parent":     func(p *accounts.Post) { p.Answering.RemoteID = "78" },
		"mention":    func(p *accounts.Post) { p.Answering.Mention = "m2" },
		"addressed":  func(p *accounts.Post) { p.Answering.Account = "a2" },
		"widest":     func(p *accounts.Post) { p.Answering.Widest = accounts.Public },
		"version":    func(p *accounts.Post) { p.Versions = append(p.Versions, accounts.Version{Account: "a1", Text: "v"}) },
	}
	seen := map[accounts.Digest]string{DigestOf(full(), "a1"): "nothing", DigestOf(full(), "a2"): "account", DigestOf(full(), ""): "no account"}
	if len(seen) != 3 {
		t.Fatal("the account does not count")
	}
	for name, change := range changes {
		p := full()
		change(&p)
		d := DigestOf(p, "a1")
		if same, ok := seen[d]; ok {
			t.Errorf("changing %s gives the digest of changing %s", name, same)
		}
		seen[d] = name
	}
}

func TestDigestKeeps(t *testing.T) {
	p := post(t)
	d := DigestOf(p, "a1")
	p.ID, p.State, p.Caret, p.Revision, p.Note, p.Updated = "post2", accounts.PostScheduled, 7, 9, "nota", noon
	p.Targets = append(p.Targets, "a2")
	p.Versions = []accounts.Version{{Account: "a2", Text: "otra"}}
	if DigestOf(p, "a1") != d {
		t.Error("the digest depends on what does not leave from the account")
	}
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"Kine Sur", "@", "a@@b", "ñ\xff@kinesur", strings.Repeat("bar norte ", 3)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := post(t)
		p.Text = s
		for _, v := range Check(p, facts()) {
			if v.Start < 0 || v.Start > v.End || v.End > len(s) {
				t.Errorf("%s lies at %s to %s of %s", v.Rule, strconv.Itoa(v.Start), strconv.Itoa(v.End), fmt.Sprint(len(s)))
			}
		}
	})
}
