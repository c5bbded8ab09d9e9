package compose_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/store"
	"vocero/ui"
	"vocero/ui/compose"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/today"
	"vocero/ui/uitest"
)

// rig is a desk in a folder of its own, with the real root, the composer and a tab beneath it. kill is what a person sees after
// kill -9.
type rig struct {
	*uitest.Driver
	t         *testing.T
	home      string
	s         *store.Store
	log       *store.DraftLog
	clock     *uitest.Clock
	state     ui.State
	tag       string
	w, h      int
	out       string // what the person's own editor gives back
	luz       accounts.Brand
	pan, otra accounts.Account
	kine      accounts.Account
	composer  *compose.Pane
	broken    error // what every save of a post fails with
}

// monday is 09:00 in Madrid.
var monday = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func newRig(t testing.TB) *rig {
	t.Helper()
	r := &rig{t: t.(*testing.T), home: t.TempDir(), clock: uitest.NewClock(monday), tag: "en", w: 80, h: 24}
	r.open()
	r.luz = must(r.s.PutBrand(accounts.Brand{Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid", Languages: []string{"es", "ca"},
		Slots: []accounts.Slot{{Day: time.Tuesday, Minute: 9*60 + 30}, {Day: time.Friday, Minute: 18 * 60}}}))(t)
	sur := must(r.s.PutBrand(accounts.Brand{Name: "Kine Sur", Letter: "k", Zone: "America/Santiago", Languages: []string{"es"}}))(t)
	ana := must(r.s.PutBrand(accounts.Brand{Name: "Ana Ríos", Letter: "_", Kind: accounts.Personal, Zone: "Europe/Madrid"}))(t)
	r.pan = r.account(r.luz, "panaderialuz", "masto.example", 500)
	r.otra = r.account(r.luz, "luz", "otra.example", 200)
	r.kine = r.account(sur, "kinesur", "masto.example", 500)
	r.account(ana, "ana", "casa.example", 500)
	r.start()
	return r
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// open opens the store and the journal of drafts, as the program does at its start.
func (r *rig) open() {
	r.t.Helper()
	r.s = must(store.Open(r.home, store.Options{Now: r.clock.Now, NoSync: true}))(r.t)
	r.log = must(store.OpenDraftLog(r.home))(r.t)
	s, l := r.s, r.log
	r.t.Cleanup(func() { _, _ = s.Close(), l.Close() })
}

func (r *rig) account(b accounts.Brand, user, host string, chars int) accounts.Account {
	r.t.Helper()
	limits := accounts.Limits{Chars: chars, Count: accounts.CountRule{URLWeight: 23, MentionsShort: true, CWCounts: true}, Media: 4, MediaTypes: []string{"image/png"},
		ImageBytes: 1 << 20, AltChars: 1500, PollOptions: 4, PollChars: 50, PollShortest: 300, PollLongest: 30 * 86400, TextOnly: true}
	can := accounts.Abilities{Key: true, Edit: true, Poll: true, Focus: true, MediaV2: true, CW: true, Language: true}
	return must(r.s.PutAccount(accounts.Account{Brand: b.ID, Network: accounts.Mastodon, Server: "https://" + host, Host: host, RemoteID: "r-" + user, User: user,
		Instance: accounts.Instance{Software: "mastodon", Version: "4.3.0", Limits: limits, Can: can}, ReadAt: r.clock.Now()}))(r.t)
}

// pane makes a composer over the rig's store.
func (r *rig) pane() *compose.Pane {
	return compose.New(flaky{r.s, r}, compose.Options{Now: r.clock.Now, After: r.clock.After, Journal: r.log,
		Edit: func(header, text string, done func(string, error) tea.Msg) tea.Cmd {
			return func() tea.Msg { return done(strings.ReplaceAll(r.out, "HEADER", header), nil) }
		}})
}

// flaky is the store, with saves that can be made to fail.
type flaky struct {
	*store.Store
	r *rig
}

func (f flaky) SavePost(p accounts.Post) (accounts.Post, error) {
	if f.r.broken != nil {
		return p, f.r.broken
	}
	return f.Store.SavePost(p)
}

// start starts the screen where it was left.
func (r *rig) start() {
	r.t.Helper()
	r.composer = r.pane()
	root := ui.New(ui.Options{Desk: r.s, Lang: lang.New(r.tag), Clock: ui.Clock{Now: r.clock.Now, After: r.clock.After}, Tabs: []pane.Pane{today.New(r.s, r.clock.Now)},
		Overlays: []pane.Pane{r.composer}, Start: r.state, Dark: true, Save: func(s ui.State) tea.Cmd {
			return func() tea.Msg {
				r.state = s
				return nil
			}
		}})
	r.Driver = uitest.New(r.t, root, uitest.Options{Width: r.w, Height: r.h, Clock: r.clock})
}

// hearOfIt tells the screen that the store has changed, as the bridge does after every commit.
func (r *rig) hearOfIt() {
	r.t.Helper()
	r.Msg(accounts.Changed{Topic: accounts.TopicPosts})
}

// kill drops the screen without a word, as kill -9 does, and starts a new one over the same home.
func (r *rig) kill() {
	r.t.Helper()
	if err := r.s.Close(); err != nil {
		r.t.Fatal(err)
	}
	if err := r.log.Close(); err != nil {
		r.t.Fatal(err)
	}
	r.open()
	r.start()
}

// rest lets two seconds go by, and the store's changes arrive.
func (r *rig) rest() *rig {
	r.t.Helper()
	for range 4 {
		r.Advance(500 * time.Millisecond)
		r.hearOfIt()
	}
	return r
}

// keys presses keys and lets changes arrive after each.
func (r *rig) keys(ks ...string) *rig {
	r.t.Helper()
	for _, k := range ks {
		r.Press(k)
		r.hearOfIt()
	}
	return r
}

func (r *rig) write(s string) *rig {
	r.t.Helper()
	r.Type(s)
	r.hearOfIt()
	return r
}

// to opens the composer.
func (r *rig) to(w pane.Write) *rig {
	r.t.Helper()
	r.Msg(pane.Open{To: pane.Compose, Arg: w})
	r.hearOfIt()
	return r
}

// hear puts a mention of the bakery into the store.
func (r *rig) hear(id, text string, v accounts.Visibility) accounts.Mention {
	r.t.Helper()
	m := accounts.Mention{RemoteID: "n" + id, StatusID: id, Kind: accounts.Talk, Author: accounts.LineText("@eva@otro.example"), AuthorName: accounts.LineText("Eva"), AuthorID: "e1",
		Text: accounts.BlockText(text), CW: accounts.LineText("horarios"), Visibility: v, Language: "ca", At: r.clock.Now(), Addressed: []accounts.Text{accounts.LineText("@leo@otro.example")}}
	if _, err := r.s.PutInbox(r.pan.ID, []accounts.Mention{m}, "c"+id, false); err != nil {
		r.t.Fatal(err)
	}
	page := must(r.s.MentionPage(accounts.MentionQuery{Brand: r.luz.ID, Any: true}, "", 10))(r.t)
	for _, m := range page.Items {
		if m.StatusID == id {
			r.hearOfIt()
			return m
		}
	}
	r.t.Fatal("the mention is not stored")
	return m
}

func (r *rig) posts() []accounts.Post {
	r.t.Helper()
	ps, _, err := r.s.Posts(accounts.PostQuery{}, "", 50)
	if err != nil {
		r.t.Fatal(err)
	}
	return ps
}

// one is the only post there is.
func (r *rig) one() accounts.Post {
	r.t.Helper()
	ps := r.posts()
	if len(ps) != 1 {
		r.t.Fatalf("%d posts are stored:\n%+v\n%s", len(ps), ps, r.Screen())
	}
	return ps[0]
}

func (r *rig) deliveries() []accounts.Delivery {
	r.t.Helper()
	ds, _, err := r.s.Deliveries(accounts.DeliveryQuery{}, "", 50)
	if err != nil {
		r.t.Fatal(err)
	}
	return ds
}

// picture writes a picture with a comment in it, which AddMedia takes out.
func (r *rig) picture(name string) string {
	r.t.Helper()
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		body := append([]byte(kind), data...)
		b.Write(binary.BigEndian.AppendUint32(nil, uint32(len(data))))
		b.Write(binary.BigEndian.AppendUint32(body, crc32.ChecksumIEEE(body)))
	}
	chunk("IHDR", []byte{0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0})
	chunk("tEXt", []byte("Comment\x00in the kitchen"))
	chunk("IDAT", []byte{0x78, 0x9c, 0x62, 0x60, 0, 0, 0, 2, 0, 1})
	chunk("IEND", nil)
	path := filepath.Join(r.t.TempDir(), name)
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		r.t.Fatal(err)
	}
	return path
}
