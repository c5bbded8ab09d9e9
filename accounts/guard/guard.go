package guard

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"vocero/accounts"
)

// Rules is the version of the rules; a delivery remembers by which one it was cleared.
const Rules = 2

// Facts are all that a check may know besides the post.
type Facts struct {
	Now       time.Time
	Brand     accounts.Brand
	Accounts  []accounts.Account             // at least the targets of the post
	Others    []Other                        // the other brands of the desk
	Recent    []Recent                       // what was and will be said around this hour, own posts of every account
	Thread    *accounts.Thread               // of a reply: the conversation as it was read last; nil: not read
	Mention   *accounts.Mention              // of a reply: what is answered; nil: none is stored
	Sending   bool                           // the last check, at the moment of sending: the hour has come
	Immediate bool                           // it leaves now, whatever hour the post has
	Links     map[string]accounts.LinkReport // what is known of links, by accounts.NormalLink; none: not asked yet
	Spell     Speller                        // nil: spelling is not looked at
	Heard     map[string]Heard               // of handles, by Spoken.Handle: what the desk knows; none: not asked yet
	Said      []Said                         // texts of the last 90 days and of what is planned, of every brand
	Asked     []Asked                        // of a reply: the same saying of the same person elsewhere

	namings []accounts.Naming // what the handles of the post become on its accounts
	seen    []spoken          // the texts of the post, taken apart once for all rules
}

// Speller knows which words are misspelt. It is a value like the other facts: the same text gives the same answer.
type Speller interface {
	// Slips are the places of a text that are misspelt in a language (BCP 47), in order, in bytes. Words are also right.
	Slips(text, language string, words []string) []Slip
}

// Slip is a misspelt place of a text.
type Slip struct {
	Start, End int      // bytes
	Kind       string   // "word", "twice", "space", "opening", "quote"
	Better     []string // what it might have to be, the likeliest first, at most five
}

// Other is another brand of the desk, with its accounts.
type Other struct {
	Brand    accounts.Brand
	Accounts []accounts.Account
}

// Recent is an own post near the hour, out or planned.
type Recent struct {
	Post           accounts.ID // "" when unknown
	Brand, Account accounts.ID
	Text           string
	At             time.Time
	Reply          bool // it answers somebody: the client's distance between posts does not count
}

// A rule looks at one thing.
type rule struct {
	name string // the Rule of its findings
	off  bool   // a brand may switch it off; never one about whose voice it is, or about what a network refuses
	look func(p accounts.Post, f Facts) []accounts.Finding
}

// rules in the order in which their findings are shown among equals.
var rules = []rule{
	{"target", false, target},
	{"visibility", false, visibility},
	{"pause", false, pause},
	{"empty", false, empty},
	{"length", false, length},
	{"media", false, media},
	{"alt", true, alt},
	{"poll", false, poll},
	{"unsupported", false, unsupported},
	{"time", false, clock},
	{"answered", false, answered},
	{"summoned", false, summoned},
	{"cashtags", false, cashtags},
	{"tone", true, tones},
	{"identity", true, identity},
	{"links", true, links},
	{"tracking", true, tracking},
	{"honesty", true, honesty},
	{"style", true, style},
	{"spelling", true, spelling},
	{"hour", true, hour},
	{"privacy", true, privacy},
	{"hygiene", true, hygiene},
	{"sameness", true, sameness},
	{"thread", true, thread},
}

// Switches are the rules that a brand may switch off, in the order of their findings.
func Switches() []string {
	var out []string
	for _, r := range rules {
		if r.off {
			out = append(out, r.name)
		}
	}
	return out
}

// Always are the rules that nobody can switch off, in the order of their findings: they keep the right client speaking, and say what a
// network refuses.
func Always() []string {
	var out []string
	for _, r := range rules {
		if !r.off {
			out = append(out, r.name)
		}
	}
	return out
}

// Check tells everything that stands against a post: Blocks first, then Warns, then Notes. What is looked at is what leaves, with each
// person named as the network knows them; the places are those of the text as it was written.
func Check(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
	was := p
	p, f.namings = p.Said(), p.Namings
	f.seen = seen(p, f)
	for _, r := range rules {
		fs := r.look(p, f)
		if r.off && slices.Contains(f.Brand.Off, r.name) {
			fs = slices.DeleteFunc(fs, func(v accounts.Finding) bool { return !fixed[v.Reason] })
		}
		out = append(out, fs...)
	}
	out = asWritten(was, out)
	slices.SortStableFunc(out, func(a, b accounts.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	return out
}

// asWritten puts findings into the text as it was written. What a text with mapped handles repeats of the text for all is told once.
func asWritten(p accounts.Post, fs []accounts.Finding) []accounts.Finding {
	if len(p.Namings) == 0 {
		return fs
	}
	var out []accounts.Finding
	for _, v := range fs {
		if v.Account == "" || !p.Renamed(v.Account) {
			out = append(out, v)
			continue
		}
		w := p.WrittenAt(v.Account, accounts.Span{Start: v.Start, End: v.End})
		v.Start, v.End = w.Start, w.End
		own := p.Written(v.Account) != p.Text
		if own || !slices.ContainsFunc(fs, func(o accounts.Finding) bool { return o.Account == "" && echoes(o, v) }) {
			out = append(out, v)
		}
	}
	return out
}

// echoes tells whether two findings say the same of the same place.
func echoes(a, b accounts.Finding) bool {
	return a.Rule == b.Rule && a.Severity == b.Severity && a.Reason == b.Reason && a.Start == b.Start && a.End == b.End && fmt.Sprint(a.Args) == fmt.Sprint(b.Args)
}

// Clearance says that a post was checked for one account: bound by its digest to text, media, account and hour. Only Clear
// makes one that is not zero.
type Clearance struct {
	digest  accounts.Digest
	account accounts.ID
	rules   int
	aside   *[]Aside // what a person set aside; nil: nothing
}

// Digest is what was cleared.
func (c Clearance) Digest() accounts.Digest { return c.digest }

// Account is the account for which it was cleared.
func (c Clearance) Account() accounts.ID { return c.account }

// Rules is the version of the rules by which it was cleared.
func (c Clearance) Rules() int { return c.rules }

// Zero tells that nothing was cleared.
func (c Clearance) Zero() bool { return c == Clearance{} }

// Clear checks a post for one of its targets. It returns a clearance, or the Blocks that stand in the way and a zero one.
func Clear(p accounts.Post, f Facts, account accounts.ID, ack []accounts.Acknowledged) (Clearance, []accounts.Finding) {
	d := DigestOf(p, account)
	var stand []accounts.Finding
	var aside []Aside
	if account == "" || !slices.Contains(p.Targets, account) {
		stand = append(stand, finding("target", accounts.Block, account, sayNotTarget))
	}
	for _, v := range Check(p, f) {
		if v.Severity != accounts.Block || v.Account != "" && v.Account != account {
			continue
		}
		if reason := reasonOf(v, d, ack); reason != "" {
			aside = append(aside, Aside{v.Rule, PlaceOf(v), reason})
			continue
		}
		stand = append(stand, v)
	}
	if len(stand) > 0 {
		return Clearance{}, stand
	}
	c := Clearance{digest: d, account: account, rules: Rules}
	if len(aside) > 0 {
		c.aside = &aside
	}
	return c, nil
}

// known tells whether a person acknowledged the finding, with a reason, on exactly this content.
func known(v accounts.Finding, d accounts.Digest, ack []accounts.Acknowledged) bool {
	return CanAcknowledge(v) && slices.ContainsFunc(ack, func(a accounts.Acknowledged) bool {
		return a.Rule == v.Rule && a.Digest == d && strings.TrimSpace(a.Reason) != ""
	})
}

// CanAcknowledge tells whether a person may set the finding aside, with a reason. What the network would refuse, and whatever
// concerns the speaker or who may read it, can never be.
func CanAcknowledge(v accounts.Finding) bool {
	return v.Severity != accounts.Block || aside[v.Reason]
}

// finding is a finding about a whole post.
func finding(rule string, s accounts.Severity, account accounts.ID, say saying, args ...any) accounts.Finding {
	return accounts.Finding{Rule: rule, Severity: s, Account: account, Reason: say.reason, Remedy: say.remedy, Args: args}
}

// at says to which bytes of the text a finding belongs.
func at(v accounts.Finding, start, end int) accounts.Finding {
	v.Start, v.End = start, end
	return v
}

// targets are the accounts of the facts that the post aims at, in the post's order, without repeats.
func targets(p accounts.Post, f Facts) []accounts.Account {
	var out []accounts.Account
	for i, id := range p.Targets {
		j := slices.IndexFunc(f.Accounts, func(a accounts.Account) bool { return a.ID == id })
		if j >= 0 && !slices.Contains(p.Targets[:i], id) {
			out = append(out, f.Accounts[j])
		}
	}
	return out
}

// civil is an instant on the wall of the brand's zone, "2026-12-01 09:00".
func civil(t time.Time, zone string) string {
	w, err := accounts.WhenAt(t, zone)
	if err != nil {
		return t.UTC().Format("2006-01-02 15:04 UTC")
	}
	return w.Civil
}
