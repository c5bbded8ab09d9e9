// Package twitter speaks to X for one account: API version 2 by default, and version 1.1 for the apps and the servers that still
// speak it (Friendica, GNU social).
//
// # Version 2
//
// It is a small client of our own over package transport (https://docs.x.com/x-api/introduction). Every request is signed with
// OAuth 1.0a by github.com/dghubble/oauth1, with keys that belong to the account: reading what is one's own costs a fifth where the
// account owns the app (https://docs.x.com/changelog, April 2026). Fields are read by their names of today and of the OpenAPI
// description (retweet_count and repost_count, referenced_tweets and referenced_posts), so that a renaming hides nothing.
//
// X bills by the piece, also people that an answer was expanded by. So posts are read without their authors; those that the process
// does not know yet are looked up, a hundred in a request. What is asked for with since_id and is not there costs nothing.
//
// Of the libraries for version 2, github.com/michimani/gotwi v0.18.1 was tried and left out. Its addresses are constants on
// api.twitter.com and its client interface is made of types of an internal package, so that another host is only to be had by
// rewriting requests that it has signed for the first one; it signs by itself, and two spaces in a row in a query wrongly; one field
// of another type fails a whole page; and the calls of media metadata and paid_partnership are missing. Transport, typed errors and
// signature would all have been ours around a handful of structs.
//
// # Version 1.1
//
// github.com/dghubble/go-twitter does what version 1.1 still does: it confirms who logs in, and it serves whole accounts of apps and
// servers that have no version 2. It takes an answer that it cannot read for a success, it knows one host and no context; so a
// round tripper above the signature gives each call its context and its address, the chain below turns every answer that is no
// success into an error before the library sees it, and a post without an id is of unknown outcome. Error 453 (an app that may use
// version 2 only) moves the account to version 2: the secret says so from then on.
package twitter
