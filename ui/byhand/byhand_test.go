package byhand_test

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/byhand"
	"vocero/ui/lang"
	"vocero/ui/pane"
	"vocero/ui/theme"
	"vocero/ui/widget"
)

var (
	gram  = accounts.Account{ID: "g", Brand: "p", Network: accounts.Manual, User: "luz", Host: "instagram.com", Instance: accounts.Instance{Software: "instagram"}}
	board = accounts.Account{ID: "b", Brand: "p", Network: accounts.Manual, User: "plaza", Host: "board", Instance: accounts.Instance{Software: "board"}}
	masto = accounts.Account{ID: "m", Brand: "p", Network: accounts.Mastodon, User: "luz", Host: "masto.example"}
	due   = accounts.Delivery{ID: "d", Account: "g", State: accounts.NeedsYou, Fault: &accounts.Fault{Code: accounts.CodeHand}}
	post  = accounts.Post{Text: "Hoy, pan https://luz.example/pan", Media: []accounts.Media{{Name: "a.jpg"}}}
)

func frame(tag string) pane.Frame {
	return pane.Frame{Lang: lang.New(tag), Styles: theme.New(theme.Options{Dark: true}), Focused: true}
}

// hands are the keys for one row; what they did is noted.
type hands struct {
	work   byhand.Work
	none   bool
	opened string
	closed string
	err    error
}

func (h *hands) keys() byhand.Hands {
	return byhand.Hands{Row: func() (byhand.Work, bool) { return h.work, !h.none },
		Folder: func(accounts.ID) (string, error) { return "/home/luz/hand/P/D", h.err },
		Close: func(_ accounts.ID, url string) error {
			h.closed = url
			return h.err
		},
		Open: func(path string) error {
			h.opened = path
			return h.err
		}}
}

// press runs an action by its key; the reason when it is blocked.
func (h *hands) press(t *testing.T, key string) (tea.Cmd, string) {
	t.Helper()
	for _, a := range h.keys().Actions() {
		if a.Key() == key {
			if why, _ := a.Why(); why != "" {
				return nil, why
			}
			return a.Run(), ""
		}
	}
	t.Fatalf("nothing is on %s", key)
	return nil, ""
}

func TestTheLinesFitAndSayWhatToMind(t *testing.T) {
	w := byhand.Of(due, post, gram)
	for _, tag := range []string{"en", "es"} {
		for _, width := range []int{20, 40, 78} {
			lines := w.Lines(frame(tag), width)
			for _, l := range lines {
				if widget.Width(l) > width {
					t.Errorf("%s at %d: %q is %d cells", tag, width, l, widget.Width(l))
				}
			}
			if len(lines) < len(w.Minds) {
				t.Errorf("%s at %d: %d lines for %d things to mind", tag, width, len(lines), len(w.Minds))
			}
		}
	}
	soon := byhand.Of(accounts.Delivery{State: accounts.Scheduled}, post, gram)
	if got := strings.Join(soon.Lines(frame("en"), 78), "\n"); !strings.Contains(got, "you publish it on Instagram") {
		t.Errorf("before its hour it says %q", got)
	}
	for _, x := range []byhand.Work{{}, byhand.Of(due, post, masto), byhand.Of(accounts.Delivery{State: accounts.Published}, post, gram)} {
		if got := x.Lines(frame("en"), 78); len(got) > 0 {
			t.Errorf("%+v says %q", x, got)
		}
	}
	if got := byhand.Row(frame("es"), board, "Mañana"); !strings.HasPrefix(got, "publica a mano en ") || !strings.HasSuffix(got, ": @plaza@board  Mañana") {
		t.Errorf("a row says %q", got)
	}
}

func TestTheKeysAreThereWhereTheyAreOfUse(t *testing.T) {
	h := &hands{work: byhand.Of(due, post, gram)}
	if _, why := h.press(t, "y"); why != "" {
		t.Errorf("copying: %s", why)
	}
	cmd, _ := h.press(t, "f")
	if m := cmd(); m != nil || h.opened != "/home/luz/hand/P/D" {
		t.Errorf("the folder: %#v, opened %q", m, h.opened)
	}
	h.err = errors.New("no desktop")
	for _, c := range []struct {
		work byhand.Work
		none bool
		key  string
		want string
	}{
		{byhand.Of(due, post, masto), false, "y", "This row is not published by hand."},
		{byhand.Work{}, true, "y", "This row is not published by hand."},
		{byhand.Of(due, accounts.Post{Text: "Pan"}, gram), false, "f", "It has no files."},
		{byhand.Of(accounts.Delivery{State: accounts.Held}, post, gram), false, "y", "It is held: nothing of it is to be published now."},
	} {
		h.work, h.none = c.work, c.none
		if _, why := h.press(t, c.key); why != c.want {
			t.Errorf("%s: %q, want %q", c.key, why, c.want)
		}
	}
	h.work, h.none = byhand.Of(due, post, gram), false
	cmd, _ = h.press(t, "f")
	if m, ok := cmd().(pane.Failed); !ok {
		t.Errorf("a folder that cannot be made: %#v", m)
	}
}

// TestAnAddressClosesIt pastes addresses of the channel, of another place, and none.
func TestAnAddressClosesIt(t *testing.T) {
	ask := func(h *hands) pane.Ask {
		t.Helper()
		m, _ := pane.Sent(h.keys().Published(h.work))
		a, ok := m.(pane.Ask)
		if !ok {
			t.Fatalf("%#v", m)
		}
		return a
	}
	h := &hands{work: byhand.Of(due, post, gram)}
	a := ask(h)
	for _, bad := range []string{"", "hola", "javascript:alert(1)"} {
		if a.Check(bad) == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	if m, ok := a.Then("https://instagram.com/p/A")().(pane.Toast); !ok || h.closed != "https://instagram.com/p/A" {
		t.Errorf("%#v, closed with %q", m, h.closed)
	}
	m, _ := pane.Sent(a.Then("https://masto.example/1"))
	choose, ok := m.(pane.Choose)
	if !ok || h.closed == "https://masto.example/1" {
		t.Fatalf("an address of another place: %#v", m)
	}
	if again, _ := pane.Sent(choose.Then(0)); again == nil {
		t.Error("another one is not asked for")
	}
	choose.Then(1)()
	if h.closed != "https://masto.example/1" {
		t.Errorf("closed with %q", h.closed)
	}
	h.work = byhand.Of(due, post, board)
	if err := ask(h).Check(""); err != nil {
		t.Errorf("a notice board has no address: %v", err)
	}
	h.err = errors.New("the disk is full")
	if m, ok := ask(h).Then("")().(pane.Failed); !ok {
		t.Errorf("%#v", m)
	}
}

func TestChannelsAreThoseOfTheBrand(t *testing.T) {
	other := gram
	other.ID, other.Brand = "a", "k"
	all := map[accounts.ID]accounts.Account{"g": gram, "b": board, "m": masto, "a": other}
	if got := byhand.Channels(all, "p"); len(got) != 2 || got[0].ID != "b" || got[1].ID != "g" {
		t.Errorf("%+v", got)
	}
	if got := byhand.Channels(all, ""); len(got) != 3 {
		t.Errorf("%+v", got)
	}
	h := byhand.Heard{Channels: func() []accounts.Account { return nil }}
	if why, _ := h.Action().Why(); why == "" {
		t.Error("without a channel something can be typed in")
	}
}
