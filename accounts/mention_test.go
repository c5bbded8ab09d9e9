package accounts_test

import (
	"testing"

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
