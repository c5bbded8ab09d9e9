package widget

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestTextGoesOutAndComesBack(t *testing.T) {
	home, header := t.TempDir(), "# @luz@masto.example\n# Panadería Luz"
	for _, text := range []string{"", "#hashtag\n\nhola", "una línea", "a\n---\nb"} {
		path, err := putOutside(home, header, text)
		if err != nil {
			t.Fatal(err)
		}
		st, err := os.Stat(path)
		if err != nil || st.Mode().Perm() != 0o600 {
			t.Fatalf("others can read it: %v %v", st, err)
		}
		if back, err := takeOutside(path, header); err != nil || back != text {
			t.Errorf("%q came back as %q (%v)", text, back, err)
		}
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("the file stays: %v", err)
		}
	}
}

func TestWithoutTheScissorsTheHeaderStillGoes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(path, []byte("# who\r\n#pan y más\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if back, err := takeOutside(path, "# who"); err != nil || back != "#pan y más" {
		t.Errorf("read %q (%v)", back, err)
	}
	if _, err := takeOutside(path, "# who"); err == nil {
		t.Error("a file that is gone was read")
	}
}

func TestAHomeThatIsNoneKeepsTheText(t *testing.T) {
	var got string
	var failed error
	m := Outside(filepath.Join(t.TempDir(), "none"), "ed", "h", "lo escrito", func(s string, err error) tea.Msg {
		got, failed = s, err
		return "done"
	})()
	if m != "done" || got != "lo escrito" || failed == nil || !errors.Is(failed, os.ErrNotExist) {
		t.Errorf("%v %q %v", m, got, failed)
	}
}

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	for _, n := range []string{"pan.jpg", ".hidden"} {
		if err := os.WriteFile(filepath.Join(dir, n), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "fotos"), 0o700); err != nil {
		t.Fatal(err)
	}
	got, ok := Folder(dir)
	if !ok || !slices.Equal(got, []string{dir + "/fotos/", dir + "/pan.jpg"}) {
		t.Errorf("%q %v", got, ok)
	}
	if _, ok := Folder(filepath.Join(dir, "pan.jpg")); ok {
		t.Error("a file is taken for a folder")
	}
	if p := Expand(" 'file:///tmp/a b.png' "); p != "/tmp/a b.png" {
		t.Errorf("expanded to %q", p)
	}
	t.Setenv("HOME", "/home/ana")
	if p := Expand("~/pan.jpg"); p != "/home/ana/pan.jpg" || strings.HasPrefix(Expand("~ana"), "/") {
		t.Errorf("expanded to %q", p)
	}
}
