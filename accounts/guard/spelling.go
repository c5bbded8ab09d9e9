package guard

import (
	"cmp"
	"slices"
	"strings"

	"vocero/accounts"
)

// What spelling says. The findings carry, in this order: what stands there; what it might have to be, joined for people; the
// letter of the client; and last, as []string, the suggestions themselves, the likeliest first: putting one of them in the place
// of bytes Start to End mends the slip. The last is empty where nothing is known.
var (
	sayWrong       = tell("%[1]q is not in the dictionary", "did you mean %[2]s?")
	sayUnknownWord = tell("%[1]q is in no dictionary", "look at it again; if it is right: vocero brand words %[3]s add %[1]s")
	sayTwiceWord   = tell("%[1]q says the same word twice", "leave %[2]s once")
	saySpace       = tell("the spaces are wrong at %[1]q", "mend the spaces")
	sayOpening     = tell("the sentence that begins with %[1]q has no opening mark", "begin it with %[2]s")
	sayQuote       = tell("the quotation mark %[1]s has no partner", "write the other one, or take it away")
)

// slips are the sayings by the kind of a slip.
var slips = map[string]saying{"word": sayWrong, "twice": sayTwiceWord, "space": saySpace, "opening": sayOpening, "quote": sayQuote}

// spelling warns of words that no dictionary of the language has, and of marks and spaces that are wrong. The client's words, its
// name and its accounts' are right. It is a matter for whoever writes: at the moment of sending it says nothing.
func spelling(p accounts.Post, f Facts) []accounts.Finding {
	if f.Spell == nil || f.Sending || slices.Contains(f.Brand.Off, "spelling") {
		return nil
	}
	language, own := spellingLanguage(p, f.Brand), spellingWords(f)
	var out []accounts.Finding
	for _, s := range seen(p, f) {
		for _, v := range f.Spell.Slips(s.text, language, own) {
			if v.Start < 0 || v.End > len(s.text) || v.Start >= v.End {
				continue
			}
			out = append(out, s.note(slip(v, s.text[v.Start:v.End], f.Brand), v.Start, v.End))
		}
	}
	return out
}

// slip makes the finding of a slip.
func slip(v Slip, there string, b accounts.Brand) accounts.Finding {
	say := slips[v.Kind]
	if v.Kind == "word" && len(v.Better) == 0 {
		say = sayUnknownWord
	}
	return finding("spelling", accounts.Warn, "", say, there, strings.Join(v.Better, ", "), string(b.Letter), slices.Clone(v.Better))
}

// spellingLanguage is the language of a post with the region whose words count: the tag's own, else the country of the client.
func spellingLanguage(p accounts.Post, b accounts.Brand) string {
	l := cmp.Or(p.Language, b.Language())
	if l == "" || strings.ContainsAny(l, "-_") {
		return l
	}
	country, _, _ := strings.Cut(strings.ToUpper(b.Region), "-")
	switch l + country {
	case "esES", "esMX", "esAR", "enUS", "enGB":
		return l + "-" + country
	}
	return l
}

// spellingWords are the words that a client may write as it likes: those that it taught, its name, its accounts, what its style guide
// wants instead of other words, and whoever is answered.
func spellingWords(f Facts) []string {
	out := slices.Concat(f.Brand.Words, strings.Fields(f.Brand.Name))
	for _, a := range f.Accounts {
		out = append(out, a.User)
	}
	if f.Brand.Style != nil {
		for _, w := range f.Brand.Style.Words {
			out = append(out, strings.Fields(w.Use)...)
		}
		out = append(out, strings.Fields(f.Brand.Style.Signature)...)
	}
	if f.Mention != nil {
		out = append(out, strings.Fields(f.Mention.AuthorName.String())...)
	}
	return out
}
