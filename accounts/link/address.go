package link

import (
	"net/netip"
	"sync"
)

// closed are the networks that are nobody's web: private, of this link, shared by a provider, reserved (RFC 6890, RFC 6598, RFC 5737).
var closed = sync.OnceValue(func() []netip.Prefix {
	var out []netip.Prefix
	for _, s := range []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
		"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
		"2001::/23", "2001:db8::/32", "3fff::/20",
	} {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
})

// Networks of IPv6 that hold an IPv4 address: of translators (RFC 6052) and of 6to4 (RFC 3056).
var (
	nat64   = netip.PrefixFrom(netip.AddrFrom16([16]byte{0, 0x64, 0xff, 0x9b}), 96)
	sixFour = netip.PrefixFrom(netip.AddrFrom16([16]byte{0x20, 0x02}), 16)
	global6 = netip.PrefixFrom(netip.AddrFrom16([16]byte{0x20}), 3)
)

// public tells whether an address belongs to the open internet. An IPv4 address inside an IPv6 one is judged by itself.
func public(a netip.Addr) bool {
	a = a.Unmap()
	if a.Is6() {
		b := a.As16()
		switch {
		case a.Zone() != "":
			return false
		case nat64.Contains(a):
			a = netip.AddrFrom4([4]byte(b[12:]))
		case sixFour.Contains(a):
			a = netip.AddrFrom4([4]byte(b[2:6]))
		case !global6.Contains(a):
			return false
		}
	}
	if !a.IsValid() {
		return false
	}
	for _, p := range closed() {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
