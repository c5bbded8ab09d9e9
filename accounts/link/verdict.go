package link

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"

	"golang.org/x/net/publicsuffix"

	"vocero/accounts"
)

// verdict is a judgement with its reason, a code of package accounts.
type verdict struct {
	is  accounts.Verdict
	why string
}

func good() verdict             { return verdict{accounts.LinkGood, ""} }
func broken(why string) verdict { return verdict{accounts.LinkBroken, why} }
func unsure(why string) verdict { return verdict{accounts.LinkUnknown, why} }

// shortPage is below how many words a page that speaks of a check is taken for the check itself, not for an article on it.
const shortPage = 60

// judge says what an answer without a redirect tells of the link.
func (x *trip) judge(resp *http.Response, body []byte, got fetched) verdict {
	if challenge(resp.Header) || got.page.challenge && (resp.StatusCode >= 400 || got.page.noindex || len(got.page.words) < shortPage) {
		return unsure(accounts.LinkChallenge)
	}
	switch s := resp.StatusCode; {
	case s == http.StatusNotFound:
		return broken(accounts.LinkNotFound)
	case s == http.StatusGone:
		return broken(accounts.LinkGone)
	case s == http.StatusUnauthorized || s == http.StatusForbidden:
		return unsure(accounts.LinkForbidden)
	case s == http.StatusMethodNotAllowed || s == http.StatusNotAcceptable:
		return unsure(accounts.LinkMethod)
	case s == http.StatusTooManyRequests:
		return unsure(accounts.LinkLimit)
	case s == http.StatusUnavailableForLegalReasons:
		return unsure(accounts.LinkLegal)
	case s == 999: // Of a site that answers no program.
		return unsure(accounts.LinkKeptOut)
	case s >= 500 && s <= 599:
		return unsure(accounts.LinkServer)
	case s < 200 || s > 299:
		return unsure(accounts.LinkStatus)
	case s == http.StatusOK && len(body) == 0 && resp.Request.Method == http.MethodGet:
		return broken(accounts.LinkEmpty)
	case got.hops > 0 && saysLogin(got.end) && (got.page.noindex || got.page.password):
		return unsure(accounts.LinkLogin)
	}
	return good()
}

// challenge tells by the headers whether a guard of the site wants to see a person first.
func challenge(h http.Header) bool {
	waf := strings.ToLower(h.Get("X-Amzn-Waf-Action"))
	return strings.Contains(strings.ToLower(h.Get("Cf-Mitigated")), "challenge") || waf == "challenge" || waf == "captcha" ||
		h.Get("X-Datadome") != "" && h.Get("X-Datadome") != "protected" || h.Get("X-Sucuri-Block") != ""
}

// saysLogin tells whether a path is that of a log-in.
func saysLogin(u *url.URL) bool {
	for seg := range strings.FieldsFuncSeq(accounts.Fold(u.Path), func(r rune) bool { return r == '/' || r == '.' || r == '_' || r == '-' }) {
		switch seg {
		case "login", "signin", "logon", "auth", "oauth", "sso", "acceder", "acceso", "entrar", "ingresar", "iniciar", "sesion":
			return true
		}
	}
	return false
}

// judgeErr says what a request that got no answer tells of the link.
func judgeErr(err error) verdict {
	for _, k := range []struct {
		is  error
		why string
	}{{errPrivate, accounts.LinkPrivate}, {errPort, accounts.LinkPort}, {accounts.ErrPractice, accounts.LinkPractice}, {errNotWeb, accounts.LinkNotWeb},
		{errPacked, accounts.LinkCut}} {
		if errors.Is(err, k.is) {
			return unsure(k.why)
		}
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		switch {
		case dns.IsNotFound:
			return broken(accounts.LinkNoHost)
		case dns.IsTimeout:
			return unsure(accounts.LinkTimeout)
		}
		return unsure(accounts.LinkOffline)
	}
	if v, ok := judgeTLS(err); ok {
		return v
	}
	var timeout net.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) || errors.As(err, &timeout) && timeout.Timeout():
		return unsure(accounts.LinkTimeout)
	case errors.Is(err, syscall.ECONNREFUSED):
		return broken(accounts.LinkRefused)
	case errors.Is(err, syscall.ENETUNREACH) || errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.ENETDOWN):
		return unsure(accounts.LinkOffline)
	}
	return unsure(accounts.LinkCut)
}

// judgeTLS tells a certificate of another host or another time, which every browser refuses, from one whose chain this machine cannot
// follow: browsers often can.
func judgeTLS(err error) (verdict, bool) {
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &name):
		return broken(accounts.LinkTLSName), true
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return broken(accounts.LinkTLSExpired), true
	case errors.As(err, &verify), errors.As(err, &invalid), errors.As(err, &record), errors.As(err, &alert), errors.Is(err, http.ErrSchemeMismatch),
		strings.Contains(err.Error(), "tls: "):
		return unsure(accounts.LinkTLS), true
	}
	return verdict{}, false
}

// sameSite tells whether two hosts belong to one registered domain.
func sameSite(a, b string) bool { return a == b || site(a) == site(b) }

// site is the part of a host that somebody registered.
func site(host string) string {
	if s, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return s
	}
	return host
}
