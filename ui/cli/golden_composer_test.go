package cli

import (
	"time"

	"vocero/accounts"
)

// composerScenes are the screens that help the hand: completion, spelling, snippets, earlier versions, the style guide.
func composerScenes(g *gallery) {
	luz, err := g.d.Store.Brand(g.account("luz").Brand)
	if err != nil {
		g.t.Fatal(err)
	}
	most := 2
	luz.Style = &accounts.Style{Mood: g.in("Warm and plain, like a neighbour.", "Cercana y sin adornos, como una vecina."), Address: accounts.Tu, Emoji: &most, Hashtags: []string{"#PanDeVerdad"},
		Words: []accounts.WordStyle{{Avoid: g.in("cheap", "barato"), Use: g.in("good value", "a buen precio")}}, Guide: g.in("No discounts in public.", "Nada de descuentos en público.")}
	if _, err := g.d.Store.PutBrand(luz); err != nil {
		g.t.Fatal(err)
	}
	if _, err := g.d.Store.PutSnippet(accounts.Snippet{Brand: luz.ID, Abbr: g.in("hours", "horas"), Text: g.in("Open from eight to two, {name}.", "Abrimos de ocho a dos, {name}.")}); err != nil {
		g.t.Fatal(err)
	}
	g.settle()
	g.do("'", "p", "c")
	g.say("Rye with walnuts #p", "Centeno con nueces #p").shoot("compose-list")
	g.do("tab")
	g.say("recieve it ,ho", "rezien hecho ,ho").shoot("compose-snippet-typed")
	g.do("tab")
	g.Advance(time.Second)
	g.settle()
	g.rest().shoot("compose-filled")
	g.do("f7").shot(g, "compose-spelling")
	g.do("esc", "f2").shot(g, "compose-guide")
	g.do("esc", "esc", ",").shot(g, "compose-snippets")
	g.do("esc")
	g.Advance(2 * time.Minute)
	g.settle()
	g.do("e")
	g.say(" See you on Thursday.", " El jueves os vemos.")
	g.Advance(2 * time.Second)
	g.settle()
	g.do("esc", "R").shot(g, "compose-versions")
	g.do("1", "d").shot(g, "compose-difference")
	g.do("esc", "w")
	g.say("bread", "pan")
	g.do("enter", "ctrl+s").shot(g, "compose-review-folded")
	g.do("esc")
}
