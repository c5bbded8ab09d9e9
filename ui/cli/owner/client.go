package owner

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"
)

// patience is how long an owner may take to greet.
const patience = 3 * time.Second

// grace is how long a command may take to end after Ctrl-C.
const grace = 2 * time.Second

// Run finds the owner of a home and runs a command inside it. The errors: ErrNone when nobody holds the desk, ErrYielding,
// *SilentError, *BuildError, *PeerError, *CutError. When ctx ends, the command is cancelled and its exit code still awaited.
func Run(ctx context.Context, home, build string, r Request, std IO) (int, error) {
	c, err := dial(home, build, opRun)
	if err != nil {
		return 0, err
	}
	defer func() { _ = c.conn.Close() }()
	if err := c.sendJSON(frameAsk, r); err != nil {
		return 0, &CutError{c.info}
	}
	over := make(chan struct{})
	defer close(over)
	go c.cancelOn(ctx, over)
	return c.relay(std)
}

// Yield asks a runner to step aside and returns when it has given up the database. ErrNone when nobody holds the desk.
func Yield(ctx context.Context, home, build string) error {
	c, err := dial(home, build, opYield)
	if err != nil {
		return err
	}
	return c.wait(ctx)
}

// Standby returns when the owner of a home has ended. ErrNone when nobody holds the desk.
func Standby(ctx context.Context, home, build string) error {
	c, err := dial(home, build, opStandby)
	if err != nil {
		return err
	}
	return c.wait(ctx)
}

// client is a greeted connection.
type client struct {
	wire
	conn *net.UnixConn
	info Info
}

// dial connects and greets.
func dial(home, build, op string) (*client, error) {
	info, err := Read(home)
	if err != nil {
		return nil, err
	}
	conn, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: info.Socket, Net: "unix"})
	if err != nil {
		return nil, ErrNone // Nobody listens: the file is left over.
	}
	c := &client{wire: wire{w: conn}, conn: conn, info: info}
	if err := c.greet(build, op); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return c, nil
}

// greet checks the other side.
func (c *client) greet(build, op string) error {
	if uid, err := peerUID(c.conn); err != nil || uid != os.Getuid() {
		return &PeerError{UID: uid}
	}
	if build == "" {
		build = Build()
	}
	if err := c.sendJSON(frameHello, hello{Proto: proto, Build: build, PID: os.Getpid(), Op: op}); err != nil {
		return ErrNone
	}
	_ = c.conn.SetReadDeadline(time.Now().Add(patience))
	kind, b, err := receive(c.conn)
	var late net.Error
	switch {
	case errors.As(err, &late) && late.Timeout():
		return &SilentError{c.info}
	case errors.Is(err, errFrame):
		return &BuildError{c.info}
	case err != nil:
		return ErrNone // It closed between our connection and its answer.
	}
	_ = c.conn.SetReadDeadline(time.Time{})
	if kind == frameHello {
		return nil
	}
	var no refusal
	_ = json.Unmarshal(b, &no)
	switch no.Why {
	case "yielding":
		return ErrYielding
	case "peer":
		return &PeerError{UID: no.UID}
	}
	return &BuildError{c.info}
}

// wait returns when the other side ends the connection, or the context does.
func (c *client) wait(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() { _ = c.conn.Close() })
	defer stop()
	_, _, _ = receive(c.conn)
	_ = c.conn.Close()
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("waiting for process %d: %w", c.info.PID, err)
	}
	return nil
}

// cancelOn passes Ctrl-C on, and ends the connection when the command does not end.
func (c *client) cancelOn(ctx context.Context, over <-chan struct{}) {
	select {
	case <-over:
		return
	case <-ctx.Done():
	}
	_ = c.send(frameCancel, nil)
	t := time.NewTimer(grace)
	defer t.Stop()
	select {
	case <-over:
	case <-t.C:
		_ = c.conn.Close()
	}
}

// relay moves frames until the exit code.
func (c *client) relay(std IO) (int, error) {
	piece := make([]byte, maxPiece)
	for {
		kind, b, err := receive(c.conn)
		if err != nil {
			return 0, &CutError{c.info}
		}
		switch kind {
		case frameOut:
			_, err = std.Out.Write(b)
		case frameErr:
			_, err = std.Err.Write(b)
		case frameWant:
			go c.pass(std.In, piece) // The owner asks again only after this piece, so there is one at a time.
		case frameExit:
			if len(b) == 1 {
				return int(b[0]), nil
			}
			return 0, &CutError{c.info}
		}
		if err != nil { // Our own output is closed: "vocero ... | head".
			return 0, fmt.Errorf("writing the answer: %w", err)
		}
	}
}

// pass sends one piece of input; the empty one at its end.
func (c *client) pass(in io.Reader, piece []byte) {
	n := 0
	if in != nil {
		for n == 0 {
			var err error
			if n, err = in.Read(piece); err != nil {
				break
			}
		}
	}
	_ = c.send(frameIn, piece[:n])
}
