package accounts

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// maxUTM is the longest template of what is added to links, in bytes.
const maxUTM = 300

// ErrUTM is the cause of a template that cannot be used.
var ErrUTM = errors.New("it wants names and values as in utm_source={network}&utm_medium=social; {network}, {handle}, {brand} and {date} are filled in")

// CheckUTM tells whether a template of what is added to links can be used: name=value pairs, joined by &. The values may hold
// {network}, {handle}, {brand} and {date}. "" adds nothing. The error wraps ErrUTM.
func CheckUTM(template string) error {
	if len(template) > maxUTM {
		return fmt.Errorf("reading the template of links: it is over %d bytes: %w", maxUTM, ErrUTM)
	}
	if template == "" {
		return nil
	}
	for pair := range strings.SplitSeq(template, "&") {
		name, value, ok := strings.Cut(pair, "=")
		for _, known := range []string{"{network}", "{handle}", "{brand}", "{date}"} {
			value = strings.ReplaceAll(value, known, "x")
		}
		plain := func(r rune) bool {
			return r == '_' || r == '-' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		}
		other := func(r rune) bool { return !plain(r) && r != '%' && r != '+' && r != '~' }
		if !ok || name == "" || value == "" || strings.ContainsFunc(name, func(r rune) bool { return !plain(r) }) || strings.ContainsFunc(value, other) {
			return fmt.Errorf("reading the template of links at %q: %w", pair, ErrUTM)
		}
	}
	return nil
}

// Tag is a link with what the brand's template adds for an account and a date ("2026-12-01"; "" leaves its parameter out). A parameter
// that the link has already is never changed; added is how many were missing. A link that leads elsewhere than to the brand, as far as
// its contacts tell, and one that is no web address stay as they are.
func (b Brand) Tag(link string, a Account, date string) (out string, added int) {
	u, err := url.Parse(link)
	if b.UTM == "" || err != nil || u.Host == "" || !b.owns(u.Hostname()) {
		return link, 0
	}
	have := u.Query()
	fill := strings.NewReplacer("{network}", utmValue(string(a.Network)), "{handle}", utmValue(a.User), "{brand}", utmValue(b.Name), "{date}", date)
	var more []string
	for pair := range strings.SplitSeq(b.UTM, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if value = fill.Replace(value); value == "" || have.Has(name) {
			continue
		}
		more = append(more, name+"="+value)
	}
	if len(more) == 0 {
		return link, 0
	}
	front, mark, fragment := cutMark(link)
	sep := "?"
	if u.Path == "" && !strings.Contains(front, "?") {
		sep = "/?"
	}
	if strings.Contains(front, "?") {
		sep = "&"
		if strings.HasSuffix(front, "?") || strings.HasSuffix(front, "&") {
			sep = ""
		}
	}
	return front + sep + strings.Join(more, "&") + mark + fragment, len(more)
}

// cutMark parts a link at its fragment.
func cutMark(link string) (front, mark, fragment string) {
	if i := strings.IndexByte(link, '#'); i >= 0 {
		return link[:i], "#", link[i+1:]
	}
	return link, "", ""
}

// utmValue is a name as it stands in a parameter: folded, words joined by hyphens.
func utmValue(s string) string {
	var out []string
	for w := range Words(Fold(s)) {
		out = append(out, w)
	}
	return strings.Join(out, "-")
}

// owns tells whether a host is the brand's own, as far as its contacts tell: with none that is a web site, every host counts.
func (b Brand) owns(host string) bool {
	sites := false
	for _, c := range b.Contacts {
		s := strings.TrimSpace(c)
		if strings.Contains(s, "@") || strings.Contains(s, " ") || !strings.Contains(s, ".") {
			continue
		}
		u, err := url.Parse(NormalLink(s))
		if err != nil || u.Hostname() == "" || !knownSuffix(u.Hostname()) {
			continue
		}
		if sites = true; sameSite(u.Hostname(), strings.ToLower(host)) {
			return true
		}
	}
	return !sites
}

// TagLinks is a post with what the brand's template adds to its links, for each account in its own text: where accounts would get
// different links from one text, each gets a version. n is how many parameters were added.
func TagLinks(p Post, b Brand, as []Account) (out Post, n int) {
	date := ""
	if p.When != nil {
		date = p.When.Local().Format("2006-01-02")
	}
	return eachText(p, func(id ID, link string) (string, int) {
		a := Account{}
		if i := slices.IndexFunc(as, func(a Account) bool { return a.ID == id }); i >= 0 {
			a = as[i]
		}
		return b.Tag(link, a, date)
	})
}

// trackers are parameters that only say who shared a link, or through which door somebody came: of Facebook, Google, Microsoft,
// Mailchimp, Instagram, X, TikTok, Yandex, HubSpot, Marketo, LinkedIn, Pinterest and others. utm_ is the client's own and stays.
var trackers = []string{"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "srsltid", "msclkid", "mc_cid", "mc_eid", "igshid", "igsh", "twclid", "ttclid", "yclid", "_openstat",
	"_ga", "_gl", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "mkt_tok", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "li_fat_id", "epik",
	"rb_clickid", "s_cid", "wickedid", "ref_src", "ref_url", "__s", "sc_cid"}

// siteTrackers are trackers on some sites only; elsewhere the name may mean something.
var siteTrackers = map[string][]string{
	"youtube.com": {"si", "feature", "pp"}, "youtu.be": {"si", "feature"}, "spotify.com": {"si"}, "x.com": {"s", "t"}, "twitter.com": {"s", "t"},
	"tiktok.com": {"_t", "_r"}, "amazon.es": {"ref_", "pd_rd_w", "pd_rd_r", "pd_rd_wg", "pf_rd_p", "pf_rd_r"}, "amazon.com": {"ref_", "pd_rd_w", "pd_rd_r", "pd_rd_wg", "pf_rd_p", "pf_rd_r"},
}

// CleanLink is a link without parameters that track whoever opens it, and the names of those that went. All else stays byte for byte.
func CleanLink(link string) (out string, gone []string) {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.RawQuery == "" {
		return link, nil
	}
	own := siteTrackers[registrable(strings.ToLower(u.Hostname()))]
	front, mark, fragment := cutMark(link)
	path, query, _ := strings.Cut(front, "?")
	var stay []string
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if name = strings.ToLower(name); slices.Contains(trackers, name) || slices.Contains(own, name) {
			gone = append(gone, name)
			continue
		}
		stay = append(stay, pair)
	}
	if len(gone) == 0 {
		return link, nil
	}
	if len(stay) > 0 {
		path += "?" + strings.Join(stay, "&")
	}
	return path + mark + fragment, gone
}

// CleanLinks is a post whose links carry no trackers; n is how many parameters went.
func CleanLinks(p Post) (out Post, n int) {
	return eachText(p, func(_ ID, link string) (string, int) {
		s, gone := CleanLink(link)
		return s, len(gone)
	})
}

// eachText changes the links of a post, in the text of each account. The text for all changes where its accounts agree on the result;
// where they do not, those that differ from the first get a version. Nothing of the given post is changed.
func eachText(p Post, change func(account ID, link string) (string, int)) (Post, int) {
	sum, base := 0, ""
	out := p
	out.Versions = slices.Clone(p.Versions)
	apply := func(id ID, text string) string {
		s, n := mapLinks(text, func(link string) (string, int) { return change(id, link) })
		sum += n
		return s
	}
	based := false
	for _, id := range p.Targets {
		i := slices.IndexFunc(out.Versions, func(v Version) bool { return v.Account == id })
		if i >= 0 {
			out.Versions[i].Text = apply(id, out.Versions[i].Text)
			continue
		}
		switch s := apply(id, p.Text); {
		case !based:
			base, based = s, true
		case s != base:
			out.Versions = append(out.Versions, Version{Account: id, Text: s})
		}
	}
	if len(p.Targets) == 0 {
		base, based = apply("", p.Text), true
	}
	if based {
		out.Text = base
	}
	out.Caret = min(out.Caret, len(out.Text))
	return out, sum
}

// mapLinks changes the links of a text.
func mapLinks(text string, change func(link string) (string, int)) (string, int) {
	var b strings.Builder
	from, sum := 0, 0
	for _, at := range LinksIn(text) {
		s, n := change(text[at.Start:at.End])
		sum += n
		b.WriteString(text[from:at.Start])
		b.WriteString(s)
		from = at.End
	}
	b.WriteString(text[from:])
	return b.String(), sum
}

// PageOf is what a link leads to, without its spelling: no scheme, no www., no final slash, no trackers, the host in lower case. Two
// links with one PageOf are two spellings of one page, as far as an address can tell.
func PageOf(link string) string {
	s, _ := CleanLink(NormalLink(link))
	_, s, _ = strings.Cut(s, "://")
	s = strings.TrimPrefix(s, "www.")
	path, query, asked := strings.Cut(s, "?")
	path = strings.TrimSuffix(path, "/")
	if asked {
		path += "?" + query
	}
	return path
}
