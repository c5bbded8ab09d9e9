package twitter_test

import (
	"bytes"
	"image"
	"image/png"
	"sync"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/accounts/listen"
	"vocero/accounts/practice"
	"vocero/accounts/publish"
	"vocero/accounts/twitter"
	"vocero/store"
)

// office is a whole desk without a screen: the shipped store and workers, and one account on a practice server of X.
type office struct {
	*testing.T
	mu      sync.Mutex
	at      time.Time
	server  *practice.Server
	own     *practice.Account
	store   *store.Store
	brand   accounts.Brand
	account accounts.Account
	secret  accounts.Secret
	post    *publish.Publisher
	hear    *listen.Listener
}

func (o *office) now() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.at
}

func (o *office) pass(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.at = o.at.Add(d)
}

// Open logs the account in.
func (o *office) Open(a accounts.Account) (accounts.Network, error) {
	return twitter.New(a, o.secret, twitter.Options{Now: o.now})
}

func (o *office) ok(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// must is what a call gave.
func must[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

func newOffice(t *testing.T) *office {
	o := &office{T: t, at: time.Now().Truncate(time.Second)}
	o.server = must(practice.Start(practice.Options{Model: practice.X, Host: "x.example", Now: o.now}))
	t.Cleanup(func() { _ = o.server.Close() })
	o.own = o.server.AddAccount("panaderialuz", "Panadería Luz")
	o.store = must(store.Open(t.TempDir(), store.Options{Now: o.now, NoSync: true}))
	t.Cleanup(func() { _ = o.store.Close() })
	o.brand = must(o.store.PutBrand(accounts.Brand{Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid", Languages: []string{"es"}}))
	a, secret, err := twitter.LogIn(t.Context(), accounts.Account{}, answers(o.server, o.own, twitter.API2), twitter.Options{Now: o.now})
	o.ok(err)
	a.Brand, a.ReadAt, o.secret = o.brand.ID, o.now(), secret
	o.account = must(o.store.PutAccount(a))
	o.ok(o.store.Spend(o.account.ID, o.account.LogInCharges()))
	o.post = publish.New(publish.Config{Store: o.store, Networks: o, Media: o.store, Ledger: o.store, Now: o.now, Uptime: func() time.Duration { return time.Duration(o.now().UnixNano()) }})
	o.hear = listen.New(listen.Config{Store: o.store, Networks: o, Ledger: o.store, Now: o.now})
	return o
}

// agrees holds the desk's ledger to the server's bill.
func (o *office) agrees(after string) {
	o.Helper()
	b := must(o.store.Budget(o.brand.ID))
	if want := o.server.Bill(o.own); int64(b.Spent) != want {
		o.Errorf("%s: the ledger says %s, the bill %s", after, b.Spent, accounts.Micros(want))
	}
}

// say sends a post and has it read back.
func (o *office) say(p accounts.Post) []accounts.Delivery {
	o.Helper()
	p.Brand, p.State, p.Language = o.brand.ID, accounts.Draft, "es"
	if p.Visibility = accounts.Public; len(p.Targets) == 0 {
		p.Targets = []accounts.ID{o.account.ID}
	}
	p = must(o.store.SavePost(p))
	f := must(o.store.Facts(p, o.now()))
	f.Immediate = true
	c, stand := guard.Clear(p, f, o.account.ID, nil)
	if c.Zero() {
		o.Fatalf("%q: %+v", p.Text, stand)
	}
	_, ds, err := o.store.Schedule(p.ID, p.Revision, []guard.Clearance{c}, accounts.ScheduleOptions{Now: true, Hold: -1, Sooner: true})
	o.ok(err)
	o.carry()
	for i := range ds {
		if ds[i] = must(o.store.Delivery(ds[i].ID)); ds[i].State != accounts.Published || ds[i].Verified.IsZero() {
			o.Fatalf("%q is %s: %+v", p.Text, ds[i].State, ds[i].Fault)
		}
	}
	return ds
}

// reply answers a mention.
func (o *office) reply(m accounts.Mention, text string) {
	o.Helper()
	p := accounts.ReplyTo(m, o.account)
	p.Text += text
	o.say(p)
}

// carry lets everything leave, and reads it back.
func (o *office) carry() {
	o.Helper()
	for range 8 {
		_, err := o.post.Once(o.Context())
		o.ok(err)
		o.pass(2 * time.Second)
	}
}

// act carries out one act on a mention, or on an own post.
func (o *office) act(d accounts.Delivery) {
	o.Helper()
	d.Brand, d.Account = o.brand.ID, o.account.ID
	d, err := o.store.Act(d, -1)
	o.ok(err)
	o.carry()
	if d = must(o.store.Delivery(d.ID)); d.State != accounts.Published {
		o.Fatalf("%s is %s: %+v", d.Op, d.State, d.Fault)
	}
}

// sync polls, and gives the mentions that are new.
func (o *office) sync() []accounts.Mention {
	o.Helper()
	for _, s := range must(o.hear.Once(o.Context(), "")) {
		o.ok(s.Err)
	}
	return must(o.store.MentionPage(accounts.MentionQuery{Any: true}, "", 100)).Items
}

// TestADayInTheLedger: after a day of everything, the desk's ledger is the server's bill.
func TestADayInTheLedger(t *testing.T) {
	o := newOffice(t)
	vecina, vecino := o.server.AddStranger("vecina", "Vecina"), o.server.AddStranger("vecino", "Vecino")
	o.say(accounts.Post{Text: "Hoy hay pan de centeno."})
	o.agrees("a post")
	out := o.say(accounts.Post{Text: "La carta está en panaderialuz.es"})
	o.agrees("a post with a link")
	o.say(accounts.Post{Text: "Uno: la masa madre.\n---\nDos: el horno, en https://panaderialuz.es/horno"})
	o.agrees("a thread")
	asked := o.server.Mention(vecina, o.own, practice.Say{Text: "¿Abrís mañana?"})
	o.server.Mention(vecino, o.own, practice.Say{Text: "¡Qué rico todo!"})
	o.server.Mention(vecina, o.own, practice.Say{Text: "¿Y el domingo?", InReplyTo: out[0].Receipt.RemoteID})
	ms := o.sync()
	if len(ms) != 3 {
		t.Fatalf("%d mentions", len(ms))
	}
	o.agrees("three mentions")
	o.sync()
	o.agrees("an empty inbox")
	if _, err := o.store.Ask(accounts.Request{Account: o.account.ID, What: accounts.RequestThread, Arg: asked}); err != nil {
		t.Fatal(err)
	}
	o.ok(o.hear.Answer(t.Context()))
	o.agrees("a conversation")
	for _, m := range ms {
		if m.StatusID == asked {
			o.reply(m, "Sí, de ocho a dos: panaderialuz.es")
			o.agrees("a reply with a link")
		}
	}
	var pic bytes.Buffer
	o.ok(png.Encode(&pic, image.NewRGBA(image.Rect(0, 0, 8, 8))))
	media := must(o.store.AddMedia(o.brand.ID, "pan.png", &pic))
	media.Alt = "Una hogaza redonda"
	o.say(accounts.Post{Text: "Recién hecho", Media: []accounts.Media{media}})
	o.agrees("a picture that is described")
	o.act(accounts.Delivery{Op: accounts.OpHide, Mention: ms[0].ID, Target: mentionTo(ms, out[0].Receipt.RemoteID)})
	o.act(accounts.Delivery{Op: accounts.OpMute, Mention: ms[1].ID})
	o.act(accounts.Delivery{Op: accounts.OpUnmute, Mention: ms[1].ID})
	o.act(accounts.Delivery{Op: accounts.OpDelete, Post: out[0].Post, Target: out[0].Receipt.RemoteID})
	o.agrees("hiding, muting, deleting")
	o.look()
	o.agrees("a search, figures and a count")
	if problems, err := o.store.Check(); err != nil || len(problems) > 0 {
		t.Errorf("the store: %v %v", problems, err)
	}
}

// look reads what is not stored with anything.
func (o *office) look() {
	o.Helper()
	n := must(o.Open(o.account)).(*twitter.Client)
	must(n.Search(o.Context(), accounts.Search{Words: "abrís"}))
	must(n.Volume(o.Context(), accounts.Search{Words: "pan"}))
	must(n.Measure(o.Context(), []string{must(n.Newest(o.Context()))}))
	must(n.Survey(o.Context(), time.Time{}, time.Time{}))
	o.ok(o.store.Spend(o.account.ID, n.Charges()))
	if again := n.Charges(); len(again) != 0 {
		o.Errorf("told twice: %v", again)
	}
}

// mentionTo is the id of the mention that answers a post.
func mentionTo(ms []accounts.Mention, post string) string {
	for _, m := range ms {
		if m.InReplyTo == post {
			return m.StatusID
		}
	}
	return ""
}

// TestTheLedgerAfterTrouble: what was posted although the answer was lost is paid once, and what is read again the same day not at all.
func TestTheLedgerAfterTrouble(t *testing.T) {
	o := newOffice(t)
	vecina := o.server.AddStranger("vecina", "Vecina")
	o.server.Fault(practice.Fault{Method: "POST", Path: "/2/tweets", Exact: true, Count: 1, Do: practice.StoreCut})
	d := o.say(accounts.Post{Text: "Hoy cerramos a las dos."})[0]
	if !d.Receipt.Recovered {
		t.Error("it was not looked up")
	}
	o.agrees("a post whose answer was lost")
	o.server.Mention(vecina, o.own, practice.Say{Text: "¿Y el sábado?"})
	o.server.Fault(practice.Fault{Method: "GET", Path: "/2/users", Exact: true, Count: 1, Do: practice.Answer, Status: 503})
	_ = must(o.hear.Once(t.Context(), "")) // The authors could not be read: the page is read again.
	o.agrees("a page that was read and not kept")
	o.pass(time.Minute)
	if ms := o.sync(); len(ms) != 1 {
		t.Errorf("%d mentions", len(ms))
	}
	o.agrees("the same page once more")
}

// TestTheCapOnX: when the cap is reached nothing more is read, and a reply still leaves.
func TestTheCapOnX(t *testing.T) {
	o := newOffice(t)
	vecina := o.server.AddStranger("vecina", "Vecina")
	o.server.Mention(vecina, o.own, practice.Say{Text: "¿Abrís mañana?"})
	ms := o.sync()
	limit := accounts.Micros(1_000)
	must(o.store.SetCap(o.brand.ID, &limit))
	reads := o.server.Count("GET", "/2/users/{id}/mentions")
	out := must(o.hear.Once(t.Context(), ""))
	if len(out) != 1 || accounts.AsErr(out[0].Err).Code != accounts.CodeCap {
		t.Fatalf("%+v", out)
	}
	if a := must(o.store.Account(o.account.ID)); a.Fault == nil || a.Fault.Code != accounts.CodeCap || a.Fault.Until.Before(o.now()) {
		t.Errorf("the account says %+v", a.Fault)
	}
	if n := o.server.Count("GET", "/2/users/{id}/mentions"); n != reads {
		t.Errorf("read %d times more", n-reads)
	}
	o.reply(ms[0], "Sí, de ocho a dos.")
	o.agrees("a reply beyond the cap")
	must(o.store.SetCap(o.brand.ID, nil))
	o.sync()
	if a := must(o.store.Account(o.account.ID)); a.Fault != nil {
		t.Errorf("after it was taken away: %+v", a.Fault)
	}
}
