package vault

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"

	"vocero/accounts"
)

// header is the first line of the file; the two armored age files follow: the wrapped identity, the secrets.
const header = "vocero vault 1\n"

// file is HOME/vault.age.
type file struct {
	path       string
	workFactor int
	child      []string
	allowOlder bool

	identity *age.X25519Identity // nil: locked
	wrapped  string              // the half that the identity came from
	newest   uint64              // the highest generation this process has seen
}

// body is what the second half holds.
type body struct {
	Generation uint64            `json:"generation"`
	Secrets    map[string]string `json:"secrets"`
}

func (f *file) old() string   { return f.path + ".old" }
func (f *file) count() string { return filepath.Join(filepath.Dir(f.path), "vault.count") }

// check refuses files that others can read.
func (f *file) check() error { return errors.Join(private(f.path), private(f.old())) }

func (f *file) exists() bool {
	_, err := os.Lstat(f.path)
	return !errors.Is(err, fs.ErrNotExist)
}

func (f *file) open() bool { return f.identity != nil }

func (f *file) lock() { f.identity, f.wrapped = nil, "" }

// gone tells of a file that was there: a new one in its place would hide that its secrets are lost.
func (f *file) gone() error {
	for _, trace := range []string{f.old(), f.count()} {
		if _, err := os.Lstat(trace); err == nil {
			return fmt.Errorf("%w: %s is gone, but %s shows that it was there; put it back (%s is the generation before), or move both away to begin anew",
				accounts.ErrDamaged, f.path, trace, f.old())
		}
	}
	return nil
}

// unlock opens the file with its passphrase. It writes nothing.
func (f *file) unlock(p accounts.Secret) error {
	_, wrapped, _, err := f.read()
	if err != nil {
		return err
	}
	id, _, err := deriveIn(f.child, wish{Passphrase: p.Reveal(), Wrapped: wrapped})
	if err != nil {
		return err
	}
	f.identity, f.wrapped = id, wrapped
	if _, _, err := f.load(); err != nil {
		f.lock()
		return err
	}
	return nil
}

// create makes a new file that holds no secret yet.
func (f *file) create(p accounts.Secret) error {
	if p.IsZero() {
		return errors.New("choosing the vault's passphrase: it is empty; choose one that nobody guesses")
	}
	if err := f.gone(); err != nil {
		return err
	}
	n := f.workFactor
	if n == 0 {
		n = workFactor
	}
	id, wrapped, err := deriveIn(f.child, wish{Passphrase: p.Reveal(), WorkFactor: n})
	if err != nil {
		return err
	}
	f.identity, f.wrapped, f.newest = id, wrapped, 0
	if err := f.save(nil, body{Secrets: map[string]string{}}); err != nil {
		f.lock()
		return err
	}
	return nil
}

func (f *file) get(key string) (string, error) {
	_, b, err := f.load()
	if err != nil {
		return "", err
	}
	s, ok := b.Secrets[key]
	if !ok {
		return "", accounts.ErrNotFound
	}
	return s, nil
}

// put stores a secret, or deletes it when s is nil.
func (f *file) put(key string, s *string) error {
	raw, b, err := f.load()
	if err != nil {
		return err
	}
	was, ok := b.Secrets[key]
	switch {
	case s == nil && !ok:
		return accounts.ErrNotFound
	case s == nil:
		delete(b.Secrets, key)
	case ok && was == *s:
		return nil
	default:
		b.Secrets[key] = *s
	}
	return f.save(raw, b)
}

// save writes the next generation, with the present one kept beside it, and then its number.
func (f *file) save(present []byte, b body) error {
	b.Generation++
	plain, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("writing the vault: %w", err)
	}
	sealed, err := encrypt(plain, f.identity.Recipient())
	if err != nil {
		return err
	}
	if present != nil {
		if err := replace(f.old(), present); err != nil {
			return err
		}
	}
	if err := replace(f.path, []byte(header+f.wrapped+string(sealed))); err != nil {
		return err
	}
	f.newest = b.Generation
	return replace(f.count(), []byte(strconv.FormatUint(b.Generation, 10)+"\n"))
}

// read takes the file apart.
func (f *file) read() (raw []byte, wrapped, sealed string, err error) {
	if err := f.check(); err != nil {
		return nil, "", "", err
	}
	if raw, err = os.ReadFile(f.path); err != nil {
		return nil, "", "", fmt.Errorf("reading the vault: %w", err)
	}
	wrapped, sealed, ok := split(raw)
	if !ok {
		return nil, "", "", fmt.Errorf("%w: %s is no whole vault; nothing was changed; %s is the generation before it, if it is there",
			accounts.ErrDamaged, f.path, f.old())
	}
	return raw, wrapped, sealed, nil
}

// split finds the two armored halves.
func split(raw []byte) (wrapped, sealed string, ok bool) {
	rest, ok := bytes.CutPrefix(raw, []byte(header))
	end := armor.Footer + "\n"
	first, second, found := strings.Cut(string(rest), end)
	if !ok || !found || !strings.HasSuffix(second, end) {
		return "", "", false
	}
	return first + end, second, true
}

// load reads the secrets as they are on disk now: another process may have stored one meanwhile.
func (f *file) load() ([]byte, body, error) {
	raw, wrapped, sealed, err := f.read()
	if err != nil {
		return nil, body{}, err
	}
	if wrapped != f.wrapped {
		f.lock()
		return nil, body{}, fmt.Errorf("%w: its file was replaced; unlock it again", accounts.ErrLocked)
	}
	b, err := unseal(sealed, f.identity)
	if err != nil {
		return nil, body{}, fmt.Errorf("%w: %s cannot be read (%v); nothing was changed", accounts.ErrDamaged, f.path, err)
	}
	if newest := f.high(); b.Generation < newest {
		if !f.allowOlder {
			return nil, body{}, fmt.Errorf("%w: it is number %d, the last was %d; put the newer one back, or log the accounts in again", ErrOlder, b.Generation, newest)
		}
		b.Generation = newest // The next one written is the newest again.
	}
	f.newest = max(f.newest, b.Generation)
	return raw, b, nil
}

func unseal(sealed string, id age.Identity) (body, error) {
	var b body
	plain, err := decrypt([]byte(sealed), id)
	if err == nil {
		err = json.Unmarshal(plain, &b)
	}
	if b.Secrets == nil {
		b.Secrets = map[string]string{}
	}
	return b, err
}

// high is the highest generation that this process or vault.count tells of.
func (f *file) high() uint64 {
	raw, err := os.ReadFile(f.count())
	if err != nil {
		return f.newest
	}
	n, _ := strconv.ParseUint(strings.TrimSpace(string(raw)), 10, 64) // 0 for an unreadable one: it proves nothing.
	return max(f.newest, n)
}
