package feed

import (
	"context"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"vocero/accounts"
	"vocero/accounts/transport"
)

const (
	readingFeed = "reading the feed"
	firstBare   = 20               // items without a date that a first reading brings at most
	early       = 10 * time.Minute // how far in the future a date may lie before it counts as none
	maxHeld     = 1 << 10          // bytes of a validator that is kept
)

// site is an account that is a feed.
type site struct {
	acc  accounts.Account
	opt  Options
	http *transport.Client
	url  string // of the feed
	host string
}

func newSite(a accounts.Account, o Options) (*site, error) {
	u, err := address(a.RemoteID)
	if err != nil {
		return nil, err
	}
	return &site{acc: a, opt: o, http: plainClient(a, o), url: u.String(), host: u.Hostname()}, nil
}

// plainClient speaks without a log-in.
func plainClient(a accounts.Account, o Options) *transport.Client {
	return transport.New(transport.Options{Server: a.Server, Account: a.VaultKey(), UserAgent: o.UserAgent, Now: o.Now})
}

// load fetches and reads the feed, whether or not it has changed.
func (s *site) load(ctx context.Context, what string) (document, error) {
	p, err := fetch(ctx, s.http, what, s.url, cursor{})
	if err != nil {
		return document{}, gone(err)
	}
	d, err := parse(p.body, p.kind)
	if err != nil {
		return document{}, notFeed(what, p.because, err)
	}
	return d, nil
}

// who reads the feed: an account of this kind is its feed.
func (s *site) who(ctx context.Context) (accounts.Profile, error) {
	d, err := s.load(ctx, "reading the account")
	if err != nil {
		return accounts.Profile{}, err
	}
	return accounts.Profile{RemoteID: s.acc.RemoteID, User: s.acc.User, Host: s.acc.Host, Name: d.name(s.acc.Host), URL: s.acc.URL}, nil
}

func (s *site) instance(context.Context) (accounts.Instance, error) {
	in := s.acc.Instance
	in.Software = accounts.SoftwareFeed // Who has just read it; one fetch is enough.
	if in.Version == "" {
		in.Version = "feed"
	}
	return in, nil
}

func (s *site) one(context.Context, string) (accounts.Remote, error) {
	return accounts.Remote{}, only("reading a post")
}

// inbox reads what is new in the feed. Where it is too early to ask, the answer is that there is nothing, or the error of the last
// fetch.
func (s *site) inbox(ctx context.Context, at string, since time.Time) (accounts.Inbox, error) {
	from := cursor{}
	if at != "" {
		var err error
		if from, err = parseCursor(at); err != nil {
			return accounts.Inbox{}, err
		}
	}
	now, every := s.opt.now(), s.opt.every(s.host)
	if next := time.Unix(from.Next, 0); now.Before(next) && next.Sub(now) <= 2*every {
		return accounts.Inbox{Cursor: at}, nil
	}
	if h, is := held.Load(s.url); is && every > 0 && now.Before(h.(hold).until) && h.(hold).until.Sub(now) <= 2*every {
		return accounts.Inbox{}, h.(hold).err
	}
	if now.Sub(time.Unix(from.Full, 0)).Abs() >= daily {
		from.ETag, from.Mod = "", "" // A server that says "nothing new" for ever is not believed for longer than a day.
	}
	p, d, err := s.conditional(ctx, from)
	if err != nil {
		s.hold(err, now, every)
		return accounts.Inbox{}, err
	}
	held.Delete(s.url)
	in := accounts.Inbox{}
	if !p.same {
		in.Mentions, from = s.news(d, from, since, at == "", now)
		from.ETag, from.Mod, from.Full = short1k(p.header.Get("ETag")), short1k(p.header.Get("Last-Modified")), now.Unix()/3600*3600
	}
	if p.moved != "" {
		from.Moved = p.moved
	}
	if every > 0 {
		from.Next = now.Add(every + rand.N(every/4)).Unix()
	}
	in.Cursor = from.String()
	return in, nil
}

// conditional asks for the feed where it lives now; where that address has died since, at its own again.
func (s *site) conditional(ctx context.Context, from cursor) (page, document, error) {
	where := s.url
	if from.Moved != "" {
		where = from.Moved
	}
	p, err := fetch(ctx, s.http, readingFeed, where, from)
	if err != nil && where != s.url && accounts.AsErr(err).Code == accounts.CodeNotFound {
		if p, err = fetch(ctx, s.http, readingFeed, s.url, cursor{}); err == nil && p.moved == "" {
			p.moved = s.url
		}
	}
	if err != nil {
		return p, document{}, gone(err)
	}
	if p.same {
		if from.ETag == "" && from.Mod == "" {
			return p, document{}, notFeed(readingFeed, p.because, errBroken) // It was asked for whole.
		}
		return p, document{}, nil
	}
	d, err := parse(p.body, p.kind)
	if err != nil {
		return p, d, notFeed(readingFeed, p.because, err)
	}
	return p, d, nil
}

// hold leaves the feed alone after an error of its server. When nothing was reached, nobody was bothered.
func (s *site) hold(err error, now time.Time, every time.Duration) {
	e := accounts.AsErr(err)
	if every == 0 || e.Class == accounts.OutcomeNotSent || e.Code == accounts.CodeOffline || e.Class == accounts.OutcomeAuth {
		return
	}
	held.Store(s.url, hold{now.Add(every + rand.N(every/4)), err})
}

func short1k(s string) string {
	if len(s) > maxHeld {
		return ""
	}
	return s
}

// news are the items that were not there before, oldest first, with the cursor behind them. Of a first reading, what is older than
// since is not news, and of what has no date only the first few are.
func (s *site) news(d document, from cursor, since time.Time, first bool, now time.Time) ([]accounts.Mention, cursor) {
	items, ids := from.fresh(d.items)
	var out []accounts.Mention
	bare := 0
	for _, i := range items { // The newest first.
		if i.at.After(now.Add(early)) {
			i.at = time.Time{}
		}
		if i.at.IsZero() {
			bare++
		}
		if first && (i.at.IsZero() && bare > firstBare || !i.at.IsZero() && i.at.Before(since)) {
			continue
		}
		out = append(out, s.mention(i, d, now))
	}
	slices.Reverse(out)
	slices.SortStableFunc(out, func(a, b accounts.Mention) int { return a.At.Compare(b.At) })
	return out, from.with(ids)
}

// mention is an item in our words.
func (s *site) mention(i item, d document, now time.Time) accounts.Mention {
	id := i.remoteID()
	m := accounts.Mention{
		Account: s.acc.ID, RemoteID: id, StatusID: id, Kind: accounts.Talk, Visibility: accounts.Public, At: i.at, Received: now.UTC(),
		Language: languageOf(i.language, d.language),
	}
	if m.At.IsZero() {
		m.At = m.Received
	}
	m.URL = openable(s.resolve(i.link))
	if m.URL == "" {
		m.URL = s.acc.URL
	}
	var f accounts.Flags
	m.Author, m.AuthorName, m.Flags = s.author(i, m.URL)
	m.Text, m.Links, f = words(i)
	m.Flags |= f
	for _, x := range i.files[:min(len(i.files), 10)] {
		u := openable(s.resolve(x.url))
		if u == "" {
			continue
		}
		m.Media = append(m.Media, accounts.Attached{Kind: mediaKind(x.kind), URL: u, Alt: accounts.BlockText(x.alt)})
	}
	return m
}

// author is who wrote an item: the name made a handle of the site where it stands; without a name the site itself.
func (s *site) author(i item, link string) (handle, name accounts.Text, f accounts.Flags) {
	host := s.acc.Host
	if u, err := url.Parse(link); err == nil && u.Hostname() != "" && !accounts.Loopback(u.Hostname()) {
		host = u.Hostname()
	}
	name, f = accounts.SafeName(i.author)
	who := slug(i.author)
	if who == "" {
		return accounts.LineText(host), name, f
	}
	handle, g := accounts.SafeHandle("@" + who + "@" + host)
	return handle, name, f | g
}

// resolve makes an address whole: relative ones are those of the feed.
func (s *site) resolve(link string) string {
	link = strings.TrimSpace(link)
	if link == "" || strings.Contains(link, "://") {
		return link
	}
	base, err := url.Parse(s.url)
	if err != nil {
		return link
	}
	u, err := base.Parse(link)
	if err != nil {
		return link
	}
	return u.String()
}

// words are the title and the text of an item, the title once.
func words(i item) (accounts.Text, []accounts.Link, accounts.Flags) {
	title, links, f := accounts.HTMLText(i.title)
	if i.bare {
		links = nil
		title, f = accounts.SafeLine(i.title)
	}
	head := strings.Join(strings.Fields(title.String()), " ")
	var body accounts.Text
	var g accounts.Flags
	if i.plain {
		body, g = accounts.SafeBlock(i.text)
	} else {
		var more []accounts.Link
		body, more, g = accounts.HTMLText(i.text)
		links = append(links, more...)
	}
	text := body.String()
	switch {
	case head == "":
	case text == "":
		text = head
	case strings.HasPrefix(text, head), strings.HasPrefix(text, accounts.LineText(i.title).String()): // Some write plain text where HTML is meant.
	default:
		text = head + "\n\n" + text
	}
	out, h := accounts.SafeBlock(text)
	return out, links, f | g | h
}

// name is what the feed calls itself, its host where it does not.
func (d document) name(host string) accounts.Text {
	t, _, _ := accounts.HTMLText(d.title)
	name, _ := accounts.SafeName(t.String())
	if strings.TrimSpace(name.String()) == "" {
		return accounts.LineText(host)
	}
	return name
}

// slug is a name as part of a handle: letters and digits without accents, with hyphens between, at most 40 bytes.
func slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range accounts.Fold(accounts.LineText(name).String()) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
		}
		if b.Len()+4 > 40 {
			break
		}
		gap = false
		b.WriteRune(r)
	}
	return strings.TrimRight(b.String(), "-")
}

// openable is a web address that may be opened in a browser, "" for any other.
func openable(address string) string {
	if !strings.HasPrefix(address, "http") {
		return ""
	}
	if l := accounts.NewLink("", address); l.Openable() {
		return l.URL
	}
	return ""
}

// languageOf is the first that is a tag.
func languageOf(tags ...string) string {
	for _, s := range tags {
		if tag().MatchString(s) {
			return s
		}
	}
	return ""
}

var tag = accounts.Pattern(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$`)
