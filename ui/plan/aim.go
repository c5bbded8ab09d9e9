package plan

import (
	"errors"
	"time"

	"vocero/accounts"
)

// Case is what an Aim may look at: the post, whose it is, and the hours of the brand that are taken by others.
type Case struct {
	Post  accounts.Post
	Brand accounts.Brand
	Taken []time.Time
	Now   time.Time
}

// Aim finds the hour a post shall have.
type Aim func(c Case) (accounts.When, error)

// errNoHour is the cause of a move of something that stands nowhere.
var errNoHour = errors.New("the post has no hour yet; + gives it the next free slot")

// At is a fixed hour.
func At(w accounts.When) Aim { return func(Case) (accounts.When, error) { return w, nil } }

// Next is the brand's next free slot from now.
func Next(c Case) (accounts.When, error) { return accounts.FreeSlot(c.Brand, c.Taken, c.Now) }

// Later is the brand's next free slot after the hour the post has.
func Later(c Case) (accounts.When, error) {
	if c.Post.When == nil {
		return accounts.When{}, errNoHour
	}
	return accounts.FreeSlot(c.Brand, c.Taken, later(c.Post.When.UTC, c.Now))
}

// Earlier is the brand's free slot before the hour the post has.
func Earlier(c Case) (accounts.When, error) {
	if c.Post.When == nil {
		return accounts.When{}, errNoHour
	}
	return accounts.SlotBefore(c.Brand, c.Taken, c.Post.When.UTC, c.Now)
}

// Days is the same hour on the wall, n days on.
func Days(n int) Aim {
	return func(c Case) (accounts.When, error) {
		if c.Post.When == nil {
			return accounts.When{}, errNoHour
		}
		civil, err := time.Parse("2006-01-02 15:04", c.Post.When.Civil)
		if w, other := accounts.WhenAt(c.Post.When.UTC, c.Brand.Zone); other == nil && (err != nil || c.Post.When.Zone != c.Brand.Zone) {
			civil, err = time.Parse("2006-01-02 15:04", w.Civil)
		}
		if err != nil {
			return accounts.When{}, err
		}
		return accounts.NewWhen(civil.Year(), civil.Month(), civil.Day()+n, civil.Hour(), civil.Minute(), c.Brand.Zone)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// reach is how far ahead of an hour the search for a free slot looks.
const reach = 91 * 24 * time.Hour

// study reads what an aim needs. also are hours given away in the same breath.
func (p *Planner) study(id accounts.ID, also []time.Time) (c Case, err error) {
	c.Now = p.now()
	if c.Post, err = p.desk.Post(id); err != nil {
		return c, err
	}
	if c.Brand, err = p.desk.Brand(c.Post.Brand); err != nil {
		return c, err
	}
	end := c.Now
	if c.Post.When != nil {
		end = later(c.Post.When.UTC, end)
	}
	c.Taken = append(c.Taken, also...)
	at := accounts.Cursor("")
	for {
		ps, next, err := p.desk.Posts(accounts.PostQuery{Brand: c.Post.Brand, From: c.Now, To: end.Add(reach)}, at, 500)
		if err != nil {
			return c, err
		}
		for _, o := range ps {
			if o.When != nil && o.ID != id {
				c.Taken = append(c.Taken, o.When.UTC)
			}
		}
		if at = next; at == "" {
			return c, nil
		}
	}
}
