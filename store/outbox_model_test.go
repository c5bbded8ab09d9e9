package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	A "vocero/accounts"
)

// outboxModel watches one desk's deliveries through any sequence of calls of a worker and a person.
type outboxModel struct {
	*testDesk
	r    *rapid.T
	last map[A.ID]A.Delivery
}

// step runs one call on one delivery, chosen at random, legal or not.
func (m *outboxModel) step(r *rapid.T) {
	id := pickID(r, m.ids())
	switch rapid.SampledFrom([]string{"claim", "claim", "resolve", "resolve", "retry", "cancel", "mark", "resend", "undo", "pause", "block", "reopen", "wait"}).Draw(r, "call") {
	case "claim":
		_, err := m.claim(id)
		m.legal("claim", err)
	case "resolve":
		to := A.DeliveryState(rapid.IntRange(0, int(A.Cancelled)).Draw(r, "to"))
		_, err := m.Resolve(id, A.Resolution{
			To: to, Outcome: A.OutcomeUnknown, Receipt: &A.Receipt{RemoteID: "r" + string(id)}, NextLook: m.clock.now(), Looked: rapid.Bool().Draw(r, "looked"),
			Resend: to == A.Unconfirmed && rapid.Bool().Draw(r, "resend"),
		})
		m.legal("resolve", err)
	case "retry":
		m.legal("retry", m.Retry(id))
	case "cancel":
		m.legal("cancel", m.CancelDelivery(id))
	case "mark":
		m.legal("mark", m.MarkPublished(id, "https://masto.example/@luz/99"))
	case "resend":
		m.legal("resend", m.Resend(id))
	case "undo":
		_, err := m.Undo()
		m.legal("undo", err)
	case "pause":
		m.legal("pause", m.PauseBrand(m.luz.ID, map[bool]*A.Pause{true: {}}[rapid.Bool().Draw(r, "on")]))
	case "block":
		m.legal("block", m.BlockAccount(m.pan.ID, &A.Fault{Code: A.CodeAuth}))
		m.legal("unblock", m.UnblockAccount(m.pan.ID))
	case "reopen":
		home := m.Home()
		m.ok(m.Close())
		m.Store = openTest(m.t, home, m.clock)
	case "wait":
		m.clock.add(time.Duration(rapid.IntRange(1, 40).Draw(r, "seconds")) * time.Second)
	}
}

func (m *outboxModel) legal(call string, err error) {
	if !expected(err) {
		m.r.Fatalf("%s: %v", call, err)
	}
}

func (m *outboxModel) ids() (ids []A.ID) {
	for id := range m.last {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// look compares every delivery with what it was before the step.
func (m *outboxModel) look(r *rapid.T) {
	sending := map[A.ID]int{}
	for _, id := range m.ids() {
		is, err := m.Delivery(id)
		if errors.Is(err, A.ErrNotFound) {
			r.Fatalf("the delivery %s is gone", id)
		}
		was := m.last[id]
		if was.State != is.State && !m.reachable(was.State, is.State) {
			r.Fatalf("%s went from %s to %s", id, was.State, is.State)
		}
		if was.Key != "" && (is.Key != was.Key || is.Outgoing == nil || !is.CreatedAt.Equal(was.CreatedAt) || is.Watermark != was.Watermark) {
			r.Fatalf("%s lost what was frozen: %+v, was %+v", id, is, was)
		}
		if len(is.Attempts) < len(was.Attempts) || len(is.Attempts) > len(was.Attempts)+1 {
			r.Fatalf("%s has %d attempts, had %d", id, len(is.Attempts), len(was.Attempts))
		}
		if is.State == A.Published && is.Receipt == nil {
			r.Fatalf("%s is published without a receipt", id)
		}
		if len(is.Attempts) > len(was.Attempts) && is.LeavesAt.After(m.clock.now()) {
			r.Fatalf("%s was claimed before its time", id)
		}
		if is.State == A.Sending {
			sending[is.Account]++
		}
		m.last[id] = is
	}
	for account, n := range sending {
		if n > 1 {
			r.Fatalf("%d deliveries of %s are being sent", n, account)
		}
	}
	m.inOrder(r)
}

// reachable tells whether one call can take a delivery so far: one step, or two where the account is blocked and unblocked at once.
func (m *outboxModel) reachable(from, to A.DeliveryState) bool {
	return A.CanStep(from, to) || slices.ContainsFunc(A.Steps[from], func(via A.DeliveryState) bool { return via == A.Blocked && A.CanStep(via, to) })
}

// inOrder checks that no part of a thread was ever tried before the one before it was out.
func (m *outboxModel) inOrder(r *rapid.T) {
	for _, d := range m.last {
		if d.Part == 0 || len(d.Attempts) == 0 {
			continue
		}
		ok := false
		for _, o := range m.last {
			ok = ok || o.Post == d.Post && o.Account == d.Account && o.Part == d.Part-1 && o.State == A.Published
		}
		if !ok {
			r.Fatalf("part %d was tried before part %d was out", d.Part, d.Part-1)
		}
	}
}

// Whatever a worker and a person call, in whatever order, and whenever the desk is opened anew: only steps of the table, what is out
// stays out, one payload and key for ever, one at a time for each account, threads in order.
func TestTheOutboxKeepsItsWord(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := &outboxModel{testDesk: newDesk(t), r: r, last: map[A.ID]A.Delivery{}}
		defer func() { _ = m.Close() }()
		for _, p := range []A.Post{m.post("uno", m.pan, m.panFoto), m.post("hilo\n---\nsigue\n---\nacaba", m.pan), m.post("otra", m.kine)} {
			_, ds := m.send(p)
			for _, d := range ds {
				m.last[d.ID] = d
			}
		}
		m.clock.add(A.DefaultHold)
		r.Repeat(map[string]func(*rapid.T){"step": m.step, "": m.look})
		if p, err := m.Check(); err != nil || len(p) > 0 {
			r.Fatalf("check: %v %v", p, err)
		}
	})
}
