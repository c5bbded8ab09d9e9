package vault

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vocero/accounts"
)

func TestFile(t *testing.T) {
	o := options(t)
	v := unlocked(t, o)
	mustPut(t, v, sur, "otro secreto")
	again := open(t, o)
	if !again.Locked() || again.Where() != "file" || !again.Made() {
		t.Fatalf("locked %t, in the %s, made %t", again.Locked(), again.Where(), again.Made())
	}
	_, err := again.Get(luz)
	wantErr(t, err, accounts.ErrLocked)
	wantErr(t, again.Put(luz, right), accounts.ErrLocked)
	wantErr(t, again.Delete(luz), accounts.ErrLocked)
	if err := again.Unlock(right); err != nil {
		t.Fatal(err)
	}
	mustGet(t, again, luz, canary)
	mustGet(t, again, sur, "otro secreto")
	if err := again.Delete(sur); err != nil {
		t.Fatal(err)
	}
	_, err = again.Get(sur)
	wantErr(t, err, accounts.ErrNotFound)
	wantErr(t, again.Delete(sur), accounts.ErrNotFound)
	again.Lock()
	_, err = again.Get(luz)
	wantErr(t, err, accounts.ErrLocked)
}

func TestFileHidesSecrets(t *testing.T) {
	o := options(t)
	v := unlocked(t, o)
	mustPut(t, v, sur, "CANARY_second")
	files := folder(t, o.Home)
	if len(files) != 3 {
		t.Errorf("want the vault, the generation before and the count, got %v", files)
	}
	for name, s := range files {
		if strings.Contains(s, "CANARY") || strings.Contains(s, right.Reveal()) || strings.Contains(s, "AGE-SECRET-KEY") || strings.Contains(s, "masto.example") {
			t.Errorf("%s shows a secret", name)
		}
		info, err := os.Stat(filepath.Join(o.Home, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, want 0600", name, info.Mode())
		}
	}
}

func TestWrongPassphrase(t *testing.T) {
	o := options(t)
	unlocked(t, o)
	before := folder(t, o.Home)
	v := open(t, o)
	for range 5 {
		wantErr(t, v.Unlock(accounts.NewSecret("wrong")), ErrPassphrase)
		wantErr(t, v.Unlock(accounts.Secret{}), ErrPassphrase)
	}
	if !v.Locked() || !maps.Equal(before, folder(t, o.Home)) {
		t.Error("a wrong passphrase changed something")
	}
	if err := v.Unlock(right); err != nil {
		t.Fatal(err)
	}
	mustGet(t, v, luz, canary)
}

// TestPassphraseAskedOnce keeps workers from asking a person, or from running scrypt, at every turn.
func TestPassphraseAskedOnce(t *testing.T) {
	o := options(t)
	unlocked(t, o)
	asked := 0
	o.Passphrase = func() (accounts.Secret, error) { asked++; return accounts.NewSecret("wrong"), nil }
	v := open(t, o)
	_, err := v.Get(luz)
	wantErr(t, err, ErrPassphrase)
	_, err = v.Get(luz)
	wantErr(t, err, accounts.ErrLocked)
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	o.Passphrase = func() (accounts.Secret, error) { return accounts.Secret{}, errors.New("no terminal") }
	_, err = open(t, o).Get(luz)
	wantErr(t, err, accounts.ErrLocked)
}

func TestEmptyPassphrase(t *testing.T) {
	o := options(t)
	if err := open(t, o).Unlock(accounts.Secret{}); err == nil || len(folder(t, o.Home)) > 0 {
		t.Errorf("an empty passphrase made a vault: %v", err)
	}
}

func TestOthersCanRead(t *testing.T) {
	o := options(t)
	v := unlocked(t, o)
	path := filepath.Join(o.Home, "vault.age")
	for _, mode := range []os.FileMode{0o644, 0o640, 0o604} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(o); err == nil || !strings.Contains(err.Error(), "chmod 600 "+path) {
			t.Errorf("mode %o: error %v, want the fix", mode, err)
		}
		if _, err := v.Get(luz); err == nil {
			t.Errorf("mode %o: the open vault went on", mode)
		}
		if info, _ := os.Stat(path); info.Mode().Perm() != mode {
			t.Errorf("the mode was changed silently to %v", info.Mode())
		}
	}
}

func TestLinkInsteadOfFile(t *testing.T) {
	o := options(t)
	if err := os.Symlink("/dev/zero", filepath.Join(o.Home, "vault.age")); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(o); err == nil {
		t.Error("a link was taken for the vault")
	}
}

// TestDamaged cuts the file at many places and changes bytes of it: it must say so, write nothing, and not panic.
func TestDamaged(t *testing.T) {
	o := options(t)
	unlocked(t, o)
	path := filepath.Join(o.Home, "vault.age")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	images := [][]byte{nil, []byte("hello"), []byte(header), append([]byte("x"), whole...), append(whole[:len(whole):len(whole)], 'x')}
	for i := 1; i < len(whole); i += 17 {
		flipped := append([]byte(nil), whole...)
		flipped[i] ^= 4
		images = append(images, whole[:i], flipped)
	}
	for i, image := range images {
		if err := os.WriteFile(path, image, 0o600); err != nil {
			t.Fatal(err)
		}
		before := folder(t, o.Home)
		v := open(t, o)
		err := v.Unlock(right)
		if err == nil || !errors.Is(err, accounts.ErrDamaged) && !errors.Is(err, ErrPassphrase) {
			t.Fatalf("image %d of %d bytes: error %v, want damage", i, len(image), err)
		}
		if perr := v.Put(luz, right); perr == nil || !maps.Equal(before, folder(t, o.Home)) {
			t.Fatalf("image %d: something was written over it (%v)", i, perr)
		}
	}
}

func TestOlderPutInItsPlace(t *testing.T) {
	o := options(t)
	v := unlocked(t, o)
	path := filepath.Join(o.Home, "vault.age")
	older, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	mustPut(t, v, luz, "renewed")
	if kept, err := os.ReadFile(path + ".old"); err != nil || string(kept) != string(older) {
		t.Fatalf("the generation before is not kept: %v", err)
	}
	if err := os.WriteFile(path, older, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = v.Get(luz)
	wantErr(t, err, ErrOlder)
	wantErr(t, v.Put(luz, right), ErrOlder)
	wantErr(t, open(t, o).Unlock(right), ErrOlder)
	o.AllowOlder = true
	v = open(t, o)
	if err := v.Unlock(right); err != nil {
		t.Fatal(err)
	}
	mustGet(t, v, luz, canary)
	mustPut(t, v, luz, "after the restore")
	o.AllowOlder = false
	v = open(t, o)
	if err := v.Unlock(right); err != nil {
		t.Fatal(err)
	}
	mustGet(t, v, luz, "after the restore")
}

func TestFileGone(t *testing.T) {
	o := options(t)
	v := unlocked(t, o)
	path := filepath.Join(o.Home, "vault.age")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	wantErr(t, v.Put(luz, right), accounts.ErrDamaged)
	wantErr(t, open(t, o).Unlock(right), accounts.ErrDamaged)
	if _, err := os.Stat(path); err == nil {
		t.Error("a new vault hides the loss of the old one")
	}
}

func TestTwoProcesses(t *testing.T) {
	o := options(t)
	a := unlocked(t, o)
	b := open(t, o)
	if err := b.Unlock(right); err != nil {
		t.Fatal(err)
	}
	mustPut(t, b, sur, "from the other")
	mustPut(t, a, luz, "renewed")
	mustGet(t, a, sur, "from the other")
	mustGet(t, b, luz, "renewed")
}

// TestHomeGone is a disk that takes no more: the error says so and what was there stays.
func TestHomeGone(t *testing.T) {
	o := options(t)
	v := unlocked(t, o)
	moved := o.Home + ".away"
	if err := os.Rename(o.Home, moved); err != nil {
		t.Fatal(err)
	}
	if err := v.Put(luz, accounts.NewSecret("renewed")); err == nil {
		t.Error("a secret was stored in no place")
	}
	if err := os.Rename(moved, o.Home); err != nil {
		t.Fatal(err)
	}
	mustGet(t, v, luz, canary)
}
