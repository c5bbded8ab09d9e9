package guard

import (
	"slices"
	"strings"
	"sync"

	"vocero/accounts"
)

// form is a set of forms of address to which a Spanish word belongs: "te" is said by who says tú and by who says vos.
type form uint8

const (
	formTu form = 1 << iota
	formVos
	formUsted
)

// formsFor are the words that a client of a form may use. Who says vos shares te, tu and the past with who says tú.
func formsFor(a accounts.Address) form {
	switch a {
	case accounts.Tu:
		return formTu
	case accounts.Vos:
		return formVos
	case accounts.Usted:
		return formUsted
	}
	return formTu | formVos | formUsted
}

// shown is the form as Spanish writes it: it is no text to translate.
func shown(f form) string {
	var out []string
	for _, x := range []struct {
		form form
		name string
	}{{formTu, "tú"}, {formVos, "vos"}, {formUsted, "usted"}} {
		if f&x.form != 0 {
			out = append(out, x.name)
		}
	}
	return strings.Join(out, "/")
}

// formOf is the form of address that the word at i tells, 0 for none. What is a noun, or the third person, inside a sentence is
// an order to the reader at its beginning: "Disfrute", "Reserva ya".
func formOf(s *spoken, i int) form {
	w := s.words[i]
	raw := strings.ToLower(s.raw(w))
	if got, ok := addressWords()[raw]; ok {
		if raw == "sos" && s.raw(w) != raw { // SOS
			return 0
		}
		return got
	}
	got, ok := addressOrders()[raw]
	if !ok || !opens(s, i) {
		return 0
	}
	if slices.Contains(nouns, raw) && (i+1 == len(s.words) || opens(s, i+1) || !slices.Contains(orderly, s.words[i+1].fold)) {
		return 0
	}
	return got
}

// opens tells whether a word begins a sentence.
func opens(s *spoken, i int) bool {
	if i == 0 {
		return true
	}
	between := s.text[s.words[i-1].end:s.words[i].start]
	return strings.ContainsAny(between, ".!?¡¿\n:…")
}

// orderly are words after which a noun at the beginning of a sentence is an order: "Reserva tu mesa", not "Reserva mínima".
var orderly = []string{"ya", "ahora", "hoy", "aqui", "tu", "tus", "su", "sus", "nuestro", "nuestra", "nuestros", "nuestras", "el", "la", "los", "las", "un", "una", "con", "al", "antes", "online"}

// nouns are orders that are nouns too.
var nouns = []string{"compra", "sal", "gana", "reserva", "prueba", "visita", "llama", "consulta", "entrada", "ayuda", "pregunta", "firma", "marca", "cocina", "cena", "toma", "usa",
	"disfrute", "consulte", "compre", "reserve"}

// addressWords are the words that tell the form wherever they stand, in lower case, with their accents.
var addressWords = sync.OnceValue(func() map[string]form {
	m := map[string]form{}
	add := func(f form, words string) {
		for _, w := range strings.Fields(words) {
			m[w] = f
		}
	}
	add(formTu|formVos, "te tu tus tuyo tuya tuyos tuyas estás vas das ves serás irás")
	add(formTu|formVos, "has hayas seas vayas estés sepas date")
	add(formTu, "tú ti contigo eres haz ponte hazte vente acércate")
	add(formUsted, "usted ud vd acérquese")
	add(formVos, "vos sos andate")
	add(formTu, "tienes puedes quieres sabes vienes haces dices pones conoces crees piensas encuentras prefieres eliges pides sigues "+
		"recibes escribes vuelves mereces necesitas buscas llegas compartes disfrutas descubres vives comes bebes sientes duermes juegas "+
		"pierdes entiendes recuerdas cuéntanos llévate quédate únete")
	add(formVos, "tenés podés querés sabés venís hacés decís ponés conocés creés pensás encontrás preferís elegís pedís seguís recibís escribís volvés "+
		"merecés necesitás buscás llegás compartís disfrutás descubrís vivís comés tomás sentís dormís jugás perdés entendés recordás vení hacé poné tené andá "+
		"mirá probá comprá reservá visitá llamá disfrutá aprovechá participá escuchá regalá contá entrá pasá sumate quedate llevate animate acercate enterate registrate anotate")
	for _, v := range enclitic {
		add(formTu, v.accent+v.tu+"nos "+v.accent+v.tu+"te "+v.accent+v.tu+"lo "+v.accent+v.tu+"la "+v.accent+v.tu+"los "+v.accent+v.tu+"las "+v.accent+v.tu+"me")
		add(formUsted, v.accent+v.usted+"nos "+v.accent+v.usted+"se "+v.accent+v.usted+"lo "+v.accent+v.usted+"la "+v.accent+v.usted+"los "+v.accent+v.usted+"las "+v.accent+v.usted+"me")
		add(formVos, v.plain+v.vos+"nos "+v.plain+v.vos+"te "+v.plain+v.vos+"lo "+v.plain+v.vos+"la")
	}
	for _, stem := range strings.Fields(regularAr) {
		add(formTu|formVos, stem+"arás "+stem+"arías "+stem+"aste")
	}
	for _, stem := range strings.Fields(regularEr) {
		add(formTu|formVos, stem+"erás "+stem+"erías "+stem+"iste")
	}
	for _, stem := range strings.Fields(regularIr) {
		add(formTu|formVos, stem+"irás "+stem+"irías "+stem+"iste")
	}
	add(formTu|formVos, "tendrás podrás querrás sabrás vendrás harás dirás pondrás saldrás tendrías podrías querrías harías fuiste hiciste viniste pudiste quisiste tuviste dijiste")
	return m
})

// Regular stems of what clients ask of their readers, for the forms in which they do not change.
const (
	regularAr = "compr reserv prob visit llam disfrut aprovech particip escuch regal cont entr pas lleg busc necesit encontr record cocin prepar gan registr apunt qued llev envi mand"
	regularEr = "com beb conoc aprend le v vend volv perd entend mov escog"
	regularIr = "escrib compart descubr recib viv eleg ped segu sent dorm sub decid"
)

// enclitic are verbs to which a pronoun is joined: the accent falls on the stem for tú and usted, nowhere for vos.
var enclitic = []struct{ accent, tu, usted, plain, vos string }{
	{"llám", "a", "e", "llam", "a"}, {"escríb", "e", "a", "escrib", "i"}, {"visít", "a", "e", "visit", "a"}, {"mánd", "a", "e", "mand", "a"},
	{"enví", "a", "e", "envi", "a"}, {"déj", "a", "e", "dej", "a"}, {"apúnt", "a", "e", "apunt", "a"}, {"regístr", "a", "e", "registr", "a"},
	{"etiquét", "a", "e", "etiquet", "a"}, {"suscríb", "e", "a", "suscrib", "i"}, {"síg", "ue", "a", "segu", "i"}, {"píd", "e", "a", "ped", "i"},
	{"cuént", "a", "e", "cont", "a"}, {"pruéb", "a", "e", "prob", "a"}, {"mír", "a", "e", "mir", "a"},
	{"inscríb", "e", "a", "inscrib", "i"}, {"disfrút", "a", "e", "disfrut", "a"}, {"consúlt", "a", "e", "consult", "a"}, {"pregúnt", "a", "e", "pregunt", "a"},
	{"resérv", "a", "e", "reserv", "a"}, {"descúbr", "e", "a", "descubr", "i"}, {"contáct", "a", "e", "contact", "a"}, {"ayúd", "a", "e", "ayud", "a"},
	{"cómpr", "a", "e", "compr", "a"}, {"aním", "a", "e", "anim", "a"}, {"quéd", "a", "e", "qued", "a"},
}

// addressOrders are orders that tell the form only at the beginning of a sentence.
var addressOrders = sync.OnceValue(func() map[string]form {
	m := map[string]form{}
	for _, w := range strings.Fields("disfruta descubre ven elige aprovecha participa comparte escribe pide mira escucha recuerda regala conoce recibe ten pon sal compra reserva prueba visita llama consulta ayuda pregunta encuentra consigue vive sube entra pasa gana prepara cocina cena toma usa apunta busca elimina llévate síguenos") {
		m[w] = formTu
	}
	for _, w := range strings.Fields("disfrute descubra venga elija aproveche participe comparta escriba pida mire escuche recuerde regale conozca reciba tenga ponga salga compre reserve pruebe visite llame consulte ayude pregunte encuentre consiga viva suba pase gane prepare cocine cene tome use apunte busque") {
		m[w] = formUsted
	}
	for _, w := range strings.Fields("descubrí elegí compartí escribí pedí recibí viví subí conseguí") {
		m[w] = formVos
	}
	return m
})
