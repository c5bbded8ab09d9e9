package accounts

import "strings"

// excerptCells is how much of what is answered a reply carries with it, in cells.
const excerptCells = 200

// ReplyTo begins a reply to a mention: it speaks from the account addressed, names the author and the others who were named, keeps
// the content warning and the language, and is exactly as public as what it answers. own is the account addressed.
func ReplyTo(m Mention, own Account) Post {
	remote := m.StatusID
	if remote == "" {
		remote = m.RemoteID
	}
	seen := map[string]bool{strings.ToLower(own.Handle()): true}
	var names strings.Builder
	for _, h := range own.named(m) {
		name := "@" + strings.TrimPrefix(h.String(), "@")
		if key := strings.ToLower(name); h.String() != "" && !seen[key] {
			seen[key] = true
			names.WriteString(name)
			names.WriteByte(' ')
		}
	}
	v := m.Visibility
	if v == 0 {
		v = Direct // Unknown is taken for the narrowest.
	}
	p := Post{Brand: m.Brand, State: Draft, Text: names.String(), CW: m.CW.String(), Visibility: v, Language: m.Language, Targets: []ID{m.Account},
		Answering: &Answering{Mention: m.ID, Account: m.Account, RemoteID: remote, Author: m.Author, Widest: v, CW: m.CW,
			Excerpt: LineText(Truncate(strings.Join(strings.Fields(m.Text.String()), " "), excerptCells))}}
	p.Caret = len(p.Text)
	return p
}

// named are those whom a reply from the account names. On most networks the reply itself says whom it answers; the Mastodon API and
// version 1.1 of X want it in the text (docs.joinmastodon.org/methods/statuses/#create).
func (a Account) named(m Mention) []Text {
	if a.Network == Mastodon || a.Network == "" || a.Network == X && a.Instance.Version == APIv1 {
		return append([]Text{m.Author}, m.Addressed...)
	}
	return nil
}
