package mastodon

import (
	"encoding/json"
	"errors"
	"strings"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// Login is what the vault keeps of one log-in. As JSON: {"token", "client_id", "client_secret", "scopes", "refresh"}.
type Login struct {
	Token        accounts.Secret
	ClientID     string
	ClientSecret accounts.Secret
	Scopes       string          // separated by spaces, as granted
	Refresh      accounts.Secret // where the server's tokens expire; zero elsewhere
}

// wireLogin is a Login as JSON; it is never printed.
type wireLogin struct {
	Token        string `json:"token"`
	ClientID     string `json:"client_id,omitempty"`
	ClientSecret string `json:"client_secret,omitempty"`
	Scopes       string `json:"scopes,omitempty"`
	Refresh      string `json:"refresh,omitempty"`
}

// Secret is the log-in as the vault keeps it.
func (l Login) Secret() accounts.Secret {
	b, err := json.Marshal(wireLogin{l.Token.Reveal(), l.ClientID, l.ClientSecret.Reveal(), l.Scopes, l.Refresh.Reveal()})
	if err != nil {
		return accounts.Secret{} // Five strings can always be written.
	}
	return accounts.NewSecret(string(b))
}

var errNoToken = errors.New("the secret holds no token; log in again")

// ParseSecret reads what the vault kept, or a bare token as a person pastes it. Its parts join the live secrets that are cut
// out of errors.
func ParseSecret(s accounts.Secret) (Login, error) {
	text := strings.TrimSpace(s.Reveal())
	w := wireLogin{Token: text}
	if strings.HasPrefix(text, "{") {
		w = wireLogin{}
		if json.Unmarshal([]byte(text), &w) != nil {
			return Login{}, errNoToken // The decoder's own error would quote the secret.
		}
	}
	if w.Token == "" || strings.ContainsAny(w.Token, " \t\r\n\x00") {
		return Login{}, errNoToken
	}
	l := Login{accounts.NewSecret(w.Token), w.ClientID, accounts.NewSecret(w.ClientSecret), w.Scopes, accounts.NewSecret(w.Refresh)}
	transport.Keep(l.Token, l.ClientSecret, l.Refresh)
	return l, nil
}
