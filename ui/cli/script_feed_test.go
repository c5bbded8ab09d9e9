package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"vocero/accounts/practice"
)

// feeds starts a portal, a blog and a forum for a script, on each of them something that was said.
func feeds(e *testscript.Env) error {
	for _, p := range []struct {
		model practice.Model
		user  string
	}{{practice.News, "diario"}, {practice.Blog, "panaderialuz"}, {practice.Forum, "kinesur"}} {
		s, err := practice.Start(practice.Options{Model: p.model, Host: p.user + ".example", Title: "Diario del Barrio", Now: now(e)})
		if err != nil {
			return err
		}
		e.Defer(func() { _ = s.Close() })
		own, who := s.AddAccount(p.user, "Panadería Luz"), s.AddStranger("eva", "Eva Ruiz")
		switch p.model {
		case practice.News:
			s.Post(who, practice.Say{Text: "Una panadería de la plaza cumple años"})
		case practice.Blog:
			article := s.Post(own, practice.Say{Text: "Pan de centeno", At: now(e)().Add(-30 * 24 * time.Hour)})
			s.Mention(who, own, practice.Say{Text: "¿Lleva semillas?", InReplyTo: article, Visibility: "hold"})
		default:
			s.Mention(who, own, practice.Say{Text: "¿Qué horario tenéis?"})
		}
		in := map[string]string{"url": s.URL()}
		if p.model != practice.News { // Nobody logs in there.
			in["user"], in["password"] = p.user, own.Token
		}
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(e.WorkDir, p.user+".keys"), b, 0o600); err != nil {
			return err
		}
	}
	return nil
}
