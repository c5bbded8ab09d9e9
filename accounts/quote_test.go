package accounts

import (
	"strings"
	"testing"
)

func TestAQuoteNamesWhoSaidWhat(t *testing.T) {
	m := Mention{Brand: "b", Account: "a", Kind: Talk, StatusID: "at://did/post/1", Visibility: Public, Author: LineText("@vecina@bsky.app"),
		Text: BlockText("Un pan\n\nmuy " + strings.Repeat("bueno ", 200))}
	p := Quote(m, Account{ID: "a"})
	if p.Quoted != m.StatusID || p.Reply() || p.Text != "" || len(p.Targets) != 1 || p.Visibility != Public || p.State != Draft {
		t.Errorf("the post is %+v", p)
	}
	if q := p.Quotation.String(); !strings.HasPrefix(q, "@vecina@bsky.app: Un pan muy bueno") || strings.Contains(q, "\n") || len(q) > 300 {
		t.Errorf("it shows %q", q)
	}
	for name, change := range map[string]func(*Mention){
		"a like":    func(m *Mention) { m.Kind = Talk + 1 },
		"no words":  func(m *Mention) { m.StatusID = "" },
		"followers": func(m *Mention) { m.Visibility = Followers },
		"unlisted":  func(m *Mention) { m.Visibility = Unlisted },
	} {
		x := m
		change(&x)
		if x.Quotable() {
			t.Errorf("%s can be quoted", name)
		}
	}
	if !m.Quotable() {
		t.Error("what everybody may read cannot be quoted")
	}
}
