package publish_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
)

// How often the line is cut in a run, spread evenly over server models, places, and whether the process survives it.
var cuts = flag.Int("cuts", 100, "cut the line to a server so many times")

// cutCount is what the servers and the desk say in the end.
type cutCount struct {
	made, double, lost, silent, asked, recovered int
}

// TestFault9Cuts cuts the line at every place of a request, on every kind of server, with a process that lives on and one that dies
// of it. In the end each post is there once, and where a person was asked, it was with evidence.
func TestFault9Cuts(t *testing.T) {
	var sum cutCount
	models := practice.Models()
	for i, m := range models {
		c := cutLines(t, m, (*cuts+len(models)-1-i)/len(models), uint64(i))
		t.Logf("%s: %+v", m, c)
		sum.made += c.made
		sum.double += c.double
		sum.lost += c.lost
		sum.silent += c.silent
		sum.asked += c.asked
		sum.recovered += c.recovered
	}
	t.Logf("%d cuts struck: %d duplicates, %d losses, %d silent unknowns; %d were found by looking, %d asked a person",
		sum.made, sum.double, sum.lost, sum.silent, sum.recovered, sum.asked)
	if sum.made < *cuts || sum.double+sum.lost+sum.silent > 0 {
		t.Errorf("of %d cuts: %+v", *cuts, sum)
	}
}

// cutLines makes the cuts of one model.
func cutLines(t *testing.T, m practice.Model, n int, seed uint64) (out cutCount) {
	t.Helper()
	dice := rand.New(rand.NewPCG(seed, 9))
	d := newDesk(t, m)
	g := newGate(t, d.server.Addr())
	a := d.account
	a.ID, a.Server = "", "http://"+g.addr
	var err error
	d.account, err = d.store.PutAccount(a)
	d.ok(err)
	for k := range n {
		where := cut(1 + k%(int(lastCut)-1))
		dies := k/(int(lastCut)-1)%2 == 1
		words := "POST /api/v1/statuses "
		if dice.IntN(6) == 0 {
			words = "POST /api/" // The upload comes first.
		}
		d.cutOnce(g, where, dies, words, fmt.Sprintf("Aviso %d: mañana cerramos", k), dice, &out)
	}
	return out
}

// cutOnce sends one post over a line that breaks, and lets everything happen that happens then.
func (d *desk) cutOnce(g *gate, where cut, dies bool, words, text string, dice *rand.Rand, out *cutCount) {
	d.t.Helper()
	at := 1 + dice.IntN(900)
	what := fmt.Sprintf("%s, %s %s at %d, dies %v", d.server.Model(), words, cutNames[where], at, dies)
	g.breaks(words, where, at)
	if where == beforeConnect {
		g.shuts()
	}
	id := d.send(text)[0].ID
	if dies {
		d.onSend = func(call func() (accounts.Receipt, error)) (accounts.Receipt, error) {
			d.onSend = nil
			r, err := call()
			_ = d.store.Close() // Whatever comes now is not recorded.
			return r, err
		}
	}
	_, err := d.worker.Once(d.t.Context())
	if d.onSend == nil && dies {
		d.open()
	} else {
		d.ok(err)
	}
	d.onSend = nil
	if where == beforeConnect {
		g.opens()
	} else if g.met() == 0 {
		d.t.Errorf("%s: nothing was cut", what)
	}
	g.breaks("", noCut, 0)
	out.made++
	d.comesToItsEnd(what, id, text, out)
}

// comesToItsEnd lets time go by, decides as a person does where one is asked, and counts at the server.
func (d *desk) comesToItsEnd(what string, id accounts.ID, text string, out *cutCount) {
	d.t.Helper()
	for range 3 {
		d.looks()
		x, err := d.store.Delivery(id)
		d.ok(err)
		if x.State != accounts.NeedsYou {
			break
		}
		out.asked++
		there := d.with(text)
		if x.Fault == nil || x.Fault.Code != accounts.CodeAbsent || x.Looks < 4 || there > 0 {
			d.t.Errorf("%s: a person is asked with %d posts there, after %d looks: %+v", what, there, x.Looks, x.Fault)
			out.silent++
		}
		d.ok(d.store.Resend(id))
		d.round(time.Second)
	}
	x, err := d.store.Delivery(id)
	d.ok(err)
	if x.State != accounts.Published || x.Verified.IsZero() {
		d.t.Errorf("%s: it ends %s, fault %+v, attempts %+v", what, x.State, x.Fault, x.Attempts)
		out.silent++
	}
	if x.Receipt != nil && x.Receipt.Recovered {
		out.recovered++
	}
	switch n := d.with(text); {
	case n == 0:
		d.t.Errorf("%s: lost", what)
		out.lost++
	case n > 1:
		d.t.Errorf("%s: %d posts", what, n)
		out.double += n - 1
	}
}

// with counts the posts of the account with a text.
func (d *desk) with(text string) int {
	all := d.server.Statuses(d.own)
	return len(slices.DeleteFunc(all, func(s practice.Status) bool { return s.Deleted || !strings.Contains(s.Text, text) }))
}
