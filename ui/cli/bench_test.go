package cli_test

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vocero/ui/uitest"
)

// The figures of the desk are ratios to a bare list of a million rows (ui/uitest/floor) that runs in turn with it:
//
//	go test ./ui/cli -run '^$' -bench Desk -benchtime 20x -mentions 1000000
var benchMentions = flag.Int("mentions", 100_000, "stored mentions of the benchmarks; one of a hundred waits for a verdict")

// program is the file to run: VOCERO_BIN names one that was built already.
func program(t testing.TB) string {
	t.Helper()
	if bin := os.Getenv("VOCERO_BIN"); bin != "" {
		return bin
	}
	return built(t, "vocero")
}

func built(t testing.TB, pkg string) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), filepath.Base(pkg))
	if out, err := exec.Command("go", "build", "-o", bin, pkg).CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", pkg, err, out)
	}
	return bin
}

// racer is one of the two programs.
type racer struct {
	name  string
	argv  []string
	ready string // what its first useful frame says
}

// run starts a racer in a terminal of 120×40 and waits for its first useful frame.
func (r racer) run(b *testing.B) *uitest.Terminal {
	b.Helper()
	return uitest.Pty(b, r.argv, []string{"XDG_RUNTIME_DIR=" + os.TempDir()}, 120, 40).WaitFor(r.ready)
}

// BenchmarkDesk measures the built program beside the bare list.
func BenchmarkDesk(b *testing.B) {
	bin, home := program(b), filepath.Join(b.TempDir(), "desk")
	began := time.Now()
	if out, err := exec.Command(bin, "--home", home, "demo", "--mentions", strconv.Itoa(*benchMentions), "--prepare").CombinedOutput(); err != nil {
		b.Fatalf("preparing the desk: %v\n%s", err, out)
	}
	b.Logf("%d mentions stored in %v", *benchMentions, time.Since(began).Round(10*time.Millisecond))
	floor := racer{"floor", []string{built(b, "vocero/ui/uitest/floor")}, "1/1000000"}
	desk := racer{"desk", []string{bin, "--home", home}, "(Mastodon)"}
	pair := []racer{floor, desk}
	desk.run(b).Send("2").Quiet(300 * time.Millisecond).Send("q").Wait() // It opens on the inbox from now on.
	b.Run("start", func(b *testing.B) { benchStart(b, pair) })
	b.Run("j", func(b *testing.B) { benchKey(b, pair, "j") })
	b.Run("page", func(b *testing.B) { benchKey(b, pair, "\x1b[6~") })
	b.Run("memory", func(b *testing.B) { benchMemory(b, pair) })
	b.Run("idle", func(b *testing.B) { benchIdle(b, pair) })
}

// figures gathers samples of both programs and reports a quantile of each, and their ratio.
type figures map[string][]float64

func (f figures) add(r racer, v float64) { f[r.name] = append(f[r.name], v) }

func (f figures) report(b *testing.B, q float64, unit string) {
	b.Helper()
	at := func(name string) float64 {
		s := slices.Sorted(slices.Values(f[name]))
		return s[min(int(q*float64(len(s))), len(s)-1)]
	}
	b.ReportMetric(at("floor"), "floor-"+unit)
	b.ReportMetric(at("desk"), "desk-"+unit)
	if at("floor") > 0 {
		b.ReportMetric(at("desk")/at("floor"), "×-"+unit)
	}
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func benchStart(b *testing.B, pair []racer) {
	times, cpus := figures{}, figures{}
	for b.Loop() {
		for _, r := range pair {
			began := time.Now()
			p := r.run(b)
			times.add(r, ms(time.Since(began)))
			cpu, _ := spent(b, p.Process().Pid)
			cpus.add(r, ms(cpu))
			p.Quiet(100 * time.Millisecond).Send("q").Wait()
		}
	}
	times.report(b, 0.5, "ms")
	cpus.report(b, 0.5, "cpu-ms")
}

// benchKey presses a key 25 times a round, so that the shortest list of the inbox does not end, each after a pause of its own, so that no key meets the same moment of the
// frame clock.
func benchKey(b *testing.B, pair []racer, key string) {
	times, bytes := figures{}, figures{}
	for b.Loop() {
		for _, r := range pair {
			p := r.run(b)
			for range 25 {
				p.Quiet(20*time.Millisecond + rand.N(20*time.Millisecond))
				from := p.Bytes()
				times.add(r, ms(p.Answer(key)))
				bytes.add(r, float64(p.Quiet(20*time.Millisecond).Bytes()-from))
			}
			p.Send("q").Wait()
		}
	}
	times.report(b, 0.5, "p50-ms")
	times.report(b, 0.95, "p95-ms")
	bytes.report(b, 0.5, "bytes")
}

func benchMemory(b *testing.B, pair []racer) {
	own := figures{}
	for b.Loop() {
		for _, r := range pair {
			p := r.run(b)
			for range 200 { // The bare list does not end; the inbox stays at its last page.
				p.Quiet(5 * time.Millisecond).Send("\x1b[6~")
			}
			p.Quiet(100 * time.Millisecond)
			own.add(r, rssAnon(b, p.Process().Pid))
			p.Send("q").Wait()
		}
	}
	own.report(b, 0.5, "MB")
}

func benchIdle(b *testing.B, pair []racer) {
	const idle = 5 * time.Second
	cpus, wakes := figures{}, figures{}
	for b.Loop() {
		for _, r := range pair {
			p := r.run(b).Quiet(300 * time.Millisecond)
			cpu, wake := spent(b, p.Process().Pid)
			p.Quiet(idle)
			cpu2, wake2 := spent(b, p.Process().Pid)
			cpus.add(r, 100*float64(cpu2-cpu)/float64(idle))
			wakes.add(r, float64(wake2-wake)/idle.Seconds())
			p.Send("q").Wait()
		}
	}
	cpus.report(b, 0.5, "%cpu")
	wakes.report(b, 0.5, "wakeups/s")
}

// field is a number that a file of /proc gives under a name.
func field(t testing.TB, path, name string) float64 {
	t.Helper()
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0 // The thread has ended.
	}
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if v, ok := strings.CutPrefix(line, name); ok {
			n, err := strconv.ParseFloat(strings.Fields(v)[0], 64)
			if err != nil {
				t.Fatalf("%s of %s: %v", name, path, err)
			}
			return n
		}
	}
	t.Fatalf("%s has no %s", path, name)
	return 0
}

// rssAnon is the memory that is a process's own, in MB.
func rssAnon(t testing.TB, pid int) float64 {
	t.Helper()
	return field(t, fmt.Sprintf("/proc/%d/status", pid), "RssAnon:") / 1024
}

// spent is the processor time of a process so far, and how often it woke up by itself, over all its threads.
func spent(t testing.TB, pid int) (cpu time.Duration, wakeups float64) {
	t.Helper()
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid))
	if err != nil || len(tasks) == 0 {
		t.Fatalf("the threads of %d: %v", pid, err)
	}
	for _, task := range tasks {
		cpu += time.Duration(field(t, task+"/schedstat", ""))
		wakeups += field(t, task+"/status", "voluntary_ctxt_switches:")
	}
	return cpu, wakeups
}
