package vault

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"vocero/accounts"
)

// TestMain lets the test binary be its own child process, as the program is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == DeriveArg {
		os.Exit(DeriveMain(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

const (
	luz    = "mastodon|https://masto.example|1"
	sur    = "mastodon|https://masto.example|2"
	canary = `{"token":"CANARY_mastodon_4711","client_id":"abc","scopes":"read write:statuses"}`
)

var (
	errAbsent = errors.New("dial unix /run/bus: connect: no such file or directory")
	right     = accounts.NewSecret("tres panes de centeno")
)

// fake is a keyring that can be made to fail.
type fake struct {
	entries map[string]string
	err     error               // of every call
	lie     func(string) string // what Get makes of an entry
	hang    chan struct{}       // every call waits for it
}

func newFake() *fake { return &fake{entries: map[string]string{}} }

func (f *fake) call() error {
	if f.hang != nil {
		<-f.hang
	}
	return f.err
}

func (f *fake) Get(service, user string) (string, error) {
	if err := f.call(); err != nil {
		return "", err
	}
	s, ok := f.entries[service+"/"+user]
	if !ok {
		return "", keyring.ErrNotFound
	}
	if f.lie != nil {
		s = f.lie(s)
	}
	return s, nil
}

func (f *fake) Set(service, user, password string) error {
	if err := f.call(); err != nil {
		return err
	}
	f.entries[service+"/"+user] = password
	return nil
}

func (f *fake) Delete(service, user string) error {
	if err := f.call(); err != nil {
		return err
	}
	if _, ok := f.entries[service+"/"+user]; !ok {
		return keyring.ErrNotFound
	}
	delete(f.entries, service+"/"+user)
	return nil
}

// options are those of a home without a usable keyring, with a cheap scrypt.
func options(t testing.TB) Options {
	return Options{Home: t.TempDir(), UUID: "home-1", Keyring: &fake{err: errAbsent}, WorkFactor: 4}
}

func open(t testing.TB, o Options) *Vault {
	t.Helper()
	v, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// unlocked is a vault with a file that holds one secret.
func unlocked(t testing.TB, o Options) *Vault {
	t.Helper()
	v := open(t, o)
	if err := v.Unlock(right); err != nil {
		t.Fatal(err)
	}
	mustPut(t, v, luz, canary)
	return v
}

func mustPut(t testing.TB, v *Vault, key, s string) {
	t.Helper()
	if err := v.Put(key, accounts.NewSecret(s)); err != nil {
		t.Fatal(err)
	}
}

func mustGet(t testing.TB, v *Vault, key, want string) {
	t.Helper()
	s, err := v.Get(key)
	if err != nil || s.Reveal() != want {
		t.Fatalf("the secret of %s is %q, %v; want %q", key, s.Reveal(), err, want)
	}
}

func wantErr(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error %v, want one of %v", err, want)
	}
	if strings.Contains(err.Error(), "CANARY") || strings.Contains(err.Error(), right.Reveal()) {
		t.Fatalf("the error shows a secret: %v", err)
	}
}

// folder reads all files of a home.
func folder(t testing.TB, home string) map[string]string {
	t.Helper()
	m := map[string]string{}
	names, err := filepath.Glob(filepath.Join(home, "*"))
	if err != nil {
		t.Fatal(err)
	}
	hidden, _ := filepath.Glob(filepath.Join(home, ".*"))
	for _, n := range append(names, hidden...) {
		raw, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		m[filepath.Base(n)] = string(raw)
	}
	return m
}
