package store

import (
	"fmt"
	"slices"
	"strings"

	A "vocero/accounts"
	"vocero/accounts/guard"
)

// SwitchRule switches a rule of the guards off for a brand, or on again; reason and who stand in the journal. Only the rules of
// guard.Switches can be switched: another one, or an empty reason for switching off, wraps A.ErrRefused.
func (s *Store) SwitchRule(brand A.ID, rule string, off bool, reason, who string) (out A.Brand, err error) {
	if !slices.Contains(guard.Switches(), rule) {
		return out, fmt.Errorf("switching the rule %q: it is no rule that a client can do without: %w", rule, A.ErrRefused)
	}
	reason = strings.TrimSpace(reason)
	if off && reason == "" {
		return out, fmt.Errorf("switching the rule %q off: no reason was given: %w; say why", rule, A.ErrRefused)
	}
	err = s.update(func(t *txn) error {
		b, err := t.brand(brand)
		if err != nil {
			return err
		}
		out = *b
		if slices.Contains(b.Off, rule) == off {
			return errNothing
		}
		t.undoable("brand.changed", b.ID, b.ID)
		if out.Off = slices.DeleteFunc(slices.Clone(b.Off), func(r string) bool { return r == rule }); off {
			out.Off = append(out.Off, rule)
			slices.Sort(out.Off)
		}
		t.noteSwitch(b.ID, rule, off, reason, who)
		return brands.put(t, &out)
	})
	return out, err
}

// noteSwitch writes a switch into the journal: "links: the shop is down all week (ana)".
func (t *txn) noteSwitch(brand A.ID, rule string, off bool, reason, who string) {
	act, detail := "guard.on", rule
	if off {
		act = "guard.off"
	}
	if reason != "" {
		detail += ": " + reason
	}
	if who != "" {
		detail += " (" + who + ")"
	}
	t.note(act, brand, "", brand, detail)
}

// noteSwitches writes the switches that came with another change of a brand.
func (t *txn) noteSwitches(was, is *A.Brand) {
	var before []string
	if was != nil {
		before = was.Off
	}
	for _, r := range is.Off {
		if !slices.Contains(before, r) {
			t.noteSwitch(is.ID, r, true, "", "")
		}
	}
	for _, r := range before {
		if !slices.Contains(is.Off, r) {
			t.noteSwitch(is.ID, r, false, "", "")
		}
	}
}

// SetCap sets the monthly cap at which reading stops for a brand, or takes it away (nil).
func (s *Store) SetCap(brand A.ID, limit *A.Micros) (out A.Brand, err error) {
	err = s.update(func(t *txn) error {
		b, err := t.brand(brand)
		if err != nil {
			return err
		}
		if out = *b; limit == nil && b.Cap == nil || limit != nil && b.Cap != nil && *limit == *b.Cap {
			return errNothing
		}
		out.Cap = limit
		t.undoable("brand.changed", b.ID, b.ID)
		said := "off"
		if limit != nil {
			said = limit.String()
		}
		t.note("brand.cap", b.ID, "", b.ID, said)
		return brands.put(t, &out)
	})
	return out, err
}
