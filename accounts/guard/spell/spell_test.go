package spell

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// told are the slips of a text in short: "word panaderia > panadería".
func told(text, language string, words ...string) []string {
	var out []string
	for _, s := range speller.Slips(text, language, words) {
		better := ""
		if len(s.Better) > 0 {
			better = " > " + s.Better[0]
		}
		out = append(out, s.Kind+" "+text[s.Start:s.End]+better)
	}
	return out
}

var speller = New()

func TestSlips(t *testing.T) {
	for _, r := range []struct {
		language, text string
		want           string // joined by "; "
	}{
		{"es", "Mañana hay pan de centeno.", ""},
		{"es", "La panaderia abre el sabado.", "word panaderia > panadería; word sabado > sábado"},
		{"es", "PANADERIA LUZ, ABIERTA", "word PANADERIA > PANADERÍA"},
		{"es", "Panaderia Luz: pan y mas.", "word Panaderia > Panadería"},
		{"es", "El pan que ricooo, jajaja, siii, uff", ""},
		{"es", "Mirad https://luz.example/haver y luz@haver.example, @haver, #haver, www.haver.example/x", ""},
		{"es", "El código `haver` y :haver: y haver_2 y iPhone y ACNUR y 2x1 y 19:30h", ""},
		{"es", "Vamos a haver.", "word haver > haber"},
		{"es", "Vino Marta Zubiaurre desde Fuenlabrada.", ""},
		{"es", "Estuvo en Malaga y en Cordoba.", "word Malaga > Málaga; word Cordoba > Córdoba"},
		{"es", "Brunch y networking en el coworking", ""},
		{"es", "La television y boy a la tienda", "word television > televisión; word boy > voy"},
		{"es", "Ven a la boy band y al happy hour", ""},
		{"es", "Abrimos hoy.\nWe are open today and the bread is fresh.", ""},
		{"es", "Tuitea y retuitea: lo retuitearon ayer", ""},
		{"es", "¿Podés venir? Mirá, contanos.", ""},
		{"es-AR", "¿Podés venir? Tenés tiempo.", ""},
		{"es-ES", "¿Podés venir?", "word Podés > Puedes"},
		{"es-MX", "Qué chido está el pan", ""},
		{"es-CO", "Qué chido está el pan", ""},
		{"en", "We recieve the colour and color of it.", "word recieve > receive"},
		{"en-US", "The colour of it", "word colour > color"},
		{"en-GB", "The color of it", "word color > colour"},
		{"en", "It’s the café's best, don't miss mañana with empanadas", ""},
		{"en", "She is responsable for it", "word responsable > responsible"},
		{"ca", "Avui tenim pa de pagès", ""},
		{"", "Hoy no hay pan en la panaderia, lo siento", "word panaderia > panadería"},
		{"", "xxyzzy", ""},
		{"en", "Hoy no hay pan en la panaderia. Vienes?", "word panaderia > panadería; opening Vienes > ¿Vienes"},
		{"es", "Avui tenim pa de pagès molt bo i barat per a tothom", ""},
	} {
		if got := strings.Join(told(r.text, r.language), "; "); got != r.want {
			t.Errorf("%s %q:\n got %s\nwant %s", r.language, r.text, got, r.want)
		}
	}
}

func TestOwnWords(t *testing.T) {
	text := "Kafelito con panaderias en la Panaderias's"
	if got := told(text, "es", "panaderias", "Kafelito Luz"); len(got) != 0 {
		t.Errorf("own words are slips: %q", got)
	}
	if got := told("panaderias", "es"); len(got) != 1 {
		t.Errorf("without own words: %q", got)
	}
}

func TestPlacesAreBytes(t *testing.T) {
	text := "¡Ñandú! 🥐 La panaderia."
	ss := speller.Slips(text, "es", nil)
	if len(ss) != 1 || text[ss[0].Start:ss[0].End] != "panaderia" {
		t.Errorf("slips %+v", ss)
	}
}

func TestManyAskAtOnce(t *testing.T) {
	s := New()
	want := fmt.Sprint(speller.Slips("La panaderia haver recieve", "es", nil))
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 20 {
				if got := fmt.Sprint(s.Slips("La panaderia haver recieve", "es", nil)); got != want {
					t.Errorf("got %s, want %s", got, want)
				}
			}
		})
	}
	wait.Wait()
}

func TestEveryDictionaryIsRead(t *testing.T) {
	for name, f := range shelf {
		d, err := f()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		n := 0
		d.words.each(func(string, string) bool { n++; return true })
		if n < 49_000 || len(d.suffixes) == 0 || len(d.rep) == 0 {
			t.Errorf("%s: %d words, %d endings", name, n, len(d.suffixes))
		}
	}
	for tag, f := range tongues {
		if tn := f(); len(tn.books) == 0 || len(tn.patch.words) == 0 || len(common(tn.base)) < 500 {
			t.Errorf("%s has %d dictionaries, %d own words, %d common ones", tag, len(tn.books), len(tn.patch.words), len(common(tn.base)))
		}
	}
}

func TestMarks(t *testing.T) {
	for _, r := range []struct{ language, text, want string }{
		{"es", "Hola, como estás?", "opening como > ¿como"},
		{"es", "Vienes mañana?", "opening Vienes > ¿Vienes"},
		{"es", "Qué rico! ¿A que sí?", "opening Qué > ¡Qué"},
		{"es", "Oye, a qué hora abrís?", "opening a > ¿a"},
		{"es", "¡Hola! ¿Qué tal? ¡¿Cómo?!", ""},
		{"es", "Hola. Ya abrimos!!!", "opening Ya > ¡Ya"},
		{"es", "Mira https://luz.example/?a=1 y vuelve", ""},
		{"en", "Are you coming? Yes!", ""},
		{"es", "Hay pan pan hoy", "twice pan pan > pan"},
		{"es", "Hay muy muy poco, y no no no", ""},
		{"en", "He had had it in the the shop", "twice the the > the"},
		{"en", "Duran Duran play on 20 20", ""},
		{"es", "Hay  pan , leche y té .", "space    >  ; space  , > ,; space  . > ."},
		{"es", "Pan,leche ;y té :) y 3,5 euros ... ya", "space , > , "},
		{"es", "¿ Vienes? ¡ Sí !", "space ¿  > ¿; space ¡  > ¡; space  ! > !"},
		{"es", "  Sangría\n\n   dibujo     ancho  ", ""},
		{"es", "Dijo “ven y no volvió", "quote “"},
		{"es", "Dijo \"ven\" y «vete» y un tubo de 3\"", ""},
		{"en", "She said \"come and left", "quote \""},
	} {
		if got := strings.Join(told(r.text, r.language), "; "); got != r.want {
			t.Errorf("%s %q:\n got %s\nwant %s", r.language, r.text, got, r.want)
		}
	}
}

func TestManyUnknownWordsStayCheap(t *testing.T) {
	var b strings.Builder
	for i := range 3 * helped {
		fmt.Fprintf(&b, "hola buenos días de la tienda panaderi%c%c ", 'a'+i%26, 'a'+i/26)
	}
	if n := len(speller.Slips(b.String(), "es", nil)); n == 0 || n > helped {
		t.Errorf("%d slips, at most %d words are looked at", n, helped)
	}
}
