package uitest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestEmulate(t *testing.T) {
	g := Emulate([]byte("\x1b[2J\x1b[Hhola\x1b[2;3H日本\x1b[31mrojo\x1b[m\x1b[c\x1b[6n"), 12, 3)
	if got := g.Lines(); strings.Join(got, "|") != "hola        |  日本rojo  |            " {
		t.Errorf("the screen is %q", got)
	}
	if c := g.Cell(6, 1); c == nil || c.Content != "r" || c.Style.Fg == nil {
		t.Errorf("cell 6,1 is %+v", c)
	}
	if g.Cell(99, 99) != nil {
		t.Error("there is a cell outside of the screen")
	}
	if x, y := g.Cursor(); x != 10 || y != 1 {
		t.Errorf("the cursor is at %d,%d", x, y)
	}
}

func TestPtyAnswersQueries(t *testing.T) {
	// The shell asks for device attributes and the cursor's place, and shows what it reads back.
	script := `stty raw -echo; printf '\033[c'; a=$(dd bs=1 count=3 2>/dev/null | od -An -c); printf '\033[2J\033[Hgot%s\r\n' "$a"; exit 7`
	p := Pty(t, []string{"/bin/sh", "-c", script}, nil, 60, 5)
	p.WaitFor(`[ ?`)
	if code := p.Wait(); code != 7 || p.Bytes() == 0 {
		t.Errorf("it ended with %d after %d bytes", code, p.Bytes())
	}
}

// floorBinary builds the bare list once for the tests and benchmarks of this package.
func floorBinary(t testing.TB) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "floor")
	cmd := exec.Command("go", "build", "-o", bin, "./floor")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building the bare list: %v\n%s", err, out)
	}
	return bin
}

func TestFloorInATerminal(t *testing.T) {
	p := Pty(t, []string{floorBinary(t)}, []string{"NO_COLOR=1"}, 100, 20)
	p.WaitFor("1/1000000")
	if took := p.Answer("j"); took <= 0 {
		t.Errorf("a key took %v", took)
	}
	p.WaitFor("2/1000000").Send("G").WaitFor("1000000/1000000")
	p.Resize(60, 10).WaitFor("1000000/1000000")
	for i, l := range p.Grid().Lines() {
		if len([]rune(l)) != 60 {
			t.Errorf("line %d is %q", i, l)
		}
	}
	if out := string(p.Quiet(50 * time.Millisecond).Output()); int64(len(out)) != p.Bytes() || !strings.Contains(out, "\x1b[?1049h") {
		t.Errorf("%d bytes of %d are kept, and do not begin the second screen", len(out), p.Bytes())
	}
	if p.Process() == nil || p.Process().Pid == os.Getpid() {
		t.Error("it runs in no process of its own")
	}
	if p.Send("q"); p.Wait() != 0 {
		t.Error("it did not end well")
	}
}

func TestPtyEndsWithTheTest(t *testing.T) {
	p := Pty(t, []string{floorBinary(t)}, nil, 80, 24)
	p.WaitFor("1/1000000")
	if err := p.Close(); err != nil {
		t.Errorf("closing the terminal: %v", err)
	}
	if p.cmd.ProcessState == nil {
		t.Error("the program still runs")
	}
}

// BenchmarkFloorStart is the bare list from start to its first frame; BenchmarkFloorKey a key of it.
func BenchmarkFloorStart(b *testing.B) {
	bin := floorBinary(b)
	for b.Loop() {
		p := Pty(b, []string{bin}, nil, 120, 40)
		p.WaitFor("1/1000000").Send("q").Wait()
	}
}

func BenchmarkFloorKey(b *testing.B) {
	p := Pty(b, []string{floorBinary(b)}, nil, 120, 40)
	p.WaitFor("1/1000000")
	for b.Loop() {
		p.Answer("j")
	}
}
