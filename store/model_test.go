package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	A "vocero/accounts"
)

// expected are the errors that a random walk may meet: the store's refusals, never a failure.
func expected(err error) bool {
	for _, e := range []error{A.ErrState, A.ErrStale, A.ErrNotFound, A.ErrBusy, A.ErrPaused, A.ErrRefused, A.ErrTaken, A.ErrBrand} {
		if errors.Is(err, e) {
			return true
		}
	}
	return err == nil
}

// walker does random things to a desk as people and workers would.
type walker struct {
	*testDesk
	r     *rapid.T
	heard int
	posts []A.ID
	dels  []A.ID
	ments []A.ID
}

func (w *walker) must(what string, err error) {
	if !expected(err) {
		w.r.Fatalf("%s: %v", what, err)
	}
}

func pickID(r *rapid.T, ids []A.ID) A.ID {
	if len(ids) == 0 {
		return A.ID("01ARZ3NDEKTSV4RRFFQ69G5FAV")
	}
	return ids[rapid.IntRange(0, len(ids)-1).Draw(r, "which")]
}

func (w *walker) accountsOf() A.Account {
	return rapid.SampledFrom([]A.Account{w.pan, w.panFoto, w.kine, w.me}).Draw(w.r, "account")
}

func (w *walker) hearSome(*rapid.T) {
	a := w.accountsOf()
	var ms []A.Mention
	for range rapid.IntRange(1, 90).Draw(w.r, "mentions") {
		w.heard++
		m := mention(w.heard, fmt.Sprintf("hola número %d, ¿hay pan?", w.heard))
		m.Kind = A.MentionKind(rapid.IntRange(0, 3).Draw(w.r, "kind"))
		m.At = w.clock.now().Add(-time.Duration(rapid.IntRange(0, 20*24*60).Draw(w.r, "minutes")) * time.Minute)
		ms = append(ms, m)
	}
	_, err := w.PutInbox(a.ID, ms, fmt.Sprint(w.heard), rapid.Bool().Draw(w.r, "first"))
	w.must("inbox", err)
	page, err := w.MentionPage(A.MentionQuery{Brand: a.Brand, Any: true}, "", -5)
	w.must("page", err)
	for _, m := range page.Items {
		w.ments = append(w.ments, m.ID)
	}
}

func (w *walker) write(*rapid.T) {
	a := w.accountsOf()
	p := A.Post{Brand: a.Brand, State: A.Draft, Text: rapid.SampledFrom([]string{"hoy", "mañana\n---\nseguimos", "tarde"}).Draw(w.r, "text"), Visibility: A.Public, Targets: []A.ID{a.ID}}
	if m, err := w.Mention(pickID(w.r, w.ments)); err == nil && rapid.Bool().Draw(w.r, "reply") {
		p.Brand, p.Targets = m.Brand, []A.ID{m.Account}
		p.Answering = &A.Answering{Mention: m.ID, Account: m.Account, RemoteID: m.StatusID, Widest: m.Visibility}
	}
	p, err := w.SavePost(p)
	w.must("write", err)
	w.posts = append(w.posts, p.ID)
}

func (w *walker) edit(*rapid.T) {
	p, err := w.Post(pickID(w.r, w.posts))
	if err != nil {
		return
	}
	p.Text += "."
	_, err = w.SavePost(p)
	w.must("edit", err)
}

func (w *walker) schedule(*rapid.T) {
	p, err := w.Post(pickID(w.r, w.posts))
	if err != nil || !p.State.Open() {
		return
	}
	now := rapid.Bool().Draw(w.r, "now")
	if !now {
		p = w.at(p, w.clock.now().Add(time.Duration(rapid.IntRange(1, 100).Draw(w.r, "hours"))*time.Hour))
	}
	_, ds, err := w.Schedule(p.ID, p.Revision, w.clear(p, now), A.ScheduleOptions{Now: now})
	w.must("schedule", err)
	for _, d := range ds {
		w.dels = append(w.dels, d.ID)
	}
}

func (w *walker) carry(*rapid.T) {
	due, err := w.DueDeliveries(w.clock.now(), 3)
	w.must("due", err)
	for _, d := range due {
		d, err := w.claim(d.ID)
		w.must("claim", err)
		if err != nil || d.State != A.Sending {
			continue
		}
		to := rapid.SampledFrom(A.Steps[A.Sending]).Draw(w.r, "to")
		_, err = w.Resolve(d.ID, A.Resolution{To: to, Outcome: A.OutcomeUnknown, Receipt: &A.Receipt{RemoteID: "r" + string(d.ID)}, NextLook: w.clock.now()})
		w.must("resolve", err)
	}
}

func (w *walker) settle(*rapid.T) {
	id := pickID(w.r, w.dels)
	to := A.DeliveryState(rapid.IntRange(0, int(A.Cancelled)).Draw(w.r, "to"))
	_, err := w.Resolve(id, A.Resolution{To: to, Receipt: &A.Receipt{RemoteID: "x" + string(id)}})
	w.must("settle", err)
}

func (w *walker) choice(*rapid.T) {
	id := pickID(w.r, w.dels)
	switch rapid.IntRange(0, 3).Draw(w.r, "choice") {
	case 0:
		w.must("retry", w.Retry(id))
	case 1:
		w.must("cancel", w.CancelDelivery(id))
	case 2:
		w.must("mark", w.MarkPublished(id, "https://masto.example/@luz/1"))
	case 3:
		w.must("resend", w.Resend(id))
	}
}

func (w *walker) triage(*rapid.T) {
	st := rapid.SampledFrom([]A.MentionState{A.New, A.Snoozed, A.Done}).Draw(w.r, "state")
	u := A.MentionUpdate{State: &st, Until: w.clock.now().Add(time.Hour)}
	if rapid.Bool().Draw(w.r, "tag") {
		u.AddTags = []string{"pan", "horario"}
	} else {
		u.DropTags = []string{"pan"}
	}
	w.must("triage", w.SetMention([]A.ID{pickID(w.r, w.ments), pickID(w.r, w.ments)}, u))
	_, err := w.WakeSnoozed(w.clock.now(), 10)
	w.must("wake", err)
}

func (w *walker) back(*rapid.T) {
	_, err := w.Undo()
	w.must("undo", err)
}

func (w *walker) retreat(*rapid.T) {
	id := pickID(w.r, w.posts)
	if rapid.Bool().Draw(w.r, "remove") {
		w.must("remove", w.RemovePost(id))
		return
	}
	_, err := w.Unschedule(id)
	w.must("unschedule", err)
}

func (w *walker) move(*rapid.T) {
	p, err := w.Post(pickID(w.r, w.posts))
	if err != nil || p.When == nil {
		return
	}
	when, err := A.WhenAt(w.clock.now().Add(time.Duration(rapid.IntRange(1, 50).Draw(w.r, "hours"))*time.Hour), "Europe/Madrid")
	w.must("hour", err)
	p.When = &when
	_, err = w.Move(p.ID, when, w.clear(p, false))
	w.must("move", err)
}

func (w *walker) pause(*rapid.T) {
	var p *A.Pause
	if rapid.Bool().Draw(w.r, "pause") {
		p = &A.Pause{Reason: "crisis"}
	}
	w.must("pause", w.PauseBrand(w.luz.ID, p))
	if p == nil {
		w.must("unblock", w.UnblockAccount(w.pan.ID))
	} else {
		w.must("block", w.BlockAccount(w.pan.ID, &A.Fault{Code: A.CodeAuth}))
	}
}

func (w *walker) tick(*rapid.T) {
	w.clock.add(time.Duration(rapid.IntRange(1, 200).Draw(w.r, "minutes")) * time.Minute)
	_, err := w.MergeRuns(w.t.Context())
	w.must("merge", err)
}

// Whatever people and workers do, in whatever order: indexes, counters, search text and journal stay true, and the state of every
// post is the worst of its deliveries.
func TestAnyDayLeavesTheStoreSound(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := &walker{testDesk: newDesk(t), r: r}
		defer w.Close()
		r.Repeat(map[string]func(*rapid.T){
			"hear": w.hearSome, "write": w.write, "edit": w.edit, "schedule": w.schedule, "carry": w.carry, "settle": w.settle, "choice": w.choice,
			"triage": w.triage, "move": w.move, "undo": w.back, "retreat": w.retreat, "pause": w.pause, "tick": w.tick,
		})
		problems, err := w.Check()
		if err != nil || len(problems) > 0 {
			r.Fatalf("check: %v %v", problems, err)
		}
		w.worst(r)
		w.inboxIsWhole(r)
	})
}

func (w *walker) worst(r *rapid.T) {
	for _, id := range w.posts {
		p, err := w.Post(id)
		if err != nil {
			continue
		}
		ds, err := w.DeliveriesOf(id)
		if err != nil {
			r.Fatal(err)
		}
		if want := A.Worst(ds); p.State != want && !(want == A.Draft && p.State.Open()) {
			r.Fatalf("a post is %s, its deliveries are worth %s", p.State, want)
		}
	}
}

// inboxIsWhole pages through every list both ways and compares it with the records in the list's order.
func (w *walker) inboxIsWhole(r *rapid.T) {
	n := rapid.IntRange(1, 40).Draw(r, "page")
	brand := rapid.SampledFrom([]A.ID{"", w.luz.ID, w.sur.ID}).Draw(r, "brand")
	for _, q := range []A.MentionQuery{{Brand: brand}, {Brand: brand, Any: true}, {Brand: brand, State: A.Done, Folded: true}, {Brand: brand, Any: true, Tag: "horario"}} {
		want := w.naive(r, q)
		if got := w.walkPages(r, q, n); !slices.Equal(got, want) {
			r.Fatalf("down, %+v: %d items, want %d", q, len(got), len(want))
		}
		if got := w.walkPages(r, q, -n); !slices.Equal(got, want) {
			r.Fatalf("up, %+v: %d items, want %d", q, len(got), len(want))
		}
	}
	w.searchIsWhole(r, n)
}

// naive is a list made the slow way.
func (w *walker) naive(r *rapid.T, q A.MentionQuery) (ids []A.ID) {
	var all []A.Mention
	err := w.view(func(t *txn) (err error) {
		all, err = mentions.list(t, t.scope(q.Brand)...)
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	slices.SortFunc(all, func(a, b A.Mention) int {
		if c := a.Deadline.Compare(b.Deadline); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	for _, m := range all {
		if (q.Any || m.State == q.State) && (m.Kind != A.Talk) == q.Folded && (q.Tag == "" || slices.Contains(m.Tags, q.Tag)) {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// walkPages reads a whole list page by page, from its beginning, or with n below zero from its end.
func (w *walker) walkPages(r *rapid.T, q A.MentionQuery, n int) (ids []A.ID) {
	at := A.Cursor("")
	for {
		page, err := w.MentionPage(q, at, n)
		if err != nil {
			r.Fatal(err)
		}
		var part []A.ID
		for _, m := range page.Items {
			part = append(part, m.ID)
		}
		next := page.After
		if n < 0 {
			ids, next = append(part, ids...), page.Before
		} else {
			ids = append(ids, part...)
		}
		if next == "" {
			return ids
		}
		at = next
	}
}

func (w *walker) searchIsWhole(r *rapid.T, n int) {
	search := rapid.SampledFrom([]string{"hola", "NÚMERO pan", "num ~pan?", `"1"`, "~número 2", "~ero", "nada", "@vecina3"}).Draw(r, "search")
	q := A.MentionQuery{Search: search, Any: true}
	var all []A.Mention
	err := w.view(func(t *txn) (err error) {
		all, err = mentions.list(t, t.brandIDs()...)
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	var want []A.ID
	for _, m := range all {
		if m.Kind == A.Talk && fits(&m, search) {
			want = append(want, m.ID)
		}
	}
	slices.SortFunc(want, func(a, b A.ID) int { return strings.Compare(string(b), string(a)) })
	if got := w.walkPages(r, q, n); !slices.Equal(got, want) {
		r.Fatalf("searching %q: %d found, want %d", search, len(got), len(want))
	}
	if got := w.walkPages(r, q, -n); !slices.Equal(got, want) {
		r.Fatalf("searching %q from the end: %d found, want %d", search, len(got), len(want))
	}
}

// fits tells the slow way whether a mention fits a search.
func fits(m *A.Mention, search string) bool {
	text := searchText(m)
	words := slices.Collect(A.Words(text))
	for _, f := range strings.Fields(A.Fold(search)) {
		if part, ok := strings.CutPrefix(f, "~"); ok {
			if !strings.Contains(text, part) {
				return false
			}
			continue
		}
		whole := strings.HasPrefix(f, `"`)
		for want := range A.Words(f) {
			if !slices.ContainsFunc(words, func(w string) bool { return w == want || !whole && strings.HasPrefix(w, want) }) {
				return false
			}
		}
	}
	return true
}
