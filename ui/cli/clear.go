package cli

import (
	"slices"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard"
)

// Facts gathers what the guards may know of a post. immediate says that it leaves now, whatever hour it has.
func (d *Desk) Facts(p accounts.Post, immediate bool) (guard.Facts, error) {
	f, err := d.Store.Facts(p, d.Now())
	f.Immediate = immediate
	return f, err
}

// Clear asks the guards for one clearance for each target. reason acknowledges what may be set aside; "" sets nothing aside. The
// findings are all that was found; the clearances are nil when one of them stands in the way.
func (d *Desk) Clear(p accounts.Post, immediate bool, reason string) ([]guard.Clearance, []accounts.Finding, error) {
	f, err := d.Facts(p, immediate)
	if err != nil {
		return nil, nil, err
	}
	all := guard.Check(p, f)
	var out []guard.Clearance
	stands := len(p.Targets) == 0
	for _, id := range p.Targets {
		c, stand := guard.Clear(p, f, id, acknowledged(p, id, all, reason, f.Now))
		for _, v := range stand {
			stands = true
			if !slices.ContainsFunc(all, func(o accounts.Finding) bool { return same(o, v) }) {
				all = append(all, v)
			}
		}
		out = append(out, c)
	}
	if stands {
		return nil, all, nil
	}
	return out, all, nil
}

// same tells whether two findings say the same of the same place.
func same(a, b accounts.Finding) bool {
	return a.Rule == b.Rule && a.Account == b.Account && a.Start == b.Start && a.End == b.End && a.Reason == b.Reason
}

// acknowledged sets aside, with a reason, what a person may set aside.
func acknowledged(p accounts.Post, account accounts.ID, fs []accounts.Finding, reason string, now time.Time) []accounts.Acknowledged {
	if reason == "" {
		return nil
	}
	var out []accounts.Acknowledged
	for _, f := range fs {
		if guard.CanAcknowledge(f) {
			out = append(out, accounts.Acknowledged{Rule: f.Rule, Digest: guard.DigestOf(p, account), Reason: reason, At: now})
		}
	}
	return out
}

// blocking tells whether one of the findings stops.
func blocking(fs []accounts.Finding) bool {
	return slices.ContainsFunc(fs, func(f accounts.Finding) bool { return f.Severity == accounts.Block })
}

// findings prints what the guards say of a post.
func (c *call) findings(p accounts.Post, fs []accounts.Finding) error {
	dir, err := c.directory()
	if err != nil {
		return err
	}
	doc := checkDoc{ID: orNull(string(p.ID)), Findings: c.findingDocs(dir, fs), Tone: toneOf(p), Price: c.priceOf(dir, p)}
	if doc.Links, err = c.linkDocs(p); err != nil {
		return err
	}
	return c.show(doc, func(w *page) {
		if doc.Price != nil {
			w.line("%s", c.T("price %s", accounts.Micros(doc.Price.Micros).String()))
		}
		for i, f := range doc.Findings {
			where := ""
			if f.Account != nil {
				where = *f.Account + ": "
			}
			w.line("%-7s %s  %s%s", c.p.Severity(fs[i].Severity), f.Rule, where, f.Reason)
			if f.Remedy != "" {
				w.line("        %s", f.Remedy)
			}
		}
	})
}

// standInTheWay prints the findings that stopped something, and ends with the exit code of a refusal.
func (c *call) standInTheWay(p accounts.Post, fs []accounts.Finding, line string) error {
	if err := c.findings(p, fs); err != nil {
		return err
	}
	c.say(line)
	return ended(Refused)
}
