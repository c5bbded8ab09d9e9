package orders

import (
	"testing"

	"vocero/accounts"
	"vocero/ui/pane"
)

// web is a desk that is asked for links.
type web struct {
	shelf
	asked *[]string
}

func (w web) AskLinks(brand accounts.ID, urls []string) (int, error) {
	for _, u := range urls {
		*w.asked = append(*w.asked, string(brand)+" "+u)
	}
	return len(urls), w.err
}

func TestLinksAreTaggedAndCleanedWhenSheAsks(t *testing.T) {
	h, _ := hand(shelf{})
	h.Sheet.Post.Text = "Pan: https://luz.example/pan?fbclid=1"
	if say, _ := h.noTemplate(); say == "" {
		t.Error("a template is used that does not exist")
	}
	h.Sheet.Facts.Brand.UTM = "utm_source=red"
	if say, _ := h.noTemplate(); say != "" {
		t.Errorf("it is blocked: %s", say)
	}
	x := asked[Taken](t, h.cleanLinks())
	if x.Post.Text != "Pan: https://luz.example/pan" || !x.Dirty {
		t.Errorf("cleaned: %+v", x)
	}
	h.Sheet.Post = x.Post
	x = asked[Taken](t, h.tagLinks())
	if x.Post.Text != "Pan: https://luz.example/pan?utm_source=red" {
		t.Errorf("tagged: %q", x.Post.Text)
	}
	h.Sheet.Post = x.Post
	for name, do := range map[string]func() pane.Toast{"clean": func() pane.Toast { return asked[pane.Toast](t, h.cleanLinks()) }, "tagged": func() pane.Toast { return asked[pane.Toast](t, h.tagLinks()) }} {
		if do().Text == "" {
			t.Errorf("%s already, and nothing is said", name)
		}
	}
	h.Sheet.Post.Text = "Pan"
	if say, _ := h.noLinksToMend(); say == "" {
		t.Error("there is no link to mend")
	}
}

func TestLinksAreAskedForTheClient(t *testing.T) {
	var got []string
	h, _ := hand(shelf{})
	h.Desk = web{shelf{}, &got}
	if m := h.AskLinks([]string{"https://luz.example/"})(); m != nil || len(got) != 1 || got[0] != "luz https://luz.example/" {
		t.Errorf("asked %q, said %v", got, m)
	}
}
