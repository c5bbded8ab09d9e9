package spell

import (
	"strings"
	"testing"
)

// small files in which each rule of the format can be seen at work.
const (
	smallAff = `SET UTF-8
TRY aeiou
ICONV 1
ICONV ’ '
KEEPCASE K
NEEDAFFIX N
FORBIDDENWORD X
NOSUGGEST !
ONLYINCOMPOUND c
COMPOUNDMIN 1
COMPOUNDRULE 2
COMPOUNDRULE n*1t
COMPOUNDRULE n?mp
REP 2
REP f ph
REP alot a_lot
MAP 1
MAP uü(ss)ß
PFX U Y 1
PFX U 0 un .
PFX R N 1
PFX R 0 re [^e]
SFX S Y 2
SFX S y ies [^aeiou]y
SFX S 0 s [^y]
SFX A Y 1
SFX A 0 able/S .
SFX G N 1
SFX G e ing e
`
	smallDic = `14
work/SAUG
bake/GU
berry/S
Paris/S
eBay/KS
stem/NS
colour/X
colour's
rude/!
rich/R
1/n1
1th/tc
2/n
2nd/pmt
and\/or	po:conj
`
)

func readSmall(t testing.TB, aff, dic string) *dictionary {
	t.Helper()
	d, err := readDictionary([]byte(aff), []byte(dic))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRulesOfTheFormat(t *testing.T) {
	d := readSmall(t, smallAff, smallDic)
	for words, want := range map[string]bool{
		"work works workable workables unwork unworks unworkable unworkables": true, // two suffixes, and a prefix with both
		"worksable unberry working reworks berrys":                            false,
		"baking unbake berries rerich":                                        true,
		"unbaking bakeing reerich":                                            false, // G does not cross
		"Work WORK WORKS Paris PARIS eBay and/or":                             true,
		"paris wORK EBAY Ebay":                                                false,
		"stems":                                                               true,
		"stem colour Colour":                                                  false, // needs an affix; is forbidden
		"colour's colour’s work-bake -work work. work... 12 3,5 1.000-2":      true,
		"work-bakke work--wrk":                                                false,
		"11th 1111th 12nd 2nd rude":                                           true,
		"1th 2th 21th":                                                        false,
	} {
		for w := range strings.FieldsSeq(words) {
			if got := d.right(w); got != want {
				t.Errorf("%s: %v, want %v", w, got, want)
			}
		}
	}
	if len(d.rep) != 2 || d.rep[1].to != "a lot" || len(d.maps) != 1 || strings.Join(d.maps[0], " ") != "u ü ss ß" {
		t.Errorf("REP %v, MAP %q", d.rep, d.maps)
	}
	tn := &tongue{base: "en", books: []*dictionary{d}, patch: &patch{}}
	if got := tn.suggest("rudee"); len(got) > 0 {
		t.Errorf("a word that is never to be offered is: %q", got)
	}
	if got := tn.suggest("wrok"); len(got) == 0 || got[0] != "work" {
		t.Errorf("for wrok: %q", got)
	}
}

func TestWaysToWriteFlags(t *testing.T) {
	for _, aff := range []string{
		"SFX A Y 1\nSFX A 0 s .\nPFX B Y 1\nPFX B 0 un .\n|work/AB",
		"FLAG UTF-8\nSFX Ñ Y 1\nSFX Ñ 0 s .\nPFX € Y 1\nPFX € 0 un .\n|work/Ñ€",
		"FLAG long\nSFX zz Y 1\nSFX zz 0 s .\nPFX yx Y 1\nPFX yx 0 un .\n|work/zzyx",
		"FLAG num\nSFX 65000 Y 1\nSFX 65000 0 s .\nPFX 7 Y 1\nPFX 7 0 un .\n|work/65000,7",
		"AF 1\nAF AB\nSFX A Y 1\nSFX A 0 s .\nPFX B Y 1\nPFX B 0 un .\n|work/1",
		"FULLSTRIP\nBREAK 0\nSFX A Y 1\nSFX A 0 s .\nPFX B Y 1\nPFX B 0 un .\n|work/AB po:verb",
	} {
		a, w, _ := strings.Cut(aff, "|")
		d := readSmall(t, a, "1\n"+w+"\n")
		for _, s := range []string{"work", "works", "unwork", "unworks"} {
			if !d.right(s) {
				t.Errorf("%q: %s is wrong", aff, s)
			}
		}
		if d.right("worker") || d.right("sun") {
			t.Errorf("%q: too much is right", aff)
		}
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for _, r := range []struct{ aff, dic, want string }{
		{"SET ISO8859-1\n", "1\na\n", "UTF-8"},
		{strings.Repeat("x y\n", maxAffixes+1), "1\na\n", "lines"},
		{"", "work", "count"},
		{"", strings.Repeat("a", maxText+1), "bytes"},
	} {
		if _, err := readDictionary([]byte(r.aff), []byte(r.dic)); err == nil || !strings.Contains(err.Error(), r.want) {
			t.Errorf("%.20q: %v", r.aff, err)
		}
	}
	if _, err := open("no such"); err == nil {
		t.Error("a dictionary that is not there was read")
	}
}

// Hyphens and apostrophes, which hunspell's own program parts before it asks.
func TestDashesAndApostrophes(t *testing.T) {
	en, err := shelf["en-US"]()
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]bool{
		"don't Don't DON'T don’t baker's BAKER'S well-known Anglo-American 21st 112th 1001st": true,
		"dont don't't bakker's well-knwon 21th 2st":                                           false,
	} {
		for w := range strings.FieldsSeq(words) {
			if en.right(w) != want {
				t.Errorf("%s: want %v", w, want)
			}
		}
	}
}
