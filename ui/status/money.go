package status

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// moneyLines are what an account's client has spent this month, and its cap; none where the account's network is free.
func moneyLines(f pane.Frame, a accounts.Account, width int) []string {
	if !a.Metered() {
		return nil
	}
	limit, spent, style := f.Brands[a.Brand].Cap, f.Spent[a.Brand], f.Styles.Text
	said := f.Lang.T("%s spent this month; no cap ($ sets one)", spent.String())
	if limit != nil {
		said = f.Lang.T("%s of %s spent this month ($ changes the cap)", spent.String(), limit.String())
	}
	if (accounts.Budget{Spent: spent, Cap: limit}).Stopped() {
		style = f.Styles.Warn
	}
	lines := accounts.Wrap(said, max(20, width-2))
	for i := range lines {
		lines[i] = style.Render(lines[i])
	}
	return lines
}

// noPurse says why the selected account has no cap.
func (p *Pane) noPurse() (string, []any) {
	switch a, ok := p.as.Selected(); {
	case !ok:
		return "There is no account yet: ga adds one.", nil
	case !a.Metered():
		return "This network charges nothing.", nil
	}
	return "", nil
}

// limit asks for the monthly cap of the selected account's client.
func (p *Pane) limit() tea.Cmd {
	a, _ := p.as.Selected()
	out := p.out
	return pane.Send(pane.Ask{Title: "Monthly cap of the client", Label: "Dollars", Help: "Reading stops when the month has cost so much; replies and posts never do. Nothing: no cap.", Check: checkAmount,
		Then: func(s string) tea.Cmd {
			var limit *accounts.Micros
			if m, err := accounts.ParseMicros(s); err == nil {
				limit = &m
			}
			return func() tea.Msg {
				if _, err := out.SetCap(a.Brand, limit); err != nil {
					return pane.Failed{Doing: "setting the cap", Err: err}
				}
				if limit == nil {
					return pane.Toast{Text: "No cap: reading is limited by nothing but its networks."}
				}
				return pane.Toast{Text: "At %s in a month nothing more is read; replies and posts leave all the same.", Args: []any{limit.String()}}
			}
		}})
}

// checkAmount takes dollars, or nothing.
func checkAmount(s string) error {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	_, err := accounts.ParseMicros(s)
	return err
}

// noFigures says why the figures of the selected account cannot be read.
func (p *Pane) noFigures() (string, []any) {
	a, ok := p.as.Selected()
	if !ok {
		return "There is no account yet: ga adds one.", nil
	}
	return pane.Unable(a, accounts.ToMeasure)
}
