package feed

import (
	"bytes"
	"io"
	"mime"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"vocero/accounts"
)

var (
	declaration = accounts.Pattern(`^\s*<\?xml[^>]{0,200}\?>`)
	encoding    = accounts.Pattern(`encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)
)

// toUTF8 makes a document UTF-8, without a byte order mark and without an XML declaration that says otherwise. The bytes count
// first: what is UTF-8 already is not converted, whatever it claims to be.
func toUTF8(b []byte, contentType string) []byte {
	label := wide(b)
	switch {
	case label != "" || utf8.Valid(b):
	case mostly(b):
		b = bytes.ToValidUTF8(b, []byte("\uFFFD")) // One item with a stray byte must not garble the others.
	default:
		label = declared(b, contentType)
	}
	if label != "" {
		if r, err := charset.NewReaderLabel(label, bytes.NewReader(b)); err == nil {
			if out, err := io.ReadAll(io.LimitReader(r, 2*maxDocument)); err == nil {
				b = out
			}
		}
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	return b[len(declaration().Find(b)):]
}

// mostly tells whether a document that is not UTF-8 has more letters that are than bytes that are not.
func mostly(b []byte) bool {
	letters, strays := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case n > 1:
			letters++
		case r == utf8.RuneError:
			strays++
		}
		b = b[n:]
	}
	return letters > strays
}

// wide is the label of the encodings of two bytes a character, "" for all others.
func wide(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("<\x00")):
		return "utf-16le"
	case bytes.HasPrefix(b, []byte("\xfe\xff")), bytes.HasPrefix(b, []byte("\x00<")):
		return "utf-16be"
	}
	return ""
}

// declared is what a document that is not UTF-8 says it is: in its declaration, in the header; Windows-1252 where it says nothing
// that could be so.
func declared(b []byte, contentType string) string {
	if m := encoding().FindSubmatch(declaration().Find(b)); m != nil && usable(string(m[1])) {
		return string(m[1])
	}
	if _, p, err := mime.ParseMediaType(contentType); err == nil && usable(p["charset"]) {
		return p["charset"]
	}
	return "windows-1252"
}

// usable tells whether a label names an encoding that bytes which are no UTF-8 may have.
func usable(label string) bool {
	e, name := charset.Lookup(label)
	return e != nil && name != "utf-8" && name != "replacement"
}

// depth is how many elements of an XML document stand inside one another at most. It reads tags as the parser does: quotes after an
// equals sign hide what is in them.
func depth(b []byte) int {
	now, most := 0, 0
	for i := 0; i < len(b); {
		at := bytes.IndexByte(b[i:], '<')
		if at < 0 || i+at+1 >= len(b) {
			return most
		}
		i += at + 1
		switch {
		case bytes.HasPrefix(b[i:], []byte("!--")):
			i = past(b, i+3, "-->")
		case bytes.HasPrefix(b[i:], []byte("![CDATA[")):
			i = past(b, i+8, "]]>")
		case b[i] == '?':
			i = past(b, i, "?>")
		case b[i] == '!':
			i = past(b, i, ">")
		default:
			closes := b[i] == '/'
			end, empty := tagEnd(b, i)
			if i = end; closes {
				now--
			} else if !empty {
				now++
			}
			most = max(most, now)
		}
	}
	return most
}

// past is the place behind the next mark, the end when there is none.
func past(b []byte, from int, mark string) int {
	at := bytes.Index(b[from:], []byte(mark))
	if at < 0 {
		return len(b)
	}
	return from + at + len(mark)
}

// tagEnd is the place behind a tag, and whether it closes itself.
func tagEnd(b []byte, from int) (end int, empty bool) {
	last := byte(0) // the last that was no space
	for i := from; i < len(b); i++ {
		switch c := b[i]; {
		case c == '>':
			return i + 1, last == '/'
		case (c == '"' || c == '\'') && last == '=':
			at := bytes.IndexByte(b[i+1:], c)
			if at < 0 {
				return len(b), false
			}
			i += at + 1
			last = c
		case c != ' ' && c != '\t' && c != '\r' && c != '\n':
			last = c
		}
	}
	return len(b), false
}
