package mentions_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/mentions"
	"vocero/ui/pane"
)

// endless is a list of a million mentions that exist only while they are looked at.
type endless struct{ *desk }

const million = 1_000_000

func (endless) MentionPage(q accounts.MentionQuery, at accounts.Cursor, n int) (accounts.MentionPage, error) {
	from, to := 0, million
	if at != "" {
		if _, err := fmt.Sscan(string(at), &from); err != nil {
			return accounts.MentionPage{}, err
		}
	}
	if n < 0 {
		if at != "" {
			to = from
		}
		from = max(0, to+n)
	} else {
		to = min(to, from+n)
	}
	var p accounts.MentionPage
	for i := from; i < to; i++ {
		p.Items = append(p.Items, said(fmt.Sprint("m", i), "@eva@otro.example", "¿Abrís el domingo por la mañana o solo por la tarde?", 0))
	}
	if from > 0 {
		p.Before = accounts.Cursor(fmt.Sprint(from))
	}
	if to < million {
		p.After = accounts.Cursor(fmt.Sprint(to))
	}
	return p, nil
}

func (endless) CountMentions(accounts.MentionQuery) (int, bool, error) { return million, true, nil }

// endlessRig is a pane on a million mentions, past the beginning.
func endlessRig(t testing.TB, w, h int) *rig {
	d := endless{busy()}
	r := &rig{d: d, tag: "en", at: now}
	if x, ok := t.(*testing.T); ok {
		r.t = x
	}
	r.p = mentions.New(d, d, mentions.Options{})
	r.p.SetSize(w, h)
	r.show(pane.Scope{})
	return r
}

func run(r *rig, name string) tea.Cmd {
	for _, a := range r.p.Actions() {
		if a.Name == name {
			return a.Run()
		}
	}
	return nil
}

// TestAStepCostsTheSameOnAnyScreen wants j to draw the two rows that change, and no others: 64 rows more must not cost an
// allocation each.
func TestAStepCostsTheSameOnAnyScreen(t *testing.T) {
	cost := func(h int) float64 {
		r := endlessRig(t, 100, h)
		f := r.frame()
		down := true
		step := func() {
			if down = !down; down {
				r.run(run(r, "mention.down"))
			} else {
				r.run(run(r, "mention.up"))
			}
			r.p.View(f)
		}
		for range 4 {
			step()
		}
		return testing.AllocsPerRun(50, step)
	}
	if small, large := cost(10), cost(74); large > small+16 {
		t.Errorf("a step takes %.0f allocations on 10 lines and %.0f on 74", small, large)
	}
}

func TestAMillionMentionsAreReadByThePage(t *testing.T) {
	r := endlessRig(t, 80, 21)
	r.press("G")
	if s := r.screen(80, 21); !strings.Contains(s, "[New·1M]") || r.selected() != "m999999" {
		t.Errorf("the end is %s in\n%s", r.selected(), s)
	}
	r.press("pgup", "g g")
	if r.selected() != "m0" {
		t.Errorf("the top is %s", r.selected())
	}
}

func TestKeysMeanOneThing(t *testing.T) {
	seen := map[string]string{}
	for _, k := range strings.Split("u f9 : ? f1 g_f !_! f8 c tab shift+tab ctrl+z g_a q 1 2 3 4 5 6 7 8 9 0", " ") {
		seen[strings.ReplaceAll(k, "_", " ")] = "every screen"
	}
	r := open(t, busy(), 80, 21)
	for _, a := range r.p.Actions() {
		for _, ks := range a.Keys {
			k := strings.Join(ks, " ")
			if other, ok := seen[k]; ok {
				t.Errorf("%s means %s and %s", k, other, a.Name)
			}
			if len(ks) == 2 {
				if other, ok := seen[ks[0]]; ok {
					t.Errorf("%s begins a chord of %s and means %s", ks[0], a.Name, other)
				}
			}
			seen[k] = a.Name
		}
	}
}

func BenchmarkDown(b *testing.B) {
	r := endlessRig(b, 120, 37)
	f := r.frame()
	b.ReportAllocs()
	for b.Loop() {
		r.run(run(r, "mention.down"))
		r.p.View(f)
	}
}
