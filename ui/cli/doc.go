// Package cli is the command line: the same actions, under the same rules, as the screens, for scripts and for people who
// prefer to type. It also opens and closes the desk that both use.
//
// A command that needs the desk runs where the desk is. When another process holds it (package owner), the words of the command
// go there and its output comes back; otherwise the desk is opened for the moment, without workers, and closed again. Commands
// that talk to the person (the editor, the browser, a pasted code, a passphrase) do that in the caller's process and hand the
// rest on as a plain command.
//
// Standard output carries the result, one line on standard error says what happened, to whom, and what to do next. With --json
// the result is one document with stable names (json.go); an error is a document too. Exit codes: Done, Failed, Usage, Refused,
// Busy.
package cli
