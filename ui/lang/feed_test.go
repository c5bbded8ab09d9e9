package lang_test

import (
	"strings"
	"testing"

	"vocero/accounts"
	"vocero/ui/lang"
)

// TestOurOwnDetailIsTranslated tells what an adapter says from what the other side says.
func TestOurOwnDetailIsTranslated(t *testing.T) {
	es := lang.New("es")
	for said, want := range map[string]string{
		"the feed is broken; ask the site to mend it": "(el canal está roto; pide al sitio que lo arregle)",
		"Duplicate comment detected":                  "(Duplicate comment detected)",
	} {
		if got := es.Reason(&accounts.Fault{Code: accounts.CodeNotServer, Detail: accounts.LineText(said)}); !strings.HasSuffix(got, want) {
			t.Errorf("%q reads %q, want %q at its end", said, got, want)
		}
	}
}
