package accounts

import "fmt"

// nameOf is the name of an enumerated value, or "?" for one that a newer program wrote.
func nameOf(names []string, i uint8) string {
	if int(i) < len(names) {
		return names[i]
	}
	return "?"
}

// parseName finds a value by its name.
func parseName(what string, names []string, s string) (uint8, error) {
	for i, n := range names {
		if n == s && n != "" {
			return uint8(i), nil
		}
	}
	return 0, fmt.Errorf("reading %s: %q is none of %q", what, s, names)
}
