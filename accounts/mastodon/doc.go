// Package mastodon speaks the Mastodon API (https://docs.joinmastodon.org/methods/) to Mastodon and to the servers that
// imitate it: GoToSocial, Pleroma, Akkoma, Pixelfed, Friendica, snac.
//
// It stands on github.com/mattn/go-mastodon for what that library does well: who a token is, the acts on a post or a person,
// the source of a post, the registration of an app, the order of ids. All its requests go through package transport, which
// takes from it what it would do by itself: wait and repeat after a 429, and post without an Idempotency-Key. What it lacks is
// done here, each with its test:
//
//   - a post leaves by a request of our own, once, with its key, and with the class of its outcome (send.go);
//   - editing with new descriptions for attached media, and clearing a content warning (act.go);
//   - uploads with a file name that tells nothing, 202, 206 and 200 while a file is processed, and the old v1 call (upload.go);
//   - notifications forward from a cursor: the library keeps only the way back (inbox.go);
//   - /api/v2/instance, and what the software behind an address is (instance.go, software.go);
//   - search with its filters (search.go);
//   - PKCE, state and the loopback redirect (login.go, loopback.go);
//   - answers with a field of a type nobody expects: its structs fail whole, ours lose that field alone (wire.go).
//
// Every text that comes back is accounts.Text; ids are opaque, but one that could change the path of a request is refused.
package mastodon
