package mentions

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// Actions are the tab's keys. While a text is in view the keys of movement scroll it; all others mean what they mean in the list.
func (p *Pane) Actions() []pane.Action {
	out := make([]pane.Action, 0, 40)
	out = append(out, p.judging()...)
	out = append(out, p.reaching()...)
	out = append(out, p.finding()...)
	return append(out, p.moving()...)
}

// judging are the verdicts: they change the mention here and reach nobody.
func (p *Pane) judging() []pane.Action {
	return []pane.Action{
		{Name: "mention.done", Keys: pane.Press("x"), Label: "done", Help: "Puts the mention away as done and goes to the next.", Run: p.done, Blocked: p.notDone, Footer: 1},
		{Name: "mention.hour", Keys: pane.Chord("s", "h"), Label: "an hour", Help: "Puts the mention off for an hour.", Run: p.snooze(inAnHour), Blocked: p.notTalk},
		{Name: "mention.afternoon", Keys: pane.Chord("s", "t"), Label: "this afternoon", Help: "Puts the mention off to 17:00 of the client's day, or for four hours after that.", Run: p.snooze(thisAfternoon), Blocked: p.notTalk},
		{Name: "mention.tomorrow", Keys: pane.Chord("s", "m"), Label: "tomorrow", Help: "Puts the mention off to tomorrow 09:00 of the client.", Run: p.snooze(tomorrow), Blocked: p.notTalk, Footer: 4},
		{Name: "mention.monday", Keys: pane.Chord("s", "l"), Label: "Monday", Help: "Puts the mention off to next Monday 09:00 of the client.", Run: p.snooze(nextMonday), Blocked: p.notTalk},
		{Name: "mention.new", Keys: pane.Press("b"), Label: "back to new", Help: "Makes a mention new again that was done, put off or waiting.", Run: p.renew, Blocked: p.isNew},
		{Name: "mention.tag", Keys: pane.Press("T"), Label: "tag//verb", Help: "Adds tags, or takes those with a leading - away.", Run: p.tag, Blocked: p.none, Footer: 9},
		{Name: "mention.note", Keys: pane.Press(";"), Label: "note", Help: "Keeps a note with the mention; it never leaves the desk.", Run: p.note, Blocked: p.none},
		{Name: "mention.mark", Keys: pane.Press("space"), Label: "mark//verb", Help: "Marks the row; x, s, T and ; then act on all marked ones.", Run: p.mark, Blocked: p.none, Footer: 10},
		{Name: "mention.range", Keys: pane.Press("v"), Label: "range", Help: "Begins a range of marks; the second time it marks all rows between.", Run: p.rangeOf, Blocked: p.none},
		{Name: "mention.all", Keys: pane.Press("V"), Label: "mark all", Help: "Marks everything in the list, also what is not on the screen.", Run: p.markAll, Blocked: p.none},
	}
}

// reaching are the acts that others notice, and the ways out of the desk.
func (p *Pane) reaching() []pane.Action {
	return []pane.Action{
		{Name: "mention.reply", Keys: pane.Press("r"), Label: "reply", Help: "Answers the mention from the account addressed.", Run: p.reply, Blocked: p.noAnswer, Footer: 2},
		{Name: "mention.boost", Keys: pane.Press("B"), Label: "boost//verb", Help: "Boosts it from the account addressed, or takes the boost back.", Run: p.boost, Blocked: p.noBoost, Letter: true, Footer: 8},
		{Name: "mention.like", Keys: pane.Press("L"), Label: "like", Help: "Likes it from the account addressed, or takes the like back.", Run: p.like, Blocked: p.noAnswer, Footer: 7},
		{Name: "mention.follow", Keys: pane.Chord("a", "f"), Label: "follow", Help: "Follows the author from the account addressed.", Run: p.follow, Blocked: p.noAuthor, Letter: true},
		{Name: "mention.mute", Keys: pane.Press("M"), Label: "mute", Help: "Mutes the author for the account addressed; it asks first.", Run: p.mute, Blocked: p.noAuthor},
		{Name: "mention.open", Keys: pane.Press("o"), Label: "open", Help: "Opens the post or one of its links in the browser.", Run: p.browse, Blocked: p.noLink},
		{Name: "mention.copy", Keys: pane.Press("Y"), Label: "copy address", Help: "Copies the address of the post.", Run: p.copy, Blocked: p.noAddress},
		{Name: "mention.fetch", Keys: pane.Press("R"), Label: "fetch", Help: "Asks the networks now what was said.", Run: p.refresh},
	}
}

// finding are the ways through the list and into a mention.
func (p *Pane) finding() []pane.Action {
	return []pane.Action{
		{Name: "mention.read", Keys: pane.Press("enter"), Label: "read//verb", Help: "Shows the whole mention.", Run: p.read, Blocked: p.none, Footer: 3},
		{Name: "mention.thread", Keys: pane.Press("t"), Label: "thread//noun", Help: "Shows the conversation it belongs to, and has it read anew.", Run: p.converse, Blocked: p.noThread, Footer: 5},
		{Name: "mention.cw", Keys: pane.Press("z"), Label: "show text", Help: "Shows what stands behind a content warning, or hides it again.", Run: p.reveal, Blocked: p.noCW},
		{Name: "mention.filter", Keys: pane.Press("<"), Label: "next filter", Help: "Shows the next of new, waiting, snoozed, done and folded.", Run: p.next, Footer: 6},
		{Name: "mention.search", Keys: pane.Press("/"), Label: "search//verb", Help: "Finds mentions of every state by words.", Run: p.ask, Footer: 11},
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

func (p *Pane) none() (string, []any) {
	if _, ok := p.win.Selected(); !ok {
		return "There is no mention here.", nil
	}
	return "", nil
}

func (p *Pane) notDone() (string, []any) {
	m, ok := p.win.Selected()
	switch {
	case !ok:
		return "There is no mention here.", nil
	case m.State == accounts.Done && !p.marked():
		return "It is done already; b makes it new again.", nil
	}
	return "", nil
}

func (p *Pane) isNew() (string, []any) {
	m, ok := p.win.Selected()
	switch {
	case !ok:
		return "There is no mention here.", nil
	case m.State == accounts.New && !p.marked():
		return "It is new already.", nil
	}
	return "", nil
}

func (p *Pane) notTalk() (string, []any) {
	m, ok := p.win.Selected()
	switch {
	case !ok:
		return "There is no mention here.", nil
	case m.Kind != accounts.Talk:
		return "Likes, boosts and follows are not put off: x puts them away.", nil
	}
	return "", nil
}

func (p *Pane) noAnswer() (string, []any) {
	m, ok := p.win.Selected()
	switch {
	case !ok:
		return "There is no mention here.", nil
	case m.Kind != accounts.Talk || m.StatusID == "":
		return "Nothing was said here that could be answered or liked.", nil
	}
	return "", nil
}

func (p *Pane) noBoost() (string, []any) {
	m, _ := p.win.Selected()
	if why, args := p.noAnswer(); why != "" {
		return why, args
	}
	a, ok := p.know.accounts[m.Account]
	switch {
	case !ok:
		return "The account addressed is not on this desk any more.", nil
	case m.Visibility == accounts.Direct || m.Visibility == accounts.Followers:
		return "It was not said to everybody: it cannot be boosted.", nil
	case a.Instance.Software != "" && !a.Instance.Can.Boost:
		return "The server of this account cannot boost.", nil
	}
	return "", nil
}

func (p *Pane) noAuthor() (string, []any) {
	m, ok := p.win.Selected()
	if !ok {
		return "There is no mention here.", nil
	}
	_, known := p.know.accounts[m.Account]
	switch {
	case !known:
		return "The account addressed is not on this desk any more.", nil
	case m.AuthorID == "":
		return "The network did not say who this is.", nil
	}
	return "", nil
}

func (p *Pane) noThread() (string, []any) {
	m, ok := p.win.Selected()
	switch {
	case !ok:
		return "There is no mention here.", nil
	case m.StatusID == "":
		return "There is no conversation behind this row.", nil
	}
	return "", nil
}

func (p *Pane) noCW() (string, []any) {
	if m, ok := p.win.Selected(); (!ok || m.CW.IsZero()) && p.mode != talking {
		return "It has no content warning.", nil
	}
	return "", nil
}

func (p *Pane) noSearch() (string, []any) {
	if p.search == "" {
		return "Nothing is searched: / searches.", nil
	}
	return "", nil
}

func (p *Pane) nothingOpen() (string, []any) {
	if p.mode == list && !p.marked() && p.only == "" && p.search == "" {
		return "This is the list already.", nil
	}
	return "", nil
}
