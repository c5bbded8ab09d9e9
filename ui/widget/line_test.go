package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"vocero/ui/theme"
)

func typeIn(l *Line, keys ...string) {
	for _, k := range keys {
		l.Press(press(k))
	}
}

func TestLine(t *testing.T) {
	st := theme.New(theme.Options{})
	l := NewLine()
	l.SetWidth(10)
	l.SetPlaceholder("name")
	if v, x := l.View(st); !strings.Contains(v, "name") || x != 0 {
		t.Errorf("empty it is %q, caret %d", v, x)
	}
	typeIn(l, strings.Split("panadería luz", "")...)
	if v, x := l.View(st); v != "dería luz " || x != 9 {
		t.Errorf("drawn as %q, caret %d", v, x)
	}
	typeIn(l, "home")
	if v, x := l.View(st); v != "panadería " || x != 0 {
		t.Errorf("at its start it is %q, caret %d", v, x)
	}
	l.Paste("Bar Norte\r\n")
	if l.Text() != "Bar Nortepanadería luz" {
		t.Errorf("a paste gives %q", l.Text())
	}
	l.Click(3)
	typeIn(l, "X")
	if l.Text() != "BarX Nortepanadería luz" {
		t.Errorf("a click and a letter give %q", l.Text())
	}
	for _, k := range []string{"enter", "up", "down", "esc", "tab"} {
		if l.Press(press(k)) {
			t.Errorf("%s is the form's", k)
		}
	}
	l.Update(tea.PasteMsg{Content: "uno\ndos"})
	if strings.Contains(l.Text(), "\n") {
		t.Errorf("a line holds %q", l.Text())
	}
	v := l.Version()
	l.Clear()
	if !l.Empty() || l.Version() == v {
		t.Error("clear leaves something")
	}
}

func TestSecretLine(t *testing.T) {
	l := NewSecretLine()
	l.SetWidth(20)
	typeIn(l, "s", "ñ", "p", "ctrl+u", "ctrl+y", "ctrl+_", "t", "o", "k")
	if l.Text() != "tok" || l.Secret().Reveal() != "tok" {
		t.Errorf("a killed secret comes back: %q", l.Text())
	}
	if v, x := l.View(theme.New(theme.Options{})); !strings.HasPrefix(v, "•••  ") || x != 3 {
		t.Errorf("shown as %q, caret %d", v, x)
	}
	l.SetCandidates([]string{"token"})
	if typeIn(l, "tab"); l.Text() != "tok" {
		t.Errorf("a secret was completed to %q", l.Text())
	}
}

func TestLineCompletes(t *testing.T) {
	l := NewLine()
	l.SetWidth(40)
	l.SetCandidates([]string{"Europe/Madrid", "Europe/Málaga", "America/Montevideo"})
	typeIn(l, "e", "u", "r", "o", "p", "e", "/", "m", "a", "tab")
	if l.Text() != "Europe/Madrid" {
		t.Errorf("Tab gives %q", l.Text())
	}
	if typeIn(l, "tab"); l.Text() != "Europe/Málaga" {
		t.Errorf("Tab again gives %q", l.Text())
	}
	if typeIn(l, "tab"); l.Text() != "Europe/Madrid" {
		t.Errorf("Tab goes round to %q", l.Text())
	}
	l.Press(tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift})
	if l.Text() != "Europe/Málaga" {
		t.Errorf("shift+tab gives %q", l.Text())
	}
	typeIn(l, "x")
	if l.Press(press("tab")) {
		t.Error("Tab was taken though nothing fits")
	}
	l.SetText("America/Montevideo")
	if l.Press(press("tab")) {
		t.Error("Tab was taken though all is there already")
	}
}

func TestLineIsExact(t *testing.T) {
	st := theme.New(theme.Options{})
	rapid.Check(t, func(t *rapid.T) {
		l := NewLine()
		l.SetWidth(rapid.IntRange(1, 30).Draw(t, "w"))
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			switch rapid.IntRange(0, 4).Draw(t, "op") {
			case 0:
				typeIn(l, "left")
			case 1:
				typeIn(l, "backspace")
			case 2:
				typeIn(l, "home")
			default:
				l.Paste(rapid.SampledFrom(typedSamples).Draw(t, "text"))
			}
			v, x := l.View(st)
			if ansi.StringWidth(v) != l.e.w || x < 0 || x >= l.e.w {
				t.Fatalf("%q over %d cells is %q, caret %d", l.Text(), l.e.w, v, x)
			}
		}
	})
}
