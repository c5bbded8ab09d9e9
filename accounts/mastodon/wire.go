package mastodon

import "vocero/accounts/wire"

// How the fields of answers are read: see package wire.
type (
	ident        = wire.ID
	str          = wire.Str
	num          = wire.Num
	stamp        = wire.Time
	list[T any]  = wire.List[T]
	maybe[T any] = wire.Maybe[T]
	page[T any]  = wire.Page[T]
)

// person is https://docs.joinmastodon.org/entities/Account/.
type person struct {
	ID          ident `json:"id"`
	Username    str   `json:"username"`
	Acct        str   `json:"acct"`
	DisplayName str   `json:"display_name"`
	URL         str   `json:"url"`
}

// status is https://docs.joinmastodon.org/entities/Status/.
type status struct {
	ID          ident            `json:"id"`
	URL         str              `json:"url"`
	URI         str              `json:"uri"`
	CreatedAt   stamp            `json:"created_at"`
	EditedAt    stamp            `json:"edited_at"`
	Account     maybe[person]    `json:"account"`
	InReplyTo   ident            `json:"in_reply_to_id"`
	Content     str              `json:"content"`
	SpoilerText str              `json:"spoiler_text"`
	Visibility  str              `json:"visibility"`
	Language    str              `json:"language"`
	Media       list[attachment] `json:"media_attachments"`
	Mentions    list[person]     `json:"mentions"`
	Replies     num              `json:"replies_count"`
	Reblogs     num              `json:"reblogs_count"`
	Favourites  num              `json:"favourites_count"`
	Quotes      num              `json:"quotes_count"`
}

// attachment is https://docs.joinmastodon.org/entities/MediaAttachment/.
type attachment struct {
	ID          ident `json:"id"`
	Type        str   `json:"type"`
	URL         str   `json:"url"`
	RemoteURL   str   `json:"remote_url"`
	Description str   `json:"description"`
}

// notification is https://docs.joinmastodon.org/entities/Notification/.
type notification struct {
	ID        ident         `json:"id"`
	Type      str           `json:"type"`
	CreatedAt stamp         `json:"created_at"`
	Account   maybe[person] `json:"account"`
	Status    maybe[status] `json:"status"`
}
