package accounts

import "strings"

// Quotable tells whether something that was said may be quoted: only what everybody may read, and only words.
func (m Mention) Quotable() bool {
	return m.Kind == Talk && m.StatusID != "" && m.Visibility == Public
}

// Quotation is what is said in a mention, as a post that quotes it shows it: who, and the words in a line, shortened.
func (m Mention) Quotation() Text {
	return LineText(m.Author.String() + ": " + Truncate(strings.Join(strings.Fields(m.Text.String()), " "), excerptCells))
}

// Quote begins a post of an account that quotes what was said to it.
func Quote(m Mention, own Account) Post {
	return Post{Brand: m.Brand, State: Draft, Visibility: Public, Targets: []ID{own.ID}, Quoted: m.StatusID, Quotation: m.Quotation()}
}
