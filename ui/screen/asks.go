package screen

import (
	"fmt"
	"reflect"
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// asks are the messages that Bubble Tea turns into bytes for the terminal. With its renderer off they would wait for its clock and
// come in the middle of a frame, so they are sent from here. Their types are private; their constructors say which they are.
var asks = map[reflect.Type]func(v reflect.Value) string{
	typeOf(tea.RequestBackgroundColor): always(ansi.RequestBackgroundColor),
	typeOf(tea.RequestForegroundColor): always(ansi.RequestForegroundColor),
	typeOf(tea.RequestCursorColor):     always(ansi.RequestCursorColor),
	typeOf(tea.RequestCursorPosition):  always(ansi.RequestCursorPositionReport),
	typeOf(tea.RequestTerminalVersion): always(ansi.RequestNameVersion),
	typeOf(tea.ReadClipboard):          always(ansi.RequestSystemClipboard),
	typeOf(tea.ReadPrimaryClipboard):   always(ansi.RequestPrimaryClipboard),
	typeOf(tea.SetClipboard("")):       func(v reflect.Value) string { return ansi.SetSystemClipboard(v.String()) },
	typeOf(tea.SetPrimaryClipboard("")): func(v reflect.Value) string {
		return ansi.SetPrimaryClipboard(v.String())
	},
	typeOf(tea.RequestCapability("")): func(v reflect.Value) string { return ansi.RequestTermcap(v.String()) },
	typeOf(tea.Raw("")):               func(v reflect.Value) string { return fmt.Sprint(v.Interface().(tea.RawMsg).Msg) },
}

// The messages with which the terminal goes to another program for a while, and that for a new drawing.
var (
	execType  = typeOf(tea.Exec(nil, nil))
	stopType  = typeOf(tea.Suspend)
	clearType = typeOf(tea.ClearScreen)
)

// typeOf is the type of what a command brings.
func typeOf(c tea.Cmd) reflect.Type { return reflect.TypeOf(c()) }

func always(seq string) func(reflect.Value) string { return func(reflect.Value) string { return seq } }

// lends tells whether the terminal goes to another program with this message, and is back when the model sees it.
func lends(msg tea.Msg) bool {
	t := reflect.TypeOf(msg)
	return t == execType || t == stopType
}

// ask are the questions at the start: does the terminal know synchronized output, and does it count the cells of a grapheme as one.
// Over ssh and in Apple's terminal they are not asked, unless the terminal is one that is known to answer: Bubble Tea's own rule.
func ask(environ []string) string {
	env := uv.Environ(environ)
	kind := env.Getenv("TERM")
	program, named := env.LookupEnv("TERM_PROGRAM")
	_, remote := env.LookupEnv("SSH_TTY")
	_, wt := env.LookupEnv("WT_SESSION")
	known := wt
	for _, k := range []string{"ghostty", "wezterm", "alacritty", "kitty", "rio"} {
		known = known || strings.Contains(kind, k)
	}
	if known || !remote && !(named && strings.Contains(program, "Apple")) {
		return ansi.RequestModeSynchronizedOutput + ansi.RequestModeUnicodeCore
	}
	return ""
}
