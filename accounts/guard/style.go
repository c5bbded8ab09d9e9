package guard

import (
	"slices"
	"strings"

	"vocero/accounts"
)

// manyPlaces is how many places of one text a rule names; more would only fill the screen.
const manyPlaces = 5

// style holds a post to the client's style guide. A word without anything to say instead is forbidden (Block, which a person may
// set aside); all else is a Warn.
func style(p accounts.Post, f Facts) []accounts.Finding {
	g := f.Brand.Style
	if g == nil {
		return nil
	}
	var out []accounts.Finding
	if len(g.Words) > 0 {
		out = append(out, avoided(p, f, g.Words)...)
	}
	for i := range mains(p, f) {
		s := &mains(p, f)[i]
		if l := languageOf(p, f); g.Address != accounts.AddressAny && (l == "es" || l == "") {
			out = append(out, addresses(s, g.Address)...)
		}
		if g.Emoji != nil {
			out = append(out, emojis(s, *g.Emoji)...)
		}
		if !p.Reply() && !blank(s.text) {
			out = append(out, ending(s, g.Signature)...)
			out = append(out, tagged(s, g.Hashtags)...)
		}
		if n := tags(s); g.TagsMost != nil && n > *g.TagsMost {
			out = append(out, s.note(finding("style", accounts.Warn, "", sayManyTags, n, *g.TagsMost), 0, 0))
		}
	}
	return out
}

// avoided finds the words that the client does not use, in everything that others will see.
func avoided(p accounts.Post, f Facts, ws []accounts.WordStyle) []accounts.Finding {
	ps := phrases{}
	for i, w := range ws {
		ps.add(phrase{words: foldedWords(w.Avoid), no: i})
	}
	var out []accounts.Finding
	texts := seen(p, f)
	for i := range texts {
		s, n := &texts[i], 0
		for j := range s.words {
			if s.words[j].link || s.words[j].handle {
				continue
			}
			ps.at(s.words[j:], func(x phrase) {
				if n++; n > manyPlaces {
					return
				}
				start, end := s.words[j].start, s.words[j+len(x.words)-1].end
				v := finding("style", accounts.Warn, "", sayPreferred, s.text[start:end], ws[x.no].Use)
				if ws[x.no].Use == "" {
					v = finding("style", accounts.Block, "", sayBanned, s.text[start:end])
				}
				out = append(out, s.note(v, start, end))
			})
		}
	}
	return out
}

// addresses finds the words that address the reader in another form than the client's.
func addresses(s *spoken, want accounts.Address) []accounts.Finding {
	var out []accounts.Finding
	for i, w := range s.words {
		if w.link || w.handle || w.tag {
			continue
		}
		got := formOf(s, i)
		if got == 0 || got&formsFor(want) != 0 {
			continue
		}
		v := finding("style", accounts.Warn, "", sayAddress, s.raw(w), shown(got), shown(formsFor(want)))
		if out = append(out, s.note(v, w.start, w.end)); len(out) == manyPlaces {
			break
		}
	}
	return out
}

// emojis counts what is shown as an emoji.
func emojis(s *spoken, most int) []accounts.Finding {
	n, from, to := 0, -1, 0
	for i := 0; i < len(s.text); {
		if s.text[i] < 0x80 && (i+1 == len(s.text) || s.text[i+1] < 0x80) {
			i++
			continue
		}
		size := accounts.ClusterLen(s.text[i:])
		if accounts.Emoji(s.text[i : i+size]) {
			if n++; n > most && from < 0 {
				from = i
			}
			to = i + size
		}
		i += size
	}
	switch {
	case n <= most:
		return nil
	case most == 0:
		return []accounts.Finding{s.note(finding("style", accounts.Warn, "", sayNoEmoji, n), from, to)}
	}
	return []accounts.Finding{s.note(finding("style", accounts.Warn, "", sayManyEmoji, n, most), from, to)}
}

// ending wants the signature at the end; hashtags and links may stand behind it.
func ending(s *spoken, signature string) []accounts.Finding {
	want := accounts.Fold(strings.TrimSpace(signature))
	if want == "" {
		return nil
	}
	fields := strings.Fields(s.text)
	for {
		if strings.HasSuffix(accounts.Fold(strings.Join(fields, " ")), strings.Join(strings.Fields(want), " ")) {
			return nil
		}
		last := len(fields) - 1
		if last < 0 || fields[last][0] != '#' && !strings.Contains(fields[last], "://") {
			return []accounts.Finding{s.note(finding("style", accounts.Warn, "", sayUnsigned, signature), len(s.text), len(s.text))}
		}
		fields = fields[:last]
	}
}

// tagged wants one of the client's hashtags.
func tagged(s *spoken, want []string) []accounts.Finding {
	if len(want) == 0 {
		return nil
	}
	for _, w := range s.words {
		if w.tag && slices.ContainsFunc(want, func(t string) bool { return accounts.Fold(strings.TrimPrefix(t, "#")) == w.fold }) {
			return nil
		}
	}
	return []accounts.Finding{s.note(finding("style", accounts.Warn, "", sayNoTag, strings.Join(want, " ")), len(s.text), len(s.text))}
}

// tags counts the hashtags of a text.
func tags(s *spoken) int {
	n := 0
	for _, w := range s.words {
		if w.tag && !w.link {
			n++
		}
	}
	return n
}
