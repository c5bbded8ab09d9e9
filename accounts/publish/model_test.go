package publish

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vocero/accounts"
)

// How many sequences of events a run tries.
var sequences = flag.Int("sequences", 5000, "try so many random sequences of events")

// lanes are tried side by side.
const lanes = 2

// TestMain tells rapid how many sequences a lane tries.
func TestMain(m *testing.M) {
	flag.Parse()
	set := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { set[f.Name] = true })
	for name, value := range map[string]string{"rapid.checks": fmt.Sprint((*sequences + lanes - 1) / lanes), "rapid.nofailfile": "true"} {
		if set[name] {
			continue
		}
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// machine draws random events and keeps what must come true.
type machine struct {
	*rig
	ids  []accounts.ID
	dead atomic.Bool
	left atomic.Int64 // writes until the process dies; negative: never
	ioer atomic.Int64 // the next write reports an error: 1 instead of being made, 2 after it was
}

// TestAnySequence throws random events at the worker: hours, mishaps of every kind, deaths before and after every write, new owners,
// clocks that are set, pauses, log-ins and a person's decisions. After each of them no delivery may have more posts at the server
// than attempts that a person or the key's guarantee allowed, none may be recorded as something that hides a post, and in the end
// none may be forgotten.
func TestAnySequence(t *testing.T) {
	for lane := range lanes {
		t.Run(fmt.Sprintf("lane %d", lane+1), func(t *testing.T) {
			t.Parallel()
			tryAnySequence(t)
		})
	}
}

func tryAnySequence(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := rapid.SampledFrom([]keys{honours, ignores, refuses}).Draw(rt, "server")
		m := &machine{rig: newRig(k, 2)}
		m.server.dated = rapid.Bool().Draw(rt, "dated")
		m.reborn()
		rt.Repeat(map[string]func(*rapid.T){
			"":        m.invariants,
			"post":    m.drawPost,
			"act":     m.drawAct,
			"mishap":  m.drawMishap,
			"run":     func(rt *rapid.T) { m.round(rt) },
			"pass":    m.drawPass,
			"death":   func(rt *rapid.T) { m.left.Store(int64(rapid.IntRange(0, 6).Draw(rt, "writes"))) },
			"error":   func(rt *rapid.T) { m.ioer.Store(rapid.Int64Range(1, 2).Draw(rt, "made")) },
			"restart": func(*rapid.T) { m.reborn() },
			"offline": func(rt *rapid.T) { m.server.offline = !m.server.offline },
			"set":     m.drawSet,
			"pause":   func(*rapid.T) { m.pause(true) },
			"resume":  func(*rapid.T) { m.pause(false) },
			"login":   func(*rapid.T) { m.loginAll() },
			"person":  m.drawPerson,
		})
		m.settle(rt)
		m.invariants(rt)
		m.nothingForgotten(rt)
	})
}

// reborn starts a new process on the desk.
func (m *machine) reborn() {
	m.start()
	m.dead.Store(false)
	m.left.Store(-1)
	m.server.die = func() { m.dead.Store(true) }
	odd := len(m.ids)%2 != 0
	m.owner.fail = func(what string) error {
		if what != "" && m.left.Load() == 0 {
			m.dead.Store(true)
		}
		if m.dead.Load() || what != "" && m.ioer.CompareAndSwap(1, 0) {
			return errDead
		}
		return nil
	}
	m.owner.after = func(string) error {
		if m.ioer.CompareAndSwap(2, 0) {
			return errDead
		}
		if m.left.Load() > 0 && m.left.Add(-1) == 0 && !odd { // Half of the deaths come right after the write.
			m.dead.Store(true)
			return errDead
		}
		return nil
	}
}

// round runs the worker, and a new process when the old one died in it.
func (m *machine) round(rt *rapid.T) {
	m.worker.cfg.Parallel = 1 // Deaths are counted in writes: their order must not hang on goroutines.
	m.once(rt)
	if m.dead.Load() {
		m.reborn()
	}
}

func (m *machine) drawPost(rt *rapid.T) {
	if len(m.ids) > 8 {
		return
	}
	text := "Pan " + rapid.SampledFrom([]string{"", "", "de hoy", "de ayer"}).Draw(rt, "text")
	if !strings.HasPrefix(text, "Pan de") {
		text += fmt.Sprint(m.n)
	}
	m.n++
	if rapid.IntRange(0, 4).Draw(rt, "thread") == 0 {
		text += "\n---\nsegunda " + fmt.Sprint(m.n) + "\n---\ntercera " + fmt.Sprint(m.n)
	}
	account := rapid.SampledFrom(m.ours).Draw(rt, "account")
	due := m.clock.now().Add(time.Duration(rapid.IntRange(-70, 70).Draw(rt, "minutes")) * time.Minute)
	byHand := rapid.Bool().Draw(rt, "by hand")
	if byHand {
		due = m.clock.now()
	}
	ids := m.thread(account, text, due, byHand)
	if rapid.Bool().Draw(rt, "tolerant") {
		for _, id := range ids {
			m.change(id, func(d *accounts.Delivery) { d.Tolerant = true })
		}
	}
	m.ids = append(m.ids, ids...)
}

func (m *machine) drawAct(rt *rapid.T) {
	if len(m.ids) > 8 {
		return
	}
	op := rapid.SampledFrom([]accounts.Op{accounts.OpBoost, accounts.OpUnboost, accounts.OpEdit, accounts.OpDelete}).Draw(rt, "op")
	m.ids = append(m.ids, m.act(rapid.SampledFrom(m.ours).Draw(rt, "account"), op, "1"))
}

func (m *machine) drawMishap(rt *rapid.T) {
	m.server.faults = append(m.server.faults, mishap(rapid.IntRange(0, int(lastMishap_)-1).Draw(rt, "mishap")))
}

func (m *machine) drawPass(rt *rapid.T) {
	s := rapid.SampledFrom([]int{1, 2, 5, 15, 40, 60, 120, 300, 700, 3700}).Draw(rt, "seconds")
	m.clock.pass(time.Duration(s) * time.Second)
	m.round(rt)
}

func (m *machine) drawSet(rt *rapid.T) {
	m.clock.set(rapid.SampledFrom([]time.Duration{-time.Hour, -10 * time.Minute, 10 * time.Minute, time.Hour, 87600 * time.Hour, -87600 * time.Hour}).Draw(rt, "by"))
}

func (m *machine) pause(on bool) {
	m.desk.mu.Lock()
	defer m.desk.mu.Unlock()
	b := m.desk.brands[m.brand]
	b.Pause = nil
	if on {
		b.Pause = &accounts.Pause{Since: m.clock.now(), Reason: "luto"}
	}
	m.desk.brands[m.brand] = b
	for id, d := range m.desk.ds {
		switch {
		case on && (d.State == accounts.Scheduled || d.State == accounts.Waiting):
			d.State, d.Fault = accounts.Held, &accounts.Fault{Code: accounts.CodePaused}
		case !on && d.State == accounts.Held && d.Fault != nil && d.Fault.Code == accounts.CodePaused:
			d.State, d.Fault, d.NotBefore = accounts.Scheduled, nil, time.Time{}
		}
		m.desk.ds[id] = d
	}
}

func (m *machine) loginAll() {
	for _, a := range m.ours {
		m.desk.login(a)
	}
}

// drawPerson decides on one delivery.
func (m *machine) drawPerson(rt *rapid.T) {
	if len(m.ids) == 0 {
		return
	}
	id := rapid.SampledFrom(m.ids).Draw(rt, "delivery")
	resend := rapid.Bool().Draw(rt, "resend")
	m.change(id, func(d *accounts.Delivery) {
		switch d.State {
		case accounts.NeedsYou:
			if d.Resend = resend; resend {
				m.desk.resent[id]++
			} else {
				d.State = accounts.Cancelled
			}
		case accounts.Failed, accounts.Missed, accounts.Held:
			if d.Fault == nil || d.Fault.Code != accounts.CodePaused {
				d.State, d.LeavesAt, d.NotBefore, d.Fault = accounts.Scheduled, m.clock.now().Add(20*time.Second), time.Time{}, nil
			}
		case accounts.Scheduled:
			if !resend {
				d.State = accounts.Cancelled
			}
		}
	})
}
