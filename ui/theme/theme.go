// Package theme turns a few tokens into styles: once for a background and a colour profile, never per row.
//
// A colour is never the only carrier of a meaning: every state has a glyph and a word too, and a brand has a letter and a
// pattern. So the same screens work on a terminal of 16 colours and with NO_COLOR, where bold, faint and reverse are left.
//
// Nothing here asks the terminal: the root learns background and profile from Bubble Tea's messages and calls New again.
package theme

import (
	"image/color"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
)

// Options say for what terminal the styles are.
type Options struct {
	Dark    bool                 // the background is dark
	Profile colorprofile.Profile // what colours it can show; the zero Profile shows none
	Curly   bool                 // it draws curly underlines, see Curls
}

// Styles are all styles of the screens. They are values without size: they colour text and never pad it.
type Styles struct {
	Options Options

	Text        lipgloss.Style // what is read
	Dim         lipgloss.Style // what may be overlooked: ages, counts of zero, placeholders
	Strong      lipgloss.Style // names
	Selected    lipgloss.Style // the row of the cursor
	SelectedDim lipgloss.Style // the same in a pane without focus
	Marked      lipgloss.Style // the sign of a marked row
	Title       lipgloss.Style // of a pane or dialog
	Accent      lipgloss.Style // what can be pressed or followed
	Good        lipgloss.Style // published, verified
	Warn        lipgloss.Style // due soon, a warning
	Bad         lipgloss.Style // failed, blocked, over the limit
	Key         lipgloss.Style // a key in the footer and in the help
	Border      lipgloss.Style // frames and rules
	Input       lipgloss.Style // a field that takes text
	InputOff    lipgloss.Style // a field that does not have the focus
	Quote       lipgloss.Style // what others said, beside her own text
	Tag         lipgloss.Style // a tag of a mention
	Badge       lipgloss.Style // a count in a tab
	Tab         lipgloss.Style // a tab that is not open
	TabActive   lipgloss.Style // the open one
	Personal    lipgloss.Style // the freelancer's own voice: inverse
	Nobody      lipgloss.Style // the top line where nobody would speak
	Practice    lipgloss.Style // the word PRACTICE
	Paused      lipgloss.Style // a pause or a crisis
	Found       lipgloss.Style // a match of the search
	Error       lipgloss.Style // a line that stays until it is seen
	Note        lipgloss.Style // a finding that is only a note, marked inside her text
	Caution     lipgloss.Style // a finding that warns, marked inside her text
	Stop        lipgloss.Style // a finding that blocks, marked inside her text

	// SGR sequences for runs of text that end with a reset: lipgloss underlines and strikes letter by letter, which is slow and tears
	// an emoji of several parts.
	Slip   string // a misspelt word, underlined inside her text
	Struck string // what is gone from a text
	Added  string // what is new in it

	brands map[brandKey]BrandStyle
}

// tokens are the colours the styles are made of; nil leaves the terminal's own.
type tokens struct {
	dim, strong, accent, good, warn, bad, border color.Color
	selected, selectedText, input                color.Color
}

// The tokens for 256 colours and more, and for 16. The contrast test holds the first two to the usual backgrounds.
var (
	darkHex = [...]string{"#a2a2b4", "#f4f4f8", "#6cc6ff", "#74d68a", "#f0c050", "#ff8f8f", "#8c8ca4", "#34405c", "#ffffff", "#b9d4ff"}
	liteHex = [...]string{"#5a5a66", "#101014", "#0058a0", "#176a2c", "#7a5200", "#b01c1c", "#68687a", "#cfe0f7", "#0a0a14", "#123a78"}
	darkAns = [...]string{"", "", "6", "2", "3", "1", "", "", "", ""}
	liteAns = [...]string{"", "", "4", "2", "5", "1", "", "", "", ""}
)

func tokensFor(o Options) tokens {
	set := liteHex
	switch {
	case o.Profile <= colorprofile.ASCII:
		return tokens{}
	case o.Profile == colorprofile.ANSI && o.Dark:
		set = darkAns
	case o.Profile == colorprofile.ANSI:
		set = liteAns
	case o.Dark:
		set = darkHex
	}
	var c [len(set)]color.Color
	for i, s := range set {
		if s != "" {
			c[i] = o.Profile.Convert(lipgloss.Color(s))
		}
	}
	return tokens{c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9]}
}

// New makes the styles for a terminal. It is called at the start and when background or profile turn out to be others.
func New(o Options) *Styles {
	t := tokensFor(o)
	plain := lipgloss.NewStyle()
	bold := plain.Bold(true)
	dim := fg(plain, t.dim)
	if t.dim == nil {
		dim = plain.Faint(true)
	}
	sel := bold.Reverse(true)
	seldim := plain.Reverse(true)
	if t.selected != nil {
		sel = bold.Foreground(t.selectedText).Background(t.selected)
		seldim = plain.Foreground(t.selectedText).Background(t.selected)
	}
	bad := fg(bold, t.bad)
	return &Styles{
		Options: o,
		Text:    plain, Dim: dim, Strong: fg(bold, t.strong),
		Selected: sel, SelectedDim: seldim, Marked: fg(bold, t.accent),
		Title: fg(bold, t.strong), Accent: fg(plain, t.accent),
		Good: fg(plain, t.good), Warn: fg(bold, t.warn), Bad: bad,
		Key: fg(bold, t.accent), Border: fg(plain, t.border),
		Input: fg(plain, t.input), InputOff: dim, Quote: dim, Tag: fg(plain, t.accent),
		Badge: fg(bold, t.warn), Tab: dim, TabActive: bold.Reverse(true),
		Personal: bold.Reverse(true), Nobody: bold,
		Practice: fg(bold, t.warn).Reverse(true), Paused: bad.Reverse(true),
		Found: plain.Reverse(true), Error: bad,
		Note: fg(plain, t.accent), Caution: fg(bold, t.warn), Stop: bad.Reverse(true),
		Slip: slip(o, t), Struck: sgr(t.bad).Strikethrough(true).String(), Added: sgr(t.good).Underline(true).String(),
		brands: map[brandKey]BrandStyle{},
	}
}

// fg gives a style a colour where there is one.
func fg(s lipgloss.Style, c color.Color) lipgloss.Style {
	if c == nil {
		return s
	}
	return s.Foreground(c)
}

// Severity is the style of a finding inside a text.
func (s *Styles) Severity(v accounts.Severity) *lipgloss.Style {
	switch v {
	case accounts.Block:
		return &s.Stop
	case accounts.Warn:
		return &s.Caution
	}
	return &s.Note
}

// slip underlines what is misspelt: with a curl in the colour of what is wrong where the terminal draws one, else with a line.
func slip(o Options, t tokens) string {
	if !o.Curly {
		return ansi.Style{}.Underline(true).String()
	}
	s := ansi.Style{}.UnderlineStyle(ansi.UnderlineCurly)
	if t.bad != nil {
		s = s.UnderlineColor(t.bad)
	}
	return s.String()
}

// sgr is a sequence with a colour, where there is one.
func sgr(c color.Color) ansi.Style {
	if c == nil {
		return ansi.Style{}
	}
	return ansi.Style{}.ForegroundColor(c)
}

// Curls tells whether a terminal is known to draw curly underlines (SGR 4:3). Others may take the sequence for something else, so
// they get a line. env is the environment of the terminal.
func Curls(env func(string) string) bool {
	for _, name := range []string{"KITTY_WINDOW_ID", "WEZTERM_PANE", "GHOSTTY_RESOURCES_DIR", "KONSOLE_VERSION", "WT_SESSION"} {
		if env(name) != "" && env("TMUX") == "" && env("STY") == "" {
			return true
		}
	}
	if v, err := strconv.Atoi(env("VTE_VERSION")); err == nil && v >= 5102 && env("TMUX") == "" && env("STY") == "" {
		return true
	}
	switch term := env("TERM"); {
	case strings.HasPrefix(term, "tmux"), strings.HasPrefix(term, "xterm-kitty"), strings.HasPrefix(term, "foot"), strings.HasPrefix(term, "contour"),
		strings.HasPrefix(term, "xterm-ghostty"), strings.HasPrefix(term, "wezterm"), strings.HasPrefix(term, "alacritty"):
		return true
	}
	return false
}
