package guard

import (
	"regexp"
	"sync"
)

// lazy compiles an expression at its first use: a start that needs none pays for none.
func lazy(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
