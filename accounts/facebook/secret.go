package facebook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// Login is what the vault keeps of one log-in. As JSON: {"app_id", "app_secret", "token"}.
type Login struct {
	AppID     string
	AppSecret accounts.Secret
	Token     accounts.Secret // of the page
}

type wireLogin struct {
	AppID     string `json:"app_id"`
	AppSecret string `json:"app_secret"`
	Token     string `json:"token"`
}

// Secret is the log-in as the vault keeps it.
func (l Login) Secret() accounts.Secret {
	b, err := json.Marshal(wireLogin{l.AppID, l.AppSecret.Reveal(), l.Token.Reveal()})
	if err != nil {
		return accounts.Secret{} // Three strings can always be written.
	}
	return accounts.NewSecret(string(b))
}

var errNoLogin = errors.New("the secret holds no app id, app secret and token; log in again")

// ParseSecret reads what the vault kept. Its parts join the live secrets that are cut out of errors.
func ParseSecret(s accounts.Secret) (Login, error) {
	var w wireLogin
	if json.Unmarshal([]byte(s.Reveal()), &w) != nil { // The decoder's own error would quote the secret.
		return Login{}, errNoLogin
	}
	l := Login{w.AppID, accounts.NewSecret(w.AppSecret), accounts.NewSecret(w.Token)}
	return l, l.keep()
}

// keep checks the parts and adds them to the live secrets.
func (l Login) keep() error {
	for _, part := range []string{l.AppID, l.AppSecret.Reveal(), l.Token.Reveal()} {
		if part == "" || strings.ContainsAny(part, " \t\r\n\x00") {
			return errNoLogin
		}
	}
	transport.Keep(l.AppSecret, l.Token, accounts.NewSecret(l.proof()))
	return nil
}

// proof is appsecret_proof: SHA-256 of the token with the app's secret as its key
// (https://developers.facebook.com/docs/graph-api/guides/secure-requests).
func (l Login) proof() string {
	mac := hmac.New(sha256.New, []byte(l.AppSecret.Reveal()))
	mac.Write([]byte(l.Token.Reveal()))
	return hex.EncodeToString(mac.Sum(nil))
}

// app is the log-in of the app itself (https://developers.facebook.com/docs/facebook-login/guides/access-tokens#apptokens).
func (l Login) app() Login {
	return Login{l.AppID, l.AppSecret, accounts.NewSecret(l.AppID + "|" + l.AppSecret.Reveal())}
}
