package accounts

import "golang.org/x/text/unicode/norm"

// Cells makes her own text safe for cells, at the moment it is drawn; what is stored stays as typed. It is the rule of remote
// text except that emoji sequences stay whole (so that her family emoji is one), blank lines stay, and nothing is cut. In a
// line newlines become spaces. Plain text comes back unchanged and without a copy.
func Cells(s string, block bool) string {
	if printable(s, block) {
		return s
	}
	c := scrubber{line: !block, keep: true, out: make([]byte, 0, len(s)+8)}
	c.run(s)
	if !c.normalise {
		return string(c.out)
	}
	return clusters(norm.NFC.String(string(c.out)), true, maxMarks)
}

// printable tells whether all runes of s are plain, or newlines where they may be.
func printable(s string, block bool) bool {
	for _, r := range s {
		if !plain(r) && (r != '\n' || !block) {
			return false
		}
	}
	return true
}

// CleanPaste prepares what was pasted into the composer: valid UTF-8, newlines as LF, tabs and odd spaces as spaces, without
// controls and invisible characters; emoji sequences stay. removed counts the characters taken out, so that it can be said.
func CleanPaste(s string) (clean string, removed int) {
	if printable(s, true) {
		return s, 0
	}
	c := scrubber{keep: true, drop: true, out: make([]byte, 0, len(s)+8)}
	c.run(s)
	return string(c.out), c.removed
}
