package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"vocero/accounts"
	"vocero/ui/lang"
)

// testApp is an app without a desk, writing into a buffer.
func testApp(t *testing.T, tag string) (*app, *bytes.Buffer) {
	t.Helper()
	var out bytes.Buffer
	e := Env{Out: &out, Err: &out, Dir: t.TempDir(), Getenv: func(string) string { return "" }, Now: time.Now}
	return &app{Env: e, p: lang.New(tag), home: t.TempDir()}, &out
}

func TestSettings(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       Config
		warns      string
	}{
		{"none", "", Config{}, ""},
		{"all", "lang = \"es\"\npoll = 30\ntheme = \"dark\"\nrenderer = \"bubbletea\"\neditor = \"vi\"\n[keys]\n\"mention.done\" = [\"x\"]\n",
			Config{Lang: "es", Poll: 30, Theme: "dark", Editor: "vi", Renderer: "bubbletea", Keys: map[string][]string{"mention.done": {"x"}}}, ""},
		{"unknown keys", "lang = \"en\"\nlanguage = \"es\"\n[colours]\nred = 1\n", Config{Lang: "en"}, "unknown: "},
		{"senseless values", "lang = \"fr\"\nhold = 9000\npoll = 1\ntheme = \"pink\"\nrenderer = \"oil\"\n", Config{}, "hold = 9000; poll = 1; lang = \"fr\"; theme = \"pink\"; renderer = \"oil\""},
		{"broken", "lang = \n", Config{}, "config.toml:1"},
		{"another type", "poll = \"often\"\n", Config{}, "config.toml:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			home := t.TempDir()
			if err := os.WriteFile(filepath.Join(home, configName), []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			got, warns := readConfig(home)
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("settings %+v, want %+v", got, c.want)
			}
			if (warns == "") != (c.warns == "") || !strings.Contains(warns, c.warns) || strings.Contains(warns, "\n") {
				t.Errorf("warning %q, want one with %q", warns, c.warns)
			}
		})
	}
	zero := 0
	if got := (Config{Hold: &zero}).HoldFor(); got != 0 {
		t.Errorf("hold = 0 means %s", got)
	}
	if got := (Config{}).HoldFor(); got != accounts.DefaultHold {
		t.Errorf("without a setting it is held %s", got)
	}
}

func TestBusinessHours(t *testing.T) {
	for in, want := range map[string]int{"mon-fri 09:00-14:00": 5, "sat 10:00-13:00": 1, "fri-mon 20:00-24:00": 4, "lun-vie 9:00-14:00": 5,
		"mon": 0, "mon 14:00-09:00": 0, "mon 09:00": 0, "day 09:00-10:00": 0, "mon-day 09:00-10:00": 0, "": 0} {
		got, ok := parseHours(in)
		if len(got) != want || ok != (want > 0) {
			t.Errorf("%q is %v, %t", in, got, ok)
		}
	}
}

func TestGlobalFlagsAreSeenBeforeTheWordsAreParsed(t *testing.T) {
	for _, c := range []struct {
		argv string
		flag string
		want string
	}{
		{"brand list --home /x", "--home", "/x"}, {"--home=/y brand", "--home", "/y"}, {"brand --json list", "--json", "true"},
		{"draft add --text -- --json", "--json", ""}, {"brand list --home", "--home", ""}, {"--json=false brand", "--json", "false"},
	} {
		if got := ahead(strings.Fields(c.argv), c.flag); got != c.want {
			t.Errorf("%s of %q is %q, want %q", c.flag, c.argv, got, c.want)
		}
	}
}

func TestErrorsHaveACodeAnExitAndARemedy(t *testing.T) {
	en, _ := testApp(t, "en")
	es, _ := testApp(t, "es")
	for _, c := range []struct {
		err  error
		exit int
		code string
	}{
		{fmt.Errorf("finding the brand q: %w", accounts.ErrNotFound), Failed, "not_found"},
		{fmt.Errorf("adding it: %w", accounts.ErrBrand), Refused, "brand"},
		{fmt.Errorf("opening: %w; close it there or wait", accounts.ErrBusy), Busy, "busy"},
		{accounts.ErrLocked, Busy, "vault_locked"},
		{accounts.ErrPaused, Refused, "paused"},
		{&accounts.Err{Doing: "posting", Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Status: 401}, Failed, "auth"},
		{context.Canceled, Failed, "cancelled"},
		{errors.New("disk on fire; leave the house"), Failed, "failed"},
		{usage("a", "b"), Usage, "usage"},
	} {
		f, g := en.failOf(c.err), es.failOf(c.err)
		if f.Exit != c.exit || f.Code != c.code || g.Exit != c.exit || g.Code != c.code {
			t.Errorf("%v: exit %d, code %q", c.err, f.Exit, f.Code)
		}
		if f.Message == "" || strings.Contains(f.Error(), "\n") {
			t.Errorf("%v reads %q", c.err, f.Error())
		}
	}
	if f := en.failOf(errors.New("disk on fire; leave the house")); f.Message != "disk on fire" || f.Remedy != "leave the house" {
		t.Errorf("message %q, remedy %q", f.Message, f.Remedy)
	}
	f := es.failOf(fmt.Errorf("storing the brand Otra: the letter p is Luz's: %w; choose another", accounts.ErrTaken))
	if f.Message != "está ocupado (storing the brand Otra: the letter p is Luz's)" || f.Remedy != "elige otra" {
		t.Errorf("in Spanish: %q, %q", f.Message, f.Remedy)
	}
}

func TestAnErrorIsOneDocumentOnBothOutputs(t *testing.T) {
	a, _ := testApp(t, "en")
	var out, errs bytes.Buffer
	a.Out, a.Err, a.asJSON = &out, &errs, true
	if code := a.fail(fmt.Errorf("calling https://masto.example/a?access_token=SECRETO123: %w", accounts.ErrNotFound)); code != Failed {
		t.Errorf("exit %d", code)
	}
	var doc struct{ Error errorDoc }
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil || doc.Error.Code != "not_found" || out.String() != errs.String() {
		t.Errorf("%v: stdout %q, stderr %q", err, out.String(), errs.String())
	}
	if strings.Contains(out.String(), "SECRETO123") {
		t.Errorf("a secret is in %s", out.String())
	}
}

func TestTablesFitTheTerminal(t *testing.T) {
	p := &page{width: 30}
	p.table([][]string{{"a", "配達", "una frase que no cabe en la pantalla"}, {"bb", "x", "corta"}})
	want := "a   配達  una frase que no c…\nbb  x     corta\n"
	if got := p.b.String(); accounts.Width(strings.Split(got, "\n")[0]) > 30 || !strings.HasPrefix(got, "a   配達  una frase") || !strings.HasSuffix(got, "bb  x     corta\n") {
		t.Errorf("table %q, want about %q", got, want)
	}
}

func TestABackupThatWasTamperedWithIsRefused(t *testing.T) {
	m := manifest{Format: 1, Files: []manifestFile{{Name: dbName, SHA256: "aa"}}}
	for name, sums := range map[string]map[string]string{
		"another content": {dbName: "bb"}, "a file more": {dbName: "aa", "media/x": "cc"}, "no database": {},
	} {
		if err := m.check("x.backup", sums); !errors.Is(err, accounts.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := m.check("x.backup", map[string]string{dbName: "aa"}); err != nil {
		t.Errorf("an honest one: %v", err)
	}
	if err := (manifest{}).check("x.backup", nil); !errors.Is(err, accounts.ErrDamaged) {
		t.Errorf("without a manifest: %v", err)
	}
}

func TestWordsThatNameNoCommandBuildNone(t *testing.T) {
	full := newApp(Env{Getenv: func(string) string { return "" }}, []string{"outbox"}, nil, "").tree()
	full.PersistentFlags().VisitAll(func(f *pflag.Flag) {
		argv := []string{"--" + f.Name}
		if f.NoOptDefVal == "" {
			argv = append(argv, "outbox")
			if one := "--" + f.Name + "=outbox"; !bare([]string{one}) {
				t.Errorf("%s names no command", one)
			}
		}
		if asks := f.Name == "help"; bare(argv) == asks {
			t.Errorf("%v: bare is %v", argv, bare(argv))
		}
	})
	for _, argv := range [][]string{{"outbox"}, {"--json", "outbox"}, {"--home", "a", "outbox"}, {"--home=a", "outbox"}, {"-h"}, {"--version"}, {"--nonsense"}, {"--"}} {
		if bare(argv) {
			t.Errorf("%v is bare", argv)
		}
	}
	if n := len(newApp(Env{Getenv: func(string) string { return "" }}, []string{"--home", "a"}, nil, "").tree().Commands()); n != 0 {
		t.Errorf("%d commands are built to open the desk", n)
	}
}
