//go:build fault

package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// settled is a home with clients, accounts, mentions, a draft and a snapshot.
func settled(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	for _, s := range b.begin() {
		b.works(s.in, s.args...)
	}
	b.works("", "draft", "add", "--brand", "p", "--text", textRye)
	b.works("", "backup", "create", filepath.Join(b.root, "good.backup"))
	return b
}

// works runs a command that has to work.
func (b *bench) works(in string, args ...string) outcome {
	b.t.Helper()
	o := b.act(nil, in, args...)
	if o.Code != 0 {
		b.t.Fatalf("%v ends with %d: %s%s", args, o.Code, o.Out, o.Err)
	}
	return o
}

// refused wants a command to end with an error that is one sentence, and no trace of a panic.
func (b *bench) refused(what string, o outcome) {
	b.t.Helper()
	said := strings.TrimSpace(o.Err)
	if o.Code == 0 || o.Killed || said == "" || strings.Contains(said, "\n") || strings.Contains(said, "goroutine ") {
		b.t.Errorf("%s: it ends with %d (killed %v): %s", what, o.Code, o.Killed, said)
	}
}

// mood is what the files of a folder are: modes and contents.
func mood(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.Type()&fs.ModeSocket != 0 {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		var b []byte
		if info.Mode().IsRegular() {
			if b, err = os.ReadFile(p); err != nil {
				return err
			}
		}
		out[p] = fmt.Sprint(info.Mode(), " ", len(b), " ", string(b))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// same fails for every file that changed.
func (b *bench) same(what string, before, after map[string]string) {
	b.t.Helper()
	for p, v := range before {
		if v != "" && after[p] != v {
			b.t.Errorf("%s: %s was changed: %.60q is %.60q", what, p, v, after[p])
		}
	}
}

// small makes a disk of so many kilobytes.
func small(t *testing.T, kilo int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dk,mode=0700", kilo)); err != nil {
		t.Fatalf("a small disk needs root: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, 0) })
	return dir
}

// TestFault3FullDisk works on a disk without room, with a limit on the size of files, and with a quota: what cannot be written is
// said in one line, everything that was there stays, and once there is room the same commands work.
func TestFault3FullDisk(t *testing.T) {
	b := settled(t)
	big := strings.Repeat("pan de molde ", 30_000)
	acts := [][]string{{"draft", "add", "--brand", "p", "--text", "-"}, {"backup", "create", "{file}"}, {"sync"}, {"brand", "edit", "p", "--answer", "12h"}, {"run", "--once"}}
	known := b.facts()
	back := b.keep()
	disk := small(t, 24<<10)
	for name, trouble := range map[string]struct {
		before []string
		fill   bool
	}{
		"a full disk": {nil, true}, "a limit on files": {[]string{"prlimit", "--fsize=4096", "--"}, false},
		"a quota": {point{"pwrite64", 1}.inject("error=EDQUOT"), false},
	} {
		back("home-" + strings.ReplaceAll(name, " ", "-"))
		if trouble.fill {
			if err := os.CopyFS(filepath.Join(disk, "home"), os.DirFS(b.home)); err != nil {
				t.Fatal(err)
			}
			b.home = filepath.Join(disk, "home")
			if err := os.Chmod(b.home, 0o700); err != nil {
				t.Fatal(err)
			}
			ballast(t, disk)
		}
		refusals := 0
		for _, act := range acts {
			if act[len(act)-1] == "{file}" {
				act = []string{"backup", "create", filepath.Join(b.home, "x.backup")}
			}
			for range 100 { // Until what is left in the file itself is used up, too.
				o := b.act(trouble.before, big, act...)
				if o.Code != 0 {
					refusals++
					b.refused(name+": "+act[0], o)
				}
				if o.Code != 0 || act[0] != "draft" {
					break
				}
			}
		}
		if refusals < 2 {
			t.Errorf("%s: only %d commands met it", name, refusals)
		}
		if trouble.fill {
			if err := os.Remove(filepath.Join(disk, "ballast")); err != nil {
				t.Fatal(err)
			}
		}
		b.sound(name+", and room again", known)
		b.works(big, acts[0]...)
	}
}

// ballast fills a disk to the last byte.
func ballast(t *testing.T, disk string) {
	t.Helper()
	f, err := os.Create(filepath.Join(disk, "ballast"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for n := 1 << 20; n > 0; {
		if _, err := f.Write(make([]byte, n)); err != nil {
			n /= 2
		}
	}
}

// nobody makes the program run as a user without rights, from a place where that user may read it.
func (b *bench) nobody() {
	b.t.Helper()
	self, err := os.Executable()
	if err != nil {
		b.t.Fatal(err)
	}
	in, err := os.Open(self)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	b.binary = filepath.Join(b.root, "program")
	out, err := os.OpenFile(b.binary, os.O_CREATE|os.O_WRONLY, 0o755)
	if err == nil {
		_, err = io.Copy(out, in)
	}
	if err == nil {
		err = out.Close()
	}
	for path, mode := range map[string]fs.FileMode{b.root: 0o777, b.run: 0o777, b.binary: 0o755} {
		if err == nil {
			err = os.Chmod(path, mode) // The test itself makes nothing that others may read.
		}
	}
	if err != nil {
		b.t.Fatal(err)
	}
	b.as = &syscall.Credential{Uid: 65534, Gid: 65534, NoSetGroups: true}
}

// gives makes everything in a folder belong to the user without rights.
func (b *bench) gives(dir string) {
	b.t.Helper()
	err := filepath.WalkDir(dir, func(p string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(p, 65534, 65534)
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// TestFault5Permissions runs as somebody without rights on a home that is read-only, somebody else's, or open to others: one
// sentence with the way out, and no mode is changed in silence.
func TestFault5Permissions(t *testing.T) {
	b := settled(t)
	back := b.keep()
	b.nobody()
	db := func() string { return filepath.Join(b.home, "vocero.db") }
	for name, spoil := range map[string]func() error{
		"a folder that takes nothing": func() error { return os.Chmod(b.home, 0o500) },
		"a read-only file":            func() error { return os.Chmod(db(), 0o400) },
		"somebody else's file":        func() error { return os.Chown(db(), 0, 0) },
		"somebody else's folder":      func() error { return os.Chown(b.home, 0, 0) },
		"a file that all may read":    func() error { return os.Chmod(db(), 0o644) },
		"a vault that all may read":   func() error { return os.WriteFile(filepath.Join(b.home, "vault.age"), []byte("x"), 0o644) },
	} {
		back("home-" + strings.ReplaceAll(name, " ", "-"))
		b.gives(b.home)
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		before := mood(t, b.home)
		if strings.Contains(name, "vault") {
			before[db()] = "" // The desk had been opened, and counts that.
		}
		o := b.act(nil, "", "draft", "add", "--brand", "p", "--text", textPublic)
		if name == "a folder that takes nothing" && o.Code == 0 {
			continue // Everything it needs lies in files that it may write.
		}
		o.Err = withoutWarning(o.Err)
		b.refused(name, o)
		if !strings.Contains(o.Err, "; ") && !strings.Contains(o.Err, ": chmod 600") {
			t.Errorf("%s: nothing says what to do: %s", name, o.Err)
		}
		b.same(name, before, mood(t, b.home))
	}
	none := filepath.Join(b.root, "none")
	if err := os.Mkdir(none, 0o755); err != nil {
		t.Fatal(err)
	}
	b.home = filepath.Join(none, "home")
	o := b.act(nil, "", "brand", "list")
	o.Err = withoutWarning(o.Err)
	b.refused("no right to make a home", o)
}

// withoutWarning leaves out the line that says that the settings in the home could not be read either.
func withoutWarning(said string) string {
	if strings.HasPrefix(said, "settings not understood") {
		_, said, _ = strings.Cut(said, "\n")
	}
	return said
}

// TestFault6NeverEmpty spoils or takes away the database: no command takes the home for a new desk, the newest good snapshot is
// named, and restoring it keeps what was there.
func TestFault6NeverEmpty(t *testing.T) {
	b := settled(t)
	known := b.facts()
	back := b.keep()
	for name, spoil := range map[string]func(raw []byte) []byte{
		"0 bytes":   func([]byte) []byte { return []byte{} },
		"truncated": func(raw []byte) []byte { return raw[:3*4096] },
		"random": func(raw []byte) []byte {
			for i := range raw {
				raw[i] = byte(i * 7919 >> 3)
			}
			return raw
		},
		"a text":   func([]byte) []byte { return []byte("lista de la compra: harina, sal\n") },
		"no metas": func(raw []byte) []byte { clear(raw[:8192]); return raw },
		"gone":     func([]byte) []byte { return nil },
	} {
		back("home-" + strings.ReplaceAll(name, " ", "-"))
		db := filepath.Join(b.home, "vocero.db")
		raw, err := os.ReadFile(db)
		if err == nil {
			if raw = spoil(raw); raw == nil {
				err = os.Remove(db)
			} else {
				err = os.WriteFile(db, raw, 0o600)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		snapshot := ""
		for _, act := range [][]string{{"brand", "list"}, {"run", "--once"}, {"draft", "add", "--brand", "p", "--text", "x"}} {
			o := b.act(nil, "", act...)
			b.refused(name+": "+act[0], o)
			if _, rest, ok := strings.Cut(o.Err, "newest good snapshot is "); ok {
				snapshot = strings.Fields(rest)[0]
			}
		}
		if now, _ := os.ReadFile(db); !bytes.Equal(now, raw) {
			t.Errorf("%s: the file was changed", name)
		}
		if snapshot == "" {
			t.Errorf("%s: no snapshot is named", name)
			continue
		}
		b.works("", "backup", "restore", strings.TrimRight(snapshot, ";,."))
		b.sound(name+", restored", known)
		if kept, _ := filepath.Glob(db + ".damaged-*"); raw != nil && len(kept) != 1 {
			t.Errorf("%s: what was there is not kept: %v", name, kept)
		}
	}
}

// TestFault30Backups writes a backup to a full disk, and restores damaged, cut, foreign and older ones: what fails is said, and the
// desk that is there is not touched.
func TestFault30Backups(t *testing.T) {
	b := settled(t)
	good, err := os.ReadFile(filepath.Join(b.root, "good.backup"))
	if err != nil {
		t.Fatal(err)
	}
	old := b.facts()
	b.works("", "draft", "add", "--brand", "p", "--text", textPublic)
	known := b.facts()
	disk := small(t, 16)
	b.refused("a backup to a full disk", b.act(nil, "", "backup", "create", filepath.Join(disk, "x.backup")))
	if left, _ := filepath.Glob(filepath.Join(disk, "*")); len(left) > 0 {
		t.Errorf("half a backup is left: %v", left)
	}
	flip := func(at int) []byte {
		out := bytes.Clone(good)
		out[at] ^= 0x10
		return out
	}
	bad := map[string][]byte{"cut": good[:len(good)/2], "empty": {}, "text": []byte("harina\n"), "flipped early": flip(len(good) / 5), "flipped late": flip(len(good) * 4 / 5)}
	foreign := settled(t)
	if bad["foreign"], err = os.ReadFile(filepath.Join(foreign.root, "good.backup")); err != nil {
		t.Fatal(err)
	}
	for name, raw := range bad {
		path := filepath.Join(b.root, "bad.backup")
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if name != "foreign" {
			b.refused("verifying one that is "+name, b.act(nil, "", "backup", "verify", path))
		}
		b.refused("restoring one that is "+name, b.act(nil, "", "backup", "restore", path))
		b.sound("after one that is "+name, known)
	}
	b.at.Add(int64(time.Hour))
	b.works("", "backup", "restore", filepath.Join(b.root, "good.backup"))
	b.sound("an older one", old)
	if kept, _ := filepath.Glob(filepath.Join(b.home, "vocero.db.damaged-*")); len(kept) != 1 {
		t.Errorf("the newer desk is not kept: %v", kept)
	}
}
