package link_test

import (
	"context"
	"net"
	"net/netip"
	"strconv"
	"sync/atomic"
	"testing"

	"vocero/accounts"
	"vocero/accounts/link"
	"vocero/accounts/practice"
)

// private is a listener of this machine that nobody may reach, and how many did.
func private(t *testing.T) (addr netip.AddrPort, reached *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	reached = new(atomic.Int32)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			reached.Add(1)
			_ = c.Close()
		}
	}()
	t.Cleanup(func() { _ = l.Close() })
	addr, err = netip.ParseAddrPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return addr, reached
}

// open is a practice web on a fetcher with the guard of the real world and one exception, the web itself. names says where each host
// is; a host with several answers changes its mind with every look-up.
func open(t *testing.T, names map[string][]string) (*practice.Web, *link.Checker) {
	t.Helper()
	w, err := practice.StartWeb(practice.WebOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	asked := map[string]int{}
	return w, link.New(link.Options{
		Budget: quick,
		Allow:  func(a netip.AddrPort) bool { return a == w.Plain() },
		Online: func(context.Context) bool { return len(names) > 0 },
		Lookup: func(_ context.Context, host string) ([]netip.Addr, error) {
			list := names[host]
			if len(list) == 0 {
				return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
			}
			a := netip.MustParseAddr(list[min(asked[host], len(list)-1)])
			asked[host]++
			return []netip.Addr{a}, nil
		},
	})
}

func TestNoPrivateConnection(t *testing.T) {
	secret, reached := private(t)
	port := strconv.Itoa(int(secret.Port()))
	w, c := open(t, map[string][]string{
		"interno.example":  {"127.0.0.1"},
		"interno6.example": {"::1"},
		"red.example":      {"10.0.0.1"},
		"mapeada.example":  {"::ffff:127.0.0.1"},
	})
	base := "http://127.0.0.1:" + strconv.Itoa(int(w.Plain().Port()))
	for url, want := range map[string]string{
		"http://127.0.0.1:" + port + "/":        accounts.LinkPrivate,
		"http://interno.example:" + port + "/":  accounts.LinkPrivate,
		"http://interno6.example:" + port + "/": accounts.LinkPrivate,
		"http://mapeada.example:" + port + "/":  accounts.LinkPrivate,
		"http://red.example/":                   accounts.LinkPrivate,
		"http://[::ffff:127.0.0.1]:" + port:     accounts.LinkPrivate,
		"http://[64:ff9b::7f00:1]:" + port:      accounts.LinkPrivate,
		"http://0.0.0.0:" + port:                accounts.LinkPrivate,
		"http://8.8.8.8:" + port:                accounts.LinkPort,
		base + "/privada":                       accounts.LinkPrivate,
		base + "/privada-6":                     accounts.LinkPrivate,
		base + "/esta-maquina":                  accounts.LinkPrivate,
		base + "/metadatos":                     accounts.LinkPrivate,
	} {
		r := c.Check(t.Context(), url)
		if r.Verdict != accounts.LinkUnknown || r.Reason != want {
			t.Errorf("%s: %s %q, want unknown %q", url, r.Verdict, r.Reason, want)
		}
	}
	if r := c.Check(t.Context(), base+"/bien"); r.Verdict != accounts.LinkGood {
		t.Errorf("the exception is not one: %s %q", r.Verdict, r.Reason)
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("%d private connections were made", n)
	}
}

// TestNamesThatChange is a name server that gives a good address first and then a private one: each request is judged anew, on the
// address of its own socket.
func TestNamesThatChange(t *testing.T) {
	w, c := open(t, map[string][]string{"voluble.example": {"127.0.0.1", "10.0.0.1"}, "malo.example": {"192.168.1.1"}})
	base := "http://voluble.example:" + strconv.Itoa(int(w.Plain().Port()))
	if r := c.Check(t.Context(), base+"/bien"); r.Verdict != accounts.LinkGood {
		t.Fatalf("at first: %s %q", r.Verdict, r.Reason)
	}
	if r := c.Check(t.Context(), base+"/bien"); r.Verdict != accounts.LinkUnknown || r.Reason != accounts.LinkPrivate {
		t.Errorf("after the change: %s %q", r.Verdict, r.Reason)
	}
	if n := len(w.Requests()); n != 1 {
		t.Errorf("%d requests arrived", n)
	}
}

// TestOfflineIsNoDeadLink: a machine without names must not call every site dead.
func TestOfflineIsNoDeadLink(t *testing.T) {
	_, c := open(t, nil)
	if r := c.Check(t.Context(), "https://panaderialuz.example/"); r.Verdict != accounts.LinkUnknown || r.Reason != accounts.LinkOffline {
		t.Errorf("offline: %s %q", r.Verdict, r.Reason)
	}
	_, c = open(t, map[string][]string{"otra.example": {"10.0.0.1"}})
	if r := c.Check(t.Context(), "https://panaderialuz.example/"); r.Verdict != accounts.LinkBroken || r.Reason != accounts.LinkNoHost {
		t.Errorf("online: %s %q", r.Verdict, r.Reason)
	}
}

// TestTheProxyIsNotAsked: a proxy would connect in our place, unguarded.
func TestTheProxyIsNotAsked(t *testing.T) {
	proxy, reached := private(t)
	t.Setenv("HTTP_PROXY", "http://"+proxy.String())
	t.Setenv("http_proxy", "http://"+proxy.String())
	_, c := open(t, map[string][]string{"red.example": {"10.0.0.1"}})
	if r := c.Check(t.Context(), "http://red.example/"); r.Reason != accounts.LinkPrivate || reached.Load() != 0 {
		t.Errorf("%q, the proxy was asked %d times", r.Reason, reached.Load())
	}
}
