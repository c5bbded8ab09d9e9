package orders

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// pollSpans are how long a poll may be open; spanNames names them.
var (
	pollSpans = [...]time.Duration{5 * time.Minute, 30 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour, 72 * time.Hour, 168 * time.Hour}
	spanNames = [...]string{"5 minutes", "30 minutes", "1 hour", "6 hours", "1 day", "3 days", "7 days"}
)

// Answers makes the poll of what was typed, one answer a line; without an answer there is no poll.
func (h *Hand) Answers(text string) {
	var opts []string
	for l := range strings.SplitSeq(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			opts = append(opts, l)
		}
	}
	if len(opts) == 0 {
		h.Sheet.Post.Poll = nil
		return
	}
	poll := accounts.Poll{Open: pollSpans[4]}
	if h.Sheet.Post.Poll != nil {
		poll = *h.Sheet.Post.Poll
	}
	poll.Options = opts
	h.Sheet.Post.Poll = &poll
}

// PollSpan asks how long the poll is open, and how many answers one may give.
func (h *Hand) PollSpan() tea.Cmd {
	if h.Sheet.Post.Poll == nil {
		return nil
	}
	c := pane.Choose{Title: "How long is the poll open?"}
	for i, s := range spanNames {
		c.Choices = append(c.Choices, pane.Choice{Key: digit(i), Label: s})
	}
	c.Then = func(i int) tea.Cmd {
		return pane.Send(pane.Choose{Title: "How many answers may one give?", Choices: []pane.Choice{{Key: "1", Label: "one answer"}, {Key: "2", Label: "several answers"}}, Then: func(n int) tea.Cmd {
			poll := *h.Sheet.Post.Poll
			poll.Open, poll.Multiple = pollSpans[i], n == 1
			h.Sheet.Post.Poll = &poll
			return h.Changed()
		}})
	}
	return pane.Send(c)
}
