package transport

import (
	"context"
	"errors"
	"io"
	"sync"

	"vocero/accounts"
)

var errTooLong = errors.New("the answer is longer than any answer should be")

// bounded is the body of an answer, cut after the bytes that fit (counted unpacked). Its errors are *accounts.Err, and closing
// it ends the time of the request.
func (x *exchange) bounded(b io.ReadCloser, done context.CancelFunc) io.ReadCloser {
	most := int64(maxSent)
	if x.reads {
		most = maxRead
	}
	return &body{x: x, in: b, left: most, done: done}
}

type body struct {
	x    *exchange
	in   io.ReadCloser
	left int64
	once sync.Once
	done context.CancelFunc
}

// Read reads on; more bytes than the bound are an error, not an end.
func (b *body) Read(p []byte) (int, error) {
	if b.left <= 0 {
		var one [1]byte
		if n, err := b.in.Read(one[:]); n == 0 && err != nil {
			return 0, b.fail(err)
		}
		return 0, b.fail(errTooLong)
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.in.Read(p)
	b.left -= int64(n)
	return n, b.fail(err)
}

func (b *body) fail(err error) error {
	if err == nil || errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	e := &accounts.Err{Doing: b.x.doing, Class: accounts.OutcomeUnknown, Code: accounts.CodeUnknown, Cause: plain(err)}
	switch {
	case errors.Is(err, errTooLong) && b.x.reads:
		e.Code = accounts.CodeNotServer
	case b.x.reads:
		e.Code = accounts.CodeOffline
	}
	return e
}

// Close ends the exchange.
func (b *body) Close() error {
	err := b.in.Close()
	b.once.Do(b.done)
	return err
}
