// Package bluesky speaks to servers of the AT Protocol for accounts of Bluesky, by XRPC (https://atproto.com/specs/xrpc) and the
// lexicons under app.bsky (https://docs.bsky.app). It is a client of our own: the reference library brings eighty packages for what
// is a handful of JSON calls.
//
// A post is written with putRecord under a key that is made of the frozen payload, and only where there is no record yet
// (swapRecord null). So a repeat is harmless for ever, and a look-up is one exact question. The remote id of a post is its address,
// at://DID/app.bsky.feed.post/KEY; of a person, the DID.
//
// The log-in is an app password. Sessions are shared by all clients of the process, because servers allow few of them a day
// (https://docs.bsky.app/docs/advanced-guides/rate-limits); a new pair of tokens is handed to Options.Keep before it is used.
//
// There are no edits, content warnings, polls or narrower visibilities here; what cannot be done is refused before anything leaves.
package bluesky
