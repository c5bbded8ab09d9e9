// Package lang turns text keys into what a person reads, in English or Spanish, and writes dates, hours and numbers as the
// language does.
//
// The key of a text is its English wording with the verbs of package fmt. Where English is ambiguous a context follows after
// "//": "open//verb" reads "open" in English. A text without Spanish fails a test, so nothing is half translated.
package lang

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"

	"vocero/accounts"
)

// The languages of the program.
const (
	English = "en"
	Spanish = "es"
)

// Printer writes in one language. It is safe for concurrent use after New.
type Printer struct {
	tag string
	p   *message.Printer
}

// parts make the Spanish table, one for each part of the program. They are functions so that only a Spanish start pays for it.
var parts []func() map[string]string

// add puts a part of the Spanish table in; called from package variables, one file per part of the program.
func add(part func() map[string]string) bool {
	parts = append(parts, part)
	return true
}

// spanish is the whole table.
var spanish = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, part := range parts {
		maps.Copy(out, part())
	}
	return out
})

// book is the catalogue of the table.
var book = sync.OnceValue(func() catalog.Catalog {
	b := catalog.NewBuilder(catalog.Fallback(language.English))
	for k, v := range spanish() {
		_ = b.SetString(language.Spanish, k, v) // It fails on no text that is not empty.
	}
	return b
})

// New is a printer for a tag: "es" and every "es-XX" is Spanish, all else English.
func New(tag string) *Printer {
	if base(tag) == Spanish {
		return &Printer{tag: Spanish, p: message.NewPrinter(language.Spanish, message.Catalog(book()))}
	}
	return &Printer{tag: English, p: message.NewPrinter(language.English, message.Catalog(catalog.NewBuilder()))}
}

// Tag is "en" or "es".
func (p *Printer) Tag() string { return p.tag }

// T is the text of a key, with its arguments; an accounts.Why among them is said in words. Numbers are written as the language
// groups them; pass a string where that is not wanted (ports, years, ids).
func (p *Printer) T(key string, args ...any) string {
	if key == "" {
		return ""
	}
	args = p.worded(args)
	if p.tag == English {
		if i := strings.LastIndex(key, "//"); i > 0 && !strings.HasSuffix(key[:i], ":") {
			key = key[:i]
		}
		if len(args) == 0 {
			return strings.ReplaceAll(key, "%%", "%")
		}
		return p.p.Sprintf(message.Key(key, key), args...)
	}
	if len(args) == 0 {
		if s, ok := spanish()[key]; ok {
			return strings.ReplaceAll(s, "%%", "%")
		}
		return key
	}
	return p.p.Sprintf(message.Key(key, key), args...)
}

// worded says the reasons among the arguments of a text.
func (p *Printer) worded(args []any) []any {
	for i, a := range args {
		if w, ok := a.(accounts.Why); ok {
			args = slices.Clone(args)
			args[i] = p.Why(w)
		}
	}
	return args
}

// Raw is the wording of a key in the printer's language, its verbs not filled in.
func (p *Printer) Raw(key string) string {
	if s, ok := spanish()[key]; ok && p.tag == Spanish {
		return s
	}
	return key
}

// N is T with one of two keys, chosen by whether n is one. n is the first argument of the text.
func (p *Printer) N(n int, one, many string, args ...any) string {
	all := append([]any{n}, args...)
	if n == 1 {
		return p.T(one, all...)
	}
	return p.T(many, all...)
}

// Known tells whether a key has its Spanish.
func Known(key string) bool { _, ok := spanish()[key]; return ok }

// Keys are all keys of the Spanish table, sorted: for the test that finds texts nobody uses.
func Keys() []string {
	out := make([]string, 0, len(spanish()))
	for k := range spanish() {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Pick chooses the language: the flag, then config.toml, then LC_ALL, LC_MESSAGES and LANG.
func Pick(flag, config string, env func(string) string) string {
	for _, s := range []string{flag, config, env("LC_ALL"), env("LC_MESSAGES"), env("LANG")} {
		if s == "" {
			continue
		}
		if base(s) == Spanish {
			return Spanish
		}
		return English
	}
	return English
}

// base is the language of a locale: "es" of "es_ES.UTF-8" and of "es-MX".
func base(s string) string {
	s = strings.ToLower(s)
	if i := strings.IndexAny(s, "_-.@"); i >= 0 {
		s = s[:i]
	}
	return s
}
