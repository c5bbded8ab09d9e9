package uitest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// Monkey presses, types, pastes, clicks and resizes at random. The same seed does the same, so a failure can be played again.
type Monkey struct {
	Seed  uint64
	Keys  []string // keys that are pressed often: those of the program's actions; the others come too, but seldom
	Texts []string // what is typed and pasted
	Sizes [][2]int // none: the three of Sizes, one below the smallest, and 1×1
	Small int      // one resize in so many goes below the smallest size; 0 means 8

	rng  *rand.Rand
	past []string // the newest acts
}

var rareKeys = strings.Fields("a b c d e f g h i j k l m n o p q r s t u v w x z A D G N T ñ é 0 1 2 3 4 5 6 7 8 9 _ + - . , ; : / ? ' ! < " +
	"enter esc tab shift+tab space backspace delete up down left right home end pgup pgdown f1 f8 f9 ctrl+s ctrl+r ctrl+u ctrl+w ctrl+a ctrl+e ctrl+d y")

var rareTexts = []string{"hola", "¡Gracias, vecina!", "@ana@masto.example", "#pan", "---\n", "👨‍👩‍👧 日本語", "https://masto.example/@ana/1", strings.Repeat("largo ", 120)}

// Play does n acts. after is called behind each with what was done; it holds the test's own invariants and may be nil.
// Frames are checked by the driver.
func (m *Monkey) Play(d *Driver, n int, after func(did string)) {
	d.t.Helper()
	m.rng = rand.New(rand.NewPCG(m.Seed, 0x76636572))
	done := false
	defer func() {
		if !done { // A panic, or a failure of the test: say how it came about.
			d.t.Logf("the monkey of seed %d ended with:\n  %s", m.Seed, strings.Join(m.past, "\n  "))
		}
	}()
	for range n {
		did := m.act(d)
		if after != nil {
			after(did)
		}
	}
	done = true
}

// did notes an act before it is done.
func (m *Monkey) did(format string, a ...any) string {
	s := fmt.Sprintf(format, a...)
	if m.past = append(m.past, s); len(m.past) > 40 {
		m.past = m.past[len(m.past)-40:]
	}
	return s
}

// act does one thing.
func (m *Monkey) act(d *Driver) string {
	switch p := m.rng.IntN(100); {
	case p < 55 && len(m.Keys) > 0:
		return m.press(d, m.pick(m.Keys))
	case p < 72:
		return m.press(d, m.pick(rareKeys))
	case p < 78:
		k := m.pick(rareKeys)
		s := m.did("burst %s", k)
		d.Burst(k)
		return s
	case p < 83:
		text := m.pick(append(m.Texts, rareTexts...))
		s := m.did("type %q", text)
		d.Type(text)
		return s
	case p < 88:
		text := m.pick(append(m.Texts, rareTexts...))
		s := m.did("paste %q", text)
		d.Paste(text)
		return s
	case p < 92:
		x, y := m.rng.IntN(max(1, d.o.Width)), m.rng.IntN(max(1, d.o.Height))
		s := m.did("click %d,%d", x, y)
		d.Click(x, y)
		return s
	case p < 94:
		n := m.rng.IntN(7) - 3
		s := m.did("wheel %d", n)
		d.Wheel(d.o.Width/2, d.o.Height/2, n)
		return s
	case p < 97:
		return m.resize(d)
	}
	by := time.Duration(m.rng.IntN(30_000)) * time.Millisecond
	s := m.did("wait %v", by)
	d.pass(by)
	return s
}

func (m *Monkey) press(d *Driver, key string) string {
	s := m.did("press %s", key)
	d.Press(key)
	return s
}

func (m *Monkey) resize(d *Driver) string {
	sizes := m.Sizes
	if len(sizes) == 0 {
		sizes = Sizes[:]
	}
	size := sizes[m.rng.IntN(len(sizes))]
	small := m.Small
	if small == 0 {
		small = 8
	}
	if m.rng.IntN(small) == 0 {
		size = [2]int{1 + m.rng.IntN(MinWidth), 1 + m.rng.IntN(MinHeight)}
	}
	s := m.did("resize %dx%d", size[0], size[1])
	d.Resize(size[0], size[1])
	return s
}

func (m *Monkey) pick(from []string) string { return from[m.rng.IntN(len(from))] }
