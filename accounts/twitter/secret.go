package twitter

import (
	"encoding/json"
	"errors"
	"strings"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// Login is what the vault keeps of one account: the keys of the client's own app and those of the account. As JSON: {"api",
// "consumer_key", "consumer_secret", "token", "token_secret", "path", "chars", "own"}.
type Login struct {
	API            string // "2" or accounts.APIv1
	ConsumerKey    accounts.Secret
	ConsumerSecret accounts.Secret
	Token          accounts.Secret
	TokenSecret    accounts.Secret
	Path           string // of version 1.1: "/1.1/" or "/api/"
	Chars          int    // of an account that may write more than 280; 0 is 280
	Own            bool   // the account owns the app: it reads what is its own for less
}

// API2 is the version of the API that X speaks today.
const API2 = "2"

type wireLogin struct {
	API            string `json:"api"`
	ConsumerKey    string `json:"consumer_key"`
	ConsumerSecret string `json:"consumer_secret"`
	Token          string `json:"token"`
	TokenSecret    string `json:"token_secret"`
	Path           string `json:"path,omitempty"`
	Chars          int    `json:"chars,omitempty"`
	Own            bool   `json:"own,omitempty"`
}

// Secret is the log-in as the vault keeps it.
func (l Login) Secret() accounts.Secret {
	b, err := json.Marshal(wireLogin{l.API, l.ConsumerKey.Reveal(), l.ConsumerSecret.Reveal(), l.Token.Reveal(), l.TokenSecret.Reveal(), l.Path, l.Chars, l.Own})
	if err != nil {
		return accounts.Secret{} // Six strings and a number can always be written.
	}
	return accounts.NewSecret(string(b))
}

var errNoLogin = errors.New("the secret holds no keys; log in again")

// ParseSecret reads what the vault kept. Its parts join the live secrets that are cut out of errors.
func ParseSecret(s accounts.Secret) (Login, error) {
	var w wireLogin
	if json.Unmarshal([]byte(s.Reveal()), &w) != nil {
		return Login{}, errNoLogin // The decoder's own error would quote the secret.
	}
	return newLogin(w)
}

// newLogin checks the parts of a log-in.
func newLogin(w wireLogin) (Login, error) {
	for _, v := range []*string{&w.ConsumerKey, &w.ConsumerSecret, &w.Token, &w.TokenSecret} {
		if *v = strings.TrimSpace(*v); *v == "" || strings.ContainsAny(*v, " \t\r\n\x00") {
			return Login{}, errNoLogin
		}
	}
	if w.API != accounts.APIv1 {
		w.API = API2
	}
	if w.Path != apiPath {
		w.Path = oldPath
	}
	l := Login{w.API, accounts.NewSecret(w.ConsumerKey), accounts.NewSecret(w.ConsumerSecret), accounts.NewSecret(w.Token), accounts.NewSecret(w.TokenSecret), w.Path, w.Chars, w.Own}
	transport.Keep(l.ConsumerKey, l.ConsumerSecret, l.Token, l.TokenSecret)
	return l, nil
}
