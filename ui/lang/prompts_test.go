package lang

import (
	"testing"

	"vocero/accounts"
)

func TestEveryNetworkSaysWhatItIs(t *testing.T) {
	p := New("es")
	for _, k := range accounts.Kinds() {
		if p.Connect(k) == "" || p.Connect(k) == connects[k] {
			t.Errorf("%s: what it is to add an account there is not said in Spanish", k)
		}
	}
	if label, help := p.Prompt(accounts.X, "nowhere_to_be_found"); label != "nowhere to be found" || help != "" {
		t.Errorf("a prompt without words is put as %q, %q", label, help)
	}
}
