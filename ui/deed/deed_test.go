package deed_test

import (
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/deed"
	"vocero/ui/lang"
	"vocero/ui/pane"
)

// outbox keeps what it was given.
type outbox struct {
	got []accounts.Delivery
	err error
}

func (o *outbox) Act(d accounts.Delivery, _ time.Duration) (accounts.Delivery, error) {
	o.got = append(o.got, d)
	return d, o.err
}

// rig is a row with its account.
type rig struct {
	t   *testing.T
	out outbox
	m   accounts.Mention
	no  bool
	acc accounts.Account
}

func newRig(t *testing.T, k accounts.Kind) *rig {
	return &rig{t: t, acc: accounts.Account{ID: "a1", Brand: "b1", Network: k, User: "luz", Host: "red.example"},
		m: accounts.Mention{ID: "m1", Brand: "b1", Account: "a1", StatusID: "s1", InReplyTo: "own", AuthorID: "u1", Author: accounts.LineText("@eva@otro.example"),
			Text: accounts.BlockText("Mirad mi oferta"), Visibility: accounts.Public}}
}

func (r *rig) action(name string) pane.Action {
	r.t.Helper()
	on := deed.On{Out: &r.out, Mention: func() (accounts.Mention, bool) { return r.m, !r.no },
		Account: func(id accounts.ID) (accounts.Account, bool) { return r.acc, id == r.acc.ID }}
	for _, a := range on.Actions() {
		if a.Name == name {
			return a
		}
	}
	r.t.Fatalf("there is no %s", name)
	return pane.Action{}
}

// why is the reason in English, "" when it can run.
func (r *rig) why(name string) string {
	reason, args := r.action(name).Why()
	return lang.New("en").T(reason, args...)
}

// does runs an action as a person who answers each question with what is given, and presses the right letter.
func (r *rig) does(name, answer string, choice int) tea.Msg {
	r.t.Helper()
	msg := run(r.action(name).Run())
	for {
		switch x := msg.(type) {
		case pane.Confirm:
			if x.Review.Brand != "b1" || len(x.Review.Accounts) != 1 || x.Review.Accounts[0].ID != "a1" || x.Review.Target.IsZero() {
				r.t.Errorf("%s shows %+v", name, x.Review)
			}
			msg = run(x.Then("p"))
		case pane.Choose:
			msg = run(x.Then(choice))
		case pane.Ask:
			if x.Check(" ") == nil {
				r.t.Errorf("%s takes nothing for a reason", name)
			}
			if err := x.Check(answer); err != nil {
				r.t.Errorf("%s: %v", name, err)
			}
			msg = run(x.Then(answer))
		default:
			return msg
		}
	}
}

func run(c tea.Cmd) tea.Msg {
	if c == nil {
		return nil
	}
	return c()
}

func TestEachDeedAimsAtAPersonOrAtWhatWasSaid(t *testing.T) {
	for _, c := range []struct {
		name   string
		choice int
		op     accounts.Op
		target string
		letter bool
	}{
		{"mention.boost", 0, accounts.OpBoost, "s1", true}, {"mention.like", 0, accounts.OpLike, "s1", false}, {"mention.follow", 0, accounts.OpFollow, "u1", true},
		{"mention.unfollow", 0, accounts.OpUnfollow, "u1", true}, {"mention.mute", 1, accounts.OpMute, "u1", false}, {"mention.mute", 2, accounts.OpUnmute, "u1", false},
		{"mention.hide", 0, accounts.OpHide, "s1", true}, {"mention.block", 0, accounts.OpBlock, "u1", true}, {"mention.unblock", 0, accounts.OpUnblock, "u1", true},
		{"mention.report", 0, accounts.OpReport, "u1", true},
	} {
		r := newRig(t, "a network of tomorrow")
		if a := r.action(c.name); a.Letter != c.letter || a.Letter != c.op.NeedsLetter() || r.why(c.name) != "" {
			t.Errorf("%s: letter %v, barred %q", c.name, a.Letter, r.why(c.name))
		}
		if got, fine := r.does(c.name, "Publicidad", c.choice).(pane.Toast); !fine || len(r.out.got) != 1 {
			t.Fatalf("%s ends in %#v", c.name, got)
		}
		d := r.out.got[0]
		if d.Op != c.op || d.Target != c.target || d.Account != "a1" || d.Mention != "m1" {
			t.Errorf("%s asked for %+v", c.name, d)
		}
		if (d.Outgoing != nil) != (c.op == accounts.OpReport) || d.Outgoing != nil && d.Outgoing.Text != "Publicidad" {
			t.Errorf("%s says %+v", c.name, d.Outgoing)
		}
	}
}

func TestWhatIsSoIsTakenBack(t *testing.T) {
	r := newRig(t, "a network of tomorrow")
	r.m.Liked, r.m.Boosted, r.m.Hidden = true, true, true
	for _, name := range []string{"mention.like", "mention.boost", "mention.hide"} {
		r.does(name, "", 0)
	}
	for i, want := range []accounts.Op{accounts.OpUnlike, accounts.OpUnboost, accounts.OpUnhide} {
		if r.out.got[i].Op != want {
			t.Errorf("%d is %s, want %s", i, r.out.got[i].Op, want)
		}
	}
	if r.does("mention.mute", "", 0) != nil || len(r.out.got) != 3 {
		t.Error("leaving it as it is does something")
	}
	r.out.err = errors.New("disk")
	if _, failed := r.does("mention.like", "", 0).(pane.Failed); !failed {
		t.Error("a failure is not said")
	}
}

func TestWhatANetworkCannotDoSaysWhy(t *testing.T) {
	for _, c := range []struct {
		network      accounts.Kind
		action, want string
	}{
		{accounts.X, "mention.like", "@luz@red.example cannot: the network gives it to nobody with keys of their own."},
		{accounts.X, "mention.hide", ""}, {accounts.Bluesky, "mention.block", ""},
		{accounts.Mastodon, "mention.report", ""},
		{accounts.Facebook, "mention.boost", "@luz@red.example cannot: the network knows no such thing."},
		{accounts.Feed, "mention.report", "@luz@red.example cannot: one answers in the browser: o opens it."},
		{accounts.Manual, "mention.mute", "@luz@red.example cannot: you do it there by hand."},
	} {
		r := newRig(t, c.network)
		if got := r.why(c.action); got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.action, c.network, got, c.want)
		}
	}
	r := newRig(t, accounts.Bluesky)
	r.acc.ID = "gone"
	if got := r.why("mention.block"); got != "The account addressed is not on this desk any more." {
		t.Errorf("of an account that was removed: %q", got)
	}
	r = newRig(t, accounts.Facebook)
	r.m.InReplyTo = ""
	if got := r.why("mention.hide"); got != "It answers nothing: only answers to our own posts can be hidden." {
		t.Errorf("what answers nothing: %q", got)
	}
	r.m.AuthorID, r.m.Kind, r.m.Visibility = "", accounts.Like, accounts.Direct
	for name, want := range map[string]string{"mention.mute": "The network did not say who this is.", "mention.like": "Nothing was said here that could be answered or liked."} {
		if got := r.why(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	r.no = true
	if got := r.why("mention.like"); got != "There is no mention here." {
		t.Errorf("without a row: %q", got)
	}
}

func TestWhatAsksNoLetterSaysItsPrice(t *testing.T) {
	for kind, want := range map[accounts.Kind][2]string{
		accounts.X:        {"@eva@otro.example · $0.01", "@eva@otro.example · $0.005"},
		accounts.Mastodon: {"@eva@otro.example", "@eva@otro.example"},
	} {
		c, ok := newRig(t, kind).action("mention.mute").Run()().(pane.Choose)
		if !ok || len(c.Choices) != 3 || c.Choices[1].Detail != want[0] || c.Choices[2].Detail != want[1] {
			t.Errorf("%s: it asks %+v, want %q", kind, c.Choices, want)
		}
	}
}
