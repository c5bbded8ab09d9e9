package lang

import (
	"strings"

	"vocero/accounts"
)

// asked is how a prompt of a log-in is put.
type asked struct{ label, help string }

// prompts are by network and name, those of every network under the name alone.
var prompts = map[string]asked{
	"mastodon.server":     {"Server", "Where the account lives, as in masto.example. Esc leaves; everything typed is kept."},
	"mastodon.way":        {"Log in with", "The browser asks you to allow it; where there is none, paste the code the server shows."},
	"mastodon.token":      {"Token", "An access token of the account, from the server's settings for developers."},
	"bluesky.handle":      {"Handle", "The account's whole name, as in luz.bsky.social."},
	"bluesky.password":    {"App password", "Made in Bluesky: Settings, Privacy and security, App passwords; never the account's own."},
	"bluesky.server":      {"Server", "The one that keeps the account; nearly always the one offered."},
	"x.api":               {"API", "2 is X today; 1.1 is for apps and servers that still speak it (Friendica, GNU social)."},
	"x.server":            {"Server", "Nearly always the one offered; another for servers like X."},
	"x.consumer_key":      {"API key", "From the client's own app: developer.x.com, Projects & Apps, Keys and tokens. Its own app makes reading five times cheaper."},
	"x.consumer_secret":   {"API key secret", "It stands beside the API key, and is shown once."},
	"x.access_token":      {"Access token", "From the same page, with rights to read and write. Leave it empty to log in with a PIN instead."},
	"x.access_secret":     {"Access token secret", "It stands beside the access token. Leave it empty to log in with a PIN instead."},
	"x.chars":             {"Longest post", "280; more where the account pays for X Premium."},
	"x.own":               {"Its own app", "yes where the account itself made the app; then X charges a fifth for its own mentions and posts."},
	"facebook.app_id":     {"App ID", "Of the client's own app of type Business: developers.facebook.com, My Apps, Settings, Basic."},
	"facebook.app_secret": {"App secret", "On the same page. It signs every request, so that a stolen token alone is worth nothing."},
	"facebook.token":      {"Token", "A page token, or your own token with the rights pages_manage_posts, pages_read_engagement, pages_manage_engagement, pages_read_user_content, read_insights."},
	"facebook.page":       {"Page", "The number or the short name of the page; empty where the token is the page's own."},
	"facebook.server":     {"Server", "Nearly always the one offered."},
	"feed.url":            {"Address", "A page or its feed: of a blog, a forum, a portal. What it is is found out."},
	"feed.user":           {"User", "Only to answer there: the user of WordPress or Discourse. Empty: it is only read."},
	"feed.password":       {"Key", "Only to answer there: WordPress' application password (Users, Profile) or a key of Discourse's API."},
	"manual.channel":      {"Channel", "Where you publish it yourself; the desk reminds you at the hour."},
	"manual.handle":       {"Handle", "The account's name there, as people write it."},
	"manual.url":          {"Address", "Its page there, to be opened when the hour comes. May stay empty."},
}

// choiceWords are the choices that have a name of their own.
var choiceWords = map[string]string{"yes": "yes", "no": "no", "browser": "the browser", "code": "a pasted code", "token": "a token", "2": "2 (X today)", "1.1": "1.1 (older apps, Friendica, GNU social)"}

// connects say what adding an account of a network is, for the command's help.
var connects = map[accounts.Kind]string{
	accounts.Mastodon: "log in to a server that speaks the Mastodon API",
	accounts.X:        "log in to X with the keys of the client's own app",
	accounts.Bluesky:  "log in to Bluesky with an app password",
	accounts.Facebook: "speak for a Facebook page, with the client's own app",
	accounts.Feed:     "read a feed, a blog or a forum; answer there with a key",
	accounts.Manual:   "a channel where you publish by hand: Instagram, LinkedIn, TikTok and others",
}

// obtains say what has to be made on the network before its account can be added.
var obtains = map[accounts.Kind]string{
	accounts.X: "Before this: the client makes an app on developer.x.com, with rights to read and write and the callback http://127.0.0.1, and adds credit. Its keys stay in your vault.",
	accounts.Facebook: "Before this: the client makes an app of type Business, verifies the business, and has pages_manage_posts, pages_read_engagement, pages_manage_engagement, pages_read_user_content and read_insights reviewed. " +
		"Until then only people with a role in the app see what it posts.",
	accounts.Bluesky: "Before this: make an app password in Bluesky (Settings, Privacy and security, App passwords); never give the account's own.",
}

// Prompt is how a prompt of a network's log-in is put, and what helps to answer it.
func (p *Printer) Prompt(kind accounts.Kind, name string) (label, help string) {
	q, ok := prompts[string(kind)+"."+name]
	if !ok {
		return strings.ReplaceAll(name, "_", " "), ""
	}
	return p.T(q.label), p.T(q.help)
}

// Choice names one choice of a prompt.
func (p *Printer) Choice(v string) string {
	if w := choiceWords[v]; w != "" {
		return p.T(w)
	}
	return p.T(accounts.Account{Network: accounts.Manual, Instance: accounts.Instance{Software: v}}.NetworkName())
}

// Connect says what adding an account of a network is.
func (p *Printer) Connect(k accounts.Kind) string { return p.T(connects[k]) }

// Obtain says what has to be made on the network first; "" for nothing.
func (p *Printer) Obtain(k accounts.Kind) string {
	if s := obtains[k]; s != "" {
		return p.T(s)
	}
	return ""
}
