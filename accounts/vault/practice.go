package vault

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"vocero/accounts"
)

// practice keeps the tokens of in-process servers, which open nothing outside this machine.
type practice struct{ path string }

func (p *practice) check() error { return private(p.path) }

// loopback refuses a key that names a server other than this machine. Keys are accounts.Account.VaultKey: network, server, id.
func loopback(key string) error {
	parts := strings.Split(key, "|")
	if len(parts) > 1 {
		if u, err := url.Parse(parts[1]); err == nil && accounts.Loopback(u.Hostname()) {
			return nil
		}
	}
	return fmt.Errorf("%w: a practice home keeps only tokens of its own servers", accounts.ErrPractice)
}

func (p *practice) read() (map[string]string, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	m := map[string]string{}
	raw, err := os.ReadFile(p.path)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &m)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: reading %s: %w; delete it and start the practice desk afresh", accounts.ErrDamaged, p.path, err)
	}
	return m, nil
}

func (p *practice) get(key string) (string, error) {
	if err := loopback(key); err != nil {
		return "", err
	}
	m, err := p.read()
	if err != nil {
		return "", err
	}
	s, ok := m[key]
	if !ok {
		return "", accounts.ErrNotFound
	}
	return s, nil
}

func (p *practice) put(key, s string) error {
	if err := loopback(key); err != nil {
		return err
	}
	return p.change(func(m map[string]string) error { m[key] = s; return nil })
}

func (p *practice) drop(key string) error {
	return p.change(func(m map[string]string) error {
		if _, ok := m[key]; !ok {
			return accounts.ErrNotFound
		}
		delete(m, key)
		return nil
	})
}

func (p *practice) change(do func(map[string]string) error) error {
	m, err := p.read()
	if err != nil {
		return err
	}
	if err := do(m); err != nil {
		return err
	}
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("writing %s: %w", p.path, err)
	}
	return replace(p.path, append(raw, '\n'))
}
