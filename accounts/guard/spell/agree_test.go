//go:build hunspell

package spell

import (
	"bufio"
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
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
	for name := range shelf {
		t.Run(name, func(t *testing.T) {
			d, err := open(name)
			if err != nil {
				t.Fatal(err)
			}
			ws := formsOf(d, agreeWords)
			theirs := ask(t, program, name, ws)
			same, good, differ := 0, 0, []string(nil)
			for i, w := range ws {
				if theirs[i] {
					good++
				}
				if d.right(w) == theirs[i] {
					same++
				} else {
					differ = append(differ, w)
				}
			}
			t.Logf("%s: %d of %d the same (%.4f %%), %d of them right; differ: %q", name, same, len(ws), 100*float64(same)/float64(len(ws)), good, differ[:min(len(differ), 40)])
			if len(ws) < agreeWords || float64(same) < agreeShare*float64(len(ws)) {
				t.Errorf("%d words, %d the same", len(ws), same)
			}
			if good < len(ws)/4 || good > len(ws)*3/4 {
				t.Errorf("%d of %d words are right: that proves little", good, len(ws))
			}
		})
	}
}

// formsOf makes different words from a dictionary, half of them with an error. None has a dash, a full stop or an apostrophe: the
// program parts those before it asks its library, and judges the parts.
func formsOf(d *dictionary, n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	var stems []string
	d.words.each(func(w, f string) bool {
		if !has(f, onlyUpper) {
			stems = append(stems, w+"/"+f)
		}
		return true
	})
	var suffixes, prefixes []affix
	for _, k := range keys(d.suffixes) {
		suffixes = append(suffixes, d.suffixes[k]...)
	}
	for _, k := range keys(d.prefixes) {
		prefixes = append(prefixes, d.prefixes[k]...)
	}
	letters := []rune(d.try)
	if len(letters) > 40 {
		letters = letters[:40]
	}
	seen := map[string]bool{}
	var out []string
	for len(out) < n {
		w, flags, _ := strings.Cut(stems[r.IntN(len(stems))], "/")
		w = grow(r, w, flags, suffixes, prefixes)
		if r.IntN(2) == 0 {
			w = spoil(r, w, letters)
		}
		switch r.IntN(10) {
		case 0:
			w = title(w)
		case 1:
			w = strings.ToUpper(w)
		case 2:
			if i := r.IntN(len(w) + 1); i < len(w) && w[i] < utf8.RuneSelf {
				w = w[:i] + strings.ToUpper(w[i:i+1]) + w[i+1:]
			}
		case 3:
			if len(d.rules) > 0 {
				w = strconv.Itoa(r.IntN(3000)) + []string{"st", "nd", "rd", "th"}[r.IntN(4)]
			}
		}
		if utf8.RuneCountInString(w) > 1 && !strings.ContainsAny(w, "-'’. ") && !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

func keys(m map[string][]affix) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// grow puts affixes on a stem: often such as it takes, sometimes any.
func grow(r *rand.Rand, w, flags string, suffixes, prefixes []affix) string {
	for range r.IntN(3) {
		foreign := r.IntN(12) == 0
		for range 400 {
			e := suffixes[r.IntN(len(suffixes))]
			rest, ok := strings.CutSuffix(w, e.strip)
			if !ok || rest == "" || !e.when.fits([]byte(w)) || !has(flags, e.flag) && !foreign {
				continue
			}
			w, flags = rest+e.add, e.cont
			break
		}
	}
	if r.IntN(4) == 0 {
		e := prefixes[r.IntN(len(prefixes))]
		if rest, ok := strings.CutPrefix(w, e.strip); ok && e.when.fits([]byte(w)) {
			w = e.add + rest
		}
	}
	return w
}

// spoil makes one error in a word.
func spoil(r *rand.Rand, w string, letters []rune) string {
	x := []rune(w)
	i := r.IntN(len(x))
	switch r.IntN(4) {
	case 0:
		x = slices.Delete(x, i, i+1)
	case 1:
		x = slices.Insert(x, i, letters[r.IntN(len(letters))])
	case 2:
		x[i] = letters[r.IntN(len(letters))]
	case 3:
		j := max(i-1, 0)
		x[i], x[j] = x[j], x[i]
	}
	return string(x)
}

// ask lays words before hunspell, one a line.
func ask(t *testing.T, program, name string, ws []string) []bool {
	dir := t.TempDir()
	for _, end := range []string{".aff", ".dic"} {
		b, err := unpack(name + end + ".gz")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "d"+end), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(program, "-i", "UTF-8", "-d", filepath.Join(dir, "d"), "-w")
	cmd.Stdin = strings.NewReader(strings.Join(ws, "\n") + "\n")
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	b, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	wrong := map[string]bool{}
	for s := bufio.NewScanner(bytes.NewReader(b)); s.Scan(); {
		wrong[s.Text()] = true
	}
	out := make([]bool, len(ws))
	for i, w := range ws {
		out[i] = !wrong[w]
	}
	return out
}
