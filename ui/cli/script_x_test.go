package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"

	"vocero/accounts/practice"
)

// onX starts a server of X for a script: an account of Panadería Luz with its own app, somebody who asked it something, and somebody who
// speaks of bread without naming anybody.
func onX(e *testscript.Env) error {
	s, err := practice.Start(practice.Options{Model: practice.X, Host: "x.example", Now: now(e)})
	if err != nil {
		return err
	}
	e.Defer(func() { _ = s.Close() })
	own := s.AddAccount("panaderialuz", "Panadería Luz")
	s.Mention(s.AddStranger("vecina", "Vecina"), own, practice.Say{Text: "¿Abrís mañana?", Language: "es"})
	s.Post(s.AddStranger("vecino", "Vecino"), practice.Say{Text: "Busco pan de espelta", Language: "es"})
	key, secret, token, tokenSecret := s.Keys(own)
	b, err := json.Marshal(map[string]string{"server": s.URL(), "consumer_key": key, "consumer_secret": secret, "access_token": token, "access_secret": tokenSecret})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(e.WorkDir, "x.keys"), b, 0o600)
}
