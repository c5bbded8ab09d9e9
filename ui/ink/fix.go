package ink

import (
	"slices"
	"strings"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/widget"
)

// mostFixes is how many suggestions are offered.
const mostFixes = 5

// Fix is a place of the text that is to be mended.
type Fix struct {
	Found  accounts.Finding
	Word   string   // as it stands
	Better []string // what it might have to be; none is possible
	brand  string   // whose word it could be
}

// Suggested are the suggestions of a finding: its last argument, where that is a list.
func Suggested(f accounts.Finding) ([]string, bool) {
	if len(f.Args) == 0 {
		return nil, false
	}
	list, ok := f.Args[len(f.Args)-1].([]string)
	return list[:min(len(list), mostFixes)], ok
}

// Fixes are the places of the text in view that can be mended, in its order.
func Fixes(x *draft.Sheet, text string) []Fix {
	var out []Fix
	for _, f := range x.Found {
		better, ok := Suggested(f)
		if !ok && f.Rule != "spelling" || f.End <= f.Start || f.End > len(text) || !x.About(f, text) {
			continue
		}
		out = append(out, Fix{f, text[f.Start:f.End], better, x.Facts.Brand.Name})
	}
	slices.SortStableFunc(out, func(a, b Fix) int { return a.Found.Start - b.Found.Start })
	return slices.CompactFunc(out, func(a, b Fix) bool { return a.Found.Start == b.Found.Start && a.Found.End == b.Found.End })
}

// Next is the first place at or behind a byte of the text, the first of all behind the last.
func Next(fs []Fix, at int) (Fix, bool) {
	for _, f := range fs {
		if f.Found.Start >= at {
			return f, true
		}
	}
	if len(fs) == 0 {
		return Fix{}, false
	}
	return fs[0], true
}

// Before is the last place before a byte of the text, the last of all before the first.
func Before(fs []Fix, at int) (Fix, bool) {
	for _, f := range slices.Backward(fs) {
		if f.Found.Start < at {
			return f, true
		}
	}
	if len(fs) == 0 {
		return Fix{}, false
	}
	return fs[len(fs)-1], true
}

// Mend puts suggestion i in the place. False: there is none, or the text is another by now.
func (f Fix) Mend(e *widget.Editor, i int) bool {
	t := e.Text()
	if i >= len(f.Better) || f.Found.End > len(t) || t[f.Found.Start:f.Found.End] != f.Word {
		return false
	}
	return e.Replace(f.Found.Start, f.Found.End, f.Better[i])
}

// Learn adds a word to those of the brand, so that it is right everywhere it writes. known is false when it was there already.
func Learn(d Book, brand accounts.ID, word string) (known bool, err error) {
	b, err := d.Brand(brand)
	if err != nil {
		return false, err
	}
	word = strings.TrimSpace(word)
	if word == "" || slices.Contains(b.Words, word) {
		return true, nil
	}
	b.Words = append(slices.Clone(b.Words), word)
	_, err = d.PutBrand(b)
	return false, err
}

// Ignored leaves findings about words out that she lets stand in this text.
func Ignored(fs []accounts.Finding, x *draft.Sheet, words map[string]bool) []accounts.Finding {
	if len(words) == 0 {
		return fs
	}
	return slices.DeleteFunc(slices.Clone(fs), func(f accounts.Finding) bool {
		text := x.Post.Written(f.Account)
		if f.Account == "" {
			text = x.Post.Text
		}
		return f.Rule == "spelling" && f.End > f.Start && f.End <= len(text) && words[text[f.Start:f.End]]
	})
}
