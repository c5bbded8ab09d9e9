package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vocero/store"
)

// practiceHomeOf makes a practice desk in a folder of the test's own, and tells where its servers listen.
func practiceHomeOf(t *testing.T) (home string, addrs []string) {
	t.Helper()
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	home = filepath.Join(t.TempDir(), "desk")
	d, err := Open(t.Context(), OpenOptions{Home: home, Lang: "en", Practice: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(home, rehearsalName))
	if err != nil {
		t.Fatal(err)
	}
	var f rehearsalFile
	if err := json.Unmarshal(b, &f); err != nil {
		t.Fatal(err)
	}
	return home, f.Addrs
}

// startDesk opens the desk of a home with screens of the test's own, and returns the exit code and what was said.
func startDesk(t *testing.T, home string, run func(ctx context.Context, d *Desk, o UIOptions) error) (int, string) {
	t.Helper()
	var out, errs bytes.Buffer
	e := Env{In: strings.NewReader(""), Out: &out, Err: &errs, Getenv: func(string) string { return "" }, Now: time.Now, Zone: "Europe/Madrid", TTY: true, Ask: true,
		OpenDesk: Open, RunUI: run}
	return Main(t.Context(), e, []string{"--home", home}), errs.String()
}

// TestDeskStartsItsWorkersAfterTheFirstFrame has a practice desk whose servers do not run before the first frame, and do after it.
func TestDeskStartsItsWorkersAfterTheFirstFrame(t *testing.T) {
	home, addrs := practiceHomeOf(t)
	defer func(d time.Duration) { workersBy = d }(workersBy)
	workersBy = time.Hour // A machine that is busy takes longer than usual to get to the first frame.
	code, said := startDesk(t, home, func(ctx context.Context, d *Desk, o UIOptions) error {
		if d.practice != nil || d.stop != nil {
			t.Error("something runs before the first frame")
		}
		o.Shown()
		for _, a := range addrs {
			r, err := http.Get("http://" + a + "/api/v1/instance")
			if err != nil {
				t.Errorf("a practice server does not answer after the first frame: %v", err)
				continue
			}
			_ = r.Body.Close()
		}
		if d.stop == nil {
			t.Error("the workers do not run after the first frame")
		}
		return ctx.Err()
	})
	if code != Done || said != "" {
		t.Fatalf("it ends with %d and says %q", code, said)
	}
}

// TestDeskStartsItsWorkersWithoutAFrame has a terminal that takes no bytes: what is due leaves all the same.
func TestDeskStartsItsWorkersWithoutAFrame(t *testing.T) {
	home, _ := practiceHomeOf(t)
	code, said := startDesk(t, home, func(ctx context.Context, d *Desk, _ UIOptions) error {
		for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
			d.running.Lock()
			runs := d.stop != nil
			d.running.Unlock()
			if runs {
				return ctx.Err()
			}
		}
		t.Error("the workers never start")
		return nil
	})
	if code != Done || said != "" {
		t.Fatalf("it ends with %d and says %q", code, said)
	}
}

// TestDeskEndsWhenItsPracticeCannotRun has another program on the port of a practice server: the desk closes and says so.
func TestDeskEndsWhenItsPracticeCannotRun(t *testing.T) {
	home, addrs := practiceHomeOf(t)
	l, err := net.Listen("tcp", addrs[0])
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	code, said := startDesk(t, home, func(ctx context.Context, _ *Desk, o UIOptions) error {
		o.Shown()
		<-ctx.Done()
		return nil
	})
	if code != Failed || !strings.Contains(said, "practice servers") {
		t.Fatalf("it ends with %d and says %q", code, said)
	}
	s, err := store.Open(home, store.Options{Practice: true})
	if err != nil {
		t.Fatalf("the desk was not given up: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestDeskThatRestedStartsNothing closes a desk while its first frame is still on its way.
func TestDeskThatRestedStartsNothing(t *testing.T) {
	home, _ := practiceHomeOf(t)
	var shown func()
	code, said := startDesk(t, home, func(_ context.Context, _ *Desk, o UIOptions) error {
		shown = o.Shown
		return nil
	})
	if code != Done || said != "" {
		t.Fatalf("it ends with %d and says %q", code, said)
	}
	shown()
	d, err := Open(t.Context(), OpenOptions{Home: home, Lang: "en"})
	if err != nil {
		t.Fatalf("a port of the practice is taken: %v", err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}
