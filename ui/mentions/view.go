package mentions

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/talk"
	"vocero/ui/widget"
)

// View draws the list, with the text beside it where there is room, or one text over everything.
func (p *Pane) View(f pane.Frame) (string, *tea.Cursor) {
	if p.w <= 0 || p.h <= 0 {
		return "", nil
	}
	switch p.mode {
	case reading:
		return talk.DrawPage(f, f.Lang.T("Mention"), p.text(f, min(p.w-4, 100)), p.top, p.w, p.h), nil
	case talking:
		return talk.DrawPage(f, f.Lang.T("Conversation"), p.text(f, min(p.w-4, 100)), p.top, p.w, p.h), nil
	}
	listW, sideW := talk.Split(p.w)
	rows := p.rows(f, listW)
	if sideW == 0 {
		return rows, nil
	}
	return talk.DrawBeside(f, p.w, p.h, rows, p.text(f, sideW-1)), nil
}

// rows draws the header and the list, exactly w×h cells.
func (p *Pane) rows(f pane.Frame, w int) string {
	lines := []string{p.header(f, w)}
	if p.heads() > 1 {
		lines = append(lines, p.statusLine(f, w))
	}
	room := p.h - len(lines)
	if room <= 0 {
		return widget.FitLines(lines, w, p.h)
	}
	head := strings.Join(lines, "\n") + "\n"
	if _, ok := p.win.Selected(); !ok {
		return head + widget.FitLines(p.empty(f, w), w, room)
	}
	return head + p.win.View(p.stamp(f), f.Focused, func(m accounts.Mention, w int, rs widget.RowState) string {
		return talk.DrawRow(f, p.brand(f, m.Brand), m, talk.Row{W: w, State: rs, Marked: rs.Marked || p.all, Open: p.open[m.ID], Any: p.filter == any_, Own: p.know.accounts[m.Account]})
	})
}

// brand is a brand as the pane read it, so that rows in the cache and the facts they were drawn from go together.
func (p *Pane) brand(f pane.Frame, id accounts.ID) accounts.Brand {
	if b, ok := p.know.brands[id]; ok {
		return b
	}
	return f.Brands[id]
}

// stamp is everything besides a mention that its drawing shows: while it stays the same, rows come from the cache.
type stamp struct {
	styles       any
	lang         string
	minute       int64
	facts, opens int
	all          bool
	filter       filter
}

func (p *Pane) stamp(f pane.Frame) stamp {
	return stamp{f.Styles, f.Lang.Tag(), f.Now.Unix() / 60, p.know.no, p.opens, p.all, p.filter}
}

// drawing is a text in view, with everything it depends on.
type drawing struct {
	id      accounts.ID
	version uint64
	read    time.Time
	cools   time.Time
	asking  bool
	kin     *accounts.Kin
	w       int
	mode    mode
	stamp   stamp
}

// text is the mention or its conversation in lines of at most w cells. It is written anew only when something of it changed.
func (p *Pane) text(f pane.Frame, w int) []string {
	m := p.side.m
	if m.ID == "" {
		return nil
	}
	k := drawing{m.ID, talk.Version(m), p.side.thread.Read, p.side.cool.Until(f.Now), p.asking(), p.side.kin, w, p.mode, p.stamp(f)}
	if k != p.drawn {
		p.drawn = k
		x := talk.Said{Mention: m, Brand: p.brand(f, m.Brand), Open: p.open[m.ID], Asking: k.asking, Cools: k.cools, Kin: p.side.kin}
		if a, ok := p.know.accounts[m.Account]; ok {
			x.To = a.Handle()
		}
		if p.side.has {
			x.Thread = &p.side.thread
		}
		draw := talk.DrawMention
		if p.mode == talking {
			draw = talk.DrawConversation
		}
		p.lines = draw(f, w, x)
	}
	return p.lines
}

// asking tells whether the conversation was asked for and has not come yet.
func (p *Pane) asking() bool {
	return !p.asked.IsZero() && (!p.side.has || p.side.thread.Read.Before(p.asked))
}

// emptyTexts say what to do where a filter has nothing.
var emptyTexts = [...]string{
	"✓ Nothing waits for your word. < shows the others, R asks the networks.",
	"No answer is on its way. r answers a mention.",
	"Nothing is put off. s and h, t, m or l puts a mention off.",
	"Nothing is done yet: x puts a mention away.",
	"No new likes, boosts or follows.",
	"",
}

// empty is what stands in an empty list.
func (p *Pane) empty(f pane.Frame, w int) []string {
	if !p.win.Loaded() {
		return nil
	}
	s := f.Lang.T(emptyTexts[p.filter])
	if p.search != "" {
		s = f.Lang.T("Nothing found here. < looks in the others, / changes the words, Esc shows all.")
	}
	out := []string{""}
	for _, l := range accounts.Wrap(s, max(1, w-4)) {
		out = append(out, "  "+l)
	}
	return out
}
