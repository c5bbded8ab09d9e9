package cli

import (
	"slices"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
	"vocero/ui/pane"
)

// within does something and fails unless it took at most so many keys. Text and the client's letter are not counted: every way to
// send needs them.
func (x *theatre) within(keys int, do func()) *theatre {
	x.t.Helper()
	x.pressed = 0
	do()
	if x.pressed > keys {
		x.t.Fatalf("it took %d keys, want at most %d:\n%s", x.pressed, keys, x.Screen())
	}
	return x
}

// write types a text.
func (x *theatre) write(text string) *theatre {
	x.t.Helper()
	x.Type(text)
	x.settle()
	return x
}

// asked fails unless the letter is being asked for, in the name of a handle.
func (x *theatre) asked(handle string) *theatre {
	x.t.Helper()
	if !x.asking() {
		x.t.Fatalf("the letter is not asked for:\n%s", x.Screen())
	}
	x.Says(handle)
	if !strings.Contains(x.Line(0), handle) {
		x.t.Fatalf("the top line does not name %s: %s", handle, x.Line(0))
	}
	return x
}

// asking tells whether the letter dialog is on the screen.
func (x *theatre) asking() bool {
	s := x.Screen()
	return strings.Contains(s, "╭─ Who speaks?") || strings.Contains(s, "╭─ ¿Quién habla?")
}

// letter gives the client's letter, or another.
func (x *theatre) letter(l string) *theatre {
	x.t.Helper()
	if !x.asking() {
		x.t.Fatalf("the letter is not asked for:\n%s", x.Screen())
	}
	x.Press(l)
	x.settle()
	return x
}

// brand is a brand of the practice network by its key there: luz, sur or yo.
func (x *theatre) brand(key string) *practice.WeekBrand { return x.d.practice.week.Brand(key) }

// arrived is what an account of the practice network was given to say, the newest last.
func (x *theatre) arrived(key string) []practice.Status {
	b := x.brand(key)
	return b.Server.Statuses(b.Account)
}

// all is how much has arrived from all accounts.
func (x *theatre) all() int {
	n := 0
	for _, b := range x.d.practice.week.Brands {
		n += len(b.Server.Statuses(b.Account))
	}
	return n
}

// one is the only thing that has arrived from an account.
func (x *theatre) one(key string) practice.Status {
	x.t.Helper()
	got := x.arrived(key)
	if len(got) != 1 {
		x.t.Fatalf("%d posts arrived from %s, want 1: %v", len(got), key, got)
	}
	return got[0]
}

// none fails if anything has arrived anywhere, also after everything had time to leave.
func (x *theatre) none() *theatre {
	x.t.Helper()
	x.work(time.Minute)
	if n := x.all(); n > 0 {
		x.t.Fatalf("%d posts arrived, want none:\n%s", n, x.Screen())
	}
	return x
}

// mention is a mention of a brand by words of its text, as the store has it.
func (x *theatre) mention(key, text string) accounts.Mention {
	x.t.Helper()
	for at := accounts.Cursor(""); ; {
		p, err := x.d.Store.MentionPage(accounts.MentionQuery{Brand: x.account(key).Brand, Any: true}, at, 200)
		if err != nil {
			x.t.Fatal(err)
		}
		for _, m := range p.Items {
			if strings.Contains(m.Text.String(), text) {
				return m
			}
		}
		if at = p.After; at == "" {
			x.t.Fatalf("there is no mention of %s with %q", key, text)
		}
	}
}

// at puts the cursor of Mentions on the mention with some words, from wherever the desk is.
func (x *theatre) at(key, text string) accounts.Mention {
	x.t.Helper()
	m := x.mention(key, text)
	x.Msg(pane.Open{To: pane.Mentions, Arg: pane.Look{Record: m.ID}})
	x.settle()
	return m
}

// drafts are the posts of a brand that can still be written.
func (x *theatre) drafts(key string) []accounts.Post {
	x.t.Helper()
	var out []accounts.Post
	ps, _, err := x.d.Store.Posts(accounts.PostQuery{Brand: x.account(key).Brand}, "", 200)
	if err != nil {
		x.t.Fatal(err)
	}
	for _, p := range ps {
		if p.State.Open() {
			out = append(out, p)
		}
	}
	return out
}

// account is the account of a brand, as the store has it.
func (x *theatre) account(key string) accounts.Account {
	x.t.Helper()
	as, err := x.d.Store.Accounts("")
	if err != nil {
		x.t.Fatal(err)
	}
	i := slices.IndexFunc(as, func(a accounts.Account) bool { return a.User == x.brand(key).Account.Username })
	if i < 0 {
		x.t.Fatalf("there is no account of %s", key)
	}
	return as[i]
}
