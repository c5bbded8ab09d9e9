package guard

import (
	"slices"
	"strings"

	"vocero/accounts"
)

// privacy warns before somebody's data is said in public: e-mail addresses, phones, bank accounts, cards, and the numbers of
// identity documents, each held to its check digits where it has some. What stands among the client's contacts is its own. Who
// may be repeated is the person's decision, so it never blocks: Regulation (EU) 2016/679, art. 4 and 6.
func privacy(p accounts.Post, f Facts) []accounts.Finding {
	if p.Visibility < accounts.Unlisted {
		return nil
	}
	country := base(f.Brand.Region)
	if country == "" {
		country = countryOf(f.Brand.Zone)
	}
	var out []accounts.Finding
	texts := seen(p, f)
	for i := range texts {
		s := &texts[i]
		for _, d := range s.data(country) {
			if !contact(f.Brand, d, s.text[d.start:d.end]) {
				out = append(out, s.note(finding("privacy", accounts.Warn, "", d.say, s.text[d.start:d.end]), d.start, d.end))
			}
		}
	}
	return out
}

// datum is a place of a text that holds somebody's data.
type datum struct {
	start, end int
	say        saying
}

// data finds what a text tells of somebody, in order, at most five places.
func (s *spoken) data(country string) []datum {
	out := s.emails()
	linked := func(i int) bool {
		return slices.ContainsFunc(s.links, func(l accounts.Span) bool { return i >= l.Start && i < l.End })
	}
	for i := 0; i < len(s.text) && len(out) < manyPlaces; i++ {
		c := s.text[i]
		if !digit(c) && c != '+' && c != '(' && !letter(c) || i > 0 && (alnum(s.text[i-1]) || s.text[i-1] >= 0x80 || s.text[i-1] == '#' || s.text[i-1] == '@') || linked(i) {
			continue
		}
		if slices.ContainsFunc(out, func(d datum) bool { return i >= d.start && i < d.end }) {
			continue
		}
		if d, ok := codeAt(s.text, i, country); ok {
			out = append(out, d)
			i = d.end - 1
		} else if letter(c) { // The rest of the word is no beginning.
			for i+1 < len(s.text) && alnum(s.text[i+1]) {
				i++
			}
		}
	}
	slices.SortFunc(out, func(a, b datum) int { return a.start - b.start })
	return out
}

// emails finds addresses: a name, an @, and a host with a dot.
func (s *spoken) emails() []datum {
	var out []datum
	for i := 1; i < len(s.text)-1; i++ {
		if s.text[i] != '@' {
			continue
		}
		start := i
		for start > 0 && (alnum(s.text[start-1]) || strings.IndexByte("._%+-", s.text[start-1]) >= 0) {
			start--
		}
		end := nameEnd(s.text, i+1)
		if start == i || start > 0 && s.text[start-1] == '@' || !strings.Contains(s.text[i+1:end], ".") {
			continue
		}
		if slices.ContainsFunc(s.links, func(l accounts.Span) bool { return start >= l.Start && start < l.End }) {
			continue
		}
		out = append(out, datum{start, end, sayEmail})
	}
	return out
}

// codeAt reads a number or a code that begins at i, the most certain sort first.
func codeAt(text string, i int, country string) (datum, bool) {
	if end, code := run(text, i, " -", 42); len(code) >= 15 && iban(code) > 0 {
		return datum{i, endOf(text, i, iban(code), end), sayIBAN}, true
	}
	end, code := run(text, i, ".-", 20)
	switch upper := strings.ToUpper(code); {
	case dni(upper):
		return datum{i, end, sayDNI}, true
	case curp(upper):
		return datum{i, end, sayCURP}, true
	case rut(upper, text[i:end]):
		return datum{i, end, sayRUT}, true
	case rfc(upper):
		return datum{i, end, sayRFC}, true
	}
	if letter(text[i]) {
		return datum{}, false
	}
	end, code = run(text, i, " .-()+/", 30)
	if card(code, text[i:end]) {
		return datum{i, end, sayCard}, true
	}
	for len(code) >= 7 { // What stands behind a number may be another one: 600 111 222 10-14 h.
		switch part := text[i:end]; {
		case cuit(code, part):
			return datum{i, end, sayCUIT}, true
		case phone(code, part, country):
			return datum{i, end, sayPhone}, true
		}
		end = i + strings.LastIndexByte(text[i:end], ' ')
		if end < i {
			break
		}
		code = digitsOf(text[i:end])
	}
	return datum{}, false
}

// run reads letters and digits that single separators join, at most so many bytes, and gives them without the separators. It
// ends before a letter that follows a space, so that "600 111 222 y" is a number.
func run(text string, i int, separators string, most int) (end int, code string) {
	var b strings.Builder
	end = i
	for j, gaps := i, 0; j < len(text) && j-i < most; j++ {
		c := text[j]
		switch {
		case alnum(c):
			if strings.Contains(separators, "(") && letter(c) {
				return end, b.String()
			}
			b.WriteByte(c)
			end, gaps = j+1, 0
		case strings.IndexByte(separators, c) >= 0 && gaps < 2:
			gaps++
		default:
			return end, b.String()
		}
	}
	return end, b.String()
}

// endOf is the place behind so many letters and digits.
func endOf(text string, i, n, end int) int {
	for j := i; j < end; j++ {
		if alnum(text[j]) {
			if n--; n == 0 {
				return j + 1
			}
		}
	}
	return end
}

func digit(c byte) bool  { return c >= '0' && c <= '9' }
func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func alnum(c byte) bool  { return digit(c) || letter(c) }

// contact tells whether a datum is among the client's own contacts.
func contact(b accounts.Brand, d datum, text string) bool {
	return slices.ContainsFunc(b.Contacts, func(c string) bool {
		if d.say == sayEmail {
			return strings.EqualFold(strings.TrimSpace(c), text)
		}
		mine, theirs := digitsOf(c), digitsOf(text)
		return len(theirs) >= 7 && (strings.HasSuffix(mine, theirs) || len(mine) >= 7 && strings.HasSuffix(theirs, mine))
	})
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// countryOf guesses the country from the zone, for the shape of phones.
func countryOf(zone string) string {
	for prefix, country := range map[string]string{"Europe/Madrid": "es", "Atlantic/Canary": "es", "America/Mexico": "mx", "America/Argentina": "ar", "America/Buenos": "ar",
		"America/Bogota": "co", "America/Santiago": "cl", "America/Lima": "pe", "America/New_York": "us", "America/Chicago": "us", "America/Los_Angeles": "us", "Europe/London": "gb"} {
		if strings.HasPrefix(zone, prefix) {
			return country
		}
	}
	return ""
}

// nameEnd is the end of a name of letters, digits and underscores, with dots and hyphens inside.
func nameEnd(s string, i int) int {
	end := i
	for j := i; j < len(s); j++ {
		switch c := s[j]; {
		case c < 0x80 && inWord(rune(c)):
			end = j + 1
		case c != '.' && c != '-' || j == i:
			return end
		}
	}
	return end
}
