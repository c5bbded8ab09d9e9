package plan

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/ui/pane"
)

// checked is a post with what the guards say of it.
type checked struct {
	post  accounts.Post
	facts guard.Facts
	clear []guard.Clearance
	stand []accounts.Finding // what stands in the way
	soft  []accounts.Finding // warnings and notes
}

// check asks the guards for every target. reason sets aside what a person may set aside; "" sets nothing aside.
func (p *Planner) check(post accounts.Post, immediate bool, reason string) (checked, error) {
	k := checked{post: post}
	var err error
	if k.facts, err = p.desk.Facts(post, p.now()); err != nil {
		return k, err
	}
	k.facts.Immediate = immediate
	all := guard.Check(post, k.facts)
	for _, f := range all {
		if f.Severity != accounts.Block {
			k.soft = append(k.soft, f)
		}
	}
	for _, a := range post.Targets {
		c, stand := guard.Clear(post, k.facts, a, k.acknowledged(all, a, reason))
		for _, f := range stand {
			if !slices.ContainsFunc(k.stand, func(o accounts.Finding) bool {
				return o.Rule == f.Rule && o.Account == f.Account && o.Reason == f.Reason
			}) {
				k.stand = append(k.stand, f)
			}
		}
		k.clear = append(k.clear, c)
	}
	if len(post.Targets) == 0 {
		k.stand = slices.DeleteFunc(slices.Clone(all), func(f accounts.Finding) bool { return f.Severity != accounts.Block })
	}
	return k, nil
}

// acknowledged is her word on every Block that may be set aside.
func (k checked) acknowledged(all []accounts.Finding, account accounts.ID, reason string) []accounts.Acknowledged {
	if reason == "" {
		return nil
	}
	var out []accounts.Acknowledged
	for _, f := range all {
		if f.Severity == accounts.Block && guard.CanAcknowledge(f) {
			out = append(out, accounts.Acknowledged{Rule: f.Rule, Digest: guard.DigestOf(k.post, account), Reason: reason, At: k.facts.Now})
		}
	}
	return out
}

// refused says why a post stays; where a person may set every reason aside, it asks why she does.
func (k checked) refused(reason string, again func(why string) tea.Msg) tea.Msg {
	if reason != "" || slices.ContainsFunc(k.stand, func(f accounts.Finding) bool { return !guard.CanAcknowledge(f) }) {
		return refusal(k.stand)
	}
	return pane.Choose{Title: "A check stands in the way", Choices: []pane.Choice{{Key: "k", Label: "leave it, and mend it first"}, {Key: "r", Label: "show what it says"}, {Key: "w", Label: "go on all the same, and say why"}}, Then: func(i int) tea.Cmd {
		switch i {
		case 1:
			return pane.Send(refusal(k.stand))
		case 2:
			return pane.Send(pane.Ask{Title: "Go on all the same", Label: "Reason", Help: "It stands in the journal.", Check: wanted, Then: func(s string) tea.Cmd {
				return func() tea.Msg { return again(s) }
			}})
		}
		return nil
	}}
}

// refusal shows what stands in the way, each with its remedy.
func refusal(fs []accounts.Finding) pane.Page {
	return pane.Page{Title: "It stays here", Body: func(w int, f pane.Frame) []string {
		lines := []string{f.Lang.T("Nothing was sent or moved:"), ""}
		for _, x := range fs {
			reason, remedy := f.Lang.Finding(x)
			for _, l := range accounts.Wrap("✗ "+reason, w) {
				lines = append(lines, f.Styles.Bad.Render(l))
			}
			lines = append(lines, accounts.Wrap("  "+remedy, w)...)
		}
		return lines
	}}
}

// review is what the letter's dialog shows of the post.
func (k checked) review(w *accounts.When) pane.Review {
	r := pane.Review{Brand: k.post.Brand, Op: accounts.OpPost, Reply: k.post.Reply(), Visibility: k.post.Visibility, When: w, Text: k.post.Text, Media: len(k.post.Media), Findings: k.soft}
	for _, id := range k.post.Targets {
		if i := slices.IndexFunc(k.facts.Accounts, func(a accounts.Account) bool { return a.ID == id }); i >= 0 {
			r.Accounts = append(r.Accounts, k.facts.Accounts[i])
		}
	}
	if len(k.post.Targets) > 0 {
		r.Text, r.Parts = k.post.TextFor(k.post.Targets[0]), len(k.post.Parts(k.post.Targets[0]))
	}
	if a := k.post.Answering; a != nil {
		r.Target = a.Author
	}
	r.Price, r.Linked = accounts.PriceOn(k.post, r.Accounts)
	return r
}
