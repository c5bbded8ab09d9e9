//go:build pty

package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"vocero/accounts/practice"
	"vocero/ui/uitest"
)

// walk calls f for every escape sequence of an output: whole, its parameters, its final byte; an OSC has the final byte ']' and
// its number as parameters, other strings their introducer.
func walk(out []byte, f func(seq, params string, final byte)) {
	p := ansi.NewParser()
	for len(out) > 0 {
		seq, _, n, _ := ansi.DecodeSequence(out, ansi.NormalState, p)
		out = out[n:]
		switch {
		case len(seq) < 2 && (len(seq) == 0 || seq[0] >= ' ' && seq[0] != 0x7f):
		case bytes.HasPrefix(seq, []byte("\x1b[")) && len(seq) > 2:
			f(string(seq), string(seq[2:len(seq)-1]), seq[len(seq)-1])
		case bytes.HasPrefix(seq, []byte("\x1b]")):
			n, _, _ := bytes.Cut(bytes.TrimRight(seq[2:], "\a\x1b\\"), []byte(";"))
			f(string(seq), string(n), ']')
		case seq[0] == 0x1b:
			f(string(seq), "", seq[1])
		case seq[0] < ' ' || seq[0] == 0x7f:
			f(string(seq), "", seq[0])
		case seq[0] >= 0x80 && seq[0] < 0xa0, seq[0] == 0xc2 && len(seq) > 1 && seq[1] < 0xa0:
			f(string(seq), "C1", seq[0])
		}
	}
}

// allowed are the sequences that a desk has business to write; the rest would come from what strangers said.
var allowed = []*regexp.Regexp{
	regexp.MustCompile(`^[\n\r\x08\t]$`),
	regexp.MustCompile(`^\x1b\[[0-9;:]*m$`),                                                    // styles
	regexp.MustCompile(`^\x1b\[[0-9;]*[ABCDEFGHIJKLMPSTXZ@bdfr]$`),                             // cursor, erase, insert, delete, repeat, scroll
	regexp.MustCompile(`^\x1b\[\?(1|3|5|7|12|25|1049|200[0-9]|2026|2027|2031)(;[0-9]+)*[hl]$`), // modes of the screen
	regexp.MustCompile(`^\x1b\[\?(1000|1002|1003|1006)(;10[0-9]+)*[hl]$`),                      // mouse
	regexp.MustCompile(`^\x1b\[\?[0-9]+\$p$`),                                                  // which modes it knows
	regexp.MustCompile(`^\x1b\[[=<>?][0-9;]*u$`),                                               // keyboard
	regexp.MustCompile(`^\x1b\[>[0-9;]*m$`),                                                    // modified keys
	regexp.MustCompile(`^\x1b\[[0-9]* q$`),                                                     // shape of the cursor
	regexp.MustCompile(`^\x1b\[(>[0-9]*q|[>=?]?[0-9]*c|\??[0-9]*n|[0-9;]*t)$`),                 // what terminal it is
	regexp.MustCompile(`^\x1b\](10|11|12|11[0-2]);?\??(\a|\x1b\\)$`),                           // its colours, asked or set back
	regexp.MustCompile(`^\x1b\[\?5W$`),                                                         // tab stops
	regexp.MustCompile(`^\x1b[78M=>]$`),
	regexp.MustCompile(`^\x1b\][02];[^\x00-\x1f\x7f]*(\a|\x1b\\)$`), // title
}

// foreign lists what an output holds outside of the allowed sequences.
func foreign(out []byte) []string {
	var bad []string
	walk(out, func(seq, _ string, _ byte) {
		if !slices.ContainsFunc(allowed, func(r *regexp.Regexp) bool { return r.MatchString(seq) }) && !slices.Contains(bad, fmt.Sprintf("%q", seq)) {
			bad = append(bad, fmt.Sprintf("%q", seq))
		}
	})
	return bad
}

// strangers reads the corpus of what strangers send.
func strangers(t testing.TB) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "accounts", "testdata", "hostile.json"))
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Cases []struct {
			In, Tail string
			Repeat   int
		}
	}
	if err := json.Unmarshal(b, &v); err != nil || len(v.Cases) < 50 {
		t.Fatalf("reading the corpus: %v, %d cases", err, len(v.Cases))
	}
	bare := regexp.MustCompile(`\\.|"`)
	literal := func(s string) string {
		s, err := strconv.Unquote(`"` + bare.ReplaceAllStringFunc(s, func(m string) string {
			if m == `"` {
				return `\"`
			}
			return m
		}) + `"`)
		if err != nil {
			t.Fatalf("reading the corpus: %v", err)
		}
		return s
	}
	var out []string
	for _, c := range v.Cases {
		out = append(out, literal(c.In)+strings.Repeat(literal(c.Tail), min(c.Repeat, 500)))
	}
	return out
}

// ptyHostile shows everything that strangers could send, on every tab, and reads what reached the terminal.
func ptyHostile(t *testing.T, bin string) {
	if bad := foreign([]byte("a\x1b[31mb\x1b[2Jñ日\x1b]52;c;aGk=\a\x1bPq\x1b\\\u009b5m\x07\x1b[21t")); len(bad) < 4 {
		t.Fatalf("the test sees only %q", bad)
	}
	srv, err := practice.Start(practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	own, other := srv.AddAccount("barnorte", "Bar Norte"), srv.AddStranger("eva@mal.example", "Eva \x1b]0;mine\a\u202e\u009b31m")
	bad := strangers(t)
	for i, text := range bad {
		say := practice.Say{Text: fmt.Sprintf("%d %s", i, text)}
		if i%2 == 1 {
			say.SpoilerText = text
		}
		srv.Mention(other, own, say)
	}
	s := place(t, bin)
	pass := filepath.Join(t.TempDir(), "pass")
	if err := os.WriteFile(pass, []byte("muy largo y secreto\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		in   string
		args []string
	}{
		{"", []string{"brand", "add", "Bar Norte", "--letter", "b", "--zone", "Europe/Madrid", "--language", "es"}},
		{own.Token, []string{"account", "add", "mastodon", "--brand", "b", "--server", srv.URL(), "--token-stdin"}},
		{"", []string{"sync"}},
	} {
		if _, errs, code := s.do(c.in, append([]string{"--passphrase-file", pass}, c.args...)...); code != 0 {
			t.Fatalf("%v: %s", c.args, errs)
		}
	}
	s.Terminal = uitest.Pty(t, []string{bin, "--home", s.home, "--passphrase-file", pass}, []string{"XDG_RUNTIME_DIR=" + s.run}, 100, 30)
	s.WaitFor("BAR NORTE")
	s.keys("2")
	for range bad {
		s.Quiet(20 * time.Millisecond).Send("j")
	}
	s.speaker(100, 30).keys("gg", "\r", "t", "\x1b", "G", "\r", "1", "0", "2")
	s.Resize(160, 50)
	for range len(bad) / 30 {
		s.keys("\x1b[6~").speaker(160, 50)
	}
	if got := foreign(s.Output()); len(got) > 0 {
		t.Errorf("these reached the terminal: %s", strings.Join(got, " "))
	}
}

// ptyResized changes the size faster than it can be drawn.
func ptyResized(t *testing.T, bin string) {
	s := sit(t, bin, 80, 24)
	s.keys("2")
	for i := range 200 {
		w, h := 1+i*37%200, 1+i*23%60
		s.Resize(w, h)
		if i%9 == 0 {
			s.Send("j")
		}
	}
	for _, size := range [][2]int{{1, 1}, {200, 60}, {2, 1}, {60, 20}, {59, 19}, {500, 200}, {80, 24}} {
		s.Resize(size[0], size[1]).Quiet(100 * time.Millisecond)
	}
	await(t, "a whole frame", 10*time.Second, func() bool {
		return uitest.CheckFrame(s.Screen(), 80, 24) == nil && uitest.CheckSpeaker(s.Screen()) == nil
	})
	if s.Send("q"); s.Wait() != 0 {
		t.Error("it did not end well")
	}
}
