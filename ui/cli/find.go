package cli

import (
	"fmt"
	"strings"
	"time"

	"vocero/accounts"
)

// brand finds a brand by its letter, else by its name.
func (c *call) brand(s string) (accounts.Brand, error) {
	bs, err := c.d.Store.Brands()
	if err != nil {
		return accounts.Brand{}, err
	}
	for _, b := range bs {
		if string(b.Letter) == s || string(b.ID) == s {
			return b, nil
		}
	}
	for _, b := range bs {
		if accounts.Fold(b.Name) == accounts.Fold(s) {
			return b, nil
		}
	}
	var have []string
	for _, b := range bs {
		have = append(have, fmt.Sprintf("%s (%s)", b.Letter, b.Name))
	}
	if len(have) == 0 {
		return accounts.Brand{}, &Fail{Failed, "not_found", c.T("there is no client yet"), c.T("add one: vocero brand add NAME --letter L")}
	}
	return accounts.Brand{}, &Fail{Failed, "not_found", c.T("no client has the letter %q", s), c.T("one of: %s", strings.Join(have, ", "))}
}

// brandOrAll is the brand of an optional flag; the zero brand means all.
func (c *call) brandOrAll(letter string) (accounts.Brand, error) {
	if letter == "" {
		return accounts.Brand{}, nil
	}
	return c.brand(letter)
}

// account finds an account by its handle, full or short.
func (c *call) account(handle string) (accounts.Account, error) {
	as, err := c.d.Store.Accounts("")
	if err != nil {
		return accounts.Account{}, err
	}
	want := strings.ToLower(strings.TrimPrefix(handle, "@"))
	var hits []accounts.Account
	for _, a := range as {
		full := strings.ToLower(strings.TrimPrefix(a.Handle(), "@"))
		if full == want || string(a.ID) == handle {
			return a, nil
		}
		if strings.ToLower(a.User) == want {
			hits = append(hits, a)
		}
	}
	switch len(hits) {
	case 1:
		return hits[0], nil
	case 0:
		return accounts.Account{}, &Fail{Failed, "not_found", c.T("no account is called %q", handle), c.T("see: vocero account list")}
	}
	var names []string
	for _, a := range hits {
		names = append(names, a.Handle())
	}
	return accounts.Account{}, &Fail{Usage, "ambiguous", c.T("%q is more than one account", handle), c.T("one of: %s", strings.Join(names, ", "))}
}

// targets are the accounts that a post of a brand aims at: those named, which must be the brand's, or its default.
func (c *call) targets(b accounts.Brand, handles []string) ([]accounts.ID, error) {
	if len(handles) == 0 {
		id, err := c.speaker(b)
		return []accounts.ID{id}, err
	}
	var out []accounts.ID
	for _, h := range handles {
		a, err := c.account(h)
		if err != nil {
			return nil, err
		}
		if a.Brand != b.ID {
			return nil, refused("brand", c.T("%s does not speak for %s", a.Handle(), b.Name), c.T("name an account of the same client"))
		}
		out = append(out, a.ID)
	}
	return out, nil
}

// speaker is the account that speaks for a brand when none is named: its default, else its oldest.
func (c *call) speaker(b accounts.Brand) (accounts.ID, error) {
	if b.Default != "" {
		return b.Default, nil
	}
	as, err := c.d.Store.Accounts(b.ID)
	if err != nil {
		return "", err
	}
	if len(as) == 0 {
		return "", &Fail{Failed, "no_account", c.T("%s has no account", b.Name), c.T("add one: vocero account add mastodon --brand %s --server URL", string(b.Letter))}
	}
	return as[0].ID, nil
}

// post finds a post by the beginning or the end of its id.
func (c *call) post(prefix string) (accounts.Post, error) {
	id, err := c.d.Store.FindPost(prefix)
	if err != nil {
		return accounts.Post{}, c.unfound(err, c.T("no post has the id %q", prefix), c.T("see: vocero draft list"))
	}
	return c.d.Store.Post(id)
}

// mention finds a mention by the beginning or the end of its id.
func (c *call) mention(prefix string) (accounts.Mention, error) {
	id, err := c.d.Store.FindMention(prefix)
	if err != nil {
		return accounts.Mention{}, c.unfound(err, c.T("no mention has the id %q", prefix), c.T("see: vocero mentions"))
	}
	return c.d.Store.Mention(id)
}

// delivery finds a delivery by the beginning or the end of its id.
func (c *call) delivery(prefix string) (accounts.Delivery, error) {
	id, err := c.d.Store.FindDelivery(prefix)
	if err != nil {
		return accounts.Delivery{}, c.unfound(err, c.T("no delivery has the id %q", prefix), c.T("see: vocero outbox list"))
	}
	return c.d.Store.Delivery(id)
}

// unfound words a failed search in the person's language; an ambiguous one keeps its list of candidates.
func (c *call) unfound(err error, message, remedy string) error {
	if f := c.failOf(err); f.Code != "not_found" {
		return err
	}
	return &Fail{Failed, "not_found", message, remedy}
}

// confirm checks the letter of --as against the brand in whose name something would leave.
func (c *call) confirm(as string, b accounts.Brand) error {
	if as == "" {
		return usage(c.T("%s needs --as with the letter of %s", c.cmd.CommandPath(), b.Name), c.T("nothing was sent; repeat it with --as %s", string(b.Letter)))
	}
	if as != string(b.Letter) {
		return refused("letter", c.T("%q is not the letter of %s", as, b.Name), c.T("nothing was sent and nothing was changed"))
	}
	return nil
}

// who is how a brand is named in messages: "Kine Sur (k)".
func who(b accounts.Brand) string { return b.Name + " (" + string(b.Letter) + ")" }

// zone is the zone in which an hour was typed: the brand's.
func zoneOf(b accounts.Brand) string {
	if b.Zone == "" {
		return "UTC"
	}
	return b.Zone
}

// at is an instant as a person reads it, on the wall of a zone.
func (a *app) at(t time.Time, zone string) string {
	if t.IsZero() {
		return "-"
	}
	if loc, err := time.LoadLocation(zone); err == nil {
		t = t.In(loc)
	}
	return a.p.DayHour(t)
}

// clock is minutes after midnight as "09:30".
func clock(minutes uint16) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// dayName is a weekday as the command line reads it.
func dayName(d time.Weekday) string { return strings.ToLower(d.String()[:3]) }
