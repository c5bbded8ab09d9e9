package practice

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// faulty serves a request that a fault has struck.
func (x *exchange) faulty() {
	f := x.fault
	if f.Do == CutBefore {
		x.cut(true)
		return
	}
	body, read := x.read()
	if !read {
		return
	}
	switch f.Do {
	case CutAfter:
		x.cut(false)
	case Answer:
		x.write(x.canned(http.StatusInternalServerError))
	case HTMLPage:
		x.write(page(f.status(http.StatusBadGateway), gatewayPage).withAll(f.Header))
	case Redirect:
		x.write(page(f.status(http.StatusTemporaryRedirect), "").with("Location", f.Location).withAll(f.Header))
	case Delay:
		// A real server goes on although the client has hung up.
		if !x.s.wait(context.Background(), f.Delay, f.Hold) {
			x.cut(true)
			return
		}
		x.write(x.now(body))
	case SlowCommit:
		x.slowCommit(body)
	default:
		x.afterwards(x.now(body))
	}
}

const gatewayPage = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>We're sorry, but something went wrong</h1></body></html>\n"

// afterwards spoils the answer to a request that has been stored.
func (x *exchange) afterwards(p reply) {
	f := x.fault
	switch f.Do {
	case StoreCut:
		x.cut(false)
	case StoreAnswer:
		x.write(x.canned(http.StatusInternalServerError))
	case StoreDelay:
		if !x.pause() {
			x.cut(true)
			return
		}
		x.write(p)
	case EmptyAnswer:
		x.write(reply{status: f.status(http.StatusOK), header: http.Header{}})
	case BadJSON:
		x.write(reply{http.StatusOK, p.header, []byte(`{"id":"1","content":"<p>una respuesta ro`)})
	case NoID:
		x.write(reply{p.status, p.header, withoutID(p.body)})
	case DeepJSON:
		x.write(reply{http.StatusOK, p.header, []byte(strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000))})
	case WrongCharset:
		x.write(reply{p.status, p.header, append([]byte("\xef\xbb\xbf"), latin1(p.body)...)})
	case CloseSilent:
		x.raw(p, len(p.body), p.body)
	case HalfAnswer:
		x.raw(p, len(p.body), p.body[:len(p.body)/2])
	case WrongLength:
		x.raw(p, len(p.body)+100, p.body)
	default:
		x.stream(p)
	}
}

// stream sends the answers that are long or slow.
func (x *exchange) stream(p reply) {
	x.s.note(x.seq, func(e *Request) { e.Status = p.status })
	h := x.w.Header()
	for k, v := range p.header {
		h[k] = v
	}
	switch x.fault.Do {
	case Endless:
		x.w.WriteHeader(p.status)
		x.endless()
	case GzipBomb:
		h.Set("Content-Encoding", "gzip")
		x.w.WriteHeader(p.status)
		_, _ = x.w.Write(bomb())
	case HugeHeader:
		filler := strings.Repeat("x", 1<<20)
		for i := range 64 {
			h.Set("X-Filler-"+strconv.Itoa(i), filler)
		}
		x.w.WriteHeader(p.status)
		_, _ = x.w.Write(p.body)
	case Trickle:
		h.Set("Content-Length", strconv.Itoa(len(p.body)))
		x.w.WriteHeader(p.status)
		for i := range p.body {
			if !x.send(p.body[i:i+1]) || !x.pause() {
				return
			}
		}
	default:
		_, _ = x.w.Write(p.body)
	}
}

// now serves the request as if nothing were wrong.
func (x *exchange) now(body []byte) reply {
	return x.handle(context.WithoutCancel(x.r.Context()), body, false)
}

// canned is the answer that the fault prescribes.
func (x *exchange) canned(usual int) reply {
	p := fail(x.fault.status(usual), "%s", http.StatusText(x.fault.status(usual)))
	if x.fault.Body != "" {
		p.body = []byte(x.fault.Body)
	}
	return p.withAll(x.fault.Header)
}

// pause waits as the fault says; it is false when nobody is there any more.
func (x *exchange) pause() bool { return x.s.wait(x.r.Context(), x.fault.Delay, x.fault.Hold) }

// slowCommit answers first and stores later, as an overloaded server does
// behind a proxy that gives up (https://github.com/mastodon/mastodon/pull/21840).
func (x *exchange) slowCommit(body []byte) {
	ctx := context.WithoutCancel(x.r.Context())
	x.s.busy.Go(func() {
		if x.s.wait(context.Background(), x.fault.Delay, x.fault.Hold) {
			x.handle(ctx, body, true)
		}
	})
	if x.fault.Status == 0 {
		x.cut(false)
		return
	}
	x.write(x.canned(x.fault.Status))
}

// cut closes the connection without an answer; hard resets it.
func (x *exchange) cut(hard bool) {
	conn, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, isTCP := conn.(*net.TCPConn); isTCP && hard {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// raw writes an answer by hand, with a length of our own, and closes the
// connection without having announced it.
func (x *exchange) raw(p reply, length int, body []byte) {
	conn, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer func() { _ = conn.Close() }()
	x.s.note(x.seq, func(e *Request) { e.Status = p.status })
	var out bytes.Buffer
	fmt.Fprintf(&out, "HTTP/1.1 %d %s\r\n", p.status, http.StatusText(p.status))
	h := p.header.Clone()
	h.Set("Content-Length", strconv.Itoa(length))
	_ = h.Write(&out)
	out.WriteString("\r\n")
	out.Write(body)
	_, _ = conn.Write(out.Bytes())
}

// endless sends text until the client or the server has had enough.
func (x *exchange) endless() {
	chunk := []byte(strings.Repeat("sin fin ", 4096))
	if !x.send([]byte(`{"id":"1","content":"`)) {
		return
	}
	for x.r.Context().Err() == nil && x.send(chunk) {
		select {
		case <-x.s.done:
			return
		default:
		}
	}
}

// send writes b through to the client at once.
func (x *exchange) send(b []byte) bool {
	if _, err := x.w.Write(b); err != nil {
		return false
	}
	return http.NewResponseController(x.w).Flush() == nil
}

// withoutID takes the id out of an object, also out of the objects of a list.
func withoutID(body []byte) []byte {
	var v any
	if json.Unmarshal(body, &v) != nil {
		return body
	}
	list, isList := v.([]any)
	if !isList {
		list = []any{v}
	}
	for _, one := range list {
		if m, isObject := one.(map[string]any); isObject {
			delete(m, "id")
			delete(m, "id_str")
			if data, nested := m["data"].(map[string]any); nested {
				delete(data, "id")
			}
			if _, record := m["cid"]; record {
				delete(m, "uri")
			}
		}
	}
	return encode(v)
}

// latin1 writes what fits into one byte as one byte.
func latin1(body []byte) []byte {
	var out []byte
	for _, r := range string(body) {
		if r > 0xff {
			r = '?'
		}
		out = append(out, byte(r))
	}
	return out
}

// bomb is 1 GiB of spaces: one compressed member of 1 MiB, 1,024 times over.
var bomb = sync.OnceValue(func() []byte {
	var member bytes.Buffer
	z := gzip.NewWriter(&member)
	_, _ = z.Write(bytes.Repeat([]byte(" "), 1<<20))
	_ = z.Close()
	return bytes.Repeat(member.Bytes(), 1<<10)
})
