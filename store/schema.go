package store

import (
	"encoding/hex"
	"time"

	A "vocero/accounts"
)

// The collections of the store. doc.go draws them as a tree.
var (
	brands = &collection[A.Brand]{
		name: "brand", topic: A.TopicBrands,
		brand: func(b *A.Brand) A.ID { return b.ID },
		key:   func(b *A.Brand) []byte { return idKey(b.ID) },
	}
	accountsC = &collection[A.Account]{
		name: "accounts", topic: A.TopicAccounts,
		brand: func(a *A.Account) A.ID { return a.Brand },
		key:   func(a *A.Account) []byte { return idKey(a.ID) },
	}
	posts = &collection[A.Post]{
		name: "posts", topic: A.TopicPosts,
		brand:   func(p *A.Post) A.ID { return p.Brand },
		key:     func(p *A.Post) []byte { return idKey(p.ID) },
		head:    func(p *A.Post) byte { return byte(p.State) },
		indexes: postIndexes,
		count:   countPost,
		moved:   countMedia,
		settle: func(p A.Post) A.Post {
			p.Revision, p.Updated, p.Handed, p.Namings = 0, p.Created, false, nil
			return p
		},
		revive: func(p, now *A.Post) { p.Revision, p.Handed = now.Revision+1, now.Handed },
	}
	revisions = &collection[A.Post]{
		name:  "revisions",
		brand: func(p *A.Post) A.ID { return p.Brand },
		key:   func(p *A.Post) []byte { return join(idKey(p.ID), seqKey(p.Revision)) },
	}
	deliveries = &collection[A.Delivery]{
		name: "deliveries", topic: A.TopicDeliveries,
		brand:   func(d *A.Delivery) A.ID { return d.Brand },
		key:     func(d *A.Delivery) []byte { return idKey(d.ID) },
		head:    func(d *A.Delivery) byte { return byte(d.State) },
		indexes: deliveryIndexes,
		count:   countDelivery,
		moved:   followDelivery,
		settle:  unhanded,
		revive:  reviveDelivery,
	}
	mentions = &collection[A.Mention]{
		name: "mentions", topic: A.TopicMentions, fill: 0.95,
		brand:   func(m *A.Mention) A.ID { return m.Brand },
		key:     func(m *A.Mention) []byte { return idKey(m.ID) },
		head:    func(m *A.Mention) byte { return shelf(m.Kind != A.Talk, m.State) },
		indexes: mentionIndexes,
		count:   countMention,
		settle: func(m A.Mention) A.Mention {
			m.Person, m.About = "", ""
			return m
		},
		revive: func(m, now *A.Mention) { m.Person, m.About = now.Person, now.About },
	}
	threads = &collection[storedThread]{
		name: "threads", topic: A.TopicThreads,
		brand: func(t *storedThread) A.ID { return t.Brand },
		key:   func(t *storedThread) []byte { return remoteKey(t.Account, t.Root) },
		indexes: []index[storedThread]{
			{name: "threads.read", keys: func(t *storedThread, emit func([]byte)) { emit(milliKey(t.Read)) }},
		},
	}
	cursors = &collection[inboxCursor]{
		name:  "cursors",
		brand: func(c *inboxCursor) A.ID { return c.Brand },
		key:   func(c *inboxCursor) []byte { return idKey(c.Account) },
	}
	formers = &collection[former]{
		name:  "former",
		brand: func(f *former) A.ID { return f.Brand },
		key:   func(f *former) []byte { return idKey(f.Mention) },
	}
	mediaC = &collection[mediaRecord]{
		name:  "media",
		brand: func(m *mediaRecord) A.ID { return m.Brand },
		key:   func(m *mediaRecord) []byte { return mediaKey(m.SHA256) },
	}
	requests = &collection[A.Request]{
		name: "requests", topic: A.TopicThreads,
		key: func(r *A.Request) []byte { return idKey(r.ID) },
	}
	journal = &collection[A.Entry]{
		name: "journal", fill: 0.95, // told by brand, see flushJournal
		key: func(e *A.Entry) []byte { return seqKey(e.Seq) },
		indexes: []index[A.Entry]{
			{name: "journal.brand", keys: func(e *A.Entry, emit func([]byte)) { emit(idKey(e.Brand)) }},
		},
	}
)

// Buckets that are no collections: what they hold is derived, or has no record type.
const (
	foldedName = "folded"  // document number -> id and folded text
	wordsName  = "words"   // runs of the word index
	countsName = "counts"  // the counters of a brand
	undoName   = "undo"    // of the desk: what can be taken back
	stateName  = "uistate" // of the desk: small values of the screens
)

var postIndexes = []index[A.Post]{
	{name: "posts.order", keys: func(p *A.Post, emit func([]byte)) { emit(postOrder(p)) }},
	{name: "posts.state", keys: func(p *A.Post, emit func([]byte)) { emit(append([]byte{byte(p.State)}, postOrder(p)...)) }},
}

// postOrder sorts posts with an hour by it, then the others, the newest change first.
func postOrder(p *A.Post) []byte {
	if p.When != nil {
		return append([]byte{0}, timeKey(p.When.UTC)...)
	}
	k := append([]byte{1}, milliKey(p.Updated)...)
	for i := 1; i < len(k); i++ {
		k[i] = ^k[i]
	}
	return k
}

var deliveryIndexes = []index[A.Delivery]{
	{name: "deliveries.post", keys: func(d *A.Delivery, emit func([]byte)) {
		if d.Post != "" {
			emit(idKey(d.Post))
		}
	}},
	{name: "deliveries.state", keys: func(d *A.Delivery, emit func([]byte)) { emit([]byte{byte(d.State)}) }},
	{name: "deliveries.account", keys: func(d *A.Delivery, emit func([]byte)) {
		if !d.State.Final() {
			emit(idKey(d.Account))
		}
	}},
	{name: "deliveries.due", keys: func(d *A.Delivery, emit func([]byte)) {
		if claimable(d) {
			emit(milliKey(leaves(d)))
		}
	}},
	{name: "deliveries.remote", unique: true, keys: outKeys},
	{name: "deliveries.look", keys: func(d *A.Delivery, emit func([]byte)) {
		switch {
		case d.State == A.Sending:
			emit(append([]byte{lookSending}, seqKey(d.Epoch)...))
		case d.State == A.Unconfirmed && !d.Resend:
			emit(append([]byte{lookUnconfirmed}, milliKey(d.NextLook)...))
		case unread(d):
			emit(append([]byte{lookUnread}, milliKey(d.NextLook)...))
		case handing(d):
			emit(append([]byte{lookHand}, milliKey(d.Handover.Next)...))
		}
	}},
}

// The parts of deliveries.look.
const (
	lookSending byte = iota
	lookUnconfirmed
	lookUnread
	lookHand
)

// claimable tells whether a delivery leaves by itself once its time has come.
func claimable(d *A.Delivery) bool {
	return d.State == A.Scheduled || d.State == A.Waiting || d.Resend && (d.State == A.Unconfirmed || d.State == A.NeedsYou)
}

// leaves is the instant before which a claimable delivery does not leave.
func leaves(d *A.Delivery) time.Time {
	if d.NotBefore.After(d.LeavesAt) {
		return d.NotBefore
	}
	return d.LeavesAt
}

// unread tells whether a delivery is out, was not read back yet, and shall be: the worker names the time of each look.
func unread(d *A.Delivery) bool {
	return d.State == A.Published && d.Verified.IsZero() && !d.NextLook.IsZero()
}

var mentionIndexes = []index[A.Mention]{
	{name: "mentions.due", keys: func(m *A.Mention, emit func([]byte)) {
		emit(append([]byte{shelf(m.Kind != A.Talk, m.State)}, timeKey(m.Deadline)...))
	}},
	{name: "mentions.tag", keys: func(m *A.Mention, emit func([]byte)) {
		for _, tag := range m.Tags {
			emit(join(tagPrefix(tag), []byte{shelf(m.Kind != A.Talk, m.State)}, timeKey(m.Deadline)))
		}
		if m.Mood != A.MoodUnknown {
			emit(join(tagPrefix(moodTag(m.Mood)), []byte{shelf(m.Kind != A.Talk, m.State)}, timeKey(m.Deadline)))
		}
	}},
	{name: "mentions.about", keys: aboutKeys},
	{name: "mentions.person", keys: personKeys},
	{name: "mentions.remote", unique: true, keys: func(m *A.Mention, emit func([]byte)) { emit(remoteKey(m.Account, m.RemoteID)) }},
}

// shelf is where a mention lies: talk or folded apart, and its state.
func shelf(folded bool, s A.MentionState) byte {
	if folded {
		return 4 + byte(s)
	}
	return byte(s)
}

// tagPrefix begins the keys of a tag. The zero byte keeps "pan" from finding "panes".
func tagPrefix(tag string) []byte { return append([]byte(tag), 0) }

// mediaKey is the key of a file; nil when the text is no SHA-256.
func mediaKey(sha string) []byte {
	k, err := hex.DecodeString(sha)
	if err != nil || len(k) != 32 {
		return nil
	}
	return k
}
