package owner

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

// proto is the version of the frames; sides that differ refuse one another.
const proto = 1

// The kinds of frames. A frame is its kind, the length of its payload in four bytes, big end first, and the payload.
const (
	frameHello  = 'H' // both ways, the first one: hello as JSON
	frameRefuse = 'N' // from the owner instead of its hello: refusal as JSON
	frameAsk    = 'R' // to the owner: Request as JSON
	frameWant   = 'W' // from the owner: the command reads input, send one piece
	frameIn     = 'I' // to the owner: a piece of input; an empty one is its end
	frameOut    = 'O' // from the owner: standard output
	frameErr    = 'E' // from the owner: standard error
	frameExit   = 'X' // from the owner, the last one: the exit code, one byte
	frameCancel = 'C' // to the owner: the person pressed Ctrl-C
)

// Limits of a payload in bytes: of a piece of input or output, and of a request or greeting.
const (
	maxPiece = 64 << 10
	maxAsk   = 1 << 20
)

// What a connection is for.
const (
	opRun     = "run"
	opYield   = "yield"
	opStandby = "standby"
)

// hello is the greeting of either side.
type hello struct {
	Proto int    `json:"proto"`
	Build string `json:"build"`
	PID   int    `json:"pid"`
	Op    string `json:"op,omitempty"`
	Role  Role   `json:"role,omitempty"`
}

// refusal says why an owner does not go on.
type refusal struct {
	Why string `json:"why"` // "build", "peer", "yielding", "bad"
	UID int    `json:"uid,omitempty"`
}

// Request is one command as the caller typed it, with what its process knows of the world.
type Request struct {
	Argv   []string `json:"argv"` // without the program's name
	Dir    string   `json:"dir"`  // the working folder
	Lang   string   `json:"lang,omitempty"`
	Zone   string   `json:"zone,omitempty"` // IANA name of the caller's clock
	TTY    bool     `json:"tty,omitempty"`  // standard output is a terminal
	Colour bool     `json:"colour,omitempty"`
	Width  int      `json:"width,omitempty"` // of the terminal in cells; 0: unknown
}

// errFrame is the cause of a frame that breaks the rules.
var errFrame = errors.New("the other side does not speak vocero's protocol")

// wire writes frames from several goroutines.
type wire struct {
	mu sync.Mutex
	w  io.Writer
}

// send writes one frame.
func (w *wire) send(kind byte, payload []byte) error {
	head := [5]byte{kind}
	binary.BigEndian.PutUint32(head[1:], uint32(len(payload)))
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, err := w.w.Write(append(head[:], payload...)); err != nil {
		return fmt.Errorf("writing to the socket: %w", err)
	}
	return nil
}

// sendJSON writes one frame whose payload is v.
func (w *wire) sendJSON(kind byte, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("writing to the socket: %w", err)
	}
	return w.send(kind, b)
}

// receive reads one frame; a payload over its limit is an error before a byte of it is read.
func receive(r io.Reader) (byte, []byte, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	limit := uint32(maxPiece)
	switch head[0] {
	case frameAsk, frameHello, frameRefuse:
		limit = maxAsk
	case frameIn, frameOut, frameErr:
	case frameWant, frameExit, frameCancel:
		limit = 1
	default:
		return 0, nil, errFrame
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > limit {
		return 0, nil, errFrame
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return 0, nil, err
	}
	return head[0], b, nil
}

// stream writes one of a command's outputs as frames of at most maxPiece bytes.
type stream struct {
	w    *wire
	kind byte
}

// Write sends p in pieces.
func (s stream) Write(p []byte) (int, error) {
	done := 0
	for done < len(p) {
		n := min(len(p)-done, maxPiece)
		if err := s.w.send(s.kind, p[done:done+n]); err != nil {
			return done, err
		}
		done += n
	}
	return done, nil
}
