package practice

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// maxComing bounds what the public has still to say.
const maxComing = 200

// answering is how lively the public is.
type answering struct {
	on    bool
	delay func() time.Duration
	every func() time.Duration // between things said without being asked; nil for never
	lang  string
}

// coming is something that somebody will do.
type coming struct {
	At         time.Time
	Kind       string // "mention", "favourite", "reblog" or "follow"
	From, To   string // people
	Post       string // the post answered or liked
	Text       string
	Language   string
	Visibility string
}

// Answer lets the public answer, or be silent again: a post that arrives from
// an account brings one or two mentions back, and now and then a like or a
// boost, in the language of the post. Each comes after delay of the server's
// clock; nil is three to nine seconds. The same Seed makes the same people say
// the same things. Delay must not call the server.
func (s *Server) Answer(on bool, delay func() time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer.on, s.answer.delay = on, delay
	if delay == nil {
		s.answer.delay = func() time.Duration { return 3*time.Second + time.Duration(s.dice(6000))*time.Millisecond }
	}
}

// Chatter lets the public speak unasked, in Spanish ("es") or English, every
// so often of the server's clock; nil ends it. After a long sleep only one
// thing is said. Every must not call the server.
func (s *Server) Chatter(lang string, every func() time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer.lang, s.answer.every, s.st.Talk = lang, every, time.Time{}
	if every != nil {
		s.st.Talk = s.now().Add(every())
	}
}

// dice is a number below n, the next one of the seed.
func (s *Server) dice(n int) int {
	s.st.Spoken++
	return int(mix(uint64(s.opt.Seed)*0x9e3779b9+s.st.Spoken) % uint64(n))
}

// pick is one of a list.
func pick[T any](s *Server, list []T) T { return list[s.dice(len(list))] }

// expectAnswers plans what a post that has arrived will bring about.
func (s *Server) expectAnswers(author *person, p *post) {
	if !s.answer.on || !author.resident() || len(s.st.Coming) > maxComing {
		return
	}
	v := voices[languageOf(p)]
	lines := v.onPost
	if p.Parent != "" {
		lines = v.onReply
	}
	partner := s.partner(author, p)
	at := s.now().Add(s.answer.delay())
	if partner == nil && p.Visibility != "direct" {
		partner = s.castMember(v)
	}
	if partner == nil {
		return
	}
	said := pick(s, lines)
	s.expect(coming{At: at, Kind: "mention", From: partner.ID, To: author.ID, Post: p.ID, Text: said, Language: v.code, Visibility: p.Visibility})
	if p.Visibility != "public" && p.Visibility != "unlisted" {
		return
	}
	other := s.castMember(v)
	if other != partner && s.dice(2) == 0 {
		more := pick(s, v.onPost)
		at = at.Add(s.answer.delay())
		if more != said {
			s.expect(coming{At: at, Kind: "mention", From: other.ID, To: author.ID, Post: p.ID, Text: more, Language: v.code, Visibility: p.Visibility})
		}
	}
	for _, kind := range []string{"favourite", "favourite", "reblog", "follow"} {
		if s.dice(3) == 0 {
			at = at.Add(s.answer.delay())
			s.expect(coming{At: at, Kind: kind, From: s.castMember(v).ID, To: author.ID, Post: p.ID})
		}
	}
}

func (s *Server) expect(c coming) { s.st.Coming = append(s.st.Coming, &c) }

// partner is the stranger that a post speaks to, nil for none.
func (s *Server) partner(author *person, p *post) *person {
	for _, id := range append([]string{p.ParentAuthor}, p.Mentions...) {
		if who := s.st.People[id]; who != nil && !who.resident() && who != author {
			return who
		}
	}
	return nil
}

// castMember is somebody of the invented public.
func (s *Server) castMember(v voice) *person {
	one := pick(s, v.cast)
	return s.person(one.acct, one.name)
}

// letSpeak lets happen what has become due.
func (s *Server) letSpeak(now time.Time) {
	if s.answer.every != nil && !now.Before(s.st.Talk) {
		s.st.Talk = now.Add(s.answer.every())
		s.speakUnasked(now)
	}
	if len(s.st.Coming) == 0 {
		return
	}
	var due, later []*coming
	for _, c := range s.st.Coming {
		if c.At.After(now) {
			later = append(later, c)
		} else {
			due = append(due, c)
		}
	}
	s.st.Coming = later
	slices.SortStableFunc(due, func(a, b *coming) int { return a.At.Compare(b.At) })
	for _, c := range due {
		s.happen(c)
	}
}

// happen carries one thing out, unless the post it hangs on has gone.
func (s *Server) happen(c *coming) {
	from, to := s.st.People[c.From], s.st.People[c.To]
	if p := s.st.Posts[c.Post]; from == nil || to == nil || c.Post != "" && (p == nil || p.gone()) {
		return
	}
	switch c.Kind {
	case "mention":
		s.say(s.account(from), s.account(to), Say{Text: c.Text, Language: c.Language, Visibility: c.Visibility, InReplyTo: c.Post})
	case "favourite":
		s.favourite(from.ID, c.Post, c.At)
	case "reblog":
		s.reblog(from.ID, c.Post, time.Time{})
	case "follow":
		s.befriend(from.ID, to.ID, c.At)
	}
}

func (s *Server) speakUnasked(now time.Time) {
	list := s.residents()
	if len(list) == 0 {
		return
	}
	v := voices[cmp.Or(s.answer.lang, "es")]
	if v.code == "" {
		v = voices["en"]
	}
	s.happen(&coming{At: now, Kind: "mention", From: s.castMember(v).ID, To: pick(s, list).ID, Text: pick(s, v.unasked), Language: v.code, Visibility: "public"})
}

// voice is the public of one language.
type voice struct {
	code    string
	cast    []castMember
	onReply []string // said back to an answer
	onPost  []string // said to a post
	unasked []string
}

type castMember struct{ acct, name string }

var voices = map[string]voice{"es": voiceES, "en": voiceEN}

// languageOf is the language a post is answered in, "es" or "en".
func languageOf(p *post) string {
	if _, known := voices[p.Language]; known {
		return p.Language
	}
	return guess(p.Text)
}

// guess tells Spanish from English by their commonest words.
func guess(text string) string {
	text = strings.ToLower(text)
	es, en := strings.Count(text, "¿")+strings.Count(text, "¡")+strings.Count(text, "ñ"), 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(" \n.,;:!?¿¡()", r) }) {
		switch w {
		case "de", "la", "que", "el", "los", "las", "un", "una", "por", "con", "para", "es", "hola", "gracias", "y", "hoy", "mañana", "muchas":
			es++
		case "the", "of", "and", "to", "is", "you", "we", "for", "with", "our", "thanks", "hello", "today", "tomorrow", "your", "are", "it":
			en++
		}
	}
	if en > es {
		return "en"
	}
	return "es"
}
