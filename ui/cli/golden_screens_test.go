package cli

import (
	"strings"
	"time"

	"vocero/accounts/practice"
)

// acts are the scenes of which there are goldens; each act is played on a desk of its own.
var acts = []struct {
	name string
	play func(*gallery)
}{
	{"today", func(g *gallery) {
		g.do("'", "*").shot(g, "today")
		g.do("'", "k").shot(g, "today-client")
		g.do("'", "_").shot(g, "today-personal")
	}},
	{"mentions", func(g *gallery) {
		g.do("2").shot(g, "mentions")
		g.do("x", "j", "space", "j", "space").shot(g, "mentions-marked")
		g.do("esc", "'", "k").shot(g, "mentions-client")
		g.at("luz", g.in("mould underneath", "moho"))
		g.do("enter").shot(g, "mention-warning")
		g.do("z").shot(g, "mention-open")
		g.do("esc")
		g.at("luz", g.in("stars", "Sois un sol"))
		g.do("t")
		g.work(time.Second).shot(g, "mention-thread")
		g.do("esc", "esc", "'", "p", "2", "/") // Over all clients the order of what arrived at once is nobody's.
		g.shoot("mentions-search")
		g.say("bread", "pan")
		g.do("enter").shot(g, "mentions-found")
		g.do("esc")
		g.turn("<", g.in("[Folded", "[Aparte")).rest().shoot("mentions-folded")
		g.turn("<", g.in("[Snoozed", "[Pospuestas")).rest().shoot("mentions-none")
	}},
	{"hostile", func(g *gallery) {
		g.at("sur", g.in("you won", "ganaste"))
		g.shoot("mention-hostile-list")
		g.do("enter").shot(g, "mention-hostile")
	}},
	{"replies", func(g *gallery) {
		g.do("3").shot(g, "replies-empty")
		fault := g.brand("luz").Server.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Count: 1, Do: practice.Answer, Status: 422})
		g.reply("luz", g.in("gluten free", "sin gluten"), "p")
		g.work(30 * time.Second)
		fault()
		g.reply("luz", g.in("croissant", "cruasán"), "p")
		g.work(30 * time.Second).work(time.Minute)
		g.reply("sur", g.in("public insurance", "Fonasa"), "k")
		g.at("sur", g.in("massage guns", "pistolas"))
		g.do("r")
		g.say("We would not use one on the neck", "No la usaríamos en el cuello")
		g.do("esc", "esc", "'", "*", "3").shot(g, "replies")
		g.do("j", "j", "enter").shot(g, "reply-conversation")
	}},
	{"calendar", func(g *gallery) {
		g.do("4", "m").shot(g, "calendar-month")
		g.do("l", "l").shot(g, "calendar-month-post")
		g.do("w").shot(g, "calendar-week")
		g.do("d").shot(g, "calendar-day")
		g.do("a").shot(g, "calendar-agenda")
		g.do("'", "p", "w").shot(g, "calendar-client")
		g.do("=").shot(g, "calendar-slots")
	}},
	{"drafts", func(g *gallery) {
		g.do("5").shot(g, "drafts")
		g.do("<").shot(g, "drafts-planned")
		g.do("<").shot(g, "drafts-out-empty")
		g.do("<", "<", "/")
		g.say("hours", "dos")
		g.do("enter").shot(g, "drafts-found")
	}},
	{"compose", composeScenes},
	{"composer", composerScenes},
	{"letters", letterScenes},
	{"status", func(g *gallery) {
		g.do("0").shot(g, "status-outbox")
		g.do("'", "p")
		g.brand("luz").Server.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Do: practice.Answer, Status: 422, Body: `{"error":"Validation failed: Text character limit of 500 exceeded"}`})
		g.do("c")
		g.say("Rye today.", "Hoy, centeno.")
		g.do("ctrl+s", "W")
		g.letter("p")
		g.do("'", "*", "0").shot(g, "status-leaving")
		g.work(30 * time.Second)
		g.do("1", "g", "f").shot(g, "status-failed")
		g.do("l").shot(g, "status-accounts")
		g.do("l").shot(g, "status-journal")
	}},
	{"dialogs", dialogScenes},
	{"setup", setupScenes},
}

// shot is shoot behind a chain of keys.
func (x *theatre) shot(g *gallery, name string) { g.rest().shoot(name) }

// now is shot while the last line still says what happened.
func (x *theatre) now(g *gallery, name string) { g.shoot(name) }

// reply answers a mention and gives the letter.
func (g *gallery) reply(key, text, letter string) {
	g.t.Helper()
	g.at(key, text)
	g.do("r")
	g.say("Thank you for asking: yes.", "Gracias por preguntar: sí.")
	g.do("ctrl+s")
	g.letter(letter)
}

func composeScenes(g *gallery) {
	g.do("'", "p", "c").shot(g, "compose-new")
	g.say("The rye with walnuts is back on Thursday. #bread", "El jueves vuelve el centeno con nueces. #pan").shoot("compose-writing")
	g.do("esc").shot(g, "compose-orders")
	g.do("e")
	g.say("\n---\nForty loaves, until they are gone.", "\n---\nCuarenta hogazas, hasta que se acaben.").rest().shoot("compose-thread")
	g.do("ctrl+s").shot(g, "compose-review")
	g.do("esc", "D", "D", "c")
	g.Paste(strings.Repeat(g.in("Too much of a good thing is still too much. ", "Lo bueno, si largo, dos veces largo. "), 14))
	g.rest().shoot("compose-over")
	g.do("ctrl+s").shot(g, "compose-findings")
	g.do("esc", "D", "D")
	g.at("sur", g.in("receipt of the session", "boleta"))
	g.do("r").shot(g, "compose-reply")
}

func letterScenes(g *gallery) {
	g.at("luz", g.in("croissant", "cruasán"))
	g.do("B").shot(g, "letter-boost")
	g.do("esc", "a", "f").shot(g, "letter-follow")
	g.do("esc", "r")
	g.say("Thank you!", "¡Gracias!")
	g.do("ctrl+s").shot(g, "letter-reply")
	g.letter("k").now(g, "letter-wrong")
	g.do("ctrl+s")
	g.letter("p").work(30 * time.Second).work(time.Minute)
	g.do("'", "p", "c")
	g.say("The rye with walnuts is back.\n---\nForty loaves, until they are gone.", "Vuelve el centeno con nueces.\n---\nCuarenta hogazas, hasta que se acaben.")
	g.do("ctrl+s", "p")
	g.write("2027-03-28 02:30")
	g.shoot("ask-hour")
	g.do("enter").shot(g, "letter-gap")
	g.do("esc", "W").shot(g, "letter-post")
	g.letter("p").work(30 * time.Second).work(30 * time.Second).work(time.Minute)
	g.do("5", "<", "<").shot(g, "drafts-out")
	g.do("x").shot(g, "letter-delete-which")
	g.do("1").shot(g, "letter-delete")
	g.do("esc", "E", "1")
	g.say(" (until two)", " (hasta las dos)")
	g.do("ctrl+s").shot(g, "letter-edit")
}

func dialogScenes(g *gallery) {
	g.do("2", "?").shot(g, "help")
	g.do("esc", ":").shot(g, "palette")
	g.say("tag", "etiq").rest().shoot("palette-found")
	g.do("esc", "'", "*", "c").shot(g, "choose-client")
	g.do("esc", "g").shot(g, "chord")
	g.do("esc", "!", "!").shot(g, "pause-whose")
	g.do("p")
	g.say("accident in the street", "accidente en la calle").shoot("pause-reason")
	g.do("enter").now(g, "paused-now")
	g.rest().shoot("paused")
	g.do("'", "p").shot(g, "paused-client")
	g.do("!", "!", "p", "'", "k", "c")
	g.say("Nearly.", "Casi.")
	g.do("ctrl+s", "W")
	g.letter("k").now(g, "sent")
	g.do("q").now(g, "quit-question")
}

func setupScenes(g *gallery) {
	g.shoot("setup-brand")
	g.write("Bar Norte")
	g.do("enter", "enter").shot(g, "setup-letter")
	g.do("y", "enter").shot(g, "setup-letter-refused")
	g.do("backspace", "b", "enter", "enter", "enter").shot(g, "setup-account")
	g.do("enter")
	g.write("masto.example")
	g.do("enter").shot(g, "setup-way")
	g.do("enter").shot(g, "setup-code")
	g.write("1234")
	g.do("enter").shot(g, "setup-vault")
	g.write("correct horse")
	g.do("enter")
	g.write("correct horse")
	g.do("enter").shot(g, "setup-done")
	g.do("enter").shot(g, "first-today")
	for _, tab := range []string{"2 mentions", "3 replies", "4 calendar", "5 drafts", "0 status"} {
		key, name, _ := strings.Cut(tab, " ")
		g.do(key).shot(g, "first-"+name)
	}
}
