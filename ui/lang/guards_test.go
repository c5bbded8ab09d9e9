package lang_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/lang"
)

var update = flag.Bool("update", false, "write the goldens anew")

// verbs are the numbered verbs of a text.
var verbs = regexp.MustCompile(`%\[(\d)\]([dsq])`)

// samples are values that fit the verbs of a finding's two texts.
func samples(texts ...string) []any {
	out := []any{}
	for _, t := range texts {
		for _, m := range verbs.FindAllStringSubmatch(t, -1) {
			n, _ := strconv.Atoi(m[1])
			for len(out) < n {
				out = append(out, fmt.Sprintf("<%d>", len(out)+1))
			}
			if m[2] == "d" {
				out[n-1] = 1000*n + n
			}
		}
	}
	return out
}

// TestGuardsSpeak holds every sentence of every guard, with values in it, to a golden of each language.
func TestGuardsSpeak(t *testing.T) {
	for _, tag := range []string{lang.English, lang.Spanish} {
		t.Run(tag, func(t *testing.T) {
			p := lang.New(tag)
			var blocks []string
			texts := guard.Texts()
			for i := 0; i < len(texts); i += 2 {
				v := accounts.Finding{Reason: texts[i], Remedy: texts[i+1], Args: samples(texts[i], texts[i+1])}
				reason, remedy := p.Finding(v)
				if reason == "" || remedy == "" || strings.Contains(reason+remedy, "%!") || strings.Contains(reason+remedy, "%[") {
					t.Errorf("%q, %q", reason, remedy)
				}
				blocks = append(blocks, reason+"\n    "+remedy+"\n")
			}
			slices.Sort(blocks)
			got := strings.Join(blocks, "")
			file := "testdata/guards_" + tag + ".txt"
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s is not what the guards say; look at the difference, then write it anew with -update", file)
			}
		})
	}
}
