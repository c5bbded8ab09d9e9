package practice

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rivo/uniseg"
)

// How long a poll may run, in seconds (https://docs.joinmastodon.org/entities/Instance/#polls-min_expiration).
const (
	pollShortest = 300
	pollLongest  = 2_629_746
)

// pollDraft is a poll as it is asked for.
type pollDraft struct {
	Options    []string `json:"options"`
	ExpiresIn  int      `json:"expires_in"` // seconds
	Multiple   bool     `json:"multiple"`
	HideTotals bool     `json:"hide_totals"`
}

type poll struct {
	ID       string
	Post     string
	Owner    string
	Expires  time.Time
	Multiple bool
	Hide     bool
	Told     bool // its end has been notified
	Options  []pollOption
}

type pollOption struct {
	Title  string
	Voters []string
}

// voters are all who have voted, each once.
func (p *poll) voters() []string {
	var out []string
	for _, o := range p.Options {
		for _, id := range o.Voters {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

func (c *call) hasPoll() bool { return c.traits.polls && len(c.vals("poll[options]")) > 0 }

// readPoll reads and checks the poll of a post, nil for none; a server without
// polls overlooks it.
func (c *call) readPoll() (*pollDraft, *reply) {
	if !c.hasPoll() {
		return nil, nil
	}
	d := &pollDraft{Options: c.vals("poll[options]"), Multiple: c.flag("poll[multiple]"), HideTotals: c.flag("poll[hide_totals]")}
	d.ExpiresIn, _ = strconv.Atoi(c.val("poll[expires_in]"))
	text := c.checkPoll(d)
	if text == "" {
		return d, nil
	}
	no := invalid("%s", text)
	return nil, &no
}

// checkPoll says what is wrong with a poll, "" when nothing is.
func (c *call) checkPoll(d *pollDraft) string {
	seen := map[string]bool{}
	for _, o := range d.Options {
		switch {
		case strings.TrimSpace(o) == "":
			return "Options can't be blank"
		case uniseg.GraphemeClusterCount(o) > c.traits.pollChars:
			return "Options can't be longer than " + strconv.Itoa(c.traits.pollChars) + " characters each"
		case seen[o]:
			return "Options contain duplicate items"
		}
		seen[o] = true
	}
	switch {
	case len(d.Options) < 2:
		return "Options must have more than one item"
	case len(d.Options) > c.traits.pollOptions:
		return "Options can't contain more than " + strconv.Itoa(c.traits.pollOptions) + " items"
	case d.ExpiresIn < pollShortest:
		return "Expires at is too soon"
	case d.ExpiresIn > pollLongest:
		return "Expires at is too far into the future"
	}
	return ""
}

// openPoll files the poll of a post and returns its id.
func (s *Server) openPoll(d *pollDraft, p *post) string {
	v := &poll{
		ID: s.traits.ids.format(s.nextID(time.Time{})), Post: p.ID, Owner: p.Author, Multiple: d.Multiple, Hide: d.HideTotals,
		Expires: s.now().Add(time.Duration(d.ExpiresIn) * time.Second),
	}
	for _, title := range d.Options {
		v.Options = append(v.Options, pollOption{Title: title})
	}
	s.st.Polls[v.ID] = v
	return v.ID
}

// closePolls tells those concerned that a poll has ended.
func (s *Server) closePolls(now time.Time) {
	for _, p := range s.st.Polls {
		if p.Told || now.Before(p.Expires) {
			continue
		}
		s.changes++
		p.Told = true
		post, owner := s.st.Posts[p.Post], s.st.People[p.Owner]
		if post == nil || post.gone() || owner == nil || !owner.resident() {
			continue
		}
		// notify overlooks what people do themselves; the end of a poll is the exception.
		s.st.Alarm++
		n, id := s.st.Alarm, idNumeric
		if s.traits.ids == idULID {
			n, id = s.nextID(time.Time{}), idULID
		}
		s.st.Alerts[owner.ID] = append(s.st.Alerts[owner.ID], &alert{ID: id.format(n), N: n, Kind: "poll", From: owner.ID, Post: post.ID, At: p.Expires})
	}
}

// pollEntity is https://docs.joinmastodon.org/entities/Poll/.
func (s *Server) pollEntity(p *poll, who *person) object {
	votes, own, options := 0, []int{}, []object{}
	closed := !s.now().Before(p.Expires)
	for i, o := range p.Options {
		votes += len(o.Voters)
		var n any = len(o.Voters)
		if p.Hide && !closed {
			n = nil
		}
		options = append(options, object{"title": o.Title, "votes_count": n})
		if who != nil && slices.Contains(o.Voters, who.ID) {
			own = append(own, i)
		}
	}
	v := object{
		"id": p.ID, "expires_at": stamp(p.Expires), "expired": closed, "multiple": p.Multiple, "votes_count": votes,
		"voters_count": len(p.voters()), "options": options, "emojis": []any{},
	}
	if who != nil {
		v["voted"], v["own_votes"] = len(own) > 0 || who.ID == p.Owner, own
	}
	return v
}

// poll is the one that the route names, nil when the asker may not see it.
func (c *call) poll() *poll {
	p := c.st.Polls[c.id()]
	if p == nil {
		return nil
	}
	if post := c.st.Posts[p.Post]; post == nil || !c.sees(c.who, post) {
		return nil
	}
	return p
}

func (c *call) getPoll() reply {
	p := c.poll()
	if p == nil {
		return notFound()
	}
	return ok(c.pollEntity(p, c.who))
}

func (c *call) vote() reply {
	p := c.poll()
	if p == nil {
		return notFound()
	}
	choices := c.vals("choices")
	switch {
	case !c.now.Before(p.Expires):
		return invalid("The poll has already ended")
	case p.Owner == c.who.ID:
		return invalid("You cannot vote in your own polls")
	case slices.Contains(p.voters(), c.who.ID):
		return invalid("You have already voted on this poll")
	case len(choices) == 0 || len(choices) > 1 && !p.Multiple:
		return invalid("The chosen vote option does not exist")
	}
	var picked []int
	for _, v := range choices {
		i, err := strconv.Atoi(v)
		if err != nil || i < 0 || i >= len(p.Options) {
			return give(http.StatusUnprocessableEntity, object{"error": "The chosen vote option does not exist"})
		}
		picked = append(picked, i)
	}
	slices.Sort(picked)
	for _, i := range slices.Compact(picked) {
		p.Options[i].Voters = append(p.Options[i].Voters, c.who.ID)
	}
	return ok(c.pollEntity(p, c.who))
}
