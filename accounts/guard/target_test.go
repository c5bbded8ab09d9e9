package guard

import (
	"testing"

	"vocero/accounts"
)

func TestTarget(t *testing.T) {
	runRows(t, "target", post, []row{
		{"good", nil, nil},
		{"two accounts", func(p *accounts.Post, _ *Facts) { p.Targets = []accounts.ID{"a1", "a2"} }, nil},
		{"none", func(p *accounts.Post, _ *Facts) { p.Targets = nil }, []string{"block no account is chosen"}},
		{"twice", func(p *accounts.Post, _ *Facts) { p.Targets = []accounts.ID{"a1", "a1"} }, []string{"block a1 the same account"}},
		{"gone", func(p *accounts.Post, _ *Facts) { p.Targets = []accounts.ID{"zz"} }, []string{"block zz an account of the post is no longer"}},
		{"another client's", func(p *accounts.Post, _ *Facts) { p.Targets = []accounts.ID{"a1", "b1"} },
			[]string{"block b1 @kinesur@masto.example is the account of Kine Sur"}},
		{"another client's, slipped into the facts", func(p *accounts.Post, f *Facts) {
			p.Targets = []accounts.ID{"b1"}
			f.Accounts = append(f.Accounts, f.Others[0].Accounts[0])
			f.Others = nil
		}, []string{"block b1 @kinesur@masto.example is the account of"}},
		{"another client's, renamed in the facts", func(p *accounts.Post, f *Facts) {
			p.Targets = []accounts.ID{"b1"}
			a := f.Others[0].Accounts[0]
			a.Brand = "luz"
			f.Accounts = append(f.Accounts, a)
		}, []string{"block b1 @kinesur@masto.example is the account of Kine Sur"}},
		{"personal among clients", func(p *accounts.Post, _ *Facts) { p.Targets = []accounts.ID{"a1", "p1"} },
			[]string{"block p1 @ana@casa.example is the account of Ana Ríos", "block your own account and a client's"}},
		{"facts of another client", func(_ *accounts.Post, f *Facts) { f.Brand.ID = "sur" },
			[]string{"block the post belongs to another", "block a1 @panaderialuz@masto.example is the account of"}},
		{"blocked account", func(_ *accounts.Post, f *Facts) { f.Accounts[0].State = accounts.AccountBlocked },
			[]string{"warn a1 @panaderialuz@masto.example cannot be used"}},
	})
	runRows(t, "target", reply, []row{
		{"reply from the account addressed", nil, nil},
		{"reply from another of hers", func(p *accounts.Post, _ *Facts) { p.Targets = []accounts.ID{"a2"} },
			[]string{"block a reply leaves only from the account addressed: @panaderialuz@masto.example"}},
		{"reply from two", func(p *accounts.Post, _ *Facts) { p.Targets = []accounts.ID{"a1", "a2"} },
			[]string{"block a reply leaves only from"}},
	})
}

func TestVisibility(t *testing.T) {
	runRows(t, "visibility", post, []row{
		{"good", nil, nil},
		{"none", func(p *accounts.Post, _ *Facts) { p.Visibility = 0 }, []string{"block nothing says who may read it"}},
		{"unheard of", func(p *accounts.Post, _ *Facts) { p.Visibility = 9 }, []string{"block nothing says who may read it"}},
		{"the server lacks it", func(p *accounts.Post, f *Facts) {
			p.Visibility = accounts.Direct
			f.Accounts[0].Instance.Limits.VisibilityMax = []accounts.Visibility{accounts.Public, accounts.Unlisted, accounts.Followers}
		}, []string{"block a1 the server of @panaderialuz@masto.example does not take direct posts"}},
	})
	runRows(t, "visibility", reply, []row{
		{"as wide as the parent", nil, nil},
		{"narrower", func(p *accounts.Post, _ *Facts) { p.Visibility = accounts.Direct }, nil},
		{"wider", func(p *accounts.Post, _ *Facts) { p.Visibility = accounts.Public }, []string{"block as public it would be more public than what it answers, which is unlisted"}},
		{"parent's unknown", func(p *accounts.Post, _ *Facts) { p.Answering.Widest = 0 }, []string{"block as unlisted it would be more public"}},
	})
}

func TestPause(t *testing.T) {
	runRows(t, "pause", post, []row{
		{"not paused", nil, nil},
		{"paused", func(_ *accounts.Post, f *Facts) { f.Brand.Pause = &accounts.Pause{Since: noon, Reason: "crisis"} },
			[]string{"block Panadería Luz is paused since 2026-12-01 13:00: crisis"}},
	})
}
