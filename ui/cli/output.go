package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/transport"
)

// show prints a result: the document with --json, the text otherwise.
func (a *app) show(doc any, text func(w *page)) error {
	if a.asJSON {
		return a.document(a.Out, doc)
	}
	w := &page{width: a.Width}
	text(w)
	if _, err := io.WriteString(a.Out, w.b.String()); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

// document writes one JSON document on one line.
func (a *app) document(w io.Writer, doc any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(doc); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	out := b.Bytes()
	if a.TTY {
		out = accounts.EscapeJSONTTY(out)
	}
	if _, err := w.Write(out); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

// say is the one line on standard error: what happened, to whom, and what to do next.
func (a *app) say(line string) {
	_, _ = fmt.Fprintln(a.Err, accounts.Cells(line, false))
}

// fail reports an error and returns its exit code.
func (a *app) fail(err error) int {
	if code, ok := err.(ended); ok {
		return int(code)
	}
	f := a.failOf(err)
	f.Message, f.Remedy = transport.Redact(f.Message), transport.Redact(f.Remedy)
	if a.asJSON {
		doc := map[string]any{"error": errorDoc{f.Code, f.Message, f.Remedy}}
		_ = a.document(a.Out, doc)
		_ = a.document(a.Err, doc)
		return f.Exit
	}
	a.say("vocero: " + f.Error())
	return f.Exit
}

// page collects a text for people. Everything in it passes through Cells: nothing a stranger wrote reaches the terminal raw.
type page struct {
	b     strings.Builder
	width int
}

// line adds one line.
func (p *page) line(format string, args ...any) {
	p.b.WriteString(accounts.Cells(fmt.Sprintf(format, args...), false))
	p.b.WriteByte('\n')
}

// block adds a text of several lines, indented.
func (p *page) block(indent, text string) {
	for _, l := range strings.Split(accounts.Cells(text, true), "\n") {
		p.b.WriteString(strings.TrimRight(indent+l, " "))
		p.b.WriteByte('\n')
	}
}

// table adds rows in columns; the last column takes what is left of the width, cut with an ellipsis on a terminal.
func (p *page) table(rows [][]string) {
	var width []int
	for _, r := range rows {
		for i := range r {
			r[i] = accounts.Cells(r[i], false)
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], accounts.Width(r[i]))
		}
	}
	for _, r := range rows {
		var b strings.Builder
		used := 0
		for i, c := range r {
			if i == len(r)-1 {
				if p.width > used+8 {
					c = accounts.Truncate(c, p.width-used)
				}
				b.WriteString(c)
				break
			}
			b.WriteString(c)
			b.WriteString(strings.Repeat(" ", width[i]-accounts.Width(c)+2))
			used += width[i] + 2
		}
		p.b.WriteString(strings.TrimRight(b.String(), " "))
		p.b.WriteByte('\n')
	}
}

// stamp is a time as scripts read it, in a zone; nil when there is none.
func stamp(t time.Time, zone string) *string {
	if t.IsZero() {
		return nil
	}
	if loc, err := time.LoadLocation(zone); err == nil {
		t = t.In(loc)
	}
	s := t.Format(time.RFC3339)
	return &s
}

// orNull is nil for an empty text: unknown is null, never "".
func orNull[T ~string](s T) *T {
	if s == "" {
		return nil
	}
	return &s
}

// number is nil for zero: a limit that nobody named is unknown.
func number[T ~int | ~int64](n T) *T {
	if n == 0 {
		return nil
	}
	return &n
}

// decode reads a document that another command printed.
func decode(s string, into any) error {
	if err := json.Unmarshal([]byte(s), into); err != nil {
		return fmt.Errorf("reading the answer: %w", err)
	}
	return nil
}
