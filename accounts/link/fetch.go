package link

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"vocero/accounts"
)

// maxBody is how much of a page is read, in bytes, unpacked; no more than that is read of the packed one either.
const maxBody = 64 << 10

// fetched is where an address led and what was there.
type fetched struct {
	end    *url.URL
	hops   int
	status int
	page   page
	wait   time.Duration // Retry-After; 0: none
}

// follow fetches an address through its redirects.
func (x *trip) follow(from *url.URL) (got fetched, v verdict) {
	seen := map[string]bool{}
	cookies := false
	for u := from; ; got.hops++ {
		got.end = u
		if seen[u.String()] {
			if cookies {
				return got, unsure(accounts.LinkCookies)
			}
			return got, broken(accounts.LinkLoop)
		}
		if got.hops > maxHops {
			got.hops = maxHops
			return got, broken(accounts.LinkManyHops)
		}
		seen[u.String()] = true
		resp, body, err := x.get(u)
		if err != nil {
			return got, judgeErr(err)
		}
		got.status = resp.StatusCode
		if !redirects(resp) {
			got.wait = retryAfter(resp.Header, x.c.o.Now())
			got.page = readPage(body, resp.Header)
			return got, x.judge(resp, body, got)
		}
		cookies = cookies || resp.Header.Get("Set-Cookie") != ""
		next, err := target(u, resp.Header.Get("Location"))
		if err != nil {
			return got, unsure(accounts.LinkNotWeb)
		}
		u = next
	}
}

// redirects tells whether an answer sends the reader elsewhere.
func redirects(resp *http.Response) bool {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return resp.Header.Get("Location") != ""
	}
	return false
}

// target is where a redirect leads.
func target(from *url.URL, location string) (*url.URL, error) {
	u, err := from.Parse(strings.TrimSpace(location))
	if err != nil {
		return nil, err
	}
	u.User = nil
	return webURL(accounts.NormalLink(u.String()))
}

// get asks for one address: a large file with HEAD, all else with the beginning of a GET, and plainly where the server does not take
// that. Content is what was read of the body; a connection that ends in the middle of it is no error.
func (x *trip) get(u *url.URL) (resp *http.Response, body []byte, err error) {
	if large(u) {
		resp, body, err = x.ask(http.MethodHead, u, false)
		if err != nil || !refusesForm(resp.StatusCode) {
			return resp, body, err
		}
	}
	resp, body, err = x.ask(http.MethodGet, u, true)
	if err == nil && (refusesForm(resp.StatusCode) || resp.StatusCode == http.StatusRequestedRangeNotSatisfiable) {
		resp, body, err = x.ask(http.MethodGet, u, false)
	}
	return resp, body, err
}

// refusesForm tells whether a status may be about how it was asked, not about what was asked for.
func refusesForm(status int) bool {
	switch status {
	case http.StatusBadRequest, http.StatusMethodNotAllowed, http.StatusNotAcceptable, http.StatusNotImplemented:
		return true
	}
	return false
}

// large tells by its ending whether an address is that of a file of which nothing needs to be read.
func large(u *url.URL) bool {
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".mp4", ".m4v", ".mov", ".webm", ".avi", ".mkv", ".mp3", ".ogg", ".wav", ".flac", ".zip", ".gz", ".xz", ".7z", ".rar", ".iso", ".dmg", ".apk", ".exe", ".msi":
		return true
	}
	return false
}

// ask makes one request and reads the beginning of its answer.
func (x *trip) ask(method string, u *url.URL, ranged bool) (*http.Response, []byte, error) {
	r, err := http.NewRequestWithContext(x.ctx, method, u.String(), nil)
	if err != nil {
		return nil, nil, errNotWeb
	}
	r.Header.Set("User-Agent", Agent)
	r.Header.Set("Accept", "text/html,*/*;q=0.8")
	r.Header.Set("Accept-Language", "es,en")
	r.Header.Set("Accept-Encoding", "identity, gzip;q=0.5")
	if ranged {
		r.Header.Set("Range", "bytes=0-"+strconv.Itoa(maxBody-1))
	}
	resp, err := x.c.http.Do(r)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	if method == http.MethodHead || redirects(resp) {
		return resp, nil, nil
	}
	body, err := io.ReadAll(unpacked(resp))
	if late := x.ctx.Err(); late != nil { // A server that notices our end may still close its page properly.
		return nil, nil, late
	}
	if err != nil && len(body) == 0 {
		return nil, nil, err
	}
	return resp, body, nil
}

// unpacked is the beginning of a body, unpacked where its packing is known: at most maxBody bytes of either. What is packed otherwise
// is not read as a page.
func unpacked(resp *http.Response) io.Reader {
	raw := io.LimitReader(resp.Body, maxBody)
	var out io.Reader
	switch strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding"))) {
	case "", "identity":
		return raw
	case "gzip", "x-gzip":
		out = &later{raw: raw, open: func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }}
	case "deflate":
		out = &later{raw: raw, open: func(r io.Reader) (io.Reader, error) { return flate.NewReader(r), nil }}
	default:
		return raw
	}
	return io.LimitReader(out, maxBody)
}

// later opens a packed body at the first read. A packing that is broken or cut ends the text, it is no failure of the link.
type later struct {
	raw  io.Reader
	open func(io.Reader) (io.Reader, error)
	in   io.Reader
}

// Read unpacks.
func (l *later) Read(p []byte) (int, error) {
	if l.in == nil {
		buffered := bufio.NewReader(l.raw)
		if _, err := buffered.Peek(1); err != nil {
			return 0, err
		}
		in, err := l.open(buffered)
		if err != nil {
			return 0, errPacked
		}
		l.in = in
	}
	n, err := l.in.Read(p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

// errPacked is the cause of a body that is not packed as it says.
var errPacked = errors.New("the body is not packed as it says")

// retryAfter reads when a server wants to be asked again: seconds or a date (RFC 9110 section 10.2.3).
func retryAfter(h http.Header, now time.Time) time.Duration {
	s := strings.TrimSpace(h.Get("Retry-After"))
	if s == "" {
		return 0
	}
	if n, err := strconv.Atoi(s); err == nil && n >= 0 {
		return time.Duration(min(n, 1<<20)) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, t.Sub(now))
	}
	return 0
}
