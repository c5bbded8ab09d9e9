package practice

import (
	"iter"
	"strconv"
	"strings"
	"time"
)

// Sample is one mention of Bulk, as small as a mention can be.
type Sample struct {
	ID       string // numeric, growing
	Acct     string // "ana12@vecinos.example"
	Name     string
	Text     string
	URL      string
	Language string
	At       time.Time
}

// bulkStep is the mean distance between two samples.
const bulkStep = 95 * time.Second

// Bulk invents n mentions that end shortly before end, oldest first, in Spanish
// ("es") or English. The same arguments give the same mentions; nothing of it is
// kept in memory.
func Bulk(n int, lang string, seed int64, end time.Time) iter.Seq[Sample] {
	v := bulkEN
	if lang == "es" {
		v = bulkES
	}
	return func(yield func(Sample) bool) {
		start := end.UTC().Add(-time.Duration(n) * bulkStep).Truncate(time.Millisecond)
		die := &die{state: uint64(seed)}
		for i := range n {
			at := start.Add(time.Duration(i)*bulkStep + time.Duration(die.below(int(bulkStep/time.Millisecond)))*time.Millisecond)
			if !yield(v.sample(die, at)) {
				return
			}
		}
	}
}

// die is a small generator of numbers; it stays the same in every Go release.
type die struct{ state uint64 }

func (d *die) below(n int) int {
	d.state += 0x9e3779b97f4a7c15
	return int(mix(d.state) % uint64(n))
}

func (d *die) of(list []string) string { return list[d.below(len(list))] }

// bulkText is the vocabulary of one language. A sentence is put together from a
// greeting, a pattern whose {what}, {when} and {who} are filled in, and an end.
type bulkText struct {
	code                                   string
	firsts, lasts, hosts                   []string
	greetings, patterns, what, when, close []string
}

func (v *bulkText) sample(d *die, at time.Time) Sample {
	first, last := d.of(v.firsts), d.of(v.lasts)
	// Few people speak often, many speak once.
	number := min(d.below(4000), d.below(4000), d.below(4000))
	user := asciiLower(first) + "_" + asciiLower(last) + strconv.Itoa(number)
	host := v.hosts[number%len(v.hosts)]
	id := strconv.FormatUint(stampOf(at)|uint64(d.below(1<<16)), 10)
	s := Sample{ID: id, Acct: user + "@" + host, Name: first + " " + last, Language: v.code, At: at}
	s.URL = "https://" + host + "/@" + user + "/" + id
	text := strings.Replace(d.of(v.patterns), "{what}", d.of(v.what), 1)
	text = strings.Replace(text, "{when}", d.of(v.when), 1)
	text = strings.Replace(text, "{n}", strconv.Itoa(2+d.below(38)), 1)
	parts := []string{d.of(v.greetings), text, d.of(v.close)}
	s.Text = strings.TrimSpace(strings.Join(parts, " "))
	if d.below(40) == 0 {
		s.Text += "\n\n" + d.of(v.greetings) + "\n" + d.of(v.close)
	}
	return s
}

var plainLetters = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ñ", "n", "ü", "u")

// asciiLower writes a name as a handle.
func asciiLower(s string) string { return plainLetters.Replace(strings.ToLower(s)) }
