package pane

import "vocero/accounts"

// Unable is the reason why an account cannot do something, as a text key of ui/lang with its arguments; "" when it can.
func Unable(a accounts.Account, x accounts.Ability) (string, []any) {
	able := a.Able(x)
	if able.Can {
		return "", nil
	}
	return "%s cannot: %s.", []any{a.Handle(), able.Why}
}
