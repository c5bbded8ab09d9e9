// Package feed speaks to blogs, forums and portals. Any of them is read by its feed (RSS, Atom, JSON Feed); the client's own
// WordPress and Discourse are spoken to by their APIs where a person gives an application password or a key. Reddit, Lemmy, phpBB
// and the like are read by their feeds, and answered in the browser.
//
// Which of the three an account is stands in Instance.Software. What differs lies behind two small interfaces, reads and writes; a
// plain feed has no second one, and whatever would need it is refused before anything leaves.
//
// # Feeds
//
// The address may be a page: the feed is then the first that it announces (link rel="alternate"), one of comments only where there
// is no other; whoever wants the comments gives the address of their feed. gofeed reads RSS and Atom from what package transport
// fetched. JSON Feed is read here, because one number in the place of an id would cost the whole document. Before gofeed sees a
// byte, the document is bounded (5 MB unpacked, 200 elements deep) and made UTF-8: the bytes count first, then the XML declaration,
// then the header, then Windows-1252, because declarations lie.
//
// The cursor holds the validators (ETag, Last-Modified), where a permanent redirect led, when the feed may be fetched next, and the
// ids of what was seen. New is what has not been seen, whatever its date says; dates only choose what a first reading brings.
//
// A feed is fetched at most every quarter of an hour, with jitter, whoever asks: the port does not tell a poll from a person's sync,
// and a site that bans the desk costs more than a quarter of an hour. In between the answer comes from the cursor, or is the error of
// the last fetch. Feeds of this machine are practice, and are fetched each time.
//
// # WordPress
//
// Comments come by GET /wp-json/wp/v2/comments (https://developer.wordpress.org/rest-api/reference/comments/), those that wait for
// approval too, so the user must be allowed to moderate. A comment's remote id is its number, an article's "p" and its number.
//
// # Discourse
//
// Posts come by GET /posts.json (https://docs.discourse.org), the one list of the API that has texts in full, an order that does not
// change, and no need of a request a post. Where the account listens is Account.URL: a category's page when the log-in named one,
// /latest for staff, and everything said there is heard; else the account's own page, and only what names or answers it is heard.
// Private messages, likes and badges are not in that list. The remote id of a post is its number.
package feed
