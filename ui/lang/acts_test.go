package lang

import (
	"strings"
	"testing"

	"vocero/accounts"
)

func TestActsAreSaidInWords(t *testing.T) {
	for _, tag := range []string{"en", "es"} {
		p := New(tag)
		codes := []string{"undo.post.moved", "undo.delivery.cancelled"}
		for c := range actWords {
			codes = append(codes, c)
		}
		for s := accounts.Scheduled; s <= accounts.Handed; s++ {
			codes = append(codes, "delivery."+s.String())
		}
		for o := accounts.OpPost; o <= accounts.OpReport; o++ {
			codes = append(codes, "act."+o.String())
		}
		for _, c := range codes {
			if got := p.Act(c); got == "" || strings.ContainsAny(got, "._%") || strings.Contains(got, "//") {
				t.Errorf("%s: %s is said as %q", tag, c, got)
			}
		}
		if got := p.ActDetail(string(accounts.CodeTooLong)); strings.Contains(got, "_") || p.ActDetail("luto") != "luto" {
			t.Errorf("%s: a reason is said as %q", tag, got)
		}
		if got := p.Act("moon.landed"); got != "moon.landed" {
			t.Errorf("a code of a newer program is said as %q", got)
		}
	}
}
