package bluesky

import (
	"vocero/accounts/wire"
)

// wirePair is the answer of createSession and refreshSession.
type wirePair struct {
	DID     wire.Str `json:"did"`
	Handle  wire.Str `json:"handle"`
	Access  wire.Str `json:"accessJwt"`
	Refresh wire.Str `json:"refreshJwt"`
}

// ref is com.atproto.repo.strongRef.
type ref struct {
	URI wire.Str `json:"uri"`
	CID wire.Str `json:"cid"`
}

// record is app.bsky.feed.post as it is read.
type record struct {
	Text      wire.Str                `json:"text"`
	CreatedAt wire.Time               `json:"createdAt"`
	Langs     wire.List[wire.Str]     `json:"langs"`
	Reply     wire.Maybe[replyRefs]   `json:"reply"`
	Facets    wire.List[facet]        `json:"facets"`
	Embed     wire.Maybe[recordEmbed] `json:"embed"`
}

type replyRefs struct {
	Root   ref `json:"root"`
	Parent ref `json:"parent"`
}

type facet struct {
	Index struct {
		Start wire.Num `json:"byteStart"`
		End   wire.Num `json:"byteEnd"`
	} `json:"index"`
	Features wire.List[struct {
		Type wire.Str `json:"$type"`
		URI  wire.Str `json:"uri"`
		DID  wire.Str `json:"did"`
	}] `json:"features"`
}

type recordEmbed struct {
	Type   wire.Str `json:"$type"`
	Images wire.List[struct {
		Alt wire.Str `json:"alt"`
	}] `json:"images"`
	Alt      wire.Str `json:"alt"` // of a video
	External wire.Maybe[struct {
		URI   wire.Str `json:"uri"`
		Title wire.Str `json:"title"`
	}] `json:"external"`
	Media  wire.Maybe[recordEmbed] `json:"media"`  // of a quote with pictures
	Record wire.Maybe[quotedRef]   `json:"record"` // what is quoted
}

// quotedRef is the reference of a quote; with pictures it lies one deeper.
type quotedRef struct {
	ref
	Record wire.Maybe[ref] `json:"record"`
}

// address is that of what is quoted.
func (q quotedRef) address() string {
	if q.Record.There() {
		return string(q.Record.Get().URI)
	}
	return string(q.URI)
}

// person is app.bsky.actor.defs#profileViewBasic.
type person struct {
	DID    wire.Str `json:"did"`
	Handle wire.Str `json:"handle"`
	Name   wire.Str `json:"displayName"`
	Viewer struct {
		Following wire.Str `json:"following"`
		Blocking  wire.Str `json:"blocking"`
	} `json:"viewer"`
	Followers wire.Num `json:"followersCount"` // these three only of a whole profile
	Follows   wire.Num `json:"followsCount"`
	Posts     wire.Num `json:"postsCount"`
}

// view is app.bsky.feed.defs#postView.
type view struct {
	URI       wire.Str             `json:"uri"`
	CID       wire.Str             `json:"cid"`
	Author    wire.Maybe[person]   `json:"author"`
	Record    wire.Maybe[record]   `json:"record"`
	Replies   wire.Num             `json:"replyCount"`
	Reposts   wire.Num             `json:"repostCount"`
	Likes     wire.Num             `json:"likeCount"`
	Quotes    wire.Num             `json:"quoteCount"`
	Bookmarks wire.Num             `json:"bookmarkCount"`
	IndexedAt wire.Time            `json:"indexedAt"`
	Viewer    wire.Maybe[viewedBy] `json:"viewer"`
}

type viewedBy struct {
	Like   wire.Str `json:"like"`
	Repost wire.Str `json:"repost"`
}

// notice is app.bsky.notification.listNotifications#notification.
type notice struct {
	URI       wire.Str           `json:"uri"`
	Author    wire.Maybe[person] `json:"author"`
	Reason    wire.Str           `json:"reason"`
	Subject   wire.Str           `json:"reasonSubject"`
	Record    wire.Maybe[record] `json:"record"`
	IndexedAt wire.Time          `json:"indexedAt"`
}

// node is app.bsky.feed.defs#threadViewPost.
type node struct {
	Post    wire.Maybe[view] `json:"post"`
	Parent  wire.Maybe[node] `json:"parent"`
	Replies wire.List[node]  `json:"replies"`
}
