//go:build fault

package store

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// event is one thing that a process did to its files, or said on its output, as the kernel saw it.
type event struct {
	kind string // make, write, size, sync, link, rename, remove, folder, said
	path string
	to   string // of link and rename
	at   int64  // of write; the new size of size
	data []byte
}

// recorded are the calls that are read from the log; the two that copy between files are refused, so that what they copy is seen.
const recorded = "openat,close,write,pwrite64,lseek,fsync,fdatasync,ftruncate,fallocate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,copy_file_range,sendfile,splice"

// record runs this test binary as a writer and returns everything it did below a folder.
func record(t *testing.T, home string) []event {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "log")
	cmd := exec.Command("strace", "-f", "-qq", "-xx", "-s", "67108864", "-o", name, "-e", "trace="+recorded, "-e", "signal=none",
		"-e", "inject=copy_file_range,sendfile,splice:error=ENOSYS", self)
	cmd.Env = append(os.Environ(), imageHome+"="+home, "GOMAXPROCS=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("the writer: %v\n%s", err, out)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	r := &reader{home: home, open: map[string]*opened{}, half: map[string]string{}}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<28)
	for lines.Scan() {
		r.line(lines.Text())
	}
	if err := cmp.Or(lines.Err(), r.err); err != nil {
		t.Fatal(err)
	}
	return r.events
}

// reader makes events of the lines of strace.
type reader struct {
	home   string
	open   map[string]*opened // by file descriptor
	half   map[string]string  // by thread: the beginning of a call during which others were seen
	events []event
	err    error
}

// opened is a file descriptor.
type opened struct {
	path   string
	at     int64
	append bool
}

var callLine = regexp.MustCompile(`^(\w+)\((.*)\)\s+= (-?\d+)`)

// line reads one line: a thread and its call with the result.
func (r *reader) line(s string) {
	pid, rest, _ := strings.Cut(s, " ")
	rest = strings.TrimLeft(rest, " ")
	if before, unfinished := strings.CutSuffix(rest, " <unfinished ...>"); unfinished {
		r.half[pid] = before
		return
	}
	if strings.HasPrefix(rest, "<... ") {
		_, end, _ := strings.Cut(rest, "resumed>")
		rest = r.half[pid] + end
	}
	m := callLine.FindStringSubmatch(rest)
	if m == nil || m[3][0] == '-' {
		return
	}
	n, _ := strconv.ParseInt(m[3], 10, 64)
	r.call(m[1], arguments(m[2]), n)
}

// arguments splits what is between the brackets; strings are hexadecimal, so that no comma is inside them.
func arguments(s string) []string {
	out := strings.Split(s, ", ")
	for i, a := range out {
		if strings.HasPrefix(a, `"`) {
			b, err := hex.DecodeString(strings.ReplaceAll(strings.Trim(a, `"`), `\x`, ""))
			if err != nil {
				b = []byte(a)
			}
			out[i] = string(b)
		}
	}
	return out
}

func (r *reader) call(name string, a []string, n int64) {
	switch name {
	case "openat":
		r.opens(a, n)
	case "close":
		delete(r.open, a[0])
	case "write", "pwrite64", "lseek", "ftruncate", "fallocate", "fsync", "fdatasync":
		r.onFile(name, a, n)
	case "rename", "link":
		r.note(event{kind: name, path: a[0], to: a[1]})
	case "renameat", "renameat2", "linkat":
		r.note(event{kind: strings.TrimRight(name, "at2"), path: a[1], to: a[3]})
	case "unlink":
		r.note(event{kind: "remove", path: a[0]})
	case "unlinkat":
		r.note(event{kind: "remove", path: a[1]})
	case "mkdir":
		r.note(event{kind: "folder", path: a[0]})
	case "mkdirat":
		r.note(event{kind: "folder", path: a[1]})
	default:
		r.err = fmt.Errorf("a call that nobody understands: %s %q", name, a)
	}
}

func (r *reader) opens(a []string, fd int64) {
	flags := a[2]
	r.open[strconv.FormatInt(fd, 10)] = &opened{path: a[1], append: strings.Contains(flags, "O_APPEND")}
	if strings.Contains(flags, "O_CREAT") {
		r.note(event{kind: "make", path: a[1]})
	}
	if strings.Contains(flags, "O_TRUNC") {
		r.note(event{kind: "size", path: a[1]})
	}
}

func (r *reader) onFile(name string, a []string, n int64) {
	if name == "write" && a[0] == "1" {
		for _, l := range strings.Split(strings.TrimSpace(a[1]), "\n") {
			r.events = append(r.events, event{kind: "said", path: l})
		}
		return
	}
	f := r.open[a[0]]
	if f == nil {
		return // A socket, or the output of errors.
	}
	switch name {
	case "write":
		at := f.at
		if f.append {
			at = -1
		}
		r.note(event{kind: "write", path: f.path, at: at, data: []byte(a[1])[:n]})
		f.at += n
	case "pwrite64":
		at, _ := strconv.ParseInt(a[3], 10, 64)
		r.note(event{kind: "write", path: f.path, at: at, data: []byte(a[1])[:n]})
	case "lseek":
		f.at = n
	case "ftruncate":
		size, _ := strconv.ParseInt(a[1], 10, 64)
		r.note(event{kind: "size", path: f.path, at: size})
	case "fallocate":
		r.err = fmt.Errorf("nobody told what fallocate does to %s", f.path)
	default:
		r.note(event{kind: "sync", path: f.path})
	}
}

// note keeps what happens below the home, under its name there.
func (r *reader) note(e event) {
	in := func(p string) (string, bool) {
		rel, err := filepath.Rel(r.home, p)
		return rel, err == nil && rel != ".." && !strings.HasPrefix(rel, "../")
	}
	var ok bool
	if e.path, ok = in(e.path); !ok {
		return
	}
	if e.to != "" {
		e.to, _ = in(e.to)
	}
	e.data = bytes.Clone(e.data)
	r.events = append(r.events, e)
}
