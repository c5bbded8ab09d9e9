package guard

import "vocero/accounts"

// unsupported says what a server cannot do. What would be lost or shown openly is a Block, what only goes unnoticed a Note.
// A server whose answer was never read (no software named) is not judged.
func unsupported(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
	for _, a := range targets(p, f) {
		in := a.Instance
		if in.Software == "" {
			continue
		}
		add := func(s accounts.Severity, say saying) {
			out = append(out, finding("unsupported", s, a.ID, say, a.Handle(), softwareOf(a)))
		}
		switch {
		case p.Reply() && !a.Able(accounts.ToReply).Can:
			add(accounts.Block, sayNoAnswers)
			continue
		case !p.Reply() && !a.Able(accounts.ToPost).Can:
			add(accounts.Block, sayNoPosts)
			continue
		}
		if p.Quoted != "" && !a.Able(accounts.ToQuote).Can {
			add(accounts.Block, sayLacksQuote)
		}
		if p.Poll != nil && !in.Can.Poll {
			add(accounts.Block, sayLacksPoll)
		}
		if p.Poll != nil && p.Poll.Multiple && in.Can.Poll && a.Network == accounts.X { // docs.x.com/x-api/posts/create-post, "poll".
			add(accounts.Block, sayOneVote)
		}
		if p.CW != "" && !in.Can.CW {
			add(accounts.Block, sayLacksCW)
		}
		if !in.Limits.TextOnly && len(p.Media) == 0 && !p.Reply() { // Pixelfed answers 403 "Empty statuses are not allowed".
			add(accounts.Block, sayLacksTextOnly)
		}
		if p.Language != "" && !in.Can.Language && a.Able(accounts.ToTell).Why == accounts.WhyServer { // Where no server knows languages, nothing is lost.
			add(accounts.NoteFinding, sayLacksLanguage)
		}
		if focused(p.Media) && !in.Can.Focus {
			add(accounts.NoteFinding, sayLacksFocus)
		}
	}
	return out
}

// softwareOf is what the server of an account is called: its software, or its network where that has no servers of several kinds.
func softwareOf(a accounts.Account) string {
	if a.Network == accounts.Mastodon || a.Network == "" {
		return a.Instance.Software
	}
	return a.NetworkName()
}

func focused(ms []accounts.Media) bool {
	for _, m := range ms {
		if m.FocusX != 0 || m.FocusY != 0 {
			return true
		}
	}
	return false
}
