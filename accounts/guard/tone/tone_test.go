package tone

import (
	"embed"
	"strings"
	"testing"
)

//go:embed testdata
var testdata embed.FS

// labelled is a sentence of testdata with what a person said of it.
type labelled struct{ label, country, text string }

func (l labelled) language() string {
	if l.country == "UK" || l.country == "US" {
		return "en"
	}
	return "es"
}

func sentencesOf(t testing.TB, file string) []labelled {
	t.Helper()
	b, err := testdata.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []labelled
	for line := range strings.Lines(string(b)) {
		f := strings.SplitN(strings.TrimRight(line, "\n"), "\t", 3)
		if len(f) != 3 {
			t.Fatalf("%s: %q has not three fields", file, line)
		}
		out = append(out, labelled{f[0], f[1], f[2]})
	}
	return out
}
