//go:build !race

package cli

// monkeyEvents is how many events the monkey makes when nobody says how many.
const monkeyEvents = 10_000
