//go:build fault

package cli_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/vault"
	"vocero/store"
	"vocero/ui"
	"vocero/ui/cli"
	"vocero/ui/lang"
	enter "vocero/ui/setup"
	"vocero/ui/uitest"
)

// asChild are the programs of this test that are killed at their writes: each says on its output what is done, and done for good.
var asChild = map[string]func(home string){"types": types, "keeps": keeps}

// childVerdicts look at the home of a child that died, knowing what it had said.
var childVerdicts = map[string]func(t *testing.T, what, home string, said []string){"types": typedIsKept, "keeps": secretsAreKept}

// onChildren kills each child so often.
func onChildren(t *testing.T, made *atomic.Int64, each int) {
	for name, judge := range childVerdicts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := &bench{t: t, root: quick(t), child: name}
			b.run = b.root
			fresh := filepath.Join(b.root, "fresh")
			b.home = fresh
			b.furnish()
			b.again(fresh)
			ps, o := b.points(step{name: name})
			if o.Code != 0 {
				t.Fatalf("%s ends with %d: %s%s", name, o.Code, o.Out, o.Err)
			}
			judge(t, name+" in peace", b.home, strings.Fields(o.Out))
			q := &quota{left: each, steps: 1, desks: 1}
			b.strikes(q, ps, func(k int, p point) bool {
				b.again(fresh)
				o := b.act(p.inject("signal=KILL"), "")
				if !o.Killed {
					return false
				}
				judge(t, fmt.Sprintf("%s, killed at %s %d", name, p.call, p.n), b.home, strings.Fields(o.Out))
				made.Add(1)
				return true
			})
		})
	}
}

// furnish makes a desk with one client.
func (b *bench) furnish() {
	b.t.Helper()
	s, err := store.Open(b.home, store.Options{})
	if err == nil {
		_, err = s.PutBrand(accounts.Brand{Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid"})
	}
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// again gives the child a new copy of the home.
func (b *bench) again(fresh string) {
	b.t.Helper()
	b.home = filepath.Join(b.root, "home")
	if err := os.RemoveAll(b.home); err != nil {
		b.t.Fatal(err)
	}
	if err := os.CopyFS(b.home, os.DirFS(fresh)); err != nil {
		b.t.Fatal(err)
	}
	if err := os.Chmod(b.home, 0o700); err != nil {
		b.t.Fatal(err)
	}
}

// longText is what is typed: no two of its beginnings are alike, and it takes several saves.
const longText = "Mañana abrimos a las siete: centeno, espelta y ensaimadas. El jueves, taller de masa madre con Luz."

// typeGap is how long a key takes.
const typeGap = 100 * time.Millisecond

// voice is as much of a test as the driver of the screens needs in a child.
type voice struct{ testing.TB }

func (voice) Helper()                      {}
func (voice) Cleanup(func())               {}
func (voice) Fatal(args ...any)            { panic(fmt.Sprint(args...)) }
func (voice) Fatalf(f string, args ...any) { panic(fmt.Sprintf(f, args...)) }
func (voice) Error(args ...any)            { panic(fmt.Sprint(args...)) }
func (voice) Errorf(f string, args ...any) { panic(fmt.Sprintf(f, args...)) }
func (voice) Log(...any)                   {}
func (voice) Logf(string, ...any)          {}
func (voice) Context() context.Context     { return context.Background() }
func (voice) Name() string                 { return "typing" }

// noLogin is a vault that is open.
type noLogin struct{ enter.Login }

func (noLogin) Vault() (locked, made bool)   { return false, false }
func (noLogin) Unlock(accounts.Secret) error { return nil }

// types is somebody who writes a post, on a clock that moves with the keys, and says after each key how many were pressed.
func types(home string) {
	cli.Private()
	clock := uitest.NewClock(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC))
	d, err := cli.Open(context.Background(), cli.OpenOptions{Home: home, Now: clock.Now, Keyring: down{}})
	if err != nil {
		panic(err)
	}
	root, err := ui.Build(d.Store, ui.Machine{Lang: lang.New("es"), Clock: ui.Clock{Now: clock.Now, After: clock.After}, Zone: "Europe/Madrid", Login: noLogin{},
		Where: d.Vault.Where, Home: home, Journal: d.Typed})
	if err != nil {
		panic(err)
	}
	s := uitest.New(voice{}, root, uitest.Options{Clock: clock, Gap: typeGap, Nobody: []string{"Panadería"}})
	s.Press("'", "p", "c")
	for i, r := range []rune(longText) {
		s.Press(string(r))
		fmt.Println(i + 1)
	}
	if err := d.Close(); err != nil {
		panic(err)
	}
}

// typedIsKept wants everything in the journal of drafts that was typed a second before the death, and a store that opens, whose
// own copy is some earlier beginning of the text, too.
func typedIsKept(t *testing.T, what, home string, said []string) {
	t.Helper()
	want := ""
	if n := len(said) - int(time.Second/typeGap) - 1; n > 0 {
		want = string([]rune(longText)[:n])
	}
	ts, err := store.RecoverDrafts(home)
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
	found := ""
	for _, x := range ts {
		found = max(found, x.Post.Text)
	}
	if !strings.HasPrefix(found, want) || !strings.HasPrefix(longText, found) {
		t.Errorf("%s: %d keys were pressed and the journal of drafts has %q", what, len(said), found)
	}
	s, err := store.Open(home, store.Options{})
	if err != nil {
		t.Errorf("%s: the desk does not open: %v", what, err)
		return
	}
	defer func() { _ = s.Close() }()
	ps, _, err := s.Posts(accounts.PostQuery{}, "", 10)
	if err != nil || len(ps) > 1 || len(ps) == 1 && !strings.HasPrefix(longText, ps[0].Text) {
		t.Errorf("%s: the store has %+v (%v)", what, ps, err)
	}
	if p, err := s.Check(); err != nil || len(p) > 0 {
		t.Errorf("%s: %v %v", what, p, err)
	}
}

// What the vault of the test is opened with.
var vaultWord = accounts.NewSecret("correcto caballo batería")

func openVault(home string) (*vault.Vault, error) {
	v, err := vault.Open(vault.Options{Home: home, UUID: "01", Keyring: down{}, WorkFactor: 10})
	if err != nil {
		return nil, err
	}
	return v, v.Unlock(vaultWord)
}

// keeps is somebody who logs accounts in, and one of them out and in again, without a keyring: vault.age is written each time.
func keeps(home string) {
	v, err := openVault(home)
	if err != nil {
		panic(err)
	}
	for i, key := range []string{"a", "b", "a", "c", "b", "d"} {
		if err := v.Put(key, accounts.NewSecret(fmt.Sprint("token-", i))); err != nil {
			panic(err)
		}
		fmt.Printf("%s=token-%d\n", key, i)
	}
	if err := v.Delete("d"); err != nil {
		panic(err)
	}
	fmt.Println("d=")
}

// secretsAreKept wants the vault to open with its passphrase and every secret in it that was said to be stored, or the next one.
func secretsAreKept(t *testing.T, what, home string, said []string) {
	t.Helper()
	v, err := openVault(home)
	if err != nil {
		t.Errorf("%s: the vault does not open: %v", what, err)
		return
	}
	steps := []string{"a=token-0", "b=token-1", "a=token-2", "c=token-3", "b=token-4", "d=token-5", "d="}
	want, next := map[string]string{}, map[string]string{}
	for i, s := range steps[:min(len(said)+1, len(steps))] {
		key, token, _ := strings.Cut(s, "=")
		if next[key] = token; i < len(said) {
			want[key] = token
		}
	}
	for key := range next {
		got, err := v.Get(key)
		token := ""
		if err == nil {
			token = got.Reveal()
		}
		if token != want[key] && token != next[key] {
			t.Errorf("%s: %d secrets were stored; of %s there is %q (%v)", what, len(said), key, token, err)
		}
	}
}
