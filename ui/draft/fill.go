package draft

import (
	"strings"
	"time"
	"unicode"

	"vocero/accounts"
	"vocero/ui/lang"
)

// Filler knows what the variables of a snippet stand for.
type Filler struct {
	Sheet *Sheet // nil: nothing is known
	Now   func() time.Time
}

// Variables are the names that a snippet may hold in braces.
var Variables = []string{"name", "handle", "brand", "date", "hour", "link"}

// Text fills the variables of a snippet in. What is not known stays as it stands, and unfilled names it; at is the place of the first
// such, in bytes of the text, -1 when all were filled.
func (f Filler) Text(s string) (text string, unfilled []string, at int) {
	var b strings.Builder
	at = -1
	for {
		i := strings.IndexByte(s, '{')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexByte(s, '}')
		if end < 0 {
			break
		}
		name := s[1:end]
		value, known := f.value(name)
		switch {
		case value != "":
			b.WriteString(value)
		default:
			if known {
				unfilled = append(unfilled, s[:end+1])
				if at < 0 {
					at = b.Len()
				}
			}
			b.WriteString(s[:end+1])
		}
		s = s[end+1:]
	}
	b.WriteString(s)
	return b.String(), unfilled, at
}

// value is what a variable stands for, "" where that is not known; known is false for a name that is no variable.
func (f Filler) value(name string) (value string, known bool) {
	x := f.Sheet
	if x == nil {
		x = &Sheet{}
	}
	switch name {
	case "name":
		return f.who(x), true
	case "handle":
		if a := x.Post.Answering; a != nil {
			return a.Author.String(), true
		}
		return "", true
	case "brand":
		return x.Facts.Brand.Name, true
	case "date", "hour":
		at, p := f.when(x), lang.New(x.Post.Language)
		if name == "date" {
			return strings.TrimSuffix(strings.TrimSuffix(p.LongDay(at), " "+at.Format("2006")), " de"), true
		}
		return p.Hour(at), true
	case "link":
		text := x.Text()
		if ls := accounts.LinksIn(text); len(ls) > 0 {
			l := ls[len(ls)-1]
			return text[l.Start:l.End], true
		}
		if as := x.Targets(); len(as) > 0 {
			return as[max(0, x.Version-1)].URL, true
		}
		return "", true
	}
	return "", false
}

// who is the first name of the person who is answered: her name without signs around it, as she writes it.
func (f Filler) who(x *Sheet) string {
	if x.Facts.Mention == nil {
		return ""
	}
	name := strings.TrimFunc(x.Facts.Mention.AuthorName.String(), func(r rune) bool { return !unicode.IsLetter(r) })
	name, _, _ = strings.Cut(name, " ")
	return name
}

// when is the hour of the post on the client's clock, or now.
func (f Filler) when(x *Sheet) time.Time {
	if x.Post.When != nil {
		return x.Post.When.Local()
	}
	now := time.Time{}
	if f.Now != nil {
		now = f.Now()
	}
	if w, err := accounts.WhenAt(now, x.Facts.Brand.Zone); err == nil {
		return w.Local()
	}
	return now
}
