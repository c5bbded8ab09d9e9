package drafts_test

import (
	"strings"
	"testing"

	"vocero/accounts"
)

// TestWhatWasReadBackSaysVerified publishes a post and reads it back: the row and the card change their word then, not before.
func TestWhatWasReadBackSaysVerified(t *testing.T) {
	r := newRig(t)
	p := r.draft(r.luz, "Pan de espelta", nil)
	r.sent(p, accounts.Published, accounts.Resolution{Outcome: accounts.OutcomeDone})
	r.show(nil)
	r.press("h")
	if s := r.screen(120, 37); !strings.Contains(s, "○ published") || strings.Contains(s, "✓ verified") {
		t.Fatalf("before it was read back:\n%s", s)
	}
	ds, err := r.s.DeliveriesOf(p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.s.Resolve(ds[0].ID, accounts.Resolution{To: accounts.Published, Verified: r.now}); err != nil {
		t.Fatal(err)
	}
	r.show(nil)
	if s := r.screen(120, 37); strings.Count(s, "✓ verified") < 2 || strings.Contains(s, "○ published") {
		t.Errorf("after it was read back:\n%s", s)
	}
}
