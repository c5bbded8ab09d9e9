package mentions

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/byhand"
	"vocero/ui/deed"
	"vocero/ui/pane"
	"vocero/ui/talk"
	"vocero/ui/who"
)

// Actions are the tab's keys. While a text is in view the keys of movement scroll it; all others mean what they mean in the list.
// Every key press asks for them, so they are made once: what depends on the state of the pane is in their functions only.
func (p *Pane) Actions() []pane.Action {
	if p.acts == nil {
		p.acts = slices.Clip(slices.Concat(p.judging(), p.reaching(), p.on().Actions(), who.On{Desk: p.o.People, Mention: p.win.Selected}.Actions(), p.leaving(), byhand.Keys(p.o.Add, func() []accounts.Account { return byhand.Channels(p.know.accounts, p.scope.Brand) }), p.finding(), p.moving()))
	}
	return p.acts
}

// judging are the verdicts: they change the mention here and reach nobody.
func (p *Pane) judging() []pane.Action {
	return []pane.Action{
		{Name: "mention.done", Keys: pane.Press("x"), Label: "done", Help: "Puts the mention away as done and goes to the next.", Run: p.done, Blocked: p.unless(p.already(accounts.Done, "It is done already; b makes it new again.")), Footer: 1},
		{Name: "mention.hour", Keys: pane.Chord("s", "h"), Label: "an hour", Help: "Puts the mention off for an hour.", Run: p.snooze(accounts.SnoozeHour), Blocked: p.unless(folds)},
		{Name: "mention.afternoon", Keys: pane.Chord("s", "t"), Label: "this afternoon", Help: "Puts the mention off to 17:00 of the client's day, or for four hours after that.", Run: p.snooze(accounts.SnoozeAfternoon), Blocked: p.unless(folds)},
		{Name: "mention.tomorrow", Keys: pane.Chord("s", "m"), Label: "tomorrow", Help: "Puts the mention off to tomorrow 09:00 of the client.", Run: p.snooze(accounts.SnoozeTomorrow), Blocked: p.unless(folds), Footer: 4},
		{Name: "mention.monday", Keys: pane.Chord("s", "l"), Label: "Monday", Help: "Puts the mention off to next Monday 09:00 of the client.", Run: p.snooze(accounts.SnoozeMonday), Blocked: p.unless(folds)},
		{Name: "mention.new", Keys: pane.Press("b"), Label: "back to new", Help: "Makes a mention new again that was done, put off or waiting.", Run: p.renew, Blocked: p.unless(p.already(accounts.New, "It is new already."))},
		{Name: "mention.mood", Keys: pane.Press("m"), Label: "mood//of a mention", Help: "Corrects the mood: praise (+), neutral (=), question (?), complaint (-).", Run: p.feel, Blocked: p.unless(moodless)},
		{Name: "mention.tag", Keys: pane.Press("T"), Label: "tag//verb", Help: "Adds tags, or takes those with a leading - away.", Run: p.tag, Blocked: p.unless(), Footer: 9},
		{Name: "mention.note", Keys: pane.Press(";"), Label: "note", Help: "Keeps a note with the mention; it never leaves the desk.", Run: p.note, Blocked: p.unless()},
		{Name: "mention.mark", Keys: pane.Press("space"), Label: "mark//verb", Help: "Marks the row; x, s, T and ; then act on all marked ones.", Run: p.mark, Blocked: p.unless(), Footer: 10},
		{Name: "mention.range", Keys: pane.Press("v"), Label: "range", Help: "Begins a range of marks; the second time it marks all rows between.", Run: p.rangeOf, Blocked: p.unless()},
		{Name: "mention.all", Keys: pane.Press("V"), Label: "mark all", Help: "Marks everything in the list, also what is not on the screen.", Run: p.markAll, Blocked: p.unless()},
	}
}

// reaching are the answers.
func (p *Pane) reaching() []pane.Action {
	return []pane.Action{
		{Name: "mention.reply", Keys: pane.Press("r"), Label: "reply", Help: "Answers the mention from the account addressed.", Run: p.reply, Blocked: p.on().Unless(deed.Silent, p.on().Able(accounts.ToReply)), Footer: 2},
		{Name: "mention.sooner", Keys: pane.Press("W"), Label: "send now//a heated answer", Help: "Sends our heated answer to it now, that cools in the outbox; asks the letter once more.", Run: p.sooner, Blocked: p.unless(p.warm()), Letter: true},
	}
}

// leaving are the ways out of the desk, and in.
func (p *Pane) leaving() []pane.Action {
	return []pane.Action{
		{Name: "mention.open", Keys: pane.Press("o"), Label: "open", Help: "Opens the post or one of its links in the browser.", Run: p.browse, Blocked: p.unless(deceiving, nowhere)},
		{Name: "mention.copy", Keys: pane.Press("Y"), Label: "copy address", Help: "Copies the address of the post.", Run: p.copy, Blocked: p.unless(unnamed)},
		{Name: "mention.fetch", Keys: pane.Press("R"), Label: "fetch", Help: "Asks the networks now what was said.", Run: p.refresh},
	}
}

// finding are the ways through the list and into a mention.
func (p *Pane) finding() []pane.Action {
	return []pane.Action{
		{Name: "mention.read", Keys: pane.Press("enter"), Label: "read//verb", Help: "Shows the whole mention.", Run: p.read, Blocked: p.unless(), Footer: 3},
		{Name: "mention.thread", Keys: pane.Press("t"), Label: "thread//noun", Help: "Shows the conversation it belongs to, and has it read anew.", Run: p.converse, Blocked: p.unless(alone), Footer: 5},
		{Name: "mention.cw", Keys: pane.Press("z"), Label: "show text", Help: "Shows what stands behind a content warning, or hides it again.", Run: p.reveal, Blocked: p.unless(p.warned())},
		{Name: "mention.filter", Keys: pane.Press("<"), Label: "next filter", Help: "Shows the next of new, waiting, snoozed, done and folded.", Run: p.next, Footer: 6},
		{Name: "mention.search", Keys: pane.Press("/"), Label: "search//verb", Help: "Finds mentions of every state by words.", Run: p.ask, Footer: 11},
		p.o.Found.Action(p.seeks),
		{Name: "mention.match", Keys: pane.Press("n"), Label: "next match", Help: "Goes to the next match of the search.", Run: func() tea.Cmd { return p.moved(p.win.Down()) }, Blocked: p.noSearch},
		{Name: "mention.matchback", Keys: pane.Press("N"), Label: "match before", Help: "Goes to the match before.", Run: func() tea.Cmd { return p.moved(p.win.Up()) }, Blocked: p.noSearch},
		{Name: "mention.back", Keys: pane.Press("esc"), Label: "back", Help: "Leaves the text, then the marks, then the search.", Run: p.back, Blocked: p.nothingOpen},
	}
}

// moving are the keys of movement: of the cursor in the list, of the text where one is in view.
func (p *Pane) moving() []pane.Action {
	to := func(lines func() int, inList func() tea.Cmd) func() tea.Cmd {
		return func() tea.Cmd {
			if p.mode == list {
				return inList()
			}
			p.scroll(lines())
			return nil
		}
	}
	by := func(n int) func() int { return func() int { return n } }
	rows := func(n int) func() int { return func() int { return n * max(1, p.bodyRows()-1) } }
	return []pane.Action{
		{Name: "mention.down", Keys: pane.Press("j", "down"), Label: "down", Help: "Moves down.", Run: to(by(1), func() tea.Cmd { return p.moved(p.win.Down()) })},
		{Name: "mention.up", Keys: pane.Press("k", "up"), Label: "up", Help: "Moves up.", Run: to(by(-1), func() tea.Cmd { return p.moved(p.win.Up()) })},
		{Name: "mention.top", Keys: [][]string{{"g", "g"}, {"home"}}, Label: "top", Help: "Goes to the first row.", Run: to(by(-1<<20), func() tea.Cmd { return p.moved(p.win.Top()) })},
		{Name: "mention.end", Keys: pane.Press("G", "end"), Label: "end", Help: "Goes to the last row.", Run: to(by(1<<20), func() tea.Cmd { return p.moved(p.win.Bottom()) })},
		{Name: "mention.halfdown", Keys: pane.Press("ctrl+d"), Label: "half a page down", Help: "Moves down by half a page.", Run: to(by(8), func() tea.Cmd { return p.moved(p.win.HalfDown()) })},
		{Name: "mention.halfup", Keys: pane.Press("ctrl+u"), Label: "half a page up", Help: "Moves up by half a page.", Run: to(by(-8), func() tea.Cmd { return p.moved(p.win.HalfUp()) })},
		{Name: "mention.pagedown", Keys: pane.Press("pgdown"), Label: "page down", Help: "Moves down by a page.", Run: to(rows(1), func() tea.Cmd { return p.moved(p.win.PageDown()) })},
		{Name: "mention.pageup", Keys: pane.Press("pgup"), Label: "page up", Help: "Moves up by a page.", Run: to(rows(-1), func() tea.Cmd { return p.moved(p.win.PageUp()) })},
	}
}

// bar is a reason why an act cannot be done on a mention.
type bar struct {
	Reason string
	on     func(m accounts.Mention) bool
}

// unless blocks an act where there is no mention, or where a bar stands against it.
func (p *Pane) unless(bars ...bar) func() (string, []any) {
	return func() (string, []any) {
		m, ok := p.win.Selected()
		if !ok {
			return "There is no mention here.", nil
		}
		for _, b := range bars {
			if b.on(m) {
				return b.Reason, nil
			}
		}
		return "", nil
	}
}

// The bars that need only the mention.
var (
	folds     = bar{Reason: "Likes, boosts and follows are not put off: x puts them away.", on: func(m accounts.Mention) bool { return m.Kind != accounts.Talk }}
	moodless  = bar{Reason: "Only what was said has a mood.", on: func(m accounts.Mention) bool { return m.Kind != accounts.Talk }}
	alone     = bar{Reason: "There is no conversation behind this row.", on: func(m accounts.Mention) bool { return m.StatusID == "" }}
	deceiving = bar{Reason: "Its links cannot be opened safely.", on: func(m accounts.Mention) bool { return len(talk.Links(m)) == 0 && len(m.Links) > 0 }}
	nowhere   = bar{Reason: "It has no address.", on: func(m accounts.Mention) bool { return len(talk.Links(m)) == 0 }}
	unnamed   = bar{Reason: "It has no address.", on: func(m accounts.Mention) bool { return m.URL == "" || !accounts.NewLink("", m.URL).Openable() }}
)

// already bars a verdict that one mention has; of marked ones each may have another.
func (p *Pane) already(state accounts.MentionState, reason string) bar {
	return bar{reason, func(m accounts.Mention) bool { return m.State == state && !p.marked() }}
}

// warned bars z where nothing stands behind a warning.
func (p *Pane) warned() bar {
	return bar{Reason: "It has no content warning.", on: func(m accounts.Mention) bool { return m.CW.IsZero() && p.mode != talking }}
}

func (p *Pane) noSearch() (string, []any) {
	if p.search == "" {
		return "Nothing is searched: / searches.", nil
	}
	return "", nil
}

func (p *Pane) nothingOpen() (string, []any) {
	if p.mode == list && !p.marked() && p.only == "" && p.search == "" && p.rel.Zero() {
		return "This is the list already.", nil
	}
	return "", nil
}
