package guard

import (
	"slices"
	"strings"
)

// ibanLengths are the lengths of the IBAN by country (SWIFT, IBAN Registry), for the countries of Europe and those near it.
var ibanLengths = map[string]int{"AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "BR": 29, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20,
	"ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
	"MA": 28, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SV": 28, "TR": 26, "UA": 29}

// iban is the length of the IBAN with which a code begins: its check digits leave 1 after division by 97 (ISO 13616). 0 for none.
func iban(code string) int {
	if len(code) < 15 {
		return 0
	}
	code = strings.ToUpper(code)
	n := ibanLengths[code[:2]]
	if n == 0 || len(code) < n || !digit(code[2]) || !digit(code[3]) {
		return 0
	}
	rest := 0
	for _, c := range code[4:n] + code[:4] {
		if c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	if rest != 1 {
		return 0
	}
	return n
}

// dni tells a Spanish DNI or NIE by its letter: the number leaves its place in the row of letters after division by 23 (Real
// Decreto 1553/2005, and Orden INT/2058/2008 for the NIE).
func dni(code string) bool {
	if len(code) != 9 || !letter(code[8]) {
		return false
	}
	if i := strings.IndexByte("XYZ", code[0]); i >= 0 {
		code = string(rune('0'+i)) + code[1:]
	}
	n, ok := number(code[:8])
	return ok && code[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[n%23]
}

// number reads digits only.
func number(s string) (n int, ok bool) {
	for i := range len(s) {
		if !digit(s[i]) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, s != ""
}

// shape tells whether a code has letters (A), digits (0), or either (*) where a pattern says.
func shape(code, pattern string) bool {
	if len(code) != len(pattern) {
		return false
	}
	for i := range len(code) {
		switch pattern[i] {
		case 'A':
			if !letter(code[i]) {
				return false
			}
		case '0':
			if !digit(code[i]) {
				return false
			}
		case '*':
			if !alnum(code[i]) {
				return false
			}
		}
	}
	return true
}

// curp tells a Mexican CURP by its shape and its last digit (Instructivo normativo para la asignación de la CURP, DOF).
func curp(code string) bool {
	if !shape(code, "AAAA000000AAAAAA*0") || strings.IndexByte("HMX", code[10]) < 0 || !monthDay(code[6:8], code[8:10]) {
		return false
	}
	sum := 0
	for i := range 17 {
		sum += curpValue(code[i]) * (18 - i)
	}
	return (10-sum%10)%10 == int(code[17]-'0')
}

// curpValue is the place of a sign in 0-9 A-N Ñ O-Z.
func curpValue(c byte) int {
	switch {
	case digit(c):
		return int(c - '0')
	case c <= 'N':
		return int(c-'A') + 10
	}
	return int(c-'A') + 11
}

// rfc tells a Mexican RFC of a person (13) or a firm (12) by its shape, its date and its last sign (SAT, Anexo 20).
func rfc(code string) bool {
	switch {
	case shape(code, "AAAA000000***") && monthDay(code[6:8], code[8:10]):
	case shape(code, "AAA000000***") && monthDay(code[5:7], code[7:9]):
		code = " " + code
	default:
		return false
	}
	const signs = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ"
	sum := 0
	for i := range 12 {
		at := strings.IndexByte(signs, code[i])
		if at < 0 {
			return false
		}
		sum += at * (13 - i)
	}
	switch want := 11 - sum%11; want {
	case 11:
		return code[12] == '0'
	case 10:
		return code[12] == 'A'
	default:
		return code[12] == byte('0'+want)
	}
}

func monthDay(month, day string) bool {
	m, _ := number(month)
	d, _ := number(day)
	return m >= 1 && m <= 12 && d >= 1 && d <= 31
}

// rut tells a Chilean RUT by its last sign, modulo 11; written with its hyphen, because nine digits alone are anything.
func rut(code, text string) bool {
	if len(code) < 8 || len(code) > 9 || !strings.Contains(text, "-") || text[len(text)-2] != '-' {
		return false
	}
	body := code[:len(code)-1]
	if _, ok := number(body); !ok {
		return false
	}
	sum, weight := 0, 2
	for i := len(body) - 1; i >= 0; i-- {
		sum += int(body[i]-'0') * weight
		if weight++; weight > 7 {
			weight = 2
		}
	}
	return code[len(code)-1] == "0K987654321"[sum%11]
}

// cuit tells an Argentine CUIT or CUIL by its kind and its last digit, modulo 11; written with its hyphens or alone.
func cuit(code, text string) bool {
	if len(code) != 11 || strings.ContainsAny(text, "+()/. ") {
		return false
	}
	if _, ok := number(code); !ok || !slices.Contains([]string{"20", "23", "24", "25", "26", "27", "30", "33", "34"}, code[:2]) {
		return false
	}
	sum := 0
	for i, w := range []int{5, 4, 3, 2, 7, 6, 5, 4, 3, 2} {
		sum += int(code[i]-'0') * w
	}
	return (11-sum%11)%11 == int(code[10]-'0')
}

// card tells a payment card by its length, its first digit and the digit of Luhn (ISO/IEC 7812).
func card(code, text string) bool {
	if len(code) < 13 || len(code) > 19 || strings.ContainsAny(text, "+()/.") || strings.IndexByte("23456", code[0]) < 0 {
		return false
	}
	sum := 0
	for i := range len(code) {
		c := code[len(code)-1-i]
		if !digit(c) {
			return false
		}
		d := int(c - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// phone tells a phone: with its + and country, or in the shape of the client's country. Dates, prices and years are none.
func phone(code, text, country string) bool {
	if _, ok := number(code); !ok {
		return false
	}
	if text[0] == '+' || strings.HasPrefix(text, "(+") || strings.HasPrefix(code, "00") && len(code) >= 11 {
		return len(code) >= 8 && len(code) <= 15
	}
	if strings.Contains(text, "/") || looksDated(text) {
		return false
	}
	in := func(first string, lengths ...int) bool {
		return slices.Contains(lengths, len(code)) && strings.IndexByte(first, code[0]) >= 0
	}
	switch country {
	case "es":
		return in("6789", 9)
	case "pe":
		return in("9", 9) || in("0", 9) && grouped(text)
	case "cl":
		return in("92", 9)
	case "mx":
		return in("23456789", 10)
	case "co":
		return in("36", 10)
	case "ar":
		return in("123", 10) && grouped(text) || in("0", 11) || in("1", 10)
	case "us":
		return in("23456789", 10) && code[3] >= '2' || in("1", 11)
	case "gb":
		return in("0", 10, 11)
	}
	return in("679", 9) || len(code) == 10 && grouped(text)
}

// grouped tells whether digits are written in groups.
func grouped(text string) bool { return strings.ContainsAny(text, " -.()") }

// looksDated tells a date such as 2026-12-01 or 01.12.2026 from a phone.
func looksDated(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	return len(parts) >= 3 && (len(parts[0]) == 4 && len(parts[1]) <= 2 || len(parts[2]) == 4 && len(parts[0]) <= 2 && len(parts[1]) <= 2)
}
