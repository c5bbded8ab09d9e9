package listen

import (
	"slices"

	"vocero/accounts"
)

// networked leaves out the accounts behind which there is no network: what is said there a person types in, and a request for one of
// them is closed like that for an account that is gone.
func networked(all []accounts.Account) []accounts.Account {
	return slices.DeleteFunc(slices.Clone(all), func(a accounts.Account) bool { return a.Network == accounts.Manual })
}
