package cli

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vocero/ui/lang"
)

// grant is one act that a person let go with the client's letter, as the screen showed it to her.
type grant struct {
	at      time.Time
	op      string          // the headline of the question, in the language of the screen
	handles map[string]bool // who was to speak
	letter  string
	box     string // the question without spaces and frames
	quote   string // of it, the text that is to leave
	parts   int    // of a thread
	batch   bool   // several posts of one client for their slots, listed with their hours
	used    map[string]int
}

// ledger stands between the driver and the root. It knows nothing of the root but its screen: before every key it reads whether the
// letter is being asked for, of whom and for what, and notes when the key was that client's own letter, alone in 50 ms, and not
// within the first 250 ms.
type ledger struct {
	root    tea.Model
	now     func() time.Time
	lang    *lang.Printer
	letters map[string]string // of handles
	ask     string            // the title of the question
	client  string            // the word before the client in it
	threads *regexp.Regexp

	content string
	shown   time.Time // since when the question in view has been on the screen; zero: none is
	box     string
	last    time.Time // the newest key, paste or click
	pending *grant
	grants  []*grant
}

// The rule of the letter, written a second time (decision: grace 250 ms, quiet 50 ms).
const (
	graceOfLetter = 250 * time.Millisecond
	quietOfLetter = 50 * time.Millisecond
)

func newLedger(root tea.Model, tag string, now func() time.Time) *ledger {
	p := lang.New(tag)
	n := regexp.QuoteMeta(p.T("a thread of %d", 77))
	return &ledger{root: root, now: now, lang: p, letters: map[string]string{}, ask: p.T("Who speaks?"), client: p.T("client"),
		threads: regexp.MustCompile(strings.ReplaceAll(squeeze(n), "77", `(\d+)`))}
}

// Init is the root's.
func (l *ledger) Init() tea.Cmd { return l.root.Init() }

// Update notes what the message means for what is on the screen, then lets the root have it.
func (l *ledger) Update(m tea.Msg) (tea.Model, tea.Cmd) {
	switch k := m.(type) {
	case tea.KeyPressMsg:
		l.byte()
		l.press(k.String())
		l.last = l.now()
	case tea.PasteMsg:
		l.byte()
		l.last = l.now()
	case tea.MouseClickMsg:
		l.last = l.now()
	}
	next, cmd := l.root.Update(m)
	l.root = next
	return l, cmd
}

// View is the root's; what it shows is remembered.
func (l *ledger) View() tea.View {
	v := l.root.View()
	if v.Content == l.content {
		return v
	}
	l.content = v.Content
	switch box := l.question(); {
	case box == "":
		if !l.small() {
			l.shown, l.box = time.Time{}, ""
		}
	case l.shown.IsZero():
		l.shown, l.box = l.now(), box
	default:
		l.box = box
	}
	return v
}

// small tells whether the screen shows only the sentence that it is too small: a question behind it stays open.
func (l *ledger) small() bool {
	h := strings.Count(l.content, "\n") + 1
	return h < 20 || ansi.StringWidth(l.content[:strings.IndexByte(l.content+"\n", '\n')]) < 60
}

// question is the letter dialog on the screen without its frame, "" when there is none.
func (l *ledger) question() string {
	if !strings.Contains(l.content, l.ask) {
		return ""
	}
	_, rest, found := strings.Cut(ansi.Strip(l.content), "╭─ "+l.ask+" ─")
	if !found {
		return ""
	}
	var out []string
	for i, line := range strings.Split(rest, "\n") {
		if strings.Contains(line, "╰") {
			break
		}
		_, in, ok := strings.Cut(line, "│ ")
		end := strings.LastIndex(in, " │")
		if i > 0 && ok && end >= 0 {
			out = append(out, in[:end])
		}
	}
	return strings.Join(out, "\n")
}

// byte settles the letter that waits for its 50 ms: another byte within them undoes it.
func (l *ledger) byte() {
	if l.pending != nil && l.now().Sub(l.pending.at) >= quietOfLetter {
		l.grants = append(l.grants, l.pending)
	}
	l.pending = nil
}

var (
	handleInBox = regexp.MustCompile(`@[\w.-]+@[\w.-]+ \(`)
	listedInBox = regexp.MustCompile(`(?m)^│? ?\d{4}-\d\d-\d\d \d\d:\d\d  `)
)

// press notes a letter that counts.
func (l *ledger) press(key string) {
	now := l.now()
	if l.shown.IsZero() || l.box == "" || l.small() || now.Sub(l.shown) < graceOfLetter || now.Sub(l.last) < quietOfLetter {
		return
	}
	g := &grant{at: now, letter: key, handles: map[string]bool{}, used: map[string]int{}, parts: 1, box: squeeze(l.box)}
	g.op, _, _ = strings.Cut(strings.TrimSpace(l.box), "\n")
	g.op = strings.TrimSpace(g.op)
	speakers, _, _ := strings.Cut(l.box, "\n"+l.client)
	for _, h := range handleInBox.FindAllString(speakers, -1) {
		h = strings.TrimSuffix(h, " (")
		if l.letters[h] != key {
			return // Somebody else's letter, or none: it confirms nothing.
		}
		g.handles[h] = true
	}
	for _, line := range strings.Split(l.box, "\n") {
		if text, quoted := strings.CutPrefix(line, "│ "); quoted {
			g.quote += squeeze(text)
		}
	}
	g.batch = listedInBox.MatchString(l.box)
	if n := l.threads.FindStringSubmatch(g.box); n != nil {
		g.parts, _ = strconv.Atoi(n[1])
	}
	if len(g.handles) > 0 {
		l.pending = g
	}
}

// claim is something that arrived, for which a grant is looked for.
type claim struct {
	handle  string
	at      time.Time
	ops     []string // the headlines that allow it
	said    string   // what the question must have quoted
	any     bool     // nothing certain is known of that
	further bool     // a part of a thread behind the first: covered by the grant of the first
}

// take uses up the grant that covers a claim, and tells whether there was one: the newest that quoted these very words, else the newest
// of which they are a part. A thread's question holds more words than one, and would be used up by somebody else's.
func (l *ledger) take(c claim) bool {
	l.byte()
	said := squeeze(c.said)
	for _, whole := range []bool{true, false} {
		for _, g := range slices.Backward(l.grants) {
			if (!whole || g.quote == said) && g.covers(c, said) {
				g.used[c.handle]++
				return true
			}
		}
	}
	return false
}

// covers tells whether a grant is one for a claim and not used up.
func (g *grant) covers(c claim, said string) bool {
	used := g.used[c.handle]
	if !g.handles[c.handle] || g.at.After(c.at) || !slices.Contains(c.ops, g.op) || !g.batch && (used >= g.parts || c.further != (used > 0)) {
		return false
	}
	return g.batch || c.further || c.any || g.shows(said)
}

// shows tells whether the question quoted a text: whole, or its beginning before an ellipsis; of a thread it is a part of that.
func (g *grant) shows(said string) bool {
	head, cut := strings.CutSuffix(g.quote, "…")
	if g.parts > 1 {
		return strings.Contains(head, said) || cut && strings.HasPrefix(said, head[strings.LastIndex(head, "---")+1:])
	}
	return g.quote == said || cut && strings.HasPrefix(said, head)
}

// squeeze takes spaces, frames and marks out, so that wrapped text can be compared.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == '\u00a0' || r >= 0x2500 && r <= 0x257f {
			return -1
		}
		return r
	}, s)
}
