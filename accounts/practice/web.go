package practice

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"vocero/accounts"
)

// WebOptions says how the practice web is started.
type WebOptions struct {
	Now  func() time.Time // the clock of its certificates; nil is time.Now
	Drip time.Duration    // between two bytes of the slow page; 0 is a second
}

// Web is the web of the practice: every host that ends in .example, over http and https, on two ports of loopback. The clients have
// small sites of their own (panaderialuz.example, kinesur.example, claramontes.example), what is not on them is not found.
// pruebas.example has a page for everything that can be wrong with a link; other hosts have any page.
type Web struct {
	opt    WebOptions
	plain  net.Listener
	secure net.Listener
	http   *http.Server
	certs  *authority
	done   chan struct{}
	busy   sync.WaitGroup

	mu    sync.Mutex
	log   []WebRequest
	once  map[string]int // how often a page was asked for that changes with it
	ended bool
}

// WebRequest is a request that arrived.
type WebRequest struct {
	Method, Scheme, Host, Path string
	Header                     http.Header
}

// StartWeb listens and serves until Close.
func StartWeb(o WebOptions) (*Web, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Drip <= 0 {
		o.Drip = time.Second
	}
	w := &Web{opt: o, done: make(chan struct{}), once: map[string]int{}}
	var err error
	if w.certs, err = newAuthority(o.Now); err != nil {
		return nil, fmt.Errorf("starting the practice web: %w", err)
	}
	if w.plain, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("starting the practice web: %w", err)
	}
	if w.secure, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, errors.Join(fmt.Errorf("starting the practice web: %w", err), w.plain.Close())
	}
	w.http = &http.Server{Handler: http.HandlerFunc(w.serve), ReadHeaderTimeout: 30 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	w.busy.Go(func() { _ = w.http.Serve(w.plain) })
	w.busy.Go(func() {
		_ = w.http.Serve(tls.NewListener(w.secure, &tls.Config{GetCertificate: w.certs.forHost, NextProtos: []string{"http/1.1"}}))
	})
	return w, nil
}

// Close stops the web and returns when nothing of it runs any more.
func (w *Web) Close() error {
	w.mu.Lock()
	if w.ended {
		w.mu.Unlock()
		return nil
	}
	w.ended = true
	close(w.done)
	w.mu.Unlock()
	err := w.http.Close()
	w.busy.Wait()
	if err != nil {
		return fmt.Errorf("closing the practice web: %w", err)
	}
	return nil
}

// Route is where a host is reached: on this web where it ends in .example. The error is a net.DNSError for a host that does not exist
// (nadie.example), and wraps accounts.ErrPractice for every other one.
func (w *Web) Route(host, port string) (netip.AddrPort, error) {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	switch {
	case host != "example" && !strings.HasSuffix(host, ".example"):
		return netip.AddrPort{}, fmt.Errorf("looking up %s: %w", host, accounts.ErrPractice)
	case host == "nadie.example" || strings.HasSuffix(host, ".nadie.example"):
		return netip.AddrPort{}, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	case host == "cerrado.example":
		return netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), 1), nil
	case port == "80":
		return addrOf(w.plain), nil
	case port == "443":
		return addrOf(w.secure), nil
	}
	return netip.AddrPort{}, fmt.Errorf("looking up %s:%s: %w", host, port, accounts.ErrPractice)
}

func addrOf(l net.Listener) netip.AddrPort {
	a, _ := netip.ParseAddrPort(l.Addr().String()) // A listener knows its address.
	return a
}

// Plain and Secure are where it listens for http and for https.
func (w *Web) Plain() netip.AddrPort { return addrOf(w.plain) }

// Secure is where it listens for https.
func (w *Web) Secure() netip.AddrPort { return addrOf(w.secure) }

// Roots are the certificates that vouch for its hosts.
func (w *Web) Roots() *x509.CertPool { return w.certs.pool }

// Requests are the requests that arrived, in order.
func (w *Web) Requests() []WebRequest {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]WebRequest(nil), w.log...)
}

// maxWebLog is how many requests are kept.
const maxWebLog = 10000

// serve answers one request by its host.
func (w *Web) serve(rw http.ResponseWriter, r *http.Request) {
	host := strings.ToLower(r.Host)
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	w.mu.Lock()
	if len(w.log) < maxWebLog {
		w.log = append(w.log, WebRequest{r.Method, scheme, host, r.URL.Path, r.Header.Clone()})
	}
	w.mu.Unlock()
	if host == "pruebas.example" || strings.HasPrefix(host, "127.") {
		w.trial(rw, r)
		return
	}
	w.site(rw, r, strings.TrimPrefix(host, "www."))
}

// times counts how often a page was asked for.
func (w *Web) times(page string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.once[page]++
	return w.once[page]
}

// wait sleeps; false when the web closes or the client goes away first.
func (w *Web) wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-w.done:
	case <-ctx.Done():
	}
	return false
}
