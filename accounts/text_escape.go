package accounts

import (
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// EscapeJSONTTY writes, in valid JSON, the characters that a terminal might obey and encoding/json leaves alone (DEL, C1
// controls, bidirectional controls, zero-width and other invisible characters, private use) as \uXXXX. The document stays the
// same value. JSON without them comes back unchanged and without a copy.
func EscapeJSONTTY(b []byte) []byte {
	i := 0
	for i < len(b) {
		r, n := utf8.DecodeRune(b[i:])
		if unsafeOnTTY(r) {
			break
		}
		i += n
	}
	if i == len(b) {
		return b
	}
	out := append(make([]byte, 0, len(b)+32), b[:i]...)
	for i < len(b) {
		r, n := utf8.DecodeRune(b[i:])
		if unsafeOnTTY(r) {
			out = appendEscape(out, r)
		} else {
			out = append(out, b[i:i+n]...)
		}
		i += n
	}
	return out
}

// unsafeOnTTY tells whether a rune beyond C0 is not for printing.
func unsafeOnTTY(r rune) bool {
	if r < 0x7f {
		return false
	}
	return r < 0xa0 || r == 0x2028 || r == 0x2029 || invisible(r) || unicode.Is(unicode.Co, r) || r == utf8.RuneError
}

// appendEscape appends \uXXXX, as a pair of surrogates beyond the basic plane (RFC 8259 section 7).
func appendEscape(b []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	unit := func(u rune) {
		b = append(b, '\\', 'u', hex[u>>12&15], hex[u>>8&15], hex[u>>4&15], hex[u&15])
	}
	if r > 0xffff {
		r -= 0x10000
		unit(0xd800 + r>>10)
		r = 0xdc00 + r&0x3ff
	}
	unit(r)
	return b
}

// CSVField keeps a spreadsheet from taking a cell for a formula: what begins (after blanks) with = + - @, their full-width forms,
// TAB or CR gets an apostrophe in front. Quoting is left to encoding/csv.
func CSVField(s string) string {
	if s != "" && (s[0] == '\t' || s[0] == '\r' || s[0] == '\n') {
		return "'" + s
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " "))
	if strings.ContainsRune("=+-@\t\r＝＋－＠", r) && r != utf8.RuneError {
		return "'" + s
	}
	return s
}

// HTMLField makes remote or own text safe for the content of an HTML report.
func HTMLField(s string) string { return html.EscapeString(Cells(s, true)) }

// LogLine quotes s for one line of a log: newlines, controls, invisible characters, marks and quotes are escaped as in Go.
func LogLine(s string) string {
	b := append(make([]byte, 0, len(s)+2), '"')
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			b = append(b, `\x`...)
			b = append(b, "0123456789abcdef"[s[i]>>4], "0123456789abcdef"[s[i]&15])
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case plain(r):
			b = utf8.AppendRune(b, r)
		default:
			q := strconv.QuoteRuneToASCII(r)
			b = append(b, q[1:len(q)-1]...)
		}
		i += n
	}
	return string(append(b, '"'))
}

// maxFileName is the longest name FileName gives, in bytes.
const maxFileName = 80

// FileName makes a file name of a title: [a-z0-9-_] only, accents folded, runs of anything else become one hyphen. It is never
// empty, never begins with a hyphen and is no reserved name of any system; it has no extension.
func FileName(s string) string {
	b := make([]byte, 0, min(len(s), maxFileName))
	for _, r := range Fold(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_':
			b = append(b, byte(r))
		case len(b) > 0 && b[len(b)-1] != '-':
			b = append(b, '-')
		}
		if len(b) == maxFileName {
			break
		}
	}
	name := strings.Trim(string(b), "-")
	switch {
	case name == "":
		return "unnamed"
	case reservedName(name):
		return name + "_"
	}
	return name
}

// reservedName tells whether Windows keeps a name for a device.
func reservedName(s string) bool {
	switch s {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(s) == 4 && (s[:3] == "com" || s[:3] == "lpt") && digit(s[3])
}
