package store

import (
	"errors"
	"slices"
	"testing"

	A "vocero/accounts"
)

func TestSwitchesAreJournaled(t *testing.T) {
	d := newDesk(t)
	newest := func() string {
		es, _, err := d.Journal(d.luz.ID, "", 1)
		d.ok(err)
		return es[0].Act + " " + es[0].Detail
	}
	b, err := d.SwitchRule(d.luz.ID, "style", true, " the guide is being written anew ", "ana")
	d.ok(err)
	if !slices.Equal(b.Off, []string{"style"}) || newest() != "guard.off style: the guide is being written anew (ana)" {
		t.Errorf("off: %v, %q", b.Off, newest())
	}
	if b, err = d.SwitchRule(d.luz.ID, "style", true, "again", ""); err != nil || len(b.Off) != 1 {
		t.Errorf("twice: %v, %v", b.Off, err)
	}
	if b, err = d.SwitchRule(d.luz.ID, "style", false, "", ""); err != nil || len(b.Off) != 0 || newest() != "guard.on style" {
		t.Errorf("on: %v, %v, %q", b.Off, err, newest())
	}
	if _, err := d.Undo(); err != nil {
		t.Error(err)
	}
	if b, err = d.Brand(d.luz.ID); err != nil || !slices.Equal(b.Off, []string{"style"}) {
		t.Errorf("taken back: %v, %v", b.Off, err)
	}
	b.Off = []string{"alt"}
	if _, err = d.PutBrand(b); err != nil || newest() != "guard.on style" {
		t.Errorf("with another change: %v, %q", err, newest())
	}
	d.sound()
}

func TestSomeRulesAreNeverOff(t *testing.T) {
	d := newDesk(t)
	for rule, reason := range map[string]string{"target": "because", "length": "because", "nothing": "because", "alt": " "} {
		if _, err := d.SwitchRule(d.luz.ID, rule, true, reason, "ana"); !errors.Is(err, A.ErrRefused) {
			t.Errorf("%s, %q: %v", rule, reason, err)
		}
	}
}
