package compose_test

import (
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
)

// publish sends what is on its way as the outbox worker does, and gives the deliveries back.
func (r *rig) publish() []accounts.Delivery {
	r.t.Helper()
	r.Advance(accounts.DefaultHold + time.Second)
	for i, d := range r.deliveries() {
		p := must(r.s.Post(d.Post))(r.t)
		out := accounts.Outgoing{Key: "k", Op: accounts.OpPost, Text: p.Parts(d.Account)[d.Part], CW: p.CW, Visibility: p.Visibility, Language: p.Language}
		for range p.Media {
			out.MediaIDs = append(out.MediaIDs, "file")
		}
		if _, err := r.s.Claim(d.ID, accounts.ClaimInput{Key: "k" + string(d.ID), CreatedAt: r.clock.Now(), Outgoing: out, Digest: d.Digest, Rules: d.Rules}); err != nil {
			r.t.Fatal(err)
		}
		if _, err := r.s.Resolve(d.ID, accounts.Resolution{To: accounts.Published, Outcome: accounts.OutcomeDone, Receipt: &accounts.Receipt{RemoteID: "10" + string(rune('0'+i)), At: r.clock.Now()}}); err != nil {
			r.t.Fatal(err)
		}
	}
	r.hearOfIt()
	return r.deliveries()
}

// published writes a post of the bakery and publishes it.
func (r *rig) published(text string) accounts.Delivery {
	r.t.Helper()
	r.to(pane.Write{Brand: r.luz.ID}).write(text).keys("ctrl+s", "W", "p")
	return r.publish()[0]
}

func TestWhatIsOutIsMendedWithItsDiff(t *testing.T) {
	r := newRig(t)
	d := r.published("Abrimos a las ocho")
	r.to(pane.Write{Mend: d.ID})
	r.Says("Mend what is out", "Abrimos a las ocho", "@panaderialuz@masto.example")
	r.keys("ctrl+s").Says("Nothing was changed yet.")
	r.keys("ctrl+w").write("nueve").keys("ctrl+s")
	r.Says("Who speaks?", "edit", "until now:", "Abrimos a las ocho", "from now on:", "Abrimos a las nueve")
	r.keys("p").Says("It leaves in 20 seconds as @panaderialuz@masto.example")
	var edit accounts.Delivery
	for _, x := range r.deliveries() {
		if x.Op == accounts.OpEdit {
			edit = x
		}
	}
	if edit.Outgoing == nil || edit.Outgoing.Text != "Abrimos a las nueve" || edit.Target != d.Receipt.RemoteID || edit.Account != r.pan.ID || edit.Digest == (accounts.Digest{}) {
		t.Fatalf("the edit is %+v", edit)
	}
	if p := r.one(); p.Text != "Abrimos a las ocho" || p.State != accounts.PostPublished {
		t.Errorf("before it is out the post says %+v", p)
	}
}

func TestTheWordingOfAnEditIsKept(t *testing.T) {
	r := newRig(t)
	d := r.published("Abrimos a las ocho")
	r.to(pane.Write{Mend: d.ID}).write(", en punto").keys("esc", "w").write("hora").keys("enter").rest()
	r.keys("v").Says("Of what is out only text")
	r.keys("+").Says("What is out cannot be planned")
	r.kill()
	if r.composer.Writing() != "" {
		t.Error("an edit is taken for a draft")
	}
	r.to(pane.Write{Mend: d.ID})
	r.Says("Abrimos a las ocho, en punto", "warning: hora")
	if len(r.posts()) != 1 {
		t.Errorf("the edit became a post: %+v", r.posts())
	}
	r.keys("ctrl+s", "p")
	r.to(pane.Write{Mend: d.ID})
	r.SaysNot("en punto", "warning: hora")
}

func TestOnlyWhatIsOutIsMended(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Hola").keys("ctrl+s", "+", "p")
	r.to(pane.Write{Mend: r.deliveries()[0].ID}).Says("opening the text").SaysNot("Mend what is out")
	r.to(pane.Write{Post: "01HZZZZZZZZZZZZZZZZZZZZZZZ"}).Says("opening the text: there is no such record")
}

func TestDescriptionsOfWhatIsOutCanBeMended(t *testing.T) {
	r := newRig(t)
	r.to(pane.Write{Brand: r.luz.ID}).write("Hoy").keys("esc", "m").write(r.picture("pan.png")).keys("enter").write("Pan").keys("enter", "W", "p")
	d := r.publish()[0]
	r.to(pane.Write{Mend: d.ID}).keys("esc", "M", "1")
	r.Says("describe it").SaysNot("take it out")
	r.keys("a").write(" de centeno sobre una mesa").keys("enter", "ctrl+s", "p")
	for _, x := range r.deliveries() {
		if x.Op == accounts.OpEdit && (len(x.Outgoing.Alts) != 1 || x.Outgoing.Alts[0] != "Pan de centeno sobre una mesa") {
			t.Errorf("the edit carries %+v", x.Outgoing)
		}
	}
}
