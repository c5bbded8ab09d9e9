package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vocero/accounts"
	"vocero/accounts/practice"
)

// oracle compares what arrived at the practice servers with what the ledger saw a person let go.
type oracle struct {
	t     testing.TB
	x     *theatre
	l     *ledger
	seen  map[*practice.Server]uint64 // the newest request looked at
	posts map[string]bool             // ids of statuses looked at, by server and id
	keys  map[string]string           // Idempotency-Keys that arrived
	acts  []practice.Request          // likes and mutes, judged at the end
	count map[string]int              // of what arrived, by kind
}

// newOracle begins with what the practice desk holds scheduled: that was let go before the monkey came.
func newOracle(t testing.TB, x *theatre, l *ledger) *oracle {
	o := &oracle{t: t, x: x, l: l, seen: map[*practice.Server]uint64{}, posts: map[string]bool{}, keys: map[string]string{}, count: map[string]int{}}
	as, err := x.d.Store.Accounts("")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range as {
		b, err := x.d.Store.Brand(a.Brand)
		if err != nil {
			t.Fatal(err)
		}
		l.letters[a.Handle()] = string(b.Letter)
	}
	ds, _, err := x.d.Store.Deliveries(accounts.DeliveryQuery{Open: true}, "", 200)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range ds {
		p, err := x.d.Store.Post(d.Post)
		a, aerr := x.d.Store.Account(d.Account)
		if err != nil || aerr != nil {
			t.Fatal(err, aerr)
		}
		l.grants = append(l.grants, &grant{op: l.lang.Op(accounts.OpPost), handles: map[string]bool{a.Handle(): true}, quote: squeeze(p.Text), parts: 1, used: map[string]int{}})
	}
	for _, s := range x.d.practice.week.Servers {
		for _, r := range s.Requests() {
			o.seen[s] = r.Seq
		}
	}
	return o
}

// look judges what has arrived since the last look.
func (o *oracle) look() {
	o.t.Helper()
	for _, s := range o.x.d.practice.week.Servers {
		for _, a := range s.Accounts() {
			for _, st := range s.Statuses(a) {
				if id := s.Host() + "/" + st.ID; !o.posts[id] {
					o.posts[id] = true
					o.status("@"+a.Username+"@"+s.Host(), st)
				}
			}
		}
		for _, r := range s.Requests() {
			if r.Seq > o.seen[s] && r.Done {
				o.seen[s] = r.Seq
				o.request(s, r)
			}
		}
	}
}

// status judges one post or boost.
func (o *oracle) status(handle string, st practice.Status) {
	o.t.Helper()
	post, later, reply := o.l.lang.Op(accounts.OpPost), o.l.lang.T("schedule//verb"), o.l.lang.T("reply")
	c := claim{handle: handle, at: st.CreatedAt, said: accounts.Cells(st.Text, true), ops: []string{post, later}}
	switch {
	case st.ReblogOfID != "":
		c.ops, c.any = []string{o.l.lang.Op(accounts.OpBoost)}, true
		o.count["boost"]++
	case o.posts[strings.TrimPrefix(handle[strings.LastIndex(handle, "@"):], "@")+"/"+st.InReplyToID]:
		c.ops, c.further = []string{post, later, reply}, true // A part of a thread behind the first.
	case st.InReplyToID != "":
		c.ops = []string{reply}
		o.count["reply"]++
	default:
		o.count["post"]++
	}
	if st.Edited || o.second(handle) {
		c.any = true // The question shows the text of the first account, as it was then.
	}
	if !o.l.take(c) {
		o.t.Fatalf("%s said something that nobody let go with its letter: %+v\nletters given for it:\n%s", handle, st, o.given(handle))
	}
	if st.IdempotencyKey == "" && st.ReblogOfID == "" && !st.Scheduled { // A network's own scheduler forgets the key.
		o.t.Fatalf("%s posted without an idempotency key: %+v", handle, st)
	}
	if old, twice := o.keys[st.IdempotencyKey]; twice && st.IdempotencyKey != "" {
		o.t.Fatalf("%s and %s arrived with one idempotency key", old, st.ID)
	}
	o.keys[st.IdempotencyKey] = st.ID
}

// second tells whether an account is not the first of its brand: its own text is not in the question.
func (o *oracle) second(handle string) bool {
	return !slices.Contains([]string{luz, kine, yo}, handle)
}

// request judges one write that makes no status.
func (o *oracle) request(s *practice.Server, r practice.Request) {
	o.t.Helper()
	if r.Method == "GET" || r.Status < 200 || r.Status > 299 {
		return
	}
	handle, route := "@"+r.Account+"@"+s.Host(), r.Method+" "+r.Route
	op, letter := map[string]accounts.Op{
		"PUT /api/v1/statuses/{id}": accounts.OpEdit, "DELETE /api/v1/statuses/{id}": accounts.OpDelete, "POST /api/v1/statuses/{id}/unreblog": accounts.OpUnboost,
		"POST /api/v1/accounts/{id}/follow": accounts.OpFollow, "POST /api/v1/accounts/{id}/unfollow": accounts.OpUnfollow,
		"POST /api/v1/accounts/{id}/block": accounts.OpBlock, "POST /api/v1/accounts/{id}/unblock": accounts.OpUnblock, "POST /api/v1/reports": accounts.OpReport,
	}[route]
	switch {
	case letter:
		o.count[op.String()]++
		if !o.l.take(claim{handle: handle, at: r.At, ops: []string{o.l.lang.Op(op)}, any: true}) {
			o.t.Fatalf("%s %s: nobody let it go with the letter of %s\nletters given for it:\n%s", route, r.Path, handle, o.given(handle))
		}
	case slices.Contains([]string{"POST /api/v1/statuses/{id}/favourite", "POST /api/v1/statuses/{id}/unfavourite", "POST /api/v1/accounts/{id}/mute", "POST /api/v1/accounts/{id}/unmute"}, route):
		o.count[r.Route[strings.LastIndex(r.Route, "/")+1:]]++
		o.acts = append(o.acts, r)
	case route == "DELETE /api/v1/scheduled_statuses/{id}": // What the network was to publish is taken back: that needs no letter.
		o.count["taken back"]++
	case !slices.Contains([]string{"POST /api/v1/statuses", "POST /api/v1/statuses/{id}/reblog", "POST /api/v2/media", "POST /api/v1/media", "POST /api/v1/markers"}, route):
		o.t.Fatalf("%s left, of which the oracle knows nothing: %+v", route, r)
	}
}

// given are the grants of an account, for a person who reads a failure.
func (o *oracle) given(handle string) string {
	var b strings.Builder
	for _, g := range o.l.grants {
		if g.handles[handle] {
			fmt.Fprintf(&b, "  %s %q %s, used %v of %d: %s %s\n", g.at.Format("01-02 15:04:05.000"), g.op, g.letter, g.used, g.parts, g.quote, g.box)
		}
	}
	return b.String()
}

// seenBy is what a snapshot of a practice server tells of posts and people.
type seenBy struct {
	State struct {
		People map[string]struct{ Username, Host string }
		Posts  map[string]struct {
			Author, Parent, Visibility string
			Mentions                   []string
			Arrived                    bool
		}
	}
}

// end judges who answered whom: only the account addressed, and never wider than what was said to it.
func (o *oracle) end() {
	o.t.Helper()
	o.look()
	for _, s := range o.x.d.practice.week.Servers {
		b, err := s.Snapshot()
		if err != nil {
			o.t.Fatal(err)
		}
		var v seenBy
		if err := json.Unmarshal(b, &v); err != nil {
			o.t.Fatal(err)
		}
		for id, p := range v.State.Posts {
			parent, answers := v.State.Posts[p.Parent]
			if !p.Arrived || !answers || parent.Author == p.Author {
				continue
			}
			if !slices.Contains(parent.Mentions, p.Author) {
				o.t.Errorf("%s answers %s from %s, to whom it was not said", id, p.Parent, v.State.People[p.Author].Username)
			}
			mine, _ := accounts.ParseVisibility(p.Visibility)
			theirs, _ := accounts.ParseVisibility(parent.Visibility)
			if mine > theirs || mine == 0 || theirs == 0 {
				o.t.Errorf("%s is %s, what it answers is %s", id, p.Visibility, parent.Visibility)
			}
		}
		o.judge(s, v)
	}
}

// judge looks whether likes and mutes left from the account addressed.
func (o *oracle) judge(s *practice.Server, v seenBy) {
	o.t.Helper()
	for _, r := range o.acts {
		parts := strings.Split(strings.Trim(r.Path, "/"), "/")
		me := ""
		for id, p := range v.State.People {
			if p.Host == "" && p.Username == r.Account {
				me = id
			}
		}
		id := parts[3]
		post, isPost := v.State.Posts[id]
		_, isPerson := v.State.People[id]
		if me == "" || !isPost && !isPerson {
			continue // It was at the other server.
		}
		spoke := false
		for _, p := range v.State.Posts {
			spoke = spoke || p.Author == id && slices.Contains(p.Mentions, me)
		}
		if isPost && !slices.Contains(post.Mentions, me) || isPerson && !spoke {
			o.t.Errorf("%s %s left from @%s@%s, to whom nothing was said", r.Method, r.Path, r.Account, s.Host())
		}
	}
}
