// Package publish is the outbox worker: it carries what the store says is due to the networks, exactly once.
//
// The promise: never twice without saying so, never lost, never silently. At most one automatic request follows an ambiguous
// answer, and only where the network itself guarantees that a repeat is harmless.
//
// One delivery goes through these steps, each of which may be the last one before the process dies:
//
//	due -> guard once more -> media -> watermark -> claim (one transaction) -> network -> resolve (one transaction) -> read back
//
// Everything before the claim may be repeated: an orphaned upload is harmless. The claim freezes key, created_at, watermark and
// payload before any byte of the post leaves. What dies between claim and resolve is unknown, and an unknown outcome is looked up
// on the network (reconcile.go), never sent again blindly. Operations other than a post aim at a state and may be repeated, in
// order (acts.go).
//
// Time is the wall clock, compared at every wake-up; no timer is longer than a tick, so that a suspended machine or a moved clock
// delays nothing by more than that (plan.go, clock.go).
//
// A clock that was set, or that was wrong when the desk was last open, pauses everything until the Date of one account's server
// agrees within two minutes; one that differs from all of them keeps back what has an hour, and the desk says by how much
// (witness.go). Nothing is missed by the word of a clock that nobody was asked about.
//
// What an account's network publishes by itself is handed over once and looked after until it was found at its hour and read back
// (hand.go); a wish to have it back is carried out at the network first, and only then the delivery becomes what was wished for
// (handback.go).
//
// A day and half an hour before each hour the delivery is tried: token, limits, files, guards (preflight.go). What would fail is
// noted on it, and changes no state; only an account whose token is dead is blocked at once, and it alone.
//
// The worker keeps nothing that cannot be lost. What it remembers (who is in flight, who is backed off, a result whose commit
// failed) only saves work or shortens a wait; the store's records decide.
package publish
