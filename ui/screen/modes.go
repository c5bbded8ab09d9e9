package screen

import (
	"bytes"
	"image/color"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/lucasb-eyer/go-colorful"
)

// arrival takes the screen: a page of its own, without a cursor, and keys that tell more. The kitty protocol keeps a stack for each
// page, so that it comes after.
const arrival = ansi.ResetModifyOtherKeys + ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable + ansi.SetModifyOtherKeys2

// torn ends whatever was being written when it was given up: CAN drops a sequence that lacks its end, wherever it stands.
const torn = "\x18" + ansi.ResetModeSynchronizedOutput + ansi.ResetStyle + ansi.SetModeAutoWrap + "\x1b[r"

// enhancements are the flags of the kitty keyboard protocol; disambiguation is always on.
func enhancements(k tea.KeyboardEnhancements) int {
	flags := ansi.KittyDisambiguateEscapeCodes
	for _, f := range []struct {
		on   bool
		flag int
	}{{k.ReportEventTypes, ansi.KittyReportEventTypes}, {k.ReportAlternateKeys, ansi.KittyReportAlternateKeys},
		{k.ReportAllKeysAsEscapeCodes, ansi.KittyReportAllKeysAsEscapeCodes}, {k.ReportAssociatedText, ansi.KittyReportAssociatedKeys}} {
		if f.on {
			flags |= f.flag
		}
	}
	return flags
}

// enter writes what takes the screen.
func enter(b *bytes.Buffer, unicode bool) {
	b.WriteString(arrival)
	b.WriteString(ansi.PushKittyKeyboard(enhancements(tea.KeyboardEnhancements{})))
	if unicode {
		b.WriteString(ansi.SetModeUnicodeCore)
	}
}

// depart writes what gives the screen back: everything that shown has set is put back. The cursor is visible then.
func depart(b *bytes.Buffer, shown tea.View, unicode bool) {
	var none tea.View
	none.DisableBracketedPasteMode = true
	change(b, shown, none)
	b.WriteString(ansi.ResetModifyOtherKeys + ansi.PopKittyKeyboard(1) + ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable)
	if unicode {
		b.WriteString(ansi.ResetModeUnicodeCore)
	}
}

// change writes the modes that differ between two views; cells and the place of the cursor are not among them.
func change(b *bytes.Buffer, old, now tea.View) {
	toggle(b, !old.DisableBracketedPasteMode, !now.DisableBracketedPasteMode, ansi.SetModeBracketedPaste, ansi.ResetModeBracketedPaste)
	toggle(b, old.ReportFocus, now.ReportFocus, ansi.SetModeFocusEvent, ansi.ResetModeFocusEvent)
	if old.MouseMode != now.MouseMode {
		if old.MouseMode != tea.MouseModeNone {
			b.WriteString(ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseAnyEvent + ansi.ResetModeMouseExtSgr)
		}
		switch now.MouseMode {
		case tea.MouseModeCellMotion:
			b.WriteString(ansi.SetModeMouseButtonEvent + ansi.SetModeMouseExtSgr)
		case tea.MouseModeAllMotion:
			b.WriteString(ansi.SetModeMouseAnyEvent + ansi.SetModeMouseExtSgr)
		}
	}
	if old.WindowTitle != now.WindowTitle {
		b.WriteString(ansi.SetWindowTitle(now.WindowTitle))
	}
	if old.KeyboardEnhancements != now.KeyboardEnhancements {
		b.WriteString(ansi.KittyKeyboard(enhancements(now.KeyboardEnhancements), 1) + ansi.RequestKittyKeyboard)
	}
	was, is := look(old.Cursor), look(now.Cursor)
	if was.style != is.style {
		b.WriteString(ansi.SetCursorStyle(is.style))
	}
	paint(b, was.colour, is.colour, ansi.SetCursorColor, ansi.ResetCursorColor)
	paint(b, old.ForegroundColor, now.ForegroundColor, ansi.SetForegroundColor, ansi.ResetForegroundColor)
	paint(b, old.BackgroundColor, now.BackgroundColor, ansi.SetBackgroundColor, ansi.ResetBackgroundColor)
}

func toggle(b *bytes.Buffer, was, is bool, on, off string) {
	switch {
	case is && !was:
		b.WriteString(on)
	case was && !is:
		b.WriteString(off)
	}
}

// cursor is how a cursor looks; style is the number of DECSCUSR, 0 for the terminal's own.
type cursor struct {
	style  int
	colour color.Color
}

// look is how a cursor looks. A hidden one looks as the terminal likes.
func look(c *tea.Cursor) cursor {
	if c == nil {
		return cursor{}
	}
	style := 2*int(c.Shape) + 1
	if !c.Blink {
		style++
	}
	return cursor{style, c.Color}
}

// paint sets one of the terminal's own colours, or gives it back with nil.
func paint(b *bytes.Buffer, was, is color.Color, set func(string) string, reset string) {
	if was == is {
		return
	}
	if c, ok := colorful.MakeColor(orBlack(is)); ok && is != nil {
		b.WriteString(set(c.Hex()))
		return
	}
	b.WriteString(reset)
}

func orBlack(c color.Color) color.Color {
	if c == nil {
		return color.Black
	}
	return c
}
