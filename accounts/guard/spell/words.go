package spell

import (
	"errors"
	"fmt"
	"strings"
)

// words are the stems of a dictionary, packed: one run of bytes, "word NUL flags LF" for each, and a table of places in it, probed
// one after the other. 60,000 stems take about 1.5 MB so.
type words struct {
	text  string
	slots []uint32 // place in text + 1; 0: free
}

// maxText is the size of a .dic file that is read, in bytes.
const maxText = 64 << 20

// readWords reads a .dic file: a line with the count, then a word a line, "word/flags", with notes after a tab.
func readWords(dic []byte, a *affixes) (*words, error) {
	text := strings.TrimPrefix(string(dic), "\ufeff")
	if len(text) > maxText {
		return nil, fmt.Errorf("reading the words: more than %d bytes", maxText)
	}
	_, text, lines := strings.Cut(text, "\n")
	if !lines {
		return nil, errors.New("reading the words: there is no line with their count")
	}
	var b strings.Builder
	b.Grow(len(text) + 64)
	n := 0
	for line := range strings.Lines(text) {
		n += pack(&b, strings.TrimRight(line, "\r\n"), a)
	}
	w := &words{text: b.String()}
	size := 16
	for size < n*2 {
		size *= 2
	}
	w.slots = make([]uint32, size)
	for at := 0; at < len(w.text); {
		end := at + strings.IndexByte(w.text[at:], 0)
		w.put(w.text[at:end], at)
		at = end + strings.IndexByte(w.text[end:], '\n') + 1
	}
	return w, nil
}

// pack packs one line and tells how many entries it made: a word with capitals inside has a hidden one for texts in capitals, as
// "OPENOFFICE.ORG" for "OpenOffice.org" (hunspell does so).
func pack(b *strings.Builder, line string, a *affixes) int {
	word, flags := cut(line)
	if len(word) == 0 || len(word) > maxWord || strings.IndexByte(word, 0) >= 0 {
		return 0
	}
	set := flags
	if flags != "" && (a.mode != flagUTF8 || len(a.aliases) > 0) {
		set = a.flagSet(flags)
	}
	set = clean(set)
	entry(b, word, set)
	switch c := shapeOf(word); {
	case has(set, a.forbid):
	case c == mixed || c == mixedInitial || c == capitals && set != "":
		entry(b, title(strings.ToLower(word)), set+string(rune(onlyUpper)))
		return 2
	}
	return 1
}

// clean keeps the marks that part entries out of a set of flags.
func clean(set string) string {
	if strings.ContainsAny(set, "\x00\n") {
		set = strings.NewReplacer("\x00", "", "\n", "").Replace(set)
	}
	return strings.ToValidUTF8(set, "")
}

// cut parts a line into the word and its flags. A slash with a backslash before it belongs to the word; notes are left out.
func cut(line string) (word, flags string) {
	line, _, _ = strings.Cut(line, "\t")
	for i := 0; i+4 <= len(line); i++ { // A note is " xx:value".
		if line[i] == ' ' && line[i+3] == ':' {
			line = line[:i]
			break
		}
	}
	line = strings.TrimRight(line, " ")
	for i := 1; i < len(line); i++ {
		if line[i] == '/' && line[i-1] != '\\' {
			return strings.ReplaceAll(line[:i], `\/`, "/"), line[i+1:]
		}
	}
	return strings.ReplaceAll(line, `\/`, "/"), ""
}

func entry(b *strings.Builder, word, flags string) {
	b.WriteString(word)
	b.WriteByte(0)
	b.WriteString(flags)
	b.WriteByte('\n')
}

// put enters the place of a word into the table.
func (w *words) put(word string, at int) {
	i := hash(word) & uint32(len(w.slots)-1)
	for w.slots[i] != 0 {
		i = (i + 1) & uint32(len(w.slots)-1)
	}
	w.slots[i] = uint32(at + 1)
}

// hash is FNV-1a, 32 bits.
func hash[T string | []byte](b T) uint32 {
	h := uint32(2166136261)
	for i := range len(b) {
		h = (h ^ uint32(b[i])) * 16777619
	}
	return h ^ h>>15
}

// stem is an entry that was found: its flags, and where to look for the next entry of the same word.
type stem struct {
	flags string
	next  uint32
	ok    bool
}

// find is the first entry of a word.
func (w *words) find(word []byte) stem {
	return w.from(word, hash(word)&uint32(len(w.slots)-1))
}

// again is the next entry of the same word.
func (w *words) again(word []byte, s stem) stem { return w.from(word, s.next) }

func (w *words) from(word []byte, i uint32) stem {
	mask := uint32(len(w.slots) - 1)
	for {
		at := w.slots[i]
		if at == 0 {
			return stem{}
		}
		i = (i + 1) & mask
		end := int(at) - 1 + len(word)
		if end < len(w.text) && w.text[end] == 0 && string(w.text[at-1:end]) == string(word) {
			n := strings.IndexByte(w.text[end+1:], '\n')
			return stem{flags: w.text[end+1 : end+1+n], next: i, ok: true}
		}
	}
}

// each calls f with every stem and its flags, until it says no.
func (w *words) each(f func(word, flags string) bool) {
	for at := 0; at < len(w.text); {
		end := at + strings.IndexByte(w.text[at:], 0)
		stop := end + strings.IndexByte(w.text[end:], '\n')
		if !f(w.text[at:end], w.text[end+1:stop]) {
			return
		}
		at = stop + 1
	}
}
