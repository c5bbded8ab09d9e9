package cli

import (
	"cmp"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// directory resolves ids to letters and handles for documents; every record is read once a command.
type directory struct {
	brands   map[accounts.ID]accounts.Brand
	accounts map[accounts.ID]accounts.Account
}

// directory reads all brands and accounts: a desk has a handful of each.
func (c *call) directory() (directory, error) {
	dir := directory{map[accounts.ID]accounts.Brand{}, map[accounts.ID]accounts.Account{}}
	bs, err := c.d.Store.Brands()
	if err != nil {
		return dir, err
	}
	as, err := c.d.Store.Accounts("")
	if err != nil {
		return dir, err
	}
	for _, b := range bs {
		dir.brands[b.ID] = b
	}
	for _, a := range as {
		dir.accounts[a.ID] = a
	}
	return dir, nil
}

// letter is a brand's letter, "?" for one that is gone.
func (d directory) letter(id accounts.ID) string {
	if b, ok := d.brands[id]; ok {
		return string(b.Letter)
	}
	return "?"
}

// handle is an account's full name, its id for one that is gone.
func (d directory) handle(id accounts.ID) string {
	if a, ok := d.accounts[id]; ok {
		return a.Handle()
	}
	return string(id)
}

// zone is the zone in which a brand's times are written.
func (d directory) zone(id accounts.ID) string {
	if z := d.brands[id].Zone; z != "" {
		return z
	}
	return "UTC"
}

func (d directory) brandDoc(b accounts.Brand) brandDoc {
	doc := brandDoc{ID: string(b.ID), Letter: string(b.Letter), Name: b.Name, Kind: b.Kind.String(), Zone: b.Zone, Paused: b.Paused(),
		Languages: list(b.Languages), Accent: orNull(b.Accent), AnswerIn: int(b.AnswerWithin().Minutes()), Slots: []string{}, Hours: []hoursDoc{}, UTM: orNull(b.UTM),
		Region: orNull(b.Region), Apart: minutes(b.Apart), Contacts: list(b.Contacts), Off: list(b.Off)}
	if b.Pause != nil {
		doc.PauseReason, doc.PausedSince = orNull(b.Pause.Reason), stamp(b.Pause.Since, b.Zone)
	}
	if b.Default != "" {
		doc.Default = orNull(d.handle(b.Default))
	}
	for _, s := range b.Slots {
		doc.Slots = append(doc.Slots, s.String())
	}
	for _, h := range b.Hours {
		doc.Hours = append(doc.Hours, hoursDoc{dayName(h.Day), clock(h.From), clock(h.To)})
	}
	return doc
}

// abilityDocs says what an account can do.
func abilityDocs(a accounts.Account) map[string]bool {
	out := map[string]bool{"focus": a.Instance.Can.Focus}
	for _, x := range accounts.AllAbilities() {
		out[x.String()] = a.Able(x).Can
	}
	out[accounts.ToRepeat.String()] = a.Instance.Can.Key
	return out
}

// reasonDocs says why it cannot do the others, or under what condition it can.
func reasonDocs(a accounts.Account) map[string]string {
	out := map[string]string{}
	for _, x := range accounts.AllAbilities() {
		if w := a.Able(x).Why; w != "" {
			out[x.String()] = string(w)
		}
	}
	return out
}

func (c *call) accountDoc(d directory, a accounts.Account) accountDoc {
	l := a.Instance.Limits
	return accountDoc{ID: string(a.ID), Brand: d.letter(a.Brand), BrandID: string(a.Brand), Handle: a.Handle(), Network: string(a.Network), Server: a.Server,
		State: a.State.String(), Software: orNull(a.Instance.Software), Version: orNull(a.Instance.Version), SyncedAt: stamp(a.SyncedAt, d.zone(a.Brand)),
		Limits: limitsDoc{number(l.Chars), number(l.Media), list(l.MediaTypes), number(l.ImageBytes), number(l.VideoBytes), number(l.AltChars), number(l.PollOptions)},
		Can:    abilityDocs(a), Cannot: reasonDocs(a),
		Error: c.fault(a.Fault), ByNetwork: a.ByNetwork}
}

func (c *call) draftDoc(d directory, p accounts.Post, ds []accounts.Delivery) draftDoc {
	zone := d.zone(p.Brand)
	doc := draftDoc{ID: string(p.ID), Brand: d.letter(p.Brand), BrandID: string(p.Brand), State: p.State.String(), Text: p.Text, Versions: map[string]string{}, Says: map[string]string{},
		CW: orNull(p.CW), Visibility: p.Visibility.String(), Language: orNull(p.Language), Relation: p.Relation.String(), Accounts: []string{}, Media: []mediaDoc{},
		Note: orNull(p.Note), Revision: p.Revision, UpdatedAt: stamp(p.Updated, zone), Deliveries: c.deliveryDocs(d, ds), Price: c.priceOf(d, p)}
	for _, v := range p.Versions {
		doc.Versions[d.handle(v.Account)] = v.Text
	}
	for _, id := range p.Targets {
		doc.Accounts = append(doc.Accounts, d.handle(id))
		if p.Renamed(id) {
			doc.Says[d.handle(id)] = p.TextFor(id)
		}
	}
	for _, m := range p.Media {
		doc.Media = append(doc.Media, mediaDoc{m.SHA256, m.Name, m.Type, m.Bytes, orNull(m.Alt), number(m.Width), number(m.Height), m.Clean})
	}
	if p.Poll != nil {
		doc.Poll = &pollDoc{list(p.Poll.Options), int(p.Poll.Open.Minutes()), p.Poll.Multiple}
	}
	if p.When != nil {
		at := p.When.Local().Format(time.RFC3339)
		rule := p.When.Rule.String()
		doc.When, doc.WhenZone, doc.WhenRule = &at, &p.When.Zone, &rule
	}
	doc.Quote = orNull(p.Quoted)
	if p.Answering != nil {
		doc.ReplyTo = orNull(string(p.Answering.Mention))
	}
	return doc
}

func (c *call) deliveryDocs(d directory, ds []accounts.Delivery) []deliveryDoc {
	out := []deliveryDoc{}
	watch := c.d.Watch()
	for _, v := range ds {
		zone := d.zone(v.Brand)
		doc := deliveryDoc{ID: string(v.ID), Brand: d.letter(v.Brand), Account: d.handle(v.Account), Op: v.Op.String(), Part: v.Part + 1, State: v.State.String(),
			DueAt: stamp(v.Due, zone), LeavesAt: stamp(v.LeavesAt, zone), Attempts: len(v.Attempts), VerifiedAt: stamp(v.Verified, zone), Double: v.Double,
			Error: c.fault(v.Fault), Price: c.priceOfDelivery(d.accounts[v.Account], v), Late: v.Late, Cooling: v.Cools(c.Now()), Holder: orNull(watch.Holds(v, d.accounts[v.Account]).String()), Preflight: c.preflightDoc(v, zone), Network: c.handoverDoc(v, zone)}
		if v.Post != "" {
			post := string(v.Post)
			doc.Post = &post
		}
		if v.Receipt != nil {
			doc.RemoteID, doc.URL = orNull(v.Receipt.RemoteID), orNull(v.Receipt.URL)
		}
		out = append(out, doc)
	}
	return out
}

// preflightDoc is what was tried of a delivery before its hour; nil: nothing yet.
func (c *call) preflightDoc(d accounts.Delivery, zone string) *preflightDoc {
	f := d.Preflight
	if f == nil {
		return nil
	}
	doc := &preflightDoc{At: stamp(f.At, zone), Lead: int(f.Lead.Minutes()), Faults: []errorDoc{}}
	for i := range f.Faults {
		doc.Faults = append(doc.Faults, *c.fault(&f.Faults[i]))
	}
	return doc
}

func (c *call) mentionDoc(d directory, m accounts.Mention) mentionDoc {
	zone := d.zone(m.Brand)
	doc := mentionDoc{ID: string(m.ID), Brand: d.letter(m.Brand), BrandID: string(m.Brand), Account: d.handle(m.Account), Network: string(d.accounts[m.Account].Network),
		Kind: m.Kind.String(), Author: m.Author.String(), AuthorName: orNull(m.AuthorName.String()), Text: m.Text.String(), CW: orNull(m.CW.String()),
		URL: orNull(m.URL), State: m.State.String(), Language: orNull(m.Language), ReceivedAt: stamp(m.Received, zone), SaidAt: stamp(m.At, zone),
		Deadline: stamp(m.Deadline, zone), RemoteID: cmp.Or(m.StatusID, m.RemoteID), NoticeID: m.RemoteID, Mood: orNull(m.Mood.String()), Tags: list(m.Tags),
		Notes: []string{}, Warnings: warnings(m.Flags)}
	if m.Visibility != 0 {
		doc.Visibility = orNull(m.Visibility.String())
	}
	for _, n := range m.Notes {
		doc.Notes = append(doc.Notes, n.Text)
	}
	if m.Reply != "" {
		reply := string(m.Reply)
		doc.Reply = &reply
	}
	c.kin(&doc, m)
	return doc
}

// warnings are what was odd about a remote text, in words that do not change.
func warnings(f accounts.Flags) []string {
	out := []string{}
	for _, w := range []struct {
		flag accounts.Flags
		name string
	}{{accounts.FlagHidden, "hidden"}, {accounts.FlagMixedScript, "mixed_script"}, {accounts.FlagLink, "link"}} {
		if f.Has(w.flag) {
			out = append(out, w.name)
		}
	}
	return out
}

func (c *call) findingDocs(d directory, fs []accounts.Finding) []findingDoc {
	out := []findingDoc{}
	for _, f := range fs {
		doc := findingDoc{Rule: f.Rule, Severity: f.Severity.String(), Start: f.Start, End: f.End}
		doc.Reason, doc.Remedy = guard.Sentences(f, c.T)
		if f.Account != "" {
			h := d.handle(f.Account)
			doc.Account = &h
		}
		out = append(out, doc)
	}
	return out
}

// list is never null: an empty list is known to be empty.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
