// Package store is the truth of the desk: one bbolt file that holds every record of every brand. It is the only package that knows
// bbolt. Every change is one transaction: the records, their indexes, the counters, the journal and what undo needs, then a word to
// those who listen (Changes). Nothing else changes a record.
//
// # The tree
//
//	HOME/vocero.db                the file, mode 0600
//	HOME/identity.json            which desk it is (Identity); a home with it and without the file is damaged, not empty
//	HOME/media/<brand>/<sha256>   files of posts, without metadata
//	HOME/snapshots/<time>.db      verified copies: hourly, then the last of each of 14 days
//
//	meta                          format, schema, uuid, practice, created, epoch
//	v1/_/                         the desk
//	    journal                   seq -> Entry, chained by SHA-256        journal.brand   brand seq
//	    undo                      seq -> act with the records before it, the newest 200
//	    requests                  id -> Request
//	    uistate                   name -> bytes
//	    snippets                  id -> Snippet, those for every brand    snippets.abbr   abbreviation -> id, unique
//	v1/<brand>/                   everything of one brand; erasing it is dropping this bucket
//	    brand                     id -> Brand
//	    accounts                  id -> Account
//	    cursors                   account -> how far its inbox was read
//	    posts                     id -> state Post                        posts.order     hour-or-change id
//	                                                                      posts.state     state hour-or-change id
//	    revisions                 post revision -> Post
//	    deliveries                id -> state Delivery                    deliveries.post     post id
//	                                                                      deliveries.state    state id
//	                                                                      deliveries.account  account id (open ones)
//	                                                                      deliveries.due      leaves-at id (what leaves by itself)
//	                                                                      deliveries.remote   account remote-id -> id, unique: what is out
//	                                                                      deliveries.look     kind time-or-epoch id
//	    mentions                  id -> shelf Mention                     mentions.due    shelf deadline id
//	                                                                      mentions.tag    tag 0 shelf deadline id
//	                                                                      mentions.remote account remote-id -> id, unique
//	                                                                      mentions.about  post shelf deadline id: what was said to it
//	                                                                      mentions.person person shelf deadline id: what they said
//	    people                    id -> Person                            people.alias    network handle, or network author-id -> id, unique
//	    former                    mention -> its state before its reply was put on its way
//	    inquiries                 id -> Inquiry, the newest 20 searches
//	    figures                   account remote-id -> Measured, of own posts; no remote-id: of the account
//	    threads                   account remote-id -> Thread             threads.read    read account remote-id
//	    links                     digest of the link -> LinkReport        links.at        fetched digest
//	    said                      post account -> fingerprint of its text said.at         leaves-at post account
//	    costs                     id -> Cost, what a network charged for  costs.month         month id
//	    spent                     month account item -> Spent, their sums
//	    charged                   account day kind remote-id: what was read today, and is not charged again
//	    media                     sha256 -> how many posts hold the file
//	    snippets                  id -> Snippet                           snippets.abbr   abbreviation -> id, unique
//	    folded                    number -> id and folded text of a mention
//	    words                     run (its first number) / word -> numbers, as varint distances
//	    counts                    the counters of the brand
//
// Keys hold ids as the 16 bytes of a ULID, so that they sort by arrival; times as big-endian seconds or milliseconds. Values are CBOR
// with integer keys; where a list filters by state, the value begins with one byte of it. Keys arrive in order wherever that can be
// had: the remote ids of one account grow with time, so mentions.remote is kept by them and not by a hash.
//
// # Rules
//
//   - Lists are read by cursor, a page at a time. A cursor is a key, so it stays good when records come and go.
//   - Counters are kept in the transaction; Check counts again and compares.
//   - An id handed out is never handed out again, also when the clock steps back.
//   - A post on its way is moved by Claim and Resolve only, along accounts.Steps.
//   - Undo puts records back through the same door as every change, refuses what somebody else changed since, and never makes
//     anything leave by itself within ten minutes.
//   - After a commit that failed the store refuses to write until it is opened again: what reached the disk is not known.
//   - Each owner of the file has an epoch; a writer with an old one is refused.
package store
