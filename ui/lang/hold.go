package lang

import (
	"fmt"
	"time"

	"vocero/accounts"
)

var holderWords = []string{"", "NOBODY", "desk//holder", "run//holder", "network//holder"}

// Holder names who carries a delivery, in one short word for a row; "" when it does not leave by itself.
func (p *Printer) Holder(h accounts.Holder) string { return p.word(holderWords, uint8(h)) }

// Held says in a line who carries a delivery, and who does when that ends; "" when it does not leave by itself.
func (p *Printer) Held(h accounts.Holder, w accounts.Watch) string {
	switch {
	case h == accounts.HolderNone:
		return ""
	case h == accounts.HolderNobody && w.Fault != nil:
		return p.T("nobody sends it: %s", p.Fault(w.Fault))
	case h == accounts.HolderNobody && w.Owner == accounts.HolderNobody:
		return p.T("nobody sends it: open the desk and the vault, or start vocero run")
	case h == accounts.HolderNobody:
		return p.T("nobody sends it: its account has to log in again (0, then L)")
	case h == accounts.HolderRun:
		return p.T("vocero run sends it")
	case h == accounts.HolderNetwork:
		return p.T("the network sends it by itself")
	case w.Next == accounts.HolderRun:
		return p.T("this desk sends it; vocero run does when it closes")
	}
	return p.T("this desk sends it while it is open; nobody does when it closes")
}

// Span is a length of time in its two largest units: "2 min", "3 h 12 min", "5 d".
func (p *Printer) Span(d time.Duration) string {
	d = d.Abs().Round(time.Minute)
	switch h := int(d.Hours()); {
	case h == 0:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case h < 48:
		return fmt.Sprintf("%d h %d min", h, int(d.Minutes())%60)
	}
	return fmt.Sprintf("%d d", int(d.Hours()/24))
}

// clockOff says how wrong this machine's clock is, where by is the servers' minus ours.
func (p *Printer) clockOff(by time.Duration) string {
	if by > 0 {
		return p.T("this machine's clock is %s slow", p.Span(by))
	}
	return p.T("this machine's clock is %s fast", p.Span(by))
}

// Stopped is what stops the whole desk, in a few words for a head line; "" when nothing does.
func (p *Printer) Stopped(f *accounts.Fault) string {
	switch {
	case f == nil:
		return ""
	case f.Code == accounts.CodeClock && f.By != 0:
		return p.T("✗ clock wrong by %s: nothing leaves at its hour", p.Span(f.By))
	}
	reason, _ := p.Code(f.Code)
	return "✗ " + reason
}

// Preflight are the lines on what would fail at the hour, as it was found before; none when nothing would.
func (p *Printer) Preflight(d accounts.Delivery) (out []string) {
	if !d.Warned() {
		return nil
	}
	for i := range d.Preflight.Faults {
		out = append(out, p.T("it would fail: %s", p.Fault(&d.Preflight.Faults[i])))
	}
	return out
}
