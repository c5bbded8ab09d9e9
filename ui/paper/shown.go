package paper

import (
	"strings"

	"vocero/accounts"
	"vocero/ui/pane"
)

// showing is how a network shows a text.
type showing struct {
	link  int  // graphemes of a link that are shown, without its scheme; 0: all of it as it is written
	short bool // @user@host is shown as @user
}

// showings by the network's name. Mastodon hides scheme and www of a link, cuts it after 30 characters, and shows a handle without
// its host (app/lib/text_formatter.rb); X and Bluesky cut links after 27 or so (developer.x.com, "display_url"; the Bluesky app's
// toShortUrl).
var showings = map[accounts.Kind]showing{
	accounts.Mastodon: {30, true},
	accounts.X:        {27, false},
	accounts.Bluesky:  {27, false},
}

// shortLink is a link as a network shows it.
func (s showing) shortLink(u string) string {
	if s.link == 0 {
		return u
	}
	_, rest, ok := strings.Cut(u, "://")
	if !ok {
		return u
	}
	rest = strings.TrimPrefix(rest, "www.")
	if accounts.Graphemes(rest) <= s.link {
		return strings.TrimSuffix(rest, "/")
	}
	n := 0
	for i := range rest {
		if n++; n > s.link {
			return rest[:i] + "…"
		}
	}
	return rest
}

// asShown is a text in lines of at most w cells as an account's network shows it: links, handles and hashtags stand out, and behind a
// warning it is faint.
func asShown(f pane.Frame, a accounts.Account, text string, w int, folded bool) []string {
	s := showings[a.Network]
	links := map[string]bool{}
	var b strings.Builder
	at := 0
	for _, l := range accounts.LinksIn(text) {
		b.WriteString(text[at:l.Start])
		u := s.shortLink(text[l.Start:l.End])
		links[accounts.Cells(u, false)] = true
		b.WriteString(u)
		at = l.End
	}
	b.WriteString(text[at:])
	lines := accounts.Wrap(accounts.Cells(b.String(), true), w)
	for i, line := range lines {
		if folded {
			lines[i] = f.Styles.Dim.Render(line)
			continue
		}
		lines[i] = brighten(f, line, links, s.short)
	}
	return lines
}

// brighten colours what can be followed.
func brighten(f pane.Frame, line string, links map[string]bool, short bool) string {
	if !strings.ContainsAny(line, "#@") && len(links) == 0 {
		return line
	}
	words := strings.Split(line, " ")
	for i, word := range words {
		core := strings.TrimRight(word, ".,;:!?…)»")
		if core == "" {
			continue
		}
		tail := word[len(core):]
		switch {
		case links[word]:
			words[i] = f.Styles.Accent.Render(word)
		case links[core]:
			words[i] = f.Styles.Accent.Render(core) + tail
		case core[0] == '@' && len(core) > 1:
			if name, _, ok := strings.Cut(core[1:], "@"); ok && short {
				core = "@" + name
			}
			words[i] = f.Styles.Accent.Render(core) + tail
		case core[0] == '#' && len(core) > 1:
			words[i] = f.Styles.Accent.Render(core) + tail
		}
	}
	return strings.Join(words, " ")
}
