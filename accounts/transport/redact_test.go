package transport

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"vocero/accounts"
)

func TestRedactCutsEveryFormOfALiveSecret(t *testing.T) {
	const secret = `CANARY_ñ/+"&=pan luz`
	Keep(accounts.NewSecret(secret))
	quoted, err := json.Marshal(secret)
	if err != nil {
		t.Fatal(err)
	}
	basic := "id-de-la-app:" + secret
	for name, form := range map[string]string{
		"as it is":   secret,
		"query":      url.QueryEscape(secret),
		"path":       url.PathEscape(secret),
		"json":       string(quoted),
		"base64":     base64.StdEncoding.EncodeToString([]byte(secret)),
		"base64 url": base64.RawURLEncoding.EncodeToString([]byte(secret)),
		"basic auth": base64.StdEncoding.EncodeToString([]byte(basic)),
		"offset 1":   base64.StdEncoding.EncodeToString([]byte("x" + secret + "tail")),
		"offset 2":   base64.StdEncoding.EncodeToString([]byte("xy" + secret + "t")),
	} {
		got := Redact("antes " + form + " después")
		if strings.Contains(got, form) || !strings.Contains(got, hidden) {
			t.Errorf("%s: %q came through as %q", name, form, got)
		}
		if !strings.HasPrefix(got, "antes ") || !strings.HasSuffix(got, " después") {
			t.Errorf("%s: the text around it was lost: %q", name, got)
		}
	}
}

func TestRedactLeavesWordsAlone(t *testing.T) {
	Keep(accounts.NewSecret("corto"))
	for _, s := range []string{
		"corto y claro", "unexpected status code: 502", "dial tcp 127.0.0.1:9: connect: connection refused",
		"read https://masto.example/api/v1/statuses/1 whole", "",
	} {
		if got := Redact(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestRedactStripsAddressesAndHeaders(t *testing.T) {
	for in, want := range map[string]string{
		`Get "https://u:pw@masto.example/me?access_token=SECRETO123#frag": EOF`: `Get "https://masto.example/me": EOF`,
		"Authorization: Bearer abcdef":                                          "Authorization: Bearer ‹secret›",
		"Bearer abc.def-ghi rest":                                               "Bearer ‹secret› rest",
		`{"access_token":"abc","scope":"read"}`:                                 `{"access_token":"‹secret›","scope":"read"}`,
		"http://127.0.0.1:1/cb?code=1&state=2":                                  "http://127.0.0.1:1/cb",
		"code=abc&state=x":                                                      "code=‹secret›&state=x",
	} {
		got := Redact(in)
		if strings.Contains(got, "abcdef") || strings.Contains(got, "SECRETO") || strings.Contains(got, "pw@") {
			t.Errorf("%q leaks in %q", in, got)
		}
		if got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func FuzzRedactNeverShowsTheSecret(f *testing.F) {
	const secret = "CANARY_fuzz_0123456789"
	Keep(accounts.NewSecret(secret))
	f.Add("https://x/?a=", "&b")
	f.Add("Bearer ", "\n")
	f.Fuzz(func(t *testing.T, before, after string) {
		if got := Redact(before + secret + after); strings.Contains(got, secret) {
			t.Errorf("it came through: %q", got)
		}
	})
}
