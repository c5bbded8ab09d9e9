package draft

import (
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/pane"
)

var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

// desk is a store in memory, as far as a text needs one.
type desk struct {
	mu        sync.Mutex
	posts     map[accounts.ID]accounts.Post
	state     map[string][]byte
	facts     guard.Facts
	delivery  accounts.Delivery
	mention   accounts.Mention
	asked     []accounts.Request
	scheduled []guard.Clearance
	acted     []accounts.Delivery
	noted     []accounts.Entry
	links     []string
	saves     int
	err       error
}

func newDesk() *desk {
	in := accounts.Instance{Software: "mastodon", Limits: accounts.Limits{Chars: 20, Media: 4, AltChars: 100, TextOnly: true}, Can: accounts.Abilities{CW: true, Language: true, Poll: true}}
	as := []accounts.Account{{ID: "a1", Brand: "luz", User: "panaderialuz", Host: "masto.example", Instance: in}, {ID: "a2", Brand: "luz", User: "luz", Host: "otra.example", Instance: in}}
	return &desk{posts: map[accounts.ID]accounts.Post{}, state: map[string][]byte{}, facts: guard.Facts{Now: noon, Accounts: as,
		Brand: accounts.Brand{ID: "luz", Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid", Languages: []string{"es"}, Slots: []accounts.Slot{{Day: time.Tuesday, Minute: 570}}}}}
}

func (d *desk) SavePost(p accounts.Post) (accounts.Post, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.err != nil {
		return p, d.err
	}
	was, ok := d.posts[p.ID]
	switch {
	case p.ID == "":
		p.ID = accounts.ID("p" + string(rune('0'+len(d.posts))))
	case !ok:
		return p, accounts.ErrNotFound
	case !was.State.Open():
		return p, accounts.ErrState
	case was.Revision != p.Revision:
		return p, accounts.ErrStale
	}
	p.Revision++
	d.posts[p.ID] = p
	d.saves++
	return p, nil
}

func (d *desk) Post(id accounts.ID) (accounts.Post, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p, ok := d.posts[id]
	if !ok {
		return p, accounts.ErrNotFound
	}
	return p, nil
}

func (d *desk) Posts(accounts.PostQuery, accounts.Cursor, int) ([]accounts.Post, accounts.Cursor, error) {
	var out []accounts.Post
	for _, p := range d.posts {
		out = append(out, p)
	}
	return out, "", d.err
}
func (d *desk) Revisions(accounts.ID) ([]accounts.Post, error) { return nil, d.err }
func (d *desk) RemovePost(id accounts.ID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.posts, id)
	return d.err
}
func (d *desk) Unschedule(id accounts.ID) (accounts.Post, error)    { return d.posts[id], d.err }
func (d *desk) Facts(accounts.Post, time.Time) (guard.Facts, error) { return d.facts, d.err }
func (d *desk) Delivery(accounts.ID) (accounts.Delivery, error)     { return d.delivery, d.err }
func (d *desk) PutState(k string, v []byte) error                   { d.state[k] = v; return d.err }
func (d *desk) State(k string) ([]byte, error)                      { return d.state[k], d.err }
func (d *desk) Brands() ([]accounts.Brand, error)                   { return []accounts.Brand{d.facts.Brand}, d.err }
func (d *desk) Mention(accounts.ID) (accounts.Mention, error)       { return d.mention, d.err }
func (d *desk) AddMedia(accounts.ID, string, io.Reader) (accounts.Media, error) {
	return accounts.Media{}, d.err
}
func (d *desk) AskLinks(_ accounts.ID, urls []string) (int, error) {
	d.links = append(d.links, urls...)
	return len(urls), d.err
}
func (d *desk) OpenMedia(accounts.ID, string) (io.ReadSeekCloser, error) {
	return nil, accounts.ErrNotFound
}
func (d *desk) Note(e accounts.Entry) error {
	d.noted = append(d.noted, e)
	return d.err
}
func (d *desk) Ask(r accounts.Request) (accounts.ID, error) {
	d.asked = append(d.asked, r)
	return "r1", d.err
}
func (d *desk) Act(x accounts.Delivery, _ time.Duration) (accounts.Delivery, error) {
	d.acted = append(d.acted, x)
	return x, d.err
}
func (d *desk) Schedule(id accounts.ID, rev uint64, c []guard.Clearance, _ accounts.ScheduleOptions) (accounts.Post, []accounts.Delivery, error) {
	p := d.posts[id]
	if p.Revision != rev || c[0].Digest() != guard.DigestOf(p, p.Targets[0]) {
		return p, nil, accounts.ErrStale
	}
	d.scheduled = c
	p.State = accounts.PostScheduled
	return p, nil, d.err
}

// log is a journal in memory.
type log struct {
	mu    sync.Mutex
	posts []accounts.Post
	err   error
}

func (l *log) Append(p accounts.Post) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.posts = append(l.posts, p)
	return l.err
}

func openNew(t *testing.T, d *desk) Opened {
	t.Helper()
	x, err := Open(d, pane.Write{Brand: "luz", Text: "Hola"}, noon)
	if err != nil || !x.Dirty || x.Post.Language != "es" || !slices.Equal(x.Post.Targets, []accounts.ID{"a1"}) || x.Post.Visibility != accounts.Public {
		t.Fatalf("a new post is %+v (%v)", x, err)
	}
	return x
}

func TestAnOlderTextNeverCoversANewerOne(t *testing.T) {
	d, l := newDesk(), &log{}
	x := openNew(t, d)
	k := NewKeeper(d, l, x, noon)
	var all sync.WaitGroup
	for n := range 50 {
		all.Go(func() {
			p := x.Post
			p.Text = strings.Repeat("a", n+1)
			if s := k.Save(p, uint64(n+1)); s.Err != nil {
				t.Error(s.Err)
			}
		})
	}
	all.Wait()
	if len(d.posts) != 1 || len(d.posts["p0"].Text) != 50 {
		t.Errorf("stored %+v", d.posts)
	}
	if first := l.posts[0]; first.ID != "" || !first.Created.Equal(noon) {
		t.Errorf("the journal begins with %+v", first)
	}
}

func TestSavesOverWhatOthersDid(t *testing.T) {
	d := newDesk()
	x := openNew(t, d)
	k := NewKeeper(d, nil, x, noon)
	p := k.Save(x.Post, 1).Post
	other := d.posts[p.ID]
	other.Text = "de otra mano"
	if _, err := d.SavePost(other); err != nil {
		t.Fatal(err)
	}
	if now, foreign, gone, err := k.Look(); !foreign || gone || err != nil || now.Text != "de otra mano" {
		t.Errorf("looked at %+v %v %v %v", now, foreign, gone, err)
	}
	if s := k.Save(p, 2); s.Err != nil || s.Copy || d.posts[p.ID].Text != "Hola" {
		t.Errorf("hers does not count: %+v", s)
	}
	sent := d.posts[p.ID]
	sent.State = accounts.PostScheduled
	d.posts[p.ID] = sent
	p.Text = "más"
	s := k.Save(p, 3)
	if s.Err != nil || !s.Copy || s.Post.ID == p.ID || d.posts[p.ID].Text != "Hola" || s.Post.State != accounts.Draft {
		t.Errorf("over what is on its way: %+v", s)
	}
	delete(d.posts, s.Post.ID)
	if _, _, gone, _ := k.Look(); !gone {
		t.Error("a removed draft is not missed")
	}
	if s := k.Save(p, 4); s.Err != nil || s.Copy || s.Post.ID == "" {
		t.Errorf("after a removal: %+v", s)
	}
}

func TestARemovedDraftStaysRemoved(t *testing.T) {
	d := newDesk()
	x := openNew(t, d)
	k := NewKeeper(d, nil, x, noon)
	k.Save(x.Post, 1)
	if err := k.Remove(); err != nil || len(d.posts) != 0 {
		t.Fatalf("%v, %+v", err, d.posts)
	}
	if s := k.Save(x.Post, 2); s.Err != nil || len(d.posts) != 0 {
		t.Errorf("a late save brings it back: %+v", d.posts)
	}
}

func TestAJournalThatFailsIsNoFailureOfTheStore(t *testing.T) {
	d, l := newDesk(), &log{err: errors.New("disk full")}
	x := openNew(t, d)
	k := NewKeeper(d, l, x, noon)
	if s := k.Save(x.Post, 1); s.Err != nil {
		t.Error(s.Err)
	}
	d.err = errors.New("store gone")
	if s := k.Save(x.Post, 2); s.Err == nil || !strings.Contains(s.Err.Error(), "store gone") || !strings.Contains(s.Err.Error(), "disk full") {
		t.Errorf("the failure says %v", s.Err)
	}
}

func TestClearAndRelease(t *testing.T) {
	d := newDesk()
	x := openNew(t, d)
	k := NewKeeper(d, nil, x, noon)
	c := k.Clear(x.Post, 1, Way{Slot: true}, d.facts.Brand, noon)
	if c.Err != nil || len(c.Stand) > 0 || c.Post.When == nil || c.Post.When.Civil != "2026-11-24 09:30" {
		t.Fatalf("cleared as %+v", c)
	}
	if d.posts[c.Post.ID].When != nil {
		t.Error("the slot is taken before the letter")
	}
	p, err := k.Release(c, 2)
	if err != nil || p.State != accounts.PostScheduled || len(d.scheduled) != 1 {
		t.Errorf("released as %+v (%v)", p, err)
	}
	long := x.Post
	long.Text = strings.Repeat("a", 21)
	if c := k.Clear(long, 3, Way{Now: true}, d.facts.Brand, noon); len(c.Stand) != 1 || c.Stand[0].Rule != "length" {
		t.Errorf("what is too long is cleared: %+v", c.Stand)
	}
	if _, err := k.Release(k.Clear(long, 4, Way{Now: true}, d.facts.Brand, noon), 5); err == nil {
		t.Error("what was not cleared leaves")
	}
	long.Targets = nil
	if c := k.Clear(long, 6, Way{Now: true}, d.facts.Brand, noon); len(c.Stand) == 0 {
		t.Error("a post without accounts is cleared")
	}
	if c := k.Clear(x.Post, 7, Way{Slot: true}, accounts.Brand{Name: "Bar Norte", Zone: "Europe/Madrid"}, noon); !c.NoSlot || c.Err == nil {
		t.Errorf("without slots: %+v", c)
	}
}

func TestOpenRefuses(t *testing.T) {
	d := newDesk()
	if _, err := Open(d, pane.Write{Post: "none"}, noon); !errors.Is(err, accounts.ErrNotFound) {
		t.Error(err)
	}
	d.mention = accounts.Mention{ID: "m", Brand: "luz", Account: "gone", Visibility: accounts.Public}
	if _, err := Open(d, pane.Write{Mention: "m"}, noon); !errors.Is(err, accounts.ErrNotFound) {
		t.Error(err)
	}
	if _, err := Open(d, pane.Write{Mend: "d"}, noon); !errors.Is(err, accounts.ErrState) {
		t.Error(err)
	}
	d.facts.Brand = accounts.Brand{}
	if _, err := Open(d, pane.Write{Brand: "luz"}, noon); !errors.Is(err, accounts.ErrNotFound) {
		t.Error(err)
	}
}

func TestCountsAreThoseOfTheVersionInView(t *testing.T) {
	d := newDesk()
	d.facts.Accounts[1].Instance.Limits.Chars = 10
	x := Sheet{Post: accounts.Post{Text: "uno\n---\ncuatro", Targets: []accounts.ID{"a1", "a2"}}, Facts: d.facts}
	x.Measure()
	if c, ok := x.Shown(); !ok || c.Limit != 10 || c.Worst() != 6 || x.Parts() != 2 {
		t.Errorf("counted %+v", x.Counts())
	}
	x.Version = 2
	x.Write("solo aquí")
	x.Measure()
	if c, _ := x.Shown(); c.Account != "a2" || c.Worst() != 9 || x.Post.TextFor("a1") != "uno\n---\ncuatro" {
		t.Errorf("counted %+v", c)
	}
	x.Version = 0
	if c, _ := x.Shown(); c.Account != "a1" {
		t.Errorf("the text for all is counted on %s", c.Account)
	}
	x.Write("solo aquí")
	x.Version = 2
	x.Write("solo aquí")
	if len(x.Post.Versions) != 0 {
		t.Errorf("a text that is as for all is kept apart: %+v", x.Post.Versions)
	}
}
