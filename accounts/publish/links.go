package publish

import (
	"context"
	"time"

	"vocero/accounts"
)

// Links looks at what a post links to once more, before the guards are asked: reports that do not count any more, and those older than
// age, are made anew. It takes ten seconds at most; what it could not learn by then stays unknown, and does not stop the post.
type Links interface {
	RefreshLinks(ctx context.Context, p accounts.Post, age time.Duration) error
}

const (
	linksTime  = 10 * time.Second // the longest that a post waits for its links
	linksTried = 15 * time.Minute // a preflight makes older reports anew
	linksSent  = 24 * time.Hour   // so does a departure
)

// lookAt brings the reports on the links of a post up to date. What fails is no obstacle: the guard says what it knows.
func (p *Publisher) lookAt(post accounts.Post, age time.Duration) {
	if p.cfg.Links == nil || len(accounts.LinksOf(post)) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(p.hard, linksTime)
	defer cancel()
	if err := p.cfg.Links.RefreshLinks(ctx, post, age); err != nil {
		p.log.Warn("looking at the links of a post", "post", post.ID, "error", err)
	}
}

// lookAtLinks does so for a post that is about to leave. It comes before everything else is read: a person may take the post back
// meanwhile.
func (c *carriage) lookAtLinks() {
	if c.p.cfg.Links == nil || c.d.Op != accounts.OpPost || c.again() {
		return
	}
	post, err := c.p.cfg.Store.Post(c.d.Post)
	if err != nil {
		return // The next step reads it again, and says so.
	}
	c.p.lookAt(post, linksSent)
}
