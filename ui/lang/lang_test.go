package lang_test

import (
	"testing"
	"time"

	"vocero/ui/lang"
)

func TestPickFollowsFlagThenConfigThenEnvironment(t *testing.T) {
	env := func(m map[string]string) func(string) string { return func(k string) string { return m[k] } }
	for _, c := range []struct {
		flag, config string
		env          map[string]string
		want         string
	}{
		{"es", "en", nil, "es"},
		{"", "es", map[string]string{"LANG": "en_US.UTF-8"}, "es"},
		{"", "", map[string]string{"LC_ALL": "es_MX.UTF-8", "LANG": "en_US"}, "es"},
		{"", "", map[string]string{"LC_MESSAGES": "en_GB", "LANG": "es_ES"}, "en"},
		{"", "", map[string]string{"LANG": "es_AR.UTF-8"}, "es"},
		{"", "", map[string]string{"LANG": "C"}, "en"},
		{"", "", nil, "en"},
	} {
		if got := lang.Pick(c.flag, c.config, env(c.env)); got != c.want {
			t.Errorf("Pick(%q, %q, %v) = %q, want %q", c.flag, c.config, c.env, got, c.want)
		}
	}
}

func TestTextsFormatAsTheLanguageDoes(t *testing.T) {
	en, es := lang.New("en"), lang.New("es_ES")
	if got := es.T("now"); got != "ahora" {
		t.Errorf("now = %q", got)
	}
	if got := en.T("open//verb"); got != "open" {
		t.Errorf("a context shows: %q", got)
	}
	if got := en.T("%d mentions", 1234567); got != "1,234,567 mentions" {
		t.Errorf("English number: %q", got)
	}
	if got := es.Bytes(3400000); got != "3,4 MB" {
		t.Errorf("Spanish decimal: %q", got)
	}
	if got := en.T("https://masto.example"); got != "https://masto.example" {
		t.Errorf("an address was cut as a context: %q", got)
	}
}

func TestDates(t *testing.T) {
	d := time.Date(2026, 8, 12, 9, 5, 0, 0, time.UTC)
	en, es := lang.New("en"), lang.New("es")
	for _, c := range []struct{ got, want string }{
		{en.Day(d), "Wed 12 Aug"}, {es.Day(d), "mié 12 ago"},
		{es.LongDay(d), "miércoles 12 de agosto de 2026"}, {en.LongDay(d), "Wednesday 12 August 2026"},
		{es.DayHour(d), "mié 12 ago 09:05"},
		{es.Ago(30 * time.Second), "ahora"}, {en.Ago(90 * time.Minute), "1 h"}, {en.Ago(72 * time.Hour), "3 d"},
		{en.Left(-20 * time.Minute), "-20 min"},
		{en.Weekday(time.Monday), "Monday"}, {es.Month(time.March), "marzo"}, {es.ShortDay(time.Saturday), "sáb"},
		{en.Bytes(999), "999 B"}, {en.Bytes(12345), "12 KB"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestEveryTableWordHasSpanish(t *testing.T) {
	for _, k := range lang.Words() {
		if !lang.Known(k) {
			t.Errorf("no Spanish for %q", k)
		}
	}
}
