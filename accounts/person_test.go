package accounts

import (
	"errors"
	"testing"
)

func TestHandlesAreRead(t *testing.T) {
	for in, want := range map[string]Alias{
		"mastodon=@ana@masto.example": {Mastodon, "ana@masto.example", ""}, "@ana@masto.example": {Mastodon, "ana@masto.example", ""},
		"bluesky=ana.bsky.social": {Bluesky, "ana.bsky.social", ""}, "@ana.example": {Bluesky, "ana.example", ""}, "ana.bsky.social@bsky.social": {Bluesky, "ana.bsky.social", ""},
		"x=@ana_x": {X, "ana_x", ""}, "@ana_x@x.com": {X, "ana_x", ""}, "X=ana_x@x.com": {X, "ana_x", ""}, "instagram=ana.g": {"instagram", "ana.g", ""},
	} {
		if got, err := ParseAlias(in); err != nil || got != want {
			t.Errorf("%q is %+v (%v)", in, got, err)
		}
	}
	for _, in := range []string{"", "ana", "@", "mastodon=ana", "bluesky=ana", "x=", "x=ana x", "myspace=ana", "manual=ana", "feed=ana", "mastodon=@ana@masto.example/x", "x=@", "@a@b"} {
		if got, err := ParseAlias(in); !errors.Is(err, ErrAlias) {
			t.Errorf("%q is read as %+v (%v)", in, got, err)
		}
	}
}

func TestAuthorsAreOneLoginOrNot(t *testing.T) {
	b := Account{Network: Bluesky, Host: "bsky.social"}
	x, ok := Mention{Author: LineText("@ana.bsky.social@bsky.social"), AuthorID: "did:plc:a"}.AuthorAlias(b)
	if !ok || x != ana.Aliases[1] || x.User() != "ana" || x.Written() != "@ana.bsky.social" {
		t.Errorf("the author is %+v", x)
	}
	moved := Alias{Bluesky, "ana.example", "did:plc:a"}
	if !ana.Has(moved) || ana.Has(Alias{Bluesky, "ana.bsky.social", "did:plc:b"}) {
		t.Error("an id counts more than a handle")
	}
	if !ana.Has(Alias{Mastodon, "ANA@masto.example", "77"}) || ana.Has(Alias{Mastodon, "ana@otro.example", ""}) {
		t.Error("on Mastodon the handle counts, whatever a server calls it")
	}
	f, ok := Mention{Author: LineText("Ana Prieto"), AuthorID: "9"}.AuthorAlias(Account{Network: Facebook})
	if !ok || f.Handle != "Ana Prieto" || f.IDKey() == "" {
		t.Errorf("an author without a handle is %+v", f)
	}
	if _, ok := (Person{Aliases: []Alias{f}}).On(Facebook); ok {
		t.Error("a name of two words is no handle for a text")
	}
	if _, ok := (Mention{}).AuthorAlias(b); ok {
		t.Error("nobody is somebody")
	}
}

func TestThePlainNameNamesNobody(t *testing.T) {
	for in, want := range map[string]string{"Ana": "Ana", "@ana": "ana", "  Ana \n #1 ": "Ana 1", "a@b.example": "a b.example", "---": "ana"} {
		p := Person{Name: LineText(in), Aliases: []Alias{{Mastodon, "ana@masto.example", ""}}}
		if got := p.Plain(); got != want {
			t.Errorf("%q goes out as %q, want %q", in, got, want)
		}
	}
	if (Person{}).Plain() != "?" {
		t.Error("nobody has a name")
	}
}

func TestPlaces(t *testing.T) {
	if p := (Account{Network: Manual, Instance: Instance{Software: "threads"}}).Place(); p != "threads" || !p.Names() || PlaceName(p) != "Threads" {
		t.Errorf("a channel by hand is %q", p)
	}
	if Facebook.Names() || !X.Names() || PlaceName(X) != "X" {
		t.Error("on Facebook a handle in a text names nobody")
	}
}
