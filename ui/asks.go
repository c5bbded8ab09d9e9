package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// askDialog asks for one line.
type askDialog struct {
	pane.Ask
	line *widget.Line
	bad  string // why the line is not taken
}

func newAsk(a pane.Ask) *askDialog {
	d := &askDialog{Ask: a, line: widget.NewLine()}
	d.line.SetText(a.Value)
	d.line.SetCandidates(a.Complete)
	return d
}

// newSecret asks for one line that is not shown.
func newSecret(title, label, help string, then func(string) tea.Cmd) *askDialog {
	return &askDialog{Ask: pane.Ask{Title: title, Label: label, Help: help, Then: then}, line: widget.NewSecretLine()}
}

func (d *askDialog) opened(m *Model) tea.Cmd {
	d.resized(m)
	return nil
}

// resized gives the line the cells of the box.
func (d *askDialog) resized(m *Model) { d.line.SetWidth(max(1, min(76, m.w-6))) }

func (d *askDialog) key(m *Model, k tea.KeyPressMsg, _ time.Duration) tea.Cmd {
	switch k.String() {
	case "esc", "ctrl+c":
		m.pop(d)
		return nil
	case "enter":
		if d.Check != nil {
			if err := d.Check(d.line.Text()); err != nil {
				d.bad = m.lang.Error("", err)
				return nil
			}
		}
		m.pop(d)
		return m.do(d.Then(d.line.Text()))
	}
	if d.line.Press(k) {
		d.bad = ""
	}
	return nil
}

func (d *askDialog) paste(m *Model, s string) tea.Cmd {
	if !d.line.Paste(s) {
		d.bad = m.lang.T("That is too long for one line.")
	}
	return nil
}

func (d *askDialog) draw(m *Model, w, h int) (string, []string, *tea.Cursor) {
	text, x := d.line.View(m.styles)
	var lines []string
	if d.Above != nil {
		lines = d.Above(w, m.frame())
		lines = lines[:max(0, min(len(lines), h-7))]
	}
	y := len(lines) + 1
	lines = append(lines[:len(lines):len(lines)], m.styles.Strong.Render(m.lang.T(d.Label)), m.styles.Input.Render(text), "")
	if d.bad != "" {
		for _, l := range accounts.Wrap(d.bad, w) {
			lines = append(lines, m.styles.Bad.Render(l))
		}
	}
	for _, l := range accounts.Wrap(m.lang.T(d.Help), w) {
		lines = append(lines, m.styles.Dim.Render(l))
	}
	return m.lang.T(d.Title), append(lines, m.styles.Dim.Render(m.lang.T("Enter takes it · Esc leaves it"))), tea.NewCursor(x, y)
}

// paletteDialog finds an action by its name.
type paletteDialog struct {
	all  []pane.Action
	line *widget.Line
	at   int
}

func newPalette(m *Model, all []pane.Action) *paletteDialog {
	d := &paletteDialog{all: all, line: widget.NewLine()}
	d.resized(m)
	return d
}

// resized gives the line the cells of the box.
func (d *paletteDialog) resized(m *Model) { d.line.SetWidth(max(1, min(76, m.w-6)-2)) }

// fits are the actions whose label, name or key has all words that were typed, in any language and without accents.
func (d *paletteDialog) fits(m *Model) []pane.Action {
	words := strings.Fields(accounts.Fold(d.line.Text()))
	var out []pane.Action
	for _, a := range d.all {
		hay := accounts.Fold(m.lang.T(a.Label) + " " + a.Name + " " + m.lang.T(a.Help))
		ok := true
		for _, w := range words {
			ok = ok && strings.Contains(hay, w)
		}
		if ok {
			out = append(out, a)
		}
	}
	return out
}

func (d *paletteDialog) key(m *Model, k tea.KeyPressMsg, _ time.Duration) tea.Cmd {
	fits := d.fits(m)
	switch k.String() {
	case "esc", "ctrl+c":
		m.pop(d)
	case "down", "ctrl+n", "tab":
		d.at = (d.at + 1) % max(1, len(fits))
	case "up", "ctrl+p", "shift+tab":
		d.at = (d.at + len(fits) - 1) % max(1, len(fits))
	case "enter":
		m.pop(d)
		if d.at < len(fits) {
			return m.run(fits[d.at])
		}
	default:
		if d.line.Press(k) {
			d.at = 0
		}
	}
	return nil
}

func (d *paletteDialog) paste(_ *Model, s string) tea.Cmd {
	d.line.Paste(s)
	d.at = 0
	return nil
}

func (d *paletteDialog) draw(m *Model, w, h int) (string, []string, *tea.Cursor) {
	text, x := d.line.View(m.styles)
	lines := []string{m.styles.Key.Render(":") + " " + m.styles.Input.Render(text), ""}
	fits := d.fits(m)
	room := max(1, h-3)
	first := max(0, d.at-room+1)
	for i := first; i < len(fits) && i < first+room; i++ {
		a := fits[i]
		row := pad(m.keyText(a), 9) + " " + pad(m.lang.T(a.Label), 18) + " " + m.lang.T(a.Help)
		why, args := a.Why()
		switch {
		case i == d.at && why != "":
			lines = append(lines, m.styles.SelectedDim.Render(widget.FitLine(pad(m.keyText(a), 9)+" "+m.lang.T(why, args...), w)))
		case i == d.at:
			lines = append(lines, m.styles.Selected.Render(widget.FitLine(row, w)))
		case why != "":
			lines = append(lines, m.styles.Dim.Render(row))
		default:
			lines = append(lines, row)
		}
	}
	if len(fits) == 0 {
		lines = append(lines, m.styles.Dim.Render(m.lang.T("No action has these words.")))
	}
	return m.lang.T("Command"), lines, tea.NewCursor(x+2, 0)
}
