package accounts

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// Link is a link of a remote text: what it was called, where it really goes.
type Link struct {
	Label Text   `cbor:"1,keyasint"` // as the author wrote it
	URL   string `cbor:"2,keyasint"` // printable ASCII for http and https, else a safe line
	Host  Text   `cbor:"3,keyasint"` // for people: the host, xn-- where letters deceive; empty when there is none
	Flags Flags  `cbor:"4,keyasint,omitempty"`
}

// NewLink makes a link safe to show. The URL loses user name and password.
func NewLink(label, rawURL string) Link {
	l := Link{}
	l.Label, l.Flags = safe(label, maxHandle, true)
	var f Flags
	var host string
	l.URL, host, f = safeURL(rawURL)
	l.Flags |= f
	l.Host = LineText(host)
	if named := hostIn(l.Label.s); named != "" && host != "" && !sameSite(named, asciiHost(host)) {
		l.Flags |= FlagLink
	}
	return l
}

// Openable tells whether the link may be handed to a browser: http or https, a host, no user name, no %00, and written exactly
// as SafeURL writes it, so that what is shown is what is opened.
func (l Link) Openable() bool {
	if l.Host.IsZero() || strings.Contains(l.URL, "%00") {
		return false
	}
	s, _, flags := safeURL(l.URL)
	return s == l.URL && !flags.Has(FlagLink)
}

// Short is the link for a column of cells columns: the host is shown to its end, the path is cut. A host wider than that loses
// its beginning, never its registrable domain.
func (l Link) Short(cells int) string {
	if l.Host.IsZero() {
		return Truncate(l.URL, cells)
	}
	host := l.Host.s
	if Width(host) > cells {
		if site := registrable(host); Width(site)+1 < Width(host) {
			host = "…" + site
		}
		return host
	}
	if u, err := url.Parse(l.URL); err == nil {
		return Truncate(host+strings.TrimSuffix(u.RequestURI(), "/"), cells)
	}
	return host
}

// SafeURL is a remote URL for showing and opening: http and https come back in ASCII without user name and password; anything
// else comes back as a safe line with FlagLink and is never opened. Input over 4 KiB is cut.
func SafeURL(raw string) (string, Flags) {
	s, _, f := safeURL(raw)
	return s, f
}

// safeURL also gives the host for people.
func safeURL(raw string) (shown, host string, flags Flags) {
	refuse := func() (string, string, Flags) {
		t, f := SafeLine(raw)
		return t.s, "", f | FlagLink
	}
	if len(raw) > maxLine || !utf8.ValidString(raw) {
		return refuse()
	}
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.Opaque != "" {
		return refuse()
	}
	if u.User != nil {
		u.User = nil
		flags |= FlagLink
	}
	shown, wire, f, ok := displayHost(u.Hostname())
	if !ok {
		return refuse()
	}
	flags |= f
	host = shown
	if strings.Contains(wire, ":") {
		wire = "[" + wire + "]"
	}
	if p := u.Port(); p != "" {
		wire += ":" + p
	}
	u.Host = wire
	return escapeURL(u.String()), host, flags
}

// escapeURL writes what is not printable ASCII, and what shells and mark-up would take for their own, as %XX.
func escapeURL(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// displayHost turns a host into the form for people and the form for the wire (ASCII). Hosts whose labels mix scripts or
// imitate Latin, and those written as xn-- already, stay xn-- for people too.
func displayHost(raw string) (shown, wire string, flags Flags, ok bool) {
	raw = strings.TrimSuffix(raw, ".")
	if ip, err := netip.ParseAddr(raw); err == nil && ip.Zone() == "" {
		return ip.String(), ip.String(), 0, true
	}
	wire = strings.ToLower(raw)
	if !hostname(wire) {
		var err error
		if wire, err = idna.Lookup.ToASCII(raw); err != nil || !hostname(wire) {
			return "", "", FlagLink, false
		}
	}
	if !strings.Contains(wire, "xn--") {
		return wire, wire, 0, true
	}
	uni, err := idna.Display.ToUnicode(wire)
	odd := err != nil
	for label := range strings.SplitSeq(uni, ".") {
		odd = odd || oddWord(label)
	}
	if odd {
		return wire, wire, FlagMixedScript, true
	}
	if t, f := SafeLine(uni); f != 0 || t.s != uni || strings.Contains(strings.ToLower(raw), "xn--") {
		return wire, wire, f, true
	}
	return uni, wire, 0, true
}

// hostname tells whether s is a lower-case ASCII host name; underscores occur in real ones.
func hostname(s string) bool {
	if s == "" || len(s) > 253 || s[0] == '.' || s[0] == '-' || strings.Contains(s, "..") {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' && c != '_' {
			return false
		}
	}
	return true
}

// asciiHost is the wire form of a host for people, or the host itself.
func asciiHost(host string) string {
	if _, wire, _, ok := displayHost(host); ok {
		return wire
	}
	return host
}

// registrable is the part of a host that somebody registered: shop.example.co.uk is example.co.uk.
func registrable(host string) string {
	if site, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return site
	}
	return host
}

// sameSite tells whether two hosts (wire form) belong to the same registered domain.
func sameSite(a, b string) bool {
	return a == b || registrable(a) == registrable(b)
}

// hostIn is the host, in wire form, that the words of a label claim, empty if none looks like one: "https://masto.example/x",
// "masto.example/x", "www.kine.example"; not "@user@host", "v1.2" or "Sr.Juan".
func hostIn(label string) string {
	for word := range strings.FieldsSeq(label) {
		word = strings.TrimLeft(word, "(«“\"'<[")
		scheme := false
		for _, p := range [...]string{"https://", "http://"} {
			if len(word) > len(p) && strings.EqualFold(word[:len(p)], p) {
				word, scheme = word[len(p):], true
			}
		}
		if i := strings.IndexAny(word, "/?#:…"); i >= 0 {
			word = word[:i]
		}
		if i := strings.LastIndexByte(word, '@'); i >= 0 {
			if !scheme {
				continue
			}
			word = word[i+1:]
		}
		word = strings.TrimRight(word, ".,;!)»”\"'>]")
		if host := asciiHost(word); strings.Contains(host, ".") && hostname(host) && (scheme || knownSuffix(host)) {
			return host
		}
	}
	return ""
}

// knownSuffix tells whether a host ends in a registry of the public suffix list, or in a name that RFC 2606 reserves.
func knownSuffix(host string) bool {
	suffix, icann := publicsuffix.PublicSuffix(host)
	if icann && suffix != host || strings.Contains(suffix, ".") {
		return true
	}
	switch suffix {
	case "example", "test", "invalid", "localhost", "onion":
		return true
	}
	return false
}

// SafeHandle makes a handle safe: @user, @user@host, user@host or a bare name, one line, at most 256 bytes. The host follows
// the same rule as that of a link; a name that mixes or imitates scripts is flagged.
func SafeHandle(raw string) (Text, Flags) {
	t, flags := safe(raw, maxHandle, true)
	name, host := t.s, ""
	if i := strings.LastIndexByte(t.s, '@'); i > 0 && !strings.Contains(t.s, " ") {
		name, host = t.s[:i], t.s[i+1:]
	}
	for word := range strings.FieldsFuncSeq(name, func(r rune) bool { return scriptOf(r) == 0 && r < 0x80 && r != '_' }) {
		if oddWord(word) {
			flags |= FlagMixedScript
		}
	}
	if host == "" {
		return t, flags
	}
	if shown, _, f, ok := displayHost(host); ok {
		flags |= f
		t.s = name + "@" + shown
		return t, flags
	}
	return t, flags | FlagLink
}
