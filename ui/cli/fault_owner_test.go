//go:build fault

package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"vocero/accounts/practice"
)

// Limits that are generous on a busy machine; what they guard against is a hang.
const (
	endsIn  = 10 * time.Second
	soonAll = 60 * time.Second
)

// patience polls until something is so.
func patience(t testing.TB, what string, limit time.Duration, so func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !so(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited %s for %s", limit, what)
		}
	}
}

// planned schedules posts for one minute, alternating between the two clients, and puts the clock right before it.
func (b *bench) planned(n int) (texts []string) {
	b.t.Helper()
	at := b.now().In(madrid(b.t)).Truncate(time.Minute).Add(3 * time.Minute)
	for i := range n {
		letter := []string{"p", "k"}[i%2]
		b.n++
		text := fmt.Sprintf("Aviso número %d de la mañana.", b.n)
		var d struct{ ID string }
		b.must(&d, "draft", "add", "--brand", letter, "--text", text)
		b.works("", "schedule", d.ID, "--at", at.Format("2006-01-02 15:04"), "--as", letter)
		texts = append(texts, text)
	}
	b.at.Store(int64(time.Until(at.Add(-time.Second))))
	return texts
}

// starts begins a program that goes on.
func (b *bench) starts(args ...string) (cmd *exec.Cmd, said *bytes.Buffer) {
	b.t.Helper()
	cmd = b.command(context.Background(), nil, args)
	said = new(bytes.Buffer)
	cmd.Stderr = said
	if err := cmd.Start(); err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // Usually it has ended.
		_ = cmd.Wait()
	})
	return cmd, said
}

// owned waits until a process owns the desk.
func (b *bench) owned(cmd *exec.Cmd) {
	b.t.Helper()
	patience(b.t, "an owner", endsIn, func() bool {
		raw, err := os.ReadFile(filepath.Join(b.home, "owner.json"))
		var info struct {
			PID int `json:"pid"`
		}
		return err == nil && json.Unmarshal(raw, &info) == nil && info.PID == cmd.Process.Pid
	})
}

// twenty runs "run --once" twenty times at once.
func (b *bench) twenty() []outcome {
	b.t.Helper()
	out := make([]outcome, 20)
	var all sync.WaitGroup
	for i := range out {
		all.Go(func() { out[i] = b.act(nil, "", "run", "--once") })
	}
	all.Wait()
	return out
}

// once fails unless every text is on its network exactly once.
func (b *bench) once(what string, texts []string) {
	b.t.Helper()
	for _, text := range texts {
		if urls := b.posted(text); len(urls) != 1 {
			b.t.Errorf("%s: %q is on the network %d times", what, text, len(urls))
		}
	}
}

// TestFault8OneOwner has everybody want the same desk: twenty of cron beside a runner, two runners, twenty without one, an owner that
// is stopped, and one that is killed. Every post leaves exactly once, and whoever has nothing to do says who has.
func TestFault8OneOwner(t *testing.T) {
	b := settled(t)
	texts := b.planned(6)
	run, said := b.starts("run")
	b.owned(run)
	for _, o := range b.twenty() {
		if o.Code != 0 || !strings.Contains(o.Err, fmt.Sprint(run.Process.Pid)) {
			t.Errorf("beside an owner, run --once ends with %d: %s", o.Code, o.Err)
		}
	}
	second := b.act(nil, "", "run")
	if second.Code != 4 || !strings.Contains(second.Err, fmt.Sprint(run.Process.Pid)) {
		t.Errorf("a second runner ends with %d: %s", second.Code, second.Err)
	}
	patience(t, "six posts", soonAll, func() bool {
		n := 0
		for _, text := range texts {
			n += len(b.posted(text))
		}
		return n >= len(texts)
	})
	b.once("sent by the runner", texts)

	later := b.planned(4)
	stop(t, run, syscall.SIGSTOP)
	b.at.Add(int64(3 * time.Minute)) // Long enough that its last sign of life is old.
	for _, o := range b.twenty() {
		if o.Code != 4 || strings.Contains(strings.TrimSpace(o.Err), "\n") {
			t.Errorf("beside an owner that is stopped, run --once ends with %d: %s", o.Code, o.Err)
		}
	}
	for _, text := range later {
		if len(b.posted(text)) > 0 {
			t.Errorf("%q left although its owner is stopped", text)
		}
	}
	if err := syscall.Kill(-run.Process.Pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = run.Wait()
	for _, o := range b.twenty() {
		if o.Code != 0 && o.Code != 4 || o.Killed {
			t.Errorf("twenty without an owner: %d: %s", o.Code, o.Err)
		}
	}
	for range 8 { // Late posts of one account keep five minutes between them.
		b.at.Add(int64(3 * time.Minute))
		b.works("", "run", "--once")
	}
	b.once("after the owner's death", append(later, texts...))
	if strings.Contains(said.String(), "goroutine ") {
		t.Errorf("the runner says: %s", said)
	}
}

func stop(t testing.TB, cmd *exec.Cmd, sig syscall.Signal) {
	t.Helper()
	if err := cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	patience(t, "a process that stands still", endsIn, func() bool {
		raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", cmd.Process.Pid))
		_, rest, _ := strings.Cut(string(raw), ") ")
		return err == nil && strings.HasPrefix(rest, "T")
	})
}

// TestFault23Signals ends a runner and a waiting command with every signal that ends programs, while the network holds their post in
// hand: they end soon, without a trace of a panic, and the post is there exactly once in the end.
func TestFault23Signals(t *testing.T) {
	b := settled(t)
	for i, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGPIPE} {
		for j, do := range []practice.Action{practice.Delay, practice.StoreDelay} {
			what := fmt.Sprintf("%s at %s", sig, do)
			text := fmt.Sprintf("Aviso número %d%d.", i, j)
			var d struct{ ID string }
			b.must(&d, "draft", "add", "--brand", "k", "--text", text)
			hold := make(chan struct{})
			var mend []func()
			for _, s := range b.week.Servers {
				mend = append(mend, s.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Do: do, Hold: hold}))
			}
			before := b.posting()
			cmd, said := b.starts("publish", d.ID, "--as", "k", "--wait", "--hold", "0s")
			patience(t, what, soonAll, func() bool { return b.posting() > before })
			told(t, what, cmd, sig)
			if strings.Contains(said.String(), "goroutine ") {
				t.Errorf("%s: it says %s", what, said)
			}
			for _, m := range mend {
				m()
			}
			close(hold)
			b.at.Add(int64(10 * time.Second))
			b.settle(what)
			b.once(what, []string{text})
		}
	}
}

// told sends a signal and wants the end of the process soon; one that it takes no notice of is followed by a hang-up.
func told(t *testing.T, what string, cmd *exec.Cmd, sig syscall.Signal) {
	t.Helper()
	if err := cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	if sig == syscall.SIGPIPE { // Go programs overlook one that no write of theirs brought.
		if err := cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan struct{})
	go func() { _ = cmd.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(endsIn):
		t.Errorf("%s: it does not end", what)
	}
}
