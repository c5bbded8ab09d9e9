//go:build race

package cli

// monkeyEvents is how many events the monkey makes when nobody says how many; the race detector makes each five times dearer.
const monkeyEvents = 5_000
