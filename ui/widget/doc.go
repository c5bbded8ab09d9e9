// Package widget holds what panes are drawn with: text that fits its cells, a window over a long list, an editor, a line, a
// form, tables and boxes.
//
// Widgets are small structs with pointer receivers. They hold no copy of the truth, do no I/O and start no timers: a widget that
// needs a page of records says so with a Need, and the pane turns it into a command. All widths are cells, counted by grapheme
// cluster; nothing here counts bytes or runes to lay something out. View methods are pure and give exactly the cells they are
// asked for.
package widget
