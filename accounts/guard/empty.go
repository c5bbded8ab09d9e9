package guard

import (
	"strings"

	"vocero/accounts"
)

// empty wants something to be said: text or a file. A poll without text is the poll rule's.
func empty(p accounts.Post, _ Facts) []accounts.Finding {
	if len(p.Media) > 0 || p.Poll != nil {
		return nil
	}
	if len(p.Targets) == 0 && blank(p.Text) {
		return []accounts.Finding{finding("empty", accounts.Block, "", sayNothing)}
	}
	var out []accounts.Finding
	for _, id := range p.Targets {
		if blank(strings.Join(p.Parts(id), "")) {
			out = append(out, finding("empty", accounts.Block, id, sayNothing))
		}
	}
	return out
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
