package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// dialog is a question in front of everything. It draws below the speaker's line, which stays the root's.
type dialog interface {
	// key takes a press; quiet is the time since the byte before it.
	key(m *Model, k tea.KeyPressMsg, quiet time.Duration) tea.Cmd
	// paste takes pasted text, if it takes text at all.
	paste(m *Model, s string) tea.Cmd
	// draw gives title, lines and cursor for a box of at most w×h cells inside.
	draw(m *Model, w, h int) (title string, lines []string, cur *tea.Cursor)
}

// dialogMsg is a message for one dialog, by identity: a newer one never gets an older one's tick.
type dialogMsg struct {
	to  dialog
	msg tea.Msg
}

// listener is a dialog that has ticks of its own.
type listener interface {
	heard(m *Model, msg tea.Msg) tea.Cmd
}

// push puts a dialog in front.
func (m *Model) push(d dialog) tea.Cmd {
	m.chord = ""
	m.dialogs = append(m.dialogs, d)
	if o, ok := d.(interface{ opened(*Model) tea.Cmd }); ok {
		return o.opened(m)
	}
	return nil
}

// pop closes a dialog.
func (m *Model) pop(d dialog) {
	for i := len(m.dialogs) - 1; i >= 0; i-- {
		if m.dialogs[i] == d {
			m.dialogs = append(m.dialogs[:i:i], m.dialogs[i+1:]...)
			return
		}
	}
}

// dialogKey hands a press to the front dialog.
func (m *Model) dialogKey(d dialog, k tea.KeyPressMsg, before time.Time) tea.Cmd {
	if m.small() {
		if k.String() == "esc" {
			m.pop(d)
		}
		return nil
	}
	return d.key(m, k, m.now.Sub(before))
}

// toDialog delivers a dialog's own message, if it is still open.
func (m *Model) toDialog(x dialogMsg) tea.Cmd {
	for _, d := range m.dialogs {
		if d == x.to {
			return d.(listener).heard(m, x.msg)
		}
	}
	return nil
}

// drawDialog lays the front dialog's box over the frame, below the speaker's line.
func (m *Model) drawDialog(screen string) (string, *tea.Cursor) {
	d := m.dialogs[len(m.dialogs)-1]
	w := min(76, m.w-6)
	title, body, cur := d.draw(m, w, m.h-7)
	body = body[:min(len(body), m.h-7)]
	x, y := (m.w-w-4)/2, max(2, (m.h-len(body)-2)/2)
	edge := m.styles.Accent
	head := widget.FitLine("─ "+accounts.Truncate(title, w-2)+" ", min(w+2, widget.Width(title)+3))
	box := []string{edge.Render("╭" + head + strings.Repeat("─", max(0, w+2-widget.Width(head))) + "╮")}
	for _, l := range body {
		box = append(box, edge.Render("│ ")+widget.FitLine(l, w)+edge.Render(" │"))
	}
	box = append(box, edge.Render("╰"+strings.Repeat("─", w+2)+"╯"))
	if cur != nil {
		cur = tea.NewCursor(x+2+cur.X, y+1+cur.Y)
	}
	return widget.Overlay(screen, strings.Join(box, "\n"), x, y), cur
}

// chooseDialog asks for one of a few.
type chooseDialog struct {
	pane.Choose
	at int
}

func newChoose(c pane.Choose) *chooseDialog { return &chooseDialog{Choose: c} }

func (d *chooseDialog) key(m *Model, k tea.KeyPressMsg, _ time.Duration) tea.Cmd {
	s := k.String()
	for i, c := range d.Choices {
		if c.Key == s && s != "" {
			m.pop(d)
			return m.do(d.Then(i))
		}
	}
	switch s {
	case "esc", "q", "ctrl+c":
		m.pop(d)
	case "down", "j", "tab":
		d.at = (d.at + 1) % max(1, len(d.Choices))
	case "up", "k", "shift+tab":
		d.at = (d.at + len(d.Choices) - 1) % max(1, len(d.Choices))
	case "enter":
		m.pop(d)
		if d.at < len(d.Choices) {
			return m.do(d.Then(d.at))
		}
	}
	return nil
}

func (d *chooseDialog) paste(*Model, string) tea.Cmd { return nil }

func (d *chooseDialog) draw(m *Model, w, h int) (string, []string, *tea.Cursor) {
	first := max(0, min(d.at-h/2, len(d.Choices)-h+2))
	var lines []string
	for i := first; i < len(d.Choices) && len(lines) < h-2; i++ {
		c := d.Choices[i]
		s := m.styles.Key.Render(pad(c.Key, 3)) + " " + m.lang.T(c.Label)
		if c.Detail != "" {
			s += "  " + m.styles.Dim.Render(c.Detail)
		}
		if i == d.at {
			s = m.styles.Selected.Render(widget.FitLine(pad(c.Key, 3)+" "+m.lang.T(c.Label)+"  "+c.Detail, w))
		}
		lines = append(lines, s)
	}
	lines = append(lines, "", m.styles.Dim.Render(m.lang.T("its key, or ↑↓ and Enter · Esc leaves it")))
	return m.lang.T(d.Title), lines, nil
}

// pad fills a text with spaces to w cells.
func pad(s string, w int) string { return s + widget.Pad(w-widget.Width(s)) }

// pageDialog shows a longer text that scrolls.
type pageDialog struct {
	pane.Page
	top, last int
}

func newPage(p pane.Page) *pageDialog { return &pageDialog{Page: p} }

func (d *pageDialog) scroll(n int) { d.top = max(0, min(d.top+n, d.last)) }

func (d *pageDialog) key(m *Model, k tea.KeyPressMsg, _ time.Duration) tea.Cmd {
	switch k.String() {
	case "esc", "q", "?", "f1", "enter", "ctrl+c":
		m.pop(d)
	case "j", "down":
		d.scroll(1)
	case "k", "up":
		d.scroll(-1)
	case "ctrl+d", "pgdown", "space":
		d.scroll(m.h / 2)
	case "ctrl+u", "pgup":
		d.scroll(-m.h / 2)
	case "g", "home":
		d.top = 0
	case "G", "end":
		d.top = d.last
	}
	d.measure(m)
	return nil
}

// measure keeps the place inside the text; called on keys, never while drawing.
func (d *pageDialog) measure(m *Model) {
	d.last = max(0, len(d.Body(min(76, m.w-6), m.frame()))-(m.h-9))
	d.top = min(d.top, d.last)
}

func (d *pageDialog) opened(m *Model) tea.Cmd {
	d.measure(m)
	return nil
}

func (d *pageDialog) paste(*Model, string) tea.Cmd { return nil }

func (d *pageDialog) draw(m *Model, w, h int) (string, []string, *tea.Cursor) {
	all := d.Body(w, m.frame())
	room := max(1, h-2)
	top := min(d.top, max(0, len(all)-room))
	lines := append([]string{}, all[top:min(len(all), top+room)]...)
	hint := m.lang.T("Esc closes")
	if len(all) > room {
		hint = m.lang.T("j k scroll · Esc closes")
	}
	return d.Title, append(lines, "", m.styles.Dim.Render(hint)), nil
}
