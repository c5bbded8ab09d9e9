package orders

import "vocero/ui/pane"

// Actions are the orders with their keys.
func (h *Hand) Actions() []pane.Action {
	return []pane.Action{
		{Name: "compose.media", Keys: pane.Press("m"), Label: "file", Help: "Attaches a file and asks for its description.", Run: h.File, Blocked: h.OnlyText, Footer: 6},
		{Name: "compose.files", Keys: pane.Press("M"), Label: "files", Help: "Lists the files: description, focus, order, removal.", Run: h.Files, Blocked: h.noFiles},
		{Name: "compose.warning", Keys: pane.Press("w", "z"), Label: "warning", Help: "Puts a content warning before the text.", Run: h.Warning, Blocked: h.Shut, Footer: 9},
		{Name: "compose.visibility", Keys: pane.Press("v"), Label: "seen by", Help: "Changes who can read it; a reply is never wider than what it answers.", Run: h.Visibility, Blocked: h.OnlyText, Footer: 10},
		{Name: "compose.language", Keys: pane.Press("a"), Label: "language", Help: "Says in which language it is.", Run: h.Language, Blocked: h.OnlyText},
		{Name: "compose.poll", Keys: pane.Press("o"), Label: "poll", Help: "Writes the answers of a poll, one a line; none takes the poll away.", Run: h.Poll, Blocked: h.OnlyText},
		{Name: "compose.targets", Keys: pane.Press("t"), Label: "accounts", Help: "Chooses from which accounts of the client it leaves.", Run: h.Targets, Blocked: h.fixed, Footer: 11},
		{Name: "compose.revisions", Keys: pane.Press("R"), Label: "earlier", Help: "Lists earlier versions of the text: what has changed since, or back to one.", Run: h.Revisions, Blocked: h.noRevisions},
		{Name: "compose.relation", Keys: pane.Press("d"), Label: "disclosure", Help: "Says whether it is paid for, a gift, or said by an employee.", Run: h.Relation, Blocked: h.OnlyText},
		{Name: "compose.parts", Keys: pane.Press("P"), Label: "parts", Help: "Lists the parts of a thread with their lengths, to go to one.", Run: h.parts, Blocked: h.NoParts},
		{Name: "compose.links", Keys: pane.Press("l"), Label: "links", Help: "Shows where the links of the text lead.", Run: h.links, Blocked: h.noLinks},
		{Name: "compose.links.tag", Keys: pane.Press("U"), Label: "link template", Help: "Adds to the links what the client wants on them; nothing is overwritten.", Run: h.tagLinks, Blocked: h.noTemplate},
		{Name: "compose.links.clean", Keys: pane.Press("L"), Label: "clean links", Help: "Takes trackers out of the links.", Run: h.cleanLinks, Blocked: h.noLinksToMend},
		{Name: "compose.clone", Keys: pane.Press("C"), Label: "copy", Help: "Makes a new draft of the same content and opens it.", Run: h.Clone, Blocked: h.noClone},
		{Name: "compose.unquote", Keys: pane.Press("Q"), Label: "drop the quote", Help: "Lets the post stand by itself, without what it quotes.", Run: h.unquote, Blocked: h.noQuote},
		{Name: "compose.note", Keys: pane.Press(";"), Label: "note", Help: "Keeps a note with the draft; it never leaves.", Run: h.Note, Blocked: h.OnlyText},
		{Name: "compose.tolerant", Keys: pane.Press("T"), Label: "may be late", Help: "Lets it go out up to an hour late instead of asking you.", Run: h.Late, Blocked: h.OnlyText},
	}
}

// Shut says why nothing can be changed.
func (h *Hand) Shut() (string, []any) {
	switch {
	case !h.Open():
		return "No text is open.", nil
	case h.Sheet.Locked():
		return "It is on its way or out: only a draft can be changed.", nil
	}
	return "", nil
}

// OnlyText says that what is out changes in its text alone.
func (h *Hand) OnlyText() (string, []any) {
	if h.Sheet.Mend != nil {
		return "Of what is out only text, warning and descriptions can be changed.", nil
	}
	return h.Shut()
}

func (h *Hand) fixed() (string, []any) {
	if h.Sheet.Post.Reply() {
		return "A reply leaves only from the account addressed.", nil
	}
	return h.OnlyText()
}

func (h *Hand) noQuote() (string, []any) {
	if h.Open() && h.Sheet.Post.Quoted == "" {
		return "It quotes nothing.", nil
	}
	return h.OnlyText()
}

func (h *Hand) noFiles() (string, []any) {
	if len(h.Sheet.Post.Media) == 0 {
		return "There is no file yet: m attaches one.", nil
	}
	return h.Shut()
}

func (h *Hand) noRevisions() (string, []any) {
	if h.Sheet.Post.ID == "" || h.Sheet.Mend != nil {
		return "There is no earlier version yet.", nil
	}
	return h.Shut()
}
