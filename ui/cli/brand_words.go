package cli

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/accounts/guard/spell"
)

// speller is the one of the program: what it read and remembers serves every desk and every screen.
var speller = sync.OnceValue(func() guard.Speller { return spell.New() })

// wordsDoc are the words of a client that spelling takes for right.
type wordsDoc struct {
	Brand   string   `json:"brand"`
	BrandID string   `json:"brand_id"`
	Words   []string `json:"words"`
}

func (a *app) brandWords() *cobra.Command {
	use := "words " + a.T("LETTER") + " [list | add " + a.T("WORD") + "... | remove " + a.T("WORD") + "...]"
	return a.leaf(use, a.T("words of a client that spelling takes for right"), a.args(1, -1), a.atDesk(func(c *call) error {
		b, err := c.brand(c.args[0])
		if err != nil {
			return err
		}
		verb, words := "list", c.args[1:]
		if len(words) > 0 {
			verb, words = words[0], words[1:]
		}
		if (verb == "list") != (len(words) == 0) || !slices.Contains([]string{"list", "add", "remove"}, verb) {
			return usage(c.T("say what to do with the words"), c.T("one of: %s", "list, add WORD..., remove WORD..."))
		}
		if verb != "list" {
			if b, err = c.putWords(b, verb, words); err != nil {
				return err
			}
		}
		return c.showWords(b)
	}))
}

// putWords stores a client with words more or fewer. Capitals do not count for whether it has one.
func (c *call) putWords(b accounts.Brand, verb string, words []string) (accounts.Brand, error) {
	for _, w := range words {
		if !isWord(w) {
			return b, usage(c.T("%q is no word", w), c.T("give single words of letters, as in Kafelito"))
		}
	}
	out := slices.DeleteFunc(slices.Clone(b.Words), func(old string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, old) })
	})
	if verb == "add" {
		for i, w := range words {
			if !slices.ContainsFunc(words[:i], func(o string) bool { return strings.EqualFold(o, w) }) {
				out = append(out, w)
			}
		}
	}
	slices.SortFunc(out, func(x, y string) int { return strings.Compare(accounts.Fold(x), accounts.Fold(y)) })
	if slices.Equal(out, b.Words) {
		return b, nil
	}
	b.Words = out
	return c.d.Store.PutBrand(b)
}

// isWord tells whether a text is one word: letters, with dashes, apostrophes, full stops and digits inside.
func isWord(s string) bool {
	return len(s) <= 100 && strings.ContainsFunc(s, unicode.IsLetter) && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-'’.&", r)
	})
}

// showWords prints the words of a client.
func (c *call) showWords(b accounts.Brand) error {
	doc := wordsDoc{Brand: string(b.Letter), BrandID: string(b.ID), Words: slices.Concat([]string{}, b.Words)}
	if len(b.Words) == 0 {
		c.say(c.T("%s has no words of its own yet; next: vocero brand words %s add WORD", who(b), string(b.Letter)))
	}
	return c.show(doc, func(w *page) {
		for _, x := range doc.Words {
			w.line("%s", x)
		}
	})
}
