package pane

import (
	tea "charm.land/bubbletea/v2"
)

// Action is one thing a person can do: its keys, its words, why it cannot run now. Footer, help, palette, remapping and the
// README's table are made of these.
type Action struct {
	// Name is stable: "mention.done". Remapping and the palette use it.
	Name string
	// Keys are alternatives, each a chord of one or two presses as tea.Key.String() writes them: {{"x"}, {"g", "f"}}.
	Keys [][]string
	// Label is a text key of ui/lang, a verb of one or two words: "done".
	Label string
	// Help is a text key of ui/lang, one sentence.
	Help string
	// Run starts the work, it never does it. It may return nil.
	Run func() tea.Cmd
	// Blocked says why it cannot run now, as a text key of ui/lang with its arguments; nil or "" when it can.
	Blocked func() (reason string, args []any)
	// Footer puts it into the footer, lower first; 0 keeps it out.
	Footer int
	// Letter marks an act that asks for the client's letter before it leaves.
	Letter bool
	// Typing lets it run while the pane is typing; only for keys with ctrl, alt, Esc, Tab or F1 to F12.
	Typing bool
}

// Why is the reason an action cannot run now, "" when it can.
func (a Action) Why() (string, []any) {
	if a.Blocked == nil {
		return "", nil
	}
	return a.Blocked()
}

// Key is the first way to press the action, as it is written for people: "gf", "ctrl+s".
func (a Action) Key() string {
	if len(a.Keys) == 0 {
		return ""
	}
	s := ""
	for _, k := range a.Keys[0] {
		s += k
	}
	return s
}

// Press makes the Keys of an action from single keys: Press("x", "delete") is two alternatives of one press each.
func Press(keys ...string) [][]string {
	out := make([][]string, len(keys))
	for i, k := range keys {
		out[i] = []string{k}
	}
	return out
}

// Chord makes the Keys of an action from one chord: Chord("g", "f").
func Chord(keys ...string) [][]string { return [][]string{keys} }
