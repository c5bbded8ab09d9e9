package accounts

import "testing"

func TestZoneIsReadOnce(t *testing.T) {
	a, err := Zone("America/Santiago")
	if err != nil || a.String() != "America/Santiago" {
		t.Fatalf("Zone gives %v, %v", a, err)
	}
	b, err := Zone("America/Santiago")
	if err != nil || a != b {
		t.Errorf("the second time it is another one: %v, %v", b, err)
	}
	if _, err := Zone("Europe/Nowhere"); err == nil {
		t.Error("a zone that is none was found")
	}
	if n := testing.AllocsPerRun(100, func() { _, _ = Zone("America/Santiago") }); n > 1 {
		t.Errorf("a known zone costs %v allocations", n)
	}
}
