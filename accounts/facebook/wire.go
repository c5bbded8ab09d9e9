package facebook

import (
	"vocero/accounts/wire"
)

// edge is a list of the graph (https://developers.facebook.com/docs/graph-api/results). The address of the next page is not read: it holds the token.
type edge[T any] struct {
	Data   wire.Maybe[wire.List[T]] `json:"data"`
	Paging wire.Maybe[struct {
		Cursors wire.Maybe[struct {
			After wire.Str `json:"after"`
		}] `json:"cursors"`
		Next wire.Str `json:"next"`
	}] `json:"paging"`
	Summary wire.Maybe[struct {
		Total wire.Num `json:"total_count"`
	}] `json:"summary"`
}

// after is the cursor of the next page, "" at the end.
func (e edge[T]) after() string {
	if e.Paging.Get().Next == "" {
		return ""
	}
	return string(e.Paging.Get().Cursors.Get().After)
}

// total is how many there are by the summary; none where it is missing.
func (e edge[T]) total() int64 { return e.Summary.Get().Total.Or(0) }

// someone is a page or a person.
type someone struct {
	ID   wire.ID  `json:"id"`
	Name wire.Str `json:"name"`
}

// pageNode is https://developers.facebook.com/docs/graph-api/reference/page.
type pageNode struct {
	someone
	User      wire.Str            `json:"username"`
	Link      wire.Str            `json:"link"`
	Token     wire.Str            `json:"access_token"`
	Tasks     wire.List[wire.Str] `json:"tasks"`
	Followers wire.Num            `json:"followers_count"`
}

// postFields and postNode are https://developers.facebook.com/docs/graph-api/reference/pagepost.
const (
	hangsOn    = "attachments{type,url,title,description,target{id},subattachments{type,url,description,target{id}}}"
	postFields = "id,message,created_time,permalink_url,from{id,name}," + hangsOn
)

type postNode struct {
	ID          wire.ID                    `json:"id"`
	Message     wire.Str                   `json:"message"`
	Created     wire.Time                  `json:"created_time"`
	URL         wire.Str                   `json:"permalink_url"`
	From        wire.Maybe[someone]        `json:"from"`
	Attachments wire.Maybe[edge[hanging]]  `json:"attachments"`
	Comments    wire.Maybe[edge[noteNode]] `json:"comments"`
	Reactions   wire.Maybe[edge[someone]]  `json:"reactions"`
	Shares      wire.Maybe[struct {
		Count wire.Num `json:"count"`
	}] `json:"shares"`
	Insights wire.Maybe[edge[figure]] `json:"insights"`
}

// hanging is what hangs on a post or a comment (https://developers.facebook.com/docs/graph-api/reference/story-attachment).
type hanging struct {
	Type   wire.Str `json:"type"`
	URL    wire.Str `json:"url"`
	Title  wire.Str `json:"title"`
	About  wire.Str `json:"description"`
	Target wire.Maybe[struct {
		ID wire.ID `json:"id"`
	}] `json:"target"`
	Sub wire.Maybe[edge[hanging]] `json:"subattachments"`
}

// noteFields and noteNode are https://developers.facebook.com/docs/graph-api/reference/comment.
const noteFields = "id,message,created_time,permalink_url,from{id,name},parent{id,from{id}},attachment{type,url,title,description,target{id}}"

type noteNode struct {
	ID      wire.ID             `json:"id"`
	Message wire.Str            `json:"message"`
	Created wire.Time           `json:"created_time"`
	URL     wire.Str            `json:"permalink_url"`
	From    wire.Maybe[someone] `json:"from"`
	Parent  wire.Maybe[struct {
		ID   wire.ID             `json:"id"`
		From wire.Maybe[someone] `json:"from"`
	}] `json:"parent"`
	Attachment wire.Maybe[hanging] `json:"attachment"`
	Likes      wire.Num            `json:"like_count"`
	Notes      wire.Num            `json:"comment_count"`
}

// figure is https://developers.facebook.com/docs/graph-api/reference/insights-result.
type figure struct {
	Name   wire.Str `json:"name"`
	Values wire.List[struct {
		Value wire.Num `json:"value"`
	}] `json:"values"`
}

// made is the answer of what makes something.
type made struct {
	ID wire.ID `json:"id"`
}
