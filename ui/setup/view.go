package setup

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// Actions are the set-up's keys.
func (p *Pane) Actions() []pane.Action {
	as := []pane.Action{{Name: "setup.leave", Keys: pane.Press("esc"), Label: "leave", Help: "Leaves the set-up; it goes on where you left it.", Run: p.leave, Typing: true, Footer: 2}}
	if p.step != doneStep {
		return append(as, pane.Action{Name: "setup.next", Keys: pane.Press("enter"), Label: "next", Help: "Takes the field and goes on.", Run: p.enter, Typing: true, Footer: 1})
	}
	return append(as,
		pane.Action{Name: "setup.account", Keys: pane.Press("a"), Label: "account", Help: "Adds an account to this brand.", Run: func() tea.Cmd { return p.more(accountStep) }, Footer: 3},
		pane.Action{Name: "setup.brand", Keys: pane.Press("b"), Label: "brand", Help: "Adds another brand.", Run: func() tea.Cmd { return p.more(brandStep) }, Footer: 4},
		pane.Action{Name: "setup.desk", Keys: pane.Press("enter"), Label: "to the desk", Help: "Goes to the desk.", Run: p.leave, Footer: 1})
}

// more goes on with another account or brand.
func (p *Pane) more(s step) tea.Cmd {
	p.again, p.network, p.typed = accounts.Account{}, "", nil
	if s == brandStep {
		p.brand, p.account = accounts.Brand{}, accounts.Account{}
	}
	p.to(s)
	return p.save()
}

// leave goes back a step where a log-in is under way, else closes the set-up.
func (p *Pane) leave() tea.Cmd {
	switch p.step {
	case browserStep, codeStep, vaultStep:
		p.to(accountStep)
		p.restore(p.typed)
		return p.save()
	}
	p.shown = false
	return tea.Sequence(p.save(), pane.Send(pane.Close{}))
}

var titleTexts = [...]string{"1 of 2 · Who are you going to speak for?", "2 of 2 · The account of %s", "2 of 2 · Allow it in the browser", "2 of 2 · Paste the code", "A passphrase for the tokens", "The desk is ready"}

// View draws the step.
func (p *Pane) View(f pane.Frame) (string, *tea.Cursor) {
	title := f.Lang.T(titleTexts[p.step])
	if p.step == accountStep {
		title = f.Lang.T(titleTexts[p.step], accounts.Cells(p.brand.Name, false))
	}
	lines := []string{"", "  " + f.Styles.Title.Render(title), ""}
	if p.session != nil {
		lines = append(lines, p.address(f)...)
	}
	var tail []string
	if p.busy != "" {
		tail = append(tail, "  "+f.Styles.Warn.Render("… "+f.Lang.T(p.busy)))
	}
	if p.bad != nil {
		tail = append(tail, p.wrapped(f.Styles.Bad.Render, p.why(p.bad))...)
	}
	var cur *tea.Cursor
	if p.form != nil {
		room := max(3, p.h-len(lines)-len(tail))
		form, at := p.form.View(p.w-4, room, f.Styles)
		if at != nil && p.busy == "" {
			cur = tea.NewCursor(at.X+2, at.Y+len(lines))
		}
		for _, l := range strings.Split(form, "\n") {
			lines = append(lines, "  "+l)
		}
		for len(tail) > 0 && len(lines) > 0 && strings.TrimSpace(ansi.Strip(lines[len(lines)-1])) == "" {
			lines = lines[:len(lines)-1] // What is said stands right under the last field.
		}
	}
	lines = append(lines, tail...)
	if p.step == doneStep {
		lines = append(lines, p.done(f)...)
	}
	return widget.FitLines(lines, p.w, p.h), cur
}

// address shows where the log-in is allowed, whole, so that it can be copied.
func (p *Pane) address(f pane.Frame) []string {
	out := []string{"  " + f.Lang.T("Open this address and allow the log-in:")}
	u := p.session.URL()
	for len(u) > 0 {
		n := min(len(u), max(20, p.w-4))
		out = append(out, "  "+f.Styles.Accent.Render(u[:n]))
		u = u[n:]
	}
	return append(out, "")
}

// wrapped is a text under the form.
func (p *Pane) wrapped(paint func(...string) string, s string) []string {
	var out []string
	for _, l := range accounts.Wrap(s, max(20, p.w-6)) {
		out = append(out, "    "+paint(l))
	}
	return out
}

// done says what there is, and what can come next.
func (p *Pane) done(f pane.Frame) []string {
	var out []string
	if p.account.ID != "" {
		out = append(out, "  "+f.Styles.Good.Render("✓ ")+f.Lang.T("%s speaks for %s.", p.account.Handle(), accounts.Cells(p.brand.Name, false)), "")
	}
	for _, l := range []string{f.Lang.T("Enter goes to the desk: 2 shows what was said, c writes."), f.Lang.T("a adds another account of this brand, b another brand."), f.Lang.T("Later: ga comes back here.")} {
		out = append(out, "  "+l)
	}
	return out
}
