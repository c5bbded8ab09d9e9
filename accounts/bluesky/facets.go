package bluesky

import (
	"context"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"vocero/accounts"
	"vocero/accounts/wire"
)

// feature is what a stretch of a text stands for. Places are bytes of UTF-8
// (https://docs.bsky.app/docs/advanced-guides/post-richtext).
type feature struct {
	Type string `json:"$type"`
	URI  string `json:"uri,omitempty"`
	DID  string `json:"did,omitempty"`
	Tag  string `json:"tag,omitempty"`
}

type markedText struct {
	Index struct {
		Start int `json:"byteStart"`
		End   int `json:"byteEnd"`
	} `json:"index"`
	Features []feature `json:"features"`
}

func mark(start, end int, f feature) markedText {
	m := markedText{Features: []feature{f}}
	m.Index.Start, m.Index.End = start, end
	return m
}

var (
	linkText = accounts.Pattern(`https?://[^\s<>"]+`)
	nameText = accounts.Pattern(`@([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+)`)
	tagText  = accounts.Pattern(`#([\p{L}\p{N}\p{M}_]*[\p{L}_][\p{L}\p{N}\p{M}_]*)`)
)

// facets marks the links, the people and the hashtags of a text. A handle that nobody has stays plain text.
func (c *Client) facets(ctx context.Context, text string) ([]markedText, error) {
	var out []markedText
	for _, at := range linkText().FindAllStringIndex(text, -1) {
		end := at[0] + len(trimLink(text[at[0]:at[1]]))
		out = append(out, mark(at[0], end, feature{Type: "app.bsky.richtext.facet#link", URI: text[at[0]:end]}))
	}
	for _, at := range tagText().FindAllStringSubmatchIndex(text, -1) {
		if !glued(text, at[0]) {
			out = append(out, mark(at[0], at[1], feature{Type: "app.bsky.richtext.facet#tag", Tag: text[at[2]:at[3]]}))
		}
	}
	for _, at := range nameText().FindAllStringSubmatchIndex(text, -1) {
		if glued(text, at[0]) || strings.HasPrefix(text[at[1]:], "@") && text[at[1]:] != "@" && !strings.HasPrefix(text[at[1]:], "@"+Host) {
			continue // Part of an address, or somebody of another network.
		}
		did, err := c.resolve(ctx, text[at[2]:at[3]])
		if err != nil {
			return nil, err
		}
		if did != "" {
			out = append(out, mark(at[0], at[1], feature{Type: "app.bsky.richtext.facet#mention", DID: did}))
		}
	}
	return out, nil
}

// resolve is the DID behind a handle, "" when nobody has it.
func (c *Client) resolve(ctx context.Context, handle string) (string, error) {
	const what = "looking up a handle"
	var v struct {
		DID wire.Str `json:"did"`
	}
	err := c.get(ctx, what, "com.atproto.identity.resolveHandle", url.Values{"handle": {handle}}, &v)
	switch {
	case err != nil && accounts.AsErr(err).Class == accounts.OutcomeRefused:
		return "", nil
	case err != nil:
		return "", err
	case checkDID(what, string(v.DID)) != nil:
		return "", notServer(what, "the answer names nobody")
	}
	return string(v.DID), nil
}

// glued tells whether what stands before a place belongs to the same word.
func glued(text string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return at > 0 && (r == '/' || r == '_' || r == '@' || unicode.IsLetter(r) || unicode.IsDigit(r))
}

// trimLink takes the punctuation off the end of a link that belongs to the sentence around it.
func trimLink(link string) string {
	for {
		cut := strings.TrimRight(link, `.,;:!?'"»…`)
		if strings.HasSuffix(cut, ")") && strings.Count(cut, "(") < strings.Count(cut, ")") {
			cut = cut[:len(cut)-1]
		}
		if cut == link {
			return link
		}
		link = cut
	}
}
