package lang

import "vocero/accounts"

// itemWords name what networks charge for.
var itemWords = map[accounts.Item]string{
	accounts.ItemPost: "post//charged", accounts.ItemLink: "post with a link", accounts.ItemReply: "reply to who called", accounts.ItemBoost: "boost//charged",
	accounts.ItemUnboost: "boost taken back", accounts.ItemDelete: "deletion", accounts.ItemHide: "hiding a reply", accounts.ItemMute: "muting", accounts.ItemUnmute: "end of muting",
	accounts.ItemAlt: "description of a file", accounts.ItemRead: "posts read", accounts.ItemOwnRead: "own mentions and posts read", accounts.ItemUser: "profiles read",
	accounts.ItemCount: "counts of posts", accounts.ItemAnalytics: "figures read",
}

// Item names what a network charges for.
func (p *Printer) Item(i accounts.Item) string {
	if w, ok := itemWords[i]; ok {
		return p.T(w)
	}
	return i.String()
}

// Price says what something costs, "price $0.20 (with a link)"; "" where it is free.
func (p *Printer) Price(m accounts.Micros, linked bool) string {
	switch {
	case m == 0:
		return ""
	case linked:
		return p.T("%s (with a link)", m.String())
	}
	return m.String()
}
