package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"

	"vocero/accounts/practice"
)

// facebookPage starts a page for a script, with a post, a comment and a post that names it; and the log-ins of somebody who looks after it: one
// with every permission, one without two of them.
func facebookPage(e *testscript.Env) error {
	s, err := practice.Start(practice.Options{Model: practice.Facebook, Host: "facebook.com", Now: now(e)})
	if err != nil {
		return err
	}
	e.Defer(func() { _ = s.Close() })
	own, who := s.AddAccount("panaderialuz", "Panadería Luz"), s.AddStranger("vecina@otro.example", "Ana Ruiz")
	post := s.Post(own, practice.Say{Text: "Hoy hay roscón"})
	s.Mention(who, own, practice.Say{Text: "¿Abrís mañana?", InReplyTo: post})
	s.Mention(who, own, practice.Say{Text: "Con Panadería Luz"})
	e.Setenv("FB_SERVER", s.URL())
	all, few := s.GraphKeys(own), s.GraphKeys(own)
	s.GraphPermit(few.UserToken, "pages_show_list", "pages_manage_posts", "pages_read_engagement", "pages_read_user_content")
	for name, k := range map[string]practice.GraphKeys{"page.keys": all, "page.few": few} {
		b, err := json.Marshal(map[string]string{"app_id": k.AppID, "app_secret": k.AppSecret, "token": k.UserToken, "server": s.URL()})
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(e.WorkDir, name), b, 0o600); err != nil {
			return err
		}
	}
	return nil
}
