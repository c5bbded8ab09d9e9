package mastodon_test

import (
	"testing"
	"time"

	"vocero/accounts/practice"
)

// TestSkewIsTheServersClock has the Date header tell how far apart the two clocks are.
func TestSkewIsTheServersClock(t *testing.T) {
	s, own, a := started(t, practice.Options{})
	c := opened(t, a, own.Token)
	for _, off := range []time.Duration{0, 3 * time.Hour, -10 * time.Minute} {
		s.SetDateOff(off)
		if _, err := c.Who(t.Context()); err != nil {
			t.Fatal(err)
		}
		if by, at := c.Skew(); (by-off).Abs() > 10*time.Second || at.IsZero() {
			t.Errorf("a clock that is off by %s reads as %s at %s", off, by, at)
		}
	}
}
