package vault

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"vocero/accounts"
)

// ErrPassphrase is the cause when the passphrase does not open the file.
var ErrPassphrase = errors.New("that is not the vault's passphrase")

// ErrOlder is the cause when the file is older than the newest one written.
var ErrOlder = errors.New("the vault's file is older than the last one written")

// Options say where the vault is and how it is opened.
type Options struct {
	Home       string // folder of the desk
	UUID       string // of the home, part of every keyring entry
	Passphrase func() (accounts.Secret, error)
	Keyring    Keyring       // nil: the operating system's
	Practice   bool          // a practice home: no keyring, no passphrase, loopback servers only
	AllowOlder bool          // a person accepted an older file, as after a restore
	WorkFactor int           // log2 of scrypt's N for a new file; 0 means 17
	Child      []string      // command that runs DeriveMain; nil derives in this process
	Redact     func(string)  // is told every secret, so that logs can hide it; nil: nobody is
	Limit      time.Duration // how long the keyring may take; 0 means 3 s
}

// Vault keeps secrets under keys. Its methods may be called from several goroutines; only Locked and Where return at once
// whatever the keyring does.
type Vault struct {
	o     Options
	mu    sync.Mutex
	ring  *ring
	file  *file
	plain *practice
	asked bool // Options.Passphrase was used up; it is not asked again

	locked atomic.Bool
	where  atomic.Value // string
}

// Open prepares the vault of a home. It reads no secret and asks for no passphrase; it refuses a file that others can read.
func Open(o Options) (*Vault, error) {
	if o.Redact == nil {
		o.Redact = func(string) {}
	}
	v := &Vault{o: o}
	if o.Practice {
		v.plain = &practice{path: filepath.Join(o.Home, "practice-tokens.json")}
		v.where.Store("practice")
		return v, v.plain.check()
	}
	v.ring = newRing(o.Keyring, o.UUID, o.Limit)
	v.file = &file{path: filepath.Join(o.Home, "vault.age"), workFactor: o.WorkFactor, child: o.Child, allowOlder: o.AllowOlder}
	defer v.note(nil)
	return v, v.file.check()
}

// Locked tells whether secrets cannot be read now: the file waits for its passphrase, or the keyring does not answer and there
// is no file yet.
func (v *Vault) Locked() bool { return v.locked.Load() }

// Where is the place of new secrets: "keyring", "file" or "practice".
func (v *Vault) Where() string { return v.where.Load().(string) }

// Made tells whether there is a file with a passphrase. Where the vault is locked and none was made, Unlock takes a new
// passphrase, which should be asked for twice.
func (v *Vault) Made() bool { return v.file != nil && v.file.exists() }

// Get reads the secret of a key. The error wraps accounts.ErrNotFound or accounts.ErrLocked, or tells what is damaged.
func (v *Vault) Get(key string) (accounts.Secret, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	s, err := v.get(key)
	v.note(err)
	if err != nil {
		return accounts.Secret{}, fmt.Errorf("reading the token of %s: %w", key, err)
	}
	v.redact(s)
	return accounts.NewSecret(s), nil
}

func (v *Vault) get(key string) (string, error) {
	if v.plain != nil {
		return v.plain.get(key)
	}
	made := v.file.exists()
	if made {
		if err := v.open(); err != nil {
			return "", err
		}
		s, err := v.file.get(key)
		if !errors.Is(err, accounts.ErrNotFound) {
			return s, err
		}
	}
	s, err := v.ring.get(key)
	if down := (*downError)(nil); made && errors.As(err, &down) {
		return "", accounts.ErrNotFound
	}
	return s, err
}

// Put stores a secret durably before it returns. The error wraps accounts.ErrLocked when there is no place for it yet.
func (v *Vault) Put(key string, s accounts.Secret) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.redact(s.Reveal())
	err := v.put(key, s.Reveal())
	v.note(err)
	if err != nil {
		return fmt.Errorf("storing the token of %s: %w", key, err)
	}
	return nil
}

func (v *Vault) put(key, s string) error {
	if v.plain != nil {
		return v.plain.put(key, s)
	}
	if !v.file.exists() {
		err := v.ring.put(key, s)
		if down := (*downError)(nil); !errors.As(err, &down) {
			return err
		}
		if err := v.file.gone(); err != nil {
			return err
		}
		if v.o.Passphrase == nil || v.asked {
			return err
		}
	}
	if err := v.open(); err != nil {
		return err
	}
	return v.file.put(key, &s)
}

// Delete forgets a secret, wherever it lies. The error wraps accounts.ErrNotFound when there was none.
func (v *Vault) Delete(key string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	err := v.drop(key)
	v.note(err)
	if err != nil {
		return fmt.Errorf("forgetting the token of %s: %w", key, err)
	}
	return nil
}

func (v *Vault) drop(key string) error {
	if v.plain != nil {
		return v.plain.drop(key)
	}
	if !v.file.exists() {
		return v.ring.drop(key)
	}
	if err := v.open(); err != nil {
		return err
	}
	inFile := v.file.put(key, nil)
	if inFile != nil && !errors.Is(inFile, accounts.ErrNotFound) {
		return inFile
	}
	inRing := v.ring.drop(key) // May hold one from before the file.
	if inFile == nil || inRing == nil {
		return nil
	}
	return inFile
}

// Unlock opens the file with its passphrase. Where there is none and the keyring cannot be used, it makes one; where the keyring
// works there is nothing to unlock. A wrong passphrase gives ErrPassphrase, and nothing is written.
func (v *Vault) Unlock(passphrase accounts.Secret) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	err := v.unlock(passphrase)
	v.note(err)
	if err != nil {
		return fmt.Errorf("opening the vault: %w", err)
	}
	return nil
}

func (v *Vault) unlock(passphrase accounts.Secret) error {
	if v.plain != nil {
		return nil
	}
	v.redact(passphrase.Reveal())
	if v.file.exists() {
		return v.file.unlock(passphrase)
	}
	if v.ring.works() {
		return nil
	}
	return v.file.create(passphrase)
}

// Lock forgets the passphrase's key. Secrets that were handed out stay with whoever has them.
func (v *Vault) Lock() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.file != nil {
		v.file.lock()
		v.asked = true
	}
	v.note(nil)
}

// open makes sure that the file is open, asking for the passphrase at most once.
func (v *Vault) open() error {
	if v.file.open() {
		return nil
	}
	if v.o.Passphrase == nil || v.asked {
		return fmt.Errorf("%w: unlock it with its passphrase", accounts.ErrLocked)
	}
	v.asked = true
	p, err := v.o.Passphrase()
	if err != nil {
		return fmt.Errorf("%w: reading the passphrase: %w", accounts.ErrLocked, err)
	}
	v.redact(p.Reveal())
	if v.file.exists() {
		return v.file.unlock(p)
	}
	return v.file.create(p)
}

// note keeps what Locked and Where say.
func (v *Vault) note(err error) {
	if v.plain != nil {
		return
	}
	down := (*downError)(nil)
	switch {
	case v.file.exists():
		v.where.Store("file")
		v.locked.Store(!v.file.open())
	case errors.As(err, &down):
		v.where.Store("file")
		v.locked.Store(true)
	case v.where.Load() == nil || err == nil || errors.Is(err, accounts.ErrNotFound):
		v.where.Store("keyring")
		v.locked.Store(false)
	}
}
