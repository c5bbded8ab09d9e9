//go:build hunspell

package spell_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"vocero/accounts/guard/spell"
)

// agreeWords is how many words of each language are laid before both programs, and agreeShare the least share of equal answers.
const (
	agreeWords = 20_000
	agreeShare = 0.999
)

// TestHunspellAgrees asks Debian's hunspell, on the files that are embedded here, about 20,000 words of each dictionary: forms
// with affixes, the same with an error, in all kinds of capitals. It prints where the two differ.
func TestHunspellAgrees(t *testing.T) {
	program, err := exec.LookPath("hunspell")
	if err != nil {
		t.Fatalf("hunspell is missing: install Debian's package hunspell: %v", err)
	}
	for _, name := range spell.Shelf() {
		t.Run(name, func(t *testing.T) {
			l, err := spell.Lay(name, agreeWords)
			if err != nil {
				t.Fatal(err)
			}
			theirs := ask(t, program, l)
			same, good, differ := 0, 0, []string(nil)
			for i, w := range l.Words {
				if theirs[i] {
					good++
				}
				if l.Right[i] == theirs[i] {
					same++
				} else {
					differ = append(differ, w)
				}
			}
			n := len(l.Words)
			t.Logf("%s: %d of %d the same (%.4f %%), %d of them right; differ: %q", name, same, n, 100*float64(same)/float64(n), good, differ[:min(len(differ), 40)])
			if n < agreeWords || float64(same) < agreeShare*float64(n) {
				t.Errorf("%d words, %d the same", n, same)
			}
			if good < n/4 || good > n*3/4 {
				t.Errorf("%d of %d words are right: that proves little", good, n)
			}
		})
	}
}

// ask lays words before hunspell, one a line.
func ask(t *testing.T, program string, l spell.Laid) []bool {
	dir := t.TempDir()
	for end, b := range map[string][]byte{".aff": l.Aff, ".dic": l.Dic} {
		if err := os.WriteFile(filepath.Join(dir, "d"+end), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(program, "-i", "UTF-8", "-d", filepath.Join(dir, "d"), "-w")
	cmd.Stdin = strings.NewReader(strings.Join(l.Words, "\n") + "\n")
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	b, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	wrong := map[string]bool{}
	for w := range strings.Lines(string(b)) {
		wrong[strings.TrimRight(w, "\n")] = true
	}
	out := make([]bool, len(l.Words))
	for i, w := range l.Words {
		out[i] = !wrong[w]
	}
	return out
}
