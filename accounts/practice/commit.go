package practice

import (
	"slices"
	"time"
)

// draft is a post before it has an id.
type draft struct {
	text       string
	html       wireText
	spoiler    wireText
	visibility string
	language   string
	sensitive  bool
	parent     string
	media      []string
	poll       *pollDraft
	boost      string
	to         []string // people who are addressed besides those the text names
	at         time.Time
	app        string
	key        string
	arrived    bool
	planned    bool
	id         string // the key that the client chose; "" makes one
	record     []byte // as the client sent it, where the API keeps records
	link       string // beside the text
}

// commit makes a draft a post, files it and tells everybody concerned.
func (s *Server) commit(author *person, d draft) *post {
	s.changes++
	n := s.nextID(d.at)
	p := &post{
		ID: s.traits.ids.format(n), N: n, Author: author.ID, Text: d.text, HTML: d.html, Spoiler: d.spoiler,
		Visibility: d.visibility, Language: d.language, Sensitive: d.sensitive, Parent: d.parent, Created: d.at,
		Media: d.media, Boost: d.boost, Key: d.key, App: d.app, Arrived: d.arrived, Planned: d.planned,
	}
	if p.Created.IsZero() {
		p.Created = s.now()
	}
	p.Link = d.link
	if p.Record = d.record; d.id != "" {
		p.ID = d.id
	}
	if parent := s.st.Posts[d.parent]; parent != nil {
		p.ParentAuthor = parent.Author
	}
	if d.poll != nil {
		p.Poll = s.openPoll(d.poll, p)
	}
	for _, id := range d.media {
		if m := s.st.Media[id]; m != nil {
			m.Post = p.ID
		}
	}
	s.st.Posts[p.ID] = p
	s.ix.add(p)
	author.Posts++
	if author.LastPost.Before(p.Created) {
		author.LastPost = p.Created
	}
	s.address(author, p, d)
	s.prune()
	return p
}

// address finds who a post speaks to and notifies them.
func (s *Server) address(author *person, p *post, d draft) {
	if p.Boost != "" {
		return
	}
	for _, who := range s.named(p.Text) {
		p.Mentions = append(p.Mentions, who.ID)
	}
	for _, id := range d.to {
		if id != author.ID && !slices.Contains(p.Mentions, id) {
			p.Mentions = append(p.Mentions, id)
		}
	}
	for _, id := range p.Mentions {
		s.notify(s.st.People[id], "mention", author, p, p.Created)
	}
	if p.Arrived {
		s.expectAnswers(author, p)
	}
}

// notify puts a notification before somebody with an account here, unless it is
// their own doing or they have muted or blocked its author.
func (s *Server) notify(to *person, kind string, from *person, p *post, at time.Time) {
	if to == nil || !to.resident() || to == from {
		return
	}
	if t := s.hasTie(to.ID, from.ID); t.Blocking || t.Muting && t.MutingAlerts {
		return
	}
	s.changes++
	s.st.Alarm = max(s.st.Alarm+1, 34_975_800)
	n, id := s.st.Alarm, idNumeric
	if s.traits.ids == idULID {
		n, id = s.nextID(time.Time{}), idULID
	}
	a := &alert{ID: id.format(n), N: n, Kind: kind, From: from.ID, At: at}
	if p != nil {
		a.Post = p.ID
	}
	list := append(s.st.Alerts[to.ID], a)
	if len(list) > maxAlerts {
		list = slices.Clone(list[len(list)-maxAlerts*9/10:])
	}
	s.st.Alerts[to.ID] = list
}

// forget takes the notifications about a post away.
func (s *Server) forget(postID string) {
	for who, list := range s.st.Alerts {
		s.st.Alerts[who] = slices.DeleteFunc(list, func(a *alert) bool { return a.Post == postID })
	}
}

// remove deletes a post and its boosts; a tombstone stays for the oracle.
func (s *Server) remove(p *post, at time.Time) {
	if p.gone() {
		return
	}
	p.Deleted = at
	s.st.People[p.Author].Posts--
	s.forget(p.ID)
	if original := s.st.Posts[p.Boost]; original != nil {
		original.Boosts = slices.DeleteFunc(original.Boosts, func(id string) bool { return id == p.Author })
	}
	for _, id := range slices.Clone(p.Boosts) {
		if b := s.boostOf(id, p); b != nil {
			s.remove(b, at)
		}
	}
}

// prune lets the oldest tenth of the posts go when there are too many.
func (s *Server) prune() {
	if len(s.ix.order) <= maxPosts {
		return
	}
	for _, p := range s.ix.order[:maxPosts/10] {
		delete(s.st.Posts, p.ID)
		delete(s.st.Polls, p.Poll)
		for _, id := range p.Media {
			s.freeBlob(id)
			delete(s.st.Media, id)
		}
	}
	s.ix = newIndex(s.st)
}

// settle carries out what has become due: scheduled posts, answers, polls.
func (s *Server) settle(now time.Time) {
	s.publishPlans(now)
	s.letSpeak(now)
	s.closePolls(now)
}
