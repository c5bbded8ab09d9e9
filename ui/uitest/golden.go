package uitest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the goldens anew")

// Golden compares a screen with testdata/NAME.golden; -update writes it. Spaces at the ends of lines count.
func Golden(t testing.TB, name, screen string) {
	t.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(name)+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(screen+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("reading the golden: %v; run the test with -update and read what it wrote", err)
	}
	if diff := diffLines(strings.TrimSuffix(string(want), "\n"), screen); diff != "" {
		t.Errorf("the screen is not that of %s:\n%s", path, diff)
	}
}

// diffLines shows the lines that differ, "" when none does.
func diffLines(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	var b strings.Builder
	for i := range max(len(w), len(g)) {
		a, c := "(no line)", "(no line)"
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			c = g[i]
		}
		if a != c {
			fmt.Fprintf(&b, "%3d want |%s|\n    got  |%s|\n", i, a, c)
		}
	}
	return b.String()
}

// Sizes are the terminals for which every screen has a golden.
var Sizes = [...][2]int{{60, 20}, {80, 24}, {120, 40}}

// ForSizes runs a test for every size and both languages; the subtest is called "80x24-es".
func ForSizes(t *testing.T, test func(t *testing.T, w, h int, lang string)) {
	t.Helper()
	for _, s := range Sizes {
		for _, lang := range []string{"en", "es"} {
			t.Run(SizeName(s[0], s[1], lang), func(t *testing.T) { test(t, s[0], s[1], lang) })
		}
	}
}

// SizeName is the part of a golden's name that says size and language.
func SizeName(w, h int, lang string) string { return fmt.Sprintf("%dx%d-%s", w, h, lang) }
