package guard

import (
	"strings"

	"vocero/accounts"
)

// soon is how many graphemes of a text are surely seen before a reader has to open the rest: what stands later is buried.
const soon = 200

// crowded is how many hashtags before a word make it one of a heap.
const crowded = 3

// A paid or gifted post says so in a clear word of its language: European Directive 2005/29/EC, annex I, point 11; in Spain
// art. 26 of Ley 3/1991 and the code of AUTOCONTROL on influencers (autocontrol.es), which names "publicidad", "publi", "en
// colaboración con" and "patrocinado por" as clear, and "colab", "sponso" or a bare "#ad" as not; in the United States 16 CFR 255
// and the disclosures guide of the FTC (ftc.gov/influencers); in the United Kingdom the guide of the ASA and CMA. The words of
// WOMMA's code are relation, opinion, identity.
var clearWords = map[string][]string{
	"es": {"publicidad", "publi", "anuncio", "patrocinado", "patrocinada", "patrocinados", "patrocinadas", "patrocinio", "contenido de pago", "promocion pagada",
		"en colaboracion con", "colaboracion pagada", "colaboracion remunerada", "colaboracion comercial", "embajador de", "embajadora de", "contenido publicitario"},
	"en": {"ad", "ads", "advert", "advertisement", "advertising", "sponsored", "paid partnership", "paid promotion", "paid post", "in partnership with", "in paid partnership with", "paid ad"},
	"ca": {"publicitat", "publi", "anunci", "patrocinat", "patrocinada", "en collaboracio amb", "en col laboracio amb", "en colaboracio amb", "collaboracio pagada", "col laboracio pagada"},
	"gl": {"publicidade", "publi", "anuncio", "patrocinado", "patrocinada", "en colaboracion con", "colaboracion pagada"},
	"eu": {"publizitatea", "iragarkia", "babestua", "babesleak"},
	"pt": {"publicidade", "publi", "anuncio", "patrocinado", "patrocinada", "em parceria com", "parceria paga", "publipost"},
	"fr": {"publicite", "collaboration commerciale", "partenariat remunere", "en partenariat avec", "sponsorise", "sponsorisee"},
	"it": {"pubblicita", "adv", "sponsorizzato", "sponsorizzata", "in collaborazione con", "contenuto sponsorizzato"},
	"de": {"anzeige", "werbung", "bezahlte partnerschaft"},
}

// giftWords are clear for what was given, besides the words for what was paid.
var giftWords = map[string][]string{
	"es": {"regalo de", "regalado por", "regalada por", "nos lo ha regalado", "nos ha regalado", "me ha regalado", "me lo ha regalado", "cedido por", "cedida por", "cortesia de", "canje con",
		"producto regalado", "invitado por", "invitada por", "invitados por", "invitacion de"},
	"en": {"gifted", "gifted by", "gift from", "was given", "free product", "free sample", "free stay", "pr gift", "pr sample", "courtesy of", "thanks for the free", "received this for free"},
	"ca": {"regal de", "cedit per", "cedida per", "gentilesa de", "cortesia de"},
	"pt": {"oferecido por", "oferta de", "recebido de", "cortesia de", "recebidos"},
	"fr": {"offert par", "produit offert", "cadeau de"},
	"it": {"omaggio di", "regalato da", "offerto da", "gifted by"},
	"de": {"geschenkt von", "kostenlos erhalten", "pr muster"},
}

// jobWords say that who speaks works there.
var jobWords = map[string][]string{
	"es": {"trabajo en", "trabajo para", "trabajo con", "trabajamos en", "trabajamos para", "soy parte del equipo", "somos parte del equipo", "formo parte de", "formamos parte de", "mi empresa", "nuestra empresa", "mi trabajo en",
		"como empleado", "como empleada", "soy empleado", "soy empleada", "somos empleados", "del equipo de", "el equipo de", "la empresa donde trabajo", "la empresa en la que trabajo"},
	"en": {"i work at", "i work for", "i work with", "we work at", "we work for", "my employer", "my company", "our company", "as an employee", "i'm part of the team", "i am part of the team", "m part of the team", "from the team at", "the team at", "employee"},
	"ca": {"treballo a", "treballem a", "la meva empresa", "de l equip de"},
	"pt": {"trabalho na", "trabalho no", "minha empresa", "da equipe da", "da equipa da"},
	"fr": {"je travaille chez", "mon employeur", "mon entreprise", "de l equipe de"},
	"it": {"lavoro per", "lavoro in", "la mia azienda", "del team di"},
	"de": {"ich arbeite bei", "mein arbeitgeber"},
}

// hiddenWords look like a disclosure and are none, in any language: cut, foreign, or a code among initiates.
var hiddenWords = []string{"ad", "sp", "spon", "sponso", "sponsor", "sponsored", "collab", "colab", "colabo", "collaboration", "amb", "ambassador", "embajador", "embajadora",
	"partner", "partnership", "gifted", "pr", "prsample", "gift", "regalo", "thanksto", "graciasa", "promo", "adv", "paidpartnership", "paid", "pub"}

// honesty wants the relation of a post said to its readers.
func honesty(p accounts.Post, f Facts) []accounts.Finding {
	if p.Relation == accounts.Own {
		return nil
	}
	var out []accounts.Finding
	lang := languageOf(p, f)
	for i := range mains(p, f) {
		s := &mains(p, f)[i]
		if blank(s.text) {
			continue
		}
		if p.Relation == accounts.Employee {
			if _, ok := clear(s, lang, jobWords); !ok {
				out = append(out, s.note(finding("honesty", accounts.Warn, "", sayEmployee), 0, 0))
			}
			continue
		}
		tables := []map[string][]string{clearWords}
		if p.Relation == accounts.Gifted {
			tables = append(tables, giftWords)
		}
		out = append(out, disclosed(s, p.Relation, lang, tables)...)
	}
	return out
}

// disclosed wants one of the clear words where everybody reads it.
func disclosed(s *spoken, r accounts.Relation, lang string, tables []map[string][]string) []accounts.Finding {
	at, ok := clear(s, lang, tables...)
	if ok {
		return buried(s, at)
	}
	say := sayPaidUnsaid
	if r == accounts.Gifted {
		say = sayGiftUnsaid
	}
	example := exampleOf(lang, r)
	for _, w := range s.words {
		for _, h := range hiddenWords {
			if w.tag && w.fold == h || w.fold == h && (h == "ad" || h == "spon" || h == "sponso" || h == "sponsored" || h == "collab" || h == "colab" || h == "gifted") {
				return []accounts.Finding{s.note(finding("honesty", accounts.Block, "", sayHiddenWord, s.raw(w), example), w.start, w.end)}
			}
		}
	}
	return []accounts.Finding{s.note(finding("honesty", accounts.Block, "", say, example), 0, 0)}
}

// exampleOf is a clear word in a language, for showing.
func exampleOf(lang string, r accounts.Relation) string {
	gifted := r == accounts.Gifted
	switch lang {
	case "en":
		if gifted {
			return "Gifted by"
		}
		return "Ad"
	case "ca":
		return "Publicitat"
	case "pt", "gl":
		return "Publicidade"
	case "eu":
		return "Publizitatea"
	case "fr":
		return "Collaboration commerciale"
	case "it":
		return "Pubblicità"
	case "de":
		return "Anzeige"
	}
	if gifted {
		return "Regalo de"
	}
	return "Publicidad"
}

// clear finds the first clear word of a language in a text; in a language without a list, of any. The place is an index of words.
func clear(s *spoken, lang string, tables ...map[string][]string) (at int, ok bool) {
	ps := phrases{}
	for _, t := range tables {
		for l, words := range t {
			if clearWords[lang] != nil && l != lang {
				continue
			}
			for _, w := range words {
				ps.add(phrase{words: foldedWords(w)})
			}
		}
	}
	for i, w := range s.words {
		if w.link || w.handle {
			continue
		}
		ps.at(s.words[i:], func(phrase) { ok = true })
		if ok {
			return i, true
		}
	}
	return 0, false
}

// buried warns of a clear word that stands where few read it: in a later part of a thread, behind the fold, or in a heap of tags.
func buried(s *spoken, i int) []accounts.Finding {
	w := s.words[i]
	before := s.text[:w.start]
	tagsBefore := 0
	for _, o := range s.words[:i] {
		if o.tag {
			tagsBefore++
		}
	}
	if w.tag && tagsBefore >= crowded || accounts.Graphemes(before) > soon || len(accounts.SplitThread(strings.TrimSpace(before)+"\n.")) > 1 {
		return []accounts.Finding{s.note(finding("honesty", accounts.Warn, "", sayBuried, s.raw(w)), w.start, w.end)}
	}
	return nil
}
