package screen_test

import (
	"bytes"
	"context"
	"io"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"

	"vocero/ui/screen"
)

// safeBuffer is a buffer for several goroutines.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// piped is an input that never says anything.
func piped(t *testing.T) (in io.Reader, done func()) {
	t.Helper()
	r, w := io.Pipe()
	return r, func() { _ = w.Close() }
}

// run shows a model on a pipe.
func run(ctx context.Context, m tea.Model, in io.Reader, out io.Writer) error {
	_, err := screen.Run(ctx, m, screen.Options{In: in, Out: out, Environ: []string{"TERM=xterm-256color"}})
	return err
}
