// Package facebook speaks to the Graph API (https://developers.facebook.com/docs/graph-api) for pages of Facebook. It is a client of our
// own: what a desk needs is a handful of calls with forms.
//
// A page is logged in with the client's own app: its id, its secret, and a token of the page, or of a person who looks after it, which
// is exchanged for one of the page that does not end (LogIn). For pages of others the app must have passed the network's App Review
// for Permissions. The token travels in the Authorization header alone, never in an address, and every call carries the proof
// that it knows the app's secret (https://developers.facebook.com/docs/graph-api/guides/secure-requests). The address of a next page that
// the network offers holds the token, so it is never used: its cursor is.
//
// What is said to a page are the comments below its posts, the answers to its comments, and the posts that name it. The network
// has no list of that, so the newest hundred posts are read with their newest comments. It tells neither likes nor followers by
// name, and there are no handles: what stands for one is made of the name and the end of the number that the network gives to the page.
//
// The remote id of a post is PAGE_POST as the network has it. That of a comment is the post, a slash, and the comment's own: both
// ids look alike, and the network knows different fields for each.
//
// There is no key against repeats. A post whose outcome is unknown is looked for among the newest of the page, by text,
// moment and the numbers of its photos.
package facebook
