package mastodon

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"
)

// The types of this file read what servers send. They never fail on a single field: what is missing, null or of another type is
// the zero value, and an element of a list that is no object is left out. PHP servers send [] for an empty object, others
// numbers for ids.

// ident is an id: text, or a number written out.
type ident string

func (i *ident) UnmarshalJSON(b []byte) error {
	var s string
	var n json.Number
	switch {
	case json.Unmarshal(b, &s) == nil:
		*i = ident(s)
	case json.Unmarshal(b, &n) == nil && string(b) != "null":
		*i = ident(n.String())
	}
	return nil
}

// str is a text.
type str string

func (s *str) UnmarshalJSON(b []byte) error {
	var v string
	if json.Unmarshal(b, &v) == nil {
		*s = str(v)
	}
	return nil
}

// num is a number; also one written as text. Known is false where the server told none.
type num struct {
	n     int64
	known bool
}

func (n *num) UnmarshalJSON(b []byte) error {
	var f float64
	if json.Unmarshal(bytes.Trim(b, `"`), &f) == nil && f >= 0 && f < 1<<40 && string(b) != "null" {
		*n = num{int64(f), true}
	}
	return nil
}

// or is the number, and d where there is none.
func (n num) or(d int64) int64 {
	if n.known {
		return n.n
	}
	return d
}

// stamp is a time.
type stamp struct{ time.Time }

func (t *stamp) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) != nil {
		return nil
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", time.DateTime, time.DateOnly} {
		if v, err := time.Parse(layout, strings.TrimSpace(s)); err == nil && v.Year() > 1 && v.Year() < 10_000 {
			t.Time = v.UTC()
			return nil
		}
	}
	return nil
}

// maxList is how many elements of a list are read.
const maxList = 200

// list is an array.
type list[T any] []T

func (l *list[T]) UnmarshalJSON(b []byte) error {
	var raw []json.RawMessage
	if json.Unmarshal(b, &raw) != nil {
		return nil
	}
	for _, r := range raw {
		if v := new(T); len(*l) < maxList && string(r) != "null" && json.Unmarshal(r, v) == nil {
			*l = append(*l, *v)
		}
	}
	return nil
}

// maybe is an object that may be missing, or an empty array in its place.
type maybe[T any] struct{ v *T }

func (m *maybe[T]) UnmarshalJSON(b []byte) error {
	if v := new(T); string(b) != "null" && json.Unmarshal(b, v) == nil {
		m.v = v
	}
	return nil
}

// get is the object, zero where there is none.
func (m maybe[T]) get() T {
	if m.v == nil {
		var zero T
		return zero
	}
	return *m.v
}

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

// page is a list that must be a list: an object in its place is an error of the server, not an empty answer. An element that is
// no object is left out.
type page[T any] []T

func (p *page[T]) UnmarshalJSON(b []byte) error {
	var l []json.RawMessage
	if err := json.Unmarshal(b, &l); err != nil {
		return err
	}
	for _, raw := range l {
		if v := new(T); json.Unmarshal(raw, v) == nil {
			*p = append(*p, *v)
		}
	}
	return nil
}
