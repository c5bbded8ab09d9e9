// Package figure shows the figures that networks tell of posts and accounts, with the time at which they were read, and asks for them
// anew. A figure that was not told is left out: no data is not zero.
package figure

import (
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
)

// Desk keeps the figures, and takes the wish to have them read anew.
type Desk interface {
	Figures(account accounts.ID, remoteID string) (accounts.Measured, error)
	Ask(r accounts.Request) (accounts.ID, error)
}

// place is a post of an account; without a remote id the account itself.
type place struct {
	account accounts.ID
	remote  string
}

// Sheet is what is known of some posts and accounts.
type Sheet map[place]accounts.Measured

// OfPosts reads the figures of what is out; desk may be nil. What was never read is left out.
func OfPosts(desk Desk, ds []accounts.Delivery) Sheet {
	s := Sheet{}
	for _, d := range ds {
		if out(d) {
			s.add(desk, place{d.Account, d.Receipt.RemoteID})
		}
	}
	return s
}

// OfAccounts reads the figures of accounts; desk may be nil.
func OfAccounts(desk Desk, as []accounts.Account) Sheet {
	s := Sheet{}
	for _, a := range as {
		s.add(desk, place{a.ID, ""})
	}
	return s
}

func (s Sheet) add(desk Desk, p place) {
	if desk == nil {
		return
	}
	if m, err := desk.Figures(p.account, p.remote); err == nil { // What was never read, or cannot be now, is no data.
		s[p] = m
	}
}

// out tells whether a delivery is a post of which a network can tell something.
func out(d accounts.Delivery) bool {
	return d.Op == accounts.OpPost && d.State == accounts.Published && d.Receipt != nil && d.Receipt.RemoteID != ""
}

// Line is what is known of a post or an account in a line, "" for nothing: "12 likes · 3 boosts · read 14:02".
func (s Sheet) Line(f pane.Frame, account accounts.ID, remoteID, zone string) string {
	m, ok := s[place{account, remoteID}]
	if !ok {
		return ""
	}
	var parts []string
	for _, x := range accounts.AllFigures() {
		if n, told := m.Values[x]; told {
			parts = append(parts, strconv.FormatInt(n, 10)+" "+f.Lang.Figure(x))
		}
	}
	at := m.At.UTC()
	if loc, err := time.LoadLocation(zone); err == nil {
		at = at.In(loc)
	}
	return strings.Join(append(parts, f.Lang.T("read %s", f.Lang.DayHour(at))), " · ")
}

// Ask has the figures of what is out read anew.
func Ask(desk Desk, ds []accounts.Delivery) tea.Cmd {
	var rs []accounts.Request
	for _, d := range ds {
		if out(d) {
			rs = append(rs, accounts.Request{Brand: d.Brand, Account: d.Account, What: accounts.RequestFigures, Arg: d.Receipt.RemoteID})
		}
	}
	return func() tea.Msg {
		for _, r := range rs {
			if _, err := desk.Ask(r); err != nil {
				return pane.Failed{Doing: "asking for the figures", Err: err}
			}
		}
		return pane.Toast{Text: "Asked; the figures are shown when they come."}
	}
}

// Why says why nothing can be read of a post: none is out, or its networks tell nothing.
func Why(ds []accounts.Delivery, account func(accounts.ID) accounts.Account) (string, []any) {
	i := slices.IndexFunc(ds, out)
	if i < 0 {
		return "Nothing of it is out: there are no figures.", nil
	}
	for _, d := range ds {
		if out(d) && account(d.Account).Able(accounts.ToMeasure).Can {
			return "", nil
		}
	}
	return pane.Unable(account(ds[i].Account), accounts.ToMeasure)
}
