package spell

import (
	"strings"
	"sync"
)

// Little words that tell a language. Such as both languages have (no, me, he, come, son, sin) are in neither list.
var little = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for base, ws := range map[string]string{
		"es": "de la que el en y los se del las un por con una su para es al lo como más pero sus le ya o fue este sí porque esta " +
			"entre cuando muy sobre también hasta hay donde quien desde todo nos todos uno les ni otros ese eso ante ellos esto antes " +
			"algunos qué unos yo otro otras otra él tanto esa estos mucho nada muchos cual poco ella estar estas algo nosotros mi mis tú " +
			"te ti tu tus os hoy mañana está están estamos tenemos tiene puedes gracias nuestro nuestra nuestros nuestras aquí ahora",
		"en": "the of and to in is that it for was on are as with his they at be this from have or by one had not but what all were " +
			"when we there can an your which their said if will each about how up out them then she many some so these would other into " +
			"has more her two like him see time could make than been its who now my down only find our you i'm we're it's don't just " +
			"get here please thanks new today know want come",
	} {
		for w := range strings.FieldsSeq(ws) {
			m[w] = base
		}
	}
	delete(m, "come")
	return m
})

// counts tells how many little words of each language stand among words.
func counts(ws []token) (es, en int) {
	m := little()
	for _, w := range ws {
		switch m[strings.ToLower(w.word)] {
		case "es":
			es++
		case "en":
			en++
		}
	}
	return es, en
}

// foreign tells whether a sentence is in the other language: two little words of that, and more than twice as many as of its own.
func foreign(ws []token, base string) bool {
	own, other := counts(ws)
	if base == "en" {
		own, other = other, own
	}
	return other >= 2 && other > 2*own
}

// guess is the language of a text that says none, "" when its little words do not tell.
func guess(s string) string {
	es, en := counts(take(s).words)
	switch {
	case es >= 2 && es > 2*en:
		return "es"
	case en >= 2 && en > 2*es:
		return "en"
	}
	return ""
}
