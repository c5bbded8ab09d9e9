package tone

import (
	"strings"
	"testing"
	"unicode/utf8"

	"vocero/accounts"
)

func TestInsultsAreSeenThroughTheirDisguise(t *testing.T) {
	for _, text := range []string{"Eres idiota", "eres IDIOTA", "Eres 1d1ota", "Eres un idiooooota", "eres un p3nd3jo", "You are an id10t", "Sos un boluuudo", "eres un gilipoll4s"} {
		v := Reply(text, "")
		if v.Level != Heated || len(v.Reasons) == 0 || v.Reasons[0].Code != "insult" {
			t.Errorf("%q is %s: %+v", text, v.Level, v.Reasons)
		}
	}
}

func TestOfHerselfAndOfThingsIsNoInsult(t *testing.T) {
	for _, text := range []string{
		"Qué tontos fuimos, se nos olvidó avisarte. Te lo mandamos hoy.", "I'm such an idiot, sorry! Sending it now.",
		"Esa estúpida cremallera nos ha dado guerra; te cambiamos el bolso.", "The stupid printer ate your order, sorry. A new one is on its way.",
	} {
		if v := Reply(text, ""); v.Level == Heated {
			t.Errorf("%q is heated: %+v", text, v.Reasons)
		}
	}
}

func TestCapitalsOfNewsAreNoShouting(t *testing.T) {
	for text, want := range map[string]Level{
		"HOY CERRAMOS A LAS 14:00 POR FIESTA": Calm, "¡¡¡FELICIDADES A LOS GANADORES!!!": Calm, "WE'RE OPEN TODAY UNTIL 8PM!!!": Calm,
		"NO VAMOS A DISCUTIR MÁS CONTIGO": Heated, "STOP MESSAGING US": Heated,
	} {
		if v := Reply(text, ""); v.Level != want {
			t.Errorf("%q is %s: %+v", text, v.Level, v.Reasons)
		}
	}
}

func TestReasonsStandWhereTheWordsStand(t *testing.T) {
	text := "Hola, Ana 👋 ¡Búscate la vida! Gracias."
	v := Reply(text, "es")
	if v.Level != Heated {
		t.Fatalf("%s", v.Level)
	}
	if got := text[v.Reasons[0].Start:v.Reasons[0].End]; !strings.HasPrefix(got, "Búscate la vida") {
		t.Errorf("the words are %q", got)
	}
}

func TestMockingEmojiCountBesideCriticismOnly(t *testing.T) {
	if v := Reply("Gracias por venir, nos vemos pronto 😂", ""); v.Level != Calm {
		t.Errorf("laughing with somebody: %s", v.Level)
	}
	if v := Reply("Ya te lo explicamos ayer 🙄", ""); v.Level != Heated && v.Level != Check {
		t.Errorf("rolling eyes: %s", v.Level)
	}
}

func TestMoodsTurnRoundWithTheirNegation(t *testing.T) {
	for text, want := range map[string]accounts.Mood{
		"La comida es buena y el trato excelente":                  accounts.Praise,
		"La comida no es buena":                                    accounts.Complaint,
		"No tengo ninguna queja":                                   accounts.Praise,
		"Nada mal el sitio":                                        accounts.Praise,
		"The food was great but the service was terrible":          accounts.Complaint,
		"Never disappointed by this place":                         accounts.Praise,
		"Iba a quejarme, pero lo arreglaron en un minuto":          accounts.Praise,
		"Genial, otra vez sin luz":                                 accounts.Complaint,
		"alguien sabe a que hora abren":                            accounts.Question,
		"Por que nadie me contesta?":                               accounts.Complaint,
		"Me encanta, ¿lo tenéis en azul?":                          accounts.Question,
		"Mañana voy a la feria":                                    accounts.Neutral,
		"@panaderialuz@masto.example https://luz.example/horrible": accounts.Neutral,
		"": accounts.Neutral,
	} {
		if got, why := Mention(text, ""); got != want {
			t.Errorf("%q is %s, want %s: %+v", text, got, want, why)
		}
	}
}

func TestAWrongLanguageDoesNotHurt(t *testing.T) {
	for _, hint := range []string{"", "es", "en", "pt-BR", "zz"} {
		if m, _ := Mention("Llevo tres semanas esperando el pedido y nadie contesta", hint); m != accounts.Complaint {
			t.Errorf("hint %q: %s", hint, m)
		}
		if v := Reply("If you don't like it, take your business elsewhere.", hint); v.Level != Heated {
			t.Errorf("hint %q: %s", hint, v.Level)
		}
	}
}

// FuzzTone feeds anything: nothing panics, places lie within the text between letters, and the same text is judged the same.
func FuzzTone(f *testing.F) {
	for _, s := range []string{"", "¿¡!?", "a\xff\xfe@", "eres \u202eidiota", strings.Repeat("ja", 3000), "👩‍👩‍👧 ñ̃̃", "no no no no no pero", ":):(<3", strings.Repeat("¿", 500)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, again := Reply(s, ""), Reply(s, "")
		m, why := Mention(s, "en")
		if again.Level != v.Level || len(again.Reasons) != len(v.Reasons) || m == accounts.MoodUnknown {
			t.Fatalf("%q: %+v, then %+v", s, v, again)
		}
		for _, r := range append(v.Reasons, why...) {
			if r.Start < 0 || r.End > len(s) || r.Start > r.End {
				t.Fatalf("%q: %+v lies outside", s, r)
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[r.Start:r.End]) {
				t.Fatalf("%q: %+v cuts a letter", s, r)
			}
		}
	})
}
