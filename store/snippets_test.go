package store

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	A "vocero/accounts"
)

func TestSnippets(t *testing.T) {
	d := newDesk(t)
	s, luz, sur := d.Store, d.luz, d.sur
	put := func(brand A.ID, abbr, text string) A.Snippet {
		t.Helper()
		x, err := s.PutSnippet(A.Snippet{Brand: brand, Abbr: abbr, Text: text})
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	put("", "gracias", "¡Gracias, {name}!")
	put("", "hola", "Hola")
	own := put(luz.ID, ",Gracias", "¡Mil gracias, {name}!\nEl equipo de {brand}")
	names := func(brand A.ID) string {
		t.Helper()
		xs, err := s.Snippets(brand)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, x := range xs {
			out = append(out, x.Abbr+"="+strings.Fields(x.Text)[0])
		}
		return strings.Join(out, " ")
	}
	if got := names(luz.ID); got != "Gracias=¡Mil hola=Hola" {
		t.Errorf("the bakery can use %s", got)
	}
	if got := names(sur.ID); got != "gracias=¡Gracias, hola=Hola" {
		t.Errorf("the practice can use %s", got)
	}
	if got := names(""); got != "Gracias=¡Mil gracias=¡Gracias, hola=Hola" {
		t.Errorf("all are %s", got)
	}
	own.Text = "Otra"
	if _, err := s.PutSnippet(own); err != nil {
		t.Fatal(err)
	}
	for abbr, want := range map[string]error{"gracias": A.ErrTaken, "": ErrAbbr, "dos palabras": ErrAbbr, strings.Repeat("a", 21): ErrAbbr} {
		if _, err := s.PutSnippet(A.Snippet{Brand: luz.ID, Abbr: abbr, Text: "x"}); !errors.Is(err, want) {
			t.Errorf("the abbreviation %q gives %v, want %v", abbr, err, want)
		}
	}
	for text, want := range map[string]error{" ": A.ErrRefused, strings.Repeat("a", maxSnippet+1): A.ErrRefused} {
		if _, err := s.PutSnippet(A.Snippet{Brand: luz.ID, Abbr: "otra", Text: text}); !errors.Is(err, want) {
			t.Errorf("a text of %d bytes gives %v", len(text), err)
		}
	}
	if _, err := s.PutSnippet(A.Snippet{ID: own.ID, Brand: sur.ID, Abbr: "x", Text: "x"}); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("a snippet went to another brand: %v", err)
	}
	var out bytes.Buffer
	if err := s.ExportBrand(luz.ID, &out); err != nil || !strings.Contains(out.String(), `"snippets"`) || strings.Contains(out.String(), "hola") {
		t.Errorf("exported (%v):\n%s", err, out.String())
	}
	if ps, err := s.Check(); err != nil || len(ps) > 0 {
		t.Errorf("check: %v, %v", ps, err)
	}
}

func TestSnippetsAreTakenBackAndErased(t *testing.T) {
	d := newDesk(t)
	s, b := d.Store, d.sur
	x, err := s.PutSnippet(A.Snippet{Brand: b.ID, Abbr: "menu", Text: "#menú #kine"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveSnippet(x.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveSnippet(x.ID); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if u, err := s.Undo(); err != nil || u.Act != "snippet.removed" {
		t.Fatalf("taken back: %+v, %v", u, err)
	}
	if xs, err := s.Snippets(b.ID); err != nil || len(xs) != 1 || xs[0] != x {
		t.Fatalf("after that there are %+v, %v", xs, err)
	}
	if err := s.EraseBrand(b.ID); err != nil {
		t.Fatal(err)
	}
	if xs, err := s.Snippets(""); err != nil || len(xs) != 0 {
		t.Errorf("after the erasure there are %+v, %v", xs, err)
	}
}
