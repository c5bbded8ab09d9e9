package guard

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard/tone"
)

func answer(text string) accounts.Post {
	return accounts.Post{Brand: "b1", Text: text, Language: "es", Targets: []accounts.ID{"a1"}, Answering: &accounts.Answering{Mention: "m1", Account: "a1"}}
}

func TestTonesNameTheirWords(t *testing.T) {
	p := answer("Lee bien antes de hablar. Si no te gusta, vete a otro sitio.")
	fs := tones(p, Facts{})
	if len(fs) < 2 || fs[0].Reason != sayHeated.reason {
		t.Fatalf("%+v", fs)
	}
	found := false
	for _, f := range fs {
		if f.Rule != "tone" || f.Severity != accounts.Warn || f.Account != "a1" {
			t.Errorf("%+v is no warning of tone", f)
		}
		if f.Reason == sayTone["dismiss"].reason && f.End > f.Start && strings.Contains(p.Text[f.Start:f.End], "vete") {
			found = true
		}
	}
	if !found {
		t.Errorf("the words that send away are not named: %+v", fs)
	}
	if len(fs) > mostTones+1 {
		t.Errorf("%d places are named", len(fs))
	}
	for _, calm := range []accounts.Post{answer("Lo sentimos mucho, te mandamos otra hoy mismo."), {Text: "Eres un payaso", Targets: []accounts.ID{"a1"}}} {
		if fs := tones(calm, Facts{}); fs != nil {
			t.Errorf("%q: %+v", calm.Text, fs)
		}
	}
}

func TestToneNeverBlocks(t *testing.T) {
	for _, text := range []string{"¡¡¡CÁLLATE IDIOTA!!!", "Ya te lo hemos dicho dos veces.", "You are a pathetic liar 🤡"} {
		fs := tones(answer(text), Facts{})
		if len(fs) == 0 {
			t.Errorf("%q passes for calm", text)
		}
		for _, f := range fs {
			if f.Severity == accounts.Block {
				t.Errorf("%q is blocked", text)
			}
		}
	}
}

// TestToneSaysEveryCode holds the texts to the codes of the rules.
func TestToneSaysEveryCode(t *testing.T) {
	for _, c := range tone.Codes() {
		if _, ok := sayTone[c]; !ok {
			t.Errorf("nothing is said of %s", c)
		}
	}
}

func TestWhatCools(t *testing.T) {
	b := accounts.Brand{ID: "b1"}
	hot := answer("Si no te gusta, vete a otro sitio.")
	if !Cools(hot, b) || Cools(answer("Gracias, lo miramos."), b) || Cools(answer("Ya te lo explicamos ayer."), b) {
		t.Error("only what is heated cools")
	}
	plain := hot
	plain.Answering = nil
	if b.Off = []string{"tone"}; Cools(hot, b) || Cools(plain, accounts.Brand{}) {
		t.Error("no reply, or the rule is off: it does not cool")
	}
	if Cooling != 3*time.Minute {
		t.Error("three minutes")
	}
}

func TestMoodOfTalkOnly(t *testing.T) {
	m := accounts.Mention{Kind: accounts.Talk, Text: accounts.BlockText("@luz@masto.example ¿a qué hora cerráis hoy?")}
	if MoodOf(&m) != accounts.Question {
		t.Error(MoodOf(&m))
	}
	if m.Kind = accounts.Boost; MoodOf(&m) != accounts.MoodUnknown {
		t.Error("a boost has a mood")
	}
	if m = (accounts.Mention{}); MoodOf(&m) != accounts.MoodUnknown {
		t.Error("nothing said has a mood")
	}
}
