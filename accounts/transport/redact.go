package transport

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"vocero/accounts"
)

// shortest is the least length of a secret that is cut out of texts; a shorter one would cut words.
const shortest = 8

const hidden = "‹secret›"

// live is the process-wide list of live secrets in all forms in which they may appear.
var live struct {
	mu    sync.Mutex
	forms map[string]bool
	cut   atomic.Pointer[strings.Replacer]
}

// Keep adds a secret to those that Redact cuts out of every text, for as long as the process lives. Secrets of fewer than eight
// bytes are left alone.
func Keep(secrets ...accounts.Secret) {
	live.mu.Lock()
	defer live.mu.Unlock()
	grown := false
	for _, s := range secrets {
		if len(s.Reveal()) < shortest {
			continue
		}
		for _, f := range forms(s.Reveal()) {
			if live.forms == nil {
				live.forms = map[string]bool{}
			}
			if !live.forms[f] {
				live.forms[f], grown = true, true
			}
		}
	}
	if !grown {
		return
	}
	all := make([]string, 0, len(live.forms))
	for f := range live.forms {
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) }) // The longer form first: it may hold a shorter one.
	pairs := make([]string, 0, 2*len(all))
	for _, f := range all {
		pairs = append(pairs, f, hidden)
	}
	live.cut.Store(strings.NewReplacer(pairs...))
}

// forms are the ways in which a secret is written: as it is, in a URL, in JSON, and inside base64 at each of the three offsets.
func forms(s string) []string {
	out := []string{s, url.QueryEscape(s), url.PathEscape(s)}
	if b, err := json.Marshal(s); err == nil {
		out = append(out, string(b[1:len(b)-1]))
	}
	for off := range 3 {
		padded := append(make([]byte, off), s...)
		skip := (off*8 + 5) / 6 // Characters that the bytes before the secret touch.
		for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			e := enc.EncodeToString(padded)
			if (off+len(s))%3 != 0 {
				e = e[:len(e)-1] // The last character depends on what follows.
			}
			if len(e)-skip >= shortest {
				out = append(out, e[skip:])
			}
		}
	}
	return out
}

var (
	inURL    = accounts.Pattern(`(?i)\b([a-z][a-z0-9+.-]*://)([^\s/?#"'<>@]*@)?([^\s?#"'<>]*)(\?[^\s#"'<>]*)?(#[^\s"'<>]*)?`)
	inHeader = accounts.Pattern(`(?i)\b(bearer|basic|dpop|authorization:(?:\s*(?:bearer|basic|dpop))?)\s+[^\s"',]+`)
	inField  = accounts.Pattern(`(?i)\b(access_token|refresh_token|client_secret|code_verifier|token|password)(["']?\s*[=:]\s*["']?)[^\s"'&,}]+`)
	inCode   = accounts.Pattern(`(?i)\b(code=)[^\s"'&,}]+`)
)

// Redact takes out of a text what must not be printed: live secrets in any form, the query, fragment and user of every URL, and
// values that headers and fields name as secrets.
func Redact(s string) string {
	if cut := live.cut.Load(); cut != nil {
		s = cut.Replace(s)
	}
	s = inURL().ReplaceAllString(s, "$1$3")
	s = inHeader().ReplaceAllString(s, "$1 "+hidden)
	s = inField().ReplaceAllString(s, "$1$2"+hidden)
	return inCode().ReplaceAllString(s, "$1"+hidden)
}
