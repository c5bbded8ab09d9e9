package transport

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"vocero/accounts"
)

const (
	maxHeaders = 256 << 10 // bytes
	maxRead    = 8 << 20   // bytes of an answer to a GET, unpacked
	maxSent    = 1 << 20   // bytes of an answer to anything else
	maxHops    = 10        // redirects
)

// readBase keeps connections: the process has one, since a connection carries no login.
var readBase = sync.OnceValue(func() *http.Transport {
	t := base()
	t.MaxIdleConnsPerHost = 2
	t.IdleConnTimeout = 30 * time.Second
	return t
})

// sendBase opens a connection for each request and closes it after, so that there is nothing net/http could repeat on.
var sendBase = sync.OnceValue(func() *http.Transport {
	t := base()
	t.DisableKeepAlives = true
	t.DisableCompression = true
	return t
})

// base speaks HTTP/1.1 only: the second version repeats refused streams by itself.
func base() *http.Transport {
	var only http.Protocols
	only.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  proxy,
		DialContext:            (&net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    15 * time.Second,
		MaxResponseHeaderBytes: maxHeaders,
		Protocols:              &only,
	}
}

// proxy is the environment's, but never for this machine: a practice server is not reached through somebody else.
func proxy(r *http.Request) (*url.URL, error) {
	if accounts.Loopback(r.URL.Hostname()) {
		return nil, nil
	}
	return http.ProxyFromEnvironment(r)
}
