package cli

import (
	"testing"

	"vocero/accounts"
	"vocero/ui/lang"
)

func TestEveryPromptHasItsWords(t *testing.T) {
	p := lang.New("es")
	for _, k := range accounts.Kinds() {
		by := adapterOf(k)
		if by == nil {
			t.Errorf("nobody speaks %s", k)
			continue
		}
		for _, q := range by.prompts() {
			label, help := p.Prompt(k, q.Name)
			if help == "" || label == "" {
				t.Errorf("%s: %s is asked without words", k, q.Name)
			}
			for _, c := range q.Choices {
				if w := p.Choice(c); w == "" || w == "manual" || w == "by hand" || w == "a mano" {
					t.Errorf("%s: %s: the choice %q has no name", k, q.Name, c)
				}
			}
		}
	}
}
