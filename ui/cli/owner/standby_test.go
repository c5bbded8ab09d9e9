package owner

import (
	"context"
	"testing"
	"time"
)

// TestTheOwnerKnowsWhoStandsBy has a runner wait for the end of a desk, and go away.
func TestTheOwnerKnowsWhoStandsBy(t *testing.T) {
	s, home := serve(t, Options{})
	if s.Standby() {
		t.Fatal("somebody stands by before anybody came")
	}
	ctx, leave := context.WithCancel(t.Context())
	over := make(chan error, 1)
	go func() { over <- Standby(ctx, home, "") }()
	turns(t, s, true)
	leave()
	<-over
	turns(t, s, false)
}

// turns waits until the owner says the one or the other.
func turns(t *testing.T, s *Server, want bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); s.Standby() != want; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("standing by: %v", !want)
		}
	}
}
