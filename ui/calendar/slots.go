package calendar

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/calendar/slots"
	"vocero/ui/pane"
)

// editSlots opens the editor for the brand under the cursor, else for the only one in view; it asks where there are several.
func (p *Pane) editSlots() tea.Cmd {
	bs := p.data.Brands
	open := func(b accounts.Brand) { p.slots = slots.New(p.desk, b, func() { p.slots = nil }) }
	if len(bs) == 1 {
		open(bs[0])
		return nil
	}
	e, _ := p.selected()
	cs := make([]pane.Choice, len(bs))
	for i, b := range bs {
		if b.ID == e.Brand {
			open(b)
			return nil
		}
		cs[i] = pane.Choice{Key: string(b.Letter), Label: accounts.Cells(b.Name, false)}
	}
	return pane.Send(pane.Choose{Title: "Whose slots?", Choices: cs, Then: func(i int) tea.Cmd {
		open(bs[i])
		return nil
	}})
}
