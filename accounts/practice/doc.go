// Package practice is a Mastodon server in one process: a real http.Server on
// loopback that keeps its accounts, posts and notifications in memory. The
// tests talk to it, the practice desk runs on it, and it can be started by
// itself to try any client against it.
//
// It speaks the Mastodon REST API (https://docs.joinmastodon.org/methods/) in
// five dialects, chosen by Model, because the servers that call themselves
// compatible differ where it hurts: whether an Idempotency-Key is honoured,
// how a text is counted, what ids look like, what can be scheduled.
//
// Three kinds of methods stand beside the HTTP surface:
//
//   - people and what they say: AddAccount, AddStranger, Post, Mention,
//     Favourite, Reblog, Follow, and Answer, which lets an invented public
//     answer by itself;
//   - oracles: Statuses (what arrived), Requests and Count (how it arrived),
//     Reports;
//   - faults: Fault installs a failure for the requests that match it, Revoke,
//     Suspend and SetLimit change how an account or the server behaves.
//
// A server of X (docs.x.com/x-api) speaks v2 and as much of v1.1 as is left,
// over the same people and posts. Keys has what an account signs with, and every
// signature is verified; Quote lets somebody summon an account; Bill and IsHidden
// are its oracles; SetV1, SetReadOnly, SetChars, SetCredit, SetCap, CountLimits,
// SetDailyPosts and FailMedia change how it behaves.
//
// A server of Facebook (developers.facebook.com/docs/graph-api) has a page for every
// account. GraphKeys has what a client logs in with, GraphPermit takes permissions
// from a token, GraphID is the network's id of a post. Each call has to prove that
// it knows the app's secret, and a token in an address is refused.
//
// News, Blog and Forum are a portal, a WordPress and a Discourse with their feeds in
// RSS, Atom and JSON. The ready-made token of an account is its application password
// or its API key; the first account of a forum is its administrator, and Suspend takes
// the right to moderate a blog. Say.Visibility "hold" makes a comment wait for
// approval. Trouble spoils the feeds: dates, ids, encodings, bombs, moves.
//
// Nothing runs in the background: scheduled posts, answers and polls that are
// due are carried out when the next request or oracle call looks, by the clock
// of Options.Now. Nothing leaves the machine, and nothing that arrives is
// fetched.
package practice
