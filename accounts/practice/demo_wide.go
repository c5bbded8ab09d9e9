package practice

import (
	"slices"
	"strings"

	"vocero/accounts"
)

// WeekAccount is one more account of a brand, on a network of its own.
type WeekAccount struct {
	Brand   string // key of the brand
	Kind    accounts.Kind
	Server  *Server
	Account *Account
	Answers accounts.Answers // what its log-in wants to know
}

// wideServer is a server of a wide week, and whose account is on it.
type wideServer struct {
	Options
	kind       accounts.Kind
	brand      string
	user, name string
}

// widePlan is every network but the Mastodon API.
var widePlan = []wideServer{
	{Options{Model: X, Host: "x.example", Title: "X"}, accounts.X, "luz", "panaderialuz", "Panadería Luz"},
	{Options{Model: Bluesky, Host: "bsky.example", Title: "Bluesky"}, accounts.Bluesky, "sur", "kinesur.bsky.example", "Kine Sur"},
	{Options{Model: Facebook, Host: "facebook.example", Title: "Facebook"}, accounts.Facebook, "luz", "panaderialuz", "Panadería Luz"},
	{Options{Model: Blog, Host: "blog.panaderialuz.example", Title: "El blog de Luz"}, accounts.Feed, "luz", "luz", "Luz"},
	{Options{Model: Forum, Host: "foro.example", Title: "Foro del barrio"}, accounts.Feed, "sur", "kinesur", "Kine Sur"},
	{Options{Model: News, Host: "portal.example", Title: "El portal del barrio"}, accounts.Feed, "luz", "redaccion", "Redacción"},
}

func wideServers() (out []Options) {
	for _, p := range widePlan {
		out = append(out, p.Options)
	}
	return out
}

// addWide finds or makes the accounts on the other networks that were started.
func (w *Week) addWide(t weekText) {
	for _, p := range widePlan {
		at := slices.IndexFunc(w.Servers, func(s *Server) bool { return s.Model() == p.Model && s.Host() == p.Host })
		if at < 0 {
			continue
		}
		s := w.Servers[at]
		a := WeekAccount{Brand: p.brand, Kind: p.kind, Server: s}
		if a.Account = s.Lookup(p.user); a.Account == nil {
			a.Account = s.AddAccount(p.user, p.name)
			s.describe(a.Account, t.notes[p.brand])
		}
		a.Answers = s.answersOf(a.Account)
		w.More = append(w.More, a)
	}
}

// answersOf are the answers to the prompts of a log-in as an account of this server.
func (s *Server) answersOf(a *Account) accounts.Answers {
	in := accounts.Answers{}
	switch s.Model() {
	case X:
		key, secret, token, tokenSecret := s.Keys(a)
		return in.With("server", s.URL()).With("api", "2").With("consumer_key", key).With("consumer_secret", secret).With("access_token", token).With("access_secret", tokenSecret)
	case Bluesky:
		return in.With("server", s.URL()).With("handle", a.Username).With("password", a.Token)
	case Facebook:
		k := s.GraphKeys(a)
		return in.With("server", s.URL()).With("app_id", k.AppID).With("app_secret", k.AppSecret).With("token", k.PageToken).With("page", k.PageID)
	}
	in = in.With("url", s.URL())
	if s.Model() == News {
		return in // Nobody logs in there.
	}
	return in.With("user", a.Username).With("password", a.Token)
}

// place is where a scene happens: the server, and the account of the brand there.
func (w *Week) place(sc scene) (*Server, *Account) {
	for _, a := range w.More {
		if sc.net != "" && a.Brand == sc.brand && string(a.Server.Model()) == sc.net {
			return a.Server, a.Account
		}
	}
	b := w.Brand(sc.brand)
	return b.Server, b.Account
}

// called is what somebody with a name of the Mastodon kind is called on this server.
func (s *Server) called(acct string) string {
	switch s.Model() {
	case Bluesky:
		return strings.NewReplacer("@", ".", "_", "-").Replace(acct)
	case X, Facebook, Blog, Forum, News:
		user, _, _ := strings.Cut(acct, "@")
		return strings.ReplaceAll(user, ".", "_")
	}
	return acct
}

// Account is the account of a brand on one of the other networks; nil when there is none.
func (w *Week) Account(brand string, m Model) *WeekAccount {
	i := slices.IndexFunc(w.More, func(a WeekAccount) bool { return a.Brand == brand && a.Server.Model() == m })
	if i < 0 {
		return nil
	}
	return &w.More[i]
}

// wideScript is the week on the other networks.
var wideScript = []scene{
	{key: "x-p1", brand: "luz", net: "x", when: "4 09:00"},
	{key: "x-01", brand: "luz", net: "x", who: "marcos", when: "4 10:12", on: "x-p1"},
	{key: "x-02", brand: "luz", net: "x", who: "guia", when: "2 16:40"},
	{key: "x-03", brand: "luz", net: "x", who: "ana", when: "-2h5m"},
	{key: "x-l1", brand: "luz", net: "x", who: "nacho", when: "4 09:31", kind: "like", on: "x-p1"},
	{key: "fb-p1", brand: "luz", net: "facebook", when: "5 18:00", alt: true},
	{key: "fb-01", brand: "luz", net: "facebook", who: "carmen", when: "5 18:25", on: "fb-p1"},
	{key: "fb-02", brand: "luz", net: "facebook", who: "pepe", when: "5 19:02", on: "fb-p1"},
	{key: "fb-03", brand: "luz", net: "facebook", who: "paula", when: "-4h10m", on: "fb-p1"},
	{key: "blog-p1", brand: "luz", net: "blog", when: "6 12:00"},
	{key: "blog-01", brand: "luz", net: "blog", who: "irene", when: "6 15:20", on: "blog-p1"},
	{key: "blog-02", brand: "luz", net: "blog", who: "tomas", when: "-6h30m", on: "blog-p1"},
	{key: "news-01", brand: "luz", net: "news", who: "guia", when: "3 07:00"},
	{key: "news-02", brand: "luz", net: "news", who: "guia", when: "-9h"},
	{key: "bsky-p1", brand: "sur", net: "bluesky", when: "4 11:00"},
	{key: "bsky-01", brand: "sur", net: "bluesky", who: "vale", when: "4 11:30", on: "bsky-p1"},
	{key: "bsky-02", brand: "sur", net: "bluesky", who: "sofi", when: "1 20:15"},
	{key: "bsky-03", brand: "sur", net: "bluesky", who: "quique", when: "-55m"},
	{key: "bsky-l1", brand: "sur", net: "bluesky", who: "club", when: "4 11:10", kind: "boost", on: "bsky-p1"},
	{key: "forum-01", brand: "sur", net: "forum", who: "joan", when: "2 21:10"},
	{key: "forum-02", brand: "sur", net: "forum", who: "martina", when: "1 08:45", on: "forum-01"},
}
