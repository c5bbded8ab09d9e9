package replies_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/replies"
)

func TestOnlyRepliesOfTheClientAndTheWeekAreListed(t *testing.T) {
	r := busy(t, 80, 21)
	_, err := r.s.SavePost(accounts.Post{Brand: r.brand.ID, State: accounts.Draft, Text: "no es respuesta", Visibility: accounts.Public, Targets: []accounts.ID{r.account.ID}})
	r.must(err)
	other, err := r.s.PutBrand(accounts.Brand{Name: "Bar Norte", Letter: "b", Zone: "Europe/Madrid"})
	r.must(err)
	r.show(pane.Scope{})
	if s := r.screen(80, 21); strings.Contains(s, "no es respuesta") {
		t.Errorf("a post that answers nothing is listed:\n%s", s)
	}
	r.at = r.at.Add(8 * 24 * time.Hour)
	r.show(pane.Scope{})
	if s := r.screen(80, 21); strings.Contains(s, "Waiting for them") || !strings.Contains(s, "Failed·1") {
		t.Errorf("after a week the list is\n%s", s)
	}
	r.show(pane.Scope{Brand: other.ID})
	r.has(r.screen(80, 21), "No answer is being written")
}

func TestAnUnsureReplyIsDecidedInStatus(t *testing.T) {
	r := open(t, 80, 21)
	_, p := r.answer("¿Abrís?", "Sí")
	r.ends(r.send(p), accounts.Resolution{To: accounts.NeedsYou, Outcome: accounts.OutcomeUnknown, Fault: &accounts.Fault{Code: accounts.CodeAbsent, At: r.at}})
	r.show(pane.Scope{})
	for _, key := range []string{"W", "e"} {
		if why := r.press(key); why != "It may be out: say in Status (0) what became of it first." {
			t.Errorf("%s: %q", key, why)
		}
	}
	r.press("enter")
	r.has(r.screen(80, 21), "✗ needs you", "it may have arrived", "Status (0) shows the evidence")
}

func TestAThreadAndALimitAreSaid(t *testing.T) {
	r := open(t, 120, 37)
	_, p := r.answer("¿Horario?", "De lunes a viernes\n---\nY el sábado")
	d := r.send(p)
	r.ends(d, accounts.Resolution{To: accounts.Waiting, Outcome: accounts.OutcomeLimit, Status: 429, NotBefore: r.at.Add(time.Hour), Fault: &accounts.Fault{Code: accounts.CodeLimit, At: r.at}})
	r.show(pane.Scope{})
	r.has(r.screen(120, 37), "» part 1 of 2: waiting (limit) · until Mon 23 Nov", "the network asks to wait", "» part 2 of 2: scheduled · Mon 23 Nov 09:00")
}

func TestTheSidePaneFollowsWhenTheKeysRest(t *testing.T) {
	r := busy(t, 120, 37)
	var later []tea.Msg
	r.p = replies.New(r.s, r.s, replies.Options{After: func(d time.Duration, m tea.Msg) tea.Cmd {
		if d != 150*time.Millisecond {
			t.Errorf("it follows after %v", d)
		}
		later = append(later, m)
		return nil
	}})
	r.p.SetSize(120, 37)
	r.show(pane.Scope{})
	r.press("j", "j")
	r.has(r.screen(120, 37), "… draft · e goes on writing")
	r.run(r.p.Update(later[0].(pane.Result).Msg))
	r.has(r.screen(120, 37), "… draft · e goes on writing")
	r.run(r.p.Update(later[1].(pane.Result).Msg))
	r.has(r.screen(120, 37), "│ ✓ published · Mon 23 Nov")
}

func TestKeysMeanOneThing(t *testing.T) {
	seen := map[string]string{}
	for _, k := range strings.Split("u f9 : ? f1 g_f !_! f8 c tab shift+tab ctrl+z g_a q 1 2 3 4 5 6 7 8 9 0", " ") {
		seen[strings.ReplaceAll(k, "_", " ")] = "every screen"
	}
	r := open(t, 80, 21)
	for _, a := range r.p.Actions() {
		for _, ks := range a.Keys {
			k := strings.Join(ks, " ")
			if other, ok := seen[k]; ok {
				t.Errorf("%s means %s and %s", k, other, a.Name)
			}
			seen[k] = a.Name
		}
	}
}
