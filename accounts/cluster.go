package accounts

// ClusterLen is the length in bytes of the first grapheme cluster of s; 0 for an empty text.
func ClusterLen(s string) int {
	if s == "" {
		return 0
	}
	n, _ := cluster(s)
	return n
}

// MixedScripts tells whether a word mixes Latin letters with those of a script that imitates them, or is made of imitating ones
// between which a Latin one stands (UTS 39, confusables).
func MixedScripts(word string) bool {
	for i := 0; i < len(word); i++ {
		if word[i] >= 0x80 {
			return mixedWords(word)
		}
	}
	return false
}
