package link

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"syscall"

	"vocero/accounts"
)

// Why an address is not asked.
var (
	errPrivate = errors.New("the address is in a private network")
	errPort    = errors.New("the port is none of the web's")
)

const (
	maxHeaders   = 256 << 10 // bytes
	maxAddresses = 4         // of a name that are tried
)

// transport opens a connection for each request: what was judged is what is asked, and nothing is left open. It knows no proxy: one
// could reach what this machine must not.
func (c *Checker) transport() *http.Transport {
	var both http.Protocols
	both.SetHTTP1(true)
	both.SetHTTP2(true)
	return &http.Transport{
		Protocols:              &both,
		DialContext:            c.dial,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: c.o.Roots},
		TLSHandshakeTimeout:    c.b.TLS,
		ResponseHeaderTimeout:  c.b.Headers,
		MaxResponseHeaderBytes: maxHeaders,
		DisableKeepAlives:      true,
		DisableCompression:     true, // Unpacked here, with a bound.
	}
}

// dial connects to a host. The address is judged at the last moment, on the socket itself: whatever a name server said before, and
// however often it changed its mind, that is where the bytes would go.
func (c *Checker) dial(ctx context.Context, network, target string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(target)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.b.Connect)
	defer cancel()
	may := c.mayConnect
	var where []netip.AddrPort
	if c.o.Route != nil {
		to, err := c.o.Route(host, port)
		if err != nil {
			return nil, err
		}
		where = []netip.AddrPort{to}
		may = func(a netip.AddrPort) error {
			if a != to {
				return accounts.ErrPractice
			}
			return nil
		}
	} else if where, err = c.addresses(ctx, host, port); err != nil {
		return nil, err
	}
	d := net.Dialer{Control: func(_, address string, _ syscall.RawConn) error {
		a, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		return may(netip.AddrPortFrom(a.Addr().Unmap(), a.Port()))
	}}
	for _, a := range where {
		var conn net.Conn
		if conn, err = d.DialContext(ctx, network, a.String()); err == nil {
			return conn, nil
		}
	}
	return nil, err
}

// mayConnect is the guard.
func (c *Checker) mayConnect(a netip.AddrPort) error {
	switch {
	case c.o.Allow != nil && c.o.Allow(a):
		return nil
	case !public(a.Addr()):
		return errPrivate
	case a.Port() != 80 && a.Port() != 443:
		return errPort
	}
	return nil
}

// doubt tells a host that does not exist from a machine that cannot look anything up: there every name seems not to exist.
func (c *Checker) doubt(ctx context.Context, err error) error {
	var dns *net.DNSError
	if !errors.As(err, &dns) || !dns.IsNotFound {
		return err
	}
	online := c.o.Online
	if online == nil {
		online = func(ctx context.Context) bool {
			servers, err := net.DefaultResolver.LookupNS(ctx, ".")
			return err == nil && len(servers) > 0
		}
	}
	if online(ctx) {
		return err
	}
	return &net.DNSError{Err: "no name can be looked up", Name: dns.Name, IsTemporary: true}
}

// addresses looks a host up; one that is an address is itself.
func (c *Checker) addresses(ctx context.Context, host, port string) ([]netip.AddrPort, error) {
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, errPort
	}
	var found []netip.Addr
	if a, err := netip.ParseAddr(host); err == nil {
		found = []netip.Addr{a}
	} else {
		look := c.o.Lookup
		if look == nil {
			look = func(ctx context.Context, host string) ([]netip.Addr, error) {
				return net.DefaultResolver.LookupNetIP(ctx, "ip", strings.TrimSuffix(host, ".")+".") // In full: no search list of this network.
			}
		}
		if found, err = look(ctx, host); err != nil {
			return nil, c.doubt(ctx, err)
		}
	}
	var out []netip.AddrPort
	for _, a := range found[:min(len(found), maxAddresses)] {
		out = append(out, netip.AddrPortFrom(a.Unmap(), uint16(number)))
	}
	if len(out) == 0 {
		return nil, &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
	}
	return out, nil
}
