// Package slots is the editor of one brand's weekly slots, shown in front of the calendar.
package slots

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// Desk is what is read and written.
type Desk interface {
	Brands() ([]accounts.Brand, error)
	PutBrand(b accounts.Brand) (accounts.Brand, error)
}

// Editor is the list of one brand's slots with a cursor.
type Editor struct {
	desk  Desk
	brand accounts.Brand // as it was read last
	at    int
	shut  func()
}

// New opens the editor of a brand; shut is called when it is left.
func New(desk Desk, b accounts.Brand, shut func()) *Editor {
	return &Editor{desk: desk, brand: b, shut: shut}
}

// Renew takes a new reading of the brand; one that is gone leaves an empty list.
func (e *Editor) Renew(bs []accounts.Brand) {
	i := slices.IndexFunc(bs, func(b accounts.Brand) bool { return b.ID == e.brand.ID })
	if i < 0 {
		return
	}
	e.brand = bs[i]
	e.Select(e.at)
}

// Brand is whose slots these are.
func (e *Editor) Brand() accounts.ID { return e.brand.ID }

// Step moves the cursor by n.
func (e *Editor) Step(n int) { e.Select(e.at + n) }

// Select puts the cursor on a row.
func (e *Editor) Select(i int) { e.at = max(0, min(i, len(e.brand.Slots)-1)) }

// sorted are slots from Monday on, each once.
func sorted(in []accounts.Slot) []accounts.Slot {
	out := slices.Clone(in)
	slices.SortFunc(out, func(a, b accounts.Slot) int {
		return cmp.Or(cmp.Compare((a.Day+6)%7, (b.Day+6)%7), cmp.Compare(a.Minute, b.Minute))
	})
	return slices.Compact(out)
}

// Actions are the editor's keys.
func (e *Editor) Actions() []pane.Action {
	step := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			e.Step(n)
			return nil
		}
	}
	return []pane.Action{
		{Name: "slots.add", Keys: pane.Press("c", "a"), Label: "add", Help: "Adds a weekly slot.", Run: e.add, Footer: 1},
		{Name: "slots.remove", Keys: pane.Press("D", "delete"), Label: "remove", Help: "Removes the slot; posts that stand there keep their hour.", Run: e.remove, Footer: 2, Blocked: func() (string, []any) {
			if e.at >= len(e.brand.Slots) {
				return "There is no slot to remove.", nil
			}
			return "", nil
		}},
		{Name: "slots.close", Keys: pane.Press("esc", "=", "enter"), Label: "calendar", Help: "Goes back to the calendar.", Run: func() tea.Cmd {
			e.shut()
			return nil
		}, Footer: 3},
		{Name: "slots.down", Keys: pane.Press("j", "down"), Label: "down", Help: "Moves down.", Run: step(1)},
		{Name: "slots.up", Keys: pane.Press("k", "up"), Label: "up", Help: "Moves up.", Run: step(-1)},
	}
}

// add asks for a weekday and an hour.
func (e *Editor) add() tea.Cmd {
	return pane.Send(pane.Ask{Title: "A new slot", Label: "Weekday and hour", Help: "As in mon 09:30 or vie 18:00, on the client's own clock.",
		Check: func(in string) error {
			_, err := accounts.ParseSlot(in)
			return err
		},
		Then: func(in string) tea.Cmd {
			x, err := accounts.ParseSlot(in)
			if err != nil {
				return nil // Check has said so.
			}
			return e.store(func(all []accounts.Slot) []accounts.Slot { return append(all, x) })
		}})
}

// remove asks, then takes a slot away.
func (e *Editor) remove() tea.Cmd {
	x := sorted(e.brand.Slots)[e.at]
	return pane.Send(pane.Choose{Title: "Remove the slot?", Choices: []pane.Choice{{Key: "k", Label: "keep it", Detail: x.String()}, {Key: "d", Label: "remove it"}}, Then: func(i int) tea.Cmd {
		if i != 1 {
			return nil
		}
		return e.store(func(all []accounts.Slot) []accounts.Slot {
			return slices.DeleteFunc(all, func(o accounts.Slot) bool { return o == x })
		})
	}})
}

// store changes the slots of the brand as it is stored now, so that nothing else of it goes back.
func (e *Editor) store(change func([]accounts.Slot) []accounts.Slot) tea.Cmd {
	desk, id := e.desk, e.brand.ID
	return func() tea.Msg {
		bs, err := desk.Brands()
		if err != nil {
			return pane.Failed{Doing: "changing the slots", Err: err}
		}
		for _, b := range bs {
			if b.ID != id {
				continue
			}
			b.Slots = sorted(change(slices.Clone(b.Slots)))
			if _, err := desk.PutBrand(b); err != nil {
				return pane.Failed{Doing: "changing the slots", Err: err}
			}
		}
		return nil
	}
}

// View draws the editor over w×h cells.
func (e *Editor) View(f pane.Frame, w, h int) string {
	b, st, l := e.brand, f.Styles, f.Lang
	lines := []string{" " + st.Brand(b).Letter.Render(string(b.Letter)) + " " + st.Title.Render(l.T("Slots of %s", accounts.Cells(b.Name, false))) + st.Dim.Render("  "+b.Zone), ""}
	all := sorted(b.Slots)
	room := max(1, h-4)
	first := max(0, min(e.at-room/2, len(all)-room))
	for i := first; i < len(all) && i < first+room; i++ {
		row := "   " + widget.FitLine(l.Weekday(all[i].Day), 12) + all[i].String()[4:]
		if i == e.at {
			row = st.Selected.Render(widget.FitLine(row, w))
		}
		lines = append(lines, row)
	}
	if len(all) == 0 {
		for _, s := range accounts.Wrap(l.T("No slot yet: c adds one, as in mon 09:30. + then finds the next free one."), w-6) {
			lines = append(lines, "   "+s)
		}
	}
	for len(lines) < h-1 {
		lines = append(lines, "")
	}
	lines = append(lines, st.Dim.Render(" "+l.T("Only this client's posts take these places.")))
	return widget.FitLines(lines, w, h)
}
