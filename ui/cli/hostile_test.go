package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
	"vocero/ui/cli"
)

// hostile is one case of the corpus: the body of a Go string, and a tail that is repeated behind it.
type hostile struct {
	ID     string `json:"id"`
	In     string `json:"in"`
	Tail   string `json:"tail"`
	Repeat int    `json:"repeat"`
}

var escapes = regexp.MustCompile(`\\.|"`)

// text is the case as a stranger sends it, at most 20 kB of it: longer floods are the business of package accounts.
func (h hostile) text(t *testing.T) string {
	t.Helper()
	unquote := func(s string) string {
		s = escapes.ReplaceAllStringFunc(s, func(m string) string {
			if strings.HasSuffix(m, `"`) {
				return `\x22`
			}
			return m
		})
		s, err := strconv.Unquote(`"` + s + `"`)
		if err != nil {
			t.Fatalf("%s: %v", h.ID, err)
		}
		return s
	}
	return unquote(h.In) + strings.Repeat(unquote(h.Tail), min(h.Repeat, 20_000))
}

// hostileDesk is a desk to which every case of the corpus was said: as text, as HTML, as a warning and as a name.
func hostileDesk(t *testing.T) (home string) {
	t.Helper()
	b, err := os.ReadFile("../../accounts/testdata/hostile.json")
	if err != nil {
		t.Fatal(err)
	}
	var corpus struct{ Cases []hostile }
	if err := json.Unmarshal(b, &corpus); err != nil {
		t.Fatal(err)
	}
	server, err := practice.Start(practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	own := server.AddAccount("panaderialuz", "Panadería Luz")
	for i, c := range corpus.Cases {
		text := c.text(t)
		from := server.AddStranger("extra"+strconv.Itoa(i)+"@otro.example", text)
		server.Mention(from, own, practice.Say{Text: text, SpoilerText: text})
		server.Mention(from, own, practice.Say{HTML: text})
	}
	home = t.TempDir()
	vocal(t, home, "", "brand", "add", "Panadería Luz", "--letter", "p")
	vocal(t, home, own.Token, "account", "add", "mastodon", "--brand", "p", "--server", server.URL(), "--token-stdin")
	vocal(t, home, "", "sync")
	return home
}

// vocal runs a command in this process, as if on a terminal, and returns what it printed.
func vocal(t *testing.T, home, in string, argv ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	e := cli.Env{In: strings.NewReader(in), Out: &out, Err: &errs, Getenv: func(string) string { return "" }, Now: time.Now, TTY: true, Width: 120}
	e.OpenDesk = opener(filepath.Join(home, "keyring.json"))
	if code := cli.Main(t.Context(), e, append([]string{"--home", home}, argv...)); code != cli.Done {
		t.Fatalf("%q: exit %d: %s", argv, code, errs.String())
	}
	checkTerminal(t, errs.String())
	return out.String()
}

// checkTerminal asserts that a terminal finds nothing in the output to obey or to hide.
func checkTerminal(t *testing.T, out string) {
	t.Helper()
	for _, line := range strings.Split(out, "\n") {
		if safe := accounts.Cells(line, false); safe != line {
			t.Errorf("%q reached the terminal, safe is %q", line, safe)
		}
	}
}

func TestHostileTextThroughMentions(t *testing.T) {
	home := hostileDesk(t)
	seen := 0
	for after := ""; ; {
		argv := []string{"mentions", "--limit", "50"}
		if after != "" {
			argv = append(argv, "--after", after)
		}
		checkTerminal(t, vocal(t, home, "", argv...))
		out := vocal(t, home, "", append(argv, "--json")...)
		for _, r := range out {
			if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == 0x202e || r == 0x200b {
				t.Errorf("U+%04X is in the JSON on a terminal", r)
			}
		}
		var doc struct {
			Mentions []struct{ ID string }
			Next     *string
		}
		if err := json.Unmarshal([]byte(out), &doc); err != nil {
			t.Fatal(err)
		}
		for _, m := range doc.Mentions {
			seen++
			if seen%10 == 0 {
				checkTerminal(t, vocal(t, home, "", "mention", "show", m.ID))
			}
		}
		if doc.Next == nil {
			break
		}
		after = *doc.Next
	}
	if seen < 150 {
		t.Errorf("only %d hostile mentions were seen", seen)
	}
}

func TestHostileNamesAreRefused(t *testing.T) {
	home := t.TempDir()
	var out, errs bytes.Buffer
	for _, name := range []string{"Bar\x1b[31mNorte", "Bar\u202eNorte", "Bar\nNorte", "Bar\x00", "\xff\xfe"} {
		out.Reset()
		errs.Reset()
		e := cli.Env{In: strings.NewReader(""), Out: &out, Err: &errs, Getenv: func(string) string { return "" }, Now: time.Now, TTY: true,
			OpenDesk: opener(filepath.Join(home, "keyring.json"))}
		if code := cli.Main(t.Context(), e, []string{"--home", home, "brand", "add", name, "--letter", "b"}); code != cli.Usage {
			t.Errorf("%q: exit %d, want %d", name, code, cli.Usage)
		}
		checkTerminal(t, strings.TrimSuffix(errs.String(), "\n"))
	}
}
