// Package transport is the one HTTP chain through which every network is spoken to.
//
// A Client belongs to one account on one server. Its round tripper names the program, adds the token (for that server's host
// and no other) and the Idempotency-Key of the context, bounds time, headers and bodies, remembers what the server says of its
// limits, and turns every answer that is not a success, and every failure of the wire, into an *accounts.Err.
//
// Two kinds of request are kept apart, because net/http repeats by itself what it takes for repeatable, and it takes a POST
// with an Idempotency-Key for that (https://pkg.go.dev/net/http#Transport):
//
//   - reading (GET, HEAD) uses kept connections, follows redirects on the same host, and takes up to 8 MiB;
//   - everything else leaves on a connection of its own, with no body to rewind and no redirect, and takes up to 1 MiB of answer.
//
// So one call is one request on the wire. When no answer can be read, the class of the error says whether a byte of the request
// may have left: OutcomeNotSent is a proof that none did.
//
// Plain http is spoken to loopback addresses only; a proxy of the environment is used for other hosts only.
//
// Nothing that this package returns holds a secret: addresses lose their query and user, and the process-wide list of live
// secrets (Keep) is cut out of every text (Redact).
package transport
