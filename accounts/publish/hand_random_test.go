package publish

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vocero/accounts"
)

// TestAnyHandover throws random events at deliveries that their networks publish: mishaps of every kind at handing over and at taking
// back, deaths before and after every write, new owners, cuts, clocks that are set, pauses, and a person who moves, takes back and
// decides. After each event the server may publish a post at most once, now or later, unless a person sent it again; what the desk
// says it holds, has cancelled or has scheduled is on no network's list; and in the end nothing is forgotten.
func TestAnyHandover(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &machine{rig: handRig(2)}
		m.server.dated = rapid.Bool().Draw(rt, "dated")
		m.reborn()
		rt.Repeat(map[string]func(*rapid.T){
			"":       m.handInvariants,
			"plan":   m.drawPlan,
			"mishap": m.drawMishap,
			"run":    func(rt *rapid.T) { m.round(rt) },
			"pass":   m.drawPass,
			"hours": func(rt *rapid.T) {
				m.clock.pass(time.Duration(rapid.IntRange(10, 100).Draw(rt, "minutes")) * time.Minute)
				m.round(rt)
			},
			"death":   func(rt *rapid.T) { m.left.Store(int64(rapid.IntRange(0, 4).Draw(rt, "writes"))) },
			"error":   func(rt *rapid.T) { m.ioer.Store(rapid.Int64Range(1, 2).Draw(rt, "made")) },
			"restart": func(*rapid.T) { m.reborn() },
			"offline": func(*rapid.T) { m.server.offline = !m.server.offline },
			"lazy":    func(*rapid.T) { m.server.lazy = !m.server.lazy },
			"set":     m.drawSet,
			"pause":   func(*rapid.T) { m.pauseHanded(true) },
			"resume":  func(*rapid.T) { m.pauseHanded(false) },
			"login":   func(*rapid.T) { m.loginAll() },
			"person":  m.drawHandPerson,
		})
		m.server.lazy = false
		m.pauseHanded(false)
		m.settle(rt)
		m.handInvariants(rt)
		for _, d := range m.all() {
			if d.State == accounts.Handed && (d.Leaving() || d.Handover.At.Before(m.clock.now())) || d.State == accounts.Scheduled && later(d.Due, d.LeavesAt).Before(m.clock.now()) {
				rt.Fatalf("%s is still %s: %+v", d.ID.Short(), d.State, d.Handover)
			}
		}
	})
}

func (m *machine) drawPlan(rt *rapid.T) {
	if len(m.ids) > 5 {
		return
	}
	m.n++
	due := m.clock.now().Add(time.Duration(rapid.IntRange(5, 200).Draw(rt, "minutes")) * time.Minute)
	m.ids = append(m.ids, m.plan(rapid.SampledFrom(m.ours).Draw(rt, "account"), fmt.Sprint("Pan ", m.n), due))
}

// at counts what the server has, or will publish, of a delivery's text.
func (m *machine) at(d accounts.Delivery) (posts, plans int) {
	text := m.desk.posts[d.Post].Text
	m.server.mu.Lock()
	defer m.server.mu.Unlock()
	m.server.come()
	for _, p := range m.server.posts[d.Account] {
		if p.text == text {
			posts++
		}
	}
	for _, h := range m.server.hours[d.Account] {
		if h.o.Text == text {
			plans++
		}
	}
	return posts, plans
}

func (m *machine) handInvariants(rt *rapid.T) {
	if len(m.desk.illegal) > 0 {
		rt.Fatalf("illegal steps were asked for: %v", m.desk.illegal)
	}
	for _, d := range m.all() {
		posts, plans := m.at(d)
		doubt := d.State == accounts.Cancelled && (d.Handover != nil && d.Handover.Doubt || knows(d))
		switch {
		case posts+plans > 1+m.desk.resent[d.ID]:
			rt.Fatalf("%s: %d posts and %d plans at the server: %+v", d.ID.Short(), posts, plans, d)
		case d.State == accounts.Published && posts == 0:
			rt.Fatalf("%s is published, and the server has no post of it: %+v", d.ID.Short(), d)
		case posts > 0 && !knows(d) && d.State != accounts.Handed && !doubt:
			rt.Fatalf("%s is %s, and the server has a post of it: %+v", d.ID.Short(), d.State, d)
		case plans > 0 && m.desk.resent[d.ID] == 0 && d.State != accounts.Handed && d.State != accounts.NeedsYou && !doubt:
			rt.Fatalf("%s is %s, and the network will publish it: %+v %+v", d.ID.Short(), d.State, d, d.Handover)
		}
	}
}

// pauseHanded is a pause as the store makes it.
func (m *machine) pauseHanded(on bool) {
	m.pause(on)
	for _, id := range m.ids {
		m.change(id, func(d *accounts.Delivery) {
			switch {
			case d.State == accounts.Scheduled && !on && d.Handover == nil:
				m.desk.want(d)
			case d.State != accounts.Handed:
			case on && d.Handover.Aim != accounts.AimCancel:
				m.desk.recall(d, accounts.AimHold)
			case !on && d.Handover.Aim == accounts.AimHold:
				m.desk.recall(d, rapid.SampledFrom([]accounts.HandAim{accounts.AimStay, accounts.AimAgain}).Example(m.n))
			}
		})
	}
}

// drawHandPerson takes back, moves, or decides.
func (m *machine) drawHandPerson(rt *rapid.T) {
	if len(m.ids) == 0 {
		return
	}
	id := rapid.SampledFrom(m.ids).Draw(rt, "delivery")
	first := rapid.Bool().Draw(rt, "first")
	m.change(id, func(d *accounts.Delivery) {
		switch {
		case d.State == accounts.Handed && first:
			m.desk.recall(d, accounts.AimCancel)
		case d.State == accounts.Handed:
			d.Due = d.Due.Add(30 * time.Minute)
			d.LeavesAt = d.Due
			m.desk.recall(d, accounts.AimAgain)
		case d.State == accounts.NeedsYou && first:
			d.Resend = true
			m.desk.resent[id]++
		case d.State == accounts.NeedsYou:
			d.State = accounts.Cancelled
		case slices.Contains([]accounts.DeliveryState{accounts.Failed, accounts.Missed}, d.State):
			d.State, d.LeavesAt, d.Due, d.NotBefore, d.Fault, d.Now, d.Handover = accounts.Scheduled, m.clock.now().Add(20*time.Second), m.clock.now(), time.Time{}, nil, true, nil
		case d.State == accounts.Scheduled && first:
			d.State = accounts.Cancelled
		}
	})
}
