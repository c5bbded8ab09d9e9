package mentions_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/ui/lang"
	"vocero/ui/mentions"
	"vocero/ui/pane"
	"vocero/ui/theme"
)

// now is a Monday, 09:00 in Madrid.
var now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

var brands = map[accounts.ID]accounts.Brand{
	"b1": {ID: "b1", Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid"},
	"b2": {ID: "b2", Name: "Kine Sur", Letter: "k", Zone: "America/Santiago"},
}

// desk is a store in memory that keeps what it was asked to do.
type desk struct {
	all     []accounts.Mention
	threads map[string]accounts.Thread
	changes []change
	acts    []accounts.Delivery
	asked   []accounts.Request
	queries []accounts.MentionQuery
	err     error
	leaving []accounts.Delivery
	sooner  []accounts.ID
}

type change struct {
	ids []accounts.ID
	accounts.MentionUpdate
}

func (d *desk) MentionPage(q accounts.MentionQuery, at accounts.Cursor, n int) (accounts.MentionPage, error) {
	d.queries = append(d.queries, q)
	var in []accounts.Mention
	for _, m := range d.all {
		if (q.Brand == "" || q.Brand == m.Brand) && (q.Any || m.State == q.State) && q.Folded == (m.Kind != accounts.Talk) &&
			strings.Contains(accounts.Fold(m.Text.String()), accounts.Fold(q.Search)) {
			in = append(in, m)
		}
	}
	slices.SortStableFunc(in, func(a, b accounts.Mention) int { return cmp.Compare(a.Deadline.Unix(), b.Deadline.Unix()) })
	from, to := 0, len(in)
	if at != "" {
		from = 1 + slices.IndexFunc(in, func(m accounts.Mention) bool { return m.ID == accounts.ID(at) })
	}
	if n < 0 {
		if at != "" {
			to = from - 1
		}
		from = max(0, to+n)
	} else {
		to = min(to, from+n)
	}
	p := accounts.MentionPage{Items: slices.Clone(in[from:to])}
	if from > 0 && from < to {
		p.Before = accounts.Cursor(in[from].ID)
	}
	if to < len(in) && from < to {
		p.After = accounts.Cursor(in[to-1].ID)
	}
	return p, d.err
}

func (d *desk) Mention(id accounts.ID) (accounts.Mention, error) {
	for _, m := range d.all {
		if m.ID == id {
			return m, nil
		}
	}
	return accounts.Mention{}, accounts.ErrNotFound
}

func (d *desk) CountMentions(q accounts.MentionQuery) (int, bool, error) {
	p, err := d.MentionPage(q, "", 1<<30)
	return len(p.Items), true, err
}

func (d *desk) SetMention(ids []accounts.ID, u accounts.MentionUpdate) error {
	d.changes = append(d.changes, change{ids, u})
	for i := range d.all {
		if !slices.Contains(ids, d.all[i].ID) {
			continue
		}
		if u.State != nil {
			d.all[i].State = *u.State
		}
		if u.Mood != nil {
			d.all[i].Mood = *u.Mood
		}
		if !u.Until.IsZero() {
			d.all[i].Deadline = u.Until
		}
		d.all[i].Tags = append(d.all[i].Tags, u.AddTags...)
		if u.Note != "" {
			d.all[i].Notes = append(d.all[i].Notes, accounts.Note{At: now, Text: u.Note})
		}
	}
	return d.err
}

func (d *desk) Brands() ([]accounts.Brand, error) {
	return []accounts.Brand{brands["b1"], brands["b2"]}, nil
}

func (d *desk) Accounts(brand accounts.ID) ([]accounts.Account, error) {
	as := []accounts.Account{{ID: "a1", Brand: "b1", Network: accounts.Mastodon, User: "panaderialuz", Host: "masto.example"},
		{ID: "a2", Brand: "b2", Network: accounts.Mastodon, User: "kinesur", Host: "masto.example"}}
	return slices.DeleteFunc(as, func(a accounts.Account) bool { return brand != "" && a.Brand != brand }), nil
}

func (d *desk) Thread(account accounts.ID, id string) (accounts.Thread, error) {
	t, ok := d.threads[string(account)+id]
	if !ok {
		return t, accounts.ErrNotFound
	}
	return t, nil
}

func (d *desk) Ask(r accounts.Request) (accounts.ID, error) {
	d.asked = append(d.asked, r)
	return "r", nil
}

func (d *desk) Act(x accounts.Delivery, _ time.Duration) (accounts.Delivery, error) {
	d.acts = append(d.acts, x)
	return x, d.err
}

// said is a mention to the bakery, due some hours from now.
func said(id, author, text string, due time.Duration) accounts.Mention {
	return accounts.Mention{ID: accounts.ID(id), Brand: "b1", Account: "a1", RemoteID: "n" + id, StatusID: "s" + id, Author: accounts.LineText(author), AuthorID: "u" + id,
		Text: accounts.BlockText(text), Visibility: accounts.Public, URL: "https://otro.example/@x/" + id, At: now.Add(due - 24*time.Hour), Deadline: now.Add(due)}
}

// busy is a morning: five that wait, one of them the other client's, one put off, one like.
func busy() *desk {
	k := said("m3", "@rosa@sur.example", "¿Atienden sin cita?", 5*time.Hour)
	k.Brand, k.Account, k.Mood = "b2", "a2", accounts.Question
	late := said("m1", "@eva@otro.example", "¿Abrís hoy?\nLlego a las diez", -2*time.Hour)
	late.Mood, late.Tags = accounts.Complaint, []string{"horario"}
	odd := said("m2", "@leo@otro.example", "Mirad esto", time.Hour)
	odd.Links = []accounts.Link{accounts.NewLink("https://banco.example/login", "https://malo.example/login"), accounts.NewLink("carta", "https://luz.example/carta")}
	odd.Flags, odd.CW, odd.Visibility = accounts.FlagLink, accounts.LineText("comida"), accounts.Direct
	odd.Media = []accounts.Attached{{Kind: "image", Alt: accounts.LineText("una hogaza")}, {Kind: "video"}}
	off := said("m6", "@ana@otro.example", "Para el martes", 25*time.Hour)
	off.State = accounts.Snoozed
	like := said("m7", "@teo@otro.example", "Hogaza de hoy", 0)
	like.Kind = accounts.Like
	return &desk{threads: map[string]accounts.Thread{}, all: []accounts.Mention{late, odd, k, said("m4", "@pol@otro.example", "Gracias por el pan", 8*time.Hour),
		said("m5", "@mar@otro.example", "Sin gluten tenéis", 30*time.Hour), off, like}}
}

// rig is a pane on a desk, with what it asked of the root.
type rig struct {
	t    *testing.T
	d    mentions.Desk
	p    *mentions.Pane
	gen  uint64
	said []tea.Msg
	went []string
	tag  string
	at   time.Time
}

func open(t *testing.T, d *desk, w, h int) *rig {
	t.Helper()
	return openOn(t, d, d, w, h)
}

// openOn opens the pane on any desk.
func openOn(t *testing.T, d mentions.Desk, k mentions.Talk, w, h int) *rig {
	t.Helper()
	r := &rig{t: t, d: d, tag: "en", at: now}
	r.p = mentions.New(d, k, mentions.Options{Now: func() time.Time { return r.at }, Browse: func(url string) tea.Cmd {
		r.went = append(r.went, url)
		return nil
	}})
	r.p.SetSize(w, h)
	r.show(pane.Scope{})
	return r
}

// show shows the pane anew, as the root does after every change.
func (r *rig) show(s pane.Scope) {
	r.gen++
	s.Gen = r.gen
	r.run(r.p.Show(s))
}

// run runs a command as the root would: results go to the pane, the rest is kept.
func (r *rig) run(c tea.Cmd) {
	if c == nil {
		return
	}
	switch x := c().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range x {
			r.run(c)
		}
	case pane.Result:
		if x.Gen == r.gen {
			r.run(r.p.Update(x.Msg))
		}
	default:
		r.said = append(r.said, x)
	}
}

// press runs the action of a key; a reason not to comes back. What is asked of the root is in said.
func (r *rig) press(keys ...string) (why string) {
	r.t.Helper()
	for _, key := range keys {
		r.said = nil
		if why = r.one(key); why != "" {
			return why
		}
	}
	return ""
}

func (r *rig) one(key string) string {
	r.t.Helper()
	for _, a := range r.p.Actions() {
		for _, ks := range a.Keys {
			if strings.Join(ks, " ") == key {
				if why, _ := a.Why(); why != "" {
					return why
				}
				r.run(a.Run())
				return ""
			}
		}
	}
	r.t.Fatalf("no key %q", key)
	return ""
}

// last is the newest thing asked of the root.
func (r *rig) last() tea.Msg {
	r.t.Helper()
	if len(r.said) == 0 {
		r.t.Fatal("nothing was asked of the root")
	}
	return r.said[len(r.said)-1]
}

func (r *rig) frame() pane.Frame {
	return pane.Frame{Brands: brands, Now: r.at, Focused: true, Styles: styles, Lang: lang.New(r.tag)}
}

var styles = theme.New(theme.Options{Dark: true, Profile: colorprofile.TrueColor})

// screen is what is drawn, without styles; it must fill its cells exactly, and twice the same.
func (r *rig) screen(w, h int) string {
	r.t.Helper()
	r.p.SetSize(w, h)
	f := r.frame()
	s, _ := r.p.View(f)
	if again, _ := r.p.View(f); again != s {
		r.t.Error("two drawings of the same state differ")
	}
	lines := strings.Split(s, "\n")
	if len(lines) != h {
		r.t.Fatalf("%d lines, want %d", len(lines), h)
	}
	for i, l := range lines {
		if ansi.StringWidth(l) != w {
			r.t.Errorf("line %d has %d cells, want %d: %q", i, ansi.StringWidth(l), w, l)
		}
	}
	return ansi.Strip(s)
}

// selected is the mention that r would answer.
func (r *rig) selected() accounts.ID {
	r.t.Helper()
	if r.press("r") != "" {
		return ""
	}
	return r.last().(pane.Open).Arg.(pane.Write).Mention
}

// told tells whether a toast was shown with one argument.
func (r *rig) told(text string, arg any) bool {
	return slices.ContainsFunc(r.said, func(m tea.Msg) bool {
		x, ok := m.(pane.Toast)
		return ok && x.Text == text && len(x.Args) == 1 && x.Args[0] == arg
	})
}
