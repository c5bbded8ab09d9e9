package compose

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/text/language"

	"vocero/accounts"
	"vocero/ui/draft"
	"vocero/ui/pane"
)

// review shows the post as it will be, or for a reply and an edit asks for the letter at once.
func (p *Pane) review() tea.Cmd {
	if why, args := p.closed(); why != "" {
		return pane.Send(pane.Toast{Text: why, Args: args})
	}
	if p.post.Reply() || p.mend != nil {
		return p.depart(draft.Way{Now: true})
	}
	p.mode, p.top = reviewing, 0
	p.checking++
	return tea.Batch(p.Leave(), p.check())
}

// toOrders goes from the text, or the review, to the orders.
func (p *Pane) toOrders() tea.Cmd {
	p.mode = orders
	p.resize()
	return p.Leave()
}

// toText goes back to the text.
func (p *Pane) toText() tea.Cmd {
	if p.locked() {
		return p.toOrders()
	}
	p.mode = writing
	p.resize()
	return nil
}

// close leaves when everything is on disk.
func (p *Pane) close() tea.Cmd {
	if p.keep == nil {
		return pane.Send(pane.Close{})
	}
	return p.flush(func() tea.Cmd { return pane.Send(pane.Close{}) })
}

// turn shows the text of the next account; it begins as the one for all.
func (p *Pane) turn(by int) tea.Cmd {
	n := len(p.post.Targets) + 1
	keep := p.Leave()
	if p.version == 0 {
		p.post.Caret = p.ed.Caret()
	}
	p.version = (p.version + by + n) % n
	if p.version == 0 {
		p.ed.SetText(p.post.Text)
		p.ed.SetCaret(p.post.Caret)
	} else {
		p.ed.SetText(p.post.TextFor(p.post.Targets[p.version-1]))
	}
	return keep
}

// askHour asks for an hour on the wall of the client's zone and schedules at it.
func (p *Pane) askHour() tea.Cmd {
	zone, now := p.facts.Brand.Zone, p.o.Now
	a := pane.Ask{Title: "At which hour?", Label: "Hour", Help: "2026-12-01 09:00, 9:00, tomorrow 9:00, fri 18:30: on the client's clock. The letter is asked next.",
		Check: func(s string) error {
			_, err := accounts.ParseHour(s, now(), zone)
			return err
		},
		Then: func(s string) tea.Cmd {
			w, err := accounts.ParseHour(s, now(), zone)
			if err != nil {
				return pane.Send(pane.Failed{Doing: "reading the hour", Err: err})
			}
			return p.depart(draft.Way{When: &w})
		}}
	if p.post.When != nil {
		a.Value = p.post.When.Civil
	}
	return pane.Send(a)
}

func (p *Pane) askWarning() tea.Cmd {
	return pane.Send(pane.Ask{Title: "Content warning", Label: "Warning", Help: "Readers see it first and open the text themselves. Empty takes it away.", Value: p.post.CW, Then: func(s string) tea.Cmd {
		p.post.CW = strings.TrimSpace(s)
		return p.changed()
	}})
}

// nextVisibility goes to the next narrower one, then to the widest allowed.
func (p *Pane) nextVisibility() tea.Cmd {
	widest := accounts.Public
	if a := p.post.Answering; a != nil && a.Widest != 0 {
		widest = a.Widest
	}
	for v := p.post.Visibility; ; {
		if v--; v < accounts.Direct || v > widest {
			v = widest
		}
		if v == p.post.Visibility {
			return pane.Send(pane.Toast{Text: "It can be seen by nobody else: a reply is never wider than what it answers."})
		}
		if p.takes(v) {
			p.post.Visibility = v
			return p.changed()
		}
	}
}

// takes tells whether the servers of all accounts take a visibility.
func (p *Pane) takes(v accounts.Visibility) bool {
	for _, a := range p.targets() {
		if m := a.Instance.Limits.VisibilityMax; len(m) > 0 && !slices.Contains(m, v) {
			return false
		}
	}
	return true
}

func (p *Pane) askLanguage() tea.Cmd {
	offers := append(slices.Clone(p.facts.Brand.Languages), "es", "en", "ca", "eu", "gl", "pt", "fr", "it", "de")
	return pane.Send(pane.Ask{Title: "Language", Label: "Language of the text", Help: "A code as es, en or pt-BR. Empty says none.", Value: p.post.Language, Complete: offers,
		Check: func(s string) error {
			if s = strings.TrimSpace(s); s == "" {
				return nil
			}
			_, err := language.Parse(s)
			return err
		},
		Then: func(s string) tea.Cmd {
			p.post.Language = strings.TrimSpace(s)
			return p.changed()
		}})
}

func (p *Pane) askNote() tea.Cmd {
	return pane.Send(pane.Ask{Title: "Note", Label: "Note", Help: "For you alone: it never leaves the desk.", Value: p.post.Note, Then: func(s string) tea.Cmd {
		p.post.Note = strings.TrimSpace(s)
		return p.changed()
	}})
}

func (p *Pane) toggleLate() tea.Cmd {
	p.post.Tolerant = !p.post.Tolerant
	return p.changed()
}

// chooseTargets lists the client's accounts; each choice puts one in or takes it out.
func (p *Pane) chooseTargets() tea.Cmd {
	c := pane.Choose{Title: "From which accounts?"}
	for i, a := range p.facts.Accounts {
		mark := "  "
		if slices.Contains(p.post.Targets, a.ID) {
			mark = "✓ "
		}
		c.Choices = append(c.Choices, pane.Choice{Key: digit(i), Label: mark + a.Handle(), Detail: a.Instance.Software})
	}
	c.Then = func(i int) tea.Cmd {
		id := p.facts.Accounts[i].ID
		ts := slices.DeleteFunc(slices.Clone(p.post.Targets), func(t accounts.ID) bool { return t == id })
		if len(ts) == len(p.post.Targets) {
			ts = append(ts, id)
		}
		if len(ts) > 0 {
			p.post.Targets, p.counts = ts, nil
			p.post.Versions = slices.DeleteFunc(slices.Clone(p.post.Versions), func(v accounts.Version) bool { return !slices.Contains(ts, v.Account) })
			for p.version > 0 {
				p.turn(-1)
			}
		}
		return tea.Batch(p.changed(), p.chooseTargets())
	}
	return pane.Send(c)
}

// digit is the key of a line in a list: 1 to 9, then none.
func digit(i int) string {
	if i > 8 {
		return ""
	}
	return string(rune('1' + i))
}

// beginPoll opens the answers.
func (p *Pane) beginPoll() tea.Cmd {
	p.mode = polling
	p.answers.SetText("")
	if p.post.Poll != nil {
		p.answers.SetText(strings.Join(p.post.Poll.Options, "\n"))
	}
	p.resize()
	return nil
}

// pollSpans are how long a poll may be open; spanNames names them.
var (
	pollSpans = [...]time.Duration{5 * time.Minute, 30 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour, 72 * time.Hour, 168 * time.Hour}
	spanNames = [...]string{"5 minutes", "30 minutes", "1 hour", "6 hours", "1 day", "3 days", "7 days"}
)

// readAnswers makes the poll of what is typed; without an answer there is no poll.
func (p *Pane) readAnswers() {
	var opts []string
	for l := range strings.SplitSeq(p.answers.Text(), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			opts = append(opts, l)
		}
	}
	if len(opts) == 0 {
		p.post.Poll = nil
		return
	}
	poll := accounts.Poll{Open: pollSpans[4]}
	if p.post.Poll != nil {
		poll = *p.post.Poll
	}
	poll.Options = opts
	p.post.Poll = &poll
}

// endPoll asks how long the poll is open, and how many answers one may give.
func (p *Pane) endPoll() tea.Cmd {
	keep := p.toOrders()
	if p.post.Poll == nil {
		return keep
	}
	c := pane.Choose{Title: "How long is the poll open?"}
	for i, s := range spanNames {
		c.Choices = append(c.Choices, pane.Choice{Key: digit(i), Label: s})
	}
	c.Then = func(i int) tea.Cmd {
		return pane.Send(pane.Choose{Title: "How many answers may one give?", Choices: []pane.Choice{{Key: "1", Label: "one answer"}, {Key: "2", Label: "several answers"}}, Then: func(n int) tea.Cmd {
			poll := *p.post.Poll
			poll.Open, poll.Multiple = pollSpans[i], n == 1
			p.post.Poll = &poll
			return p.changed()
		}})
	}
	return tea.Batch(keep, pane.Send(c))
}

// outside opens the text in the person's own editor, under lines that name who speaks.
func (p *Pane) outside() tea.Cmd {
	header := "# vocero · " + accounts.Cells(p.facts.Brand.Name, false)
	for _, a := range p.targets() {
		header += "\n# " + a.Handle()
	}
	k := p.keep
	run := p.o.Edit(header, p.ed.Text(), func(text string, err error) tea.Msg { return mine{k, edited{text, err}} })
	return tea.Sequence(p.Leave(), run)
}

// edited is what came back from the editor.
type edited struct {
	text string
	err  error
}

func (p *Pane) edited(x edited) tea.Cmd {
	if x.err != nil {
		return pane.Send(pane.Failed{Doing: "editing outside", Err: x.err})
	}
	before := p.ed.Version()
	if x.text != p.ed.Text() && !p.ed.Replace(0, p.ed.Len(), x.text) {
		return pane.Send(pane.Toast{Text: "That is too long; the text is as it was."})
	}
	return p.typed(before)
}

// taken is a post to show in the place of the one on the screen.
type taken struct {
	post  accounts.Post
	say   pane.Toast
	dirty bool
}

// listRevisions lists what the post was before; choosing one brings its content back, as a change like any other.
func (p *Pane) listRevisions() tea.Cmd {
	desk, id, zone := p.desk, p.post.ID, p.facts.Brand.Zone
	return p.flush(func() tea.Cmd {
		return p.my(func() tea.Msg {
			rs, err := desk.Revisions(id)
			if err != nil {
				return pane.Failed{Doing: "reading earlier versions", Err: err}
			}
			if len(rs) == 0 {
				return pane.Toast{Text: "There is no earlier version yet."}
			}
			c := pane.Choose{Title: "Which version?", Then: func(i int) tea.Cmd { return p.restore(rs[i]) }}
			for i, r := range rs {
				at, _ := accounts.WhenAt(r.Updated, zone) // A zone that is none leaves the hour out.
				c.Choices = append(c.Choices, pane.Choice{Key: digit(i), Label: at.Civil, Detail: accounts.Truncate(strings.Join(strings.Fields(accounts.Cells(r.Text, false)), " "), 50)})
			}
			return c
		})
	})
}

// restore brings the content of an earlier version back; who speaks and what is answered stay.
func (p *Pane) restore(r accounts.Post) tea.Cmd {
	post := p.post
	post.Text, post.CW, post.Media, post.Poll, post.Language, post.Caret = r.Text, r.CW, r.Media, r.Poll, r.Language, r.Caret
	post.Versions = slices.DeleteFunc(slices.Clone(r.Versions), func(v accounts.Version) bool { return !slices.Contains(post.Targets, v.Account) })
	return p.own(taken{post: post, say: pane.Toast{Text: "An earlier version is back."}, dirty: true})
}

// unschedule takes the post back to where it can be written.
func (p *Pane) unschedule() tea.Cmd {
	desk, id, k := p.desk, p.post.ID, p.keep
	return p.my(func() tea.Msg {
		post, err := desk.Unschedule(id)
		if err != nil {
			return pane.Failed{Doing: "taking it back", Err: err}
		}
		k.Adopt(post)
		return taken{post: post, say: pane.Toast{Text: "It is a draft again: e goes to the text."}}
	})
}

// askRemove removes the draft after a question; u brings it back.
func (p *Pane) askRemove() tea.Cmd {
	desk, id := p.desk, p.post.ID
	return pane.Send(pane.Choose{Title: "Remove the draft?", Choices: []pane.Choice{{Key: "k", Label: "keep it"}, {Key: "D", Label: "remove it"}}, Then: func(i int) tea.Cmd {
		if i == 0 {
			return nil
		}
		p.keep = nil
		if id == "" {
			return pane.Send(pane.Close{})
		}
		return tea.Sequence(func() tea.Msg {
			if err := desk.RemovePost(id); err != nil {
				return pane.Failed{Doing: "removing the draft", Err: err}
			}
			return pane.Toast{Text: "Removed; u brings it back."}
		}, pane.Send(pane.Close{}))
	}})
}
