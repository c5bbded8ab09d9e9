package facebook

import (
	"strings"

	"vocero/accounts"
)

// place is a post, or a comment below it.
type place struct{ post, comment string }

var (
	placeRef = accounts.Pattern(`^([0-9]{1,32}_[A-Za-z0-9]{1,64})(?:/([A-Za-z0-9_=-]{1,160}))?$`)
	number   = accounts.Pattern(`^[0-9]{1,32}$`)
	postRef  = accounts.Pattern(`^[0-9]{1,32}_[A-Za-z0-9]{1,64}$`)
	noteRef  = accounts.Pattern(`^[A-Za-z0-9_=-]{1,160}$`)
)

func (p place) String() string {
	if p.comment == "" {
		return p.post
	}
	return p.post + "/" + p.comment
}

// node is the id by which the network is asked.
func (p place) node() string {
	if p.comment != "" {
		return p.comment
	}
	return p.post
}

// page is where it can be read in a browser.
func (p place) page() string {
	at := "https://www." + Host + "/" + p.post
	if _, tail, ok := strings.Cut(p.comment, "_"); ok {
		at += "?comment_id=" + tail
	}
	return at
}

// parsePlace reads a remote id; what is none cannot be asked for.
func parsePlace(what, s string) (place, error) {
	m := placeRef().FindStringSubmatch(s)
	if m == nil {
		return place{}, refused(what, accounts.CodeNotFound, "the id of %d bytes is no post of the network; read it from there again", len(s))
	}
	return place{m[1], m[2]}, nil
}

// openable is a web address that may be opened in a browser, "" for any other.
func openable(address string) string {
	if !strings.HasPrefix(address, "http") {
		return ""
	}
	if l := accounts.NewLink("", address); l.Openable() {
		return l.URL
	}
	return ""
}
