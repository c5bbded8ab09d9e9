package practice

import (
	"slices"
	"time"
)

// Say is what somebody says in a fixture.
type Say struct {
	Text        string       // plain text, rendered as Mastodon renders it
	HTML        string       // sent byte for byte instead of Text
	Visibility  string       // "" is that of the post answered, else public
	SpoilerText string       // the content warning
	Language    string       // ISO 639-1, "" is unknown
	Sensitive   bool         // media hidden behind a click
	InReplyTo   string       // id of the post answered
	Media       []Attachment // pictures that come with it
	At          time.Time    // when; the zero time is now
}

// Attachment is a picture of a fixture; the server draws one when Data is nil.
type Attachment struct {
	Description string
	MIME        string // "" is image/png
	Data        []byte
}

// Post lets somebody say something and returns the id. Accounts that the text
// names are notified, and so is the author of the post that it answers.
func (s *Server) Post(from *Account, o Say) (statusID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.say(from, nil, o)
}

// Mention lets somebody say something to an account and returns the id of the
// post; the name of the account is put before a text that lacks it.
func (s *Server) Mention(from, to *Account, o Say) (statusID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.say(from, to, o)
}

func (s *Server) say(from, to *Account, o Say) string {
	author := s.st.People[from.ID]
	if author == nil {
		return ""
	}
	d := draft{
		text: o.Text, html: wireText(o.HTML), spoiler: wireText(o.SpoilerText), visibility: o.Visibility,
		language: o.Language, sensitive: o.Sensitive, parent: o.InReplyTo, at: o.At,
	}
	if to != nil {
		if p := s.st.People[to.ID]; p != nil {
			d.to = append(d.to, p.ID)
			if !slices.Contains(s.named(o.Text), p) && s.opt.Model != Facebook { // There a name needs no sign before it.
				d.text = "@" + p.acct() + " " + o.Text
			}
		}
	}
	if parent := s.st.Posts[o.InReplyTo]; parent != nil {
		d.to = append(d.to, parent.Author)
		if d.visibility == "" {
			d.visibility = parent.Visibility
		}
	}
	if d.visibility == "" {
		d.visibility = "public"
	}
	for _, a := range o.Media {
		d.media = append(d.media, s.attach(author, a).ID)
	}
	return s.commit(author, d).ID
}

// Favourite lets somebody like a post; its author is notified.
func (s *Server) Favourite(from *Account, statusID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.favourite(from.ID, statusID, s.now())
}

// Reblog lets somebody boost a post and returns the id of the boost; its
// author is notified.
func (s *Server) Reblog(from *Account, statusID string) (boostID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reblog(from.ID, statusID, time.Time{})
}

// Follow lets somebody follow an account, which is notified.
func (s *Server) Follow(from, to *Account) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.befriend(from.ID, to.ID, s.now())
}

func (s *Server) favourite(from, statusID string, at time.Time) {
	p, who := s.st.Posts[statusID], s.st.People[from]
	if p == nil || who == nil || p.gone() || slices.Contains(p.Likes, from) {
		return
	}
	s.changes++
	p.Likes = append(p.Likes, from)
	s.notify(s.st.People[p.Author], "favourite", who, p, at)
}

func (s *Server) reblog(from, statusID string, at time.Time) string {
	p, who := s.st.Posts[statusID], s.st.People[from]
	if p == nil || who == nil || p.gone() {
		return ""
	}
	if b := s.boostOf(from, p); b != nil {
		return b.ID
	}
	b := s.commit(who, draft{boost: p.ID, visibility: p.Visibility, at: at})
	p.Boosts = append(p.Boosts, from)
	s.notify(s.st.People[p.Author], "reblog", who, p, b.Created)
	return b.ID
}

// boostOf is the boost of p by somebody, nil for none.
func (s *Server) boostOf(who string, p *post) *post {
	if !slices.Contains(p.Boosts, who) {
		return nil
	}
	for _, b := range s.ix.byAuthor[who] {
		if b.Boost == p.ID && !b.gone() {
			return b
		}
	}
	return nil
}

func (s *Server) befriend(from, to string, at time.Time) {
	a, b := s.st.People[from], s.st.People[to]
	if a != nil && b != nil && s.follow(a, b, true) {
		s.notify(b, "follow", a, nil, at)
	}
}

// Status is a post as it arrived over HTTP, the oracle of the tests.
type Status struct {
	ID             string
	URL            string
	Account        string // username of the author
	Text           string // the source as it was received, after edits
	Visibility     string
	SpoilerText    string
	Language       string
	Sensitive      bool
	InReplyToID    string
	MediaIDs       []string
	PollOptions    []string
	ReblogOfID     string // of a boost
	IdempotencyKey string
	Scheduled      bool // it went out by scheduled_at
	CreatedAt      time.Time
	Edited         bool
	EditedAt       time.Time
	Deleted        bool
	DeletedAt      time.Time
}

// Statuses returns what arrived from an account, or from all when it is nil,
// oldest first, deleted posts and boosts too; posts of fixtures are not in it.
func (s *Server) Statuses(a *Account) []Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(s.now())
	list := s.ix.order
	if a != nil {
		list = s.ix.byAuthor[a.ID]
	}
	var out []Status
	for _, p := range list {
		if p.Arrived {
			out = append(out, s.status(p))
		}
	}
	return out
}

func (s *Server) status(p *post) Status {
	v := Status{
		ID: p.ID, URL: s.permalink(p), Account: s.st.People[p.Author].Username, Text: p.Text, Visibility: p.Visibility,
		SpoilerText: string(p.Spoiler), Language: p.Language, Sensitive: p.Sensitive, InReplyToID: p.Parent,
		MediaIDs: slices.Clone(p.Media), ReblogOfID: p.Boost, IdempotencyKey: p.Key, Scheduled: p.Planned,
		CreatedAt: p.Created, Edited: !p.Edited.IsZero(), EditedAt: p.Edited, Deleted: p.gone(), DeletedAt: p.Deleted,
	}
	if poll := s.st.Polls[p.Poll]; poll != nil {
		for _, o := range poll.Options {
			v.PollOptions = append(v.PollOptions, o.Title)
		}
	}
	return v
}
