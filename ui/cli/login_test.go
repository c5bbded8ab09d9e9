package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
	"vocero/ui/cli"
)

// visit plays the browser of a person who allows the log-in, and returns the page at its end.
func visit(ctx context.Context, url, user string) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"&auto="+user, nil)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	return string(b), err
}

// person is somebody at a terminal.
type person struct {
	t         *testing.T
	home      string
	out, errs bytes.Buffer
	env       cli.Env
}

func newPerson(t *testing.T) *person {
	p := &person{t: t, home: t.TempDir()}
	p.env = cli.Env{In: strings.NewReader(""), Out: &p.out, Err: &p.errs, Getenv: func(string) string { return "" }, Now: time.Now, Ask: true,
		OpenDesk: opener(filepath.Join(p.home, "keyring.json"))}
	return p
}

// types runs a command and returns its exit code.
func (p *person) types(argv ...string) int {
	p.t.Helper()
	p.out.Reset()
	p.errs.Reset()
	return cli.Main(p.t.Context(), p.env, append([]string{"--home", p.home}, argv...))
}

// must runs a command that has to work.
func (p *person) must(argv ...string) {
	p.t.Helper()
	if code := p.types(argv...); code != cli.Done {
		p.t.Fatalf("%q: exit %d: %s", argv, code, p.errs.String())
	}
}

func TestLogInWithTheBrowser(t *testing.T) {
	s, err := practice.Start(practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	own := s.AddAccount("panaderialuz", "Panadería Luz")
	s.AddAccount("otra", "Otra")
	p := newPerson(t)
	p.must("brand", "add", "Panadería Luz", "--letter", "p")
	as := own.Username
	p.env.Browse = func(url string) error {
		go func() { _, _ = visit(context.Background(), url, as) }() // The log-in itself tells when it fails.
		return nil
	}
	p.must("account", "add", "mastodon", "--brand", "p", "--server", s.URL())
	if !strings.Contains(p.out.String(), own.Handle()) || !strings.Contains(p.errs.String(), "speaks for Panadería Luz (p) now") {
		t.Errorf("stdout %q, stderr %q", p.out.String(), p.errs.String())
	}
	p.must("sync")

	// Logged in again it must be the same account.
	s.Revoke(token(t, p.home))
	if code := p.types("sync"); code != cli.Failed {
		t.Errorf("with a revoked token sync ends with %d", code)
	}
	as = "otra"
	if code := p.types("account", "login", "panaderialuz"); code != cli.Refused || !strings.Contains(p.errs.String(), "that log-in is @otra@masto.example") {
		t.Errorf("as somebody else: exit %d, %s", code, p.errs.String())
	}
	as = own.Username
	p.must("account", "login", "@panaderialuz@masto.example")
	p.must("sync")
	if code := p.types("account", "login", "nadie"); code != cli.Failed {
		t.Errorf("an unknown handle: exit %d", code)
	}
}

var aToken = regexp.MustCompile(`"token\\?":\\?"([^"\\]+)`)

// token is the newest token in the test's keyring.
func token(t *testing.T, home string) string {
	t.Helper()
	for _, v := range (ring{filepath.Join(home, "keyring.json")}).read() {
		if m := aToken.FindStringSubmatch(v); m != nil {
			return m[1]
		}
	}
	t.Fatal("there is no token in the keyring")
	return ""
}

// paster reads the address from what was printed, visits it, and pastes the code that the page shows.
type paster struct {
	p    *person
	user string
	done bool
}

var (
	anAddress = regexp.MustCompile(`http://127\.0\.0\.1:\S+`)
	aCode     = regexp.MustCompile(`class="oauth-code" readonly value="([^"]+)"`)
)

// Read gives the code as one line.
func (x *paster) Read(b []byte) (int, error) {
	if x.done {
		return 0, io.EOF
	}
	x.done = true
	page, err := visit(x.p.t.Context(), anAddress.FindString(x.p.errs.String()), x.user)
	m := aCode.FindStringSubmatch(page)
	if m == nil {
		return 0, errors.Join(err, errors.New("the page shows no code"))
	}
	return copy(b, m[1]+"\n"), nil
}

func TestLogInWithAPastedCode(t *testing.T) {
	s, err := practice.Start(practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	own := s.AddAccount("kinesur", "Kine Sur")
	p := newPerson(t)
	p.must("brand", "add", "Kine Sur", "--letter", "k")
	if code := p.types("account", "add", "mastodon", "--brand", "k", "--server", s.URL(), "--paste"); code != cli.Usage || !strings.Contains(p.errs.String(), "no code was pasted") {
		t.Errorf("without a code: exit %d, %s", code, p.errs.String())
	}
	p.env.In = &paster{p: p, user: own.Username}
	p.must("--lang", "es", "account", "add", "mastodon", "--brand", "k", "--server", s.URL(), "--paste", "--json")
	var doc struct{ Handle, State string }
	if err := json.Unmarshal(p.out.Bytes(), &doc); err != nil || doc.Handle != own.Handle() || doc.State != "ok" {
		t.Errorf("%v: %s", err, p.out.String())
	}
	if !strings.Contains(p.errs.String(), "Código: ") {
		t.Errorf("stderr %q", p.errs.String())
	}
}

// down is a keyring that cannot be used, as on a server without a session.
type down struct{}

var errDown = errors.New("no session bus")

func (down) Get(string, string) (string, error) { return "", errDown }
func (down) Set(string, string, string) error   { return errDown }
func (down) Delete(string, string) error        { return errDown }

func TestWithoutAKeyringAFileAndAPassphrase(t *testing.T) {
	s, err := practice.Start(practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	own := s.AddAccount("barnorte", "Bar Norte")
	p := newPerson(t)
	p.env.Ask = false
	p.env.OpenDesk = func(ctx context.Context, o cli.OpenOptions) (*cli.Desk, error) {
		o.Keyring = down{}
		return cli.Open(ctx, o)
	}
	p.must("brand", "add", "Bar Norte", "--letter", "b")
	add := func(more ...string) int {
		p.env.In = strings.NewReader(own.Token)
		return p.types(append([]string{"account", "add", "mastodon", "--brand", "b", "--server", s.URL(), "--token-stdin", "--json"}, more...)...)
	}
	if code := add(); code != cli.Busy || !strings.Contains(p.out.String(), `"vault_locked"`) {
		t.Errorf("without a passphrase: exit %d, %s", code, p.out.String())
	}
	right, wrong := filepath.Join(p.home, "right"), filepath.Join(p.home, "wrong")
	for file, text := range map[string]string{right: "correcto caballo batería\n", wrong: "otra\n"} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code := add("--passphrase-file", right); code != cli.Done {
		t.Fatalf("with a passphrase: exit %d, %s", code, p.errs.String())
	}
	if code := p.types("account", "test", "barnorte", "--passphrase-file", wrong, "--json"); code != cli.Busy || !strings.Contains(p.out.String(), `"passphrase"`) {
		t.Errorf("with a wrong passphrase: exit %d, %s", code, p.out.String())
	}
	if code := p.types("account", "test", "barnorte", "--passphrase-file", p.home+"/none"); code != cli.Usage {
		t.Errorf("without the file: exit %d, %s", code, p.errs.String())
	}
	p.must("sync", "--passphrase-file", right)
	b, err := os.ReadFile(filepath.Join(p.home, "vault.age"))
	if err != nil || bytes.Contains(b, []byte(own.Token)) {
		t.Errorf("the token lies in the open (%v)", err)
	}
}
