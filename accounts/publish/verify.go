package publish

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"vocero/accounts"
)

// readBackAfter are the ages of a published post at which it is read back, until it was found as it was sent.
var readBackAfter = [...]time.Duration{2 * time.Second, 10 * time.Second, time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour,
	6 * time.Hour, 12 * time.Hour, 24 * time.Hour}

// readBackOld is the wait between two tries to read an older post that nobody could read yet.
const readBackOld = 6 * time.Hour

// readsBack tells whether an operation leaves something that can be read back: a text, or its absence.
func readsBack(o accounts.Op) bool {
	return o == accounts.OpPost || o == accounts.OpEdit || o == accounts.OpDelete
}

// planReads starts the read-backs that are due.
func (p *Publisher) planReads(now time.Time, only map[accounts.ID]bool) (soon time.Time) {
	ds, err := p.cfg.Store.Unverified(now, 64)
	if err != nil {
		p.log.Error("reading what is to be read back", "error", err)
		return now.Add(tick)
	}
	for _, d := range ds {
		if only != nil && !only[d.ID] || !readsBack(d.Op) || d.NextLook.IsZero() {
			continue
		}
		p.mu.Lock()
		at := later(d.NextLook, p.memory.putOff[d.ID])
		p.mu.Unlock()
		if at.After(now) {
			soon = earlier(soon, at)
			continue
		}
		p.startRead(d, readDue, p.readBack)
	}
	return soon
}

// readDue tells whether a delivery is to be read back now.
func readDue(d accounts.Delivery, now time.Time) bool {
	return d.State == accounts.Published && d.Verified.IsZero() && !d.NextLook.IsZero() && !d.NextLook.After(now)
}

// readBack reads one published post and records whether it stands there as it was sent. Nothing of what it finds undoes Published.
func (p *Publisher) readBack(d accounts.Delivery) {
	now := p.now()
	r := accounts.Resolution{To: accounts.Published, NextLook: nextReadBack(d, now)}
	if d.Receipt == nil || d.Receipt.RemoteID == "" {
		r.NextLook = time.Time{}
		p.commit(d, r)
		return
	}
	a, err := p.cfg.Store.Account(d.Account)
	switch {
	case errors.Is(err, accounts.ErrNotFound): // The account was removed: nobody can ask any more.
		r.NextLook = time.Time{}
		p.commit(d, r)
		return
	case err == nil && a.State == accounts.AccountBlocked:
		err = &accounts.Err{Doing: "reading a post back", Class: accounts.OutcomeNotSent, Code: accounts.CodeAuth}
	case err == nil:
		r.Verified, r.Fault, err = p.compare(d, a)
	}
	if err != nil {
		r.NextLook = p.notRead(d, err, later(r.NextLook, now.Add(readBackAfter[1])))
	}
	if !r.Verified.IsZero() {
		r.NextLook = time.Time{}
	}
	if _, ok := p.commit(d, r); !ok {
		p.hold(d.ID, now.Add(tick))
	}
}

// notRead is when to read again what could not be read: at the planned instant, and of an old post every six hours until somebody
// can.
func (p *Publisher) notRead(d accounts.Delivery, err error, planned time.Time) time.Time {
	now := p.now()
	e := early(err)
	p.log.Warn("a post could not be read back", "delivery", d.ID, "account", d.Account, "error", err)
	switch e.Class {
	case accounts.OutcomeAuth:
		p.block(d.Account, e.Fault(now))
	case accounts.OutcomeLimit:
		return later(planned, until(e, now, 0))
	}
	if nextReadBack(d, now).IsZero() {
		return now.Add(readBackOld)
	}
	return planned
}

// compare reads a post and compares it with what was sent. The error means that it could not be read.
func (p *Publisher) compare(d accounts.Delivery, a accounts.Account) (time.Time, *accounts.Fault, error) {
	net, err := p.login(a)
	if err != nil {
		return time.Time{}, nil, err
	}
	defer p.pay(a.ID, net)
	ctx, cancel := context.WithTimeout(p.hard, readTime)
	defer cancel()
	got, err := net.Read(ctx, d.Receipt.RemoteID)
	verified, f := judge(d, got, err, p.now())
	if f != nil || !verified.IsZero() {
		err = nil
	}
	return verified, f, err
}

// judge compares what was read with what was sent: the moment it was verified, or what is wrong with it, or neither when nothing
// could be read.
func judge(d accounts.Delivery, got accounts.Remote, err error, now time.Time) (verified time.Time, f *accounts.Fault) {
	gone := err != nil && accounts.AsErr(err).Code == accounts.CodeNotFound
	switch {
	case gone && d.Op == accounts.OpDelete:
		return now, nil
	case gone:
		return time.Time{}, fault(accounts.CodeAbsent, "", now)
	case err != nil:
		return time.Time{}, nil
	case d.Op == accounts.OpDelete, d.Outgoing == nil:
		return time.Time{}, fault(accounts.CodeChanged, "", now)
	case got.Source != "" && sameText(got.Source, d.Outgoing.Text), got.Source == "" && sameAnswer(got.Text.String(), *d.Outgoing):
		return now, nil
	}
	return time.Time{}, fault(accounts.CodeChanged, "", now)
}

// nextReadBack is when a post that was not verified is read again; zero when it is a day old.
func nextReadBack(d accounts.Delivery, now time.Time) time.Time {
	at := d.CreatedAt
	if n := len(d.Attempts); n > 0 {
		at = later(at, d.Attempts[n-1].Ended)
	}
	if at.After(now) { // The clock was set back: nobody knows how old it is.
		return now.Add(readBackAfter[3])
	}
	for _, age := range readBackAfter {
		if t := at.Add(age); t.After(now) {
			return t
		}
	}
	return time.Time{}
}

// sameText tells whether two texts as they were written are one: networks trim them and may change line ends and composition.
func sameText(a, b string) bool { return plain(a) == plain(b) }

func plain(s string) string {
	return strings.TrimSpace(norm.NFC.String(strings.ReplaceAll(s, "\r\n", "\n")))
}

// sameShown tells whether a text as it is shown can be the one that was written. Spaces and line ends are set anew by the network,
// a handle loses its host, and an address its scheme or its end.
func sameShown(shown, written string) bool {
	return slices.EqualFunc(strings.Fields(plain(shown)), strings.Fields(plain(written)), sameWord)
}

// sameAnswer is sameShown for what was sent, where a network may have put before an answer whom it answers (X does).
func sameAnswer(shown string, o accounts.Outgoing) bool {
	if sameShown(shown, o.Text) {
		return true
	}
	words := strings.Fields(shown)
	for o.InReplyTo != "" && len(words) > 0 && strings.HasPrefix(words[0], "@") {
		if words = words[1:]; sameShown(strings.Join(words, " "), o.Text) {
			return true
		}
	}
	return false
}

func sameWord(shown, written string) bool {
	if shown == written {
		return true
	}
	if strings.HasPrefix(shown, "@") {
		return strings.HasPrefix(written, shown+"@")
	}
	if w, ok := cutScheme(written); ok {
		s, _ := cutScheme(strings.TrimRight(shown, "…"))
		return s != "" && strings.HasPrefix(w, s)
	}
	return false
}

// cutScheme takes the scheme off a web address.
func cutScheme(s string) (string, bool) {
	if r, ok := strings.CutPrefix(s, "https://"); ok {
		return r, true
	}
	r, ok := strings.CutPrefix(s, "http://")
	return r, ok
}
