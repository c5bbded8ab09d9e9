package practice

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Bounds of scheduling (https://docs.joinmastodon.org/entities/ScheduledStatus/).
const (
	planLead  = 5 * time.Minute
	planTotal = 300
	planDaily = 25
)

// plan is a post that waits for its hour.
type plan struct {
	ID     string
	N      uint64
	Owner  string
	At     time.Time
	Text   string
	Params draftFields
}

// draftFields is a draft as a snapshot can hold it.
type draftFields struct {
	Spoiler    wireText
	Visibility string
	Language   string
	Sensitive  bool
	Parent     string
	Media      []string
	Poll       *pollDraft
	App, Key   string
}

func (d draft) fields() draftFields {
	return draftFields{d.spoiler, d.visibility, d.language, d.sensitive, d.parent, d.media, d.poll, d.app, d.key}
}

// schedule keeps a draft for later.
func (c *call) schedule(d draft, at time.Time) reply {
	if no := c.checkPlan(at); no != nil {
		return *no
	}
	total, daily := 0, 0
	for _, p := range c.st.Plans {
		if p.Owner != c.who.ID {
			continue
		}
		total++
		if p.At.UTC().Format(time.DateOnly) == at.UTC().Format(time.DateOnly) {
			daily++
		}
	}
	switch {
	case total >= planTotal:
		return invalid("You have exceeded the limit of %d scheduled posts", planTotal)
	case daily >= planDaily:
		return invalid("You have exceeded the limit of %d scheduled posts for today", planDaily)
	}
	n := c.nextID(time.Time{})
	p := &plan{ID: strconv.FormatUint(n>>16%1_000_000_000, 10), N: n, Owner: c.who.ID, At: at.UTC(), Text: d.text, Params: d.fields()}
	if c.traits.ids == idULID {
		p.ID = idULID.format(n)
	}
	for c.st.Plans[p.ID] != nil {
		p.ID += "0"
	}
	c.st.Plans[p.ID] = p
	return ok(c.planEntity(p))
}

// checkPlan refuses an hour that is too near.
func (c *call) checkPlan(at time.Time) *reply {
	if !at.Before(c.now.Add(planLead)) {
		return nil
	}
	no := invalid("Scheduled at The scheduled date must be in the future")
	return &no
}

func (c *call) planEntity(p *plan) object {
	f := p.Params
	return object{
		"id": p.ID, "scheduled_at": stamp(p.At), "media_attachments": c.mediaEntities(f.Media),
		"params": object{
			"text": p.Text, "spoiler_text": f.Spoiler, "visibility": f.Visibility, "language": orNull(f.Language), "poll": f.Poll,
			"sensitive": f.Sensitive, "in_reply_to_id": orNull(f.Parent), "media_ids": f.Media, "scheduled_at": nil,
			"idempotency": nil, "with_rate_limit": false, "application_id": 0,
		},
	}
}

// plans are the asker's, oldest first.
func (c *call) plans() []*plan {
	var out []*plan
	for _, p := range c.st.Plans {
		if p.Owner == c.who.ID {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *plan) int { return cmp.Compare(a.N, b.N) })
	return out
}

func (c *call) getPlans() reply {
	if c.traits.plans == planNone {
		return notFound()
	}
	// The list gives no idempotency key back: Mastodon drops it (app/services/post_status_service.rb, scheduled_options).
	out := []object{}
	list := c.plans()
	slices.Reverse(list)
	if before := c.st.Plans[c.val("max_id")]; before != nil {
		list = slices.DeleteFunc(list, func(p *plan) bool { return p.N >= before.N })
	}
	for _, p := range list[:min(len(list), c.limit(20, 40))] {
		out = append(out, c.planEntity(p))
	}
	return ok(out)
}

// plan is the one that the route names, nil when it is not the asker's.
func (c *call) plan() *plan {
	p := c.st.Plans[c.id()]
	if p == nil || p.Owner != c.who.ID {
		return nil
	}
	return p
}

func (c *call) getPlan() reply {
	p := c.plan()
	if p == nil {
		return notFound()
	}
	return ok(c.planEntity(p))
}

func (c *call) putPlan() reply {
	p := c.plan()
	if p == nil || c.traits.plans != planFull {
		return notFound()
	}
	at, err := time.Parse(time.RFC3339, c.val("scheduled_at"))
	if err != nil {
		return invalid("%s is not a valid date", strconv.Quote(c.val("scheduled_at")))
	}
	if no := c.checkPlan(at); no != nil {
		return *no
	}
	p.At = at.UTC()
	return ok(c.planEntity(p))
}

func (c *call) deletePlan() reply {
	p := c.plan()
	if p == nil {
		return notFound()
	}
	delete(c.st.Plans, p.ID)
	return give(http.StatusOK, object{})
}

// publishPlans posts what is due, in the order of its hours and with them, whenever somebody asks next.
func (s *Server) publishPlans(now time.Time) {
	var due []*plan
	for _, p := range s.st.Plans {
		if !p.At.After(now) {
			due = append(due, p)
		}
	}
	slices.SortFunc(due, func(a, b *plan) int {
		if n := a.At.Compare(b.At); n != 0 {
			return n
		}
		return cmp.Compare(a.N, b.N)
	})
	for _, p := range due {
		delete(s.st.Plans, p.ID)
		f := p.Params
		if owner := s.st.People[p.Owner]; owner != nil {
			s.commit(owner, draft{
				text: p.Text, spoiler: f.Spoiler, visibility: f.Visibility, language: f.Language, sensitive: f.Sensitive, parent: f.Parent,
				media: f.Media, poll: f.Poll, app: f.App, key: f.Key, arrived: true, planned: true, at: p.At,
			})
		}
	}
}
