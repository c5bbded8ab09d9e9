package accounts

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestLetters(t *testing.T) {
	for r := rune(0); r < 300; r++ {
		s := string(r)
		_, err := ParseLetter(s, Client)
		if ok := r >= 'a' && r <= 'z' && r != 'y'; ok != (err == nil) {
			t.Errorf("%q for a client: %v", s, err)
		}
		if _, err = ParseLetter(s, Personal); (s == "_") != (err == nil) {
			t.Errorf("%q for the personal brand: %v", s, err)
		}
	}
	for _, s := range []string{"", "ab", "_a", "á", "ñ", " a", "A"} {
		if _, err := ParseLetter(s, Client); !errors.Is(err, ErrLetter) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestBrandNames(t *testing.T) {
	for in, want := range map[string]string{
		" Panadería Luz ": "Panadería Luz", "Bar Norte": "Bar Norte", "株式会社": "株式会社", strings.Repeat("é", MaxBrandName): strings.Repeat("é", MaxBrandName),
	} {
		if got, err := CleanBrandName(in); err != nil || got != want {
			t.Errorf("%q: %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "   ", "a\x1b[31mb", "a\nb", "a\u202eb", "a\u200bb", "a\ue000b", "a\xffb", strings.Repeat("a", MaxBrandName+1)} {
		if got, err := CleanBrandName(in); err == nil {
			t.Errorf("%q was taken as %q", in, got)
		}
	}
}

func TestBrandDefaults(t *testing.T) {
	b := Brand{}
	if b.AnswerWithin() != DefaultAnswer || b.Language() != "" || b.Paused() {
		t.Errorf("an empty brand: %s, %q, paused %v", b.AnswerWithin(), b.Language(), b.Paused())
	}
	b = Brand{Answer: time.Hour, Languages: []string{"gl", "es"}, Pause: &Pause{}}
	if b.AnswerWithin() != time.Hour || b.Language() != "gl" || !b.Paused() {
		t.Errorf("a full one: %s, %q, paused %v", b.AnswerWithin(), b.Language(), b.Paused())
	}
}

func TestSlots(t *testing.T) {
	for in, want := range map[string]Slot{
		"mon 09:30": {time.Monday, 570}, "lun 09:30": {time.Monday, 570}, "Miércoles 00:00": {time.Wednesday, 0}, "mie 23:59": {time.Wednesday, 1439},
		"SÁB 12:00": {time.Saturday, 720}, "sabado 12:00": {time.Saturday, 720}, "sunday 7:05": {time.Sunday, 425},
	} {
		got, err := ParseSlot(in)
		if err != nil || got != want {
			t.Errorf("%q: %+v, %v", in, got, err)
		}
		if again, err := ParseSlot(got.String()); err != nil || again != got {
			t.Errorf("%q reads back as %+v: %v", got, again, err)
		}
	}
	for _, in := range []string{"", "mon", "09:30", "mon 24:00", "mon 9", "xyz 09:30", "mon 09:30 x", "m 09:30"} {
		if got, err := ParseSlot(in); err == nil {
			t.Errorf("%q was taken as %s", in, got)
		}
	}
}
