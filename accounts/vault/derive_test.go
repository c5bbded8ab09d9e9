package vault

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"vocero/accounts"
)

func TestChildDerives(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o := options(t)
	o.Child = []string{self, DeriveArg}
	unlocked(t, o)
	v := open(t, o)
	wantErr(t, v.Unlock(accounts.NewSecret("wrong")), ErrPassphrase)
	if err := v.Unlock(right); err != nil {
		t.Fatal(err)
	}
	mustGet(t, v, luz, canary)
	o.Child = nil // What a child wrapped, this process opens.
	v = open(t, o)
	if err := v.Unlock(right); err != nil {
		t.Fatal(err)
	}
}

func TestChildFails(t *testing.T) {
	o := options(t)
	unlocked(t, o)
	o.Child = []string{filepath.Join(o.Home, "no-such-program")}
	if err := open(t, o).Unlock(right); err != nil {
		t.Errorf("a child that does not start: %v, want the key derived here", err)
	}
	o.Child = []string{"/bin/sh", "-c", "exit 3"}
	if err := open(t, o).Unlock(right); err == nil || !strings.Contains(err.Error(), "child process") {
		t.Errorf("a child that dies: %v", err)
	}
}

func TestDeriveMain(t *testing.T) {
	var out bytes.Buffer
	if code := DeriveMain(strings.NewReader("{"), &out); code != 1 || !strings.Contains(out.String(), "error") {
		t.Errorf("exit %d with %s", code, out.String())
	}
	out.Reset()
	if code := DeriveMain(strings.NewReader(`{"passphrase":"x","work_factor":3}`), &out); code != 0 {
		t.Fatalf("exit %d with %s", code, out.String())
	}
	var g grant
	if err := json.Unmarshal(out.Bytes(), &g); err != nil || !strings.HasPrefix(g.Identity, "AGE-SECRET-KEY-") {
		t.Errorf("answer %+v, %v", g, err)
	}
	if _, err := age.ParseX25519Identity(g.Identity); err != nil {
		t.Error(err)
	}
}

// TestTooMuchWork is a file that asks for 2^21 rounds: 2 GiB, and minutes.
func TestTooMuchWork(t *testing.T) {
	g := wrap(wish{Passphrase: "x", WorkFactor: 4})
	raised := raise(t, g.Wrapped)
	if g := derive(wish{Passphrase: "x", Wrapped: raised}); g.Identity != "" || !strings.Contains(g.Error, "too large") {
		t.Errorf("answer %+v", g)
	}
}

// raise changes the work factor in an armored file's header.
func raise(t *testing.T, wrapped string) string {
	t.Helper()
	plain, err := dearmor(wrapped)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(plain), "\n")
	i := slices.IndexFunc(lines, func(s string) bool { return strings.HasPrefix(s, "-> scrypt ") })
	if i < 0 {
		t.Fatalf("no scrypt stanza in %q", plain)
	}
	lines[i] = lines[i][:strings.LastIndexByte(lines[i], ' ')] + " 21"
	return rearmor(t, strings.Join(lines, "\n"))
}

func TestPractice(t *testing.T) {
	const here, there = "mastodon|http://127.0.0.1:4321|1", "mastodon|https://masto.example|1"
	o := Options{Home: t.TempDir(), UUID: "p", Practice: true, Keyring: &fake{err: errAbsent}}
	v := open(t, o)
	if v.Locked() || v.Where() != "practice" || v.Made() || v.Unlock(right) != nil {
		t.Error("a practice vault asks for something")
	}
	_, err := v.Get(here)
	wantErr(t, err, accounts.ErrNotFound)
	mustPut(t, v, here, "practice-token")
	mustGet(t, open(t, o), here, "practice-token")
	for _, key := range []string{there, "mastodon|http://127.0.0.1.evil.example|1", "", "mastodon", "a|://|b"} {
		wantErr(t, v.Put(key, right), accounts.ErrPractice)
		_, err := v.Get(key)
		wantErr(t, err, accounts.ErrPractice)
	}
	if err := v.Delete(here); err != nil {
		t.Fatal(err)
	}
	wantErr(t, v.Delete(here), accounts.ErrNotFound)
	v.Lock()
	path := filepath.Join(o.Home, "practice-tokens.json")
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = v.Get(here)
	wantErr(t, err, accounts.ErrDamaged)
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(o); err == nil {
		t.Error("others can read the practice tokens")
	}
}

func TestRedact(t *testing.T) {
	o := options(t)
	var told []string
	o.Redact = func(s string) { told = append(told, s) }
	v := unlocked(t, o)
	mustGet(t, v, luz, canary)
	for _, want := range []string{right.Reveal(), canary, "CANARY_mastodon_4711"} {
		if !slices.Contains(told, want) {
			t.Errorf("the redactor was not told %q", want)
		}
	}
	for _, s := range []string{"abc", "read write:statuses"} {
		if slices.Contains(told, s) {
			t.Errorf("%q would be blotted out of every log", s)
		}
	}
}
