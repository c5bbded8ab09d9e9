package widget

import (
	"encoding/json"
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/ui/theme"
)

func init() {
	// A failing sequence is printed with its seed; a file of it would only be left lying about.
	if f := flag.Lookup("rapid.nofailfile"); f != nil {
		_ = f.Value.Set("true") // A flag of this name takes a boolean.
	}
}

// hostile are the texts of the project's corpus as they arrive from a network.
func hostile(t *testing.T) map[string]string {
	t.Helper()
	b, err := os.ReadFile("../../accounts/testdata/hostile.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Cases []struct {
			ID, In, Tail string
			Repeat       int
		}
	}
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, c := range doc.Cases {
		out[c.ID] = unquote(c.In) + strings.Repeat(unquote(c.Tail), c.Repeat)
	}
	return out
}

// unquote reads the body of a Go string literal in which quotes may stand bare; what is none stays as it is.
func unquote(s string) string {
	if u, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`); err == nil {
		return u
	}
	return s
}

func TestHostileTextNeverBreaksAFrame(t *testing.T) {
	st := theme.New(theme.Options{})
	for id, raw := range hostile(t) {
		if len(raw) > 8<<10 {
			raw = raw[:8<<10]
		}
		for _, text := range []string{raw, accounts.BlockText(raw).String(), accounts.LineText(raw).String()} {
			for _, w := range []int{1, 7, 60} {
				check(t, Fit(text, w, 5), w, 5)
				check(t, Box(text, text, w, 5, st, nil), w, 5)
				check(t, Beside(3, Column{text, w}, Column{text, 3}), w+3, 3)
				if n := ansi.StringWidth(Row(w, nil, Cell{Text: text, W: 5}, Cell{Text: text}, Cell{Text: text, W: -1, Right: true})); n != w {
					t.Errorf("%s: a row of %d cells has %d", id, w, n)
				}
			}
			if strings.ContainsAny(strings.ReplaceAll(ansi.Strip(Fit(text, 60, 5)), "\n", ""), "\x00\a\b\t\r\v\f\x1b\u202e\u200b\u2066\u009b") {
				t.Errorf("%s: a control reaches the screen", id)
			}
		}
	}
}

func TestHostileTextInTheEditor(t *testing.T) {
	st := theme.New(theme.Options{})
	for id, raw := range hostile(t) {
		if len(raw) > 4<<10 {
			raw = raw[:4<<10]
		}
		e := NewEditor()
		e.SetSize(30, 6)
		e.SetText(raw)
		check(t, e.View(st), 30, 6)
		if got := ansi.Strip(e.View(st)); got != e.View(st) {
			t.Errorf("%s: an escape sequence reaches the screen", id)
		}
		for range 40 {
			e.Backspace()
		}
		if removed, ok := e.Paste(raw); !ok || removed < 0 {
			t.Errorf("%s: pasting fails", id)
		}
		check(t, e.View(st), 30, 6)
		l := NewLine()
		l.SetWidth(20)
		l.Paste(raw)
		if v, _ := l.View(st); ansi.StringWidth(v) != 20 || strings.Contains(l.Text(), "\n") {
			t.Errorf("%s: a line shows %q", id, v)
		}
	}
}
