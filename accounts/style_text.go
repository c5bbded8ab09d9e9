package accounts

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// styleText is the style guide as a person edits it.
type styleText struct {
	Address   string   `toml:"address" comment:"tu, usted, vos"`
	Avoid     []string `toml:"avoid,multiline" comment:"\"word\" = never, \"word = another\" = say another"`
	Emoji     *int     `toml:"emoji" comment:"0, 1, 2, ...; -1 = *"`
	Signature string   `toml:"signature"`
	Hashtags  []string `toml:"hashtags"`
	TagsMost  *int     `toml:"hashtags_most" comment:"-1 = *"`
	Mood      string   `toml:"mood"`
	Guide     string   `toml:"guide,multiline"`
}

// Longest parts of a style guide.
const (
	maxGuide = 20000 // bytes
	maxTerms = 500
)

// Text is the style guide as TOML, for an editor. header are lines of explanation that go before it, without their #.
func (s Style) Text(header ...string) string {
	open := -1
	x := styleText{Address: s.Address.String(), Avoid: []string{}, Emoji: s.Emoji, Signature: s.Signature, Hashtags: s.Hashtags, TagsMost: s.TagsMost, Mood: s.Mood, Guide: s.Guide}
	for _, w := range s.Words {
		x.Avoid = append(x.Avoid, w.String())
	}
	if x.Hashtags == nil {
		x.Hashtags = []string{}
	}
	if x.Emoji == nil {
		x.Emoji = &open
	}
	if x.TagsMost == nil {
		x.TagsMost = &open
	}
	var b bytes.Buffer
	for _, l := range header {
		fmt.Fprintf(&b, "# %s\n", l)
	}
	if err := toml.NewEncoder(&b).Encode(x); err != nil {
		return "" // Plain values can always be written.
	}
	return b.String()
}

// ParseStyle reads what Text wrote and a person changed. The error says where it cannot be read.
func ParseStyle(text string) (Style, error) {
	var x styleText
	err := toml.NewDecoder(strings.NewReader(text)).DisallowUnknownFields().Decode(&x)
	var unknown *toml.StrictMissingError
	var broken *toml.DecodeError
	switch {
	case errors.As(err, &unknown):
		return Style{}, fmt.Errorf("reading the style guide: %s is none of its lines", strings.Join(unknown.Errors[0].Key(), "."))
	case errors.As(err, &broken):
		row, _ := broken.Position()
		return Style{}, fmt.Errorf("reading the style guide: line %d: %s", row, strings.TrimPrefix(broken.Error(), "toml: "))
	case err != nil:
		return Style{}, fmt.Errorf("reading the style guide: %w", err)
	}
	s := Style{Signature: strings.TrimSpace(x.Signature), Mood: strings.TrimSpace(x.Mood), Guide: strings.TrimSpace(x.Guide), Emoji: bound(x.Emoji), TagsMost: bound(x.TagsMost)}
	if s.Address, err = ParseAddress(x.Address); err != nil {
		return s, fmt.Errorf("reading the style guide: %w", err)
	}
	if s.Words, err = ParseWordStyles(x.Avoid); err != nil {
		return s, fmt.Errorf("reading the style guide: %w", err)
	}
	if s.Hashtags, err = ParseHashtags(x.Hashtags); err != nil {
		return s, fmt.Errorf("reading the style guide: %w", err)
	}
	if len(s.Guide) > maxGuide || len(s.Words) > maxTerms || len(s.Hashtags) > maxTerms {
		return s, fmt.Errorf("reading the style guide: it is too long: at most %d bytes of text and %d words", maxGuide, maxTerms)
	}
	return s, nil
}

// bound is a number of at least zero; nil for any other.
func bound(n *int) *int {
	if n == nil || *n < 0 {
		return nil
	}
	return n
}

// String is the word as it is typed: "cheap", or "cheap = good value".
func (w WordStyle) String() string {
	if w.Use == "" {
		return w.Avoid
	}
	return w.Avoid + " = " + w.Use
}

// ParseWordStyles reads words to avoid: "cheap", "cheap = good value". A word that is named twice is taken once, as it stands last.
func ParseWordStyles(list []string) ([]WordStyle, error) {
	var out []WordStyle
	for _, s := range list {
		avoid, use, _ := strings.Cut(s, "=")
		w := WordStyle{Avoid: strings.Join(strings.Fields(avoid), " "), Use: strings.Join(strings.Fields(use), " ")}
		if w.Avoid == "" || !strings.ContainsFunc(w.Avoid, searchable) {
			return nil, fmt.Errorf("%q is no word to avoid", s)
		}
		out = slices.DeleteFunc(out, func(o WordStyle) bool { return Fold(o.Avoid) == Fold(w.Avoid) })
		out = append(out, w)
	}
	return out, nil
}

// searchable tells whether a sign can be found in a text.
func searchable(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xAA
}

// ParseHashtags reads hashtags, with or without #, each once.
func ParseHashtags(list []string) ([]string, error) {
	var out []string
	for _, s := range list {
		t := strings.TrimPrefix(strings.TrimSpace(s), "#")
		if t == "" || strings.ContainsFunc(t, func(r rune) bool { return !searchable(r) }) {
			return nil, fmt.Errorf("%q is no hashtag", s)
		}
		if !slices.Contains(out, "#"+t) {
			out = append(out, "#"+t)
		}
	}
	return out, nil
}

// Empty tells whether the guide asks for nothing and says nothing.
func (s Style) Empty() bool {
	return s.Address == AddressAny && len(s.Words)+len(s.Hashtags) == 0 && s.Emoji == nil && s.TagsMost == nil && s.Signature == "" && s.Mood == "" && s.Guide == ""
}
