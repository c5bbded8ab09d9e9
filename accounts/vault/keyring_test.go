package vault

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vocero/accounts"
)

func TestKeyring(t *testing.T) {
	k := newFake()
	o := options(t)
	o.Keyring = k
	v := open(t, o)
	_, err := v.Get(luz)
	wantErr(t, err, accounts.ErrNotFound)
	mustPut(t, v, luz, canary)
	mustPut(t, v, luz, canary+" ")
	mustPut(t, v, sur, "otro secreto")
	mustGet(t, v, luz, canary+" ")
	if v.Locked() || v.Where() != "keyring" || v.Made() {
		t.Errorf("locked %t, in the %s, file made %t", v.Locked(), v.Where(), v.Made())
	}
	for name := range k.entries {
		if !strings.HasPrefix(name, "vocero/home-1|mastodon|") {
			t.Errorf("the entry is called %q: service and home must name it", name)
		}
	}
	other := o
	other.UUID = "home-2"
	_, err = open(t, other).Get(luz)
	wantErr(t, err, accounts.ErrNotFound)
	if err := v.Delete(luz); err != nil {
		t.Fatal(err)
	}
	wantErr(t, v.Delete(luz), accounts.ErrNotFound)
	mustGet(t, v, sur, "otro secreto")
	if files := folder(t, o.Home); len(files) > 0 {
		t.Errorf("the keyring works, and yet there are files: %v", files)
	}
}

func TestKeyringCannotBeUsed(t *testing.T) {
	for name, k := range map[string]*fake{
		"absent":            {err: errAbsent},
		"prompt dismissed":  {err: errors.New("prompt dismissed")},
		"forgets":           {entries: map[string]string{}, lie: func(string) string { return "" }},
		"keeps another":     {entries: map[string]string{}, lie: func(string) string { return "ffffffffffffffff:other" }},
		"changes a letter":  {entries: map[string]string{}, lie: func(s string) string { return s[:len(s)-1] + "?" }},
		"cuts long entries": {entries: map[string]string{}, lie: func(s string) string { return s[:20] }},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t)
			o.Keyring = k
			v := open(t, o)
			err := v.Put(luz, accounts.NewSecret(canary))
			wantErr(t, err, accounts.ErrLocked)
			if !v.Locked() || v.Made() || len(folder(t, o.Home)) > 0 {
				t.Errorf("locked %t, made %t: want a vault that waits for a passphrase", v.Locked(), v.Made())
			}
			o.Passphrase = func() (accounts.Secret, error) { return right, nil }
			v = open(t, o)
			mustPut(t, v, luz, canary)
			mustGet(t, v, luz, canary)
			if v.Where() != "file" || v.Locked() {
				t.Errorf("in the %s, locked %t", v.Where(), v.Locked())
			}
		})
	}
}

// TestKeyringOfAnother is a keyring that gives the entry of one account for another's: a post would leave from the wrong one.
func TestKeyringOfAnother(t *testing.T) {
	k := newFake()
	o := options(t)
	o.Keyring = k
	v := open(t, o)
	mustPut(t, v, luz, canary)
	mustPut(t, v, sur, "otro secreto")
	k.lie = func(string) string { return k.entries["vocero/home-1|"+sur] }
	_, err := v.Get(luz)
	wantErr(t, err, accounts.ErrDamaged)
}

func TestKeyringHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newFake()
		k.hang = make(chan struct{})
		o := options(t)
		o.Keyring = k
		v := open(t, o)
		begin := time.Now()
		_, err := v.Get(luz)
		wantErr(t, err, accounts.ErrLocked)
		if d := time.Since(begin); d != 3*time.Second {
			t.Errorf("gave up after %v, want 3s", d)
		}
		_, err = v.Get(luz) // The first call still hangs: no second prompt.
		wantErr(t, err, accounts.ErrLocked)
		if d := time.Since(begin); d != 3*time.Second || !v.Locked() {
			t.Errorf("the second call took %v, locked %t", d-3*time.Second, v.Locked())
		}
		close(k.hang)
		synctest.Wait()
		_, err = v.Get(luz)
		wantErr(t, err, accounts.ErrNotFound)
		if v.Locked() {
			t.Error("the keyring answers again, and the vault is still locked")
		}
	})
}

// TestKeyringBesideFile keeps what the keyring held before it failed.
func TestKeyringBesideFile(t *testing.T) {
	k := newFake()
	o := options(t)
	o.Keyring = k
	v := open(t, o)
	mustPut(t, v, luz, canary)
	k.err = errAbsent
	if err := v.Unlock(right); err != nil {
		t.Fatal(err)
	}
	mustPut(t, v, sur, "in the file")
	_, err := v.Get(luz)
	wantErr(t, err, accounts.ErrNotFound)
	k.err = nil
	mustGet(t, v, luz, canary)
	mustGet(t, v, sur, "in the file")
	mustPut(t, v, luz, "renewed")
	mustGet(t, v, luz, "renewed")
	if err := v.Delete(luz); err != nil {
		t.Fatal(err)
	}
	_, err = v.Get(luz)
	wantErr(t, err, accounts.ErrNotFound)
}

func TestUnlockWithAWorkingKeyring(t *testing.T) {
	o := options(t)
	o.Keyring = newFake()
	v := open(t, o)
	if err := v.Unlock(right); err != nil || v.Made() {
		t.Errorf("error %v, file made %t: want nothing to unlock", err, v.Made())
	}
}
