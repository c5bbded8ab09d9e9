package compose_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/ui/pane"
)

// sizes are those of the terminals that the screens are made for.
var sizes = [][2]int{{60, 20}, {80, 24}, {120, 40}}

// onScreens runs a scene in every size and language and hands the screens over; each frame on the way is checked by the driver.
func onScreens(t *testing.T, scene func(r *rig), check func(t *testing.T, tag string, w int, screen string)) {
	t.Helper()
	for _, tag := range []string{"en", "es"} {
		for _, size := range sizes {
			r := newRig(t)
			r.tag, r.w, r.h = tag, size[0], size[1]
			r.start()
			scene(r)
			t.Logf("%s %v\n%s", tag, size, r.Screen())
			check(t, tag, size[0], r.Screen())
		}
	}
}

// has fails unless the screen says every text.
func has(t *testing.T, screen string, texts ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(strings.NewReplacer("│", " ", "┃", " ").Replace(screen)), " ")
	for _, x := range texts {
		if !strings.Contains(flat, x) {
			t.Errorf("%q is missing on\n%s", x, screen)
		}
	}
}

func TestScreensOfAReply(t *testing.T) {
	onScreens(t, func(r *rig) {
		m := r.hear("77", "¿Abrís mañana? \u202eHe visto\x1b[2J que el lunes es fiesta y no sé si pasar por la mañana o por la tarde.", accounts.Unlisted)
		if err := r.s.PutThread(accounts.Thread{Account: r.pan.ID, Root: "77", Read: monday, Said: []accounts.Said{
			{RemoteID: "70", Author: accounts.LineText("@panaderialuz@masto.example"), Own: true, Text: accounts.BlockText("El lunes es fiesta"), At: monday},
			{RemoteID: "77", Author: accounts.LineText("@eva@otro.example"), Text: accounts.BlockText("¿Abrís mañana?"), InReplyTo: "70", At: monday},
			{RemoteID: "78", Author: accounts.LineText("@panaderialuz@masto.example"), Own: true, Text: accounts.BlockText("Sí, a las ocho"), InReplyTo: "77", At: monday}}}); err != nil {
			t.Fatal(err)
		}
		r.to(pane.Write{Mention: m.ID}).write("Sí: abrimos a las ocho.\n").rest()
	}, func(t *testing.T, tag string, w int, s string) {
		want := []string{"Reply to @eva@otro.example", "WRITING", "¿Abrís mañana?", "@panaderialuz@masto.example", "unlisted", "warning: horarios", "✓ kept", "/500"}
		if tag == "es" {
			want = []string{"Respuesta a @eva@otro.example", "ESCRIBIENDO", "¿Abrís mañana?", "@panaderialuz@masto.example", "aviso: horarios", "✓ guardado", "/500"}
		}
		has(t, s, want...)
		if w >= 110 {
			has(t, s, map[string]string{"en": "Checks", "es": "Revisión"}[tag], "Sí, a las ocho")
		}
		has(t, s, "! ")
	})
}

func TestScreensOfAThreadOverTheLimit(t *testing.T) {
	onScreens(t, func(r *rig) {
		r.to(pane.Write{Brand: r.luz.ID}).keys("esc", "t", "2", "esc", "e")
		r.Paste("Lunes cerrado.\n---\n" + strings.Repeat("Pan de centeno y nueces. ", 24) + "\n---\nHasta el martes 👩‍🍳")
		r.rest()
	}, func(t *testing.T, tag string, w int, s string) {
		has(t, s, "-400", map[string]string{"en": "thread of 3: 14·", "es": "hilo de 3: 14·"}[tag], "✗")
		if w > 60 {
			has(t, s, map[string]string{"en": "for all", "es": "para todas"}[tag])
		}
	})
}

func TestScreensOfTheOrders(t *testing.T) {
	onScreens(t, func(r *rig) {
		r.to(pane.Write{Brand: r.luz.ID}).write("Hola").keys("esc").rest()
	}, func(t *testing.T, tag string, _ int, s string) {
		has(t, s, map[string]string{"en": "ORDERS", "es": "ÓRDENES"}[tag], map[string]string{"en": "e text", "es": "e texto"}[tag])
	})
}

func TestScreensOfTheReview(t *testing.T) {
	onScreens(t, func(r *rig) {
		r.to(pane.Write{Brand: r.luz.ID}).write("Hoy hay rosquillas\n\nVenid pronto").keys("esc", "m").write(r.picture("rosquillas.png")).keys("enter", "esc")
		r.keys("w").write("comida").keys("enter", "t", "2", "esc", "ctrl+s")
		r.Advance(time.Second)
	}, func(t *testing.T, tag string, _ int, s string) {
		has(t, s, "PANADERÍA LUZ · "+map[string]string{"en": "CLIENT", "es": "CLIENTE"}[tag], "@luz@otra.example", map[string]string{"en": "no description", "es": "sin descripción"}[tag])
	})
}

func TestScreensOfAnEditAndItsLetter(t *testing.T) {
	onScreens(t, func(r *rig) {
		d := r.published("Abrimos a las ocho y cerramos a las dos; por la tarde, de cinco a ocho.")
		r.to(pane.Write{Mend: d.ID}).keys("ctrl+w", "ctrl+w").write("las nueve").keys("ctrl+s")
	}, func(t *testing.T, tag string, w int, s string) {
		has(t, s, map[string]string{"en": "until now:", "es": "hasta ahora:"}[tag], "@panaderialuz@masto.example")
		if w > 60 {
			has(t, s, "cinco las nueve", "de cinco a ocho.")
		}
	})
}

func TestScreensOfAPoll(t *testing.T) {
	onScreens(t, func(r *rig) {
		r.to(pane.Write{Brand: r.luz.ID}).write("¿Qué pan?").keys("esc", "o").write("Centeno\nTrigo").rest()
	}, func(t *testing.T, tag string, _ int, s string) {
		has(t, s, map[string]string{"en": "POLL", "es": "ENCUESTA"}[tag], map[string]string{"en": "poll of 2", "es": "encuesta de 2"}[tag], "Centeno")
	})
}

func TestScreensOfAPostOnItsWay(t *testing.T) {
	onScreens(t, func(r *rig) {
		r.to(pane.Write{Brand: r.luz.ID}).write("Hoy hay rosquillas").keys("ctrl+s", "+", "p")
		r.to(pane.Write{Post: r.one().ID}).rest()
	}, func(t *testing.T, tag string, _ int, s string) {
		has(t, s, map[string]string{"en": "ONLY SHOWN", "es": "SOLO LECTURA"}[tag], map[string]string{"en": "It is scheduled. b takes it back", "es": "Está programada. b la devuelve"}[tag])
	})
}
