package spell

import "strings"

// distance is the cost of the slips between a wrong word and a right one: about 1 for a letter that is missing, too many or
// another, less for what is often confused or near on the keyboard, little for accents.
func distance(wrong, good string) float64 { return within([]rune(wrong), []rune(good), farthest+2) }

// within is distance, given up as soon as it must come to more than most.
func within(a, b []rune, most float64) float64 {
	if len(a) > 2*longest || len(b) > 2*longest {
		return most + 1
	}
	var rows [3][2*longest + 1]float64
	for j := 1; j <= len(b); j++ {
		rows[1][j] = rows[1][j-1] + extra(b, j-1)
	}
	before, last, row := &rows[0], &rows[1], &rows[2]
	for i := 1; i <= len(a); i++ {
		row[0] = last[0] + extra(a, i-1)
		least := row[0]
		for j := 1; j <= len(b); j++ {
			c := last[j-1]
			if a[i-1] != b[j-1] {
				c += other(a[i-1], b[j-1])
			}
			c = min(c, last[j]+extra(a, i-1), row[j-1]+extra(b, j-1))
			if i > 1 && j > 1 && a[i-1] != a[i-2] && bareOf(a[i-1]) == bareOf(b[j-2]) && bareOf(a[i-2]) == bareOf(b[j-1]) {
				c = min(c, before[j-2]+0.7)
			}
			row[j] = c
			least = min(least, c)
		}
		if least > most+0.7 {
			return most + 1
		}
		before, last, row = last, row, before
	}
	c := last[len(b)]
	if len(a) > 0 && len(b) > 0 && other(a[0], b[0]) > 0.6 && bareOf(a[0]) != 'h' && bareOf(b[0]) != 'h' {
		c += 0.3
	}
	return c
}

// extra is what a letter costs that one of the words lacks.
func extra(w []rune, i int) float64 {
	switch r := w[i]; {
	case i > 0 && bareOf(w[i-1]) == bareOf(r):
		return 0.5 // doubled
	case r == 'h' || r == '\'' || r == '-':
		return 0.45
	case vowel(r):
		return 0.9
	}
	return 1
}

// confused are letters that sound alike or are often taken for each other, by the first of the two.
var confused = map[rune]string{'b': "v", 'v': "bw", 's': "czx", 'c': "szkq", 'z': "sc", 'g': "jc", 'j': "g", 'y': "i", 'i': "y", 'k': "cq", 'q': "kc",
	'x': "s", 'm': "n", 'n': "mñ", 'w': "v", 'ñ': "n", 'd': "t", 't': "d"}

func confuses(a, b rune) bool { return strings.ContainsRune(confused[a], b) }

func vowel(r rune) bool {
	switch bareOf(r) {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return false
}

// rows of the keyboard, Spanish and English alike.
var keyboard = []string{"qwertyuiop", "asdfghjklñ", "zxcvbnm"}

// other is what one letter costs in the place of another.
func other(a, b rune) float64 {
	switch {
	case a == b:
		return 0
	case bareOf(a) == bareOf(b):
		return accentCost
	case confuses(a, b):
		return 0.5
	case vowel(a) && vowel(b):
		return 0.8
	case beside(bareOf(a), bareOf(b)):
		return 0.85
	}
	return 1.1
}

// beside tells whether two letters are neighbours on the keyboard.
func beside(a, b rune) bool {
	for n, row := range keyboard {
		i := strings.IndexRune(row, a)
		if i < 0 {
			continue
		}
		for m := max(0, n-1); m <= min(2, n+1); m++ {
			if j := strings.IndexRune(keyboard[m], b); j >= 0 && i-j <= 1 && j-i <= 1 {
				return true
			}
		}
	}
	return false
}
