package publish

import "vocero/accounts"

// Summary counts the steps that deliveries took, by the state they reached.
type Summary struct {
	Published   int // with a receipt, the recovered ones too
	Recovered   int // found by a look-up
	Verified    int // read back as sent
	Again       int // back to scheduled: no byte left, or an act that may be repeated
	Waiting     int
	Failed      int
	Blocked     int
	Held        int
	Missed      int
	Unconfirmed int
	NeedsYou    int
	Handed      int // taken by the network's own scheduler
	Back        int // taken back from it
}

// add counts one step from one state.
func (s *Summary) add(from accounts.DeliveryState, r accounts.Resolution) {
	if !r.Verified.IsZero() {
		s.Verified++
	}
	if from == r.To {
		return
	}
	switch r.To {
	case accounts.Published:
		s.Published++
		if r.Receipt != nil && r.Receipt.Recovered {
			s.Recovered++
		}
	case accounts.Scheduled:
		s.Again++
	case accounts.Waiting:
		s.Waiting++
	case accounts.Failed:
		s.Failed++
	case accounts.Blocked:
		s.Blocked++
	case accounts.Held:
		s.Held++
	case accounts.Missed:
		s.Missed++
	case accounts.Unconfirmed:
		s.Unconfirmed++
	case accounts.NeedsYou:
		s.NeedsYou++
	}
}

// less is what was counted since another count.
func (s Summary) less(o Summary) Summary {
	return Summary{
		Published: s.Published - o.Published, Recovered: s.Recovered - o.Recovered, Verified: s.Verified - o.Verified,
		Again: s.Again - o.Again, Waiting: s.Waiting - o.Waiting, Failed: s.Failed - o.Failed, Blocked: s.Blocked - o.Blocked,
		Held: s.Held - o.Held, Missed: s.Missed - o.Missed, Unconfirmed: s.Unconfirmed - o.Unconfirmed, NeedsYou: s.NeedsYou - o.NeedsYou,
		Handed: s.Handed - o.Handed, Back: s.Back - o.Back,
	}
}
