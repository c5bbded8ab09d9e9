package accounts_test

import (
	"testing"

	"vocero/accounts"
)

func TestAPatternIsCompiledOnceAndOnlyWhenUsed(t *testing.T) {
	bad := accounts.Pattern(`(`) // Nothing happens yet.
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a wrong expression was taken")
			}
		}()
		bad()
	}()
	good := accounts.Pattern(`^a+$`)
	if first, second := good(), good(); !first.MatchString("aaa") || first != second {
		t.Error("the expression is not the same, or does not match")
	}
}
