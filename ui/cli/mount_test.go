package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// away is a run whose home lies on a network file system.
func away(t *testing.T, argv ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	opened := 0
	env := Env{In: strings.NewReader(""), Out: &o, Err: &e, Getenv: func(string) string { return "" }, Now: time.Now,
		Mount: func(string) string { return "nfs" },
		OpenDesk: func(ctx context.Context, oo OpenOptions) (*Desk, error) {
			opened++
			return Open(ctx, oo)
		}}
	code = Main(context.Background(), env, argv)
	if (opened > 0) != (code == Done) {
		t.Errorf("%v: opened %d times, exit %d", argv, opened, code)
	}
	return o.String(), e.String(), code
}

// TestNetworkHomeIsRefused wants every way to the desk closed, with the reason in both languages, and one word that opens it.
func TestNetworkHomeIsRefused(t *testing.T) {
	home := filepath.Join(t.TempDir(), "desk")
	for _, argv := range [][]string{{"brand", "list"}, {"run", "--once"}, {"run"}, {"outbox", "list"}, {"demo", "--prepare"}} {
		for lang, say := range map[string]string{"en": "network file system (nfs)", "es": "sistema de archivos de red (nfs)"} {
			_, errs, code := away(t, append([]string{"--home", home, "--lang", lang}, argv...)...)
			if code != Refused || !strings.Contains(errs, say) || !strings.Contains(errs, "--i-know") {
				t.Errorf("%v: exit %d, %q", argv, code, errs)
			}
		}
	}
	if _, err := os.Stat(home); !os.IsNotExist(err) {
		t.Errorf("a refused home was made: %v", err)
	}
	if _, errs, code := away(t, "--home", home, "--i-know", "brand", "list"); code != Done {
		t.Errorf("with --i-know: exit %d, %q", code, errs)
	}
	if fs := networkMount(existing(home)); fs != "" {
		t.Errorf("the folder of the tests lies on %q", fs)
	}
	if fs := networkMount(filepath.Join(home, "nowhere")); fs != "" {
		t.Errorf("a folder that is not there lies on %q", fs)
	}
}

func TestFUSEByItsTable(t *testing.T) {
	const table = `22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:50 / /mnt/host rw,nosuid - fuse.sshfs ana@host: rw
31 30 0:51 / /mnt/host/safe rw - fuse.gocryptfs /x rw
32 22 0:52 / /mnt/two\040words rw shared:7 - fuse.rclone remote: rw
33 22 0:53 / /media/usb rw - fuseblk /dev/sdb1 rw
broken line
34 22 0:54 / /mnt/hostess rw - tmpfs none rw
`
	for dir, want := range map[string]string{"/": "", "/home/ana": "", "/mnt/host": "fuse.sshfs", "/mnt/host/desk/x": "fuse.sshfs", "/mnt/host/safe/x": "",
		"/mnt/two words/x": "fuse.rclone", "/media/usb/desk": "", "/mnt/hostess/x": ""} {
		if got := fuseOf(table, dir); got != want {
			t.Errorf("%s lies on %q, want %q", dir, got, want)
		}
	}
}

func TestExistingIsTheNearestFolder(t *testing.T) {
	dir := t.TempDir()
	if got := existing(filepath.Join(dir, "a", "b", "c")); got != dir {
		t.Errorf("%s", got)
	}
}

func TestUnitSurvivesOddPaths(t *testing.T) {
	u := unit("/home/ana/100% luz", []string{"/opt/my tools/vocero", "--home", "/home/ana/100% luz", "--passphrase-file", `/x/"q"\$HOME`, "run"})
	want := `ExecStart="/opt/my tools/vocero" --home "/home/ana/100%% luz" --passphrase-file "/x/\"q\"\\$$HOME" run`
	if !strings.Contains(u, want+"\n") {
		t.Errorf("the unit runs\n%s\nwant\n%s", u, want)
	}
	if strings.Contains(strings.ReplaceAll(u, "%%", ""), "%") {
		t.Error("systemd would read a specifier")
	}
}

func TestPrintUnit(t *testing.T) {
	home := filepath.Join(t.TempDir(), "desk")
	out, errs, _ := printed(t, "--home", home, "run", "--print-unit")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"ExecStart=" + self + " --home " + home + " run", "Restart=on-failure", "WantedBy=default.target", "UMask=0077"} {
		if !strings.Contains(out, line+"\n") {
			t.Errorf("the unit lacks %q:\n%s", line, out)
		}
	}
	if !strings.Contains(errs, "systemctl --user enable --now vocero") || strings.Count(errs, "\n") != 1 {
		t.Errorf("it says %q", errs)
	}
	if _, err := os.Stat(home); !os.IsNotExist(err) {
		t.Error("printing the unit made the home")
	}
	out, _, _ = printed(t, "--home", home, "--json", "run", "--print-unit")
	if !strings.HasPrefix(out, `{"unit":"[Unit]\n`) || !strings.Contains(out, `"path":"~/.config/systemd/user/vocero.service"`) {
		t.Errorf("as JSON: %s", out)
	}
}

func printed(t *testing.T, argv ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = Main(t.Context(), Env{In: strings.NewReader(""), Out: &o, Err: &e, Getenv: func(string) string { return "" }, Now: time.Now}, argv)
	if code != Done {
		t.Fatalf("exit %d: %s", code, e.String())
	}
	return o.String(), e.String(), code
}
