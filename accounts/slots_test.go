package accounts_test

import (
	"errors"
	"testing"
	"time"

	"vocero/accounts"
)

func TestFreeSlotSkipsWhatIsTaken(t *testing.T) {
	b := accounts.Brand{Name: "Panadería Luz", Zone: "Europe/Madrid", Slots: []accounts.Slot{{Day: time.Monday, Minute: 9*60 + 30}, {Day: time.Wednesday, Minute: 18 * 60}}}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) // A Sunday.
	var taken []time.Time
	for _, want := range []string{"2026-11-23 09:30", "2026-11-25 18:00", "2026-11-30 09:30"} {
		w, err := accounts.FreeSlot(b, taken, now)
		if err != nil {
			t.Fatal(err)
		}
		if w.Civil != want {
			t.Fatalf("free slot %s, want %s", w.Civil, want)
		}
		taken = append(taken, w.UTC)
	}
}

func TestFreeSlotWithoutSlotsSaysSo(t *testing.T) {
	_, err := accounts.FreeSlot(accounts.Brand{Name: "Kine Sur", Zone: "Europe/Madrid"}, nil, time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
	if !errors.Is(err, accounts.ErrNoSlot) {
		t.Fatalf("got %v", err)
	}
}

func TestFreeSlotOverTheEndOfSummerTime(t *testing.T) {
	b := accounts.Brand{Name: "Bar Norte", Zone: "Europe/Madrid", Slots: []accounts.Slot{{Day: time.Sunday, Minute: 2*60 + 30}}}
	w, err := accounts.FreeSlot(b, nil, time.Date(2027, 3, 27, 12, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if w.Rule != accounts.Gap || w.Civil != "2027-03-28 02:30" || w.Local().Format("15:04") != "03:00" {
		t.Fatalf("the slot in the gap became %+v (%s)", w, w.Local())
	}
}
