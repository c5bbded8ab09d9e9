package cli

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

func (a *app) brandSlots() *cobra.Command {
	var add, remove []string
	clearAll := false
	cmd := a.leaf("slots "+a.T("LETTER"), a.T("the weekly places for posts of a client"), a.args(1, 1), a.atDesk(func(c *call) error {
		b, err := c.brand(c.args[0])
		if err != nil {
			return err
		}
		if clearAll {
			b.Slots = nil
		}
		gone, err := c.slots(remove)
		if err != nil {
			return err
		}
		more, err := c.slots(add)
		if err != nil {
			return err
		}
		b.Slots = slices.DeleteFunc(b.Slots, func(s accounts.Slot) bool { return slices.Contains(gone, s) })
		for _, s := range more {
			if !slices.Contains(b.Slots, s) {
				b.Slots = append(b.Slots, s)
			}
		}
		slices.SortFunc(b.Slots, func(x, y accounts.Slot) int {
			return cmp.Or(cmp.Compare(weekOrder(x.Day), weekOrder(y.Day)), cmp.Compare(x.Minute, y.Minute))
		})
		return c.putWeek(b, clearAll || len(gone)+len(more) > 0)
	}))
	cmd.Flags().StringArrayVar(&add, "add", nil, a.T("a `SLOT` to add, as in \"mon 09:30\""))
	cmd.Flags().StringArrayVar(&remove, "remove", nil, a.T("a `SLOT` to take away"))
	cmd.Flags().BoolVar(&clearAll, "clear", false, a.T("take all away first"))
	return cmd
}

// weekOrder counts days from Monday.
func weekOrder(d time.Weekday) int { return (int(d) + 6) % 7 }

// slots reads a flag's slots.
func (c *call) slots(in []string) ([]accounts.Slot, error) {
	var out []accounts.Slot
	for _, s := range in {
		v, err := accounts.ParseSlot(s)
		if err != nil {
			return nil, usage(c.T("%q is no slot", s), c.T("write a weekday and an hour, as in \"mon 09:30\""))
		}
		out = append(out, v)
	}
	return out, nil
}

// putWeek stores a brand whose week was changed, and prints it.
func (c *call) putWeek(b accounts.Brand, changed bool) error {
	if !changed {
		return c.showBrand(b)
	}
	b, err := c.d.Store.PutBrand(b)
	if err != nil {
		return err
	}
	c.say(c.T("the week of %s was changed", who(b)))
	return c.showBrand(b)
}

func (a *app) brandHours() *cobra.Command {
	var set []string
	clearAll := false
	cmd := a.leaf("hours "+a.T("LETTER"), a.T("the business hours of a client"), a.args(1, 1), a.atDesk(func(c *call) error {
		b, err := c.brand(c.args[0])
		if err != nil {
			return err
		}
		if clearAll {
			b.Hours = nil
		}
		for _, s := range set {
			hs, ok := parseHours(s)
			if !ok {
				return usage(c.T("%q are no business hours", s), c.T("write days and hours, as in \"mon-fri 09:00-14:00\""))
			}
			for _, h := range hs {
				if !slices.Contains(b.Hours, h) {
					b.Hours = append(b.Hours, h)
				}
			}
		}
		slices.SortFunc(b.Hours, func(x, y accounts.Hours) int {
			return cmp.Or(cmp.Compare(weekOrder(x.Day), weekOrder(y.Day)), cmp.Compare(x.From, y.From))
		})
		return c.putWeek(b, clearAll || len(set) > 0)
	}))
	cmd.Flags().StringArrayVar(&set, "add", nil, a.T("`HOURS` to add, as in \"mon-fri 09:00-14:00\""))
	cmd.Flags().BoolVar(&clearAll, "clear", false, a.T("take all away first"))
	return cmd
}

// parseHours reads "mon-fri 09:00-14:00" or "sat 10:00-13:00".
func parseHours(s string) ([]accounts.Hours, bool) {
	f := strings.Fields(s)
	if len(f) != 2 {
		return nil, false
	}
	first, last, span := strings.Cut(f[0], "-")
	if !span {
		last = first
	}
	open, shut, ok := strings.Cut(f[1], "-")
	from, err1 := accounts.ParseSlot(first + " " + open)
	end := shut == "24:00"
	if end {
		shut = "23:59"
	}
	to, err2 := accounts.ParseSlot(last + " " + shut)
	if !ok || err1 != nil || err2 != nil || from.Minute >= to.Minute {
		return nil, false
	}
	if end {
		to.Minute = 24 * 60
	}
	var out []accounts.Hours
	for d := from.Day; ; d = (d + 1) % 7 {
		out = append(out, accounts.Hours{Day: d, From: from.Minute, To: to.Minute})
		if d == to.Day {
			return out, true
		}
	}
}
