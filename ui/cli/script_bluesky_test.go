package cli_test

import (
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"

	"vocero/accounts/practice"
)

// bluesky starts a second network for a script: an account of Panadería Luz, and a stranger who has asked it something.
func bluesky(e *testscript.Env) error {
	s, err := practice.Start(practice.Options{Model: practice.Bluesky, Host: "bsky.example", Now: now(e)})
	if err != nil {
		return err
	}
	e.Defer(func() { _ = s.Close() })
	own := s.AddAccount("panaderialuz.bsky.example", "Panadería Luz")
	s.Mention(s.AddStranger("vecina.otro.example", "Vecina"), own, practice.Say{Text: "¿Abrís mañana? https://luz.example/horario", Language: "es"})
	e.Setenv("BSKY_SERVER", s.URL())
	return os.WriteFile(filepath.Join(e.WorkDir, "bsky.password"), []byte(own.Token+"\n"), 0o600)
}
