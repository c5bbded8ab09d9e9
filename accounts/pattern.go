package accounts

import (
	"regexp"
	"sync"
)

// Pattern is an expression that is compiled at its first use: a start that needs none pays for none. It panics then where the
// expression is wrong, as regexp.MustCompile does.
func Pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
