// Package screen is how a frame reaches the terminal, and the only place that knows it. The models are those of Bubble Tea and
// their messages come from its event loop, but its renderer, which draws on a clock, is off: a frame is composed when something
// changed, at once after a pause and then one every few milliseconds at most, and the last one always comes. While nothing changes
// nothing runs.
//
// The loop composes a frame only when the one before has left; a goroutine of its own finds the cells that differ, with the renderer
// that Bubble Tea uses underneath, and writes them. So a slow line never holds up a key: what is drawn is always the newest state.
//
//	event loop: Update … Update → View ─┐ one frame at a time
//	painter:                            └→ rows that differ → cells that differ → terminal
//
// Keys that come together are drawn together: after the first frame the next one waits until they have all come, for a frame's time at
// most. And when nothing was drawn for a moment the program is told (Options.Still): what would hold keys up, such as the collection
// of garbage, is done then.
//
// A page of new rows is written row by row before its cells are looked at (straight.go): to find out that nearly all of them differ
// takes longer than all else that a key does. On a slow or distant line the cells decide, for they cost fewer bytes.
//
// The package gives what Bubble Tea's renderer gives a full-screen program: alternate screen, cursor, mouse, bracketed paste, focus
// reports, keyboard enhancements, colours, title, synchronized output, Unicode width, resizing, suspending and other programs in the
// terminal. It always has the whole screen: tea.View's AltScreen is taken for granted, its progress bar and OnMouse are not served.
// Where it does not know the terminal Bubble Tea's own renderer draws. Should that one learn to draw on change, Run is all that
// there is to remove.
package screen
