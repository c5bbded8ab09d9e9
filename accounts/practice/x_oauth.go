package practice

import (
	"crypto/hmac"
	"crypto/sha1" // what the standard prescribes
	"encoding/base64"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// xSkew is how far the clock of a client may be off (docs.x.com/fundamentals/authentication/oauth-1-0a/authorizing-a-request).
const xSkew = 5 * time.Minute

// xSigned is an Authorization header of OAuth 1.0a, read (rfc-editor.org/rfc/rfc5849, section 3.5.1).
type xSigned map[string]string

// readSigned reads the header; nil when it is of another kind or malformed.
func readSigned(header string) xSigned {
	rest, is := strings.CutPrefix(header, "OAuth ")
	if !is {
		return nil
	}
	out := xSigned{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, found := strings.Cut(strings.TrimSpace(part), "=")
		if len(value) < 2 || !found || value[0] != '"' || value[len(value)-1] != '"' {
			return nil
		}
		v, err := url.PathUnescape(value[1 : len(value)-1])
		if err != nil || out[name] != "" {
			return nil
		}
		out[name] = v
	}
	return out
}

// percent is the encoding of RFC 3986 that OAuth signs.
func percent(s string) string {
	return strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
}

// base is the string that is signed (rfc-editor.org/rfc/rfc5849, section 3.4.1): method, address, and every parameter of the
// header, the query and a body that is a form.
func (c *call) base(h xSigned) (string, bool) {
	var pairs [][2]string
	for name, value := range h {
		if name != "oauth_signature" && name != "realm" {
			pairs = append(pairs, [2]string{percent(name), percent(value)})
		}
	}
	lists := []string{c.r.URL.RawQuery}
	if kind, _, err := mime.ParseMediaType(c.r.Header.Get("Content-Type")); err == nil && kind == "application/x-www-form-urlencoded" {
		lists = append(lists, string(c.raw))
	}
	for _, list := range lists {
		values, err := url.ParseQuery(list)
		if err != nil {
			return "", false
		}
		for name, all := range values {
			for _, v := range all {
				pairs = append(pairs, [2]string{percent(name), percent(v)})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	var list []string
	for _, p := range pairs {
		list = append(list, p[0]+"="+p[1])
	}
	address := "http://" + strings.ToLower(c.r.Host) + c.r.URL.EscapedPath()
	return c.r.Method + "&" + percent(address) + "&" + percent(strings.Join(list, "&")), true
}

// verified tells whether the signature is that of the two secrets.
func (c *call) verified(h xSigned, consumerSecret, tokenSecret string) bool {
	text, fine := c.base(h)
	mac := hmac.New(sha1.New, []byte(percent(consumerSecret)+"&"+percent(tokenSecret)))
	_, _ = mac.Write([]byte(text))
	given, err := base64.StdEncoding.DecodeString(h["oauth_signature"])
	return fine && err == nil && h["oauth_signature_method"] == "HMAC-SHA1" && (h["oauth_version"] == "" || h["oauth_version"] == "1.0") &&
		hmac.Equal(given, mac.Sum(nil))
}

// fresh tells whether the moment of a signature is near; the clock of a signer that cannot be set may be that of the machine.
func (c *call) fresh(h xSigned) bool {
	n, err := strconv.ParseInt(h["oauth_timestamp"], 10, 64)
	at := time.Unix(n, 0)
	return err == nil && (c.now.Sub(at).Abs() <= xSkew || time.Since(at).Abs() <= xSkew)
}

// firstUse tells whether a nonce is new, and remembers it for as long as its signature is fresh.
func (c *call) firstUse(h xSigned) bool {
	key := h["oauth_consumer_key"] + " " + h["oauth_token"] + " " + h["oauth_timestamp"] + " " + h["oauth_nonce"]
	makeMap(&c.x.nonces)
	if _, seen := c.x.nonces[key]; seen || h["oauth_nonce"] == "" {
		return false
	}
	if len(c.x.nonces) > 50_000 {
		for k, at := range c.x.nonces {
			if time.Since(at) > 2*xSkew {
				delete(c.x.nonces, k)
			}
		}
	}
	c.x.nonces[key] = time.Now()
	return true
}

// signer checks a signature and names the app; the secret of the token is found by secret, which is false for an unknown token.
func (c *call) signer(h xSigned, secret func(token string) (string, bool)) (*app, *reply) {
	a := c.st.Apps[h["oauth_consumer_key"]]
	tokenSecret, known := secret(h["oauth_token"])
	switch {
	case a == nil:
		return nil, c.xRefuse(http.StatusUnauthorized, 32, "Unauthorized", "Could not authenticate you.")
	case !known:
		return nil, c.xRefuse(http.StatusUnauthorized, 89, "Unauthorized", "Invalid or expired token.")
	case !c.fresh(h):
		return nil, c.xRefuse(http.StatusUnauthorized, 135, "Unauthorized", "Timestamp out of bounds.")
	case !c.verified(h, a.Secret, tokenSecret), !c.firstUse(h):
		return nil, c.xRefuse(http.StatusUnauthorized, 32, "Unauthorized", "Could not authenticate you.")
	}
	return a, nil
}

// admitX finds out who asks, and whether they may still.
func (c *call) admitX(scope string) *reply {
	if scope == "" {
		return nil
	}
	if h := readSigned(c.r.Header.Get("Authorization")); h != nil {
		if no := c.admitSigned(h, scope); no != nil {
			return no
		}
	} else if no := c.admitBearer(scope); no != nil {
		return no
	}
	if no := c.xTake(); no != nil {
		return no
	}
	return c.xAfford()
}

func (c *call) admitSigned(h xSigned, scope string) *reply {
	a, no := c.signer(h, func(token string) (string, bool) {
		t := c.st.Tokens[token]
		if t == nil || t.Revoked || t.Person == "" || t.App != h["oauth_consumer_key"] {
			return "", false
		}
		secret, known := c.xs().Secrets[token]
		return secret, known
	})
	if no != nil {
		return no
	}
	c.tok = c.st.Tokens[h["oauth_token"]]
	c.who = c.st.People[c.tok.Person]
	switch {
	case c.who == nil || c.who.Suspended:
		return c.xRefuse(http.StatusForbidden, 64, "Forbidden", "Your account is suspended and is not permitted to access this feature.")
	case scope == xAppOnly:
		return c.xUnsupported("OAuth 1.0a User Context", "OAuth 2.0 Application-Only")
	case scope == xWrite && !strings.Contains(a.Scope, "write"):
		if c.v1() {
			return c.xRefuse(http.StatusUnauthorized, 220, "", "Your credentials do not allow access to this resource.")
		}
		p := xProblem(http.StatusForbidden, "oauth1-permissions", "Forbidden", "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.")
		return &p
	}
	return nil
}

// admitBearer takes the token of an app; that of a user's signature is none.
func (c *call) admitBearer(scope string) *reply {
	c.tok = c.st.Tokens[bearer(c.r)]
	if c.tok == nil || c.tok.Revoked || c.tok.Person != "" {
		c.tok = nil
		return c.xRefuse(http.StatusUnauthorized, 215, "Unauthorized", "Unauthorized")
	}
	if scope != xEither && scope != xAppOnly {
		return c.xUnsupported("OAuth 2.0 Application-Only", "OAuth 1.0a User Context, OAuth 2.0 User Context")
	}
	return nil
}

// xUnsupported refuses a way of logging in that the endpoint does not take.
func (c *call) xUnsupported(used, wanted string) *reply {
	p := xProblem(http.StatusForbidden, "unsupported-authentication", "Unsupported Authentication",
		"Authenticating with "+used+" is forbidden for this endpoint.  Supported authentication types are ["+wanted+"].")
	return &p
}
