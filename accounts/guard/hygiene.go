package guard

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vocero/accounts"
)

// longTag is from how many letters a hashtag in one case is surely made of several words.
const longTag = 13

// hygiene finds what makes a post hard to read or hides something: long hashtags without capitals, a warning that stands in the
// text instead of before it, and letters of another script that imitate Latin ones.
func hygiene(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
	texts := seen(p, f)
	for i := range texts {
		s := &texts[i]
		out = append(out, s.oneCase(f.Brand.Style)...)
		out = append(out, s.mixed()...)
	}
	if p.CW == "" {
		out = append(out, warned(p, f)...)
	}
	return out
}

// oneCase notes long hashtags in small letters: a screen reader reads #PanDeCentenoHoy as words, #pandecentenohoy as noise
// (WCAG 2.2, understanding 1.3.1; w3.org/WAI). The client's own hashtags are as it writes them.
func (s *spoken) oneCase(g *accounts.Style) []accounts.Finding {
	var out []accounts.Finding
	for _, w := range s.words {
		raw := s.raw(w)
		if !w.tag || w.link || utf8.RuneCountInString(raw) < longTag || strings.Contains(raw, "_") || strings.ContainsFunc(raw, unicode.IsDigit) {
			continue
		}
		if lower := strings.ToLower(raw); raw != lower && raw != strings.ToUpper(raw) || g != nil && has(g.Hashtags, raw) {
			continue
		}
		if out = append(out, s.note(finding("hygiene", accounts.NoteFinding, "", sayOneCase, "#"+raw), w.start-1, w.end)); len(out) == manyPlaces {
			break
		}
	}
	return out
}

// has tells whether a hashtag is on a list, letter by letter.
func has(list []string, tag string) bool {
	for _, t := range list {
		if strings.TrimPrefix(t, "#") == tag {
			return true
		}
	}
	return false
}

// mixed finds words in which Latin letters stand beside others that look like them: they break search, are read wrongly aloud,
// and filters take them for fraud (Unicode UTS 39).
func (s *spoken) mixed() []accounts.Finding {
	var out []accounts.Finding
	for _, w := range s.words {
		if raw := s.raw(w); accounts.MixedScripts(raw) {
			if out = append(out, s.note(finding("hygiene", accounts.Warn, "", sayMixed, raw), w.start, w.end)); len(out) == manyPlaces {
				break
			}
		}
	}
	return out
}

// warnings are how people begin a text whose warning belongs before it, folded.
var warnings = []string{"cw", "tw", "ac", "cn", "aviso de contenido", "advertencia de contenido", "content warning", "trigger warning", "content note", "spoiler", "spoilers", "alerta de spoiler", "alerta spoiler", "spoiler alert", "destripe"}

// warned notes a text that begins with a warning, where the server could fold the text behind it.
func warned(p accounts.Post, f Facts) []accounts.Finding {
	ps := phrases{}
	for _, w := range warnings {
		ps.add(phrase{words: foldedWords(w)})
	}
	var out []accounts.Finding
	for _, a := range targets(p, f) {
		s := sayingOn(p, f, a.ID)
		if s == nil || !a.Instance.Can.CW || len(s.words) == 0 {
			continue
		}
		end := 0
		ps.at(s.words, func(x phrase) { end = max(end, s.words[len(x.words)-1].end) })
		short := s.words[0].end-s.words[0].start == 2
		if end == 0 || short && !strings.HasPrefix(s.text[end:], ":") && !s.words[0].tag {
			continue
		}
		out = append(out, at(finding("hygiene", accounts.Warn, a.ID, sayWarnOutside, s.text[s.words[0].start:end]), s.words[0].start, end))
	}
	return out
}
