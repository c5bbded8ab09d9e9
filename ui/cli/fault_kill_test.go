//go:build fault

package cli_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vocero/accounts/practice"
)

// syscalls are the ones that change a disk or reach a network.
var syscalls = []string{"write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fallocate", "rename", "renameat", "renameat2", "unlinkat", "sendto", "connect"}

// point is one moment of one command: the nth call of a thread.
type point struct {
	call string
	n    int
}

// inject is strace with a fault at a point.
func (p point) inject(fault string) []string {
	return []string{"strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + p.call, "-e", fmt.Sprintf("inject=%s:%s:when=%d", p.call, fault, p.n)}
}

var called = regexp.MustCompile(`^(\d+) +([a-z0-9]+)\(`)

// points runs a step under strace and lists the moments at which it can be struck. The kernel counts for each thread by itself.
func (b *bench) points(s step) ([]point, outcome) {
	b.t.Helper()
	trace := filepath.Join(b.root, "trace")
	o := b.act([]string{"strace", "-f", "--seccomp-bpf", "-qq", "-o", trace, "-e", "trace=" + strings.Join(syscalls, ",")}, s.in, b.words(s)...)
	f, err := os.Open(trace)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	byThread, most := map[string]int{}, map[string]int{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if m := called.FindStringSubmatch(lines.Text()); m != nil {
			byThread[m[1]+m[2]]++
			most[m[2]] = max(most[m[2]], byThread[m[1]+m[2]])
		}
	}
	var ps []point
	for _, c := range syscalls {
		for n := 1; n <= most[c]; n++ {
			ps = append(ps, point{c, n})
		}
	}
	return ps, o
}

// strike runs a step with a fault, looks the desk over, repeats the step as a person would, and counts at the networks. It tells
// how the struck command ended.
func (b *bench) strike(what string, s step, d *done, run func(words []string) outcome) outcome {
	b.t.Helper()
	words := b.words(s)
	b.at.Add(int64(s.wait))
	o := run(words)
	if strings.Contains(o.Err, "panic") || strings.Contains(o.Err, "goroutine ") {
		b.t.Errorf("%s: %s", what, o.Err)
	}
	if !o.Killed && o.Code == 0 {
		b.sound(what+", which did not stop it", d.after)
		return o
	}
	b.sound(what, d.known)
	if again := b.act(nil, s.in, words...); again.Killed || strings.Contains(again.Err, "panic") || again.Code != 0 && strings.Count(again.Err, "\n") > 1 {
		b.t.Errorf("%s: repeated it ends with %d: %s", what, again.Code, again.Err)
	}
	b.settle(what)
	for _, text := range d.said {
		if urls := b.posted(text); len(urls) != 1 {
			b.t.Errorf("%s: %q is on the network %d times: %v", what, text, len(urls), urls)
		}
	}
	b.sound(what+", settled", d.after)
	return o
}

// forget removes the copies of a step that is over, and the home it was done in.
func (b *bench) forget(home string) {
	b.t.Helper()
	for n := range b.n + 1 {
		if err := os.RemoveAll(filepath.Join(b.root, fmt.Sprintf("kept%d", n))); err != nil {
			b.t.Fatal(err)
		}
	}
	if home != b.home {
		if err := os.RemoveAll(home); err != nil {
			b.t.Fatal(err)
		}
	}
}

// done is what the day has brought: what was known before a step and after it, and the texts that are to be on the networks.
type done struct {
	known, after map[string]bool
	said         []string
}

// TestFaultKills runs a day at the desk and kills each of its commands at its writes, one after the other: the store always opens,
// what a command acknowledged stays, and every post is on its network exactly once in the end. A tenth of the kills meet the file of
// the vault while it is written, and a tenth somebody who types.
func TestFaultKills(t *testing.T) {
	var made atomic.Int64
	day := *kills - 2*(*kills/10)
	onDesks(t, &made, day, func(point) bool { return true }, func(b *bench, name string, p point, s step, d *done) bool {
		return b.strike(fmt.Sprintf("%s, killed at %s %d", name, p.call, p.n), s, d, func(words []string) outcome {
			return b.act(p.inject("signal=KILL"), s.in, words...)
		}).Killed
	})
	onChildren(t, &made, *kills/10)
	t.Cleanup(func() { tell(t, "kills", made.Load(), *kills) })
}

// failures are what a disk answers when it is full or broken.
var failures = map[string]string{"pwrite64": "ENOSPC", "fsync": "EIO", "fdatasync": "EIO", "ftruncate": "ENOSPC", "renameat": "EIO"}

// TestFaultErrors lets the writes of the same day fail: the command says so in one line, nothing that was there is lost, and once
// the disk has recovered the day goes on.
func TestFaultErrors(t *testing.T) {
	var made atomic.Int64
	t.Cleanup(func() { tell(t, "failures", made.Load(), *errnos) })
	onDesks(t, &made, *errnos, func(p point) bool { return failures[p.call] != "" }, func(b *bench, name string, p point, s step, d *done) bool {
		kind := failures[p.call]
		what := fmt.Sprintf("%s, %s at %s %d", name, kind, p.call, p.n)
		o := b.strike(what, s, d, func(words []string) outcome { return b.act(p.inject("error="+kind), s.in, words...) })
		if said := strings.Count(strings.TrimSpace(o.Err), "\n") + 1; o.Code != 0 && (said != 1 || strings.TrimSpace(o.Err) == "") {
			b.t.Errorf("%s: it says %d lines: %s", what, said, o.Err)
		}
		return o.Code != 0
	})
}

// tell says how many were struck, and fails when some are missing.
func tell(t *testing.T, what string, made int64, want int) {
	t.Helper()
	t.Logf("%d %s struck", made, what)
	if made < int64(want) {
		t.Errorf("only %d of %d %s struck", made, want, what)
	}
}

// onDesks goes through the day on several desks at a time and strikes at their points, until all together have struck so often.
func onDesks(t *testing.T, made *atomic.Int64, most int, fits func(point) bool, strike func(b *bench, name string, p point, s step, d *done) bool) {
	for n := range *desks {
		t.Run(fmt.Sprintf("desk %d", n+1), func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			days := b.days()
			b.day = days[n%len(days)]
			same := (*desks - 1 - n%len(days)) / len(days) // desks besides this one with the same day
			q := &quota{left: (most + *desks - 1 - n) / *desks, steps: loud(b.day), desk: n / len(days), desks: same + 1}
			b.through(func(i int, s step, ps []point, d *done, back func(string)) {
				if s.quiet {
					return
				}
				ps = slices.DeleteFunc(ps, func(p point) bool { return !fits(p) })
				b.strikes(q, ps, func(k int, p point) bool {
					back(fmt.Sprintf("home-%d-%d", i, k))
					struck := strike(b, s.name, p, s, d)
					if err := os.RemoveAll(b.home); err != nil {
						t.Fatal(err)
					}
					if struck {
						made.Add(1)
					}
					return struck
				})
			})
		})
	}
}

// loud counts the steps of a day that are struck.
func loud(day []step) (n int) {
	for _, s := range day {
		if !s.quiet {
			n++
		}
	}
	return n
}

// quota is how often one of several desks is to be struck in the steps that are left of its day.
type quota struct {
	left, steps, desk, desks int
}

// strikes strikes at this desk's part of the points of a step. A step that has too few of them leaves the rest to later ones; the
// last step makes up for all, and for strikes that met nothing.
func (b *bench) strikes(q *quota, ps []point, strike func(k int, p point) bool) {
	b.t.Helper()
	want := (q.left + q.steps - 1) / max(q.steps, 1)
	last := q.steps == 1
	q.steps--
	tries := want
	if last {
		tries = 3*want + 10
	}
	if len(ps) == 0 {
		return
	}
	for k := 0; k < tries && want > 0; k++ {
		at := k*q.desks + q.desk
		b.threads = 1 + at/len(ps)%4
		if all := want * q.desks; !last && all < len(ps) {
			at = at * len(ps) / all
			b.threads = 1
		}
		if strike(k, ps[at%len(ps)]) {
			q.left--
			if last {
				want--
			}
		}
	}
}

// through goes through the day. Before it goes on, each step is handed over with its points and a way back to right before it.
func (b *bench) through(each func(i int, s step, ps []point, d *done, back func(home string))) {
	b.t.Helper()
	d := &done{known: map[string]bool{}}
	for i, s := range b.day {
		back := b.keep()
		b.at.Add(int64(s.wait))
		ps, o := b.points(s)
		if o.Code != 0 {
			b.t.Fatalf("%s: without a fault it ends with %d: %s%s", s.name, o.Code, o.Out, o.Err)
		}
		d.said = append(d.said, s.says...)
		d.after = b.facts()
		was := b.home
		forth := b.keep()
		each(i, s, ps, d, back)
		forth(fmt.Sprintf("home-%d", i))
		b.forget(was)
		d.known = d.after
	}
}

// TestFaultNetwork kills the commands that send while the network has their post in hand: before it is stored there, and after.
func TestFaultNetwork(t *testing.T) {
	b := newBench(t)
	b.day = b.days()[0]
	struck := 0
	b.through(func(i int, s step, _ []point, d *done, back func(string)) {
		if len(s.says) == 0 {
			return
		}
		for k, do := range []practice.Action{practice.Delay, practice.StoreDelay} {
			back(fmt.Sprintf("home-%d-%d", i, k))
			if b.strike(fmt.Sprintf("%s, killed at %s", s.name, do), s, d, func(words []string) outcome { return b.inHand(do, words) }).Killed {
				struck++
			}
		}
	})
	if struck != 8 {
		t.Errorf("%d of 8 commands were struck", struck)
	}
}

// inHand runs a command and kills it once a server holds its post.
func (b *bench) inHand(do practice.Action, words []string) outcome {
	b.t.Helper()
	hold := make(chan struct{})
	var remove []func()
	for _, s := range b.week.Servers {
		remove = append(remove, s.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Do: do, Hold: hold}))
	}
	defer func() {
		for _, r := range remove {
			r()
		}
		close(hold)
	}()
	ctx, kill := context.WithCancel(context.Background())
	defer kill()
	before := b.posting()
	go func() {
		for b.posting() == before && ctx.Err() == nil {
			time.Sleep(time.Millisecond) // The server tells nobody.
		}
		kill()
	}()
	return b.actUntil(ctx, nil, "", words...)
}

// posting counts the requests that were struck so far.
func (b *bench) posting() int {
	n := 0
	for _, s := range b.week.Servers {
		for _, r := range s.Requests() {
			if r.Fault == practice.Delay || r.Fault == practice.StoreDelay {
				n++
			}
		}
	}
	return n
}
