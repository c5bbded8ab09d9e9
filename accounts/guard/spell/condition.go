package spell

import (
	"strings"
	"unicode/utf8"
)

// condition is what a stem must look like at the side of an affix: one class of characters for each place.
type condition struct {
	classes []class
	suffix  bool // it looks at the end of the stem
}

// class is a set of characters, or all but those.
type class struct {
	set string
	not bool
}

func (c class) holds(r rune) bool { return strings.ContainsRune(c.set, r) != c.not }

// condition reads "[^aeiou]y"; "." is any one character, and alone it is no condition. Equal ones are kept once.
func (a *affixes) condition(s string, suffix bool) *condition {
	if s == "." {
		return nil
	}
	key := s
	if suffix {
		key += " "
	}
	if c, ok := a.matchers[key]; ok {
		return c
	}
	c := &condition{suffix: suffix}
	for s != "" {
		end := strings.IndexByte(s, ']')
		switch {
		case s[0] == '[' && end > 0:
			set, not := strings.CutPrefix(s[1:end], "^")
			c.classes = append(c.classes, class{set, not})
			s = s[end+1:]
		case s[0] == '.':
			c.classes = append(c.classes, class{"", true})
			s = s[1:]
		default:
			_, n := utf8.DecodeRuneInString(s)
			c.classes = append(c.classes, class{s[:n], false})
			s = s[n:]
		}
	}
	a.matchers[key] = c
	return c
}

// fits tells whether a stem meets the condition.
func (c *condition) fits(stem []byte) bool {
	if c == nil {
		return true
	}
	if !c.suffix {
		for _, k := range c.classes {
			r, n := utf8.DecodeRune(stem)
			if n == 0 || !k.holds(r) {
				return false
			}
			stem = stem[n:]
		}
		return true
	}
	for i := len(c.classes) - 1; i >= 0; i-- {
		r, n := utf8.DecodeLastRune(stem)
		if n == 0 || !c.classes[i].holds(r) {
			return false
		}
		stem = stem[:len(stem)-n]
	}
	return true
}
