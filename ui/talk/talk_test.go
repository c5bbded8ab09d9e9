package talk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/talk"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

var now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

var luz = accounts.Brand{ID: "b1", Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid"}

func frame(tag string) pane.Frame {
	return pane.Frame{Now: now, Focused: true, Lang: lang.New(tag), Styles: theme.New(theme.Options{Dark: true, Profile: colorprofile.TrueColor})}
}

func mention() accounts.Mention {
	return accounts.Mention{ID: "m", StatusID: "s1", Author: accounts.LineText("@eva@otro.example"), AuthorName: accounts.LineText("Eva"), Text: accounts.BlockText("¿Abrís hoy?\nLlego tarde"),
		Visibility: accounts.Followers, At: now.Add(-25 * time.Hour), Deadline: now.Add(-time.Hour), Tags: []string{"horario"}, Notes: []accounts.Note{{At: now, Text: "llamar"}}, Mood: accounts.Question}
}

func TestARowSaysItsTimeInEveryState(t *testing.T) {
	for _, c := range []struct {
		change func(m *accounts.Mention)
		en, es string
	}{
		{func(m *accounts.Mention) {}, "✗ -1 h", "✗ -1 h"},
		{func(m *accounts.Mention) { m.Deadline = now.Add(30 * time.Second) }, "! now", "! ahora"},
		{func(m *accounts.Mention) { m.Deadline = now.Add(3 * time.Hour) }, "  3 h", "  3 h"},
		{func(m *accounts.Mention) { m.State, m.Deadline = accounts.Snoozed, now.Add(24*time.Hour) }, "Tue 09:00", "mar 09:00"},
		{func(m *accounts.Mention) { m.State, m.Deadline = accounts.Snoozed, now.Add(240*time.Hour) }, "3 Dec", "3 dic"},
		{func(m *accounts.Mention) { m.State = accounts.Snoozed }, "✗ -1 h", "✗ -1 h"},
		{func(m *accounts.Mention) { m.State = accounts.Done }, "  25 h", "  25 h"},
		{func(m *accounts.Mention) { m.State = accounts.WaitingReply }, "  25 h", "  25 h"},
		{func(m *accounts.Mention) { m.Kind = accounts.Boost }, "  25 h", "  25 h"},
	} {
		m := mention()
		c.change(&m)
		for tag, want := range map[string]string{"en": c.en, "es": c.es} {
			s := ansi.Strip(talk.DrawRow(frame(tag), luz, m, talk.Row{W: 80}))
			if !strings.HasPrefix(s, "  p "+want+" ") || ansi.StringWidth(s) != 80 {
				t.Errorf("%s: %q, want %q", tag, s, want)
			}
		}
	}
}

func TestARowHasItsBadges(t *testing.T) {
	m := mention()
	m.Flags, m.Media, m.State = accounts.FlagHidden, []accounts.Attached{{}, {}}, accounts.Done
	s := ansi.Strip(talk.DrawRow(frame("en"), luz, m, talk.Row{W: 90, Any: true, Marked: true}))
	if !strings.HasSuffix(s, "⚠ ▣2 ✉f ; done #horario") || !strings.HasPrefix(s, "• p ") || !strings.Contains(s, " ? @eva") {
		t.Errorf("the row is %q", s)
	}
	for _, st := range []widget.RowState{{Selected: true}, {Selected: true, Focused: true}} {
		if s := talk.DrawRow(frame("en"), luz, m, talk.Row{W: 40, State: st}); ansi.StringWidth(s) != 40 || !strings.Contains(s, "\x1b[") {
			t.Errorf("a selected row is %q", s)
		}
	}
	m.CW = accounts.LineText("comida")
	hidden := ansi.Strip(talk.DrawRow(frame("en"), luz, m, talk.Row{W: 120}))
	shown := ansi.Strip(talk.DrawRow(frame("en"), luz, m, talk.Row{W: 120, Open: true}))
	if strings.Contains(hidden, "Abrís") || !strings.Contains(shown, "CW comida | ¿Abrís hoy? Llego tarde") {
		t.Errorf("a warning hides %q and opened shows %q", hidden, shown)
	}
}

func TestVersionSeesEverythingThatIsDrawn(t *testing.T) {
	was := talk.Version(mention())
	for name, change := range map[string]func(m *accounts.Mention){
		"state": func(m *accounts.Mention) { m.State = accounts.Done }, "mood": func(m *accounts.Mention) { m.Mood = accounts.Praise },
		"deadline": func(m *accounts.Mention) { m.Deadline = now }, "note": func(m *accounts.Mention) { m.Notes = nil }, "tag": func(m *accounts.Mention) { m.Tags = []string{"horari", "o"} },
		"liked": func(m *accounts.Mention) { m.Liked = true }, "boosted": func(m *accounts.Mention) { m.Boosted = true }, "reply": func(m *accounts.Mention) { m.Reply = "p" },
	} {
		m := mention()
		if change(&m); talk.Version(m) == was {
			t.Errorf("a new %s changes nothing", name)
		}
	}
}

func TestAMentionInFull(t *testing.T) {
	m := mention()
	m.Liked, m.Boosted, m.Language = true, true, "es"
	m.Flags = accounts.FlagHidden | accounts.FlagMixedScript | accounts.FlagLink
	m.Links = []accounts.Link{accounts.NewLink("aquí", "mailto:x@y.example")}
	x := talk.Said{Mention: m, Brand: luz, Thread: &accounts.Thread{Said: []accounts.Said{{RemoteID: "s0", Author: accounts.LineText("@ana@b.example"), CW: accounts.LineText("aviso")},
		{RemoteID: "s1", Author: m.Author}, {RemoteID: "s2", Own: true, InReplyTo: "s1", Text: accounts.BlockText("Sí, hasta las dos"), At: now}}}}
	for i := range 9 {
		x.Thread.Said = slices.Insert(x.Thread.Said, 0, accounts.Said{RemoteID: string(rune('a' + i))})
	}
	got := ansi.Strip(strings.Join(talk.DrawMention(frame("en"), 60, x), "\n"))
	for _, want := range []string{"p Panadería Luz · to an account that is gone", "Eva @eva@otro.example", "✗ late 1 h (due Mon 23 Nov", "new · question · ✉ followers · es · liked · boosted",
		"⚠ invisible or", "⚠ letters of several", "⚠ a link goes", "⚠ answered already from this account, Mon 23 Nov 09:00: Sí,", "¿Abrís hoy?\nLlego tarde",
		"(is not opened)", "#horario", "; Mon 23 Nov 09:00 llamar", "7 more before", "@ana@b.example: CW aviso", "▸ @eva", "» "} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	for _, l := range talk.DrawMention(frame("es"), 40, x) {
		if ansi.StringWidth(l) > 40 {
			t.Errorf("wider than 40 cells: %q", l)
		}
	}
}

func TestAPageScrollsInsideItsText(t *testing.T) {
	lines := strings.Split("a b c d e f g h", " ")
	for top, want := range map[int]string{0: "  a", 3: "  d", 99: "  f"} {
		s := strings.Split(ansi.Strip(talk.DrawPage(frame("en"), "Mention", lines, top, 50, 4)), "\n")
		if len(s) != 4 || strings.TrimRight(s[1], " ") != want || !strings.Contains(s[0], "/8") {
			t.Errorf("from %d it shows %q", top, s)
		}
	}
	if s := talk.DrawPage(frame("en"), "Mention", lines, 0, 50, 20); strings.Contains(s, "scroll") {
		t.Error("what fits is said to scroll")
	}
}

func TestTabsDropCountsBeforeNames(t *testing.T) {
	tabs := []talk.Tab{{"New", 12}, {"Done", 1234567}, {"Folded", 45678}, {"All", -1}}
	if s := ansi.Strip(talk.DrawTabs(frame("en"), 40, tabs, 1)); strings.TrimRight(s, " ") != " New·12 [Done·1M] Folded·45k  All" {
		t.Errorf("got %q", s)
	}
	if s := ansi.Strip(talk.DrawTabs(frame("en"), 30, tabs, 1)); strings.TrimRight(s, " ") != " New [Done·1M] Folded  All" || ansi.StringWidth(s) != 30 {
		t.Errorf("got %q", s)
	}
}

func TestTagsAreRead(t *testing.T) {
	add, drop := talk.ParseTags(" #pan, urgente -#viejo - # ")
	if !slices.Equal(add, []string{"pan", "urgente"}) || !slices.Equal(drop, []string{"viejo"}) {
		t.Errorf("read as %q and %q", add, drop)
	}
}

func TestOpenShowsTheAddressWithoutABrowser(t *testing.T) {
	m := mention()
	m.URL = "https://otro.example/1"
	if x, ok := talk.Open(m, nil)().(pane.Toast); !ok || x.Args[0] != m.URL {
		t.Errorf("got %#v", x)
	}
	m.Links = []accounts.Link{accounts.NewLink("x", "https://luz.example/carta"), accounts.NewLink("x", "data:text/html,x")}
	went := ""
	ask := talk.Open(m, func(url string) tea.Cmd { went = url; return nil })().(pane.Choose)
	if len(ask.Choices) != 2 || ask.Choices[0].Label != "the post itself" || ask.Choices[1].Key != "2" {
		t.Errorf("offered are %+v", ask.Choices)
	}
	if ask.Then(1); went != "https://luz.example/carta" {
		t.Errorf("went to %q", went)
	}
}
