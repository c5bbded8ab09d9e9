package accounts_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"vocero/accounts"
)

func TestTheGistLeavesOutWhoIsAddressed(t *testing.T) {
	own := accounts.Account{User: "panaderialuz", Host: "masto.example"}
	for in, want := range map[string]string{
		"@panaderialuz ¿Abrís hoy?":                 "¿Abrís hoy?",
		"@panaderialuz@masto.example: gracias":      "gracias",
		"@panaderialuz\nhola":                       "hola",
		"@panaderialuzfan hola":                     "@panaderialuzfan hola",
		"@ana @panaderialuz mirad":                  "@ana @panaderialuz mirad",
		"El pan de @panaderialuz":                   "El pan de @panaderialuz",
		"@panaderialuz":                             "@panaderialuz",
		"@panaderialuz@otro.example no es la misma": "@panaderialuz@otro.example no es la misma",
	} {
		if got := (accounts.Mention{Text: accounts.BlockText(in)}).Gist(own); got != want {
			t.Errorf("%q reads %q, want %q", in, got, want)
		}
	}
}

// TestAMentionIsStoredWhole keeps two fields from sharing a number: the encoder would then leave out both.
func TestAMentionIsStoredWhole(t *testing.T) {
	b, err := cbor.Marshal(accounts.Mention{Liked: true, Boosted: true, Hidden: true, Named: true, Person: "p", About: "a"})
	if err != nil {
		t.Fatal(err)
	}
	var m accounts.Mention
	if err := cbor.Unmarshal(b, &m); err != nil || !m.Liked || !m.Boosted || !m.Hidden || !m.Named || m.Person == "" || m.About == "" {
		t.Errorf("%v: it came back as %+v", err, m)
	}
	seen := map[string]string{}
	for f := range reflect.TypeFor[accounts.Mention]().Fields() {
		n, _, _ := strings.Cut(f.Tag.Get("cbor"), ",")
		if seen[n] != "" {
			t.Errorf("%s has the number of %s", f.Name, seen[n])
		}
		seen[n] = f.Name
	}
}
