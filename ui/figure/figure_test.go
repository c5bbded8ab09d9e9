package figure_test

import (
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/figure"
	"vocero/ui/lang"
	"vocero/ui/pane"
)

// desk is a store in memory.
type desk struct {
	of    map[string]accounts.Measured
	asked []accounts.Request
	err   error
}

func (d *desk) Figures(a accounts.ID, remote string) (accounts.Measured, error) {
	m, ok := d.of[string(a)+remote]
	if !ok {
		return m, accounts.ErrNotFound
	}
	return m, nil
}

func (d *desk) Ask(r accounts.Request) (accounts.ID, error) {
	d.asked = append(d.asked, r)
	return "r", d.err
}

func run(c tea.Cmd) tea.Msg { return c() }

func TestFiguresStandWithTheHourAtWhichTheyWereRead(t *testing.T) {
	at := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	d := &desk{of: map[string]accounts.Measured{"a17": {At: at, Values: map[accounts.Figure]int64{accounts.Likes: 12, accounts.Boosts: 0}},
		"a1": {At: at, Values: map[accounts.Figure]int64{accounts.FollowersN: 1500}}}}
	out := accounts.Delivery{ID: "d1", Brand: "b1", Account: "a1", Op: accounts.OpPost, State: accounts.Published, Receipt: &accounts.Receipt{RemoteID: "7"}}
	f := pane.Frame{Lang: lang.New("en")}
	s := figure.OfPosts(d, []accounts.Delivery{out, {Op: accounts.OpLike}})
	if got := s.Line(f, "a1", "7", "Europe/Madrid"); got != "12 likes · 0 boosts · read Mon 23 Nov 09:00" {
		t.Errorf("what is told: %q", got)
	}
	if got := s.Line(f, "a1", "8", ""); got != "" {
		t.Errorf("what was never read: %q", got)
	}
	if got := figure.OfAccounts(d, []accounts.Account{{ID: "a1"}}).Line(f, "a1", "", "nowhere"); got != "1500 followers · read Mon 23 Nov 08:00" {
		t.Errorf("the account: %q", got)
	}
	if len(figure.OfPosts(nil, []accounts.Delivery{out})) != 0 {
		t.Error("without a desk something is known")
	}
	if _, ok := run(figure.Ask(d, []accounts.Delivery{out, {Op: accounts.OpLike}})).(pane.Toast); !ok || len(d.asked) != 1 || d.asked[0].What != accounts.RequestFigures || d.asked[0].Arg != "7" {
		t.Errorf("asked is %+v", d.asked)
	}
	d.err = errors.New("disk")
	if _, failed := run(figure.Ask(d, []accounts.Delivery{out})).(pane.Failed); !failed {
		t.Error("a failure is not said")
	}
}

func TestWhyThereAreNoFigures(t *testing.T) {
	out := accounts.Delivery{Account: "a1", Op: accounts.OpPost, State: accounts.Published, Receipt: &accounts.Receipt{RemoteID: "7"}}
	of := func(k accounts.Kind) func(accounts.ID) accounts.Account {
		return func(accounts.ID) accounts.Account {
			return accounts.Account{ID: "a1", Network: k, User: "luz", Host: "red.example"}
		}
	}
	if why, _ := figure.Why(nil, of(accounts.Bluesky)); why != "Nothing of it is out: there are no figures." {
		t.Errorf("of a draft: %q", why)
	}
	if why, _ := figure.Why([]accounts.Delivery{out}, of(accounts.Bluesky)); why != "" {
		t.Errorf("of what is out: %q", why)
	}
	if why, args := figure.Why([]accounts.Delivery{out}, of(accounts.Manual)); why != "%s cannot: %s." || len(args) != 2 {
		t.Errorf("of a channel by hand: %q %v", why, args)
	}
}
