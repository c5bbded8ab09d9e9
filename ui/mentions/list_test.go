package mentions_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/mentions"
	"vocero/ui/pane"
)

func TestTheListInBothLanguages(t *testing.T) {
	for tag, want := range map[string][]string{
		"en": {"[New·5]", "Waiting·0", "Snoozed·1", "Folded·1", "p ✗ -2 h    - @eva@otro.e", "¿Abrís hoy? Llego", "#horario", "p ! 1 h       @leo", "CW comida", "⚠ ▣2 ✉", "k   5 h     ? @rosa"},
		"es": {"[Nuevas·5]", "Esperando·0", "Pospuestas·1", "Aparte·1", "p ✗ -2 h    - @eva@otro.e", "CW comida", "k   5 h     ? @rosa"},
	} {
		for _, size := range [][2]int{{60, 17}, {80, 21}, {109, 30}, {110, 30}, {120, 37}, {200, 60}} {
			r := open(t, busy(), size[0], size[1])
			r.tag = tag
			s, at := r.screen(size[0], size[1]), 0
			for _, w := range want {
				i := strings.Index(s[at:], w)
				if i < 0 {
					t.Fatalf("%q is missing or out of order at %v in\n%s", w, size, s)
				}
				at += i
			}
			if side := strings.Contains(s, "@panaderialuz@masto.example"); side != (size[0] >= 110) {
				t.Errorf("a side pane at %v: %v", size, side)
			}
		}
	}
}

func TestTheWholeMention(t *testing.T) {
	for tag, want := range map[string][]string{
		"en": {"to @panaderialuz@masto.example", "@leo@otro.example", "1 h left (due Mon 23 Nov 10:00)", "✉ only those named", "⚠ a link goes elsewhere", "CW comida", "z shows the text",
			"▣ picture: una hogaza", "▣ video: no description", "⚠ malo.example/login  written as https://banco.example/login", "→ luz.example/carta", "t reads the conversation"},
		"es": {"para @panaderialuz@masto.example", "plazo de 1 h (vence lun 23 nov 10:00)", "solo los nombrados", "escrito como", "▣ vídeo: sin descripción"},
	} {
		r := open(t, busy(), 80, 21)
		r.tag = tag
		r.press("j", "enter")
		s := r.screen(80, 21)
		for _, w := range want {
			if !strings.Contains(s, w) {
				t.Errorf("%q is missing in\n%s", w, s)
			}
		}
		if strings.Contains(s, "Mirad esto") {
			t.Errorf("what stands behind the warning is shown:\n%s", s)
		}
		r.press("z")
		if s := r.screen(80, 21); !strings.Contains(s, "Mirad esto") {
			t.Errorf("z does not show it:\n%s", s)
		}
		r.press("esc")
		if s := r.screen(80, 21); !strings.Contains(s, "CW comida | Mirad esto") {
			t.Errorf("the row does not show it:\n%s", s)
		}
	}
}

func TestAnItemIsJudgedWhileItIsRead(t *testing.T) {
	d := busy()
	r := open(t, d, 80, 21)
	r.press("enter", "x")
	r.show(pane.Scope{})
	if s := r.screen(80, 21); !strings.Contains(s, "@leo@otro.example") || d.changes[0].ids[0] != "m1" {
		t.Errorf("after x the next is not read:\n%s", s)
	}
}

func TestTheSidePaneFollowsWhenTheKeysRest(t *testing.T) {
	d := busy()
	var later []tea.Msg
	var waits []time.Duration
	at := now
	p := mentions.New(d, d, mentions.Options{Now: func() time.Time { return at }, After: func(d time.Duration, m tea.Msg) tea.Cmd {
		later, waits = append(later, m), append(waits, d)
		return nil
	}})
	r := &rig{t: t, d: d, p: p, tag: "en", at: now}
	p.SetSize(120, 37)
	r.show(pane.Scope{})
	r.press("j")
	at = at.Add(100 * time.Millisecond)
	r.press("j")
	if s := r.screen(120, 37); !strings.Contains(s, "✗ late 2 h") || len(later) != 1 {
		t.Errorf("the side pane moved with the key, or %d ticks are on their way:\n%s", len(later), s)
	}
	at = at.Add(50 * time.Millisecond)
	r.run(p.Update(later[0].(pane.Result).Msg))
	if s := r.screen(120, 37); !strings.Contains(s, "✗ late 2 h") {
		t.Errorf("the side pane followed a key that was not the last:\n%s", s)
	}
	if fmt.Sprint(waits) != "[150ms 100ms]" {
		t.Fatalf("it looks after %v", waits)
	}
	at = at.Add(100 * time.Millisecond)
	r.run(p.Update(later[1].(pane.Result).Msg))
	if s := r.screen(120, 37); !strings.Contains(s, "k Kine Sur · to @kinesur@masto.example") {
		t.Errorf("the side pane does not follow:\n%s", s)
	}
	if b, a := p.Speaks(); b != "b2" || a != "a2" {
		t.Errorf("the row is spoken for by %s %s", b, a)
	}
}

func TestLookGoesToOneMention(t *testing.T) {
	d := busy()
	for i := range 90 {
		d.all = append(d.all, said(fmt.Sprint("z", i), "@zoe@otro.example", "hola", time.Duration(50+i)*time.Hour))
	}
	r := open(t, d, 80, 21)
	r.show(pane.Scope{Arg: pane.Look{Record: "m6"}})
	if s := r.screen(80, 21); !strings.Contains(s, "[Snoozed·1]") || r.selected() != "m6" {
		t.Errorf("a snoozed one is not found under its filter:\n%s", s)
	}
	r.show(pane.Scope{Arg: pane.Look{Record: "m4"}})
	if r.selected() != "m4" {
		t.Errorf("selected is %s", r.selected())
	}
	r.show(pane.Scope{Arg: pane.Look{Record: "z80"}})
	if s := r.screen(80, 21); !strings.Contains(s, "one mention · Esc shows the list") || r.selected() != "z80" {
		t.Errorf("one far off is not shown by itself:\n%s", s)
	}
	r.press("esc")
	if r.selected() != "m1" {
		t.Errorf("Esc shows the list at %s", r.selected())
	}
	r.said = nil
	r.show(pane.Scope{Arg: pane.Look{Record: "nobody"}})
	if m, ok := r.last().(pane.Failed); !ok || !errors.Is(m.Err, accounts.ErrNotFound) {
		t.Errorf("one that is gone: %#v", r.said)
	}
}

func TestMouseAndMovement(t *testing.T) {
	r := open(t, busy(), 120, 37)
	for _, c := range []struct {
		do   func() tea.Cmd
		want accounts.ID
	}{
		{func() tea.Cmd { return r.p.Click(3, 3) }, "m3"}, {func() tea.Cmd { return r.p.Click(3, 0) }, "m3"}, {func() tea.Cmd { return r.p.Click(100, 1) }, "m3"},
		{func() tea.Cmd { return r.p.Click(3, 30) }, "m3"}, {func() tea.Cmd { return r.p.Wheel(-1) }, "m2"}, {func() tea.Cmd { return r.p.Wheel(9) }, "m5"},
	} {
		r.run(c.do())
		if got := r.selected(); got != c.want {
			t.Errorf("selected is %s, want %s", got, c.want)
		}
	}
	for _, c := range []struct {
		key  string
		want accounts.ID
	}{{"g g", "m1"}, {"G", "m5"}, {"ctrl+u", "m1"}, {"ctrl+d", "m5"}, {"pgup", "m1"}, {"pgdown", "m5"}, {"up", "m4"}} {
		if r.press(c.key); r.selected() != c.want {
			t.Errorf("%s goes to %s, want %s", c.key, r.selected(), c.want)
		}
	}
	r = open(t, busy(), 60, 5)
	r.press("j", "enter")
	before := r.screen(60, 5)
	r.run(r.p.Wheel(3))
	if r.screen(60, 5) == before {
		t.Error("the wheel does not scroll the text")
	}
}

func TestAFailedReadingIsSaid(t *testing.T) {
	d := &desk{err: errors.New("disk gone")}
	r := open(t, d, 80, 21)
	if m, ok := r.last().(pane.Failed); !ok || !strings.Contains(m.Err.Error(), "disk gone") {
		t.Errorf("said was %#v", r.said)
	}
	r.screen(80, 21)
}

// hostile are texts made to break screens, as they come from an adapter.
func hostile(t *testing.T) []accounts.Mention {
	t.Helper()
	b, err := os.ReadFile("../../accounts/testdata/hostile.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Cases []struct{ In, Tail string }
	}
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	var out []accounts.Mention
	for i, c := range doc.Cases {
		s, err := strconv.Unquote(`"` + strings.ReplaceAll(c.In, `"`, `\"`) + `"`)
		if err != nil {
			s = c.In
		}
		m := said(fmt.Sprint("h", i), "@eva@otro.example", "", time.Duration(i)*time.Minute)
		m.Text, m.Flags = accounts.SafeBlock(s)
		m.Author, m.AuthorName, m.CW = accounts.LineText(s), accounts.LineText(s), accounts.LineText(s)
		m.Links = []accounts.Link{accounts.NewLink(s, s), accounts.NewLink(s, "https://malo.example/"+s)}
		m.Media = []accounts.Attached{{Kind: "image", Alt: accounts.LineText(s)}}
		m.Tags, m.Notes = []string{s}, []accounts.Note{{At: now, Text: s}}
		out = append(out, m)
	}
	return out
}

func TestHostileMentionsStayInTheirCells(t *testing.T) {
	all := hostile(t)
	if len(all) < 50 {
		t.Fatalf("only %d hostile texts", len(all))
	}
	for _, size := range [][2]int{{1, 1}, {7, 3}, {60, 17}, {80, 21}, {120, 37}} {
		d := &desk{all: all, threads: map[string]accounts.Thread{}}
		for _, m := range all {
			d.threads["a1"+m.StatusID] = accounts.Thread{Read: now, Said: []accounts.Said{{RemoteID: m.StatusID, Author: m.Author, AuthorName: m.AuthorName, Text: m.Text, CW: m.CW, Media: m.Media, Links: m.Links}}}
		}
		r := open(t, d, size[0], size[1])
		for range all {
			r.press("z")
			safe(t, r.screen(size[0], size[1]))
			r.press("enter")
			safe(t, r.screen(size[0], size[1]))
			r.press("t")
			safe(t, r.screen(size[0], size[1]))
			r.press("esc", "esc", "j")
		}
	}
}

// safe wants no control characters in what was drawn.
func safe(t *testing.T, s string) {
	t.Helper()
	for _, c := range s {
		if c < ' ' && c != '\n' || c >= 0x7f && c < 0xa0 || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 {
			t.Fatalf("U+%04X reached the screen", c)
		}
	}
}

func TestALookSurvivesAnotherReading(t *testing.T) {
	r := open(t, busy(), 80, 21)
	r.gen++
	dropped := r.p.Show(pane.Scope{Gen: r.gen, Arg: pane.Look{Record: "m4"}})
	r.show(pane.Scope{})
	r.run(dropped)
	if r.selected() != "m4" {
		t.Errorf("selected is %s", r.selected())
	}
}
