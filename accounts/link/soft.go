package link

import (
	"crypto/rand"
	"net/url"
	"path"
	"strings"

	"vocero/accounts"
)

// missing are phrases, folded, with which pages say that they are not there.
var missing = []string{
	"404", "410", "not found", "page not found", "page cannot be found", "page can t be found", "page doesn t exist", "page does not exist", "page isn t available",
	"page is not available", "no longer available", "nothing found", "nothing was found", "no encontrada", "no encontrado", "no se encontro", "no se ha encontrado",
	"no encontramos", "no hemos encontrado", "no existe", "pagina no disponible", "ya no esta disponible", "ya no existe", "contenido no disponible", "error de pagina",
}

// waiting are phrases of pages that look at who comes before they show anything.
var waiting = []string{
	"just a moment", "un momento", "attention required", "checking your browser", "verifying you are human", "are you a robot", "eres un robot", "captcha", "access denied",
	"acceso denegado", "ddos guard", "security check",
}

// flat is a text in folded words with single spaces, so that phrases can be looked for.
func flat(s string) string {
	var b strings.Builder
	for w := range accounts.Words(accounts.Fold(s)) {
		b.WriteString(" " + w)
	}
	return b.String() + " "
}

// says tells whether a flat text holds one of the phrases, as whole words.
func says(text string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(text, " "+p+" ") {
			return true
		}
	}
	return false
}

// likeness is from which share of equal words on two pages are the same page.
const likeness = 0.9

// suspect looks at a page that came with 200 and may all the same be none. A stronger test, an address beside it that cannot exist,
// is made only where something points to it: a redirect to the front page or to a shorter path elsewhere, an address or a heading that
// speaks of an error.
func (x *trip) suspect() verdict {
	shape := x.hops > 0 && (depth(x.end) == 0 && depth(x.from) > 0 || !sameSite(x.from.Hostname(), x.end.Hostname()) && depth(x.end) < depth(x.from))
	words := x.page.missing || x.hops > 0 && says(flat(x.end.Path), []string{"404", "error", "notfound", "not found"})
	if !shape && !words {
		return good()
	}
	same, known := x.sibling()
	switch {
	case same:
		return broken(accounts.LinkSoft404)
	case words || !known:
		x.signs = append(x.signs, accounts.SignSuspicious)
	}
	return good()
}

// sibling fetches an address beside the link that cannot exist, and tells whether it shows the same page.
func (x *trip) sibling() (same, known bool) {
	u := *x.from
	u.RawQuery, u.RawPath = "", ""
	u.Path = path.Join("/", path.Dir(u.Path), strings.ToLower(rand.Text())+path.Ext(u.Path))
	got, v := x.follow(&u)
	switch {
	case v.is == accounts.LinkBroken:
		return false, true
	case v.is != accounts.LinkGood:
		return false, false
	case x.hops > 0 && got.hops > 0 && got.end.Host == x.end.Host && got.end.Path == x.end.Path:
		return true, true
	}
	return len(x.page.words) > 0 && alike(x.page.words, got.page.words) >= likeness, true
}

// alike is the share of the words of the longer text that the other has too, each as often.
func alike(a, b []string) float64 {
	have := map[string]int{}
	for _, w := range a {
		have[w]++
	}
	both := 0
	for _, w := range b {
		if have[w] > 0 {
			have[w]--
			both++
		}
	}
	return float64(both) / float64(max(len(a), len(b), 1))
}

// depth is how many folders and names a path has.
func depth(u *url.URL) (n int) {
	for range strings.FieldsFuncSeq(u.Path, func(r rune) bool { return r == '/' }) {
		n++
	}
	return n
}
