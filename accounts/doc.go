// Package accounts holds the words of vocero: brands and the accounts they speak from, posts and their deliveries, mentions
// and replies, and the port that every network implements.
//
// It is the vocabulary of the whole program and imports nothing of it. Nothing here does I/O: values come in, values go out.
// The store keeps these values, the workers in publish and listen move them, the ui draws them.
//
// Two kinds of text never mix. Text (text.go) is what others wrote: it was made safe when it entered, and only it may be
// printed. A plain string in a Post is what she wrote: it is kept untouched and made safe for cells when it is drawn.
package accounts
