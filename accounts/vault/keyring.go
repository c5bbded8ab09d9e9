package vault

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/zalando/go-keyring"

	"vocero/accounts"
)

// Service is the name under which the keyring lists the entries.
const Service = "vocero"

// Keyring is the operating system's keyring, or a test's. Get and Delete give keyring.ErrNotFound of
// github.com/zalando/go-keyring where there is no entry; any other error means that the keyring cannot be used.
type Keyring interface {
	Get(service, user string) (string, error)
	Set(service, user, password string) error
	Delete(service, user string) error
}

// system is the operating system's keyring.
type system struct{}

func (system) Get(service, user string) (string, error) { return keyring.Get(service, user) }
func (system) Set(service, user, password string) error {
	return keyring.Set(service, user, password)
}
func (system) Delete(service, user string) error { return keyring.Delete(service, user) }

// downError says that the keyring cannot be used. It is an accounts.ErrLocked: a person can mend it.
type downError struct{ cause error }

func (e *downError) Error() string {
	return accounts.ErrLocked.Error() + ": the keyring cannot be used (" + e.cause.Error() + "); unlock it, or choose a passphrase for a file of tokens"
}

func (e *downError) Unwrap() []error { return []error{accounts.ErrLocked, e.cause} }

var (
	errSlow  = errors.New("it does not answer; is it locked?")
	errLying = errors.New("it does not give back what was stored")
)

// ring asks a keyring with a time limit.
type ring struct {
	k     Keyring
	uuid  string
	limit time.Duration
	hung  chan struct{} // closed when the call that was given up has returned; nil: none hangs
}

func newRing(k Keyring, uuid string, limit time.Duration) *ring {
	if k == nil {
		k = system{}
	}
	if limit <= 0 {
		limit = 3 * time.Second
	}
	return &ring{k: k, uuid: uuid, limit: limit}
}

// user is the name of an entry: two homes have two, and so have two keys.
func (r *ring) user(key string) string { return r.uuid + "|" + key }

func (r *ring) get(key string) (string, error) {
	var s string
	err := r.ask(func() (err error) { s, err = r.guarded(key); return err })
	if err != nil {
		return "", err
	}
	return s, nil
}

// guarded reads an entry and checks its seal.
func (r *ring) guarded(key string) (string, error) {
	s, err := r.k.Get(Service, r.user(key))
	if err != nil {
		return "", err
	}
	mark, value, ok := strings.Cut(s, ":")
	if !ok || mark != r.seal(key, value) {
		return "", fmt.Errorf("%w: the keyring's entry is not what was stored under this name; log in again", accounts.ErrDamaged)
	}
	return value, nil
}

func (r *ring) put(key, s string) error {
	return r.ask(func() error {
		if err := r.k.Set(Service, r.user(key), r.seal(key, s)+":"+s); err != nil {
			return err
		}
		if back, err := r.guarded(key); err != nil || back != s {
			return errLying
		}
		return nil
	})
}

func (r *ring) drop(key string) error {
	return r.ask(func() error { return r.k.Delete(Service, r.user(key)) })
}

// works tells whether the keyring answers, by looking for an entry that nobody makes.
func (r *ring) works() bool {
	_, err := r.get("probe")
	return err == nil || errors.Is(err, accounts.ErrNotFound)
}

// seal binds a value to its entry.
func (r *ring) seal(key, value string) string {
	sum := sha256.Sum256([]byte(r.user(key) + "\x00" + value))
	return hex.EncodeToString(sum[:8])
}

// ask runs one call aside and gives it up after the limit. While a call that was given up still hangs, no other is made: each
// would cost a goroutine and, on a desktop, another prompt.
func (r *ring) ask(call func() error) error {
	if r.hung != nil {
		select {
		case <-r.hung:
			r.hung = nil
		default:
			return &downError{errSlow}
		}
	}
	answer, done := make(chan error, 1), make(chan struct{})
	go func() {
		defer close(done)
		answer <- call()
	}()
	t := time.NewTimer(r.limit)
	defer t.Stop()
	select {
	case err := <-answer:
		switch {
		case err == nil || errors.Is(err, accounts.ErrDamaged):
			return err
		case errors.Is(err, keyring.ErrNotFound):
			return accounts.ErrNotFound
		}
		return &downError{err}
	case <-t.C:
		r.hung = done
		return &downError{errSlow}
	}
}
