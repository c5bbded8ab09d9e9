package spell

import (
	"runtime"
	"strings"
	"testing"
)

// mostHeap is what one dictionary may take once it is loaded, in bytes.
const mostHeap = 12 << 20

// TestDictionariesAreSmall weighs each dictionary as it lies in memory.
func TestDictionariesAreSmall(t *testing.T) {
	heap := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for name := range shelf {
		from := heap()
		d, err := open(name)
		if err != nil {
			t.Fatal(err)
		}
		to := heap()
		if to > from+mostHeap {
			t.Errorf("%s takes %d bytes, at most %d", name, to-from, mostHeap)
		}
		t.Logf("%s takes %.1f MB", name, float64(to-min(from, to))/(1<<20))
		runtime.KeepAlive(d)
	}
}

func BenchmarkOpen(b *testing.B) {
	for _, name := range []string{"es", "es-ES", "en-US"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := open(name); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkWord is one misspelt word with its suggestions, of the lists of real ones in turn.
func BenchmarkWord(b *testing.B) {
	for _, base := range []string{"es", "en"} {
		b.Run(base, func(b *testing.B) {
			tn, list, i := tongueOf(base), slipsOf(b, base), 0
			for b.Loop() {
				tn.suggest(list[i%len(list)][0])
				i++
			}
		})
	}
}

// BenchmarkDraft is a text of 5,000 letters as the editor asks for it after each change: nearly all is remembered.
func BenchmarkDraft(b *testing.B) {
	text := strings.Repeat("Mañana hay pan de centeno en la panaderia, y bizcocho de limón. ", 80)
	for b.Loop() {
		if len(speller.Slips(text, "es", nil)) == 0 {
			b.Fatal("no slips")
		}
	}
}
