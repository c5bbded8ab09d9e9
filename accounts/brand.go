package accounts

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// BrandKind says whose voice a brand is.
type BrandKind uint8

// The kinds of brand. Personal is the freelancer's own presence: never a default, never in a batch.
const (
	Client BrandKind = iota
	Personal
)

var brandKinds = []string{"client", "personal"}

// String is "client" or "personal".
func (k BrandKind) String() string { return nameOf(brandKinds, uint8(k)) }

// Letter is the one key that names a brand and confirms what leaves in its name: "a" to "z" except "y", or "_" for the one
// personal brand. It can be changed; records are kept under the brand's ID.
type Letter string

// PersonalLetter is the letter of the personal brand.
const PersonalLetter Letter = "_"

// ErrLetter is the cause of a letter that no brand can have.
var ErrLetter = errors.New("a letter is one of a-z except y, lower case; _ is the personal brand's")

// ParseLetter checks that a letter fits a kind of brand. The error wraps ErrLetter.
func ParseLetter(s string, k BrandKind) (Letter, error) {
	ok := len(s) == 1 && s[0] >= 'a' && s[0] <= 'z' && s != "y"
	if k == Personal {
		ok = s == string(PersonalLetter)
	}
	if !ok {
		return "", fmt.Errorf("reading letter %q for a %s brand: %w", s, k, ErrLetter)
	}
	return Letter(s), nil
}

// MaxBrandName is the longest name of a brand, in graphemes.
const MaxBrandName = 60

// CleanBrandName checks a name: no control characters, not empty, at most MaxBrandName graphemes. Spaces around it go.
func CleanBrandName(s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", errors.New("reading the brand's name: it is empty; type the name the client trades under")
	}
	if !utf8.ValidString(s) {
		return "", errors.New("reading the brand's name: it is not valid UTF-8; type it again")
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) {
			return "", fmt.Errorf("reading the brand's name: it holds the control character U+%04X; type it again without it", r)
		}
	}
	if n := Graphemes(s); n > MaxBrandName {
		return "", fmt.Errorf("reading the brand's name: %d graphemes, at most %d fit; shorten it", n, MaxBrandName)
	}
	return s, nil
}

// Brand is a client, or the freelancer's own presence.
type Brand struct {
	ID        ID            `cbor:"1,keyasint"`
	Name      string        `cbor:"2,keyasint"`
	Letter    Letter        `cbor:"3,keyasint"`
	Kind      BrandKind     `cbor:"4,keyasint"`
	Zone      string        `cbor:"5,keyasint"`            // IANA name, "Europe/Madrid"
	Languages []string      `cbor:"6,keyasint,omitempty"`  // BCP 47, the first is the default of a new post
	Accent    string        `cbor:"7,keyasint,omitempty"`  // "#rrggbb"; "" takes one from the palette by Pattern
	Pattern   uint8         `cbor:"8,keyasint"`            // which of the theme's patterns repeats the speaker without colour
	Hours     []Hours       `cbor:"9,keyasint,omitempty"`  // business hours; none means any hour
	Slots     []Slot        `cbor:"10,keyasint,omitempty"` // weekly places for posts
	Pause     *Pause        `cbor:"11,keyasint,omitempty"` // nil: nothing is held
	Answer    time.Duration `cbor:"12,keyasint,omitempty"` // how long a mention may wait; 0 means DefaultAnswer
	Default   ID            `cbor:"13,keyasint,omitempty"` // the account that speaks when none is named; "" is the oldest
	Created   time.Time     `cbor:"14,keyasint"`
	Style     *Style        `cbor:"15,keyasint,omitempty"` // nil: no style guide yet
	Words     []string      `cbor:"16,keyasint,omitempty"` // words of the brand that spelling knows
	Off       []string      `cbor:"17,keyasint,omitempty"` // rules of the guards that are switched off
	Region    string        `cbor:"18,keyasint,omitempty"` // whose holidays count: ISO 3166, "ES-MD", "MX", "AR"; "" for none
	Apart     time.Duration `cbor:"19,keyasint,omitempty"` // least time between two posts; 0: no rule of the brand
	UTM       string        `cbor:"20,keyasint,omitempty"` // what is added to links, "utm_source={network}&utm_medium=social"; "" for nothing
	Contacts  []string      `cbor:"21,keyasint,omitempty"` // its own web sites, phones and e-mail addresses: they are public, and nobody else's
	Cap       *Micros       `cbor:"22,keyasint,omitempty"` // a month's bound of what networks charge, at which reading stops; nil: none
}

// DefaultAnswer is how long a mention may wait for an answer where the brand says nothing else.
const DefaultAnswer = 24 * time.Hour

// AnswerWithin is how long a mention of the brand may wait.
func (b Brand) AnswerWithin() time.Duration {
	if b.Answer > 0 {
		return b.Answer
	}
	return DefaultAnswer
}

// Language is the language of a new post: the brand's first, or "".
func (b Brand) Language() string {
	if len(b.Languages) == 0 {
		return ""
	}
	return b.Languages[0]
}

// Paused tells whether the brand's queue is held.
func (b Brand) Paused() bool { return b.Pause != nil }

// Pause holds everything a brand would send.
type Pause struct {
	Since  time.Time `cbor:"1,keyasint"`
	Reason string    `cbor:"2,keyasint"`
}

// Hours is a span of a weekday in which the brand is open, in minutes after local midnight.
type Hours struct {
	Day  time.Weekday `cbor:"1,keyasint"`
	From uint16       `cbor:"2,keyasint"`
	To   uint16       `cbor:"3,keyasint"`
}

// Slot is a weekly place of a brand for a post: a weekday and a local time, in the brand's zone.
type Slot struct {
	Day    time.Weekday `cbor:"1,keyasint"`
	Minute uint16       `cbor:"2,keyasint"` // minutes after local midnight, 0 to 1439
}

// String is the slot as the command line reads it: "mon 09:30".
func (s Slot) String() string {
	return fmt.Sprintf("%s %02d:%02d", strings.ToLower(s.Day.String()[:3]), s.Minute/60, s.Minute%60)
}

// ParseSlot reads "mon 09:30" (also "lun 09:30").
func ParseSlot(s string) (Slot, error) {
	f := strings.Fields(strings.ToLower(s))
	if len(f) != 2 {
		return Slot{}, fmt.Errorf("reading slot %q: want a weekday and an hour, as in \"mon 09:30\"", s)
	}
	d, ok := weekday(f[0])
	t, err := time.Parse("15:04", f[1])
	if !ok || err != nil {
		return Slot{}, fmt.Errorf("reading slot %q: want a weekday and an hour, as in \"mon 09:30\"", s)
	}
	return Slot{Day: d, Minute: uint16(t.Hour()*60 + t.Minute())}, nil
}

// weekday reads the first three letters of a weekday in English or Spanish.
func weekday(s string) (time.Weekday, bool) {
	r := []rune(s)
	if len(r) > 3 {
		r = r[:3]
	}
	for d, names := range [7][2]string{{"sun", "dom"}, {"mon", "lun"}, {"tue", "mar"}, {"wed", "mié"}, {"thu", "jue"}, {"fri", "vie"}, {"sat", "sáb"}} {
		for _, n := range names {
			if string(r) == n || Fold(string(r)) == Fold(n) {
				return time.Weekday(d), true
			}
		}
	}
	return 0, false
}
