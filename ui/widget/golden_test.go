package widget_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/ui/theme"
	"vocero/ui/uitest"
	"vocero/ui/widget"
)

// sheet puts the widgets next to each other as screens use them, for reading.
func sheet(w, h int) string {
	st := theme.New(theme.Options{})
	lw := w / 2
	rw := w - lw - 1
	left := []string{
		widget.Row(lw, &st.Selected, widget.Cell{Text: "p", W: 1}, widget.Cell{Text: "@ana@masto.example", W: lw / 3}, widget.Cell{Text: "¿Abren el domingo?"}, widget.Cell{Text: "5 min", W: 6, Right: true}),
		widget.Row(lw, nil, widget.Cell{Text: "k", W: 1}, widget.Cell{Text: "@日本語@masto.example", W: lw / 3}, widget.Cell{Text: "👨‍👩‍👧 la familia va"}, widget.Cell{Text: "2 h", W: 6, Right: true}),
	}
	right := editor(rw, h/3, st) + "\n" + widget.Box("Set up", form(rw-4, h-h/3-3, st), rw, h-1-h/3, st, nil)
	bar := st.Brand(accounts.Brand{Kind: accounts.Personal}).Hatch(w)
	return ansi.Strip(bar + "\n" + widget.Beside(h-1, widget.Column{Text: strings.Join(left, "\n"), W: lw}, widget.Column{W: 1}, widget.Column{Text: right, W: rw}))
}

func editor(w, h int, st *theme.Styles) string {
	e := widget.NewEditor()
	e.SetSize(w, h)
	e.SetText("¡Hola, vecinas! Mañana abrimos a las nueve con pan de centeno y café recién hecho.\n\nOs esperamos 👨‍👩‍👧 en la calle Luz, 3.\n---\nhttps://panaderialuz.example/centeno/una-direccion-que-no-cabe")
	return e.View(st)
}

func form(w, h int, st *theme.Styles) string {
	f := widget.NewForm(
		widget.Field{Name: "name", Label: "Name", Value: "Panadería Luz"},
		widget.Field{Name: "kind", Label: "Kind", Kind: widget.ChoiceField, Options: []widget.Option{{Value: "c", Label: "Client"}, {Value: "p", Label: "Personal"}}},
		widget.Field{Name: "letter", Label: "Letter", Placeholder: "one of a-z but y"},
		widget.Field{Name: "token", Label: "Token", Kind: widget.SecretField, Value: "secret"},
	)
	f.Fail("letter", "that letter is Kine Sur's; take another")
	text, _ := f.View(w, h, st)
	return text
}

func TestSheet(t *testing.T) {
	for _, s := range uitest.Sizes {
		screen := sheet(s[0], s[1])
		if err := uitest.CheckFrame(screen, s[0], s[1]); err != nil {
			t.Error(err)
		}
		uitest.Golden(t, "sheet-"+uitest.SizeName(s[0], s[1], "en"), screen)
	}
}
