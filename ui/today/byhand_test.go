package today_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/today"
)

// TestWhatIsToBePublishedByHandIsWork stands below what failed and above the mentions, says where, and is no failure.
func TestWhatIsToBePublishedByHandIsWork(t *testing.T) {
	d := busy(t)
	d.tallies[0].ByHand, d.tallies[0].New, d.tallies[0].Trouble = 1, 0, 0
	d.accounts = append(d.accounts, accounts.Account{ID: "g", Brand: "b1", Network: accounts.Manual, User: "luz", Host: "instagram.com", Instance: accounts.Instance{Software: "instagram"}})
	hand := accounts.Delivery{ID: "d2", Brand: "b1", Account: "g", State: accounts.NeedsYou, Fault: &accounts.Fault{Code: accounts.CodeHand}, Due: now}
	d.deliveries = append([]accounts.Delivery{hand}, d.deliveries...)
	w := d.posts[0]
	w.ID, w.State, w.Text = "p3", accounts.PostByHand, "Solo una vez"
	d.posts = append(d.posts, w)
	p := today.New(d, func() time.Time { return now })
	screen := show(t, p, "en", 100, 30)
	failed, byHand, mention := strings.Index(screen, "✗ failed"), strings.Index(screen, "publish by hand on Instagram: @luz@instagram.com"), strings.Index(screen, "@eva@otro.example")
	if failed < 0 || byHand < failed || mention < byHand {
		t.Errorf("failed at %d, by hand at %d, the mention at %d:\n%s", failed, byHand, mention, screen)
	}
	if !strings.Contains(screen, "✎ 1 by hand") || strings.Contains(screen, "✗ 1 failed") || strings.Contains(screen, "all quiet · next") || strings.Contains(screen, "Solo una vez") {
		t.Errorf("the client's line is wrong, or it is said twice:\n%s", screen)
	}
	if es := show(t, p, "es", 60, 20); !strings.Contains(es, "publica a mano en Instagram") {
		t.Errorf("in Spanish:\n%s", es)
	}
	press(t, p, "j")
	o, ok := press(t, p, "enter").(pane.Open)
	if look, _ := o.Arg.(pane.Look); !ok || o.To != pane.Status || look.Record != "d2" {
		t.Errorf("enter goes to %#v", o)
	}
}
