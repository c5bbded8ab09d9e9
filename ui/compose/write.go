package compose

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/ink"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// beginSnippet opens the text of a snippet.
func (p *Pane) beginSnippet(s accounts.Snippet) tea.Cmd {
	p.mode, p.snippet = snipping, s
	p.answers.SetText(s.Text)
	p.resize()
	return nil
}

// endSnippet stores it; a snippet without text is none.
func (p *Pane) endSnippet() tea.Cmd {
	p.snippet.Text = strings.TrimRight(p.answers.Text(), "\n ")
	then := p.toOrders()
	if p.snippet.Text == "" {
		return then
	}
	return tea.Batch(then, p.menu.Store(p.snippet))
}

// snippetStored says what became of a snippet; one that was not stored is on the screen again.
func (p *Pane) snippetStored(x ink.Stored) tea.Cmd {
	if x.Err != nil && !x.Removed {
		p.beginSnippet(x.Snippet)
	}
	return p.scribe.Stored(x)
}

// putSnippet writes a snippet at the caret.
func (p *Pane) putSnippet(s accounts.Snippet) tea.Cmd { return tea.Batch(p.toText(), p.scribe.Put(s)) }

// step takes the newest step in the text back, or does it again.
func (p *Pane) step(do func(*widget.Editor) bool) func() tea.Cmd {
	return func() tea.Cmd {
		e := p.editor()
		before := e.Version()
		do(e)
		p.scribe.Close()
		return p.typed(before)
	}
}

func (p *Pane) noUndo() (string, []any) {
	if !p.editor().CanUndo() {
		return "There is nothing to undo in this text; F9 takes back what the desk did.", nil
	}
	return p.hand.Shut()
}

func (p *Pane) noRedo() (string, []any) {
	if !p.editor().CanRedo() {
		return "There is nothing to do again.", nil
	}
	return p.hand.Shut()
}

// goFinding goes to the next finding or the one before: into the version it is about, with the caret on its place.
func (p *Pane) goFinding(by int) func() tea.Cmd {
	return func() tea.Cmd {
		p.said = pane.Toast{}
		p.s.Go(by)
		return p.show()
	}
}

// show brings the finding in view onto the screen.
func (p *Pane) show() tea.Cmd {
	v, _ := p.s.InView()
	var keep tea.Cmd
	if n := p.s.VersionOf(v); n != p.s.Version && (n > 0 || v.End > v.Start) {
		keep = p.Leave()
		p.view(p.snapshot(), n)
	}
	if v.End > v.Start && p.s.About(v, p.ed.Text()) {
		p.ed.SetCaret(v.Start)
	}
	return keep
}

func (p *Pane) noFinding() (string, []any) {
	if len(p.s.Found) == 0 {
		return "Nothing stands against it.", nil
	}
	return "", nil
}

// beginFix mends what is misspelt; after that it goes on where it was.
func (p *Pane) beginFix() tea.Cmd {
	from := p.mode
	p.mode = fixing
	p.scribe.Close()
	return p.mender.Begin(func() { p.mode = from })
}

func (p *Pane) noFix() (string, []any) {
	if why, args := p.hand.Shut(); why != "" {
		return why, args
	}
	return p.mender.None()
}

// toPart goes to the next part of the thread, or the one before.
func (p *Pane) toPart(by int) func() tea.Cmd {
	return func() tea.Cmd {
		p.ed.GoPart(by)
		p.scribe.Close()
		return nil
	}
}

// partChosen goes to a part of the thread.
func (p *Pane) partChosen(i int) tea.Cmd {
	p.ed.ToPart(i)
	return p.toText()
}
