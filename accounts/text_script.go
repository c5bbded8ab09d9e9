package accounts

import (
	"strings"
	"unicode"
)

// scripts is a set of writing systems, for telling whether a name mixes them.
type scripts uint16

const (
	latin scripts = 1 << iota
	greek
	cyrillic
	armenian
	cherokee
	han
	kana
	bopomofo
	hangul
	otherScript
)

// scriptOf is the script of a letter, 0 for what all scripts share.
func scriptOf(r rune) scripts {
	switch {
	case r < 0x80:
		if r|0x20 >= 'a' && r|0x20 <= 'z' {
			return latin
		}
		return 0
	case !unicode.IsLetter(r):
		return 0
	case unicode.Is(unicode.Latin, r):
		return latin
	case unicode.Is(unicode.Greek, r):
		return greek
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	case unicode.Is(unicode.Armenian, r):
		return armenian
	case unicode.Is(unicode.Cherokee, r):
		return cherokee
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		return kana
	case unicode.Is(unicode.Bopomofo, r):
		return bopomofo
	case unicode.Is(unicode.Hangul, r):
		return hangul
	case unicode.Is(unicode.Common, r):
		return 0
	}
	return otherScript
}

// mixed tells whether a set of scripts is more than one language writes in one word (UTS 39, highly restrictive).
func (s scripts) mixed() bool {
	if s&(s-1) == 0 {
		return false
	}
	return s&^(latin|han|kana) != 0 && s&^(latin|han|bopomofo) != 0 && s&^(latin|han|hangul) != 0
}

// lookalikes are the lower-case letters of Cyrillic, Greek and Armenian that pass for Latin ones (UTS 39 confusables, narrowed
// to what common fonts draw alike).
const lookalikes = "асԁеһіјӏорԗԛѕԝхуъьҽпгѵѡвкмнт" + "αιкνρυωηοτχγκνε" + "ագզէլհյոռսցօֆ"

// imitates tells whether all letters of a word are foreign and look like Latin ones.
func imitates(word string) bool {
	letters := 0
	for _, r := range word {
		switch scriptOf(r) {
		case 0:
			continue
		case greek, cyrillic, armenian:
		default:
			return false
		}
		if !strings.ContainsRune(lookalikes, unicode.ToLower(r)) {
			return false
		}
		letters++
	}
	return letters > 0
}

// oddWord tells whether a word of a name mixes scripts or imitates Latin as a whole.
func oddWord(word string) bool {
	var set scripts
	for _, r := range word {
		set |= scriptOf(r)
	}
	return set.mixed() || set != latin && imitates(word)
}

// mixedWords tells whether a text holds a word of three letters or more that mixes Latin with a script that imitates it. In
// running text that is all: whole words in another script are a language, and "Δt" is physics.
func mixedWords(s string) bool {
	var set scripts
	letters := 0
	odd := func() bool {
		return letters >= 3 && set&latin != 0 && set&(greek|cyrillic|armenian|cherokee) != 0
	}
	for _, r := range s {
		if c := scriptOf(r); c != 0 {
			set |= c
			letters++
			continue
		}
		if unicode.Is(unicode.M, r) || r >= '0' && r <= '9' {
			continue
		}
		if odd() {
			return true
		}
		set, letters = 0, 0
	}
	return odd()
}
