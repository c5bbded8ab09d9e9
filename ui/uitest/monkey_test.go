package uitest

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// play lets a monkey loose on a toy and returns what it did.
func play(t testing.TB, seed uint64, n int) []string {
	c := NewClock(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	d := New(t, &toy{clock: c}, Options{Clock: c})
	var did []string
	(&Monkey{Seed: seed, Keys: []string{"j", "k", "t"}}).Play(d, n, func(s string) { did = append(did, s) })
	return did
}

func TestMonkeyIsRepeatable(t *testing.T) {
	// The toy breaks its frame on x and forgets the speaker on m: this seed meets neither within so few acts.
	a, b := play(t, 4, 12), play(t, 4, 12)
	if len(a) != 12 || !slices.Equal(a, b) {
		t.Errorf("one seed does\n%q\nand\n%q", a, b)
	}
}

func TestMonkeyFindsABrokenFrame(t *testing.T) {
	said := fails(t, func(t testing.TB) {
		for seed := range uint64(20) {
			play(t, seed, 300)
		}
	})
	if !strings.Contains(said, "cells") && !strings.Contains(said, "who speaks") {
		t.Errorf("it failed with %q", said)
	}
}

func TestMonkeyDoesEverything(t *testing.T) {
	c := NewClock(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	d := New(t, &toy{clock: c}, Options{Clock: c, Free: true})
	seen := map[string]int{}
	(&Monkey{Seed: 1}).Play(d, 600, func(s string) {
		kind, _, _ := strings.Cut(s, " ")
		seen[kind]++
	})
	for _, kind := range []string{"press", "burst", "type", "paste", "click", "wheel", "resize", "wait"} {
		if seen[kind] == 0 {
			t.Errorf("in 600 acts there is no %s", kind)
		}
	}
}
